"""An area that a text says it is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Genoemd:
    """By its code of CBS, and as it was called then."""

    code: str
    naam: str
