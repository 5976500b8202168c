"""What a file doesn't say itself: asked once of the person who reads it, and remembered.

An importer that can't go on raises `Gevraagd`. Somebody at a screen gets the question with the
first rows of the file; at a command it is a refusal that says which option to give. What was
answered is remembered under the key of the question (see `models`).
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from veiligheid.core.findings import Bevinding, Geweigerd

# What was answered, by the name of the field.
Antwoorden = Mapping[str, str]
# The option of every import under which answers travel.
ANTWOORDEN = "antwoorden"


class Vraagveld(msgspec.Struct, frozen=True):
    """One thing to answer: a choice of `keuzes` (value and words), or text where there are none.
    `begin`: what is most likely. `nodig`: it can't be left open."""

    naam: str
    label: str
    keuzes: tuple[tuple[str, str], ...] = ()
    begin: str = ""
    hulp: str = ""
    nodig: bool = False

    def allows(self, waarde: str) -> bool:
        """Whether this may be answered."""
        return not self.keuzes or waarde in {keuze for keuze, _ in self.keuzes}


class Vraag(msgspec.Struct, frozen=True):
    """A question about a file. `sleutel` is the same for next year's file of the same shape; `kop`
    and `rijen` are what the file holds, for the person who answers."""

    sleutel: str
    tekst: str
    velden: tuple[Vraagveld, ...]
    kop: tuple[str, ...] = ()
    rijen: tuple[tuple[str, ...], ...] = ()

    def to_json(self) -> dict[str, Any]:
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Vraag":
        return msgspec.convert(dict(data), cls)


class Gevraagd(Geweigerd):
    """Raised when a file can only be read when somebody answers; carries the findings too, for
    where nobody can be asked."""

    def __init__(self, vraag: Vraag, *bevindingen: Bevinding) -> None:
        super().__init__(*bevindingen)
        self.vraag = vraag
