"""Files that go with an annex: what may come in, and how they come out again.

A picture is decoded and encoded anew (`plaatje`), so that nothing rides along with it and it fits
an archival PDF. A PDF stays as it came, is judged by PDF/UA and PDF/A, and is never merged into the
letter; one that does something when it is opened is refused (`pdfinhoud`).
"""

import re
from hashlib import sha256
from typing import Any

from rapportage.bijlagen.pdfinhoud import NietNaTeKijken, looked_into
from rapportage.bijlagen.plaatje import GeenAfbeelding, TeGroot, remake
from rapportage.models import Bijlage, Bijlagebestand, Brief
from rapportage.rendering.pdf import aantal_bladzijden, beoordeel_pdf
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import bestandsnamen

PDF = "application/pdf"
MAX_BYTES = 25_000_000
# What the judge adds for a PDF that we made ourselves.
_TO_US = " Meld dit aan de beheerder."
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9._-]+")


def load_files(brief: Brief, document: Briefdocument) -> dict[str, bytes]:
    """The bytes of every file that the document names, by that name. One query. Raises KeyError
    when one is gone, which the database does not allow while an annex has it."""
    wanted = {n for b in document.gevulde_bijlagen for n in bestandsnamen(b.delen)}
    if not wanted:
        return {}
    keys = {naam.split("-", 1)[0] for naam in wanted}
    rows = Bijlagebestand.objects.filter(bijlage__brief=brief, sleutel__in=keys)
    found = {b.adres: bytes(b.inhoud) for b in rows}
    return {naam: found[naam] for naam in wanted}


def store_pdf(bijlage: Bijlage, data: bytes, naam: str) -> Bijlagebestand:
    """Keep an uploaded PDF with its verdict. Raises Geweigerd when it is no PDF, too large, or
    does more than be read."""
    _check_size(data, naam)
    if not data.startswith(b"%PDF-"):
        raise _refused("geen-pdf", f"‘{naam}’ is geen pdf-bestand. Sla het op als pdf en kies dat.")
    if not (bladzijden := _pages(data)):
        raise _refused(
            "pdf-onleesbaar",
            f"‘{naam}’ is niet te lezen: het bestand is beschadigd of met een wachtwoord "
            "beveiligd. Sla het opnieuw op als pdf, zonder wachtwoord.",
        )
    _check_contents(data, naam)
    oordeel = [b.melding.removesuffix(_TO_US) for b in beoordeel_pdf(data)]
    clean = _clean_name(naam, ".pdf")
    return _store(bijlage, data, clean, PDF, bladzijden=bladzijden, oordeel=oordeel)


def _check_contents(data: bytes, naam: str) -> None:
    """Readers open an annex because the municipality gives it: nothing in it starts by itself."""
    try:
        found = looked_into(data)
    except NietNaTeKijken:
        raise _refused(
            "pdf-niet-na-te-kijken",
            f"‘{naam}’ is zo ingewikkeld dat niet na te gaan is of er iets schadelijks in zit. "
            "Druk het document af naar een nieuwe pdf en kies die.",
        ) from None
    if found:
        raise _refused(
            "pdf-doet-iets",
            f"‘{naam}’ is niet bewaard, want er zit meer in dan tekst en beeld: "
            f"{'; '.join(found)}. Dat kan schadelijk zijn voor wie de bijlage opent. "
            "Druk het document af naar een nieuwe pdf (Afdrukken, Opslaan als pdf) en kies die.",
        )


def _pages(data: bytes) -> int:
    """How many there are to read: none in a damaged file, or one that asks for a password."""
    try:
        return aantal_bladzijden(data)
    except ValueError:
        return 0


def store_picture(bijlage: Bijlage, data: bytes, naam: str) -> Bijlagebestand:
    """Keep an uploaded picture, as PNG or JPEG in RGB and no larger than a page shows. Raises
    Geweigerd when it is none, or larger than is read here."""
    _check_size(data, naam)
    try:
        made = remake(data)
    except TeGroot as too_large:
        raise _refused("te-groot", f"‘{naam}’ {too_large}") from None
    except GeenAfbeelding:
        raise _refused(
            "geen-afbeelding", f"‘{naam}’ is geen leesbare afbeelding. Kies een png of jpg."
        ) from None
    return _store(
        bijlage,
        made.data,
        _clean_name(naam, made.ending),
        made.mediatype,
        breedte=made.width,
        hoogte=made.height,
    )


def _check_size(data: bytes, naam: str) -> None:
    if len(data) > MAX_BYTES:
        raise _refused("te-groot", f"‘{naam}’ is groter dan {MAX_BYTES // 1_000_000} MB.")


def _clean_name(naam: str, ending: str) -> str:
    """A name for an address: lower case, no spaces, the ending that fits what is in it."""
    stem = naam.rsplit(".", 1)[0].lower()
    return (_NOT_IN_A_NAME.sub("-", stem).strip("-.")[:80] or "bestand") + ending


def _store(
    bijlage: Bijlage, data: bytes, naam: str, mediatype: str, **velden: Any
) -> Bijlagebestand:
    record: Bijlagebestand = Bijlagebestand.objects.create(
        bijlage=bijlage,
        bestandsnaam=naam,
        mediatype=mediatype,
        sha256=sha256(data).hexdigest(),
        grootte=len(data),
        inhoud=data,
        **velden,
    )
    return record


def _refused(code: str, melding: str) -> Geweigerd:
    return Geweigerd(blokkeert(code, melding))
