"""Where in a letter a promise is made or settled: in a paragraaf, or in one of the general parts,
of which `themas` knows no more than their key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from themas.jaar.models import Ronde, Voortgang


@dataclass(frozen=True, slots=True)
class Herkomst:
    """A place in a letter that is being written. `plek` says it in words, `anker` is its anchor in
    that letter. Either `paragraaf` is there, or `onderdeel` with the `ronde` of its letter.
    `van_de_lijst`: from the list of its letter, which knows who may work on that."""

    plek: str
    anker: str
    paragraaf: Voortgang | None = None
    onderdeel: int | None = None
    ronde: Ronde | None = None
    van_de_lijst: bool = False

    def velden(self) -> dict[str, Any]:
        return {
            "plek": self.plek[:500],
            "anker": self.anker,
            "paragraaf": self.paragraaf,
            "onderdeel": self.onderdeel,
            "ronde": self.ronde,
        }


@dataclass(frozen=True, slots=True)
class GepubliceerdeBrief:
    """A letter as it was published. `ankers` are those of every part it really holds: a document
    of the same round without the text makes nothing public. `onderdelen`: of its general parts the
    key and the anchor."""

    ronde: Ronde
    adres: str
    ankers: frozenset[str]
    onderdelen: Mapping[int, str] = field(default_factory=dict)
    datum: date | None = None
    portefeuillehouder: str = ""


def plek_van(paragraaf: Voortgang) -> str:
    """Where a paragraaf stands, in words. Reads its bijdrage, thema and ronde."""
    bijdrage = paragraaf.bijdrage
    return f"Brief {bijdrage.ronde.jaar} › {bijdrage.thema} › {paragraaf}"[:500]


def anker_van(paragraaf: Voortgang) -> str:
    """The anchor of a paragraaf in its letter."""
    return f"{paragraaf.bijdrage.thema.slug}--{paragraaf.sleutel}"


def in_paragraaf(paragraaf: Voortgang) -> Herkomst:
    return Herkomst(plek_van(paragraaf), anker_van(paragraaf), paragraaf)
