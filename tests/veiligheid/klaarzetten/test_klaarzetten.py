"""Making a machine ready: what is said, and what happens where something can't be had. That it
works on a bare machine is proved by `make fris`."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from veiligheid.klaarzetten import pango
from veiligheid.klaarzetten.pakketten import progress

_PIP = ["Collecting django==5.2 (from -r requirements.txt)", "  Downloading x", "Collecting nh3"]


def test_progress_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"Collecting p{n}" for n in range(25)] + ["Installing collected packages: p1"]
    assert list(progress(lines, 25)) == [
        "  1 van 25: p0\n",
        "  11 van 25: p10\n",
        "  21 van 25: p20\n",
        "  Alles is binnen; het wordt uitgepakt.\n",
    ]
    assert list(progress(_PIP, 48)) == ["  1 van 48: django\n"]


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """Pango is missing; what would be run."""
    ran: list[Sequence[str]] = []
    monkeypatch.setattr(pango, "missing_packages", lambda: ["libpango-1.0-0"])
    monkeypatch.setattr(pango, "_run", ran.append)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    return ran


def test_nothing_is_done_when_it_is_there(tmp_path: Path) -> None:
    assert pango.get_pango(tmp_path / "systeem")
    assert not list(tmp_path.iterdir())


def test_root_gets_it_from_the_package_manager(
    missing: list[Sequence[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert pango.get_pango(tmp_path)
    update, install = missing
    assert update[-1] == "update"
    assert install[-3:] == ["install", "libpango-1.0-0", "libharfbuzz-subset0"]
    assert "dit wordt geïnstalleerd" in capsys.readouterr().out


def test_without_network_it_says_what_to_type_and_fails_nobody(
    missing: list[Sequence[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(command: Sequence[str]) -> None:
        raise subprocess.CalledProcessError(100, command, stderr="E: geen verbinding\n")

    monkeypatch.setattr(pango, "_run", fails)
    monkeypatch.setattr(pango, "_as_root", lambda: None)
    assert not pango.get_pango(tmp_path / "systeem")
    said = capsys.readouterr().out
    assert "geen verbinding" in said
    assert "apt-get install libpango-1.0-0 libharfbuzz-subset0" in said
    assert not (tmp_path / "systeem").exists()


def test_elsewhere_than_debian(
    missing: list[Sequence[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert not pango.get_pango(tmp_path)
    assert "Installeer het zelf" in capsys.readouterr().out
    assert missing == []
