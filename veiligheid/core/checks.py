"""System checks: what must be true before the portal may start."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connections

from veiligheid.core import triggers
from veiligheid.core.pango import pango_ontbreekt


@register()
def check_pango(**kwargs: Any) -> list[CheckMessage]:
    melding = pango_ontbreekt()
    return [CheckWarning(melding, id="core.W001")] if melding else []


# For deployment: `migrate` asks all others first, and would refuse to put the triggers back.
@register(Tags.database, deploy=True)
def check_triggers(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Tables that may only grow must be held to it by the database: asked by
    `check --deploy --database default`."""
    return [
        Error(
            f"De tabel {table} is niet beschermd tegen wijzigen, verwijderen en leegmaken.",
            hint="Draai `manage.py migrate`; dat zet de triggers terug.",
            id="core.E002",
        )
        for alias in databases or []
        for table in triggers.missing(connections[alias])
    ]
