"""A pulse: whether work that takes long still goes on, for whoever looks from outside."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, InterfaceError, connections


@contextmanager
def hartslag(klop: Callable[[], object], elke: float, *, meteen: bool = False) -> Iterator[None]:
    """As long as the block runs, `klop` is called every so many seconds (the first time `meteen`
    at once), from a thread with a connection of its own: other processes read there that it goes
    on. On SQLite it can't write while the block itself does; who looks takes account of that."""
    done = Event()
    beaten: list[bool] = []

    def beat() -> None:
        try:
            while not done.wait(0 if meteen and not beaten else elke):
                beaten.append(True)
                try:
                    klop()
                except (DatabaseError, InterfaceError):
                    # One that broke stays broken: the next beat asks for another.
                    connections.close_all()
        finally:
            connections.close_all()

    thread = Thread(target=beat, name="hartslag", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
