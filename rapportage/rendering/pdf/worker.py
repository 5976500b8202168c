"""The process that renders one PDF and ends: ``python -m rapportage.rendering.pdf.worker``.

Reads an `Opdracht` in MessagePack from stdin, writes an `Uitkomst` in MessagePack to stdout and
its log to stderr, one `Logregel` in JSON per line. It starts without Django.
"""

import errno
import gc
import logging
import os
import resource
import shutil
import sys
import tempfile
import threading
import traceback

import msgspec

from veiligheid.core import levenslijn
from veiligheid.core.pango import pango_ontbreekt

from .contract import BROKEN, SCHIJF_VOL, Limieten, Logregel, Opdracht, PdfFout, Uitkomst

MAX_LOG_RECORDS = 500
# By the errors of the system that say so.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

_TOO_BIG = (
    "De brief is te groot of te ingewikkeld om er een PDF van te maken. "
    "Kijk of er een buitensporig grote tabel of afbeelding in staat."
)

# What a renderer has no business with, by the names of Python's audit events.
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


class _LogLines(logging.Handler):
    """Writes records to stderr as they come, so that they outlive a worker that is killed.
    After MAX_LOG_RECORDS it says so and keeps silent."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """As logging calls it."""
        self._count += 1
        if self._count > MAX_LOG_RECORDS:
            return
        text = self.format(record)
        if self._count == MAX_LOG_RECORDS:
            text += " (further log records of this rendering are left out)"
        line = msgspec.json.encode(Logregel(record.levelno, record.name, text))
        os.write(2, line + b"\n")


def set_limits(limieten: Limieten) -> None:
    """Bound this process. RLIMIT_DATA counts what it really writes to; RLIMIT_AS would count
    libraries and fonts that are mapped but never read."""
    for kind, amount in (
        (resource.RLIMIT_CPU, limieten.cpu_seconden),
        (resource.RLIMIT_DATA, limieten.geheugen_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (allowed, hard))


def close_doors() -> None:
    """Let this process never open a connection or start a program, whatever a document or a
    library comes up with. A second lock behind the fetcher's, not a sandbox. For good."""

    def refuse(event: str, _: tuple[object, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(f"the PDF worker may not {event}")

    sys.addaudithook(refuse)


def render(opdracht: Opdracht) -> Uitkomst:
    """Outcome of one job; never raises but for a process that must end."""
    try:
        # Here, not above: importing WeasyPrint takes a third of the time and fails without
        # Pango, which must be inside the limits and answered with a sentence.
        from .engine import build_pdf

        return Uitkomst(pdf=build_pdf(opdracht))
    except PdfFout as fout:
        return Uitkomst(code=fout.code, melding=fout.melding)
    except (MemoryError, RecursionError) as error:
        logging.getLogger(__name__).error("Rendering ended by %s", type(error).__name__)
        code = "geheugen" if isinstance(error, MemoryError) else "te-ingewikkeld"
        return Uitkomst(code=code, melding=_TOO_BIG)
    except Exception as error:
        logging.getLogger(__name__).exception("Rendering failed")
        return _failed(error)


def _failed(error: Exception) -> Uitkomst:
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return Uitkomst(code="schijf-vol", melding=SCHIJF_VOL)
        if no_pango := pango_ontbreekt():
            return Uitkomst(code="pango", melding=no_pango)
    return Uitkomst(code="programma", melding=BROKEN)


def main() -> None:
    """Answer one job and end without tidying up: the process and its memory go anyway. When the
    caller is gone there is nobody to answer: then the folder goes too."""
    gc.disable()
    os.nice(10)  # who reads or writes goes first
    # No probing for a folder that can be written to: when the disk is full, that must be told.
    tempfile.tempdir = folder = os.environ["TMPDIR"]
    threading.stack_size(1 << 18)  # counted as memory of ours
    levenslijn.hold_on(lambda: shutil.rmtree(folder, ignore_errors=True))
    answer_to = os.dup(1)
    os.dup2(2, 1)  # a library that prints must not spoil the answer
    logging.basicConfig(handlers=[_LogLines()], format="%(message)s")
    logging.captureWarnings(True)
    try:
        opdracht = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Opdracht)
        set_limits(opdracht.limieten)
        close_doors()
        uitkomst = render(opdracht)
        with os.fdopen(answer_to, "wb") as answer:
            answer.write(msgspec.msgpack.encode(uitkomst))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
