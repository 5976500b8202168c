"""A bijdrage out to Word and back. Everything outside needs only what is named here.

Out: `export` writes the file, `writer` its text, `look` its styles, lists and settings. Identity
travels in `bookmarks`, the version in `origin`.

Back: `wordfile` opens the file and groups its tracked changes (`revisions`); `resolving` makes any
state of it, `structure` reads one and `identity` says what is what; `comparing` makes proposals of
the difference between three states, with `steps` for the changes inside one text, and `marginalia`
reads the comments; `noticed` has the findings. `merging` says what a text becomes when one
proposal is accepted. `plain` makes proposals of a file that was not made here.

Plain data in and out: no records are read or changed here.
"""

from themas.jaar.word.export import pack, to_word
from themas.jaar.word.inhoud import (
    BijdrageTekst,
    BlokTekst,
    NieuwBlok,
    Opmerking,
    ParagraafTekst,
    Plaats,
    Terugkomst,
    Voorstel,
)
from themas.jaar.word.merging import merged
from themas.jaar.word.origin import Origin
from themas.jaar.word.plain import read_plain
from themas.jaar.word.returning import read_back, read_origin
from themas.jaar.word.writer import Writer, run

__all__ = [
    "BijdrageTekst",
    "BlokTekst",
    "NieuwBlok",
    "Opmerking",
    "Origin",
    "ParagraafTekst",
    "Plaats",
    "Terugkomst",
    "Voorstel",
    "Writer",
    "merged",
    "pack",
    "read_back",
    "read_origin",
    "read_plain",
    "run",
    "to_word",
]
