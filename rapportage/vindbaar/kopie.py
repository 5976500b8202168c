"""The public site as files: every page and file that anybody reaches without logging in, as it is
answered, with a gzip and a brotli beside what is worth compressing. Any web server serves it."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import brotli
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from rapportage.models import Publicatie, Tijdstempel
from rapportage.rendering.vormbestanden import compress
from rapportage.vindbaar.sitemaps import indexes
from veiligheid.core.mail.vragen import absolute

_CSS_URL = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)[\"']?\s*\)")
_LOC = re.compile(r"<loc>([^<]+)</loc>")
_TEXT = ("text/", "application/json", "application/xml", "application/schema+json", "image/svg")
# What asks for somebody, and so is no page of a site without the portal.
_NOT_A_PAGE = ("/inloggen/", "/controleer/", "/start/")


@dataclass
class Kopie:
    """`bestanden` written, `bytes` of them, and what is linked and was not there (`weg`)."""

    bestanden: int = 0
    bytes: int = 0
    weg: list[str] = field(default_factory=list)


def copy_site(folder: Path, meld: Callable[[str], object] = lambda adres: None) -> Kopie:
    """Write the site into a folder. A link to what the copy does not have (logging in, checking a
    file) is left as it is. Raises FileExistsError when the folder is not empty."""
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    site = urlsplit(absolute("/"))
    client = Client(SERVER_NAME=site.hostname or "localhost")
    kopie, todo, seen = Kopie(), deque(_begin()), set(_NOT_A_PAGE)
    while todo:
        adres = todo.popleft()
        if adres in seen:
            continue
        seen.add(adres)
        answer = _get(client, adres)
        if answer is None:
            kopie.weg.append(adres)
            continue
        mediatype, data = answer
        meld(adres)
        _write(folder, adres, mediatype, data, kopie)
        todo.extend(a for a in _links(adres, mediatype, data, site.netloc) if a not in seen)
    return kopie


def _begin() -> Iterator[str]:
    """What is not reached by a link: the files of every version, and what machines ask for."""
    yield from (
        "/",
        "/robots.txt",
        "/sitemap.xml",
        "/brief.schema.json",
        "/.well-known/security.txt",
    )
    yield from (reverse("sitemapindex-diwoo", args=[n]) for n in indexes())
    for publicatie in Publicatie.objects.newest_per_slug():
        for version in Publicatie.objects.versions(publicatie.slug):
            own = reverse("versie:brief", args=[version.slug, version.versie])
            base = publicatie.get_absolute_url()
            for pad in version.bestanden.values_list("pad", flat=True):
                tail = re.sub(r"(^|/)index\.html$", r"\1", pad).replace(".html", "/")
                yield own + tail
                if version.versie == publicatie.versie:
                    yield base + tail
            stamped = Tijdstempel.objects.filter(manifest__publicatie=version).exists()
            stempel = ("manifest.tsr",) if stamped else ()
            for naam in ("SHA256SUMS", "manifest.json", "ori.json", *stempel):
                yield from (own + naam, base + naam)


def _get(client: Client, adres: str) -> tuple[str, bytes] | None:
    """Media type and bytes of an address of ours; None when nobody gets it."""
    if adres.startswith("/static/"):
        found = finders.find(adres.removeprefix("/static/"))
        return (_kind(adres), Path(found).read_bytes()) if isinstance(found, str) else None
    answer: Any = client.get(adres, secure=True)
    if answer.status_code != 200:
        return None
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer["Content-Type"], data


def _kind(adres: str) -> str:
    kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
    return kinds.get(adres.rpartition(".")[2], "application/octet-stream")


def _links(adres: str, mediatype: str, data: bytes, host: str) -> Iterator[str]:
    """Addresses of ours that this refers to, without what comes after a question mark."""
    found: list[str] = []
    if mediatype.startswith("text/html"):
        tree: Any = lxml_html.document_fromstring(data)
        found = [link for _, name, link, _ in tree.iterlinks() if name in ("href", "src", "srcset")]
    elif mediatype.startswith("text/css"):
        found = _CSS_URL.findall(data.decode())
    elif mediatype.startswith("application/xml"):
        found = _LOC.findall(data.decode())
    for link in found:
        whole = urlsplit(urljoin(f"https://{host}{adres}", link))
        if whole.scheme in ("http", "https") and whole.netloc == host and whole.path:
            yield unquote(whole.path)


def _write(folder: Path, adres: str, mediatype: str, data: bytes, kopie: Kopie) -> None:
    relative = adres.lstrip("/") + ("index.html" if adres.endswith("/") else "")
    if mediatype.startswith("text/html") and not relative.endswith(".html"):
        # A web server shows a page at an address without an ending by the folder of that name.
        relative += "/index.html"
    path = (folder / relative).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError(adres)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    kopie.bestanden += 1
    kopie.bytes += len(data)
    if mediatype.startswith(_TEXT):
        path.with_name(f"{path.name}.gz").write_bytes(compress(data))
        path.with_name(f"{path.name}.br").write_bytes(brotli.compress(data, quality=9))
