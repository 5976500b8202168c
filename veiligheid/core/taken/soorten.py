"""The kinds of work there are. Each app registers its own in its module `taken`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.module_loading import autodiscover_modules

from veiligheid.core.models import Gebruiker
from veiligheid.core.taken.models import Taak
from veiligheid.core.taken.workflow import Uitkomst

if TYPE_CHECKING:
    from veiligheid.core.taken.uitvoeren import Werk

# Whoever asks for a page.
Bezoeker = Gebruiker | AnonymousUser

Doen = Callable[["Werk"], Uitkomst | None]


def own(gebruiker: Bezoeker, taak: Taak) -> bool:
    """Whether this person asked for it."""
    return gebruiker.pk is not None and gebruiker.pk == taak.gebruiker_id


@dataclass(frozen=True, slots=True)
class Soort:
    """One kind of work.

    doe: does it. Gives the outcome, or None when it decided in `Werk.besluit`.
    titel: what a page about it is called.
    mag_zien: who may see how far it is and what came of it. Asked again each time.
    voorrang: higher goes first, between -100 and 100.
    """

    naam: str
    doe: Doen
    titel: Callable[[Taak], str]
    mag_zien: Callable[[Bezoeker, Taak], bool] = own
    voorrang: int = 0


@dataclass(frozen=True, slots=True)
class Nachtwerk:
    """What is done once a night, by whichever worker; twice does no harm. Gives a sentence."""

    naam: str
    doe: Callable[[], str]


_RONDES: list[Callable[[], object]] = []
_SOORTEN: dict[str, Soort] = {}
_NACHTWERK: dict[str, Nachtwerk] = {}


def register(soort: Soort) -> None:
    _SOORTEN[soort.naam] = soort


def register_nachtwerk(naam: str, doe: Callable[[], str]) -> None:
    _NACHTWERK[naam] = Nachtwerk(naam, doe)


def register_ronde(doe: Callable[[], object]) -> None:
    """What a supervisor does every few seconds: short, and harmless when others do it too."""
    _RONDES.append(doe)


@cache
def _discover() -> None:
    autodiscover_modules("taken.eigen", "taken")


def soort_of(taak: Taak) -> Soort:
    """Raises KeyError for a kind that this version does not know."""
    _discover()
    return _SOORTEN[taak.soort]


def rondes() -> list[Callable[[], object]]:
    _discover()
    return list(_RONDES)


def nachtwerken() -> list[Nachtwerk]:
    _discover()
    return list(_NACHTWERK.values())
