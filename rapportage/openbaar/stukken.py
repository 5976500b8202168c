"""What of a published document can be pointed at: every piece with an anchor, in words.

Searching, quoting and the API all read these, and nothing else of a letter's text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapportage.rendering.adressen import BRIEF, bijlage_pagina
from rapportage.rendering.spiegel import words_of_row
from rapportage.rendering.tekst import plain
from veiligheid.document.brief import Bijlage, Briefdocument, Hoofdstuk
from veiligheid.document.delen import (
    Afbeelding,
    Auditdeel,
    Deel,
    Figuurdeel,
    Kerncijfers,
    Registerdeel,
    Spiegeldeel,
    Tabeldeel,
    Tekstdeel,
)
from veiligheid.document.spiegel import Spiegel


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of a document. pagina: the path beneath the letter of the page that it is on; anker:
    its place there, empty for the page itself. soort: "paragraaf", "onderdeel", "bijlage" or
    "actie". tekst: its words without mark-up; acties: the lasting names of those it speaks of;
    gebieden: the codes of those its writer said it is about."""

    soort: str
    pagina: str
    anker: str
    kop: str
    thema: str
    thema_slug: str
    tekst: str
    acties: tuple[str, ...] = ()
    gebieden: tuple[str, ...] = ()

    @property
    def adres(self) -> str:
        """Beneath the letter."""
        return self.pagina + (f"#{self.anker}" if self.anker else "")


def stukken_of(document: Briefdocument) -> Iterator[Stuk]:
    """Every piece in the order of reading."""
    for o in document.inleiding:
        yield Stuk("onderdeel", BRIEF, o.anker, o.kop or document.titel, "", "", plain(o.html))
    for groep in document.groepen:
        if groep.inleiding:
            tekst = plain(groep.inleiding)
            yield Stuk("onderdeel", BRIEF, groep.anker, groep.titel, "", "", tekst)
        for hoofdstuk in groep.hoofdstukken:
            yield from _of_hoofdstuk(hoofdstuk)
    yield from _of_delen(document.delen, BRIEF, document.titel)
    for o in document.afsluiting:
        yield Stuk("onderdeel", BRIEF, o.anker, o.kop or document.titel, "", "", plain(o.html))
    for bijlage in document.gevulde_bijlagen:
        yield from _of_bijlage(bijlage)


def _of_hoofdstuk(h: Hoofdstuk) -> Iterator[Stuk]:
    for p in h.paragrafen:
        tekst = " ".join(plain(blok.html) for blok in p.blokken)
        acties = tuple(dict.fromkeys(a for blok in p.blokken for a in blok.acties))
        gebieden = tuple(g.code for g in p.gebieden)
        kop = p.kop or h.titel
        yield Stuk("paragraaf", BRIEF, p.anker, kop, h.titel, h.slug, tekst, acties, gebieden)


def _of_bijlage(bijlage: Bijlage) -> Iterator[Stuk]:
    pagina = bijlage_pagina(bijlage)
    yield Stuk("bijlage", pagina, "", bijlage.naam, "", "", "")
    yield from _of_delen(bijlage.delen, pagina, bijlage.naam)


def _of_delen(delen: tuple[Deel, ...], pagina: str, naam: str) -> Iterator[Stuk]:
    for deel in delen:
        match deel:
            case Spiegeldeel():
                yield from _of_spiegel(deel.spiegel, pagina)
            case Tekstdeel() | Figuurdeel() | Tabeldeel():
                yield Stuk("bijlage", pagina, deel.anker, deel.kop or naam, "", "", _words_of(deel))
            case Kerncijfers():
                told = " ".join(f"{c.naam} {c.zin}" for c in deel.cijfers)
                yield Stuk("bijlage", pagina, "", naam, deel.thema, "", told)
            case Afbeelding():
                yield Stuk("bijlage", pagina, "", naam, "", "", f"{deel.bijschrift} {deel.alt}")
            case Registerdeel() | Auditdeel():
                # The register itself, and the mirror that is judged, are found at their own place.
                pass


def _words_of(deel: Tekstdeel | Figuurdeel | Tabeldeel) -> str:
    match deel:
        case Tekstdeel():
            return plain(deel.html)
        case Figuurdeel():
            return " ".join((deel.figuur.titel, deel.zin, deel.definitie))
        case Tabeldeel():
            return " ".join((deel.bijschrift, *(rij.kop for rij in deel.rijen)))


def _of_spiegel(spiegel: Spiegel, pagina: str) -> Iterator[Stuk]:
    for rij in spiegel.rijen:
        yield Stuk(
            "actie",
            pagina,
            rij.anker,
            rij.titel,
            rij.thema_titel,
            rij.thema_slug,
            words_of_row(rij),
            rij.sleutels or (rij.sleutel,),
            tuple(g.code for g in rij.gebieden),
        )
