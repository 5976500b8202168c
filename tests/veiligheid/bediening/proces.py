"""The portal in a process of its own, with the settings that a test gives it and none of ours."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PRODUCTIE = {
    "DJANGO_DEBUG": "0",
    "DJANGO_SECRET_KEY": "only-for-this-test-only-for-this-test-only-for-this-test-1",
    "ALLOWED_HOSTS": "portaal.example",
    "CSRF_TRUSTED_ORIGINS": "https://portaal.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def omgeving(**eigen: str | None) -> dict[str, str]:
    """The environment of a server: PRODUCTIE, with what a test wants otherwise (None: absent)."""
    keep = {
        n: os.environ[n] for n in ("PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR") if n in os.environ
    }
    wanted = {**keep, "ENV_BESTAND": "", **PRODUCTIE, **eigen}
    return {naam: waarde for naam, waarde in wanted.items() if waarde is not None}


def python(*arguments: str, **eigen: str | None) -> "subprocess.CompletedProcess[str]":
    """Runs Python with these arguments in that environment."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=omgeving(**eigen),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
