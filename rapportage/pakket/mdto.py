"""MDTO 1.0.1 (Nationaal Archief): a description of each object of the archive and of each file.

https://www.nationaalarchief.nl/archiveren/mdto. What the municipality's own list for selection says
comes from the settings; so does who forms the archive.
"""

from typing import Any

from django.conf import settings
from lxml import etree

from rapportage.pakket.stukken import Bestand, Inhoud, Stuk

NS = "https://www.nationaalarchief.nl/mdto"
# By media type the name and the key in the register of PRONOM. A PDF of ours is PDF/A-3a; one from
# elsewhere is what its maker says, which nobody asked.
_FORMATEN = {
    "text/csv": ("Comma Separated Values", "x-fmt/18"),
    "application/json": ("JSON Data Interchange Format", "fmt/817"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
        "Microsoft Excel for Windows",
        "fmt/214",
    ),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "Microsoft Word for Windows",
        "fmt/412",
    ),
    "image/png": ("Portable Network Graphics", "fmt/11"),
    "image/jpeg": ("JPEG File Interchange Format", "fmt/43"),
}
_PDF_A = ("Acrobat PDF/A - Portable Document Format", "fmt/479")
_PDF = ("Acrobat PDF - Portable Document Format", "fmt/276")


def informatieobject(inhoud: Inhoud, stuk: Stuk, waardering: dict[str, str]) -> bytes:
    """The letter, or one of its annexes. waardering: what stood in the settings when it was
    published; see `archief.beheer`."""
    root, o = _root("informatieobject")
    _identificatie(o, stuk.adres)
    _add(o, "naam", stuk.titel)
    _begrip(o, "aggregatieniveau", "Archiefstuk", "Begrippenlijst Aggregatieniveaus MDTO")
    if not stuk.nummer and inhoud.publicatie.samenvatting:
        _add(o, "omschrijving", inhoud.publicatie.samenvatting)
    _add(_add(o, "raadpleeglocatie"), "raadpleeglocatieOnline", stuk.adres)
    if not stuk.nummer:
        _period(o, inhoud)
    _add(o, "taal", inhoud.document.taal)
    event = _add(o, "event")
    _begrip(event, "eventType", "Publicatie", "Begrippenlijst EventType MDTO")
    _add(event, "eventTijd", inhoud.moment.isoformat())
    _begrip(
        o,
        "waardering",
        waardering["label"],
        "Begrippenlijst Waarderingen MDTO",
        waardering["code"],
    )
    if termijn := waardering["bewaartermijn"]:
        _add(_add(o, "bewaartermijn"), "termijnLooptijd", termijn)
    stukken = list(inhoud.stukken)
    if stuk.nummer:
        _verwijzing(o, "isOnderdeelVan", stukken[0].titel, stukken[0].adres)
    else:
        for part in stukken[1:]:
            _verwijzing(o, "bevatOnderdeel", part.titel, part.adres)
    for bestand in stuk.bestanden:
        _verwijzing(o, "heeftRepresentatie", bestand.naam, bestand.adres)
    code = settings.GEMEENTE_CODE.lower()
    tooi = f"https://identifier.overheid.nl/tooi/id/gemeente/{code}"
    _verwijzing(o, "archiefvormer", settings.GEMEENTE_NAAM, tooi, "TOOI")
    if selectielijst := waardering["selectielijst"]:
        _verwijzing(o, "activiteit", selectielijst)
    beperking = _add(o, "beperkingGebruik")
    _begrip(
        beperking,
        "beperkingGebruikType",
        waardering["beperking"],
        "Begrippenlijst BeperkingGebruik",
    )
    return _written(root)


def bestand(inhoud: Inhoud, stuk: Stuk, file: Bestand) -> bytes:
    """One file of an object."""
    root, b = _root("bestand")
    _identificatie(b, file.adres)
    _add(b, "naam", file.naam)
    _add(b, "omvang", str(len(file.inhoud)))
    label, code = _format(file)
    _begrip(b, "bestandsformaat", label, "PRONOM-register", code)
    checksum = _add(b, "checksum")
    _begrip(checksum, "checksumAlgoritme", "SHA-256", "Begrippenlijst ChecksumAlgoritme MDTO")
    _add(checksum, "checksumWaarde", file.sha256)
    _add(checksum, "checksumDatum", inhoud.moment.isoformat())
    _add(b, "URLBestand", file.adres)
    _verwijzing(b, "isRepresentatieVan", stuk.titel, stuk.adres)
    return _written(root)


def _format(file: Bestand) -> tuple[str, str]:
    kind = file.mediatype.partition(";")[0]
    if kind == "application/pdf":
        return (
            _PDF_A
            if file.adres.endswith(("/brief.pdf", "/bijlage.pdf", "/wijzigingen.pdf"))
            else _PDF
        )
    return _FORMATEN.get(kind, ("Onbekend", "UNKNOWN"))


def _period(o: Any, inhoud: Inhoud) -> None:
    """The years that the letter is about."""
    document = inhoud.document
    years = [y for y in (document.verslagjaar, document.vooruitblikjaar) if y is not None]
    if years:
        dekking = _add(o, "dekkingInTijd")
        lijst = "Begrippenlijst DekkingInTijdTypen MDTO"
        _begrip(dekking, "dekkingInTijdType", "Betreft periode", lijst)
        _add(dekking, "dekkingInTijdBegindatum", f"{min(years)}-01-01")
        _add(dekking, "dekkingInTijdEinddatum", f"{max(years)}-12-31")


# -- XML ---------------------------------------------------------------------------------------


def _root(kind: str) -> tuple[Any, Any]:
    root = etree.Element(f"{{{NS}}}MDTO", nsmap={None: NS})
    return root, etree.SubElement(root, f"{{{NS}}}{kind}")


def _add(parent: Any, naam: str, text: str | None = None) -> Any:
    child = etree.SubElement(parent, f"{{{NS}}}{naam}")
    child.text = text
    return child


def _identificatie(parent: Any, kenmerk: str, bron: str = "", naam: str = "identificatie") -> None:
    node = _add(parent, naam)
    _add(node, "identificatieKenmerk", kenmerk)
    _add(node, "identificatieBron", bron or settings.GEMEENTE_NAAM)


def _verwijzing(parent: Any, naam: str, tekst: str, kenmerk: str = "", bron: str = "") -> None:
    node = _add(parent, naam)
    _add(node, "verwijzingNaam", tekst)
    if kenmerk:
        _identificatie(node, kenmerk, bron, "verwijzingIdentificatie")


def _begrip(parent: Any, naam: str, label: str, lijst: str, code: str = "") -> None:
    node = _add(parent, naam)
    _add(node, "begripLabel", label)
    if code:
        _add(node, "begripCode", code)
    _add(_add(node, "begripBegrippenlijst"), "verwijzingNaam", lijst)


def _written(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data
