"""Makes the elements and findings of a document from its drafts, each with its place."""

from dataclasses import dataclass, field

from veiligheid.core import overname
from veiligheid.core.findings import Bevinding, let_op
from veiligheid.core.word.drafts import Draft, DraftItem, DraftParagraph, DraftTable, Kind
from veiligheid.core.word.elements import Element, Heading, ListBlock, Paragraph, Table
from veiligheid.core.word.inline import Inline, to_html, to_line, to_tabs, to_text
from veiligheid.core.word.lists import joins, labels, list_html, top_level
from veiligheid.core.word.rendering import paragraphs, table_html, table_rows
from veiligheid.core.word.whereabouts import Whereabouts, quote


@dataclass(slots=True)
class Assembled:
    """The document's title, elements and findings, and how many notes its text refers to."""

    titel: str = ""
    elementen: list[Element] = field(default_factory=list)
    bevindingen: list[Bevinding] = field(default_factory=list)
    voetnoten: int = 0


def assemble(drafts: list[Draft]) -> Assembled:
    """The elements of a document, in order, from the drafts of its body."""
    assembler = _Assembler(drafts)
    for draft in drafts:
        assembler.take(draft)
    assembler.close_list()
    return assembler.made


class _Assembler:
    def __init__(self, drafts: list[Draft]) -> None:
        headings = [
            (draft.niveau, to_line(draft.inline.segments))
            for draft in drafts
            if isinstance(draft, DraftParagraph) and draft.kind is Kind.HEADING
        ]
        self.made = Assembled()
        self._where = Whereabouts(headings)
        self._items: list[DraftItem] = []
        self._list_plek = ""

    def take(self, draft: Draft) -> None:
        if isinstance(draft, DraftItem):
            if self._items and not joins(self._items, draft):
                self.close_list()
            if not self._items:
                self._list_plek = self._where.next("opsomming")
            self._items.append(draft)
            return
        if isinstance(draft, DraftParagraph) and draft.inline.empty and draft.kind is Kind.TEXT:
            # A picture between two items doesn't end the list.
            self._remark(draft.inline, self._where.here())
            return
        self.close_list()
        if isinstance(draft, DraftTable):
            self._table(draft)
        elif draft.kind is Kind.HEADING:
            self._heading(draft)
        elif draft.kind is Kind.TITLE and not draft.inline.empty:
            self._title(draft.inline)
        else:
            self._paragraph(draft.inline)

    def close_list(self) -> None:
        items, self._items = self._items, []
        if not items:
            return
        plek = self._list_plek
        for number, item in enumerate(items, start=1):
            self._remark(item.inline, f"{plek}, punt {number}")
        texts = [to_text(item.inline.segments) for item in items]
        self.made.elementen.append(
            ListBlock(
                html=list_html(items),
                tekst="\n".join(texts),
                plek=plek,
                genummerd=items[0].place.level.numbered,
                items=tuple(t for t, top in zip(texts, top_level(items), strict=True) if top),
            )
        )
        self._labels(items, plek)

    def _labels(self, items: list[DraftItem], plek: str) -> None:
        for code, melding in overname.labels(labels(items)):
            self._find(code, melding, plek)

    def _heading(self, draft: DraftParagraph) -> None:
        tekst = to_line(draft.inline.segments)
        if not tekst.strip():
            plek = self._where.here()
            self._find(
                "lege-kop",
                f"Hier staat een lege regel met de opmaak Kop {draft.niveau}. Die is overgeslagen.",
                plek,
            )
            self._remark(draft.inline, plek)
            return
        plek = self._where.heading(draft.niveau, tekst)
        self.made.elementen.append(Heading(draft.niveau, tekst, draft.nummer, plek))
        self._notes_lost(draft.inline, plek)
        self._remark(draft.inline, plek, notes=False)

    def _title(self, inline: Inline) -> None:
        tekst = to_line(inline.segments)
        if self.made.titel:
            plek = self._paragraph(inline)
            self._find(
                "tweede-titel",
                f"De regel {quote(tekst)} heeft ook de opmaak Titel. Een document heeft één titel; "
                "deze is als gewone alinea overgenomen.",
                plek,
            )
            return
        self.made.titel = tekst
        self._notes_lost(inline, "titel")
        self._remark(inline, "titel", notes=False)

    def _paragraph(self, inline: Inline) -> str:
        if inline.empty:
            self._remark(inline, self._where.here())
            return self._where.here()
        plek = self._where.next("alinea")
        segments = inline.segments
        self.made.elementen.append(
            Paragraph(to_html(segments), to_text(segments), plek, to_tabs(segments))
        )
        self._remark(inline, plek)
        return plek

    def _table(self, table: DraftTable) -> None:
        if all(paragraph.inline.empty for paragraph in paragraphs([table])):
            for paragraph in paragraphs([table]):
                self._remark(paragraph.inline, self._where.here())
            return
        plek = self._where.next("tabel")
        rijen = table_rows(table)
        tekst = "\n".join("\t".join(cell.replace("\n", " ") for cell in rij) for rij in rijen)
        self.made.elementen.append(Table(table_html(table), tekst, plek, rijen))
        for number, row in enumerate(table.rows, start=1):
            for cell in row:
                self._cell(cell.drafts, f"{plek}, rij {number}")

    def _cell(self, drafts: list[Draft], plek: str) -> None:
        for draft in drafts:
            if isinstance(draft, DraftTable):
                self._find(
                    "tabel-in-tabel",
                    "Hier staat een tabel in een tabel. De tekst is overgenomen als gewone "
                    "alinea's in de cel.",
                    plek,
                )
        self._labels([d for d in paragraphs(drafts) if isinstance(d, DraftItem)], plek)
        for paragraph in paragraphs(drafts):
            kind = paragraph.kind if isinstance(paragraph, DraftParagraph) else Kind.TEXT
            if kind is Kind.HEADING and not paragraph.inline.empty:
                self._find(
                    "kop-in-tabel",
                    f"De kop {quote(to_line(paragraph.inline.segments))} staat in een tabel. Die "
                    "is als vette tekst overgenomen; zet hem in Word buiten de tabel als hij een "
                    "deel van de tekst begint.",
                    plek,
                )
            self._remark(paragraph.inline, plek)

    def _notes_lost(self, inline: Inline, plek: str) -> None:
        for note in inline.notes:
            self._find(
                "voetnoot-in-kop",
                f"Een kop kan geen voetnoot hebben. Deze is niet overgenomen: “{note}”. Zet haar "
                "in Word bij de eerste zin onder de kop.",
                plek,
            )

    def _remark(self, inline: Inline, plek: str, *, notes: bool = True) -> None:
        """Turns a paragraph's remarks into findings, and counts its notes when they are taken."""
        if notes:
            self.made.voetnoten += len(inline.notes)
        for remark in inline.remarks:
            self._find(remark.code, remark.melding, plek)

    def _find(self, code: str, melding: str, plek: str) -> None:
        self.made.bevindingen.append(let_op(code, melding, plek))
