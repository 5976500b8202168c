"""Alive and ready: two questions that a load balancer asks, and the one that answers them.

`/gezond` says that the process answers, and asks nobody anything. `/gereed` says that it can do its
work: each of CONTROLES holds. Which one does not is said by name; why stands in the log.
"""

import logging
from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from veiligheid.core import triggers
from veiligheid.core.taken.models import Werkproces
from veiligheid.core.taken.workflow import VERGEEFS

logger = logging.getLogger(__name__)

# A database that somebody keeps locked is not ready either; who asks must not hang on it.
_LONGEST_MS = 2_000


@require_safe
@never_cache
def gezond(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def gereed(request: HttpRequest) -> HttpResponse:
    """200 when every check holds, otherwise 503 with the names of those that do not."""
    failed = [naam for naam, holds in CONTROLES.items() if not _holds(naam, holds)]
    return JsonResponse({"gereed": not failed, "mislukt": failed}, status=503 if failed else 200)


def _holds(naam: str, holds: Callable[[], bool]) -> bool:
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL statement_timeout = {_LONGEST_MS}")
            good = holds()
    except (DatabaseError, OSError) as error:
        logger.warning("Not ready: %s (%s)", naam, type(error).__name__)
        return False
    if not good:
        logger.warning("Not ready: %s", naam)
    return good


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrated() -> bool:
    """Everything that this version brings was applied. More is fine: while a newer version is
    being put in its place, the old one goes on."""
    return _brought() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def _brought() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _locked() -> bool:
    """What may only grow is held to it by the database."""
    return not triggers.missing(connection)


def _works() -> bool:
    """A worker was heard lately: what people ask for gets done."""
    return Werkproces.objects.heard_within(VERGEEFS).exists()


# By the name that is told: what must hold before anybody is sent here.
CONTROLES: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migraties": _migrated,
    "sloten": _locked,
    "werker": _works,
}
