"""The judge that every PDF passes before it is published."""

import re
import zlib

import pytest

from rapportage.rendering.pdf import beoordeel_pdf
from rapportage.rendering.pdf.contract import Opdracht
from rapportage.rendering.pdf.engine import build_pdf
from veiligheid.core.findings import Ernst

from .conftest import page_of


@pytest.fixture
def pdf() -> bytes:
    return build_pdf(Opdracht(page_of("<h1>Kop</h1><p>Tekst</p>")))


def test_a_good_file_has_no_findings(pdf: bytes) -> None:
    assert beoordeel_pdf(pdf) == []


def test_a_bad_file_has_one_finding_per_rule(pdf: bytes) -> None:
    skipped = build_pdf(Opdracht(page_of("<h1>A</h1><h3>B</h3><h1>C</h1><h3>D</h3>")))
    (bevinding,) = beoordeel_pdf(skipped)
    assert bevinding.code == "pdf-ua1"
    assert bevinding.ernst is Ernst.BLOKKEERT
    assert "HEADING" in bevinding.melding
    assert "2 keer" in bevinding.melding


def test_both_standards_are_judged(pdf: bytes) -> None:
    claims_nothing = pdf.replace(b"pdfaid:part", b"pdfaid:xart").replace(
        b"<pdfuaid:part>1<", b"<pdfuaid:part>9<"
    )
    assert {bevinding.code for bevinding in beoordeel_pdf(claims_nothing)} == {
        "pdf-ua1",
        "pdf-a3a",
    }


def test_what_is_no_pdf_is_a_finding_too() -> None:
    assert {bevinding.code for bevinding in beoordeel_pdf(b"geen pdf")} == {"pdf-ua1", "pdf-a3a"}


def _ends_in_carriage_return(pdf: bytes) -> bool:
    return b"\r\nendstream" in pdf


def test_a_stream_that_ends_in_a_carriage_return_is_no_fault() -> None:
    """One stream in 256 ends so, by chance; tried here until one does."""
    for number in range(3000):
        content = f"<p>Poging {number}</p>"
        checksum = zlib.adler32(content.encode())
        pdf = build_pdf(Opdracht(page_of(content + f"<p>{checksum}</p>")))
        if _ends_in_carriage_return(pdf):
            assert beoordeel_pdf(pdf) == []
            return
    pytest.fail("no such stream came by")


def test_a_stream_length_that_is_wrong_stays_a_fault(pdf: bytes) -> None:
    length = re.search(rb"/Length (\d\d\d)>>\nstream", pdf)
    assert length is not None
    wrong = b"%d" % (int(length[1]) - 1)
    broken = pdf[: length.start(1)] + wrong + pdf[length.end(1) :]
    assert any("STREAM-LENGTH" in b.melding for b in beoordeel_pdf(broken))
