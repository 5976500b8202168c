"""The tracked changes inside one block, one by one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from themas.jaar.word.inhoud import Voorstelsoort
from themas.jaar.word.resolving import resolved
from themas.jaar.word.revisions import Change
from themas.jaar.word.wordfile import Wordfile

# How to read the text in question from a resolved body, in the state in which these are accepted.
Read = Callable[[etree._Element, frozenset[str]], str]

# A text is read once for every change in it. Where that would take more than so many paragraphs
# (in one text; in a whole file some 7 seconds) it is shown as one change: somebody rewrote it.
MAX_WORK = 6_000


@dataclass(frozen=True, slots=True)
class Step:
    """One change: what it is, whose, and the text before and after it."""

    soort: Voorstelsoort
    wie: str
    op: datetime | None
    voor: str
    na: str


def steps(file: Wordfile, numbers: Iterable[int], begin: str, end: str, read: Read) -> list[Step]:
    """The changes that lead from `begin` to `end`, a chain: each begins where the last one ended.

    numbers: the original paragraphs and tables that hold the text in either state. Where the
    changes of this piece alone don't lead there (a paragraph ran on into another block), or there
    are too many, the whole is one step.
    """
    if begin == end:
        return []
    blocks = [file.blocks[number] for number in sorted(numbers)]
    changes = {
        change.key: change
        for change in file.changes.values()
        if change.numbers & set(numbers) and not change.key.startswith(("footnote/", "endnote/"))
    }
    changes |= file.note_changes(blocks)
    made: list[Step] = []
    at, accepted = begin, frozenset[str]()
    work = len(blocks) * len(changes)
    fits = work <= min(MAX_WORK, file.room)
    if fits and read(resolved(blocks, accepted), accepted) == begin:
        file.room -= work
        for change in changes.values():
            accepted |= {change.key}
            after = read(resolved(blocks, accepted), accepted)
            if after != at:
                made.append(Step(_soort(change), change.wie, change.op, at, after))
            at = after
    if at == end and made:
        return made
    wie, op = together(changes.values())
    return [Step("wijziging", wie, op, begin, end)]


def together(changes: Iterable[Change]) -> tuple[str, datetime | None]:
    """The authors of changes that can't be told apart, and the last moment."""
    authors = list(dict.fromkeys(change.wie for change in changes))
    moments = [change.op for change in changes if change.op is not None]
    return ", ".join(authors), max(moments, default=None)


def _soort(change: Change) -> Voorstelsoort:
    if change.moves:
        return "verplaatst"
    if change.inserts and change.deletes:
        return "wijziging"
    return "invoeging" if change.inserts else "verwijdering"
