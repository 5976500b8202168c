"""Suggesting a change on screen: the same proposals as those of a Word file that came back."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from typing import Any
from uuid import UUID

from django.db import transaction

from themas.jaar.blokken import pieces
from themas.jaar.models import Bijdrage, Voortgang
from themas.jaar.saving import BlokInhoud, VoortgangDoel, blokken_of
from themas.jaar.terugkomst.models import Terugkomst, Voorstel
from themas.jaar.word.wording import kind_of, says
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.richtext import one_line, sanitize
from veiligheid.core.verschil import Vergelijker, Werk

OP_SCHERM = "Op het scherm"
_Change = tuple[UUID | None, str, str]


def propose(
    voortgang: Voortgang, sent: Mapping[str, Any], blokken: list[BlokInhoud], door: Gebruiker
) -> Terugkomst | None:
    """Proposals for what is different from the paragraaf as it stands: one for each stretch of
    alinea's, and one for its kop; None when nothing is. The text stays as it is. Sent twice it is
    one.

    sent: the kop, the version that it was written over (`basis`) and its identity (`uuid`). Raises
    Geweigerd when the text has moved on, or was approved or closed meanwhile.
    """
    basis, kop = sent["basis"], sent["kop"]
    same = repr((sent["uuid"], basis, kop, [(b.sleutel, b.tekst) for b in blokken]))
    key = sha256(same.encode()).hexdigest()
    with transaction.atomic():
        bijdrage = Bijdrage.objects.select_for_update().get(pk=voortgang.bijdrage_id)
        if bijdrage.staat == Inzendingstaat.GOEDGEKEURD.value or not bijdrage.ronde.is_open:
            melding = (
                "Deze bijdrage is intussen goedgekeurd, of de ronde is gesloten: een voorstel doen "
                "kan niet meer. Wat u schreef staat hieronder nog."
            )
            raise Geweigerd(blokkeert("niet-bewerkbaar", melding))
        mine: Terugkomst | None = bijdrage.terugkomsten.filter(
            sha256=key, gebruiker_id=door.pk
        ).first()
        if mine is not None:
            return mine
        versie, inhoud = VoortgangDoel(voortgang).read()
        if versie != basis:
            raise Geweigerd(
                blokkeert(
                    "intussen-gewijzigd",
                    "De tekst is gewijzigd terwijl u schreef. Uw voorstel staat hieronder nog; "
                    "neem het over in de tekst zoals zij nu is.",
                )
            )
        found = list(_changes(inhoud.stukken["kop"], blokken_of(inhoud), one_line(kop), blokken))
        if not found:
            return None
        terugkomst = Terugkomst.objects.create(
            bijdrage=bijdrage,
            bestandsnaam=OP_SCHERM,
            sha256=key,
            versie=bijdrage.versie,
            wie=door.naam,
            gebruiker_id=door.pk,
        )
        Voorstel.objects.bulk_create(
            _as_voorstel(terugkomst, voortgang, n, change, door)
            for n, change in enumerate(found, start=1)
        )
        Logregel.write("voorstellen", terugkomst, door, voorstellen=len(found))
        return terugkomst


def _changes(
    kop: str, was: list[BlokInhoud], nieuwe_kop: str, nieuw: list[BlokInhoud]
) -> Iterator[_Change]:
    if nieuwe_kop and nieuwe_kop != kop:
        yield None, _as_html(kop), _as_html(nieuwe_kop)
    wanted = {b.sleutel: b.tekst for b in nieuw}
    for blok in was:
        if blok.sleutel in wanted:
            yield from _of_blok(blok.sleutel, blok.tekst, sanitize(wanted[blok.sleutel]))


# Each proposal holds the whole text: of more changes than somebody decides singly, one is made.
_MEESTE = 100


def _of_blok(sleutel: UUID, oud: str, nieuw: str) -> Iterator[_Change]:
    """A chain: each begins with what the one before it gives."""
    before, after = pieces(oud), pieces(nieuw)
    now = list(before)
    shift = 0
    changes = [op for op in Vergelijker(before, after, Werk()).get_opcodes() if op[0] != "equal"]
    if len(changes) > _MEESTE:
        yield sleutel, oud, nieuw
        return
    for _, i1, i2, j1, j2 in changes:
        voor = "".join(now)
        now[i1 + shift : i2 + shift] = after[j1:j2]
        shift += (j2 - j1) - (i2 - i1)
        yield sleutel, voor, "".join(now)


def _as_html(kop: str) -> str:
    return f"<p>{escape(kop, quote=False)}</p>" if kop else ""


def _as_voorstel(
    terugkomst: Terugkomst, voortgang: Voortgang, nummer: int, change: _Change, door: Gebruiker
) -> Voorstel:
    blok, voor, na = change
    soort = "kop" if blok is None else kind_of(voor, na)
    # Other order of the same pieces is a change of words here: there is no place to move to.
    soort = "wijziging" if soort == "verplaatst" else soort
    return Voorstel(
        terugkomst=terugkomst,
        nummer=nummer,
        volgorde=nummer,
        soort=soort,
        wie=door.naam[:300],
        op=terugkomst.op,
        paragraaf=voortgang.sleutel,
        blok=blok,
        voor=voor,
        na=na,
        uitleg=says("wijziging" if blok is None else soort, door.naam, voor, na, kop=blok is None),
    )
