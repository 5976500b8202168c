"""The comments in the margin, each at its block and with the words it hangs on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from lxml import etree

from themas.jaar.word.inhoud import Opmerking
from themas.jaar.word.revisions import NUMBER, author_of, moment_of
from themas.jaar.word.structure import Deel
from themas.jaar.word.wordfile import Wordfile
from veiligheid.core.word.inline import clean
from veiligheid.core.word.markup import W, val

MAX_QUOTE = 300
MAX_TEXT = 5_000
_TEXT = (W + "t", W + "delText")
_GAPS = (W + "tab", W + "br", W + "cr")


@dataclass(slots=True)
class _Anchor:
    """Where a comment hangs: the number of its paragraph or table, and the words so far, no more
    than a quote needs."""

    number: int
    words: list[str] = field(default_factory=list)
    room: int = 4 * MAX_QUOTE

    def add(self, text: str) -> None:
        self.room -= max(1, len(text))
        if text != " " or not self.words or self.words[-1] != " ":
            self.words.append(text)


def read_comments(file: Wordfile, states: list[list[Deel]]) -> tuple[Opmerking, ...]:
    """The comments in the order of the file.

    states: where a place is looked up, in this order: a comment may hang on words that were
    deleted.
    """
    anchors = _anchors(file.body)
    places = [_places(state) for state in states]
    return tuple(
        Opmerking(author_of(comment), moment_of(comment), text, *place, quote)
        for comment, text in _texts(file.comments)
        for anchor in [anchors.get(val(comment, "id") or "")]
        for place in [_place(anchor, places)]
        for quote in [_shortened(" ".join("".join(anchor.words).split()) if anchor else "")]
    )


def _texts(root: etree._Element | None) -> Iterator[tuple[etree._Element, str]]:
    for comment in root.iterchildren(W + "comment") if root is not None else ():
        lines = [
            clean("".join(t.text or "" for t in p.iter(W + "t"))) for p in comment.iter(W + "p")
        ]
        text = "\n".join(line.strip() for line in lines if line.strip())[:MAX_TEXT]
        if text:
            yield comment, text


def _anchors(body: etree._Element) -> dict[str, _Anchor]:
    anchors: dict[str, _Anchor] = {}
    open_: dict[str, _Anchor] = {}
    number = -1
    for element in body.iter(etree.Element):
        number = int(element.get(NUMBER, number))
        key = val(element, "id") or ""
        if element.tag == W + "commentRangeStart":
            open_[key] = anchors[key] = _Anchor(number)
        elif element.tag == W + "commentRangeEnd":
            open_.pop(key, None)
        elif element.tag == W + "commentReference":
            anchors.setdefault(key, _Anchor(number))
        elif element.tag in _TEXT or element.tag in _GAPS or element.tag == W + "p":
            text = (element.text or "") if element.tag in _TEXT else " "
            for anchor in open_.values():
                anchor.add(text)
            # Many comments over a long text: each is followed until it has its quote.
            open_ = {key: anchor for key, anchor in open_.items() if anchor.room > 0}
    return anchors


_Place = tuple[str, UUID | None]


def _places(delen: list[Deel]) -> dict[int, _Place]:
    places: dict[int, _Place] = {}
    for deel in delen:
        key = "" if deel.nieuw else deel.key
        for stuk in deel.stukken:
            at: _Place = (key, None if deel.nieuw else stuk.key)
            places |= dict.fromkeys(stuk.numbers, at)
        places |= dict.fromkeys(deel.head, (key, None))
    return places


def _place(anchor: _Anchor | None, states: list[dict[int, _Place]]) -> _Place:
    if anchor is None:
        return "", None
    return next((s[anchor.number] for s in states if anchor.number in s), ("", None))


def _shortened(text: str) -> str:
    text = clean(text)
    return text if len(text) <= MAX_QUOTE else text[: MAX_QUOTE - 1].rstrip() + "…"
