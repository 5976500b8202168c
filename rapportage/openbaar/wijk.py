"""Where the newest letter speaks of an area."""

import re
from dataclasses import dataclass

from rapportage.models import Publicatie
from rapportage.openbaar.publicaties import document_of, newest_letter
from rapportage.openbaar.stukken import stukken_of
from veiligheid.core.zinnen import split_sentences


@dataclass(frozen=True, slots=True)
class Plek:
    """A piece that names the area: the first sentence that does (empty when only its heading
    does), and where it stands."""

    kop: str
    thema: str
    zin: str
    adres: str


def places_of(naam: str) -> tuple[Publicatie | None, list[Plek]]:
    """The newest letter, and its pieces that name this area, in the order of the letter."""
    brief = newest_letter()
    if brief is None:
        return None, []
    # Whole words: "Nieuwland" is no "Nieuwlandseweg".
    named = re.compile(rf"\b{re.escape(naam)}\b", re.I)
    basis, found = brief.get_absolute_url(), []
    for s in stukken_of(document_of(brief)):
        said = [z.strip() for z in split_sentences(s.tekst) if named.search(z)]
        if said or named.search(s.kop):
            # What its heading says already is not said twice.
            zin = next((z for z in said if z != s.kop), "")
            found.append(Plek(s.kop, s.thema, zin, basis + s.adres))
    return brief, found
