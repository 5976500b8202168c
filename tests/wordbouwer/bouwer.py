"""The builder itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from tests.wordbouwer.ooxml import (
    HEAD,
    NAMESPACES,
    R_NS,
    Delen,
    content_types,
    inpakken,
    level,
    num,
    numpr,
    relation,
    relationships,
    style,
)
from tests.wordbouwer.runs import VELDEINDE, Run, run, veldbegin, xml

_BULLETS, _NUMBERS, _HEADINGS = 1, 2, 3
_FIRST_RESTART = 10

Items: TypeAlias = "Sequence[Run | Items]"


@dataclass(frozen=True)
class Cel:
    """A table cell over more columns (`breed`) or rows (`hoog`) than one."""

    tekst: str
    breed: int = 1
    hoog: int = 1


@dataclass
class Bouwer:
    """A Word file in the making; every call that adds text returns the Bouwer itself.

    taal: whose style ids: ``nl`` (Kop1, Titel, Lijstalinea) or ``en`` (Heading1, Title).
    namen: how the file names the heading styles: ``heading`` as Word does in every language, or
    ``kop`` ("Kop 1") as some other programs do.
    """

    taal: Literal["nl", "en"] = "nl"
    namen: Literal["heading", "kop"] = "heading"
    titel_eigenschap: str = ""
    datum: str = "2026-01-15T09:00:00Z"
    stijlen: str = ""
    nummering: str = ""
    _body: list[str] = field(default_factory=list)
    _noten: dict[str, list[str]] = field(default_factory=dict)
    _opmerkingen: list[str] = field(default_factory=list)
    _relaties: list[str] = field(default_factory=list)
    _delen: dict[str, str] = field(default_factory=dict)
    _herstarts: int = 0
    _wijzigingen: int = 0

    # -- text

    def titel(self, *runs: Run) -> "Bouwer":
        return self.alinea(*runs, stijl=self._stijl("Titel", "Title"))

    def kop(self, niveau: int, *runs: Run, nummer_door_word: bool = False) -> "Bouwer":
        """A heading; `nummer_door_word` lets Word number it ("1.", "1.1")."""
        nummer = numpr(_HEADINGS, niveau - 1) if nummer_door_word else ""
        stijl = self._stijl(f"Kop{niveau}", f"Heading{niveau}")
        return self.alinea(*runs, stijl=stijl, eigenschappen=nummer)

    def alinea(self, *runs: Run, stijl: str = "", eigenschappen: str = "") -> "Bouwer":
        """A paragraph; `eigenschappen` is XML for its ``w:pPr``, after the style."""
        return self.xml(self.paragraaf(*runs, stijl=stijl, eigenschappen=eigenschappen))

    def samengevoegd(self, *runs: Run, auteur: str = "A. Adviseur") -> "Bouwer":
        """A paragraph whose mark was deleted with changes tracked: it runs on into the next."""
        merk = f"<w:rPr><w:del {self.wijziging(auteur)}/></w:rPr>"
        return self.alinea(*runs, eigenschappen=merk)

    def lijst(self, items: Items, *, genummerd: bool = False, door: bool = False) -> "Bouwer":
        """A list; a list among the items stands under the item before it.

        door: a numbered list goes on counting from the numbered list before it.
        """
        num_id = _BULLETS
        if genummerd:
            self._herstarts += not (door and self._herstarts)
            num_id = _FIRST_RESTART + self._herstarts - 1
        return self._items(items, num_id, 0)

    def tabel(self, rijen: Sequence[Sequence[str | Cel]], *, kopregel: bool = True) -> "Bouwer":
        """A table; with `kopregel` its first row repeats on every page, as a head does."""
        rows = []
        open_cells: dict[int, Cel] = {}
        for nummer, rij in enumerate(rijen):
            head = "<w:trPr><w:tblHeader/></w:trPr>" if kopregel and nummer == 0 else ""
            rows.append(f"<w:tr>{head}{_cells(rij, open_cells)}</w:tr>")
        return self.xml(f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>")

    def opmerking(self, tekst: str, auteur: str = "A. Adviseur") -> "Bouwer":
        """A comment in the margin, at a paragraph of its own."""
        nummer = len(self._opmerkingen)
        self._opmerkingen.append(
            f'<w:comment w:id="{nummer}" w:author={quoteattr(auteur)}>'
            f"<w:p>{run(tekst)}</w:p></w:comment>"
        )
        return self.alinea(
            "Een zin met een opmerking.", xml(f'<w:r><w:commentReference w:id="{nummer}"/></w:r>')
        )

    def inhoudsopgave(self, *regels: str) -> "Bouwer":
        """A table of contents as Word inserts it: a content control around a field."""
        first, *others = [run(f"{regel} 1") for regel in regels] or [""]
        stijl = self._stijl("Inhopg1", "TOC1")
        lines = [veldbegin(' TOC \\o "1-3" ') + first, *others]
        toc = "".join(self.paragraaf(xml(line), stijl=stijl) for line in lines)
        kop = self.paragraaf("Inhoud", stijl=self._stijl("Kopvaninhoudsopgave", "TOCHeading"))
        return self.xml(
            "<w:sdt><w:sdtPr><w:docPartObj>"
            '<w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
            f"<w:sdtContent>{kop}{toc}<w:p>{VELDEINDE}</w:p></w:sdtContent></w:sdt>"
        )

    def xml(self, ruw: str) -> "Bouwer":
        """XML as it is, in the body."""
        self._body.append(ruw)
        return self

    def deel(self, naam: str, inhoud: str) -> "Bouwer":
        """Another part of the file, that a `relatie` leads to: its contents as XML."""
        self._delen[naam] = f"<w:deel {NAMESPACES}>{inhoud}</w:deel>"
        return self

    # -- what runs need

    def paragraaf(self, *runs: Run, stijl: str = "", eigenschappen: str = "") -> str:
        """The XML of a paragraph, for use inside other XML."""
        inner = (f'<w:pStyle w:val="{stijl}"/>' if stijl else "") + eigenschappen
        properties = f"<w:pPr>{inner}</w:pPr>" if inner else ""
        text = "".join(run(r) if isinstance(r, str) else r(self) for r in runs)
        return f"<w:p>{properties}{text}</w:p>"

    def noot(self, soort: str, alineas: Sequence[str]) -> str:
        noten = self._noten.setdefault(soort, [])
        nummer = len(noten) + 1
        inhoud = "".join(f"<w:p>{run(tekst)}</w:p>" for tekst in alineas)
        noten.append(f'<w:{soort} w:id="{nummer}">{inhoud}</w:{soort}>')
        return f'<w:r><w:{soort}Reference w:id="{nummer}"/></w:r>'

    def relatie(self, soort: str, doel: str, *, buiten: bool = False) -> str:
        """Adds a relation of the document and returns its id."""
        mode = ' TargetMode="External"' if buiten else ""
        nummer = f"rId{len(self._relaties) + 1}"
        self._relaties.append(
            f'<Relationship Id="{nummer}" Type="{R_NS}/{soort}" Target={quoteattr(doel)}{mode}/>'
        )
        return nummer

    def wijziging(self, auteur: str) -> str:
        """The attributes of a tracked change."""
        self._wijzigingen += 1
        date = "2026-01-10T10:00:00Z"
        return f'w:id="{900 + self._wijzigingen}" w:author={quoteattr(auteur)} w:date="{date}"'

    # -- the file

    def bytes(self) -> bytes:
        """The finished file."""
        return inpakken(self.delen())

    def delen(self) -> Delen:
        """The parts of the file by name, for a test that wants to damage one."""
        body = "".join(self._body)
        delen = {
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": self._styles(),
            "word/numbering.xml": self._numbering(),
            "docProps/core.xml": self._core(),
            "_rels/.rels": relationships(
                relation(1, "officeDocument", "word/document.xml"),
                relation(2, "metadata/core-properties", "docProps/core.xml"),
            ),
        }
        extra = {f"{soort}s": "".join(noten) for soort, noten in self._noten.items()}
        if self._opmerkingen:
            extra["comments"] = "".join(self._opmerkingen)
        for naam, inhoud in extra.items():
            delen[f"word/{naam}.xml"] = f"<w:{naam} {NAMESPACES}>{inhoud}</w:{naam}>"
        delen |= self._delen
        own = [
            relation(100 + i, naam, f"{naam}.xml")
            for i, naam in enumerate(["styles", "numbering", *extra])
        ]
        delen["word/_rels/document.xml.rels"] = relationships(*self._relaties, *own)
        delen["[Content_Types].xml"] = content_types(delen)
        return {naam: (HEAD + tekst).encode() for naam, tekst in sorted(delen.items())}

    def _items(self, items: Items, num_id: int, ilvl: int) -> "Bouwer":
        stijl = self._stijl("Lijstalinea", "ListParagraph")
        for item in items:
            if isinstance(item, str) or callable(item):
                self.alinea(item, stijl=stijl, eigenschappen=numpr(num_id, ilvl))
            else:
                self._items(item, num_id, ilvl + 1)
        return self

    def _stijl(self, nederlands: str, engels: str) -> str:
        return nederlands if self.taal == "nl" else engels

    def _styles(self) -> str:
        nl = self.taal == "nl"
        base = "Standaard" if nl else "Normal"
        kop = "heading" if self.namen == "heading" else "Kop"
        styles = [
            f'<w:style w:type="paragraph" w:default="1" w:styleId="{base}">'
            '<w:name w:val="Normal"/></w:style>',
            style(self._stijl("Titel", "Title"), "Title", base),
            style(self._stijl("Ondertitel", "Subtitle"), "Subtitle", base),
            style(self._stijl("Lijstalinea", "ListParagraph"), "List Paragraph", base),
            style(self._stijl("Inhopg1", "TOC1"), "toc 1", base),
            style(
                self._stijl("Kopvaninhoudsopgave", "TOCHeading"),
                "TOC Heading",
                self._stijl("Kop1", "Heading1"),
            ),
        ]
        styles += [
            style(self._stijl(f"Kop{n}", f"Heading{n}"), f"{kop} {n}", base) for n in range(1, 10)
        ]
        return f"<w:styles {NAMESPACES}>{''.join(styles)}{self.stijlen}</w:styles>"

    def _numbering(self) -> str:
        outline = "".join(
            level(n, "decimal", "%1." if n == 0 else ".".join(f"%{i + 1}" for i in range(n + 1)))
            for n in range(9)
        )
        abstracts = [
            "".join(level(n, "bullet", "•") for n in range(9)),
            "".join(level(n, "decimal", f"%{n + 1}.") for n in range(9)),
            outline,
        ]
        text = "".join(
            f'<w:abstractNum w:abstractNumId="{i}">{levels}</w:abstractNum>'
            for i, levels in enumerate(abstracts, start=1)
        )
        text += "".join(num(i, i) for i in (_BULLETS, _NUMBERS, _HEADINGS))
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        for i in range(self._herstarts):
            text += num(_FIRST_RESTART + i, _NUMBERS, restart)
        return f"<w:numbering {NAMESPACES}>{text}{self.nummering}</w:numbering>"

    def _core(self) -> str:
        return (
            "<cp:coreProperties"
            ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"<dc:title>{escape(self.titel_eigenschap)}</dc:title>"
            f"<dcterms:modified>{self.datum}</dcterms:modified></cp:coreProperties>"
        )


def _cells(rij: Sequence[str | Cel], open_cells: dict[int, Cel]) -> str:
    """The cells of a row; cells from rows above that go on in it are put in between."""
    column = 0
    cells = ""
    pending = [cel if isinstance(cel, Cel) else Cel(cel) for cel in rij]
    while pending or column in open_cells:
        above = open_cells.pop(column, None)
        cel = above or pending.pop(0)
        merge = "<w:vMerge/>" if above else '<w:vMerge w:val="restart"/>' if cel.hoog > 1 else ""
        look = f'<w:tcPr><w:gridSpan w:val="{cel.breed}"/>{merge}</w:tcPr>'
        text = "" if above else run(cel.tekst)
        cells += f"<w:tc>{look}<w:p>{text}</w:p></w:tc>"
        if cel.hoog > 1 + (above is not None):
            open_cells[column] = Cel(cel.tekst, cel.breed, cel.hoog - (above is not None))
        column += cel.breed
    return cells
