"""Out: what is in the exported file."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from lxml import etree

from tests.themas.jaar.word.bewerking import TERUG, bijdrage, blok, voorbeeld
from themas.jaar.word import ParagraafTekst, read_origin, to_word
from themas.jaar.word.bookmarks import keys_by_name, name_of_paragraaf
from veiligheid.core.word import Heading, read_word
from veiligheid.core.word.markup import W


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_word_opens_it_with_real_styles() -> None:
    document = Document(BytesIO(to_word(voorbeeld())))
    styles = [p.style.name if p.style else "" for p in document.paragraphs]
    assert styles[:5] == [
        *("Title", "Gebruiksaanwijzing", "Gebruiksaanwijzing", "Heading 2", "Bloklabel context")
    ]
    pairs = zip(styles, document.paragraphs, strict=True)
    labels = [p.text for name, p in pairs if (name or "").startswith("Bloklabel")]
    assert labels[:3] == ["Context", "Terugblik op 2024", "Vooruitblik op 2025"]
    assert document.core_properties.title == "Ondermijning 2025"
    assert document.core_properties.language == "nl-NL"


def test_headings_and_title_are_what_the_reader_finds() -> None:
    word = read_word(to_word(voorbeeld()))
    assert word.titel == "Ondermijning"
    assert [(h.niveau, h.tekst) for h in word.elementen if isinstance(h, Heading)] == [
        (2, par.kop) for par in voorbeeld().paragrafen
    ]


def test_same_bijdrage_same_bytes() -> None:
    assert to_word(voorbeeld()) == to_word(voorbeeld())


def test_it_says_where_it_came_from_and_tracks_changes() -> None:
    data = to_word(voorbeeld())
    origin = read_origin(data)
    assert (origin.bijdrage_id, origin.versie) == (12, 3)
    assert b"trackRevisions" in parts(data)["word/settings.xml"]
    assert b'w:val="nl-NL"' in parts(data)["word/styles.xml"]


def test_every_part_is_xml_and_every_relation_leads_somewhere() -> None:
    tekst = '<p>Noot<a href="verwijzing:voetnoot" title="&quot;CBS&quot; &amp; zo">*</a></p>'
    files = parts(to_word(bijdrage(ParagraafTekst("a", "", (blok(1, TERUG, tekst),)))))
    for content in files.values():
        etree.fromstring(content)
    rels = etree.fromstring(files["word/_rels/document.xml.rels"])
    inside = [r.get("Target") for r in rels if r.get("TargetMode") != "External"]
    assert all(f"word/{target}" in files for target in inside)
    assert "word/footnotes.xml" in files
    types = files["[Content_Types].xml"].decode()
    assert "footnotes+xml" in types
    assert "custom-properties+xml" in types


def test_a_reference_says_what_it_points_to() -> None:
    tekst = '<p>zie <a href="verwijzing:thema/jeugd">onder 8</a></p>'
    was = bijdrage(ParagraafTekst("a", "Kop", (blok(1, TERUG, tekst),)))
    document = parts(to_word(was, {"thema/jeugd": 'Thema "Jeugd"'}))["word/document.xml"]
    link = next(etree.fromstring(document).iter(W + "hyperlink"))
    assert link.get(W + "tooltip") == 'Thema "Jeugd"'


@pytest.mark.parametrize(
    "sleutel", ["jeugd", "meer-toezicht", "meer_toezicht", "a" * 80, "-", "jeugd-en-gezin-" * 5]
)
def test_bookmarks_fit_and_lead_back(sleutel: str) -> None:
    name = name_of_paragraaf(sleutel)
    assert len(name) <= 40
    assert name.replace("_", "").isalnum()
    assert keys_by_name([sleutel, "ander"])[name] == sleutel


def test_bookmarks_of_alike_keys_differ() -> None:
    keys = ["a-b", "a_b", "a--b", "a" * 36, "a" * 37, "A_b"]
    assert len({name_of_paragraaf(key).lower() for key in keys}) == len(keys)
