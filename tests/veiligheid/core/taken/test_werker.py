"""The supervisor and its processes, as they really run."""

import os
import signal
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.proces import alive, command_of, descendants, environment, started, until
from veiligheid.core.gedeeld import try_lock
from veiligheid.core.models import Taak
from veiligheid.core.taken.herstel import last_heard
from veiligheid.core.taken.plaats import here
from veiligheid.core.taken.vragen import ask

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("wachtrij")]
WERKER = [sys.executable, "manage.py", "werker", "--processen", "1"]


def ask_something() -> Taak:
    """Work that is done at once: reading a file that was thrown away."""
    return ask("inlezen", "00000000-0000-0000-0000-000000000000", None)


def done(taak: Taak) -> bool:
    taak.refresh_from_db()
    return taak.staat == "gelukt"


def working(pid: int) -> list[int]:
    return [p for p in descendants(pid) if "werkproces" in command_of(p)]


def test_it_works_survives_its_processes_and_takes_them_with_it(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started(WERKER, environment(tmp_path), log) as werker:
        taak = ask_something()
        until(lambda: done(taak))
        heard = until(last_heard)
        assert (timezone.now() - heard).total_seconds() < 60
        # A process is killed while it does something: another does that.
        (first,) = working(werker.pid)
        lost = Taak.objects.create(
            soort="inlezen",
            sleutel=str(uuid4()),
            staat="bezig",
            werker=f"{here()}{first}",
            gehoord_op=timezone.now(),
        )
        os.kill(first, signal.SIGKILL)
        until(lambda: done(lost))
        assert lost.poging == 2
        (second,) = working(werker.pid)
        assert second != first
        # The supervisor itself is killed: nobody stays behind.
        werker.kill()
        until(lambda: not alive(second), 10)


def test_told_to_stop_it_stops(tmp_path: Path) -> None:
    with started(WERKER, environment(tmp_path), tmp_path / "log") as werker:
        taak = ask_something()
        until(lambda: done(taak))
        (child,) = working(werker.pid)
        werker.terminate()
        assert werker.wait(20) == 0
        assert not alive(child)


def test_the_web_server_starts_it_and_another_takes_over(tmp_path: Path) -> None:
    """Two web processes, one worker; the one that sees to it is killed."""
    web = [sys.executable, "-c", "import veiligheid.wsgi, time; time.sleep(600)"]
    env = environment(tmp_path, WERKER_PROCESSEN="1")
    with started(web, env, tmp_path / "een") as een, started(web, env, tmp_path / "twee") as twee:
        taak = ask_something()
        until(lambda: done(taak))
        servers = {s: working(s.pid) for s in (een, twee)}
        assert sorted(len(kinderen) for kinderen in servers.values()) == [0, 1]
        (holder,) = [s for s, kinderen in servers.items() if kinderen]
        other = twee if holder is een else een
        family = descendants(holder.pid)
        holder.kill()
        until(lambda: not any(alive(pid) for pid in family), 10)
        again = ask_something()
        until(lambda: done(again))
        assert working(other.pid)


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    held = try_lock(path)
    assert held is not None
    assert try_lock(path) is None
    os.close(held)
    again = try_lock(path)
    assert again is not None
    os.close(again)
