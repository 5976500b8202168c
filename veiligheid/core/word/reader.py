"""Reads a Word file from its bytes to a Worddocument."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from lxml import etree

from veiligheid.core.findings import Geweigerd
from veiligheid.core.word.assembly import assemble
from veiligheid.core.word.blocks import BlockReader
from veiligheid.core.word.changes import find_changes, find_comments
from veiligheid.core.word.elements import Eigenschappen, Worddocument
from veiligheid.core.word.fields import Fields
from veiligheid.core.word.inline import clean
from veiligheid.core.word.margins import find_margins
from veiligheid.core.word.markup import W
from veiligheid.core.word.notes import read_notes
from veiligheid.core.word.numbering import Numbering
from veiligheid.core.word.package import Package, open_package
from veiligheid.core.word.runs import Story
from veiligheid.core.word.styles import Styles

_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"


def read_word(data: bytes, naam: str = "") -> Worddocument:
    """The text of a Word file (.docx, .docm, .dotx) in order, with what a person must look at.

    data: the whole file. naam: its name, to say which file a refusal is about.

    Raises Geweigerd with one Dutch finding, coded ``geen-word`` (another kind of file, named when
    recognised), ``bestand-versleuteld`` (a password), ``bestand-kapot`` (damaged),
    ``bestand-te-groot`` (over 50 MB, over 100 MB unpacked, over 2,000 members, or too much in it)
    or ``xml-onveilig`` (a document type, or nesting over 100 deep). Nothing else is raised.

    Source of the format: ISO/IEC 29500-1 (transitional and strict).
    """
    try:
        return _read(open_package(data))
    except Geweigerd as fout:
        named = (replace(b, plek=b.plek or naam) for b in fout.bevindingen)
        raise Geweigerd(*named) from fout


def _read(package: Package) -> Worddocument:
    styles = Styles(package.related("styles")[1])
    numbering = Numbering(package.related("numbering")[1], styles)
    notes, note_roots = read_notes(package, styles)
    fields = Fields(package.root)
    story = Story(styles, package.relations(package.main), fields, notes, parts=cache(package.part))
    body = package.root.find(W + "body")
    made = assemble([] if body is None else BlockReader(story, numbering).read(body))
    return Worddocument(
        titel=made.titel,
        elementen=tuple(made.elementen),
        bevindingen=(
            *find_changes([package.root, *note_roots]),
            *find_comments(package.related("comments")[1]),
            *find_margins(package, styles),
            *made.bevindingen,
        ),
        voetnoten=made.voetnoten,
        eigenschappen=_properties(package.related("core-properties", of="")[1]),
    )


def _properties(root: etree._Element | None) -> Eigenschappen:
    if root is None:
        return Eigenschappen("", None)
    day: date | None = None
    for name in ("created", "modified"):
        with suppress(ValueError):
            day = datetime.fromisoformat((root.findtext(_DCTERMS + name) or "").strip()).date()
    return Eigenschappen(" ".join(clean(root.findtext(_DC + "title") or "").split()), day)
