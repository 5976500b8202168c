"""A pulse: whether work that takes long still goes on, for whoever looks from outside."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import OperationalError, connections

# What goes on in this process.
_HIER: set[Hashable] = set()


@contextmanager
def hartslag(wat: Hashable, klop: Callable[[], object], elke: float) -> Iterator[None]:
    """As long as the block runs, `klop` is called every so many seconds, from a thread with a
    connection of its own: other processes read there that it goes on. On SQLite it can't write
    while the block itself does; then `gaat_door` still knows it in this process."""
    done = Event()

    def beat() -> None:
        try:
            while not done.wait(elke):
                try:
                    klop()
                except OperationalError:
                    # One that broke stays broken: the next beat asks for another.
                    connections.close_all()
        finally:
            connections.close_all()

    thread = Thread(target=beat, name="hartslag", daemon=True)
    _HIER.add(wat)
    thread.start()
    try:
        yield
    finally:
        _HIER.discard(wat)
        done.set()
        thread.join()


def gaat_door(wat: Hashable) -> bool:
    """Whether this goes on in this process."""
    return wat in _HIER
