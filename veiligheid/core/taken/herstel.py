"""What the supervisor sees to besides its workers: taken that a dead worker left, rows that nobody
needs any more, and what is done at night. Any number of supervisors may do this at once."""

import logging
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from veiligheid.core.taken.models import Taak, Werkproces
from veiligheid.core.taken.plaats import here, is_dead
from veiligheid.core.taken.soorten import nachtwerken
from veiligheid.core.taken.vragen import ask, begin_again
from veiligheid.core.taken.workflow import (
    BEWAAR,
    BEWAAR_BESTAND,
    OPGEGEVEN,
    POGINGEN,
    VERGETEN,
    Taakstaat,
    Uitkomst,
)

NACHTWERK = "nachtwerk"
# Nobody works, and no hour of that name is left out or comes twice when the clock is put forward.
_UUR = 4

_log = logging.getLogger(__name__)


def last_heard() -> datetime | None:
    """When a worker was last heard; None when none ever was."""
    heard: datetime | None = Werkproces.objects.aggregate(op=Max("gehoord_op"))["op"]
    return heard


def revive() -> int:
    """Put what a dead worker left in the queue again; what was begun too often is given up, and
    that is told. Gives how many were taken up."""
    taken = {taak.pk: taak for taak in Taak.objects.silent(here())}
    taken |= {
        t.pk: t for t in Taak.objects.busy().filter(werker__startswith=here()) if is_dead(t.werker)
    }
    taken |= {taak.pk: taak for taak in _forgotten()}
    return sum(_take_up(taak) for taak in taken.values())


def _forgotten() -> list[Taak]:
    """What waits without a place in the queue: somebody took the place and died before the taak."""
    now = timezone.now()
    waiting = Taak.objects.filter(staat=Taakstaat.WACHT, gevraagd_op__lt=now - VERGETEN)
    waiting = waiting.exclude(gehoord_op__gte=now - VERGETEN)
    found = list(waiting)
    rows = [t.rij for t in found if t.rij]
    queued = {
        str(pk)
        for pk in DBTaskResult.objects.ready().filter(pk__in=rows).values_list("pk", flat=True)
    }
    return [taak for taak in found if taak.rij not in queued]


def _take_up(taak: Taak) -> bool:
    if taak.poging < POGINGEN:
        _log.warning("taak %s (%s) was interrupted and is begun again", taak.pk, taak.soort)
        return begin_again(taak)
    _log.error("taak %s (%s) was interrupted %d times: given up", taak.pk, taak.soort, taak.poging)
    mine = Taak.objects.unfinished().filter(pk=taak.pk, poging=taak.poging)
    uitkomst = Uitkomst((OPGEGEVEN,)).to_json()
    mine.update(staat=Taakstaat.MISLUKT, uitkomst=uitkomst, stap="", klaar_op=timezone.now())
    return False


def prune() -> None:
    """Throw away what served: a file after an hour, with what was asked; the rest after two
    weeks."""
    now = timezone.now()
    Taak.objects.filter(bestand__op__lt=now - BEWAAR_BESTAND).delete()
    Taak.objects.finished_before(now - BEWAAR).delete()
    # Those that a dead worker claimed never finish.
    DBTaskResult.objects.filter(enqueued_at__lt=now - BEWAAR).exclude(status="READY").delete()
    Werkproces.objects.filter(gehoord_op__lt=now - timedelta(days=1)).delete()


def ask_nachtwerk() -> None:
    """Once each night ask for what is done at night; a machine that slept then does it later."""
    today = timezone.localtime()
    if today.hour < _UUR:
        return
    for werk in nachtwerken():
        sleutel = f"{werk.naam}/{today.date().isoformat()}"
        if not Taak.objects.of(NACHTWERK, sleutel).exists():
            ask(NACHTWERK, sleutel, None)
