"""What the making of PDFs may ask of a machine, and that nothing of it stays behind."""

import os
import resource
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from rapportage.rendering.pdf import Limieten, PdfFout, plekken, process, render_pdf
from rapportage.rendering.pdf.oorzaak import large_table
from tests.proces import alive, descendants, environment, until
from veiligheid.core.gedeeld import shared_folder, try_lock

from .conftest import page_of


@pytest.fixture
def tmp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Places and folders of this test alone."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def left(tmp: Path) -> list[Path]:
    return list(tmp.glob("*brief-pdf-*"))


def test_as_many_at_once_as_there_are_cores(tmp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plekken, "number_of_places", lambda: 2)
    busy: list[int] = []
    most: list[int] = []
    told: list[int] = []

    def one() -> None:
        with plekken.a_place(time.monotonic() + 60, lambda: told.append(1)):
            busy.append(1)
            most.append(len(busy))
            time.sleep(0.05)
            busy.pop()

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 6
    assert max(most) <= 2
    assert len(told) >= 4


def test_a_turn_that_never_comes_is_told(tmp: Path) -> None:
    with ExitStack() as stack:
        for n in range(plekken.number_of_places()):
            held = try_lock(shared_folder() / f"pdf-{n}.lock")
            assert held is not None
            stack.callback(os.close, held)
        with pytest.raises(PdfFout, match="kwam niet aan de beurt") as raised:
            render_pdf(page_of("<p>x</p>"), limieten=Limieten(wandklok_seconden=0.3))
        assert raised.value.code == "te-druk"
    assert render_pdf(page_of("<p>x</p>")).startswith(b"%PDF")


def test_a_place_of_somebody_who_died_is_free(tmp: Path) -> None:
    code = """
        import time
        from rapportage.rendering.pdf.plekken import a_place
        from contextlib import ExitStack
        from rapportage.rendering.pdf.plekken import number_of_places
        with ExitStack() as stack:
            for _ in range(number_of_places()):
                stack.enter_context(a_place(time.monotonic(), lambda: None))
            print("held", flush=True)
            time.sleep(600)
    """
    holder = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp)},
    )
    assert holder.stdout is not None
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(PdfFout), plekken.a_place(time.monotonic(), lambda: None):
            pass
        holder.kill()
        with plekken.a_place(time.monotonic() + 10, lambda: None):
            pass


def test_who_asked_dies_and_takes_its_worker_and_folder_along(tmp: Path) -> None:
    code = """
        import django; django.setup()
        from rapportage.rendering.pdf import render_pdf
        rows = "<tr><td>x</td></tr>" * 30_000
        render_pdf(f'<html lang="nl"><title>T</title><table>{rows}</table></html>')
    """
    env = {**environment(tmp), "DJANGO_SETTINGS_MODULE": "veiligheid.settings"}
    asker = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], env=env)
    with asker:
        (worker,) = until(lambda: descendants(asker.pid))
        until(lambda: any(any(f.iterdir()) for f in left(tmp)))  # it is at work
        os.kill(asker.pid, signal.SIGKILL)
    until(lambda: not alive(worker), 10)
    assert left(tmp) == []


def test_a_folder_that_stayed_behind_is_swept(tmp: Path) -> None:
    names = ("brief-pdf-weg", "brief-pdf-in-gebruik", "nieuw-brief-pdf-a", "nieuw-brief-pdf-b")
    gone, used, new, never = folders = [tmp / naam for naam in names]
    for folder in folders:
        folder.mkdir()
        (folder / "font").write_bytes(b"x")
    os.utime(never, (time.time() - 600,) * 2)
    held = try_lock(used)
    assert held is not None
    process.sweep_folders()
    assert [folder.exists() for folder in (gone, used, new, never)] == [False, True, True, False]
    os.close(held)


@contextmanager
def a_full_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of this size, on which next to nothing fits."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},nr_inodes=200", "tmpfs", str(folder)]
    mounted = os.getuid() == 0 and not subprocess.run(mount, capture_output=True).returncode
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not mounted:  # who may not mount gets a disk on which no file can grow
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_full_disk_is_told(tmp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_full_disk(tmp / "vol", "64k") as disk:
        monkeypatch.setattr("tempfile.tempdir", str(disk))
        with pytest.raises(PdfFout, match="geen plaats meer op de schijf") as raised:
            render_pdf(page_of("<p>x</p>"))
        assert raised.value.code == "schijf-vol"
        assert left(disk) == []


def test_where_nothing_can_be_written_at_all(tmp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    with pytest.raises(PdfFout, match="geen plaats meer op de schijf"):
        render_pdf(page_of("<p>x</p>"))


def test_the_picture_that_cannot_be_drawn_is_named(tmp: Path) -> None:
    broken = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>@import url(x);'
    broken += b"</style></svg>"
    with pytest.raises(PdfFout, match=r"“kaart\.svg” kan niet worden getekend") as raised:
        render_pdf(
            page_of('<p><img src="bestand:kaart.svg" alt="Kaart"></p>'),
            files={"kaart.svg": broken},
        )
    assert raised.value.code == "afbeelding"


def test_the_large_table_is_named_by_its_caption_or_heading() -> None:
    row = "<tr>" + "<td>x</td>" * 10 + "</tr>"
    small = f"<table>{row}</table>"
    large = f"<table>{row * 300}</table>"
    assert large_table(f"<h2>Een</h2>{small}") is None
    assert large_table(f"<h2>Een</h2>{small}<h2>Twee</h2>{large}") == (3000, "Twee")
    captioned = large.replace("<table>", "<table><caption>Alle buurten</caption>")
    assert large_table(f"<h2>Een</h2>{captioned}{small}") == (3000, "Alle buurten")
    assert large_table("<p>x</p>") is None
