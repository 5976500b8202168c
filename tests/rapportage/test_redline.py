"""What a correction changed, as files that go with it: paper, and Word with tracked changes."""

import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from lxml import html as lxml_html

from rapportage.bewijs.opnieuw import remake
from rapportage.bewijs.verifieren import verify
from rapportage.models import Brief, Onderdeel, Publicatie
from rapportage.publishing import prepare, publish
from rapportage.redline.document import redline, rows_of
from rapportage.redline.papier import redline_papier
from rapportage.redline.word import redline_word
from tests.document.test_bewaarde_documenten import BEWAARD, naam, read
from tests.fabriek import een_bijlagetekst
from tests.pdfhulp import structuurtypes, structuurwoorden
from tests.rapportage.bijlagen.hulp import Soort, een_bijlage, een_kale_brief
from veiligheid.core.findings import Geweigerd
from veiligheid.core.verschil import difference
from veiligheid.document.brief import Briefdocument
from veiligheid.document.brief import Onderdeel as Deel

pytestmark = pytest.mark.django_db

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABEL = (
    "<table><tbody><tr><th>Inbraken</th><td>{}</td><td>gelijk</td></tr>"
    "<tr><th>Overvallen</th><td>17</td><td>minder</td></tr>{}</tbody></table>"
)
REDEN = "Twee cijfers waren verwisseld."


@pytest.fixture
def brief() -> Brief:
    brief = een_kale_brief()
    een_bijlagetekst(
        een_bijlage(brief, Soort.TEKST, "Cijfers"), "Telling", TABEL.format("1.203", "")
    )
    write(brief, "<p>Er waren 1.203 inbraken.</p><p>Dit blijft staan.</p><p>En dit gaat weg.</p>")
    return brief


def write(brief: Brief, tekst: str, tabel: str = "") -> None:
    Onderdeel.objects.filter(brief=brief, bijlage=None).update(tekst=tekst)
    if tabel:
        Onderdeel.objects.filter(brief=brief, bijlage__nummer=1).update(tekst=tabel)


@pytest.fixture
def tweede(brief: Brief) -> Publicatie:
    """The second version: a figure, a line that went, one that came, a cell and a row."""
    publish(brief, prepare(brief), None)
    write(
        brief,
        "<p>Er waren 1.302 inbraken.</p><p>Dit blijft staan.</p><p>Geheel nieuwe alinea hier.</p>",
        TABEL.format("1.302", "<tr><th>Branden</th><td>8</td><td>nieuw</td></tr>"),
    )
    return publish(brief, prepare(brief, reden=REDEN), None, REDEN)


def body(word: bytes) -> Any:
    with zipfile.ZipFile(BytesIO(word)) as file:
        return etree.fromstring(file.read("word/document.xml"))


def resolved(root: Any, gone: str, stays: str) -> list[str]:
    """The lines when all changes are accepted (`del` gone) or rejected (`ins` gone)."""
    root = deepcopy(root)
    for element in list(root.iter(f"{W}tr", f"{W}p")):
        where = "trPr" if element.tag == f"{W}tr" else f"pPr/{W}rPr"
        if element.find(f"{W}{where}/{W}{gone}") is not None:
            element.getparent().remove(element)
    for element in list(root.iter(W + gone)):
        element.getparent().remove(element)
    return [
        "".join(t.text or "" for t in p.iter(f"{W}t", f"{W}delText")).strip()
        for p in root.iter(f"{W}p")
    ]


def test_they_are_files_of_the_version_and_say_what_changed(
    tweede: Publicatie, client: Client
) -> None:
    base = f"/brieven/{tweede.slug}/"
    page = client.get(f"{base}versies/2/").content.decode()
    for pad, kind in (
        ("wijzigingen.pdf", "application/pdf"),
        ("wijzigingen.docx", "wordprocessingml"),
    ):
        assert f'href="{base}versie/2/{pad}"' in page
        answer = client.get(f"{base}versie/2/{pad}")
        assert kind in answer.headers["Content-Type"]
        assert answer.content == bytes(tweede.bestanden.get(pad=pad).inhoud)
        assert client.get(f"{base}versie/1/{pad}").status_code == 404
    words = " ".join(structuurwoorden(bytes(tweede.bestanden.get(pad="wijzigingen.pdf").inhoud)))
    assert "weg 1 203" in words
    assert "erbij 1 302" in words
    assert "Dit blijft staan" in words
    # A row of a table is a row, and each of its cells a cell.
    for row in ("Inbraken weg 1 203 erbij 1 302 gelijk", "erbij Branden erbij 8 erbij nieuw"):
        assert row in words
    tags = structuurtypes(bytes(tweede.bestanden.get(pad="wijzigingen.pdf").inhoud))
    assert [tags[naam] for naam in ("Table", "TR", "TH", "TD")] == [1, 3, 3, 6]
    assert verify().gebreken == ()
    assert [made.pad for made in remake(tweede) if made.bytes_gelijk] == [
        "brief.pdf",
        "bijlage/1/bijlage.pdf",
        "wijzigingen.pdf",
    ]


def test_the_page_tells_it_cell_by_cell_as_the_files_do(tweede: Publicatie, client: Client) -> None:
    page: Any = lxml_html.fromstring(client.get(f"/brieven/{tweede.slug}/versies/2/").content)
    (table,) = page.xpath("//main//table")
    rows = [
        ["".join(cell.itertext()).strip() for cell in row.xpath("./th|./td")]
        for row in table.iter("tr")
    ]
    assert rows == [
        ["Inbraken", "[weg: 1.203][erbij: 1.302]", "gelijk"],
        ["Overvallen", "17", "minder"],
        ["[erbij: Branden]", "[erbij: 8]", "[erbij: nieuw]"],
    ]
    # As many rows as paper has, and Word.
    word = body(bytes(tweede.bestanden.get(pad="wijzigingen.docx").inhoud))
    assert len(list(word.iter(f"{W}tr"))) == len(rows)
    (around,) = table.xpath("..")
    assert around.get("tabindex") == "0"
    assert "Telling" in around.get("aria-label")
    assert "\t" not in "".join(page.xpath("//main")[0].itertext()).replace("\n", " ").strip("\t")


def test_word_gives_the_new_text_or_the_old_one(tweede: Publicatie) -> None:
    root = body(bytes(tweede.bestanden.get(pad="wijzigingen.docx").inhoud))
    accepted, rejected = resolved(root, "del", "ins"), resolved(root, "ins", "del")
    assert "Er waren 1.302 inbraken." in accepted
    assert "Er waren 1.203 inbraken." in rejected
    for line, there, not_there in (
        ("Geheel nieuwe alinea hier.", accepted, rejected),
        ("En dit gaat weg.", rejected, accepted),
        ("1.302", accepted, rejected),
        ("1.203", rejected, accepted),
        ("Branden", accepted, rejected),
    ):
        assert line in there
        assert line not in not_there
    # Cell by cell: a cell that did not change carries no mark.
    cell = next(p for p in root.iter(f"{W}tc") if "gelijk" in "".join(p.itertext()))
    assert not list(cell.iter(f"{W}ins", f"{W}del"))
    ids = [e.get(f"{W}id") for e in root.iter(f"{W}ins", f"{W}del")]
    assert len(ids) == len(set(ids)) > 6
    assert all(e.get(f"{W}author") and e.get(f"{W}date") for e in root.iter(f"{W}ins", f"{W}del"))
    assert not list(root.iter(f"{W}tc")) or all(tc[-1].tag == f"{W}p" for tc in root.iter(f"{W}tc"))


def test_the_mark_at_a_paragraaf_points_to_what_changed(tweede: Publicatie, client: Client) -> None:
    page = client.get(f"/brieven/{tweede.slug}/").content.decode()
    anker = page.split("Wat er hier veranderde")[0].rpartition('href="')[2].split('"')[0]
    where, _, name = anker.partition("#")
    assert where == f"/brieven/{tweede.slug}/versies/2/"
    assert f'id="{name}"' in client.get(where).content.decode()
    stored = bytes(tweede.bestanden.get(pad="index.html").inhoud).decode()
    assert "Wat er hier veranderde" not in stored


def test_another_version_in_between_is_told(brief: Brief) -> None:
    publish(brief, prepare(brief), None)
    write(brief, "<p>Tweede.</p>")
    gereed = prepare(brief, reden=REDEN)
    write(brief, "<p>Anders.</p>")
    publish(brief, prepare(brief, reden="Eerst dit."), None, "Eerst dit.")
    with pytest.raises(Geweigerd, match="andere versie"):
        publish(brief, gereed, None, REDEN, vast=True)


@pytest.mark.parametrize("oud", BEWAARD, ids=naam)
def test_of_every_stored_document(oud: Path) -> None:
    """Also of those of an earlier schema: the same bytes twice, in both forms."""
    before = read(oud)
    extra = Deel("onderdeel-zz", 1, "Erbij", "<p>Dit staat er sinds vandaag in.</p>")
    after = replace(before, afsluiting=(*before.afsluiting, extra))
    found = redline(before, after, 2, REDEN)
    assert found is not None
    assert redline_word(found) == redline_word(found)
    assert "Dit staat er sinds vandaag in." in resolved(body(redline_word(found)), "del", "ins")
    assert redline(before, before, 2, REDEN) is None


def test_rows_that_dont_answer_each_other_go_and_come() -> None:
    oud, nieuw = (
        "<table><tr><td>a b c d</td><td>1</td></tr></table>",
        ("<table><tr><td>a b c d</td><td>1</td><td>2</td></tr></table>"),
    )
    (regel,) = difference(oud, nieuw, cellen=True)
    assert [(rij.soort, len(rij.cellen)) for rij in rows_of(regel)] == [("weg", 2), ("erbij", 3)]


def test_the_reference_judge_agrees(
    tweede: Publicatie, verapdf: Callable[..., None], tmp_path: Path
) -> None:
    path = tmp_path / "wijzigingen.pdf"
    path.write_bytes(bytes(tweede.bestanden.get(pad="wijzigingen.pdf").inhoud))
    verapdf(path)


def test_bytes_are_the_same_each_time(tweede: Publicatie) -> None:
    one, two = (
        Briefdocument.from_json(bytes(p.bestanden.get(pad="brief.json").inhoud))
        for p in Publicatie.objects.order_by("versie")
    )
    found = redline(one, two, 2, REDEN)
    assert found is not None
    stored = bytes(tweede.bestanden.get(pad="wijzigingen.pdf").inhoud)
    assert redline_papier(found).make() == stored
