"""Has a PDF made by a worker: a process of its own, with limits, that ends with this one."""

import errno
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from veiligheid.core.gedeeld import try_lock
from veiligheid.core.levenslijn import Kindproces

from .contract import (
    BROKEN,
    NO_FILES,
    SCHIJF_VOL,
    Bijvoegsel,
    Limieten,
    Logregel,
    Opdracht,
    PdfFout,
    Uitkomst,
)
from .plekken import a_place

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

_AGAIN = "Maak de brief kleiner, of vraag de beheerder om hulp."
# A folder has its name from the moment that it is held: one that nobody holds was left behind.
_FOLDER, _NEW = "brief-pdf-", "nieuw-brief-pdf-"
# A new one may not be held yet; one that is older than this (in seconds) never will be.
_LEFT = 60.0


def _silent() -> None:
    """Nobody waits to hear that it waits."""


def render_pdf(
    html: str,
    *,
    bijvoegsels: Sequence[Bijvoegsel] = (),
    stylesheets: Sequence[str] = (),
    files: Mapping[str, bytes] = NO_FILES,
    limieten: Limieten | None = None,
    wacht: Callable[[], object] = _silent,
) -> bytes:
    """The PDF of an HTML document: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) in one file.

    html: a complete document with ``<html lang>``, ``<title>`` and, as there are no other dates
        in the file, ``<meta name="dcterms.created">`` and ``dcterms.modified`` (W3C date and
        time). The same input gives the same bytes.
    bijvoegsels: files to embed; their names must differ.
    stylesheets: CSS texts, in order; after the engine's own, before the document's.
    files: what ``bestand:NAAM`` in HTML and CSS stands for (PNG, JPEG, SVG). All other
        addresses are refused: what they would have shown is left out, with a warning in the log.
    limieten: bounds on the worker; by themselves those of the settings.
    wacht: called once when no place is free: as many PDFs are made at once as this machine has
        cores, over all its requests and processes.

    Raises PdfFout with a Dutch sentence for the person who asked for the PDF, ValueError when
    two bijvoegsels have one name. Blocks until the worker is done, at most
    `limieten.wandklok_seconden`. May be called from several threads.
    """
    if len({bijvoegsel.naam for bijvoegsel in bijvoegsels}) < len(bijvoegsels):
        raise ValueError("two bijvoegsels have the same name")
    limieten = limieten or _from_settings()
    # The slices make plain text of what a template engine gives, a subclass of str.
    opdracht = Opdracht(
        html[:], tuple(css[:] for css in stylesheets), dict(files), tuple(bijvoegsels), limieten
    )
    until = time.monotonic() + limieten.wandklok_seconden
    with _no_room_told(), a_place(until, wacht), _folder() as folder:
        done = _run(opdracht, folder, until)
        if done.returncode == -signal.SIGKILL:
            # No limit of ours does that, only the system when memory is short, or a person: it
            # says nothing of this document.
            logger.warning("The PDF worker was killed; once more")
            done = _run(opdracht, folder, until)
    if done.returncode != 0:
        raise _why_it_died(done.returncode, opdracht)
    uitkomst = msgspec.msgpack.decode(done.stdout, type=Uitkomst)
    if uitkomst.pdf is None:
        raise _with_table(PdfFout(uitkomst.code, uitkomst.melding), opdracht)
    return uitkomst.pdf


def _from_settings() -> Limieten:
    # Here, not above: the worker imports this package, and starts without Django.
    from django.conf import settings

    return Limieten(wandklok_seconden=settings.PDF_WANDKLOK)


@contextmanager
def _no_room_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # FileNotFoundError: Python found no folder that it could write to.
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        if not full and not isinstance(error, FileNotFoundError):
            raise
        logger.error("No room for temporary files: %s", error)
        raise PdfFout("schijf-vol", SCHIJF_VOL) from error


@contextmanager
def _folder() -> Iterator[str]:
    """A folder for the temporary files of one worker, which may not live to remove them itself.
    Held locked, so that others see whether somebody still uses it."""
    sweep_folders()
    new = Path(tempfile.mkdtemp(prefix=_NEW))
    lock = try_lock(new)
    folder = str(new.rename(new.with_name(new.name.replace(_NEW, _FOLDER))))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def sweep_folders() -> None:
    """Remove the folders of processes that were ended before they could."""
    place = Path(tempfile.gettempdir())
    for folder in (*place.glob(f"{_FOLDER}*"), *place.glob(f"{_NEW}*")):
        try:
            new = folder.name.startswith(_NEW)
            if new and time.time() - folder.stat().st_mtime < _LEFT:
                continue
            lock = try_lock(folder)
        except OSError:  # another one swept it, or it is somebody else's
            continue
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _run(opdracht: Opdracht, folder: str, until: float) -> "subprocess.CompletedProcess[bytes]":
    """Let a worker do the job, in its folder, until that moment of the monotonic clock; what it
    logged is handed on."""
    command = [sys.executable, "-P", "-s", "-m", _WORKER]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    worker = Kindproces(command, env=_environment(folder), cwd=folder, **pipes)
    try:
        seconds = max(0.0, until - time.monotonic())
        out, err = worker.process.communicate(msgspec.msgpack.encode(opdracht), seconds)
    except subprocess.TimeoutExpired:
        worker.process.kill()
        _, err = worker.process.communicate()
        _log(err)
        raise PdfFout(
            "wandklok",
            f"Het maken van de PDF duurde langer dan {opdracht.limieten.wandklok_seconden:.0f} "
            "seconden en is gestopt: de machine is te druk. Probeer het later opnieuw.",
        ) from None
    finally:
        worker.process.kill()
        worker.let_go()
    _log(err)
    return subprocess.CompletedProcess(command, worker.process.returncode, out)


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


def _why_it_died(returncode: int, opdracht: Opdracht) -> PdfFout:
    limieten = opdracht.limieten
    died_of = signal.Signals(-returncode).name if returncode < 0 else f"exit status {returncode}"
    logger.error("The PDF worker ended by %s", died_of)
    if returncode > 0:
        return PdfFout("programma", BROKEN)
    if died_of == "SIGKILL":
        return PdfFout(
            "afgebroken",
            "Het maken van de PDF is twee keer van buiten afgebroken, waarschijnlijk omdat het "
            "geheugen van de machine vol was. Probeer het later opnieuw.",
        )
    if died_of == "SIGXCPU":
        fout = PdfFout(
            "rekentijd",
            f"Het maken van de PDF kostte meer dan {limieten.cpu_seconden} seconden rekentijd en "
            f"is gestopt. {_AGAIN}",
        )
    else:
        # Where a C library finds no memory, it ends the process.
        fout = PdfFout(
            "geheugen",
            f"Het maken van de PDF is afgebroken, waarschijnlijk omdat er meer dan "
            f"{limieten.geheugen_bytes // 2**20} MB geheugen nodig was. {_AGAIN}",
        )
    return _with_table(fout, opdracht)


def _with_table(fout: PdfFout, opdracht: Opdracht) -> PdfFout:
    """The table that asked too much, where there is one."""
    if fout.code not in {"rekentijd", "geheugen", "te-ingewikkeld"}:
        return fout
    from .oorzaak import large_table

    found = large_table(opdracht.html)
    if found is None:
        return fout
    cellen, plek = found
    return PdfFout(
        "tabel",
        f"{fout.melding} De grootste tabel heeft {cellen} cellen: splits die, of zet haar als "
        "bestand bij een bijlage.",
        plek,
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
