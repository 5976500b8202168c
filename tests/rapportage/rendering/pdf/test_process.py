"""The worker process: what it is given, what comes back, and how it ends."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.rendering.paper import letter_pdf
from rapportage.rendering.pdf import Limieten, PdfFout, beoordeel_pdf, process, render_pdf
from rapportage.rendering.pdf.contract import Opdracht, Uitkomst
from rapportage.rendering.pdf.engine import build_pdf
from tests.pdfhulp import structuurwoorden, verapdf
from veiligheid.core.levenslijn import Kindproces
from veiligheid.demo import laden

from .conftest import page_of
from .letters import FILES, PAPER_CSS, Letter
from .test_conformance import CSV


@pytest.fixture
def worker_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Where the workers of a test have their temporary files: empty again afterwards."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.glob("*brief-pdf-*")) == []


def test_worker_gives_the_bytes_of_the_engine(worker_folders: Path) -> None:
    html = Letter(1, themes=1, paragraphs=1, table_rows=3).html()
    made = render_pdf(html, stylesheets=[PAPER_CSS], files=FILES, bijvoegsels=[CSV])
    assert made == build_pdf(Opdracht(html, (PAPER_CSS,), dict(FILES), (CSV,)))


def test_text_may_be_what_a_template_engine_gives() -> None:
    class SafeText(str):
        __slots__ = ()

    assert render_pdf(SafeText(page_of("<p>x</p>")), stylesheets=[SafeText("p { color: red }")])


def test_same_bytes_whatever_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    html = page_of("<h1>Kop</h1><p>Tekst <b>vet</b> <i>schuin</i></p>")
    first = render_pdf(html)
    monkeypatch.setenv("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.chdir(tmp_path)
    assert render_pdf(html) == first


def test_a_colspan_of_a_million_ends_in_an_error(
    worker_folders: Path, caplog: pytest.LogCaptureFixture
) -> None:
    html = page_of('<h2>Drukte</h2><table><tr><td colspan="1000000">x</td></tr></table>')
    with pytest.raises(PdfFout, match="meer dan 2 seconden rekentijd") as raised:
        render_pdf(html, limieten=Limieten(cpu_seconden=2))
    (bevinding,) = raised.value.bevindingen
    assert (bevinding.code, bevinding.plek) == ("pdf-tabel", "Drukte")
    assert "heeft 1000000 cellen" in bevinding.melding
    assert "SIGXCPU" in caplog.text


def test_the_clock_on_the_wall_stops_it_too(worker_folders: Path) -> None:
    with pytest.raises(PdfFout, match="langer dan 0 seconden"):
        render_pdf(page_of("<p>x</p>"), limieten=Limieten(wandklok_seconden=0.05))


@pytest.mark.parametrize("times", [1, 2])
def test_a_worker_that_is_killed_gets_one_more_chance(
    times: int,
    worker_folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Killed(Kindproces):
        left = times

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            if Killed.left:
                Killed.left -= 1
                self.process.send_signal(signal.SIGKILL)

    html = page_of("<p>x</p>")
    whole = render_pdf(html)
    monkeypatch.setattr(process, "Kindproces", Killed)
    if times == 1:
        assert render_pdf(html) == whole
    else:
        with pytest.raises(PdfFout, match="twee keer van buiten afgebroken") as raised:
            render_pdf(html)
        assert raised.value.bevindingen[0].code == "pdf-afgebroken"
    assert "once more" in caplog.text


@pytest.mark.parametrize("megabytes", [30, 64])
def test_too_little_memory(megabytes: int, worker_folders: Path) -> None:
    html = Letter(1, themes=12, paragraphs=6).html()
    with pytest.raises(PdfFout, match=r"geheugen nodig|te groot of te ingewikkeld"):
        render_pdf(html, files=FILES, limieten=Limieten(geheugen_bytes=megabytes << 20))


def test_nesting_without_end(worker_folders: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(PdfFout, match="te groot of te ingewikkeld"):
        render_pdf(page_of("<div>" * 1000 + "x"))
    assert "RecursionError" in caplog.text


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<html lang="nl"><p>x</p></html>', "geen titel"),
        ('<html lang="nl"><title> </title><p>x</p></html>', "geen titel"),
        ("<html><title>T</title><p>x</p></html>", "welke taal"),
    ],
)
def test_what_every_document_must_have(html: str, message: str) -> None:
    with pytest.raises(PdfFout, match=message):
        build_pdf(Opdracht(html))


def test_characters_with_a_stand_in() -> None:
    body = (
        "<p>een\x0btwee\u2028drie\x01\x7f niet\u2011breken</p><p>● ✔ □ ► \uf0b7 x\u200by\u2009z</p>"
    )
    pdf = build_pdf(Opdracht(page_of(body)))
    assert beoordeel_pdf(pdf) == []
    words = structuurwoorden(pdf)
    assert words[:5] == ["een", "twee", "drie", "niet", "breken"]


def test_a_fault_of_the_program_is_told_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from rapportage.rendering.pdf import worker

    def fail(opdracht: Opdracht) -> bytes:
        raise AssertionError("stuk")

    monkeypatch.setattr("rapportage.rendering.pdf.engine.build_pdf", fail)
    uitkomst = worker.render(Opdracht("<p>x</p>"))
    assert uitkomst.pdf is None
    assert "fout in het programma" in uitkomst.melding
    assert "AssertionError: stuk" in caplog.text


def test_warnings_reach_the_log_of_the_caller(caplog: pytest.LogCaptureFixture) -> None:
    html = page_of("<p>x</p>", "p { kleur: rood; color: nergens }") + '<a href="#weg">weg</a>'
    with caplog.at_level(logging.WARNING, logger="rapportage"):
        render_pdf(html)
    levels = {record.getMessage(): record.levelno for record in caplog.records}
    warning = next(message for message in levels if "kleur" in message)
    error = next(message for message in levels if "#weg" in message)
    assert levels[warning] == logging.WARNING
    assert levels[error] == logging.ERROR


def test_a_flood_of_warnings_is_cut_off_with_a_word(caplog: pytest.LogCaptureFixture) -> None:
    css = "".join(f"p {{ onbekend{n}: 1 }}" for n in range(600))
    with caplog.at_level(logging.WARNING, logger="rapportage"):
        render_pdf(page_of("<p>x</p>", css))
    assert len(caplog.records) == 500
    assert "left out" in caplog.records[-1].getMessage()


def test_noise_of_libraries_is_logged_as_one_record(caplog: pytest.LogCaptureFixture) -> None:
    process._log(b'een\n{"niveau":30,"naam":"x","bericht":"y"}\ntwee\n\n')
    assert [record.getMessage() for record in caplog.records] == [
        "x: y",
        "PDF worker: een\ntwee",
    ]


def test_secrets_stay_with_the_caller(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://geheim")
    assert not any("geheim" in value for value in process._environment(str(tmp_path)).values())


def test_two_files_of_one_name() -> None:
    with pytest.raises(ValueError, match="same name"):
        render_pdf(page_of("<p>x</p>"), bijvoegsels=[CSV, CSV])


def test_worker_starts_without_django() -> None:
    code = (
        "import sys, rapportage.rendering.pdf.worker, rapportage.rendering.pdf.engine\n"
        "raise SystemExit(any(name.startswith('django') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_interface_does_not_load_weasyprint() -> None:
    code = (
        "import sys, rapportage.rendering.pdf\n"
        "raise SystemExit('weasyprint' in sys.modules or 'PIL' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ})


def test_one_door_to_weasyprint() -> None:
    folder = Path(process.__file__).parent
    doors = [
        path.name
        for path in sorted(folder.glob("*.py"))
        if any(
            line.split()[:1] in (["import"], ["from"]) and line.split()[1].startswith("weasyprint")
            for line in path.read_text("utf-8").splitlines()
        )
    ]
    assert doors == ["engine.py", "tagging.py"]


# A machine without libharfbuzz-subset0: WeasyPrint's loader does not find it.
_ZONDER_SNIJDER = """
import cffi, sys
real = cffi.FFI.dlopen
def dlopen(self, name, flags=0):
    if name and "subset" in name:
        raise OSError(f"hidden: {name}")
    return real(self, name, flags)
cffi.FFI.dlopen = dlopen
from rapportage.rendering.pdf.worker import main
main()
"""


def render_without_cutter(opdracht: Opdracht, folder: Path) -> bytes:
    """What the worker makes where fontTools cuts the fonts."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _ZONDER_SNIJDER],
        input=msgspec.msgpack.encode(opdracht),
        capture_output=True,
        check=True,
        env=process._environment(str(folder)),
    )
    uitkomst = msgspec.msgpack.decode(done.stdout, type=Uitkomst)
    assert uitkomst.pdf is not None, uitkomst.melding
    return uitkomst.pdf


@pytest.mark.verapdf
@pytest.mark.django_db
def test_the_demos_letter_without_harfbuzz_subset(tmp_path: Path) -> None:
    """Other bytes, the same text, both standards."""
    made: list[bytes] = []

    def render(html: str, **parts: Any) -> bytes:
        opdracht = Opdracht(
            html[:],
            tuple(css[:] for css in parts["stylesheets"]),
            dict(parts["files"]),
            tuple(parts["bijvoegsels"]),
        )
        made.extend([build_pdf(opdracht), render_without_cutter(opdracht, tmp_path)])
        return made[-1]

    brief = laden.load()
    document = compose(brief).document
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rapportage.rendering.paper.render_pdf", render)
        letter_pdf(document, load_files(brief, document))
    cut_by_harfbuzz, cut_by_fonttools = made
    assert cut_by_harfbuzz != cut_by_fonttools
    assert structuurwoorden(cut_by_fonttools) == structuurwoorden(cut_by_harfbuzz)
    assert beoordeel_pdf(cut_by_fonttools) == []
    answer = verapdf(cut_by_fonttools, tmp_path)
    assert answer.count("PASS") == 2, answer
