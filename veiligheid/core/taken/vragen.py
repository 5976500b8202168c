"""Asking for work."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from veiligheid.core.models import Gebruiker
from veiligheid.core.taken.models import Taak
from veiligheid.core.taken.soorten import soort_of
from veiligheid.core.taken.uitvoeren import voer_uit
from veiligheid.core.taken.workflow import Taakstaat


def ask(soort: str, sleutel: str, door: Gebruiker | None, **argumenten: Any) -> Taak:
    """The unfinished taak of this kind and key, or a new one. Asking twice is asking once.

    The queue is a table of the same database, so the taak and its place in the queue are committed
    together, with what the caller's transaction does besides.
    """
    while True:
        busy: Taak | None = Taak.objects.unfinished().of(soort, sleutel).first()
        if busy is not None:
            return busy
        try:
            with transaction.atomic():
                taak = Taak.objects.create(
                    soort=soort, sleutel=sleutel, gebruiker=door, argumenten=argumenten
                )
                enqueue(taak)
        except IntegrityError:
            # Somebody asked for the same at the same moment.
            if not Taak.objects.unfinished().of(soort, sleutel).exists():
                raise
        else:
            taak.refresh_from_db()
            return taak


def enqueue(taak: Taak) -> None:
    """Give this attempt a place in the queue."""
    row = voer_uit.using(priority=soort_of(taak).voorrang).enqueue(str(taak.pk), taak.poging)
    Taak.objects.filter(pk=taak.pk, poging=taak.poging).update(rij=str(row.id))


def begin_again(taak: Taak) -> bool:
    """Put an unfinished taak, whose attempt came to nothing, in the queue once more. False when
    somebody else was earlier or it has meanwhile been done."""
    with transaction.atomic():
        mine = Taak.objects.unfinished().filter(pk=taak.pk, poging=taak.poging)
        if not mine.update(
            staat=Taakstaat.WACHT,
            poging=taak.poging + 1,
            werker="",
            rij="",
            stap="",
            gehoord_op=timezone.now(),
        ):
            return False
        taak.refresh_from_db()
        enqueue(taak)
    return True
