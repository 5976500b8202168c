"""The real documents read as their owners know them, and not one word is lost."""

import json
import re
import zipfile
from collections import Counter
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.veiligheid.core.word.lezen import alineas, koppen, lijsten, tabellen
from tests.wordbouwer import W_NS
from veiligheid.core.word import Heading, ListBlock, Paragraph, Table, Worddocument, read_word

pytestmark = pytest.mark.bronnen

W = f"{{{W_NS}}}"
NAMEN = (
    "veiligheidsbrief-2025",
    "ivp-2022-2026",
    "projectplan-radicalisering-2020",
    "spiegel-wwz-2023",
    "stadsrekening-2017-veiligheid",
)


@pytest.fixture(params=NAMEN)
def bestand(request: pytest.FixtureRequest, bronnen: Path) -> Path:
    return bronnen / f"{request.param}.docx"


@pytest.fixture
def document(bestand: Path) -> Worddocument:
    return read_word(bestand.read_bytes(), bestand.name)


@pytest.fixture
def verwacht(bestand: Path) -> Any:
    return json.loads((bestand.parent / "verwacht.json").read_text())[bestand.name]


def test_headings(document: Worddocument, verwacht: Any) -> None:
    assert document.titel == (verwacht["titel"] or "")
    counts = Counter(str(kop.niveau) for kop in koppen(document))
    assert counts == verwacht["aantal_koppen"]
    if "koppen" in verwacht:
        assert [[kop.niveau, kop.tekst] for kop in koppen(document)] == verwacht["koppen"]
    assert {kop.nummer for kop in koppen(document)} == {""}


def test_text_and_lists(document: Worddocument, verwacht: Any) -> None:
    assert len(alineas(document)) == verwacht["alineas"]
    for genummerd, soort in ((False, "bullet"), (True, "genummerde")):
        blocks = [b for b in lijsten(document) if b.genummerd is genummerd]
        assert len(blocks) == verwacht[f"{soort}_lijsten"]
        points = verwacht["genummerde_punten" if genummerd else "bullets"]
        assert sum(len(block.items) for block in blocks) == points
    # Every numbered list in these files begins anew.
    assert not any("start=" in block.html for block in lijsten(document))


def test_tables_and_notes(document: Worddocument, verwacht: Any) -> None:
    sizes = [{"rijen": len(t.rijen), "kolommen": len(t.rijen[0])} for t in tabellen(document)]
    assert sizes == verwacht["tabellen"]
    assert all(
        table.html.startswith('<table><thead><tr><th scope="col">') for table in tabellen(document)
    )
    assert document.voetnoten == verwacht["voetnoten"]
    markers = "".join(a.html for a in alineas(document)).count('href="verwijzing:voetnoot"')
    assert markers == verwacht["voetnoten"]


def test_nothing_to_remark_on(document: Worddocument) -> None:
    assert document.bevindingen == ()


def test_every_word_is_there_in_order(bestand: Path, document: Worddocument) -> None:
    with zipfile.ZipFile(bestand) as archive:
        root = etree.parse(BytesIO(archive.read("word/document.xml"))).getroot()
    written = []
    for paragraph in root.iter(W + "p"):
        parts = [
            (e.text or "") if e.tag == W + "t" else " "
            for e in paragraph.iter(W + "t", W + "tab", W + "br")
            if not any(a.tag in (W + "del", W + "moveFrom") for a in e.iterancestors())
        ]
        written += "".join(parts).split()
    assert document.titel.split() + _words(document, plain=True) == written
    # And so does the HTML, which is what is stored.
    assert document.titel.split() + _words(document, plain=False) == written


def _words(document: Worddocument, *, plain: bool) -> list[str]:
    words = []
    for element in document.elementen:
        if plain or isinstance(element, Heading):
            words += element.tekst.split()
        else:
            words += _html_words(element)
    return words


def _html_words(element: Paragraph | ListBlock | Table) -> list[str]:
    html = re.sub(r'<a href="verwijzing:voetnoot"[^>]*>\*</a>', "", element.html)
    spaced = re.sub(r"</p>|<br>", " ", html)
    return unescape(re.sub(r"<[^>]+>", "", spaced)).split()
