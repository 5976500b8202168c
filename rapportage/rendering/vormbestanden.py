"""Stylesheets, scripts and fonts of a published page: bundled, and named by their content.

A published page must look tomorrow as it was published. So its style is stored beside it, under
an address that holds the SHA-256 of the bytes, and never changes or disappears with a release.
"""

import gzip
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from veiligheid.core.huisstijl import tokens_css
from veiligheid.core.stijl import bundled, read_static

_MEDIATYPE = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Vormdeel:
    """A file by content. `sha256` is lower-case hex of `inhoud`."""

    naam: str
    mediatype: str
    inhoud: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.inhoud).hexdigest()


# Stores a part and gives the address under which it will be found.
Opslaan = Callable[[Vormdeel], str]


def bundle_css(names: Sequence[str], save: Opslaan) -> str:
    """One stylesheet out of these static files, its fonts and images saved first. Returns its
    address."""

    def saved(target: str) -> str:
        part = PurePosixPath(target)
        return save(Vormdeel(part.name, _MEDIATYPE[part.suffix], read_static(target)))

    css = bundled(names, saved, tokens_css())
    return save(Vormdeel("brief.css", _MEDIATYPE[".css"], css.encode()))


def bundle_js(names: Sequence[str], save: Opslaan) -> str:
    """One script out of these static files. Returns its address."""
    js = "\n".join(read_static(name).decode() for name in names)
    return save(Vormdeel("brief.js", _MEDIATYPE[".js"], js.encode()))


def compress(data: bytes) -> bytes:
    """gzip without a clock in it: the same bytes give the same bytes."""
    return gzip.compress(data, compresslevel=9, mtime=0)
