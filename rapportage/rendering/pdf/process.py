"""Has a PDF made by a worker: a process of its own, with limits."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from .contract import (
    BROKEN,
    NO_FILES,
    STANDAARD_LIMIETEN,
    Bijvoegsel,
    Limieten,
    Logregel,
    Opdracht,
    PdfFout,
    Uitkomst,
)

logger = logging.getLogger(__name__)

_WORKER = f"{__package__}.worker"
_ROOT = Path(__file__).resolve().parents[3]

# What the worker gets of this process's environment: enough to find Python and the libraries.
# Passwords and addresses of services stay here.
_PASSED_ON = (
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPYCACHEPREFIX",
)

_AGAIN = "Kijk of er een buitensporig grote tabel in staat, en probeer het opnieuw."


def render_pdf(
    html: str,
    *,
    bijvoegsels: Sequence[Bijvoegsel] = (),
    stylesheets: Sequence[str] = (),
    files: Mapping[str, bytes] = NO_FILES,
    limieten: Limieten = STANDAARD_LIMIETEN,
) -> bytes:
    """The PDF of an HTML document: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) in one file.

    html: a complete document with ``<html lang>``, ``<title>`` and, as there are no other dates
        in the file, ``<meta name="dcterms.created">`` and ``dcterms.modified`` (W3C date and
        time). The same input gives the same bytes.
    bijvoegsels: files to embed; their names must differ.
    stylesheets: CSS texts, in order; after the engine's own, before the document's.
    files: what ``bestand:NAAM`` in HTML and CSS stands for (PNG, JPEG, SVG). All other
        addresses are refused: what they would have shown is left out, with a warning in the log.
    limieten: bounds on the worker.

    Raises PdfFout with a Dutch sentence for the person who asked for the PDF, ValueError when
    two bijvoegsels have one name. Blocks until the worker is done, at most
    `limieten.wandklok_seconden`. May be called from several threads.
    """
    if len({bijvoegsel.naam for bijvoegsel in bijvoegsels}) < len(bijvoegsels):
        raise ValueError("two bijvoegsels have the same name")
    # The slices make plain text of what a template engine gives, a subclass of str.
    opdracht = Opdracht(
        html[:], tuple(css[:] for css in stylesheets), dict(files), tuple(bijvoegsels), limieten
    )
    with TemporaryDirectory(prefix="brief-pdf-") as folder:
        done = _run(opdracht, folder)
    _log(done.stderr)
    if done.returncode != 0:
        raise PdfFout(_why_it_died(done.returncode, limieten))
    uitkomst = msgspec.msgpack.decode(done.stdout, type=Uitkomst)
    if uitkomst.pdf is None:
        raise PdfFout(uitkomst.melding)
    return uitkomst.pdf


def _run(opdracht: Opdracht, folder: str) -> "subprocess.CompletedProcess[bytes]":
    """Let a worker do the job. `folder` holds its temporary files: it may not live to remove
    them itself."""
    try:
        return subprocess.run(  # noqa: S603 - nothing in the command comes from outside
            [sys.executable, "-P", "-s", "-m", _WORKER],
            input=msgspec.msgpack.encode(opdracht),
            capture_output=True,
            check=False,
            cwd=folder,
            env=_environment(folder),
            timeout=opdracht.limieten.wandklok_seconden,
        )
    except subprocess.TimeoutExpired as timeout:
        _log(timeout.stderr or b"")
        raise PdfFout(
            f"Het maken van de PDF duurde langer dan {opdracht.limieten.wandklok_seconden:.0f} "
            f"seconden en is gestopt. {_AGAIN}"
        ) from None


def _environment(folder: str) -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return passed_on | {
        "HOME": folder,
        "TMPDIR": folder,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",  # sets in one order, so the same bytes each time
        "PYTHONPATH": str(_ROOT),
    }


def _why_it_died(returncode: int, limieten: Limieten) -> str:
    died_of = signal.Signals(-returncode).name if returncode < 0 else f"exit status {returncode}"
    logger.error("The PDF worker ended by %s", died_of)
    if returncode > 0:
        return BROKEN
    if died_of == "SIGXCPU":
        return (
            f"Het maken van de PDF kostte meer dan {limieten.cpu_seconden} seconden rekentijd en "
            f"is gestopt. {_AGAIN}"
        )
    # Where a C library finds no memory, it ends the process.
    return (
        f"Het maken van de PDF is afgebroken, waarschijnlijk omdat er meer dan "
        f"{limieten.geheugen_bytes // 2**20} MB geheugen nodig was. {_AGAIN}"
    )


def _log(lines: bytes) -> None:
    """Hand on what the worker logged, and what its libraries wrote to stderr themselves."""
    other = []
    for line in lines.splitlines():
        try:
            regel = msgspec.json.decode(line, type=Logregel)
        except msgspec.DecodeError:
            other.append(line.decode(errors="replace"))
        else:
            logger.log(regel.niveau, "%s: %s", regel.naam, regel.bericht)
    if text := "\n".join(other).strip():
        logger.warning("PDF worker: %s", text)
