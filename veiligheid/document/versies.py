"""Versions of the document, and how one of an earlier version becomes one of today.

A stored document is never written anew: it is upgraded each time it is read. So a change of a shape
asks three things: another SCHEMA_VERSIE, a step here that makes the version before it into it, and
documents of that version before it among the tests (`tests/document`), which every reader of stored
documents is tried on. A field that is added with a default asks them too: the number in a document
says by which schema it can be read.
"""

from collections.abc import Callable, Mapping
from typing import Any

SCHEMA_VERSIE = 3

# The builtin types that JSON gives.
Json = dict[str, Any]


class OnbekendeVersie(ValueError):
    def __init__(self, versie: object) -> None:
        super().__init__(
            f"Dit document heeft schemaversie {versie}; dit programma kent {_KNOWN}. Een document "
            "van een nieuwere versie leest u met een nieuwere versie van het portaal."
        )


def _from_1(document: Json) -> Json:
    """Version 2 says of an annex that it is withheld; in version 1 none was."""
    for bijlage in document.get("bijlagen", ()):
        bijlage["geheim"] = None
    return document


def _from_2(document: Json) -> Json:
    """Version 3 says of a paragraaf and of an actie which areas it is about; before that none was
    named, and nobody may guess."""
    return document


STAPPEN: Mapping[int, Callable[[Json], Json]] = {1: _from_1, 2: _from_2}
_KNOWN = f"1 tot en met {SCHEMA_VERSIE}"


def upgrade(document: Json) -> Json:
    """A document of any version as one of today; it is changed in place. Raises OnbekendeVersie."""
    versie = document.get("schema_versie")
    if not isinstance(versie, int) or not 1 <= versie <= SCHEMA_VERSIE:
        raise OnbekendeVersie(versie)
    for step in range(versie, SCHEMA_VERSIE):
        document = STAPPEN[step](document)
        document["schema_versie"] = step + 1
    return document
