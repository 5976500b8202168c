"""The page itself, measured: what stands where on the paper of the demo's letter, and of letters of
every length around a page's end."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from rapportage.rendering.html import render_papier
from rapportage.rendering.pagina import Stuk
from rapportage.rendering.paper import letter_pdf
from tests.bladen import Regel, bladen
from tests.document.test_bewaarde_documenten import read
from tests.documenten import voorbeeldbrief
from veiligheid.document.brief import Bijlage, Blok, Briefdocument
from veiligheid.document.delen import Afbeelding, Tabeldeel
from veiligheid.document.register import Registerlink
from veiligheid.document.woorden import Bloksoort

DEMO = Path(__file__).parents[2] / "document" / "versie2" / "veiligheidsbrief-2025.json"
# Where the text of a page in portrait ends, in millimetres from the top.
_ONDER = 297 - 27


@pytest.fixture(scope="module")
def demo() -> Briefdocument:
    return read(DEMO)


@pytest.fixture(scope="module")
def pages(demo: Briefdocument) -> list[list[Regel]]:
    """Of the demo's letter with its annexes."""
    picture = BytesIO()
    Image.new("RGB", (60, 40), "white").save(picture, "PNG")
    named = {
        deel.bestand: picture.getvalue()
        for b in demo.bijlagen
        for deel in b.delen
        if isinstance(deel, Afbeelding)
    }
    return bladen(letter_pdf(demo, named)[0])


def body(page: list[Regel]) -> list[Regel]:
    """Without what stands above and below every page."""
    return [r for r in page if "Pagina " not in r.tekst and r.tekst != "Gemeente Voorbeeldstad"]


def test_the_first_page_is_full(pages: list[list[Regel]]) -> None:
    lowest = max(regel.onder for regel in body(pages[0]))
    assert lowest > _ONDER - 297 / 6


def test_no_page_of_the_letter_has_one_line(pages: list[list[Regel]]) -> None:
    assert min(len(body(page)) for page in pages) >= 4


def test_the_mirror_fills_its_pages(demo: Briefdocument, pages: list[list[Regel]]) -> None:
    """Long rows go on beneath the heads of their columns: no page but the last is half empty, and
    each has the heads."""
    wide = [page for page in pages if any("Verantwoording en realisatie" in r.tekst for r in page)]
    assert len(wide) > 5
    for page in wide:
        head = next(r for r in body(page) if "Verantwoording en realisatie" in r.tekst)
        assert len([r for r in body(page) if r.boven > head.onder]) >= 2, page
    fills = [max(r.onder for r in body(page)) / (210 - 20) for page in wide[:-1]]
    print(f"\n{len(wide)} bladzijden spiegel, gevuld: {', '.join(f'{f:.0%}' for f in fills)}")
    assert min(fills) > 0.6
    assert sum(fills) / len(fills) > 0.8


def letter_of(lines: int, annexes: int) -> Briefdocument:
    """A letter whose list of annexes begins after this many lines."""
    document = voorbeeldbrief()
    html = "".join(f"<p>Regel {n}.</p>" for n in range(lines))
    (opening, *_), closing = document.inleiding, document.afsluiting
    return replace(
        document,
        inleiding=(replace(opening, html=html),),
        groepen=(),
        afsluiting=closing[:0],
        voetnoten=(),
        citaten=(),
        bijlagen=tuple(
            Bijlage(f"bijlage-{n}", n, f"Titel {n}", "tekst") for n in range(1, annexes + 1)
        ),
    )


def test_the_list_of_annexes_never_leaves_a_line_alone() -> None:
    """Wherever on the page it begins."""
    for lines in range(8, 26, 2):
        pages = bladen(letter_pdf(letter_of(lines, 4))[0])
        counts = [sum("Titel " in r.tekst for r in p) for p in pages]
        assert sum(counts) == 4
        assert 1 not in counts, (lines, counts)
        # Nor its heading.
        for page, count in zip(pages, counts, strict=True):
            if any(r.tekst == "Bijlagen" for r in body(page)):
                assert count, lines


def test_the_head_of_a_table_is_never_alone(demo: Briefdocument) -> None:
    """Wherever on the page the table begins."""
    tabel = next(d for b in demo.bijlagen for d in b.delen if isinstance(d, Tabeldeel))
    for lines in range(20, 36, 3):
        base = letter_of(lines, 0)
        pages = bladen(letter_pdf(replace(base, delen=(tabel,)))[0])
        kop = tabel.kolommen[-1].naam
        rows = {rij.kop.split()[0] for rij in tabel.rijen}
        for page in pages:
            at = [n for n, r in enumerate(page) if r.tekst.endswith(kop)]
            if at:
                below = " ".join(r.tekst for r in page[at[0] + 1 :])
                assert any(word in below for word in rows), (lines, [r.tekst for r in page])


def ahead(html: str, links: tuple[Registerlink, ...] = ()) -> Iterator[str]:
    """The paper of a letter of one paragraaf that looks ahead, without its tags' attributes."""
    document = voorbeeldbrief()
    groep = document.groepen[0]
    h = groep.hoofdstukken[0]
    p = replace(h.paragrafen[0], blokken=(Blok(Bloksoort.VOORUITBLIK, html),), register=links)
    h = replace(h, paragrafen=(p,))
    document = replace(document, groepen=(replace(groep, hoofdstukken=(h,)),))
    yield render_papier(document)


@pytest.mark.parametrize(
    ("html", "label"),
    [
        ("<p>In 2025 gaan we door.</p>", "Vooruitblik"),
        ("<p><strong>In 2025</strong> gaan we door.</p>", "Vooruitblik"),
        ("<p>In 2025, zo spraken we af, gaan we door.</p>", "Vooruitblik"),
        ("<p>In 2026 gaan we door.</p>", "In 2025"),
        ("<p>We gaan in 2025 door.</p>", "In 2025"),
    ],
)
def test_the_year_ahead_is_not_said_twice(html: str, label: str) -> None:
    (page,) = ahead(html)
    assert f'vb-vooruitblik__label">{label}</p>' in page


def test_a_promise_is_told_once() -> None:
    zin = "Wij sturen u de uitkomst in mei."
    link = Registerlink("belooft", "aankondiging", "2025-3", zin, "/toezeggingen/t-1/")
    (page,) = ahead("<p>Het duurt nog even. <em>Wij sturen</em> u de uitkomst in mei.</p>", (link,))
    assert page.count("u de uitkomst in mei") == 1
    assert "aankondiging 2025-3</p>" in page
    (other,) = ahead("<p>Het duurt nog even.</p>", (link,))
    assert f"aankondiging 2025-3, {zin}" in other


def test_the_first_words_of_a_piece() -> None:
    assert Stuk(True, "<p>In\n2025 is het.</p>").begin == "In 2025"
    assert Stuk(True, "").begin == ""
