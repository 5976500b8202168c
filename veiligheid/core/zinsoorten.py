"""The kinds of sentences that the portal makes from data by itself.

They stand in print and under the college's name, so each kind is registered where it is made, with
its rule in the docstring of its maker, and a test finds every one of them on the pages of the demo
and recomputes it from the records by another route. A kind that the test cannot recompute fails it,
and so does a sentence with a number in it that no kind and no person can have written.

The rooms: figures (`monitoring.zinnen`), money (`rapportage.zinnen.geld`), mirror, council and
auditcommissie (`rapportage.zinnen.spiegel`), the register (`themas.toezeggingen.zinnen`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Maker = TypeVar("Maker", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Zinsoort:
    """`patroon`: how a sentence of this kind reads, from its first letter to its full stop."""

    naam: str
    patroon: re.Pattern[str]
    regel: str


ZINNEN: dict[str, Zinsoort] = {}


def zinsoort(naam: str, patroon: str) -> Callable[[Maker], Maker]:
    """Registers the maker of a kind of sentence. Raises ValueError for a name that is taken or a
    maker that does not say its rule."""

    def register(maker: Maker) -> Maker:
        if naam in ZINNEN or not maker.__doc__:
            raise ValueError(f"{naam}: dubbel, of zonder regel")
        ZINNEN[naam] = Zinsoort(naam, re.compile(patroon), maker.__doc__)
        return maker

    return register


def declare(naam: str, patroon: str, regel: str) -> None:
    """Registers a kind that a template makes of values that are counted or looked up elsewhere."""

    def maker() -> None: ...

    maker.__doc__ = regel
    zinsoort(naam, patroon)(maker)
