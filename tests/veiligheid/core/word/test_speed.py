"""Reading takes time in proportion to the text, also when the text is made to hurt."""

import gc
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.wordbouwer import Bouwer, run, vet, voetnoot, xml
from veiligheid.core.findings import Geweigerd
from veiligheid.core.word import read_word


def seconds(data: bytes) -> float:
    """The fastest of two, without garbage collection: that walks through all that the tests hold,
    and not through this text."""
    taken = []
    gc.disable()
    try:
        for _ in range(2):
            begin = time.process_time()
            with suppress(Geweigerd):
                read_word(data)
            taken.append(time.process_time() - begin)
    finally:
        gc.enable()
    return min(taken)


def brief(alineas: int) -> bytes:
    bouwer = Bouwer()
    zin = "Een zin zoals die in een brief staat, met een bijzin erbij. " * 4
    for n in range(alineas // 10):
        bouwer.kop(2, f"Kop {n}", nummer_door_word=True)
        for _ in range(6):
            bouwer.alinea(zin, vet("vet"), voetnoot("Een noot."))
        bouwer.lijst(["een punt", ["een punt eronder"], "nog een"])
    return bouwer.bytes()


def test_5000_paragraphs_in_a_few_seconds_and_in_proportion() -> None:
    # Four times the text takes about four times as long; a quadratic step would make it sixteen.
    small, large = seconds(brief(1_250)), seconds(brief(5_000))
    assert large < 5
    assert large < 8 * small + 0.3


def one_paragraph(number: int) -> Bouwer:
    return Bouwer().alinea(*[f"woord {n} " for n in range(number)])


def looks(number: int) -> Bouwer:
    return Bouwer().alinea(*[vet("a"), " b "] * (number // 2))


def open_fields(number: int) -> Bouwer:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return Bouwer().alinea(xml(begin * number + run("a") * number))


def nested_fields(number: int) -> Bouwer:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return Bouwer().alinea(xml((begin + separate) * number + run("a") * number + end * number))


def instructions(number: int) -> Bouwer:
    piece = "<w:r><w:instrText>tekst tekst tekst</w:instrText></w:r>"
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return Bouwer().alinea(xml(begin + piece * number + end))


def deleted_marks(number: int) -> Bouwer:
    bouwer = Bouwer()
    for _ in range(number):
        bouwer.samengevoegd("a")
    return bouwer


def remarks(number: int) -> Bouwer:
    links = "".join(
        f'<w:fldSimple w:instr="HYPERLINK &quot;http://x{n}.nl&quot;">{run("x")}</w:fldSimple>'
        for n in range(number)
    )
    return Bouwer().alinea(xml(links))


def items(number: int) -> Bouwer:
    return Bouwer().lijst(["a", ["b"]] * (number // 2))


def rows(number: int) -> Bouwer:
    return Bouwer().tabel([["a", "b"]] * (number // 2))


@pytest.mark.parametrize(
    "make",
    [
        one_paragraph,
        looks,
        open_fields,
        nested_fields,
        instructions,
        deleted_marks,
        remarks,
        items,
        rows,
    ],
)
def test_no_shape_is_quadratic(make: Callable[[int], Bouwer]) -> None:
    small, large = seconds(make(1_000).bytes()), seconds(make(4_000).bytes())
    assert large < 8 * small + 0.2
