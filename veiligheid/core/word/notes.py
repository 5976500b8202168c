"""Foot- and endnotes as plain text, so that a note can travel with the text that refers to it."""

from itertools import groupby

from lxml import etree

from veiligheid.core.overname import address_after
from veiligheid.core.word.fields import Fields
from veiligheid.core.word.inline import Segment, to_line
from veiligheid.core.word.markup import W, child_val, val
from veiligheid.core.word.package import Package
from veiligheid.core.word.runs import Story, read_paragraph
from veiligheid.core.word.styles import Styles

Notes = dict[tuple[str, str], str]


def read_notes(package: Package, styles: Styles) -> tuple[Notes, list[etree._Element]]:
    """The notes by ("footnote" or "endnote", id), and the roots of their parts.

    The paragraphs of one note are joined by a space. An address that the text of a link doesn't
    say follows it in brackets: in a note the reader has nothing but the text.
    """
    notes: Notes = {}
    roots: list[etree._Element] = []
    for kind in ("footnote", "endnote"):
        part, root = package.related(kind + "s")
        if root is None:
            continue
        roots.append(root)
        notes |= notes_in(root, kind, Story(styles, package.relations(part), Fields(root), {}))
    return notes, roots


def notes_in(root: etree._Element, kind: str, story: Story) -> Notes:
    """The notes of one part, read with its own story."""
    return {
        (kind, val(note, "id") or ""): _text(note, story)
        for note in root.iterchildren(W + kind)
        if val(note, "type") in (None, "normal")
    }


def _text(note: etree._Element, story: Story) -> str:
    lines = []
    for paragraph in note.iter(W + "p"):
        inline = read_paragraph(paragraph, child_val(paragraph.find(W + "pPr"), "pStyle"), story)
        lines.append(to_line(_with_addresses(inline.segments)))
    return " ".join(line for line in lines if line)


def _with_addresses(segments: list[Segment]) -> list[Segment]:
    told: list[Segment] = []
    for href, run in groupby(segments, key=lambda segment: segment.href):
        linked = list(run)
        told += linked
        after = address_after(href, "".join(segment.text for segment in linked)) if href else ""
        told += [Segment(after)] if after else []
    return told
