"""A theme in the newest letter beside the same theme in the one before."""

from dataclasses import dataclass

from rapportage.models import Briefsoort, Publicatie
from rapportage.openbaar.publicaties import document_of
from rapportage.rendering.tekst import plain
from veiligheid.document.brief import Hoofdstuk


@dataclass(frozen=True, slots=True)
class Paragraaf:
    """Its words without links: what they point to stands in the letter itself."""

    anker: str
    kop: str
    teksten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kolom:
    """A theme as one letter tells it; hoofdstuk: None where that letter has no such theme."""

    brief: Publicatie
    hoofdstuk: Hoofdstuk | None

    @property
    def paragrafen(self) -> list[Paragraaf]:
        found = self.hoofdstuk.paragrafen if self.hoofdstuk else ()
        return [
            Paragraaf(p.anker, p.kop, tuple(plain(blok.html) for blok in p.blokken)) for p in found
        ]


def beside(thema: str) -> tuple[Kolom, ...]:
    """Of the two newest letters, the newest first. Empty when neither has the theme."""
    letters = Publicatie.objects.newest_per_slug().filter(soort=Briefsoort.VEILIGHEIDSBRIEF)
    found = tuple(Kolom(p, _theme(p, thema)) for p in letters[:2])
    return found if any(kolom.hoofdstuk for kolom in found) else ()


def _theme(p: Publicatie, slug: str) -> Hoofdstuk | None:
    return next((h for h in document_of(p).hoofdstukken if h.slug == slug), None)
