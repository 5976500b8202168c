"""What changed between two versions of a text, part by part. No ORM here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from veiligheid.core.matching import titelsleutel
from veiligheid.core.verschil import Regel, difference

Soort = Literal["nieuw", "weg", "gewijzigd", "opmaak", "verplaatst"]


@dataclass(frozen=True, slots=True)
class Tekstdeel:
    """A part of a text: its lasting key, what it is called, and its rich text."""

    sleutel: str
    titel: str
    html: str


@dataclass(frozen=True, slots=True)
class Verandering:
    """A part that differs. `regels` are its words; empty when only its place or look changed."""

    titel: str
    soort: Soort
    regels: list[Regel]


def as_json(delen: Sequence[Tekstdeel]) -> list[dict[str, str]]:
    return [{"sleutel": d.sleutel, "titel": d.titel, "html": d.html} for d in delen]


def from_json(data: Any) -> list[Tekstdeel]:
    return [Tekstdeel(d["sleutel"], d["titel"], d["html"]) for d in data or ()]


def changes(oud: Sequence[Tekstdeel], nieuw: Sequence[Tekstdeel]) -> list[Verandering]:
    """In the order of the new text; what went stands where it was. A part is known by its key, or
    by its title where no key fits (as with last year's)."""
    pairs = _pairs(oud, nieuw)
    was = {new.sleutel: old for old, new in pairs}
    order = [old.sleutel for old, _ in pairs]
    kept = [d.sleutel for d in oud if d.sleutel in set(order)]
    found: list[Verandering] = []
    gone = [d for d in oud if d.sleutel not in set(order)]
    for deel in nieuw:
        old = was.get(deel.sleutel)
        if old is None:
            found.append(Verandering(deel.titel, "nieuw", difference("", deel.html)))
        elif regels := difference(old.html, deel.html):
            found.append(Verandering(deel.titel, "gewijzigd", regels))
        elif old.html != deel.html:
            found.append(Verandering(deel.titel, "opmaak", []))
        elif order.index(old.sleutel) != kept.index(old.sleutel):
            found.append(Verandering(deel.titel, "verplaatst", []))
    return found + [Verandering(d.titel, "weg", difference(d.html, "")) for d in gone]


def _pairs(
    oud: Sequence[Tekstdeel], nieuw: Sequence[Tekstdeel]
) -> list[tuple[Tekstdeel, Tekstdeel]]:
    """Which part became which, in the order of the new text."""
    by_key = {d.sleutel: d for d in oud}
    known = {d.sleutel for d in nieuw if d.sleutel in by_key}
    by_title = {titelsleutel(d.titel): d for d in oud if d.sleutel not in known and d.titel}
    pairs = []
    for deel in nieuw:
        old = by_key.get(deel.sleutel) or by_title.pop(titelsleutel(deel.titel), None)
        if old is not None:
            pairs.append((old, deel))
    return pairs
