"""A Word file that came back becomes proposals and remarks. The text of the bijdrage stays."""

from hashlib import sha256
from uuid import UUID

import msgspec
from django.db import transaction

from themas.jaar import word
from themas.jaar.models import Bijdrage
from themas.jaar.terugkomst.models import Terugkomst, Voorstel
from themas.jaar.terugkomst.remarks import take_in_remarks
from themas.jaar.terugkomst.tekst import text_of, unseal
from themas.jaar.word import BijdrageTekst, Plaats, read_back, read_origin, read_plain
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.word.macros import refuse_macros

MAX_VOORSTELLEN = 1_000
_MAX_NAAM = 300


def take_in(
    bijdrage: Bijdrage, data: bytes, naam: str, door: Gebruiker, *, plain: bool = False
) -> tuple[Terugkomst | None, bool]:
    """What came back, and whether it is new: a file that was brought back before gives what it
    gave then. None when the file holds no change and no remark; then nothing is made.

    plain: a Word file that was not made here may be read too, as text to add.

    Raises Geweigerd: what `read_back` raises, ``macros`` and ``te-veel-voorstellen``.
    """
    digest = sha256(data).hexdigest()
    if earlier := bijdrage.terugkomsten.filter(sha256=digest).first():
        return earlier, False
    was, gelezen, extra = _read(bijdrage, data, plain=plain)
    if gelezen.is_ongewijzigd:
        return None, True
    if len(gelezen.voorstellen) + len(gelezen.opmerkingen) > MAX_VOORSTELLEN:
        raise Geweigerd(
            blokkeert(
                "te-veel-voorstellen",
                f"In dit bestand staan meer dan {MAX_VOORSTELLEN} wijzigingen. Neem een deel ervan "
                "in Word aan of af, of stuur de tekst in delen terug.",
            )
        )
    with transaction.atomic():
        Bijdrage.objects.select_for_update().get(pk=bijdrage.pk)
        if earlier := bijdrage.terugkomsten.filter(sha256=digest).first():
            return earlier, False
        return _store(bijdrage, was, gelezen, extra, naam, digest, door), True


def _read(
    bijdrage: Bijdrage, data: bytes, *, plain: bool
) -> tuple[BijdrageTekst, word.Terugkomst, list[Bevinding]]:
    refuse_macros(data)
    origin = read_origin(data)
    now = text_of(bijdrage)
    if plain and origin.bijdrage_id is None:
        return now, read_plain(data, now), []
    was = unseal(origin.merk, bijdrage) if origin.merk else None
    if was is None or was.versie == now.versie:
        return now, read_back(data, now), []
    extra = let_op(
        "tekst-ging-verder",
        f"Dit bestand is gemaakt uit versie {was.versie}; in het portaal staat nu versie "
        f"{now.versie}. Wat in het portaal is gewijzigd blijft staan; een voorstel over dezelfde "
        "woorden past dan niet meer en staat apart.",
    )
    return was, read_back(data, was), [extra]


def _store(
    bijdrage: Bijdrage,
    was: BijdrageTekst,
    gelezen: word.Terugkomst,
    extra: list[Bevinding],
    naam: str,
    digest: str,
    door: Gebruiker,
) -> Terugkomst:
    terugkomst = Terugkomst.objects.create(
        bijdrage=bijdrage,
        bestandsnaam=naam[:255],
        sha256=digest,
        versie=gelezen.versie,
        wie=door.naam,
        gebruiker_id=door.pk,
        bevindingen=[msgspec.to_builtins(b) for b in [*extra, *gelezen.bevindingen]],
    )
    place = _Places(was)
    Voorstel.objects.bulk_create(
        Voorstel(
            terugkomst=terugkomst,
            nummer=nummer,
            volgorde=place.of(v.paragraaf, v.blok, v.plaats),
            soort=v.soort,
            wie=v.wie[:_MAX_NAAM],
            op=v.op,
            paragraaf=v.paragraaf,
            blok=v.blok,
            voor=v.voor,
            na=v.na,
            uitleg=v.uitleg,
            plaats=msgspec.to_builtins(v.plaats),
            kop=v.kop,
            nieuw=msgspec.to_builtins(v.nieuw),
        )
        for nummer, v in enumerate(gelezen.voorstellen, start=1)
    )
    take_in_remarks(terugkomst, gelezen.opmerkingen, place.of_remark)
    counts = {"voorstellen": len(gelezen.voorstellen), "opmerkingen": len(gelezen.opmerkingen)}
    Logregel.write("terugbrengen", terugkomst, door, **counts)
    return terugkomst


class _Places:
    """The order of the text: ten for each paragraaf and each block, so that what is new fits in
    between."""

    def __init__(self, was: BijdrageTekst) -> None:
        self._paragrafen: dict[str, int] = {}
        self._blokken: dict[UUID, int] = {}
        self._end: dict[str, int] = {}
        at = 10
        for paragraaf in was.paragrafen:
            self._paragrafen[paragraaf.sleutel] = at
            for blok in paragraaf.blokken:
                at += 10
                self._blokken[blok.sleutel] = at
            self._end[paragraaf.sleutel] = at + 5
            at += 10
        self._last = at

    def of_remark(self, opmerking: word.Opmerking) -> int:
        return self.of(opmerking.paragraaf, opmerking.blok, None)

    def of(self, paragraaf: str, blok: UUID | None, plaats: Plaats | None) -> int:
        if blok in self._blokken:
            return self._blokken[blok]
        if plaats is not None and plaats.voor_blok in self._blokken:
            return self._blokken[plaats.voor_blok] - 5
        if plaats is not None and plaats.paragraaf:
            return self._end.get(plaats.paragraaf, self._last)
        if paragraaf in self._paragrafen:
            return self._paragrafen[paragraaf]
        voor = plaats.voor_paragraaf if plaats is not None else ""
        return self._paragrafen.get(voor, self._last + 5) - 5
