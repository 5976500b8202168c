"""What is handed in and approved, and what somebody without an account is asked to agree with: each
kind says what is its own, and everything else is the same for all. See ADR 0042.

A kind is a class; each app enters its own in its module `inzendingen`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.db.models import Model
from django.http import Http404
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules
from django.utils.safestring import SafeString

from veiligheid.core.nazien.vergelijken import Tekstdeel
from veiligheid.core.nazien.workflow import Inzendingstaat, Overgang
from veiligheid.core.rollen import Rol

if TYPE_CHECKING:
    from veiligheid.core.models import Akkoordlink, Gebruiker, Stap


class Inzendronde(Protocol):
    """In which something is handed in. Its text is what it is called."""

    @property
    def is_open(self) -> bool: ...


class Akkoordbaar(ABC):
    """A kind of text that one person is asked to agree with, by a link.

    soort: its name, under which steps and links are kept. opmerkingen: under which remarks at the
    whole of it hang. vraag: what a mail calls it.
    """

    soort: ClassVar[str]
    model: ClassVar[type[Model]]
    opmerkingen: ClassVar[str]

    @abstractmethod
    def lock(self, pk: int) -> Any:
        """The record, and nobody else until the end of the transaction."""

    @abstractmethod
    def get_to_ask(self, gebruiker: Any, pk: int) -> Any:
        """The record, for who asks others to agree with it. Raises Http404."""

    @abstractmethod
    def parts(self, record: Any) -> list[Tekstdeel]:
        """Its text as it stands."""

    @abstractmethod
    def titel(self, record: Any) -> str: ...

    @abstractmethod
    def waar(self, record: Any) -> str:
        """What it is part of."""

    @abstractmethod
    def vraag(self, record: Any) -> str:
        """ "de tekst over ‘Drukte’ in de veiligheidsbrief"."""

    @abstractmethod
    def adres(self, record: Any) -> str:
        """The page on which it is read by who works on it."""

    @abstractmethod
    def versie(self, record: Any) -> int: ...

    @abstractmethod
    def waits(self, record: Any) -> bool:
        """Whether somebody may be asked now, and may answer."""

    @abstractmethod
    def stands(self, link: Akkoordlink, record: Any) -> bool:
        """Whether it still is what the link shows, and waits for an answer."""

    def shown(self, link: Akkoordlink, record: Any) -> Mapping[str, SafeString]:
        """How a part is shown that is more than text, as a chart is, by the key of its part."""
        return {}

    def route(self, wat: str, record: Any) -> str:
        """The address of what is done with it: "staat", "bezwaar", "versies" or "akkoord"."""
        return reverse(f"deel-{wat}", args=[self.soort, record.pk])


class Meningsoort(Akkoordbaar):
    """A kind of text of which an answer is noted, and is no step of approval."""

    @abstractmethod
    def heard(self, record: Any, stap: Stap) -> None:
        """Tell what was answered. In the transaction of the answer."""


class Inzendingsoort(Akkoordbaar):
    """A kind of text that is handed in, and approved or sent back: its states are
    `workflow.OVERGANGEN`.

    schrijvers: the roles of who hands it in. zin: what is told of its state, as "De bijdrage is".
    """

    schrijvers: ClassVar[tuple[Rol, ...]]
    zin: ClassVar[str]
    staat_veld: ClassVar[str] = "staat"
    versie_veld: ClassVar[str] = "versie"
    # What a line of the log says besides, where its record is more than this.
    in_de_log: ClassVar[dict[str, str]] = {}

    # -- Who ------------------------------------------------------------------------------------

    @abstractmethod
    def get(self, gebruiker: Any, pk: int) -> Any:
        """The record, for whoever may read it. Raises Http404."""

    @abstractmethod
    def get_own(self, gebruiker: Any, pk: int) -> Any:
        """The record, for whoever writes it. Raises Http404."""

    @abstractmethod
    def get_reviewed(self, gebruiker: Any, pk: int) -> Any:
        """The record with all that was ever handed in, for its writers and for whoever judges it.
        Raises Http404."""

    @abstractmethod
    def may_read(self, gebruiker: Gebruiker, record: Any) -> bool: ...

    @abstractmethod
    def may_hand_in(self, gebruiker: Gebruiker, record: Any) -> bool:
        """Whether it is this person's text."""

    @abstractmethod
    def may_object(self, gebruiker: Gebruiker, record: Any, ingediend_door: int | None) -> bool:
        """Whether this person may object to what others changed since it was handed in."""

    @abstractmethod
    def wrote_along(self, wie: Gebruiker, record: Any) -> bool:
        """Whether this person wrote in it: who approves is never an author."""

    @abstractmethod
    def owners(self, record: Any, ingediend_door: int | None) -> Iterable[Gebruiker]:
        """Who is told what was decided about it."""

    # -- What -----------------------------------------------------------------------------------

    def is_judged(self, record: Any) -> bool:
        """Whether everybody who judges reads it once it is handed in."""
        return self.is_there(record)

    @abstractmethod
    def ronde(self, record: Any) -> Inzendronde: ...

    def is_there(self, record: Any) -> bool:
        """Whether it was not removed."""
        return True

    def is_open(self, record: Any) -> bool:
        """Whether anything is done with it at all: nothing of what is handed in, of whatever kind,
        once its round is closed."""
        return self.is_there(record) and self.ronde(record).is_open

    @abstractmethod
    def missing(self, record: Any) -> Sequence[str]:
        """What is not there yet: asked about before it is handed in or approved."""

    @abstractmethod
    def changed_by(self, record: Any, sinds: datetime) -> tuple[str, ...]:
        """The names of who saved in it since."""

    def before(self, record: Any) -> list[tuple[str, list[Tekstdeel]]]:
        """What else its text can be held against, by what that is called."""
        return []

    def told(self, record: Any) -> str:
        """What a mail calls it: its title."""
        return f"‘{self.titel(record)}’"

    # -- State ----------------------------------------------------------------------------------

    def staat(self, record: Any) -> str:
        return str(getattr(record, self.staat_veld))

    def versie(self, record: Any) -> int:
        return int(getattr(record, self.versie_veld))

    def set_staat(self, record: Any, staat: Inzendingstaat) -> None:
        """Under the lock, by a verb."""
        self.model._default_manager.filter(pk=record.pk).update(**{self.staat_veld: staat.value})

    def rollen(self, overgang: Overgang) -> tuple[Rol, ...]:
        """Who may make this change of state, of this kind."""
        return overgang.rollen or self.schrijvers

    def waits(self, record: Any) -> bool:
        return self.staat(record) == Inzendingstaat.INGEDIEND.value and self.is_open(record)

    def stands(self, link: Akkoordlink, record: Any) -> bool:
        return self.waits(record) and self.versie(record) == link.versie


_SOORTEN: dict[str, Akkoordbaar] = {}


def register(soort: Akkoordbaar) -> Akkoordbaar:
    """Raises ValueError for a name that is taken."""
    if soort.soort in _SOORTEN:
        raise ValueError(f"{soort.soort}: dubbel")
    _SOORTEN[soort.soort] = soort
    return soort


@cache
def _discover() -> None:
    autodiscover_modules("inzendingen")


def soort_van(record: Model) -> Inzendingsoort:
    """What this record is, when it is handed in. Raises KeyError for what never is."""
    _discover()
    for soort in _SOORTEN.values():
        if isinstance(soort, Inzendingsoort) and isinstance(record, soort.model):
            return soort
    raise KeyError(type(record).__name__)


def get_soort(naam: str) -> Akkoordbaar:
    """Raises Http404."""
    _discover()
    if naam not in _SOORTEN:
        raise Http404
    return _SOORTEN[naam]


def get_inzendingsoort(naam: str) -> Inzendingsoort:
    """Raises Http404, also for what is only agreed with."""
    soort = get_soort(naam)
    if not isinstance(soort, Inzendingsoort):
        raise Http404
    return soort


@dataclass(frozen=True, slots=True)
class Inzending:
    """One text with what kind it is, for a page."""

    soort: Akkoordbaar
    record: Any

    @property
    def pk(self) -> int:
        return int(self.record.pk)

    @property
    def titel(self) -> str:
        return self.soort.titel(self.record)

    @property
    def waar(self) -> str:
        return self.soort.waar(self.record)

    @property
    def versie(self) -> int:
        return self.soort.versie(self.record)

    @property
    def staat(self) -> str:
        return self.soort.staat(self.record) if isinstance(self.soort, Inzendingsoort) else ""

    @property
    def wacht(self) -> bool:
        """Whether somebody may be asked to agree with it now."""
        return self.soort.waits(self.record)

    @property
    def vast(self) -> bool:
        """Whether nobody changes it until it is opened again."""
        return self.staat == Inzendingstaat.GOEDGEKEURD.value

    @property
    def gesloten(self) -> str:
        """What is told of a round that is closed, and of nothing else; "" while it is open."""
        kind = self.soort
        if not isinstance(kind, Inzendingsoort) or (ronde := kind.ronde(self.record)).is_open:
            return ""
        return (
            f"{ronde} is gesloten. Indienen, terugsturen, goedkeuren en heropenen kan weer als de "
            "eindredacteur de ronde opent."
        )

    @property
    def adres(self) -> str:
        return self.soort.adres(self.record)

    @property
    def adres_staat(self) -> str:
        return self.soort.route("staat", self.record)

    @property
    def adres_bezwaar(self) -> str:
        return self.soort.route("bezwaar", self.record)

    @property
    def adres_versies(self) -> str:
        return self.soort.route("versies", self.record)

    @property
    def adres_akkoord(self) -> str:
        return self.soort.route("akkoord", self.record)


def inzending(record: Model) -> Inzending:
    return Inzending(soort_van(record), record)
