"""Sitemaps: an index per category of the Wet open overheid, whose maps name the files themselves
with their DiWoo metadata, and an ordinary one of pages.

https://standaarden.overheid.nl/diwoo: an index under any other name is not read, and a `loc` leads
to the file, not to a page about it.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from rapportage.models import Publicatie
from rapportage.pakket import diwoo
from rapportage.pakket.stukken import Inhoud, outline
from veiligheid.core.mail.vragen import absolute

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The number in the name of the index of a category (Woo, article 3.3, in the order of the law).
NUMMERS = {"c_8c840238": 6, "c_db4862c3": 8, "c_c6cd1213": 12, "c_fdaee95e": 15}
# Publications in one map: with all their files far below the 50,000 addresses that one may have.
PER_KAART = 200


def indexes() -> list[int]:
    """The numbers of the categories that the settings name and that have an index."""
    return [NUMMERS[code] for code in settings.WOO_CATEGORIEEN if code in NUMMERS]


def diwoo_index(nummer: int) -> bytes:
    """The index of a category. Raises KeyError for one that is not ours."""
    if nummer not in indexes():
        raise KeyError(nummer)
    found = list(_standing())
    pages = [found[n : n + PER_KAART] for n in range(0, len(found), PER_KAART)]
    rows = [
        (reverse("sitemap-diwoo", args=[nummer, n]), max(p.gepubliceerd_op for p in page))
        for n, page in enumerate(pages, start=1)
    ]
    return _index(rows)


def diwoo_map(nummer: int, kaart: int) -> bytes:
    """A map of a category: every file of these publications that the index has a word for. Raises
    KeyError for a map that is not there."""
    if nummer not in indexes():
        raise KeyError(kaart)
    start = (kaart - 1) * PER_KAART
    page = list(islice(_standing(), start, start + PER_KAART)) if kaart > 0 else []
    if not page:
        raise KeyError(kaart)
    root = _root("urlset", diwoo=diwoo.NS)
    for publicatie in page:
        inhoud = outline(publicatie)
        for stuk in inhoud.stukken:
            for bestand in filter(diwoo.has_format, stuk.bestanden):
                url = _url(root, bestand.adres, inhoud.moment)
                document = etree.SubElement(url, f"{{{diwoo.NS}}}Document")
                diwoo.add_metadata(document, inhoud, stuk, bestand)
    return _written(root)


def pages_index() -> bytes:
    """The index of the ordinary sitemap."""
    newest = max((p.gepubliceerd_op for p in _standing()), default=None)
    return _index([(reverse("sitemap-paginas"), newest)])


def pages() -> bytes:
    """Every page that readers have of what holds now."""
    root = _root("urlset")
    for naam in ("voorpagina", "brieven", "toezeggingen", "cijfers"):
        _url(root, absolute(reverse(naam)), None)
    for publicatie in _standing():
        for adres in _pages_of(outline(publicatie)):
            _url(root, adres, timezone.localtime(publicatie.gepubliceerd_op))
    return _written(root)


def _pages_of(inhoud: Inhoud) -> Iterator[str]:
    base = next(inhoud.stukken).adres
    yield base
    for regel in inhoud.manifest.bestanden:
        if regel.pad.endswith(".html") and regel.pad != "index.html":
            yield base + regel.pad.removesuffix("index.html").replace(".html", "/")


def _standing() -> Any:
    return Publicatie.objects.newest_per_slug().filter(manifest__isnull=False)


def _index(rows: list[tuple[str, datetime | None]]) -> bytes:
    root = _root("sitemapindex")
    for adres, moment in rows:
        node = etree.SubElement(root, f"{{{_SITEMAP}}}sitemap")
        etree.SubElement(node, f"{{{_SITEMAP}}}loc").text = absolute(adres)
        if moment is not None:
            _when(node, moment)
    return _written(root)


def _root(naam: str, **namespaces: str) -> Any:
    nsmap: dict[str | None, str] = {None: _SITEMAP}
    nsmap.update(namespaces)
    return etree.Element(f"{{{_SITEMAP}}}{naam}", nsmap=nsmap)


def _url(root: Any, adres: str, moment: datetime | None) -> Any:
    url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
    etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = adres
    if moment is not None:
        _when(url, moment)
    return url


def _when(node: Any, moment: datetime) -> None:
    local = timezone.localtime(moment).replace(microsecond=0)
    etree.SubElement(node, f"{{{_SITEMAP}}}lastmod").text = local.isoformat()


def _written(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data
