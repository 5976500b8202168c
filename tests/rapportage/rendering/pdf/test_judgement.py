"""The judge that every PDF passes before it is published."""

import re
import zlib
from datetime import UTC, datetime

import pytest

from rapportage.rendering.pdf import Bijvoegsel, aantal_bladzijden, beoordeel_pdf
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
    skipped = build_pdf(Opdracht(page_of("<h1>A</h1><h3>B</h3>")))
    (bevinding,) = beoordeel_pdf(skipped)
    assert bevinding.code == "pdf-ua1"
    assert bevinding.ernst is Ernst.BLOKKEERT
    assert "HEADING" in bevinding.melding
    assert "1 keer" in bevinding.melding


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


def test_counts_pages() -> None:
    body = '<p>een</p><p style="break-before: page">twee</p>'
    assert aantal_bladzijden(build_pdf(Opdracht(page_of(body)))) == 2
    with pytest.raises(ValueError, match="parse"):
        aantal_bladzijden(b"geen pdf")


def test_a_stream_that_ends_in_a_carriage_return_is_no_fault() -> None:
    """One compressed stream in 256 ends so, by chance: its checksum does."""
    content = next(
        text
        for text in (b"%d" % number for number in range(10_000, 100_000))
        if zlib.adler32(text) & 0xFF == 0x0D
    )
    file = Bijvoegsel("a.txt", content, "text/plain", "A", "Data", datetime(2025, 1, 1, tzinfo=UTC))
    pdf = build_pdf(Opdracht(page_of("<p>x</p>"), bijvoegsels=(file,)))
    assert b"\r\nendstream" in pdf
    assert beoordeel_pdf(pdf) == []


@pytest.mark.parametrize("kind", [b"ObjStm", b"XRef"])
def test_nor_is_a_stream_of_objects_that_does(kind: bytes, pdf: bytes) -> None:
    """Of these the judge does not even say which object it means."""
    pattern = re.compile(rb"/Type /%s.{,200}?>>\nstream\n" % kind, re.DOTALL)
    start = pattern.search(pdf)
    assert start is not None
    end = pdf.index(b"\nendstream", start.end())
    length = re.compile(rb"/Length (\d+)").search(pdf, start.start())
    assert length is not None
    # One byte more behind the compressed data, which a decoder does not look at.
    longer = b"%d" % (int(length[1]) + 1)
    ends_in_return = pdf[: length.start(1)] + longer + pdf[length.end(1) : end] + b"\r" + pdf[end:]
    assert beoordeel_pdf(_with_start_of_xref(ends_in_return)) == []


def _with_start_of_xref(pdf: bytes) -> bytes:
    """The file with its last pointer right again after bytes were put in."""
    objects = [match.start() for match in re.finditer(rb"(?<=\n)\d+ 0 obj\n<</Type /XRef", pdf)]
    return re.sub(rb"startxref\n\d+", b"startxref\n%d" % objects[-1], pdf)


def test_a_stream_length_that_is_wrong_stays_a_fault(pdf: bytes) -> None:
    length = re.search(rb"/Length (\d\d\d)>>\nstream", pdf)
    assert length is not None
    wrong = b"%d" % (int(length[1]) - 1)
    broken = pdf[: length.start(1)] + wrong + pdf[length.end(1) :]
    assert any("STREAM-LENGTH" in b.melding for b in beoordeel_pdf(broken))
