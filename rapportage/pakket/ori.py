"""Mini-ORI 1.0.0 (VNG Realisatie): a letter and its annexes as the council's information system
takes them in. Without `pid`, which the receiver gives."""

import msgspec
from django.conf import settings

from rapportage.pakket.stukken import Bestand, Inhoud, Stuk

_BIJLAGE_VAN = "https://identifier.overheid.nl/tooi/def/thes/kern/c_4d1ea9ba"


def ori(inhoud: Inhoud) -> bytes:
    """All PDFs, the letter first: a list of *informatieobjecten* on delivery."""
    objects = [
        _object(inhoud, stuk, bestand)
        for stuk in inhoud.stukken
        for bestand in stuk.bestanden
        if bestand.mediatype == "application/pdf"
    ]
    return msgspec.json.format(msgspec.json.encode(objects), indent=1) + b"\n"


def _object(inhoud: Inhoud, stuk: Stuk, bestand: Bestand) -> dict[str, object]:
    datum = (inhoud.document.datum or inhoud.moment.date()).isoformat()
    found: dict[str, object] = {
        "id": bestand.adres,
        "webpaginalink": stuk.adres,
        "organisatie": {
            "gemeente": settings.GEMEENTE_CODE.lower(),
            "naam": settings.GEMEENTE_NAAM,
        },
        "titel": stuk.titel,
        "wooinformatiecategorie": settings.WOO_CATEGORIEEN[0],
        "datumingediend": inhoud.moment.date().isoformat(),
        "bronorganisatie": settings.GEMEENTE_NAAM,
        "creatiedatum": datum,
        "informatieobjecttype": "mededeling",
        "formaat": bestand.mediatype,
        "taal": "dut",
    }
    if inhoud.publicatie.samenvatting and not stuk.nummer:
        found["omschrijving"] = inhoud.publicatie.samenvatting
    if stuk.nummer:
        letter = next(s for s in inhoud.stukken)
        found["gerelateerdinformatieobject"] = {
            "informatieobject": letter.adres,
            "rol": _BIJLAGE_VAN,
        }
    return found
