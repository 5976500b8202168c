"""An uploaded file, opened: its changes grouped, and a way to read any state of it."""

from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from themas.jaar.word.resolving import resolve
from themas.jaar.word.revisions import GROUP, NUMBER, Change, mark
from veiligheid.core.findings import Bevinding
from veiligheid.core.overname import safe_address
from veiligheid.core.richtext import sanitize
from veiligheid.core.word.assembly import assemble
from veiligheid.core.word.blocks import BlockReader
from veiligheid.core.word.controls import is_contents_control
from veiligheid.core.word.drafts import Draft, DraftItem, DraftParagraph, DraftTable, Kind
from veiligheid.core.word.fields import Fields
from veiligheid.core.word.inline import Format, Segment, to_html, to_line
from veiligheid.core.word.lists import joins, list_html
from veiligheid.core.word.markup import MC, W, val
from veiligheid.core.word.notes import Notes, notes_in
from veiligheid.core.word.numbering import Numbering
from veiligheid.core.word.package import Package
from veiligheid.core.word.rendering import table_html
from veiligheid.core.word.runs import Story, chosen
from veiligheid.core.word.styles import Styles

_REFERENCE = "verwijzing:"
_KINDS = ("footnote", "endnote")
MAX_WORK = 20_000


@dataclass(frozen=True, slots=True)
class _NotePart:
    kind: str
    name: str
    root: etree._Element
    keys: frozenset[str]


class Wordfile:
    """Raises what `Package.part` raises: the parts are parsed here.

    room: how many paragraphs may still be read to tell changes apart (`steps`); a file can hold
    more changes than anybody would wait for.
    """

    def __init__(self, package: Package) -> None:
        body = package.root.find(W + "body")
        self.body = etree.Element(W + "body") if body is None else body
        _forget_marks(self.body)
        self.blocks = list(_flat(self.body))
        self.changes = mark(self.body, self.blocks)
        self.styles = Styles(package.related("styles")[1])
        self.comments = package.related("comments")[1]
        self._numbering = package.related("numbering")[1]
        self._package = package
        self._note_parts = list(self._open_notes())
        self.room = MAX_WORK
        self._notes: dict[frozenset[str], Notes] = {}

    def note_changes(self, blocks: list[etree._Element]) -> dict[str, Change]:
        """The changes in the notes that these blocks refer to."""
        found: dict[str, Change] = {}
        for part in self._note_parts:
            named = {
                val(reference, "id")
                for block in blocks
                for reference in block.iter(f"{W}{part.kind}Reference")
            }
            for note in part.root.iterchildren(W + part.kind):
                if val(note, "id") in named:
                    for element in note.iter(etree.Element):
                        key = element.get(GROUP)
                        if key in self.changes:
                            found[key] = self.changes[key]
        return found

    def html(self, blocks: list[etree._Element], accepted: Collection[str]) -> str:
        """Resolved blocks as rich text in normal form."""
        return sanitize("".join(_pieces(self._drafts(blocks, accepted))))

    def line(self, paragraph: etree._Element, accepted: Collection[str]) -> str:
        """The text of a heading or a label, on one line."""
        drafts = self._drafts([paragraph], accepted)
        lines = [to_line(d.inline.segments) for d in drafts if not isinstance(d, DraftTable)]
        return " ".join(" ".join(lines).split())

    def remarks(self, body: etree._Element, accepted: Collection[str]) -> list[Bevinding]:
        """What the reader remarks on in a resolved body: pictures, links that were lost."""
        return assemble(self._drafts(list(body), accepted)).bevindingen

    def _drafts(self, blocks: list[etree._Element], accepted: Collection[str]) -> list[Draft]:
        # Where they stand: lxml takes time by the square to move a long paragraph to another tree.
        relations = self._package.relations(self._package.main)
        story = Story(
            self.styles, relations, Fields(*blocks), self._notes_at(accepted), own_address
        )
        # A numbering of its own: a list never goes on counting from another block.
        return BlockReader(story, Numbering(self._numbering, self.styles)).read(blocks)

    def _open_notes(self) -> Iterator[_NotePart]:
        for kind in _KINDS:
            name, root = self._package.related(kind + "s")
            if root is not None:
                _forget_marks(root)
                changes = mark(root, [], prefix=f"{kind}/")
                self.changes |= changes
                yield _NotePart(kind, name, root, frozenset(changes))

    def _notes_at(self, accepted: Collection[str]) -> Notes:
        keys = frozenset(k for part in self._note_parts for k in part.keys if k in accepted)
        if keys not in self._notes:
            notes: Notes = {}
            for part in self._note_parts:
                root = deepcopy(part.root)
                resolve(root, keys)
                relations = self._package.relations(part.name)
                story = Story(self.styles, relations, Fields(root), {}, own_address)
                notes |= notes_in(root, part.kind, story)
            self._notes[keys] = notes
        return self._notes[keys]


def own_address(address: str) -> str:
    """What a link may point to here: what a letter may link to, and our own references."""
    return address.strip() if address.strip().startswith(_REFERENCE) else safe_address(address)


def numbers_of(block: etree._Element) -> frozenset[int]:
    """The numbers of the original blocks that a resolved block was made of."""
    return frozenset(int(number) for number in block.get(NUMBER, "").split())


def _forget_marks(root: etree._Element) -> None:
    """Takes away attributes in our namespace that a file brings itself: they would be believed."""
    for element in root.iter(etree.Element):
        for name in (NUMBER, GROUP):
            if name in element.attrib:
                del element.attrib[name]


def _flat(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of the body, out of whatever wraps them."""
    for child in parent.iterchildren(etree.Element):
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag == MC + "AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from _flat(branch)
        elif child.tag == W + "sdt" and is_contents_control(child):
            continue
        else:
            yield from _flat(child)


def _pieces(drafts: list[Draft]) -> Iterator[str]:
    """The html of drafts; a heading that is none of a paragraaf's is a bold line."""
    items: list[DraftItem] = []
    for draft in drafts:
        if isinstance(draft, DraftItem):
            if items and not joins(items, draft):
                yield list_html(items)
                items = []
            items.append(draft)
            continue
        if isinstance(draft, DraftParagraph) and draft.inline.empty:
            continue
        if items:
            yield list_html(items)
            items = []
        if isinstance(draft, DraftTable):
            yield table_html(draft)
        else:
            yield f"<p>{to_html(_looked(draft))}</p>"
    if items:
        yield list_html(items)


def _looked(draft: DraftParagraph) -> list[Segment]:
    if draft.kind is Kind.TEXT:
        return draft.inline.segments
    return [s._replace(format=s.format | Format.BOLD) for s in draft.inline.segments]
