"""The mirror on paper: one table over many pages, for eyes and for screen readers."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from rapportage.brieven import start_spiegel
from rapportage.composition import compose
from rapportage.models import Bijlage
from rapportage.rendering.html import render_bijlage_papier, render_papier
from rapportage.rendering.paper import bijlage_pdf, letter_pdf
from rapportage.rendering.pdf import beoordeel_pdf
from tests import pdfhulp
from tests.rapportage.spiegel.jaren import drie_jaren
from tests.themas.spiegel.groot import een_grote_spiegel
from themas.models import Blok, Ronde
from veiligheid.document.brief import Briefdocument

pytestmark = pytest.mark.django_db

RIJEN = 44
KLEUREN = ("✓ Groen", "½ Geel", "× Rood", "… Nog te", "+ Blauw")
# More than a page can hold: this row alone may be torn.
LANG = "".join(f"<p>Zin {n} van een verslag dat geen einde kent.</p>" for n in range(90))


@pytest.fixture
def document() -> Briefdocument:
    """A mirror of many pages."""
    plan = een_grote_spiegel(RIJEN)
    ronde = Ronde.objects.get(plan=plan, verslagjaar=2025)
    back = Blok.objects.filter(voortgang__bijdrage__ronde=ronde, soort="terugblik")
    Blok.objects.filter(pk=back.order_by("pk")[0].pk).update(tekst=LANG)
    return compose(start_spiegel(ronde, None)).document


def test_one_tagged_table_over_all_its_pages(document: Briefdocument) -> None:
    pdf, pages = letter_pdf(document)
    assert pages > 10
    assert beoordeel_pdf(pdf) == []
    assert pdfhulp.ouderboom_klopt(pdf)
    # What a screen reader says: all words of the page, once, in order.
    assert pdfhulp.structuurwoorden(pdf) == pdfhulp.htmlwoorden(render_papier(document))
    with pikepdf.open(BytesIO(pdf)) as opened:
        counts, mirror = tables(opened)
        every_cell_knows_its_headers(counts)
        every_cell_knows_its_headers(mirror)
        assert len(pdfhulp.bladzijden_van(mirror)) >= pages - 1
        rijen = parts(mirror, "TR")
        # The head, eleven themes, every actie that was promised or told.
        assert len(rijen) == 1 + 11 + len(list(document.delen[0].spiegel.rijen))  # type: ignore[union-attr]
        torn = [rij for rij in rijen if len(pdfhulp.bladzijden_van(rij)) > 1]
        # One is longer than a page; others begin at the foot of one and end on the next.
        assert sum(len(pdfhulp.bladzijden_van(rij)) > 2 for rij in torn) == 1
        head_on_each_page(opened, mirror)


def tables(opened: pikepdf.Pdf) -> list[Any]:
    return [e for e in pdfhulp.structuurelementen(opened) if e.S == "/Table"]


def parts(table: Any, soort: str) -> list[Any]:
    return [e for e in pdfhulp.afstammelingen(table) if str(e.S) == f"/{soort}"]


def attributes(cell: Any) -> dict[str, Any]:
    found = cell.get("/A")
    every = found if isinstance(found, pikepdf.Array) else [found] if found is not None else []
    return {str(k): v for each in every for k, v in each.items()}


def every_cell_knows_its_headers(table: Any) -> None:
    """Each TH says what it heads, and each TD names its column and its row."""
    assert len(parts(table, "THead")) == 1
    scopes = {str(th.ID): str(attributes(th)["/Scope"]) for th in parts(table, "TH")}
    assert set(scopes.values()) == {"/Column", "/Row"}
    cells = parts(table, "TD")
    assert cells
    for cell in cells:
        named = [scopes[str(key)] for key in attributes(cell)["/Headers"]]
        assert {"/Column", "/Row"} == set(named)


def head_on_each_page(opened: pikepdf.Pdf, table: Any) -> None:
    """On its first page the head is part of the table; on each further one an artifact."""
    first, *further = [p for p in opened.pages if p.objgen in pdfhulp.bladzijden_van(table)]
    heads = [pdfhulp.artefacten(page).count({"/Type": "/Pagination"}) for page in further]
    assert pdfhulp.bladzijden_van(parts(table, "THead")[0]) == {first.objgen}
    assert all(heads), heads


@pytest.mark.verapdf
def test_the_reference_validator_agrees(document: Briefdocument, tmp_path: Path) -> None:
    pdf, _ = letter_pdf(document)
    assert "FAIL" not in pdfhulp.verapdf(pdf, tmp_path)


def test_as_an_annex_it_says_the_same() -> None:
    jaren = drie_jaren()
    letter = jaren.brief(2027)
    Bijlage.objects.create(brief=letter, nummer=3, soort="spiegel", titel="Beloofd en gedaan")
    document = compose(letter).document
    pdf = bijlage_pdf(document, 3)
    assert beoordeel_pdf(pdf) == []
    words = pdfhulp.structuurwoorden(pdf)
    assert words == pdfhulp.htmlwoorden(render_bijlage_papier(document, 3))
    with pikepdf.open(BytesIO(pdf)) as opened:
        for table in tables(opened):
            every_cell_knows_its_headers(table)
    assert " ".join(words).count("Derde jaar rood 2024 rood 2025 rood") == 1
    # Whoever takes the text out of the file without its tags reads each colour as a symbol and a
    # word: in the totals, and in a row.
    painted = pdfhulp.geschilderde_tekst(pdf)
    assert {told: painted.count(told) for told in KLEUREN} == dict.fromkeys(KLEUREN, 2)


@pytest.mark.parametrize(
    "tekst",
    [
        "ontmoeting samenwerkingsverbanden gemeenschappelijke " * 23,
        "Gemeentewerk MAATREGELEN " * 52,
    ],
    ids=["long words", "capitals"],
)
def test_a_first_row_that_just_does_not_fit_leaves_the_head_where_it_was(tekst: str) -> None:
    jaren = drie_jaren()
    Blok.objects.filter(tekst="<p>In 2026 komt er een hek.</p>").update(tekst=f"<p>{tekst}</p>")
    document = compose(jaren.spiegel(2026)).document
    pdf, _ = letter_pdf(document)
    assert pdfhulp.structuurwoorden(pdf) == pdfhulp.htmlwoorden(render_papier(document))
    with pikepdf.open(BytesIO(pdf)) as opened:
        _, mirror = tables(opened)
        assert len(pdfhulp.bladzijden_van(parts(mirror, "TR")[2])) == 2
