"""Questions about taken."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from veiligheid.core.taken.workflow import ONAF, STIL, STIL_HIER, Taakstaat

if TYPE_CHECKING:
    from veiligheid.core.taken.models import Taak, Werkproces  # noqa: F401


class TaakQuerySet(QuerySet["Taak"]):
    def unfinished(self) -> TaakQuerySet:
        return self.filter(staat__in=ONAF)

    def of(self, soort: str, sleutel: str) -> TaakQuerySet:
        return self.filter(soort=soort, sleutel=sleutel)

    def busy(self) -> TaakQuerySet:
        return self.filter(staat=Taakstaat.BEZIG)

    def silent(self, hier: str) -> TaakQuerySet:
        """Begun, and not heard for longer than a worker that lives would be silent; `hier` is
        where we are (`plaats.here`)."""
        now = timezone.now()
        elsewhere = self.busy().exclude(werker__startswith=hier).filter(gehoord_op__lt=now - STIL)
        return elsewhere | self.busy().filter(gehoord_op__lt=now - STIL_HIER)

    def finished_before(self, moment: datetime) -> TaakQuerySet:
        return self.exclude(staat__in=ONAF).filter(klaar_op__lt=moment)


class WerkprocesQuerySet(QuerySet["Werkproces"]):
    def heard_within(self, tijd: timedelta) -> WerkprocesQuerySet:
        return self.filter(gehoord_op__gte=timezone.now() - tijd)
