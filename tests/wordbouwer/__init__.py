"""Builds Word files for tests, as people really have them: Dutch style ids, tracked changes, notes.

It writes the XML itself, so that a test knows every byte, and the same calls give the same bytes.

    data = (
        Bouwer()
        .titel("Voorbeeldbrief")
        .kop(1, "Opgave")
        .alinea("Gewone tekst, ", vet("vette tekst"), voetnoot("De noot."))
        .lijst(["een", ["onder een"], "twee"], genummerd=True)
        .tabel([["Jaar", "Aantal"], ["2025", "3"]])
        .bytes()
    )

A run is a plain string or what one of the functions below returns. Sentences are made up.
"""

from tests.wordbouwer.bouwer import Bouwer, Cel
from tests.wordbouwer.ooxml import R_NS, W_NS, Delen, inpakken
from tests.wordbouwer.runs import (
    VELDEINDE,
    Run,
    afbeelding,
    bladwijzerlink,
    cursief,
    doorgehaald,
    eindnoot,
    hoog,
    ingevoegd,
    laag,
    link,
    opmaak,
    regeleinde,
    run,
    tab,
    tekstvak,
    vaste_afbreking,
    veld,
    veldbegin,
    verborgen,
    verwijderd,
    vet,
    voetnoot,
    xml,
    zachte_afbreking,
)

__all__ = [
    "R_NS",
    "VELDEINDE",
    "W_NS",
    "Bouwer",
    "Cel",
    "Delen",
    "Run",
    "afbeelding",
    "bladwijzerlink",
    "cursief",
    "doorgehaald",
    "eindnoot",
    "hoog",
    "ingevoegd",
    "inpakken",
    "laag",
    "link",
    "opmaak",
    "regeleinde",
    "run",
    "tab",
    "tekstvak",
    "vaste_afbreking",
    "veld",
    "veldbegin",
    "verborgen",
    "verwijderd",
    "vet",
    "voetnoot",
    "xml",
    "zachte_afbreking",
]
