"""`make een` runs one test on the database of the last time, and never on a stale one."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.veiligheid.bediening.oudere import database
from tests.veiligheid.bediening.proces import ROOT

TEST = "tests/veiligheid/core/test_alleen_toevoegen.py::test_the_model_refuses"


def run(url: str) -> tuple[float, float]:
    """The command of the Makefile. What it took of the processor, and of that for the database."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [line] = re.findall(r"^een: .*\n\t@(.+)$", makefile, re.M)
    words = line.replace("$(BIN)/python", sys.executable).replace("$(T)", TEST)
    command = [*words.replace("$(PYTEST_ARGS)", "--durations=0 -q").split()]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV"))}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**env, "DATABASE_URL": url, "GEEN_OVERSLAAN": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    [setup] = re.findall(r"([\d.]+)s setup", done.stdout)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, float(setup)


def marks() -> set[Path]:
    return set((ROOT / "var").glob(f"test-main-{connection.vendor}.klaar"))


@pytest.mark.volhard
@pytest.mark.database
def test_the_second_time_is_quick(tmp_path: Path) -> None:
    """Processor time, so that a busy machine says nothing. Made anew when the run before was
    killed: then it left no mark."""
    for mark in marks():
        mark.unlink()
    with database("een", tmp_path) as db:
        url = db.url
        first, second = run(url), run(url)
        [mark] = marks()
        mark.unlink()
        anew = run(url)
        print(f"first {first[0]:.1f} s, then {second[0]:.1f} s, after a kill {anew[0]:.1f} s")
        print(f"of which before the test begins: {first[1]}, {second[1]}, {anew[1]} s")
        assert second[0] < 5
        assert second[1] < first[1] / 2
        assert second[1] < anew[1] / 2
        mark.unlink()
