"""DiWoo 0.9.8 (KOOP): the metadata with which the index of the Wet open overheid lists a file.

Which category a letter has is a setting: the griffie decides, and the portal claims no duty.
"""

from typing import Any

from django.conf import settings
from lxml import etree

from rapportage.pakket.stukken import Bestand, Inhoud, Stuk

NS = "https://standaarden.overheid.nl/diwoo/metadata/"
_TOOI = "https://identifier.overheid.nl/tooi"
_TYPEN = "http://publications.europa.eu/resource/authority/file-type"
_NLD = "http://publications.europa.eu/resource/authority/language/NLD"
_FORMATEN = {
    "application/pdf": ("PDF", f"{_TYPEN}/PDF"),
    "text/csv": ("CSV", f"{_TYPEN}/CSV"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("XLSX", f"{_TYPEN}/XLSX"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "DOCX",
        f"{_TYPEN}/DOCX",
    ),
}
CATEGORIEEN = {
    "c_8c840238": "bij vertegenwoordigende organen ingekomen stukken",
    "c_db4862c3": "vergaderstukken decentrale overheden",
    "c_c6cd1213": "jaarplannen en jaarverslagen",
    "c_fdaee95e": "onderzoeksrapporten",
    "c_816e508d": "inspanningsverplichting artikel 3.1 Woo",
}
_VASTSTELLING = f"{_TOOI}/def/thes/kern/c_641ecd76"


def has_format(bestand: Bestand) -> bool:
    """Whether the index has a word for this kind of file."""
    return bestand.mediatype.partition(";")[0] in _FORMATEN


def document(inhoud: Inhoud, stuk: Stuk, bestand: Bestand) -> bytes:
    """The `diwoo:Document` of one file, as it stands in a sitemap beside its address. Raises
    KeyError for a kind of file that the index has no word for."""
    root = etree.Element(f"{{{NS}}}Document", nsmap={"diwoo": NS})
    add_metadata(root, inhoud, stuk, bestand)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def add_metadata(root: Any, inhoud: Inhoud, stuk: Stuk, bestand: Bestand) -> None:
    """The metadata itself, in a `diwoo:Document`."""
    diwoo = _add(root, "DiWoo")
    _add(_add(diwoo, "identifiers"), "identifier", bestand.adres)
    gemeente = f"{_TOOI}/id/gemeente/{settings.GEMEENTE_CODE.lower()}"
    for naam in ("publisher", "verantwoordelijke"):
        _add(diwoo, naam, settings.GEMEENTE_NAAM, gemeente)
    _add(_add(diwoo, "titelcollectie"), "officieleTitel", stuk.titel)
    if not stuk.nummer and inhoud.publicatie.samenvatting:
        _add(_add(diwoo, "omschrijvingen"), "omschrijving", inhoud.publicatie.samenvatting)
    lijst = _add(_add(diwoo, "classificatiecollectie"), "informatiecategorieen")
    for code in settings.WOO_CATEGORIEEN:
        label = CATEGORIEEN.get(code, code)
        _add(lijst, "informatiecategorie", label, f"{_TOOI}/def/thes/kern/{code}")
    datum = inhoud.document.datum or inhoud.moment.date()
    _add(diwoo, "creatiedatum", datum.isoformat())
    _add(diwoo, "language", "Nederlands", _NLD)
    label, resource = _FORMATEN[bestand.mediatype.partition(";")[0]]
    _add(diwoo, "format", label, resource)
    _add(diwoo, "aggregatiekenmerk", inhoud.publicatie.slug)
    handeling = _add(_add(diwoo, "documenthandelingen"), "documenthandeling")
    _add(handeling, "soortHandeling", "vaststelling", _VASTSTELLING)
    _add(handeling, "atTime", inhoud.moment.isoformat())


def _add(parent: Any, naam: str, text: str | None = None, resource: str = "") -> Any:
    child = etree.SubElement(parent, f"{{{NS}}}{naam}")
    child.text = text
    if resource:
        child.set("resource", resource)
    return child
