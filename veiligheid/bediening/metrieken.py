"""Numbers for Prometheus, behind the setting METRIEKEN_SLEUTEL; without it there is no such page.

Requests are counted in memory by each process, in files that the processes of one machine share
(prometheus_client's own way). What can be read from the database is read there when it is asked.
"""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from secrets import compare_digest

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from rapportage.models import Publicatie, Publicatiebestand
from veiligheid.core.taken.models import Taak

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120)


class _Plek:
    """The name under which this process counts: a number that no living process has. One that
    comes in the place of a dead one goes on counting where that stopped, and no files pile up."""

    def __init__(self) -> None:
        self._pid = 0
        self._lock = -1
        self._naam = ""

    def __call__(self) -> str:
        if self._pid != os.getpid():
            self._claim(Path(os.environ[_FOLDER]))
        return self._naam

    def _claim(self, folder: Path) -> None:
        number = 0
        while True:
            lock = os.open(folder / f"plek-{number}", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
                number += 1
            else:
                # Held until the process ends, whatever ends it.
                self._pid, self._lock, self._naam = os.getpid(), lock, str(number)
                return


def _make() -> "tuple[Counter, Histogram] | None":
    if not settings.METRIEKEN_SLEUTEL:
        return None
    which = sha256(str(settings.BASE_DIR).encode()).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"veiligheidsbrief-metrieken-{os.getuid()}-{which}"
    Path(os.environ.setdefault(_FOLDER, str(folder))).mkdir(mode=0o700, exist_ok=True)
    values.ValueClass = values.MultiProcessValue(_Plek())  # type: ignore[no-untyped-call]
    own = CollectorRegistry()
    return (
        Counter(
            "veiligheidsbrief_verzoeken",
            "Requests by screen and class of status.",
            ("scherm", "klasse"),
            registry=own,
        ),
        Histogram(
            "veiligheidsbrief_verzoek_seconden",
            "How long an answer took.",
            ("scherm",),
            buckets=_SECONDS,
            registry=own,
        ),
    )


_COUNTED = _make()


def count_request(screen: str, status: int, duration: float) -> None:
    """One request that was answered."""
    if _COUNTED is not None:
        requests, seconds = _COUNTED
        requests.labels(screen, f"{status // 100}xx").inc()
        seconds.labels(screen).observe(duration)


@require_safe
@never_cache
def metrieken(request: HttpRequest) -> HttpResponse:
    """All numbers as text, for who sends the key along as `Authorization: Bearer ...`."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    key = settings.METRIEKEN_SLEUTEL
    if not key or not compare_digest(given.encode(), key.encode()):
        raise Http404
    registry = CollectorRegistry()
    if _COUNTED is not None:
        MultiProcessCollector(registry, os.environ[_FOLDER])  # type: ignore[no-untyped-call]
    registry.register(_Stand())
    return HttpResponse(
        generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8"
    )


class _Stand(Collector):
    """What stands in the database now."""

    def collect(self) -> Iterator[Metric]:
        """As prometheus_client calls it."""
        for naam, (uitleg, label, tel) in TELLINGEN.items():
            gauge = GaugeMetricFamily(f"veiligheidsbrief_{naam}", uitleg, labels=[label])
            for waarde, aantal in sorted(tel().items()):
                gauge.add_metric([waarde], aantal)
            yield gauge


def _publicaties() -> dict[str, int]:
    rows = Publicatie.objects.order_by().values_list("soort")
    return dict(rows.annotate(n=Count("pk")))


def _bestanden() -> dict[str, int]:
    rows = Publicatiebestand.objects.order_by().values_list("mediatype")
    return {kind.partition(";")[0]: n for kind, n in rows.annotate(n=Count("pk"))}


def _taken() -> dict[str, int]:
    rows = Taak.objects.order_by().values_list("staat")
    return dict(rows.annotate(n=Count("pk")))


# By name: what it says, the label it is split by, and the numbers by value of that label.
TELLINGEN: dict[str, tuple[str, str, Callable[[], dict[str, int]]]] = {
    "publicaties": ("Published versions, by kind.", "soort", _publicaties),
    "publicatiebestanden": ("Files of publications, PDFs too.", "mediatype", _bestanden),
    "taken": ("Work beside the request, by state.", "staat", _taken),
}
