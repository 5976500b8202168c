"""Files that can't be read are refused with a reason a person can act on."""

import io
import random
import sys
import zipfile

import pytest

from tests.veiligheid.core.word.lezen import teksten
from tests.wordbouwer import Bouwer, inpakken, run
from veiligheid.core.findings import Bevinding, Geweigerd
from veiligheid.core.word import read_word
from veiligheid.core.word.package import MAX_MEMBERS, MAX_PACKED

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def weigering(data: bytes) -> Bevinding:
    with pytest.raises(Geweigerd) as fout:
        read_word(data, "brief.docx")
    (bevinding,) = fout.value.bevindingen
    assert bevinding.blokkeert
    assert bevinding.plek == "brief.docx"
    return bevinding


def delen_met(document: str, head: str = "") -> dict[str, bytes]:
    return Bouwer().delen() | {"word/document.xml": (head + document).encode()}


def zip_van(*namen: str, inhoud: bytes = b"x") -> bytes:
    return inpakken(dict.fromkeys(namen, inhoud))


@pytest.mark.parametrize(
    ("data", "deel"),
    [
        (b"", "leeg"),
        (b"  \n", "leeg"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"{\\rtf1 tekst}", "RTF"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "HTML"),
        (b"  <HTML><body>", "HTML"),
        (b'<?xml version="1.0"?><pkg:package/>', "XML"),
        (b"MIME-Version: 1.0", ".mht"),
        (b"\x89PNG\r\n", "PNG"),
        (b"gewone tekst", "geen Word-bestand"),
        (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
        (OLE + "Workbook".encode("utf-16-le"), ".xls"),
        (OLE + b"iets anders", "oud Office"),
        (zip_van("xl/workbook.xml", "[Content_Types].xml"), ".xlsx"),
        (zip_van("ppt/presentation.xml"), ".pptx"),
        (zip_van("mimetype", inhoud=b"application/vnd.oasis.opendocument.text"), ".odt"),
        (zip_van("mimetype", inhoud=b"application/epub+zip"), ".epub"),
        (zip_van("foto.jpg"), "zip"),
        (zip_van(), "zip"),
    ],
)
def test_another_kind_of_file_is_named(data: bytes, deel: str) -> None:
    bevinding = weigering(data)
    assert bevinding.code == "geen-word"
    assert deel in bevinding.melding


def test_a_real_spreadsheet_is_named() -> None:
    rels = Bouwer().delen()["_rels/.rels"].replace(b"word/document.xml", b"xl/workbook.xml")
    data = inpakken({"_rels/.rels": rels, "xl/workbook.xml": b"<workbook/>"})
    assert ".xlsx" in weigering(data).melding
    other = inpakken(delen_met("<iets/>"))
    assert "ander soort document" in weigering(other).melding


def test_passwords() -> None:
    assert weigering(OLE + "EncryptedPackage".encode("utf-16-le")).code == "bestand-versleuteld"
    data = bytearray(Bouwer().alinea("a").bytes())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        data[at + place] |= 1
    assert weigering(bytes(data)).code == "bestand-versleuteld"


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.999])
def test_truncated(keep: float) -> None:
    data = Bouwer().alinea("a").bytes()
    assert weigering(data[: int(len(data) * keep)]).code == "bestand-kapot"


def test_wrong_checksum() -> None:
    delen = Bouwer().alinea("a").delen() | {"word/media/plaat.png": b"x" * 100}
    data = inpakken(delen)
    at = data.rfind(b"PK\x01\x02")
    broken = data[: at + 16] + bytes([data[at + 16] ^ 1]) + data[at + 17 :]
    assert weigering(broken).code == "bestand-kapot"


@pytest.mark.parametrize(
    "document",
    ["", "geen xml", "<w:document>", '<?xml version="1.0" encoding="onzin"?><a/>', "<a><b></a>"],
)
def test_broken_xml(document: str) -> None:
    assert weigering(inpakken(delen_met(document))).code == "bestand-kapot"


def test_missing_text() -> None:
    delen = Bouwer().delen()
    del delen["word/document.xml"]
    assert weigering(inpakken(delen)).code == "bestand-kapot"


def test_two_parts_of_one_name() -> None:
    buffer = io.BytesIO(Bouwer().alinea("a").bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("WORD/document.xml", b"<anders/>")
    assert weigering(buffer.getvalue()).code == "bestand-kapot"


def test_compression_that_word_does_not_know() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for naam, inhoud in Bouwer().delen().items():
            archive.writestr(naam, inhoud)
    assert weigering(buffer.getvalue()).code == "bestand-kapot"


# -- Too big


def test_packed_size() -> None:
    assert "50 MB" in weigering(b"PK" + b"\0" * MAX_PACKED).melding


def test_zip_bomb_is_stopped_while_unpacking() -> None:
    data = inpakken(Bouwer().delen() | {"word/media/a.bin": b"\0" * 101 * 1024 * 1024})
    assert len(data) < 200_000
    bevinding = weigering(data)
    assert (bevinding.code, "100 MB" in bevinding.melding) == ("bestand-te-groot", True)


def test_a_size_that_the_zip_lies_about() -> None:
    data = inpakken(Bouwer().delen() | {"word/media/a.bin": b"\0" * 1_000_000})
    lie = data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert weigering(lie).code == "bestand-kapot"


def test_many_members() -> None:
    delen = {f"word/media/{n}.png": b"" for n in range(MAX_MEMBERS)}
    assert weigering(inpakken(Bouwer().delen() | delen)).code == "bestand-te-groot"


@pytest.mark.parametrize(
    "body",
    ["<w:p/>" * 1_100_000, '<w:p a="" b="" c="" d=""/>' * 250_000, "a " * 14_000_000],
    ids=["tags", "attributes", "text"],
)
def test_more_xml_than_a_person_writes(body: str) -> None:
    assert weigering(Bouwer().xml(body).bytes()).code == "bestand-te-groot"


# -- Hostile XML

ENTITIES = ['<!ENTITY e0 "lol">', *(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))]
LAUGHS = f"<!DOCTYPE a [{''.join(ENTITIES)}]>"


@pytest.mark.parametrize(
    "head",
    [
        LAUGHS,
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "https://voorbeeld.nl/a.dtd">',
        "<!-- vooraf --><!DOCTYPE a>",
        f"<!--{' ' * 100_000}--><!DOCTYPE a>",
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_document_type(head: str, part: str) -> None:
    delen = Bouwer().alinea("&e9;&x;").delen()
    body = delen[part].partition(b"\n")[2]
    assert weigering(inpakken(delen | {part: head.encode() + body})).code == "xml-onveilig"


def test_document_type_in_another_encoding() -> None:
    document = f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<a>&e9;</a>'.encode("utf-16")
    delen = Bouwer().delen() | {"word/document.xml": document}
    assert weigering(inpakken(delen)).code == "xml-onveilig"


@pytest.mark.parametrize(
    ("begin", "einde"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:p><w:ins>", "</w:ins></w:p>"),
    ],
)
@pytest.mark.parametrize("levels", [20, 60, 120, 400])
def test_deep_nesting_is_read_or_refused(begin: str, einde: str, levels: int) -> None:
    data = Bouwer().xml(begin * levels + f"<w:p>{run('x')}</w:p>" + einde * levels).bytes()
    if levels > 50:
        assert weigering(data).code in ("xml-onveilig", "bestand-kapot")
    else:
        assert teksten(read_word(data)) == ["x"]


def test_deepest_that_is_read_leaves_the_stack_room() -> None:
    """The same nesting reads from deep inside a program as well."""
    data = Bouwer().xml("<w:sdt>" * 90 + f"<w:p>{run('x')}</w:p>" + "</w:sdt>" * 90).bytes()

    def deeper(levels: int) -> list[str]:
        return deeper(levels - 1) if levels else teksten(read_word(data))

    assert sys.getrecursionlimit() >= 1000
    assert deeper(400) == ["x"]


def test_styles_that_rest_on_each_other() -> None:
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>'
        for n in range(5_000)
    )
    ring = chain + '<w:style w:styleId="S5000"><w:basedOn w:val="S0"/></w:style>'
    assert teksten(read_word(Bouwer(stijlen=ring).alinea("a", stijl="S0").bytes())) == ["a"]


# -- Odd, and fine


def test_strict_file_and_other_names_inside_the_zip() -> None:
    strict = "http://purl.oclc.org/ooxml/"
    bouwer = Bouwer(taal="en").kop(1, "Kop").lijst(["a"])
    delen = {
        naam.replace("word/document.xml", "word/document2.xml"): inhoud.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
            f"{strict}wordprocessingml/".encode(),
        )
        .replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/",
            f"{strict}officeDocument/".encode(),
        )
        .replace(b"word/document.xml", b"/word/document2.xml")
        for naam, inhoud in bouwer.delen().items()
    }
    delen["word/_rels/document2.xml.rels"] = delen.pop("word/_rels/document.xml.rels")
    assert teksten(read_word(inpakken(delen))) == ["Kop", "a"]
    assert b"purl.oclc.org" in delen["word/document2.xml"]


def test_members_in_any_order_with_backslashes_and_without_relations() -> None:
    delen = Bouwer().kop(1, "Kop").alinea("a").delen()
    namen = list(delen)
    random.Random(1).shuffle(namen)
    shuffled = inpakken({naam.replace("/", "\\"): delen[naam] for naam in namen})
    assert teksten(read_word(shuffled)) == ["Kop", "a"]
    bare = inpakken({"word/document.xml": delen["word/document.xml"]})
    assert teksten(read_word(bare)) == ["Kop", "a"]


def test_utf_16_and_no_body() -> None:
    delen = Bouwer().alinea("één").delen()
    tekst = delen["word/document.xml"].decode().replace("UTF-8", "UTF-16")
    delen["word/document.xml"] = tekst.encode("utf-16")
    assert teksten(read_word(inpakken(delen))) == ["één"]
    leeg = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    assert read_word(inpakken(delen_met(leeg))).elementen == ()
