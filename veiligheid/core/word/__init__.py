"""Reads Word files as people have them. Everything outside needs only what is named here.

The way of a file: `package` unpacks it within limits, `markup` parses its XML, `blocks` walks the
body and `runs` each paragraph into drafts, `assembly` gives every element its place.
"""

from veiligheid.core.word.elements import (
    Eigenschappen,
    Element,
    Heading,
    ListBlock,
    Paragraph,
    Table,
    Worddocument,
)
from veiligheid.core.word.reader import read_word

__all__ = [
    "Eigenschappen",
    "Element",
    "Heading",
    "ListBlock",
    "Paragraph",
    "Table",
    "Worddocument",
    "read_word",
]
