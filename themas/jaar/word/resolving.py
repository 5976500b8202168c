"""The text as it is when some of its tracked changes are accepted and all others refused."""

from collections.abc import Collection, Iterable
from copy import deepcopy

from lxml import etree

from themas.jaar.word.bookmarks import BLOK, PARAGRAAF
from themas.jaar.word.revisions import DELETED, GROUP, INSERTED, NUMBER, own_marks
from veiligheid.core.word.markup import W, val

_ORIGINAL_TEXT = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}
_LOOKS_CHANGED = [
    W + name
    for name in (
        *("sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange"),
        *("tblPrExChange", "numberingChange", "cellMerge"),
    )
]
_SEEN = [
    W + name
    for name in ("t", "sym", "drawing", "pict", "object", "footnoteReference", "endnoteReference")
]


def resolved(blocks: Iterable[etree._Element], accepted: Collection[str]) -> etree._Element:
    """A new ``w:body`` with copies of `blocks` in which nothing is tracked any more.

    accepted: the keys of the groups that are accepted. Changes of formatting only are undone:
    they never count. A paragraph that two became has the NUMBER of both.
    """
    body = etree.Element(W + "body")
    for block in blocks:
        body.append(deepcopy(block))
    resolve(body, accepted)
    return body


def resolve(root: etree._Element, accepted: Collection[str]) -> None:
    """The same, in place: for a part that is already a copy."""
    _undo_formatting(root, accepted)
    dissolving = [p for p in root.iter(W + "p") if not _stays(p, accepted)]
    for element in [e for e in root.iter(W + "tr", W + "tc") if not _stays(e, accepted)]:
        _remove(element)
    for element in list(root.iter(*INSERTED, *DELETED)):
        if _is_accepted(element, accepted) is (element.tag in INSERTED) and not _is_mark(element):
            _unwrap(element)
        else:
            _remove(element)
    for element in root.iter(*_ORIGINAL_TEXT):
        element.tag = _ORIGINAL_TEXT[str(element.tag)]
    for table in [t for t in root.iter(W + "tbl") if next(t.iter(W + "tr"), None) is None]:
        _remove(table)
    for paragraph in dissolving:
        _dissolve(paragraph)


def _is_accepted(element: etree._Element, accepted: Collection[str]) -> bool:
    # What is no change to any text has no group; it disappears either way.
    return element.get(GROUP) in accepted


def _is_mark(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in (W + "rPr", W + "trPr", W + "tcPr", W + "numPr")


def _stays(element: etree._Element, accepted: Collection[str]) -> bool:
    """Whether a paragraph's mark, a row or a cell is there in this state."""
    return all(
        _is_accepted(change, accepted) is (change.tag in INSERTED)
        for change in own_marks(element)
        if change.tag != W + "pPrChange"
    )


def _undo_formatting(root: etree._Element, accepted: Collection[str]) -> None:
    for change in list(root.iter(W + "rPrChange")):
        properties, old = change.getparent(), change.find(W + "rPr")
        if properties is None:
            continue
        kept = [c for c in properties if c.tag in INSERTED | DELETED]
        properties[:] = kept + (list(old) if old is not None else [])
    for change in list(root.iter(W + "pPrChange")):
        properties, old = change.getparent(), change.find(W + "pPr")
        if properties is None:
            continue
        if _is_accepted(change, accepted):
            properties.remove(change)
            continue
        kept = [c for c in properties if c.tag in (W + "rPr", W + "sectPr")]
        properties[:] = (list(old) if old is not None else []) + kept
    for change in list(root.iter(*_LOOKS_CHANGED)):
        _remove(change)


def _dissolve(paragraph: etree._Element) -> None:
    """A paragraph without its mark: its text goes on in the next one."""
    if paragraph.getparent() is None:
        return  # Its row or cell went.
    if next(paragraph.iter(*_SEEN), None) is None:
        # Nothing is left of what a bookmark of ours named.
        for start in list(paragraph.iter(W + "bookmarkStart")):
            if (val(start, "name") or "").lower().startswith((PARAGRAAF, BLOK)):
                _remove(start)
        empty = True
    else:
        empty = False
    following = paragraph.getnext()
    while following is not None and following.tag not in (W + "p", W + "tbl", W + "sdt"):
        following = following.getnext()
    if following is None or following.tag != W + "p":
        if empty and not _last_in_cell(paragraph):
            _remove(paragraph)
        return
    contents = [child for child in paragraph if child.tag != W + "pPr"]
    at = 1 if len(following) and following[0].tag == W + "pPr" else 0
    following[at:at] = contents
    numbers = [n for p in (paragraph, following) if (n := p.get(NUMBER))]
    if numbers and not empty:
        following.set(NUMBER, " ".join(numbers))
    _remove(paragraph)


def _last_in_cell(paragraph: etree._Element) -> bool:
    parent = paragraph.getparent()
    return (
        parent is not None
        and parent.tag == W + "tc"
        and sum(child.tag != W + "tcPr" for child in parent) == 1
    )


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)
