"""A finding (*bevinding*): what a check or an import noticed, and where it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Ernst(StrEnum):
    """Severity. `BLOKKEERT` stops an import or a publication, `LET_OP` only asks for attention."""

    BLOKKEERT = "blokkeert"
    LET_OP = "let op"


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One finding, in Dutch, for the person who must act on it.

    code: stable and machine-readable, e.g. ``thema-onbekend``.
    melding: a sentence that says what is wrong and what to do.
    plek: where, in the reader's terms: the heading, the paragraph or the row.
    link: URL path of the screen where it is mended. Empty when that is the file that was read, or
    the form that was refused and still stands there; of the portal's own records there is always
    one, see `Herstelbaar`.
    """

    code: str
    ernst: Ernst
    melding: str
    plek: str = ""
    link: str = ""

    @property
    def blokkeert(self) -> bool:
        return self.ernst is Ernst.BLOKKEERT

    def __str__(self) -> str:
        waar = f" [{self.plek}]" if self.plek else ""
        return f"{self.ernst}: {self.melding}{waar}"


@dataclass(frozen=True, slots=True)
class Herstelbaar(Bevinding):
    """A finding on the portal's own records: `link` says where it is mended, and is never empty.
    Raises ValueError without one."""

    def __post_init__(self) -> None:
        if not self.link:
            raise ValueError(f"{self.code}: zonder adres waar het te herstellen is")

    @classmethod
    def stop(cls, code: str, melding: str, plek: str, link: str) -> "Herstelbaar":
        return cls(code, Ernst.BLOKKEERT, melding, plek, link)

    @classmethod
    def warn(cls, code: str, melding: str, plek: str, link: str) -> "Herstelbaar":
        return cls(code, Ernst.LET_OP, melding, plek, link)


def blokkeert(code: str, melding: str, plek: str = "", link: str = "") -> Bevinding:
    return Bevinding(code, Ernst.BLOKKEERT, melding, plek, link)


def let_op(code: str, melding: str, plek: str = "", link: str = "") -> Bevinding:
    return Bevinding(code, Ernst.LET_OP, melding, plek, link)


class Geweigerd(Exception):
    """Raised when input can't be taken in at all; carries the findings that say why."""

    def __init__(self, *bevindingen: Bevinding) -> None:
        self.bevindingen = bevindingen
        super().__init__("\n".join(str(b) for b in bevindingen))


class EvenNiet(Geweigerd):
    """Refused for a moment only: what was sent can be sent again as it is."""


def blocking(bevindingen: Iterable[Bevinding]) -> list[Bevinding]:
    return [b for b in bevindingen if b.blokkeert]
