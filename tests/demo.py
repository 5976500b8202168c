"""The demo for tests: made once in each test process, and put back from a copy of its rows for
every test after that."""

from contextlib import nullcontext
from datetime import UTC

import time_machine
from django.db import connection, transaction

from rapportage.models import Brief
from tests import rijen
from veiligheid.demo import laden

_SLUG = "veiligheidsbrief-2025"
# What the demo added, and on PostgreSQL how far its keys went.
_gehouden: rijen.Rijen = {}
_reeksen: dict[str, int] = {}


def load() -> Brief:
    """As `laden.load()`, for a test without records: the letter of 2025, not yet published. Made
    at the hour that it really is, whatever the test says: others get the same rows."""
    with transaction.atomic():
        if _gehouden:
            rijen.put(_gehouden)
            _past_the_keys()
        else:
            before = rijen.taken(*rijen.tables())
            hatch = time_machine.escape_hatch
            now = hatch.datetime.datetime.now(UTC) if hatch.is_travelling() else None
            with time_machine.travel(now) if now else nullcontext():
                laden.load()
            _keep(before)
    return Brief.objects.get(slug=_SLUG)


def _keep(before: rijen.Rijen) -> None:
    for table, rows in rijen.taken(*before).items():
        if added := [row for row in rows if row not in before[table]]:
            _gehouden[table] = added
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sequencename, last_value FROM pg_sequences "
                "WHERE schemaname = 'public' AND last_value IS NOT NULL"
            )
            _reeksen.update(cursor.fetchall())


def _past_the_keys() -> None:
    """Never back: keys that a test gave away are not given again."""
    if _reeksen:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(format('public.%%I', naam)::regclass, greatest(stand, "
                "coalesce(pg_sequence_last_value(format('public.%%I', naam)::regclass), 1))) "
                "FROM unnest(%s::text[], %s::bigint[]) AS reeks (naam, stand)",
                [list(_reeksen), list(_reeksen.values())],
            )
