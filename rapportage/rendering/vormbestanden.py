"""Stylesheets, scripts and fonts of a published page: bundled, and named by their content.

A published page must look tomorrow as it was published. So its style is stored beside it, under
an address that holds the SHA-256 of the bytes, and never changes or disappears with a release.
"""

import gzip
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.contrib.staticfiles import finders

from veiligheid.core.huisstijl import tokens_css

_URL = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)[\"']?\s*\)")
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
    css = "\n".join([*(_with_saved_urls(name, save) for name in names), tokens_css()])
    return save(Vormdeel("brief.css", _MEDIATYPE[".css"], css.encode()))


def bundle_js(names: Sequence[str], save: Opslaan) -> str:
    """One script out of these static files. Returns its address."""
    js = "\n".join(read_static(name).decode() for name in names)
    return save(Vormdeel("brief.js", _MEDIATYPE[".js"], js.encode()))


def read_static(name: str) -> bytes:
    """The bytes of a static file. Raises FileNotFoundError with what to do."""
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(
            f"static/{name} ontbreekt. Lettertypen maakt `python -m veiligheid.core.fonts`."
        )
    return Path(path).read_bytes()


def compress(data: bytes) -> bytes:
    """gzip without a clock in it: the same bytes give the same bytes."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def _with_saved_urls(name: str, save: Opslaan) -> str:
    def replace(match: re.Match[str]) -> str:
        target = _relative(name, match[1])
        suffix = PurePosixPath(target).suffix
        part = Vormdeel(PurePosixPath(target).name, _MEDIATYPE[suffix], read_static(target))
        return f'url("{save(part)}")'

    return _URL.sub(replace, read_static(name).decode())


def _relative(name: str, url: str) -> str:
    """The static name that a url() in this stylesheet points to."""
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / url).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
