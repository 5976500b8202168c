"""The Word files, opened by another program than the one that wrote them: LibreOffice reads the
whole letter, the collegevoorstel and the changes of a version, with the same text in order."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

from lxml import etree

from rapportage.pakket.word import to_docx
from rapportage.redline.document import redline
from rapportage.redline.word import redline_word
from rapportage.voorstel.document import Sectie, Voorstel
from rapportage.voorstel.uitvoer import voorstel_word
from tests.document.test_bewaarde_documenten import MAP, read
from veiligheid.document.brief import Briefdocument
from veiligheid.document.brief import Onderdeel as Deel

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABEL = (
    "<table><tbody><tr><td>Inbraken</td><td>{}</td></tr>"
    "<tr><td>Overvallen</td><td>17</td></tr></tbody></table>"
)


def brief(bedrag: str, slot: str) -> Briefdocument:
    """The letter of the demo, ending in a table and a line."""
    found = read(MAP / "versie2" / "veiligheidsbrief-2025.json")
    extra = Deel("onderdeel-zz", 1, "Geteld", TABEL.format(bedrag) + slot)
    return replace(found, afsluiting=(*found.afsluiting, extra))


def voorstel() -> bytes:
    secties = (
        Sectie(
            "gevraagd", "Gevraagd besluit", "<ol><li><p>De brief vast te stellen.</p></li></ol>"
        ),
        Sectie("argumenten", "Argumenten", f"<p>De raad <em>vroeg</em> erom.</p>{TABEL.format(9)}"),
        Sectie("financien", "Financiën", "<ul><li><p>geen</p></li><li><p>€&nbsp;0</p></li></ul>"),
    )
    return voorstel_word(
        Voorstel(
            slug="veiligheidsbrief-2025",
            gemeente="Voorbeeldstad",
            onderwerp="Veiligheidsbrief 2025",
            feiten=(("Datum", "14 januari 2025"),),
            secties=secties,
            bijlagen=("Veiligheidsbrief 2025", "Bijlage 1"),
            besluit="",
            dag=date(2025, 1, 14),
        )
    )


def wijzigingen() -> bytes:
    oud = brief("1.203", "<p>Dit gaat eruit en komt niet terug.</p>")
    found = redline(oud, brief("1.302", "<p>Iets geheel anders.</p>"), 2, "Verwisseld.")
    assert found is not None
    return redline_word(found)


def lines(word: bytes) -> Iterator[str]:
    """The paragraphs of the file, cells included, in order; of what was deleted too."""
    with zipfile.ZipFile(BytesIO(word)) as file:
        body = etree.fromstring(file.read("word/document.xml"))
    for paragraph in body.iter(f"{W}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{W}t", f"{W}delText"))
        if text.strip():
            yield squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_it_reads_the_same_text_in_order(
    libreoffice: Callable[[dict[str, bytes]], dict[str, str]],
) -> None:
    """All three in one run: starting it takes most of the time."""
    files = {
        "brief": to_docx(brief("1.203", "<p>Slot.</p>")),
        "voorstel": voorstel(),
        "wijzigingen": wijzigingen(),
    }
    for naam, told in libreoffice(files).items():
        text, at, more = squeezed(told), 0, ""
        for line in lines(files[naam]):
            place = text.find(line, at)
            assert place >= at, (naam, line)
            more += text[at:place]
            at = place + len(line)
        # Beyond those it shows the signs and numbers of lists.
        assert re.fullmatch(r"(?:•|\d+\.)*", more + text[at:]), naam
