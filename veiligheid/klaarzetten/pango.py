"""Gets the libraries that WeasyPrint needs, where they are missing:

    python -m veiligheid.klaarzetten.pango MAP

As root, or with a sudo that asks no password, from the package manager. As an ordinary user on
Debian or Ubuntu the same packages are unpacked in MAP, and MAP/lib leads to the libraries: whoever
starts the portal sets the library path to it, as the Makefile does. Elsewhere, or without a
network, it says what to type. It never fails: only PDFs are lost without them.

Stands on the standard library alone: it runs before anything is installed.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from veiligheid.core.pango import SNIJDER, install_line, missing_packages

_APT = ["apt-get", "-qq", "-y", "--no-install-recommends"]


def get_pango(folder: Path) -> bool:
    """See the module. Tells whether they are there now, for who has the library path set."""
    missing = missing_packages()
    if not missing:
        return True
    packages = [*missing, SNIJDER]
    if shutil.which("apt-get") is None:
        _say(
            f"Pdf's kunnen nog niet: Pango ontbreekt. Installeer het zelf: {install_line(missing)}"
        )
        return False
    # Fetched before, for a Python that was started without the library path.
    if (folder / "lib").exists():
        return True
    try:
        if prefix := _as_root():
            _say(
                f"Voor pdf's ontbreken bibliotheken; dit wordt geïnstalleerd: {' '.join(packages)}"
            )
            _install(prefix, packages)
        else:
            _say(f"Voor pdf's ontbreken bibliotheken; ze komen in {folder}: {' '.join(packages)}")
            _unpack(packages, folder)
    except (subprocess.CalledProcessError, OSError) as fout:
        said = getattr(fout, "stderr", "") or str(fout)
        _say(f"Dat lukte niet: {said.strip().splitlines()[-1] if said.strip() else fout}")
        _say(f"Alles behalve pdf's werkt. Voor de pdf's: {install_line(missing)}")
        return False
    return True


def _as_root() -> list[str] | None:
    """What to put before a command that root must give; None for who can't be root."""
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive"]
    sudo = shutil.which("sudo")
    if sudo and _works([sudo, "-n", "true"]):
        return [sudo, "-n", "DEBIAN_FRONTEND=noninteractive"]
    return None


def _install(prefix: Sequence[str], packages: Sequence[str]) -> None:
    _run([*prefix, *_APT, "update"])
    _run([*prefix, *_APT, "install", *packages])


def _unpack(packages: Sequence[str], folder: Path) -> None:
    """Let apt find and check the packages and what they stand on, in a state of our own: that takes
    no rights. What is installed already is not fetched."""
    with TemporaryDirectory(prefix="pango-") as scratch:
        for sub in ("lists/partial", "archives/partial"):
            Path(scratch, sub).mkdir(parents=True)
        own = {
            "Dir::State::Lists": f"{scratch}/lists",
            "Dir::Cache": scratch,
            "Dir::Cache::Archives": f"{scratch}/archives",
            "Debug::NoLocking": "1",
            "APT::Sandbox::User": "",
        }
        apt = [*_APT, *(part for naam, w in own.items() for part in ("-o", f"{naam}={w}"))]
        _run([*apt, "update"])
        _run([*apt, "--download-only", "install", *packages])
        unpacked = folder.with_name(folder.name + ".deel")
        shutil.rmtree(unpacked, ignore_errors=True)
        unpacked.mkdir(parents=True)
        for deb in sorted(Path(scratch, "archives").glob("*.deb")):
            _run(["dpkg", "-x", str(deb), str(unpacked)])
        (unpacked / "lib-van-hier").symlink_to(_libraries_in(unpacked))
        shutil.rmtree(folder, ignore_errors=True)
        unpacked.rename(folder)
        (folder / "lib-van-hier").rename(folder / "lib")


def _libraries_in(unpacked: Path) -> Path:
    """Where Debian put them for this processor, seen from the folder itself."""
    here = f"usr/lib/{sysconfig.get_config_var('MULTIARCH')}"
    if (unpacked / here).is_dir():
        return Path(here)
    found = next(unpacked.glob("usr/lib/*/libpango-1.0.so.0"))
    return found.parent.relative_to(unpacked)


def _works(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603


def _run(command: Sequence[str]) -> None:
    """Raises CalledProcessError with what it wrote to stderr."""
    subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603


def _say(zin: str) -> None:
    sys.stdout.write(f"{zin}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    get_pango(Path(sys.argv[1]))
