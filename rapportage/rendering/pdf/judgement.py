"""Judges a finished PDF by the standards it claims, before it is published."""

import re
from collections import Counter

from page import PageError, ValidationFailure, validate_pdf_bytes

from veiligheid.core.findings import Bevinding, blokkeert
from veiligheid.document.keuring import NIET_TE_BEOORDELEN, PDF_A, PDF_UA, VOLDOET_NIET

# Profile of the judge, code of the finding, name of the standard.
_STANDARDS = (
    ("ua1", "pdf-ua1", PDF_UA),
    ("3a", "pdf-a3a", PDF_A),
)

# A stream object up to its data, what it says of its length, what must come after that.
_STREAM = re.compile(rb"\bobj\s*(<<(?:(?!endobj).)*?>>)\s*stream\r?\n", re.DOTALL)
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
_END = re.compile(rb"\r?\n?endstream")


def beoordeel_pdf(pdf: bytes) -> list[Bevinding]:
    """What is wrong with a PDF by PDF/UA-1 and PDF/A-3a, one blocking finding per rule, code
    ``pdf-ua1`` or ``pdf-a3a``; empty when nothing is."""
    return [bevinding for standard in _STANDARDS for bevinding in _judge(pdf, *standard)]


def aantal_bladzijden(pdf: bytes) -> int:
    """Number of pages of a PDF (which stands compressed in it). Raises ValueError when it is
    none."""
    try:
        return validate_pdf_bytes(pdf, profile="ua1").document.page_count
    except PageError as error:
        raise ValueError(str(error)) from error


def _judge(pdf: bytes, profile: str, code: str, name: str) -> list[Bevinding]:
    try:
        failures = validate_pdf_bytes(pdf, profile=profile).failures
    except PageError as error:
        return [blokkeert(code, f"{NIET_TE_BEOORDELEN}: {error}.")]
    failures = [failure for failure in failures if not _is_false_alarm(pdf, failure)]
    times = Counter(failure.rule_id for failure in failures)
    first = {failure.rule_id: failure.message for failure in reversed(failures)}
    return [
        blokkeert(
            code,
            f"{VOLDOET_NIET}{name}: {first[rule]} ({rule}, {count} keer). "
            "Meld dit aan de beheerder.",
        )
        for rule, count in times.items()
    ]


def _is_false_alarm(pdf: bytes, failure: ValidationFailure) -> bool:
    """Whether the judge misread a stream that ends in byte 0x0D (one in 256 does): it takes that
    byte for the line end before ``endstream`` and finds /Length one too high."""
    return failure.rule_id.endswith("-STREAM-LENGTH-001") and _lengths_are_right(pdf)


def _lengths_are_right(pdf: bytes) -> bool:
    """Whether each stream of the file is as long as it says, as far as that can be told without
    resolving references."""
    position = 0
    while stream := _STREAM.search(pdf, position):
        length = _LENGTH.search(stream[1])
        if length is None:
            return False
        position = stream.end() + int(length[1])
        if _END.match(pdf, position) is None:
            return False
    return position > 0
