"""Edits an exported file as Word would leave it, and applies proposals as a screen would."""

import zipfile
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from themas.jaar.word import (
    BijdrageTekst,
    BlokTekst,
    ParagraafTekst,
    Terugkomst,
    Voorstel,
    read_back,
)
from veiligheid.core.richtext import plain, sanitize
from veiligheid.core.word.markup import W
from veiligheid.document.woorden import Bloksoort

W_NS = W[1:-1]
MOMENT = "2025-03-04T10:11:00Z"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

TERUG, VOORUIT, CONTEXT = Bloksoort.TERUGBLIK, Bloksoort.VOORUITBLIK, Bloksoort.CONTEXT


def blok(number: int, soort: Bloksoort, html: str) -> BlokTekst:
    return BlokTekst(UUID(int=number), soort, html)


def bijdrage(*paragrafen: ParagraafTekst, versie: int = 3) -> BijdrageTekst:
    return BijdrageTekst("Ondermijning", 2024, 2025, versie, 12, paragrafen)


def voorbeeld() -> BijdrageTekst:
    return bijdrage(
        ParagraafTekst(
            "meer-toezicht",
            "Meer toezicht in de binnenstad",
            (
                blok(1, CONTEXT, "<p>De binnenstad is druk en levendig.</p>"),
                blok(
                    2,
                    TERUG,
                    "<p>We hielden twaalf controles met de politie.</p><p>Dat was meer dan eerder."
                    "</p>",
                ),
                blok(3, VOORUIT, "<p>Volgend jaar gaan we door.</p>"),
            ),
        ),
        ParagraafTekst(
            "cameras",
            "Camera’s op het plein",
            (
                blok(4, TERUG, "<p>Er hangen zes camera’s.</p><ul><li><p>drie</p></li></ul>"),
                blok(5, VOORUIT, "<p>Er komen er twee bij.</p>"),
            ),
        ),
        ParagraafTekst("jeugd", "Jeugd", (blok(6, TERUG, "<p>Er is veel gesproken.</p>"),)),
    )


def element(xml: str) -> Any:
    return etree.fromstring(f'<w:x xmlns:w="{W_NS}">{xml}</w:x>')[0]


def elements(xml: str) -> list[Any]:
    return list(etree.fromstring(f'<w:x xmlns:w="{W_NS}">{xml}</w:x>'))


def by(wie: str, op: str = MOMENT) -> str:
    return f'w:id="900" w:author={quoteattr(wie)} w:date="{op}"'


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def ins(text: str, wie: str) -> str:
    return f"<w:ins {by(wie)}>{run(text)}</w:ins>"


def weg(text: str, wie: str) -> str:
    gone = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f"<w:del {by(wie)}>{gone}</w:del>"


def p(content: str, style: str = "", mark: str = "", more: str = "") -> str:
    """A paragraph; `mark` is what stands in its mark's ``w:rPr``."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = named + (f"<w:rPr>{mark}</w:rPr>" if mark else "") + more
    return f"<w:p><w:pPr>{inner}</w:pPr>{content}</w:p>"


def table(*rows: list[str], tracked: str = "") -> str:
    made = f"<w:ins {by(tracked)}/>" if tracked else ""
    text = ins if tracked else (lambda t, _: run(t))
    mark = made if tracked else ""
    cells = [
        "".join(f"<w:tc><w:tcPr/>{p(text(cell, tracked), mark=mark)}</w:tc>" for cell in row)
        for row in rows
    ]
    lines = "".join(f"<w:tr><w:trPr>{made}</w:trPr>{row}</w:tr>" for row in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{lines}</w:tbl>"


class Bewerking:
    """An unpacked file; `body` is changed in place."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body: Any = self.root.find(W + "body")
        self._comments: list[str] = []

    def find(self, text: str) -> Any:
        """The first paragraph with this text in it."""
        return next(x for x in self.body.iter(W + "p") if text in self.text(x))

    def text(self, paragraph: Any) -> str:
        return "".join(t.text or "" for t in paragraph.iter(W + "t"))

    def rewrite(self, text: str, content: str) -> Any:
        """The runs of the paragraph with `text` become `content`; properties and bookmarks stay."""
        paragraph = self.find(text)
        kept = (W + "pPr", W + "bookmarkStart", W + "bookmarkEnd")
        for child in list(paragraph):
            if child.tag not in kept:
                paragraph.remove(child)
        start = paragraph.find(W + "bookmarkStart")
        at = paragraph.index(start) + 1 if start is not None else len(paragraph)
        paragraph[at:at] = elements(content)
        return paragraph

    def after(self, text: str, xml: str) -> None:
        paragraph = self.find(text)
        for new in reversed(elements(xml)):
            paragraph.addnext(new)

    def section(self, kop: str) -> list[Any]:
        """The heading with this text and all up to the next heading."""
        start = self.find(kop)
        found = [start]
        for following in start.itersiblings():
            style = following.find(f"{W}pPr/{W}pStyle")
            heading = style is not None and style.get(W + "val") == "Heading2"
            if heading or following.tag == W + "sectPr":
                break
            found.append(following)
        return found

    def strike(self, blocks: list[Any], wie: str, kind: str = "del") -> None:
        """All of these paragraphs deleted with changes tracked, or moved away."""
        for paragraph in blocks:
            for child in [c for c in paragraph if c.tag in (W + "r", W + "hyperlink")]:
                wrapper = element(f"<w:{kind} {by(wie)}/>")
                paragraph.replace(child, wrapper)
                wrapper.append(child)
                if kind == "del":
                    for t in wrapper.iter(W + "t"):
                        t.tag = W + "delText"
            self.mark(paragraph, f"<w:{kind} {by(wie)}/>")

    def mark(self, paragraph: Any, xml: str) -> None:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = element("<w:pPr/>")
            paragraph.insert(0, properties)
        run_properties = properties.find(W + "rPr")
        if run_properties is None:
            run_properties = etree.SubElement(properties, W + "rPr")
        run_properties.append(element(xml))

    def comment(self, text: str, words: str, wie: str) -> None:
        """A comment on `words`, which make up a run of their own."""
        number = len(self._comments)
        self._comments.append(
            f'<w:comment w:id="{number}" w:author={quoteattr(wie)} w:date="{MOMENT}">'
            f"<w:p>{run(text)}</w:p></w:comment>"
        )
        at = next(t.getparent() for t in self.body.iter(W + "t", W + "delText") if t.text == words)
        while at.getparent().tag in (W + "ins", W + "del"):
            at = at.getparent()
        at.addprevious(element(f'<w:commentRangeStart w:id="{number}"/>'))
        at.addnext(element(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))
        at.addnext(element(f'<w:commentRangeEnd w:id="{number}"/>'))

    def without_bookmarks(self) -> None:
        for name in ("bookmarkStart", "bookmarkEnd"):
            for found in list(self.body.iter(W + name)):
                found.getparent().remove(found)

    def drop(self, part: str) -> None:
        self.parts[part] = self.parts[part].split(b"<", 1)[0] + b"<empty/>"

    def bytes(self) -> bytes:
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(self.root)
        if self._comments:
            parts["word/comments.xml"] = (
                f'<w:comments xmlns:w="{W_NS}">{"".join(self._comments)}</w:comments>'.encode()
            )
            rels = "word/_rels/document.xml.rels"
            parts[rels] = parts[rels].replace(
                b"</Relationships>",
                f'<Relationship Id="rIdC" Type="{_REL}" Target="comments.xml"/>'.encode()
                + b"</Relationships>",
            )
            types = "[Content_Types].xml"
            parts[types] = parts[types].replace(
                b"</Types>",
                f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}"/></Types>'.encode(),
            )
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return out.getvalue()


def copy_of(blocks: list[Any]) -> list[Any]:
    return [deepcopy(block) for block in blocks]


def apply(was: BijdrageTekst, voorstellen: tuple[Voorstel, ...]) -> BijdrageTekst:
    """All proposals accepted, in order. Fails when a proposal doesn't find what it speaks of."""
    paragrafen = list(was.paragrafen)
    for number, voorstel in enumerate(voorstellen):
        paragrafen = _apply(paragrafen, voorstel, number)
    return replace(was, paragrafen=tuple(paragrafen))


def _apply(paragrafen: list[ParagraafTekst], v: Voorstel, number: int) -> list[ParagraafTekst]:
    out = list(paragrafen)
    match v.soort:
        case "kop":
            at = _at(out, v.paragraaf)
            out[at] = replace(out[at], kop=plain(v.na))
        case "nieuwe_paragraaf":
            assert v.plaats
            blokken = []
            for n, new in enumerate(v.nieuw):
                moved = _take(out, new.blok) if new.blok else None
                blokken.append(moved or BlokTekst(UUID(int=7000 + n), new.soort, new.html))
            new_par = ParagraafTekst(f"{number}/nieuw", v.kop, tuple(blokken))
            out.insert(_at(out, v.plaats.voor_paragraaf), new_par)
        case "weg_paragraaf":
            del out[_at(out, v.paragraaf)]
        case "weg_blok":
            assert v.blok
            _take(out, v.blok)
        case "nieuw_blok":
            assert v.blok
            _put(out, BlokTekst(v.blok, v.nieuw[0].soort, v.na), v)
        case "verplaatst" if v.plaats and v.blok:
            _put(out, _take(out, v.blok), v)
        case "verplaatst" if v.plaats:
            par = out.pop(_at(out, v.paragraaf))
            out.insert(_at(out, v.plaats.voor_paragraaf), par)
        case _:
            at = next(i for i, par in enumerate(out) for b in par.blokken if b.sleutel == v.blok)
            blokken = list(out[at].blokken)
            n = next(i for i, b in enumerate(blokken) if b.sleutel == v.blok)
            assert blokken[n].html == v.voor
            blokken[n] = replace(blokken[n], html=v.na)
            out[at] = replace(out[at], blokken=tuple(blokken))
    return out


def _at(paragrafen: list[ParagraafTekst], sleutel: str) -> int:
    if not sleutel:
        return len(paragrafen)
    return next(i for i, par in enumerate(paragrafen) if par.sleutel == sleutel)


def _take(paragrafen: list[ParagraafTekst], sleutel: UUID) -> BlokTekst:
    for i, par in enumerate(paragrafen):
        for found in par.blokken:
            if found.sleutel == sleutel:
                rest = tuple(b for b in par.blokken if b is not found)
                paragrafen[i] = replace(par, blokken=rest)
                return found
    raise AssertionError(sleutel)


def _put(paragrafen: list[ParagraafTekst], new: BlokTekst, v: Voorstel) -> None:
    assert v.plaats
    at = _at(paragrafen, v.plaats.paragraaf)
    blokken = list(paragrafen[at].blokken)
    keys = [b.sleutel for b in blokken]
    blokken.insert(keys.index(v.plaats.voor_blok) if v.plaats.voor_blok else len(keys), new)
    paragrafen[at] = replace(paragrafen[at], blokken=tuple(blokken))


def shape(tekst: BijdrageTekst) -> list[tuple[str, list[tuple[str, str]]]]:
    """Koppen, kinds and texts in order: what a reader sees."""
    return [(par.kop, [(str(b.soort), b.html) for b in par.blokken]) for par in tekst.paragrafen]


WAS = voorbeeld()
ANNE, BRAM = "Anne de Vries", "Bram Bakker"


def back(word: Bewerking) -> Terugkomst:
    result = read_back(word.bytes(), WAS)
    for v in result.voorstellen:
        assert sanitize(v.voor) == v.voor
        assert sanitize(v.na) == v.na
        assert v.uitleg
        assert "\n" not in v.uitleg
        assert v.gevolgd == bool(v.wie)
    return result


def texts(result: Terugkomst, number: int) -> str:
    after = apply(WAS, result.voorstellen)
    return next(b.html for par in after.paragrafen for b in par.blokken if b.sleutel.int == number)
