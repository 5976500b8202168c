"""Where the newest letter speaks of an area."""

import re
from dataclasses import dataclass

from rapportage.models import Publicatie
from rapportage.openbaar.publicaties import document_of, newest_letter
from rapportage.openbaar.stukken import stukken_of
from veiligheid.core.zinnen import split_sentences


@dataclass(frozen=True, slots=True)
class Plek:
    """A piece that names the area: the first sentence that does, and where it stands."""

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
        sentences = (z for z in split_sentences(s.tekst) if named.search(z))
        if zin := next(sentences, s.kop if named.search(s.kop) else ""):
            found.append(Plek(s.kop, s.thema, zin, basis + s.adres))
    return brief, found
