"""Installs the packages of a lock file into this Python's environment, and says how far it is:

    python -m veiligheid.klaarzetten.pakketten requirements.txt

With uv where it is there, else with pip, which says nothing for minutes by itself.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

# What pip says when it begins with a package.
_BEGINS = re.compile(r"Collecting ([\w.-]+)")


def install(lock: Path) -> int:
    """Install exactly what the lock says. Gives the exit status; what went wrong was printed."""
    count = len(re.findall(r"^[\w.-]+(?:\[[\w,-]+\])?==", lock.read_text("utf-8"), re.MULTILINE))
    _say(
        f"{count} pakketten uit {lock.name} worden in .venv gezet. De eerste keer duurt dat even.\n"
    )
    if uv := _uv():
        wanted = ["--quiet", "--python", sys.executable, "--require-hashes", "-r", str(lock)]
        return subprocess.run([uv, "pip", "install", *wanted], check=False).returncode  # noqa: S603
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    with subprocess.Popen(  # noqa: S603
        [*pip, "--progress-bar", "off", "--require-hashes", "-r", str(lock)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in progress(process.stdout or (), count):
            _say(line)
    return process.returncode


def progress(lines: Iterable[str], count: int) -> Iterator[str]:
    """What to say while pip prints these lines: on a terminal one line that changes, else a line
    for each tenth package."""
    terminal, n = sys.stdout.isatty(), 0
    for line in lines:
        if found := _BEGINS.match(line):
            n += 1
            said = f"{min(n, count)} van {count}: {found[1]}"
            if terminal:
                yield f"\r\033[K  {said}"
            elif n % 10 == 1:
                yield f"  {said}\n"
        elif line.startswith("Installing collected"):
            yield ("\r\033[K" if terminal else "") + "  Alles is binnen; het wordt uitgepakt.\n"


def _uv() -> str | None:
    beside = Path(sys.executable).with_name("uv")
    return shutil.which("uv") or (str(beside) if beside.exists() else None)


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(install(Path(sys.argv[1])))
