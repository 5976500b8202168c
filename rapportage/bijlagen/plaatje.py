"""A picture decoded and encoded anew, at a known price in memory.

What a file says about itself in its first bytes is looked at before anything is unpacked: 74 kB can
hold 75 million points. Within the limits the points are unpacked once, made smaller strip by strip,
and only what is small is copied. One at a time in each process.
"""

import warnings
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from PIL import Image, ImageCms, ImageOps

# More than this no screen or page shows.
_SHOWN = 2000
# Of the file: a scan of A3 at 400 dots an inch is 4,700 by 6,600.
LANGSTE_ZIJDE = 20_000
MEESTE_PUNTEN = 40_000_000
# As Pillow holds them while they are unpacked.
MEESTE_BYTES = 160_000_000
_BYTES_OF_MODE = {"1": 1, "L": 1, "P": 1, "LA": 4, "PA": 4, "La": 4, "I;16": 2, "I;16B": 2}
_REST = 4
# A progressive JPEG is held as coefficients before it is a picture: three times two bytes a point.
_PROGRESSIVE = 6
_STRIP = 256
_EEN_TEGELIJK = Lock()


class GeenAfbeelding(ValueError):
    """No PNG or JPEG that can be read."""


class TeGroot(ValueError):
    """Larger than is read here; the message says how large and what the limit is, in Dutch, to be
    put after the name of the file."""


@dataclass(frozen=True, slots=True)
class Gemaakt:
    """The picture as it is kept."""

    data: bytes
    width: int
    height: int
    mediatype: str
    ending: str


def remake(data: bytes) -> Gemaakt:
    """The picture as it is meant to be seen, without anything that came along with it (a place, a
    camera, a profile), in RGB and no larger than a page shows. JPEG stays JPEG. Raises
    GeenAfbeelding and TeGroot."""
    try:
        with _EEN_TEGELIJK:
            return _remake(data)
    except Image.DecompressionBombError:
        raise TeGroot(_too_many(0)) from None
    except (OSError, ValueError, SyntaxError) as error:
        if isinstance(error, TeGroot):
            raise
        raise GeenAfbeelding from error


def _remake(data: bytes) -> Gemaakt:
    with warnings.catch_warnings():
        # Between this warning and what Pillow refuses itself our own limits decide.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        source = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
    with source:
        _check(source)
        jpeg = source.format == "JPEG"
        # Of a JPEG only as many points are unpacked as are needed.
        source.draft("RGB", (_SHOWN, _SHOWN))
        small = _smaller(source)
    # The whole is gone by now; everything below is of what a page shows.
    small.thumbnail((_SHOWN, _SHOWN))
    turned = ImageOps.exif_transpose(small)
    flat = _flat(turned)
    clean = Image.new("RGB", flat.size)
    clean.paste(flat)
    out = BytesIO()
    clean.save(out, "JPEG" if jpeg else "PNG", quality=88, optimize=True)
    ending, mediatype = (".jpg", "image/jpeg") if jpeg else (".png", "image/png")
    return Gemaakt(out.getvalue(), clean.width, clean.height, mediatype, ending)


def _check(source: Image.Image) -> None:
    """Before a point of it is unpacked. Raises TeGroot."""
    width, height = source.size
    if max(width, height) > LANGSTE_ZIJDE:
        raise TeGroot(
            f"is {_n(width)} bij {_n(height)} beeldpunten. Een zijde mag hoogstens "
            f"{_n(LANGSTE_ZIJDE)} zijn. Maak de afbeelding kleiner."
        )
    if width * height > MEESTE_PUNTEN:
        raise TeGroot(_too_many(width * height))
    per_point = _BYTES_OF_MODE.get(source.mode, _REST)
    if source.info.get("progressive") or source.info.get("progression"):
        per_point = _PROGRESSIVE
    if width * height * per_point > MEESTE_BYTES:
        raise TeGroot(
            f"kost uitgepakt {_n(width * height * per_point // 1_000_000)} MB geheugen; er is "
            f"{_n(MEESTE_BYTES // 1_000_000)} MB voor. Maak de afbeelding kleiner, of bewaar haar "
            "als gewone (niet progressieve) jpg."
        )


def _too_many(points: int) -> str:
    size = f" ({_n(points // 1_000_000)} miljoen)" if points else ""
    return (
        f"heeft te veel beeldpunten{size}; hoogstens {_n(MEESTE_PUNTEN // 1_000_000)} miljoen "
        "kunnen er gelezen worden. Maak de afbeelding kleiner."
    )


def _n(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _smaller(source: Image.Image) -> Image.Image:
    """Within twice what is shown, in a mode that can be averaged. By strips, so that what such a
    mode costs is paid for a strip and not for the whole."""
    factor = -(-max(source.size) // (2 * _SHOWN))
    if factor == 1:
        plain = _plain(source)
        whole = plain.copy() if plain is source else plain
    else:
        width, height = (-(-side // factor) for side in source.size)
        strip = _STRIP * factor
        parts = []
        for top in range(0, source.height, strip):
            part = source.crop((0, top, source.width, min(top + strip, source.height)))
            parts.append(_plain(part).reduce(factor))
        whole = Image.new(parts[0].mode, (width, height))
        for n, part in enumerate(parts):
            whole.paste(part, (0, n * _STRIP))
    whole.info.update(_said(source))
    return whole


def _said(source: Image.Image) -> dict[str, Any]:
    """How it is to be seen: turned, and in which colours. Transparency is in the points by now."""
    said: dict[str, Any] = {k: source.info[k] for k in ("icc_profile", "exif") if k in source.info}
    exif = source.getexif()
    return {**said, "exif": exif.tobytes()} if exif and "exif" not in said else said


def _plain(picture: Image.Image) -> Image.Image:
    """In a mode whose points can be averaged, with the transparency in it."""
    if picture.mode in ("P", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: to Pillow anything above 255 is white.
        return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    return picture.convert("L") if picture.mode == "1" else picture


def _flat(picture: Image.Image) -> Image.Image:
    """In RGB on white: an archival PDF has no other colours, and paper shows nothing through."""
    if picture.mode in ("RGBA", "LA"):
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
