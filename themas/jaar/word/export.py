"""A bijdrage as a Word file."""

import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from types import MappingProxyType
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from themas.jaar.word.bookmarks import name_of_blok, name_of_paragraaf
from themas.jaar.word.inhoud import BijdrageTekst
from themas.jaar.word.labels import NOTE_STYLE, STYLES, label_of
from themas.jaar.word.look import NAMESPACES, numbering_xml, settings_xml, styles_xml
from themas.jaar.word.origin import custom_xml, merk_xml, variables
from themas.jaar.word.writer import Writer, legal, run

_INSTRUCTIONS = (
    "Zet Wijzigingen bijhouden aan (tabblad Controleren) voordat u iets verandert: dan staat "
    "straks uw naam bij wat u voorstelt. Vragen en opmerkingen zet u in de kantlijn.",
    "Verander de tekst onder de gekleurde regels (Terugblik, Vooruitblik, Context) en laat die "
    "regels zelf staan. Een nieuwe paragraaf begint met een regel in de stijl Kop 2. Sla het "
    "bestand op als Word-document (.docx) en stuur het terug.",
)
_EMPTY: Mapping[str, str] = MappingProxyType({})
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
# No clock: the same bijdrage gives the same file, byte for byte.
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_DROPPED = ("stylesWithEffects", "thumbnail", "customXml", "webSettings", "extended-properties")


def to_word(
    bijdrage: BijdrageTekst, verwijzingen: Mapping[str, str] = _EMPTY, merk: str = ""
) -> bytes:
    """The .docx of a bijdrage, ready for a colleague to edit with changes tracked.

    verwijzingen: what a reference points to, in words, by its key ("thema/ondermijning"): Word
    shows it when the pointer rests on the link. merk: what the file carries along unseen, as
    letters and signs that XML needs no escape for. The same input gives the same bytes.
    """
    writer = Writer(verwijzingen)
    body = _body(bijdrage, writer)
    jaar = bijdrage.vooruitblikjaar or bijdrage.verslagjaar
    titel = f"{bijdrage.thema} {jaar or ''}".strip()
    return pack(writer, body, titel, variables(bijdrage.bijdrage_id, bijdrage.versie), merk)


def pack(
    writer: Writer, body: str, titel: str, values: Mapping[str, str] = _EMPTY, merk: str = ""
) -> bytes:
    """The .docx around a body that this writer wrote. values: what the file says of itself, as
    properties and variables. The same input gives the same bytes."""
    document = Document(BytesIO(_template()))
    package = document.part.package
    main = document.part
    # Whole: moving a body of thousands of paragraphs into another tree takes longer than linear.
    main._element = parse_xml(_with_section(body))
    main.numbering_part._element = parse_xml(numbering_xml(writer.nums))
    main._settings_part._element = parse_xml(settings_xml(values))
    for number, address in enumerate(writer.links):
        main.rels.add_relationship(
            RELATIONSHIP_TYPE.HYPERLINK, address, f"rIdL{number}", is_external=True
        )
    footnotes = Part(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, _footnotes(writer), package
    )
    main.relate_to(footnotes, RELATIONSHIP_TYPE.FOOTNOTES)
    if values:
        custom = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, custom_xml(values), package)
        package.relate_to(custom, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    if merk:
        item = Part(PackURI("/customXml/item1.xml"), CONTENT_TYPE.XML, merk_xml(merk), package)
        main.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    _describe(document.core_properties, titel)
    stream = BytesIO()
    document.save(stream)
    return _same_bytes(stream.getvalue())


@cache
def _template() -> bytes:
    """python-docx's own template with our styles, and without what nobody needs: ten times as
    fast to open."""
    document = Document()
    document.part._styles_part._element = parse_xml(styles_xml())
    for owner in (document.part, document.part.package):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in _DROPPED:
                del owner.rels[key]
    document.part.numbering_part._element = parse_xml(numbering_xml([]))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _body(bijdrage: BijdrageTekst, writer: Writer) -> str:
    paragraph = writer.paragraph
    out = [paragraph(run(bijdrage.thema), "Title")]
    out += [paragraph(run(text), NOTE_STYLE) for text in _INSTRUCTIONS]
    for paragraaf in bijdrage.paragrafen:
        name = name_of_paragraaf(paragraaf.sleutel)
        out.append(paragraph(run(paragraaf.kop), "heading 2", bookmark=name))
        for blok in paragraaf.blokken:
            label = run(label_of(blok.soort, bijdrage))
            out.append(paragraph(label, STYLES[blok.soort], bookmark=name_of_blok(blok.sleutel)))
            # An empty block gets a line to write on.
            out.append(writer.rich(blok.html) or paragraph(""))
    return "".join(out)


def _with_section(body: str) -> str:
    """The document around a body: A4 with the margins of Word's own."""
    return (
        f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>"
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" '
        'w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
        "</w:body></w:document>"
    )


def _footnotes(writer: Writer) -> bytes:
    own = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{own}'
        f'<w:r><w:t xml:space="preserve"> {escape(legal(text))}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(writer.notes, start=1)
    )
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        "<w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:footnotes {NAMESPACES}>{separators}{notes}</w:footnotes>".encode()


def _describe(properties: object, titel: str) -> None:
    values = {
        "title": legal(titel)[:255],
        "author": "",
        "comments": "",
        "keywords": "",
        "last_modified_by": "",
        "language": "nl-NL",
        "created": _MOMENT.replace(tzinfo=None),
        "modified": _MOMENT.replace(tzinfo=None),
    }
    for name, value in values.items():
        setattr(properties, name, value)


def _same_bytes(data: bytes) -> bytes:
    """The same zip without the clock in it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            plain = zipfile.ZipInfo(info.filename, date_time=(1980, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            plain.external_attr = 0o600 << 16
            plain.create_system = 0
            new.writestr(plain, old.read(info))
    return out.getvalue()
