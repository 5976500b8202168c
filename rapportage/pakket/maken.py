"""The ZIP: what is in it and in which order."""

import zipfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

import msgspec
from django.template.loader import render_to_string

from rapportage.models import Publicatie
from rapportage.pakket import diwoo, mdto
from rapportage.pakket.beheer import beheer_of
from rapportage.pakket.ori import ori
from rapportage.pakket.stukken import Bestand, Inhoud, read_stukken
from rapportage.pakket.word import DOCX, to_docx
from veiligheid.document import schema


def make_pakket(publicatie: Publicatie) -> tuple[str, bytes]:
    """Name and bytes of the package of a publication: the same each time it is made by the same
    version of the program. Raises LookupError when it has no manifest."""
    inhoud = read_stukken(publicatie)
    root = f"{inhoud.naam}/"
    files = dict(_files(inhoud))
    sums = "".join(f"{sha256(data).hexdigest()}  {naam}\n" for naam, data in sorted(files.items()))
    files["SHA256SUMS"] = sums.encode()
    out = BytesIO()
    moment = inhoud.moment.timetuple()[:6]
    with zipfile.ZipFile(out, "w") as pakket:
        for naam in sorted(files):
            info = zipfile.ZipInfo(root + naam, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            pakket.writestr(info, files[naam])
    return f"{inhoud.naam}.zip", out.getvalue()


def _files(inhoud: Inhoud) -> Iterator[tuple[str, bytes]]:
    """Everything but the sums, by its path in the package."""
    beheer = beheer_of(inhoud.manifest)
    word = to_docx(inhoud.document)
    naam = f"{inhoud.naam}.docx"
    letter = next(inhoud.stukken)
    docx = Bestand(naam, DOCX, word, sha256(word).hexdigest(), f"{letter.adres}{naam}")
    yield naam, word
    yield f"{naam}.bestand.mdto.xml", mdto.bestand(inhoud, letter, docx)
    for stuk in inhoud.stukken:
        what = f"{inhoud.naam}-bijlage-{stuk.nummer}" if stuk.nummer else inhoud.naam
        yield f"{what}.mdto.xml", mdto.informatieobject(inhoud, stuk, beheer)
        for bestand in stuk.bestanden:
            yield bestand.naam, bestand.inhoud
            yield f"{bestand.naam}.bestand.mdto.xml", mdto.bestand(inhoud, stuk, bestand)
            if diwoo.has_format(bestand):
                yield f"diwoo/{bestand.naam}.diwoo.xml", diwoo.document(inhoud, stuk, bestand)
    yield "ori.json", ori(inhoud)
    yield "manifest.json", inhoud.manifest_json
    yield "brief.schema.json", schema.to_json()
    yield "metadata.json", _metadata(inhoud, beheer)
    yield "LEESMIJ.txt", render_to_string("pakket/leesmij.txt", {"inhoud": inhoud}).encode()


def _metadata(inhoud: Inhoud, beheer: dict[str, str]) -> bytes:
    """What a program reads first: what this is, and which files go with which object."""
    p = inhoud.publicatie
    found = {
        "titel": p.titel,
        "soort": p.soort,
        "slug": p.slug,
        "versie": p.versie,
        "reden": p.reden,
        "kenmerk": p.kenmerk,
        "datum": p.datum,
        "gepubliceerd_op": inhoud.moment,
        "gemeente": inhoud.document.gemeente,
        "archief": beheer,
        "stukken": [
            {
                "titel": stuk.titel,
                "adres": stuk.adres,
                "bijlage": stuk.nummer or None,
                "bestanden": [
                    {"naam": b.naam, "mediatype": b.mediatype, "sha256": b.sha256, "adres": b.adres}
                    for b in stuk.bestanden
                ],
            }
            for stuk in inhoud.stukken
        ],
        "niet_openbaar": [
            {"bijlage": b.nummer, "titel": b.titel, "grond": b.geheim.grond, "door": b.geheim.door}
            for b in inhoud.document.bijlagen
            if b.geheim is not None
        ],
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"
