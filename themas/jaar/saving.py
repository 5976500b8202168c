"""A paragraaf as a text that can be saved: its kop, the areas it is about, and its blocks."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection

from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang
from themas.jaar.workflow import Rondestaat
from veiligheid.core.bewerken.doel import RecordDoel
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.nazien.workflow import BEWERKBAAR, Inzendingstaat
from veiligheid.core.opmerkingen.volgen import remarks_at
from veiligheid.core.ordering import renumber
from veiligheid.core.richtext import one_line, sanitize
from veiligheid.core.saving import Inhoud
from veiligheid.document.woorden import Bloksoort

_BLOK = "blok/"


@dataclass(frozen=True, slots=True)
class BlokInhoud:
    """A block as somebody wants it: its lasting key, kind, html and the acties it speaks of."""

    sleutel: UUID
    soort: Bloksoort
    tekst: str
    acties: tuple[int, ...] = ()


def as_inhoud(
    kop: str,
    blokken: list[BlokInhoud],
    normal: Collection[str] = frozenset(),
    gebieden: Iterable[str] = (),
) -> Inhoud:
    """The content of a paragraaf. Text is brought into its normal form here, so that equal text
    is equal. Raises TekstGeweigerd. normal: texts that are in it already."""
    clean = [
        blok if blok.tekst in normal else replace(blok, tekst=sanitize(blok.tekst))
        for blok in blokken
    ]
    return _as_stored(one_line(kop), gebieden, clean)


def _as_stored(kop: str, gebieden: Iterable[str], blokken: list[BlokInhoud]) -> Inhoud:
    pieces: dict[str, Any] = {"kop": kop, "gebieden": sorted(gebieden)}
    for blok in blokken:
        pieces[f"{_BLOK}{blok.sleutel}"] = {
            "soort": blok.soort.value,
            "tekst": blok.tekst,
            "acties": sorted(blok.acties),
        }
    return Inhoud(pieces, tuple(naam for naam in pieces if naam.startswith(_BLOK)))


def blokken_of(inhoud: Inhoud) -> list[BlokInhoud]:
    """The blocks of a content, in order."""
    return [
        BlokInhoud(
            UUID(naam.removeprefix(_BLOK)),
            Bloksoort(inhoud.stukken[naam]["soort"]),
            inhoud.stukken[naam]["tekst"],
            tuple(inhoud.stukken[naam]["acties"]),
        )
        for naam in inhoud.volgorde
    ]


def gebieden_of(inhoud: Inhoud) -> list[str]:
    """The codes of the areas that it is about; none in what was kept before one could say so."""
    return list(inhoud.stukken.get("gebieden", ()))


# Written out: every save of a text makes it, and building it took longer than running it.
_BEWERKBAAR = sorted(s.value for s in BEWERKBAAR)
# By the editor, at once: what was handed in and not yet approved.
_REDIGEERBAAR = [Inzendingstaat.INGEDIEND.value] * len(_BEWERKBAAR)
_LOCK = f"""
UPDATE {Bijdrage._meta.db_table} SET versie = versie + 1
WHERE id = %s AND staat IN ({", ".join("%s" for _ in _BEWERKBAAR)})
  AND ronde_id IN (SELECT id FROM {Ronde._meta.db_table} WHERE staat = %s)
"""  # noqa: S608 - names of tables of our own


_NIET_NU = (
    "Deze bijdrage is ingediend of goedgekeurd, of de ronde is gesloten. Vraag de eindredacteur om "
    "haar terug te sturen; uw tekst blijft hier staan."
)
_NIET_MEER = (
    "Redigeren kan niet meer: deze bijdrage is teruggestuurd of goedgekeurd, of de ronde is "
    "gesloten. Uw tekst blijft hier staan; neem haar zo nodig over in een voorstel."
)


def lock_bijdrage(bijdrage_id: int, *, redactie: bool = False) -> None:
    """Take the bijdrage's row and raise its version: an approval binds to that version.

    redactie: for the editor, who changes what was handed in.

    One statement that also checks the state. Raises Geweigerd when it may not be edited now.
    """
    with connection.cursor() as cursor:
        states = _REDIGEERBAAR if redactie else _BEWERKBAAR
        cursor.execute(_LOCK, [bijdrage_id, *states, Rondestaat.OPEN.value])
        locked = cursor.rowcount
    if not locked:
        raise Geweigerd(blokkeert("niet-bewerkbaar", _NIET_MEER if redactie else _NIET_NU))


class VoortgangDoel(RecordDoel):
    """A paragraaf: its kop, its areas, and a piece for each block. Locks its bijdrage, as every
    change to it does."""

    soort = "voortgang"
    model = Voortgang
    velden = ("kop", "gebieden")

    def __init__(self, voortgang: Voortgang, *, redactie: bool = False) -> None:
        super().__init__(voortgang)
        self.bijdrage_id, self._redactie = voortgang.bijdrage_id, redactie

    def lock(self) -> None:
        lock_bijdrage(self.bijdrage_id, redactie=self._redactie)

    def hold(self) -> None:
        Bijdrage.objects.select_for_update().filter(pk=self.bijdrage_id).first()

    def read(self) -> tuple[int, Inhoud]:
        versie, inhoud, self.gemerkt = _read(self.pk)
        return versie, inhoud

    def write(self, before: Inhoud, after: Inhoud) -> None:
        old, new = _by_name(before), _by_name(after)
        gone = [b.sleutel for naam, b in old.items() if naam not in new]
        if gone:
            Blok.objects.filter(voortgang=self.pk, sleutel__in=gone).delete()
        for n, (naam, blok) in enumerate(new.items(), start=1):
            if naam not in old:
                self._create(blok, n)
            elif old[naam] != blok:
                self._update(old[naam], blok)
        if before.volgorde != after.volgorde:
            keys = dict(Blok.objects.filter(voortgang=self.pk).values_list("sleutel", "pk"))
            order = {keys[b.sleutel]: n for n, b in enumerate(new.values(), start=1)}
            renumber(Blok._default_manager, order)

    def _create(self, blok: BlokInhoud, n: int) -> None:
        if Blok.objects.filter(sleutel=blok.sleutel).exists():
            raise Geweigerd(
                blokkeert(
                    "blok-verhuisd",
                    "Een blok uit dit venster staat nu in een andere paragraaf. Bewaar uw tekst "
                    "even elders en open deze paragraaf opnieuw.",
                )
            )
        record = Blok.objects.create(
            voortgang_id=self.pk,
            positie=2_000_000 + n,
            sleutel=blok.sleutel,
            soort=blok.soort,
            tekst=blok.tekst,
        )
        if blok.acties:
            record.acties.set(blok.acties)

    def _update(self, old: BlokInhoud, new: BlokInhoud) -> None:
        mine = Blok.objects.filter(voortgang=self.pk, sleutel=new.sleutel)
        if (old.soort, old.tekst) != (new.soort, new.tekst):
            mine.update(soort=new.soort, tekst=new.tekst)
        if old.acties != new.acties:
            mine.get().acties.set(new.acties)


def content_of(voortgang: Voortgang) -> Inhoud:
    """The content of a paragraaf as it stands."""
    return read_together(voortgang)[1]


def read_together(voortgang: Voortgang) -> tuple[int, Inhoud]:
    """Version and content that belong together, outside any lock: one statement reads both."""
    versie, inhoud, _ = _read(voortgang.pk)
    return versie, inhoud


# Written out, as the lock is. A row for each block and actie.
_READ = f"""
SELECT v.versie, v.kop, v.gebieden, {remarks_at("v.id")}, b.sleutel, b.soort, b.tekst, a.actie_id
FROM {Voortgang._meta.db_table} v
LEFT JOIN {Blok._meta.db_table} b ON b.voortgang_id = v.id
LEFT JOIN {Blok.acties.through._meta.db_table} a ON a.blok_id = b.id
WHERE v.id = %s
ORDER BY b.positie
"""  # noqa: S608 - names of tables of our own


def _read(pk: int) -> tuple[int, Inhoud, bool]:
    """Version, content and whether remarks hang at it, as they were at one moment."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [VoortgangDoel.soort, pk])
        found = cursor.fetchall()
    if not found:
        raise Voortgang.DoesNotExist(pk)
    versie, kop, gebieden, gemerkt = found[0][:4]
    blokken: dict[UUID, BlokInhoud] = {}
    for *_, sleutel, soort, tekst, actie in found:
        if sleutel is None:
            continue
        # SQLite has no type for it.
        key = sleutel if isinstance(sleutel, UUID) else UUID(sleutel)
        blok = blokken.setdefault(key, BlokInhoud(key, Bloksoort(soort), tekst))
        if actie is not None:
            blokken[key] = replace(blok, acties=(*blok.acties, actie))
    inhoud = _as_stored(kop, json.loads(gebieden), list(blokken.values()))
    return versie, inhoud, bool(gemerkt)


def _by_name(inhoud: Inhoud) -> dict[str, BlokInhoud]:
    return dict(zip(inhoud.volgorde, blokken_of(inhoud), strict=True))
