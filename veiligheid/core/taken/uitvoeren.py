"""Doing a taak: claim it, do it while being heard, say what came of it. Exactly one attempt can
decide, and what it decides is committed together with what it did."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from veiligheid.core.findings import Geweigerd
from veiligheid.core.hartslag import hartslag
from veiligheid.core.taken.models import Taak, Taakbestand
from veiligheid.core.taken.plaats import my_name
from veiligheid.core.taken.soorten import soort_of
from veiligheid.core.taken.workflow import KLOP, MISLUKT, Taakstaat, Uitkomst

_log = logging.getLogger(__name__)


class Ingehaald(Exception):
    """This attempt was given up meanwhile and another was begun: it decides nothing any more."""


@dataclass
class Besluit:
    """What the transaction of `Werk.besluit` comes to; whoever opened it fills it in."""

    uitkomst: Uitkomst | None = None


@dataclass(frozen=True)
class Werk:
    """One attempt at a taak, as the function that does it sees it."""

    taak: Taak

    @property
    def _mine(self) -> Any:
        return Taak.objects.busy().filter(pk=self.taak.pk, poging=self.taak.poging)

    def meld(self, stap: str) -> None:
        """Tell whoever waits what is being done, in a sentence."""
        self._mine.update(stap=stap[:300], gehoord_op=timezone.now())

    def klop(self) -> None:
        """Let it be known that this goes on."""
        self._mine.update(gehoord_op=timezone.now())

    @contextmanager
    def besluit(self) -> Iterator[Besluit]:
        """A transaction whose effect and outcome become true together: what ends before its commit
        leaves nothing behind, what ends after it is done. Raises Ingehaald."""
        with transaction.atomic():
            if not self._mine.select_for_update().exists():
                raise Ingehaald
            besluit = Besluit()
            yield besluit
            if besluit.uitkomst is None:
                raise RuntimeError(f"{self.taak}: a decision without an outcome")
            self.end(Taakstaat.GELUKT, besluit.uitkomst)

    def with_file(self, naam: str, mediatype: str, inhoud: bytes) -> Uitkomst:
        """Keep the file that this taak was for; the outcome leads to it."""
        Taakbestand.objects.update_or_create(
            taak=self.taak, defaults={"naam": naam, "mediatype": mediatype, "inhoud": inhoud}
        )
        adres = reverse("taakbestand", args=[self.taak.pk])
        return Uitkomst((f"{naam} is klaar.",), adres, "Open het bestand", meteen=True)

    def end(self, staat: Taakstaat, uitkomst: Uitkomst) -> None:
        """Note how this attempt ended; of one that was overtaken nothing."""
        self._mine.update(
            staat=staat, uitkomst=uitkomst.to_json(), stap="", klaar_op=timezone.now()
        )


@task()
def voer_uit(pk: str, poging: int) -> None:
    """The one job of the queue: do this attempt at this taak."""
    run(pk, poging)


def run(pk: str, poging: int) -> None:
    """Do a taak, unless somebody else did or does. Raises what says that the database is away:
    nothing can be noted then, and it is taken up again when it is back."""
    now = timezone.now()
    waiting = Taak.objects.filter(pk=pk, poging=poging, staat=Taakstaat.WACHT)
    if not waiting.update(staat=Taakstaat.BEZIG, werker=my_name(), begonnen_op=now, gehoord_op=now):
        return
    werk = Werk(Taak.objects.select_related("gebruiker").get(pk=pk))
    try:
        with _heard(werk):
            uitkomst = soort_of(werk.taak).doe(werk)
        if uitkomst is not None:
            werk.end(Taakstaat.GELUKT, uitkomst)
    except Ingehaald:
        _log.warning("taak %s: attempt %d was overtaken", pk, poging)
    except Geweigerd as geweigerd:
        werk.end(Taakstaat.GEWEIGERD, Uitkomst(bevindingen=geweigerd.bevindingen))
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        _log.exception("taak %s (%s) failed", pk, werk.taak.soort)
        werk.end(Taakstaat.MISLUKT, Uitkomst((MISLUKT,)))


def _heard(werk: Werk) -> Any:
    """The pulse. Within somebody's transaction nobody outside would see it."""
    if connection.in_atomic_block:
        return nullcontext()
    return hartslag(werk.klop, KLOP.total_seconds())
