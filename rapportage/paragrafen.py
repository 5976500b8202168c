"""The paragrafen of published letters, to choose one from."""

from dataclasses import dataclass

from rapportage.models import Briefsoort, Publicatie
from veiligheid.document.brief import Briefdocument

# As many letters as a term of the council has, and the one before.
_BRIEVEN = 5


@dataclass(frozen=True, slots=True)
class Paragraafdoel:
    """A paragraaf as it was published. `titel` says where it stands: "Veiligheidsbrief 2026 ›
    Drukte › Er staat een hek"."""

    kop: str
    titel: str
    adres: str


@dataclass(frozen=True, slots=True)
class Briefkeuze:
    """A letter, and of each of its themes the paragrafen."""

    titel: str
    themas: tuple[tuple[str, tuple[Paragraafdoel, ...]], ...]


def published_paragrafen(slug: str = "") -> list[Briefkeuze]:
    """Of the newest letters, in the versions that hold now; of one theme when `slug` names it. A
    letter that has nothing of it is left out. A query, and one for each letter."""
    letters = Publicatie.objects.newest_per_slug().filter(soort=Briefsoort.VEILIGHEIDSBRIEF)
    keuzes = [_keuze(publicatie, slug) for publicatie in letters[:_BRIEVEN]]
    return [keuze for keuze in keuzes if keuze.themas]


def _keuze(publicatie: Publicatie, slug: str) -> Briefkeuze:
    data = bytes(publicatie.bestanden.get(pad="brief.json").inhoud)
    adres = publicatie.get_absolute_url()
    themas = tuple(
        (
            hoofdstuk.titel,
            tuple(
                Paragraafdoel(
                    paragraaf.kop or "(zonder kop)",
                    " › ".join(filter(None, (publicatie.titel, hoofdstuk.titel, paragraaf.kop))),
                    f"{adres}#{paragraaf.anker}",
                )
                for paragraaf in hoofdstuk.paragrafen
            ),
        )
        for hoofdstuk in Briefdocument.from_json(data).hoofdstukken
        if slug in ("", hoofdstuk.slug)
    )
    return Briefkeuze(publicatie.titel, themas)
