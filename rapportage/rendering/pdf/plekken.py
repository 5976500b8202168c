"""The places in which PDFs are made, and those in which they are read: as many of each as this
machine has cores, for all its processes."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from veiligheid.core.gedeeld import shared_folder, try_lock

from .contract import PdfFout

_OPNIEUW = 0.1


def number_of_places() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def a_place(until: float, wacht: Callable[[], object], soort: str = "pdf") -> Iterator[None]:
    """Hold a place of this kind, of this moment of `time.monotonic` at the latest; `wacht` is
    called once when there is none yet. Raises PdfFout when there never was, and OSError."""
    told = False
    while (lock := _free(shared_folder(), soort)) is None:
        if time.monotonic() >= until:
            raise PdfFout(
                "te-druk",
                "Er worden te veel PDF’s tegelijk gemaakt; deze kwam niet aan de beurt. Er is "
                "niets verloren: probeer het later opnieuw.",
            )
        if not told:
            wacht()
            told = True
        time.sleep(_OPNIEUW)
    try:
        yield
    finally:
        os.close(lock)


def _free(folder: Path, soort: str) -> int | None:
    locks = (try_lock(folder / f"{soort}-{n}.lock") for n in range(number_of_places()))
    return next((lock for lock in locks if lock is not None), None)
