"""Files that go with an annex: what may come in, and how they come out again.

A picture is decoded and encoded anew, so that nothing rides along with it and it fits an archival
PDF. A PDF stays as it came, is judged by PDF/UA and PDF/A, and is never merged into the letter.
"""

import re
import warnings
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from rapportage.delen import Afbeelding, Bestanddeel
from rapportage.document import Briefdocument
from rapportage.models import Bijlage, Bijlagebestand, Brief
from rapportage.rendering.pdf import aantal_bladzijden, beoordeel_pdf
from veiligheid.core.findings import Geweigerd, blokkeert

PDF = "application/pdf"
MAX_BYTES = 25_000_000
_MAX_PIXELS = 40_000_000
# More than this no screen or page shows.
_LONGEST_SIDE = 2000
# What the judge adds for a PDF that we made ourselves.
_TO_US = " Meld dit aan de beheerder."
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9._-]+")


def load_files(brief: Brief, document: Briefdocument) -> dict[str, bytes]:
    """The bytes of every file that the document names, by that name. One query. Raises KeyError
    when one is gone, which the database does not allow while an annex has it."""
    wanted = {
        deel.bestand
        for bijlage in document.gevulde_bijlagen
        for deel in bijlage.delen
        if isinstance(deel, Afbeelding | Bestanddeel)
    }
    if not wanted:
        return {}
    keys = {naam.split("-", 1)[0] for naam in wanted}
    rows = Bijlagebestand.objects.filter(bijlage__brief=brief, sleutel__in=keys)
    found = {b.adres: bytes(b.inhoud) for b in rows}
    return {naam: found[naam] for naam in wanted}


def store_pdf(bijlage: Bijlage, data: bytes, naam: str) -> Bijlagebestand:
    """Keep an uploaded PDF with its verdict. Raises Geweigerd when it is no PDF or too large."""
    _check_size(data, naam)
    if not data.startswith(b"%PDF-"):
        raise _refused("geen-pdf", f"‘{naam}’ is geen pdf-bestand. Sla het op als pdf en kies dat.")
    if not (bladzijden := _pages(data)):
        raise _refused(
            "pdf-onleesbaar",
            f"‘{naam}’ is niet te lezen: het bestand is beschadigd of met een wachtwoord "
            "beveiligd. Sla het opnieuw op als pdf, zonder wachtwoord.",
        )
    oordeel = [b.melding.removesuffix(_TO_US) for b in beoordeel_pdf(data)]
    clean = _clean_name(naam, ".pdf")
    return _store(bijlage, data, clean, PDF, bladzijden=bladzijden, oordeel=oordeel)


def _pages(data: bytes) -> int:
    """How many there are to read: none in a damaged file, or one that asks for a password."""
    try:
        return aantal_bladzijden(data)
    except ValueError:
        return 0


def store_picture(bijlage: Bijlage, data: bytes, naam: str) -> Bijlagebestand:
    """Keep an uploaded picture, as PNG or JPEG in RGB and no larger than a page shows. Raises
    Geweigerd when it is none."""
    _check_size(data, naam)
    try:
        picture, jpeg = _decode(data, naam)
    except Image.DecompressionBombError:
        raise _too_many_pixels(naam) from None
    except (OSError, ValueError, SyntaxError):
        raise _refused(
            "geen-afbeelding", f"‘{naam}’ is geen leesbare afbeelding. Kies een png of jpg."
        ) from None
    out = BytesIO()
    picture.save(out, "JPEG" if jpeg else "PNG", quality=88, optimize=True)
    ending, mediatype = (".jpg", "image/jpeg") if jpeg else (".png", "image/png")
    return _store(
        bijlage,
        out.getvalue(),
        _clean_name(naam, ending),
        mediatype,
        breedte=picture.width,
        hoogte=picture.height,
    )


def _decode(data: bytes, naam: str) -> tuple[Image.Image, bool]:
    """The picture as it is meant to be seen, without anything that came along with it (a place, a
    camera, a profile), and whether it came as JPEG. Raises what Pillow raises, and Geweigerd."""
    with warnings.catch_warnings():
        # Between this warning and what Pillow refuses itself our own limit decides.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        source = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
    with source:
        if source.width * source.height > _MAX_PIXELS:
            raise _too_many_pixels(naam)
        jpeg = source.format != "PNG"
        source.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        picture = ImageOps.exif_transpose(source)
        if picture.mode == "P":
            picture = picture.convert("RGBA")
        elif picture.mode.startswith("I"):
            # Sixteen bits of grey: to Pillow anything above 255 is white.
            picture = picture.point(lambda grey: grey * (1 / 256)).convert("L")
        picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        flat = _flat(picture)
        clean = Image.new("RGB", flat.size)
        clean.paste(flat)
        return clean, jpeg


def _flat(picture: Image.Image) -> Image.Image:
    """In RGB on white: an archival PDF has no other colours, and paper shows nothing through."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        rgba = picture.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("RGB")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError):
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            seen = ImageCms.profileToProfile(picture, own, srgb, outputMode="RGB")
            if seen is not None:
                return seen
    return picture.convert("RGB")


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


def _too_many_pixels(naam: str) -> Geweigerd:
    return _refused("te-groot", f"‘{naam}’ heeft te veel beeldpunten. Maak de afbeelding kleiner.")


def _refused(code: str, melding: str) -> Geweigerd:
    return Geweigerd(blokkeert(code, melding))
