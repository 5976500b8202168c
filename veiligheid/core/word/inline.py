"""The text of one paragraph as segments, and those as HTML and as plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntFlag
from html import escape
from itertools import zip_longest
from typing import NamedTuple

from lxml import etree

from veiligheid.core.overname import Melding, note_html

# Soft hyphen, byte order mark and the controls that turn the direction of text: never seen by the
# writer, and able to make a heading differ from the same heading elsewhere.
_INVISIBLE = re.compile("[\u00ad\ufeff\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[ \t]+")
_SPACES_AND_BREAKS = re.compile(r"[ \n]+")


class Format(IntFlag):
    """What HTML can say of a run. Underlining is left out: a reader takes it for a link."""

    NONE = 0
    BOLD = 1
    ITALIC = 2
    SUPER = 4
    SUB = 8


_TAGS = (
    (Format.BOLD, "strong"),
    (Format.ITALIC, "em"),
    (Format.SUPER, "sup"),
    (Format.SUB, "sub"),
)


class Segment(NamedTuple):
    r"""Text of one look. A soft line break is ``\n``, a tab ``\t``.

    note: the text of a foot- or endnote; the segment is then its marker, and `text` is empty.
    """

    text: str
    format: Format = Format.NONE
    href: str = ""
    note: str = ""


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: its text, remarks, and the text boxes that hang on it."""

    segments: list[Segment] = field(default_factory=list)
    remarks: dict[Melding, None] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)

    def remark(self, code: str, melding: str) -> None:
        """Adds a remark, whose place is known later; the same one is said once in a paragraph."""
        self.remarks[Melding(code, melding)] = None

    def extend(self, other: "Inline") -> None:
        self.segments += other.segments
        self.boxes += other.boxes
        self.remarks |= other.remarks

    @property
    def notes(self) -> list[str]:
        return [s.note for s in self.segments if s.note]

    @property
    def empty(self) -> bool:
        return not any(s.note or s.text.strip() for s in self.segments)

    @property
    def all_bold(self) -> bool:
        """Whether there is text and all of it is bold."""
        texts = [s for s in self.segments if s.text.strip()]
        return bool(texts) and all(s.format & Format.BOLD for s in texts)


def clean(text: str) -> str:
    return _INVISIBLE.sub("", text)


def to_text(segments: list[Segment]) -> str:
    """The plain text: tabs are spaces, a row of spaces is one, soft line breaks stay."""
    return "".join(s.text for s in _tidy(segments))


def to_line(segments: list[Segment]) -> str:
    """The plain text on one line, for a heading or a note."""
    return to_text(segments).replace("\n", " ")


def to_tabs(segments: list[Segment]) -> tuple[str, ...]:
    """The plain text split on tab stops. A row of tabs is one stop; only the first part may be
    empty."""
    text = "".join(s.text for s in segments).replace("\n", " ")
    first, *others = (_SPACES.sub(" ", piece).strip(" ") for piece in text.split("\t"))
    return (first, *(piece for piece in others if piece))


def to_html(segments: list[Segment], without: Format = Format.NONE) -> str:
    """The inline HTML, escaped. `without` leaves a look out, as in a cell that is bold itself."""
    out: list[str] = []
    opened: list[tuple[str, str]] = []
    for segment in _tidy(segments):
        wanted = _tags(segment, without)
        same = 0
        for old, new in zip_longest(opened, wanted):
            if old != new or old is None:
                break
            same += 1
        out += [f"</{name}>" for name, _ in reversed(opened[same:])]
        out += [f"<{name}{attributes}>" for name, attributes in wanted[same:]]
        opened = wanted
        if segment.note:
            out.append(note_html(segment.note))
        out.append(escape(segment.text, quote=False).replace("\n", "<br>"))
    out += [f"</{name}>" for name, _ in reversed(opened)]
    return "".join(out)


def _tags(segment: Segment, without: Format) -> list[tuple[str, str]]:
    """The tags around a segment as (name, attributes), outermost first."""
    if segment.note:
        return []
    tags = [("a", f' href="{escape(segment.href)}"')] if segment.href else []
    return tags + [(name, "") for flag, name in _TAGS if segment.format & ~without & flag]


def _tidy(segments: list[Segment]) -> list[Segment]:
    """Equal neighbours as one, single spaces, and none of them at the edges or at a break."""
    tidied: list[Segment] = []
    at_edge = True
    for segment in _join(segments):
        text = _SPACES_AND_BREAKS.sub(_breaks, _SPACES.sub(" ", segment.text))
        text = text.lstrip(" ") if at_edge else text
        text = text if tidied else text.lstrip("\n ")
        if text or segment.note:
            tidied.append(segment if text == segment.text else segment._replace(text=text))
            at_edge = text.endswith((" ", "\n"))
    while tidied and not tidied[-1].note:
        text = tidied[-1].text.rstrip(" \n")
        if text:
            tidied[-1] = tidied[-1]._replace(text=text)
            break
        tidied.pop()
    return tidied


def _breaks(found: re.Match[str]) -> str:
    """Breaks without the spaces around them; a row of spaces without a break as it is."""
    return "\n" * found[0].count("\n") or found[0]


def _join(segments: list[Segment]) -> Iterator[Segment]:
    """Segments of one look made one; white space alone has no look, and takes the last one."""
    alike: list[Segment] = []
    for segment in segments:
        if not segment.text and not segment.note:
            continue
        last = alike[-1] if alike else segment
        if segment.text.isspace() and last.href == segment.href and not last.note:
            segment = segment._replace(format=last.format)
        if _look(segment) != _look(last) and alike:
            yield _one(alike)
            alike = []
        alike.append(segment)
    if alike:
        yield _one(alike)


def _look(segment: Segment) -> tuple[Format, str, object]:
    """What must be equal to be joined; every note stands by itself."""
    return segment.format, segment.href, segment if segment.note else None


def _one(alike: list[Segment]) -> Segment:
    if len(alike) == 1:
        return alike[0]
    return alike[0]._replace(text="".join(s.text for s in alike))
