"""Where a process runs, in a name that others can look up."""

import os
import socket
from contextlib import suppress
from pathlib import Path


def here() -> str:
    """This machine, or this container of it: within it process numbers can be compared."""
    space = ""
    with suppress(OSError):  # Linux only
        space = str(Path("/proc/self/ns/pid").readlink())
    return f"{socket.gethostname()}/{space}/"


def my_name() -> str:
    """This process."""
    return f"{here()}{os.getpid()}"


def is_dead(naam: str) -> bool:
    """Whether a process of this machine is gone for certain. Of another machine nobody knows."""
    place, _, number = naam.rpartition("/")
    if f"{place}/" != here() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _is_zombie(int(number))


def _is_zombie(pid: int) -> bool:
    """Dead, and its parent did not look yet."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[:1] == ["Z"]
