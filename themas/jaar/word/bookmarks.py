"""The names of bookmarks: how a paragraaf and a block keep their identity inside a Word file.

A bookmark's name has at most 40 letters, digits and underscores, and case doesn't count. One that
begins with an underscore is hidden from the list of bookmarks, so that nobody tidies it away.
"""

import re
from hashlib import sha256
from uuid import UUID

PARAGRAAF = "_par_"
BLOK = "_blok_"
MAX_NAME = 40

_FITS = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_DIGEST = 10


def name_of_paragraaf(sleutel: str) -> str:
    """The bookmark of a paragraaf. A key that doesn't fit is shortened and gets a digest, which
    `keys_by_name` finds back."""
    if _FITS.fullmatch(sleutel) and len(PARAGRAAF + sleutel) <= MAX_NAME:
        return PARAGRAAF + sleutel
    digest = sha256(sleutel.encode()).hexdigest()[:_DIGEST]
    room = MAX_NAME - len(PARAGRAAF) - _DIGEST - 2
    words = re.sub(r"[^a-z0-9]+", "_", sleutel.lower())[:room].strip("_")
    # Two underscores never stand in a key that fits, so that the two forms can't be the same.
    return f"{PARAGRAAF}{words}__{digest}"


def name_of_blok(sleutel: UUID) -> str:
    return BLOK + sleutel.hex


def keys_by_name(sleutels: list[str]) -> dict[str, str]:
    """The keys of paragrafen by their bookmark's name in lower case."""
    return {name_of_paragraaf(sleutel).lower(): sleutel for sleutel in sleutels}


def blok_of(name: str) -> UUID | None:
    """The block that a bookmark names, None when it is no such bookmark."""
    found = re.fullmatch(BLOK + "([0-9a-f]{32})", name.lower())
    return UUID(found[1]) if found else None
