"""Log lines as JSON: one line each, of what happened and never of what somebody wrote.

A text can get into a log by three doors: the address that was asked (a search word stands after
the question mark), the message of an exception (PostgreSQL repeats the row that it refuses), and
the variables of a traceback. So of an address the path is logged, of an exception its type, its
place and, where that can hold no text, its message; of a traceback the places.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, OperationalError
from django.template import TemplateDoesNotExist

# The number of the request that is being answered, for every line that is written meanwhile.
verzoeknummer: ContextVar[str] = ContextVar("verzoeknummer", default="")

# What a line may carry besides (`extra=`), in the order in which it is written.
VELDEN = ("methode", "pad", "scherm", "status", "duur_ms", "persoon", "bytes")
_LONGEST = 500
# Their messages name code, files and settings.
_MAY_SPEAK = (
    ArithmeticError,
    AttributeError,
    ImportError,
    ImproperlyConfigured,
    MemoryError,
    NameError,
    RecursionError,
    TemplateDoesNotExist,
    TimeoutError,
)


# No line tells them, and a line is the dearest part of an answer from memory.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


class JsonRegels(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """As logging calls it."""
        line: dict[str, Any] = {
            "tijd": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "logger": record.name,
            "bericht": record.getMessage()[:_LONGEST],
        }
        if nummer := verzoeknummer.get():
            line["verzoek"] = nummer
        line |= {veld: getattr(record, veld) for veld in VELDEN if hasattr(record, veld)}
        if record.exc_info and record.exc_info[1] is not None:
            line["fout"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


class GeenWeigering(logging.Filter):
    """Leaves out what Django warns about any answer from 400 up: that somebody was refused, or
    wrote at the same time as another, is how it should go. The line of the request tells it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """As logging calls it."""
        return getattr(record, "status_code", 500) >= 500


def describe(error: BaseException) -> dict[str, Any]:
    """What went wrong and where, without what somebody wrote."""
    found: dict[str, Any] = {"soort": _name(error)}
    if message := _message(error):
        found["melding"] = message[:_LONGEST]
    found["plaats"] = places(error.__traceback__)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        found["oorzaak"] = {"soort": _name(cause), "plaats": places(cause.__traceback__)[-3:]}
    return found


def places(trace: TracebackType | None) -> list[str]:
    """The calls that led there, outermost first: file, line and function."""
    root = str(settings.BASE_DIR)
    return [
        f"{_short(f.filename, root)}:{f.lineno} {f.name}"
        for f in traceback.extract_tb(trace, limit=-40)
    ]


def _short(filename: str, root: str) -> str:
    _, packages, rest = filename.partition("site-packages/")
    return rest if packages else str(Path(filename)).removeprefix(root).lstrip("/")


def _name(error: BaseException) -> str:
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def _message(error: BaseException) -> str:
    match error:
        case IntegrityError():
            diagnosis = getattr(error.__cause__, "diag", None)
            return getattr(diagnosis, "constraint_name", None) or ""
        case OperationalError():
            return str(error).partition("\n")[0]
        case TimeoutError():
            return str(error)
        case OSError():
            return error.strerror or ""
        case _ if isinstance(error, _MAY_SPEAK):
            return str(error)
        case _:
            return ""
