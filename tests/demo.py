"""The demo for tests: made once in each test process, and put back from a copy of its rows for
every test after that."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC

import time_machine
from django.db import connection, transaction

from rapportage.models import Brief
from tests import rijen
from veiligheid.demo import laden

_SLUG = "veiligheidsbrief-2025"


@dataclass(frozen=True, slots=True)
class Kopie:
    """What was added, and on PostgreSQL how far the keys went."""

    rijen: rijen.Rijen
    reeksen: dict[str, int]


_kopieen: dict[str, Kopie] = {}


def load() -> Brief:
    """As `laden.load()`, for a test without records: the letter of 2025, not yet published."""
    remembered("demo", laden.load)
    return Brief.objects.get(slug=_SLUG)


def remembered(naam: str, make: Callable[[], object]) -> None:
    """The records that `make` makes where there are none: made once, and at the hour that it really
    is, whatever the test says. Others get the same rows."""
    with transaction.atomic():
        if naam in _kopieen:
            rijen.put(_kopieen[naam].rijen)
            _past(_kopieen[naam].reeksen)
            return
        before = rijen.taken(*rijen.tables())
        hatch = time_machine.escape_hatch
        now = hatch.datetime.datetime.now(UTC) if hatch.is_travelling() else None
        with time_machine.travel(now) if now else nullcontext():
            make()
        after = rijen.taken(*before)
        added = {t: [row for row in rows if row not in before[t]] for t, rows in after.items()}
        _kopieen[naam] = Kopie({t: rows for t, rows in added.items() if rows}, _keys())


def _keys() -> dict[str, int]:
    if connection.vendor == "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequencename, last_value FROM pg_sequences "
            "WHERE schemaname = 'public' AND last_value IS NOT NULL"
        )
        return dict(cursor.fetchall())


def _past(reeksen: dict[str, int]) -> None:
    """Never back: keys that a test gave away are not given again."""
    if reeksen:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(format('public.%%I', naam)::regclass, greatest(stand, "
                "coalesce(pg_sequence_last_value(format('public.%%I', naam)::regclass), 1))) "
                "FROM unnest(%s::text[], %s::bigint[]) AS reeks (naam, stand)",
                [list(reeksen), list(reeksen.values())],
            )
