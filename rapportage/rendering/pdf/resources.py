"""What a document may refer to: the files given with it and the letter's own fonts, no more.

The renderer must never read the network or the disk on the word of a text that somebody
typed. So there is no list of forbidden places, there are two schemes of our own:
``bestand:NAAM`` (a file given by the caller) and ``lettertype:NAAM`` (a font of the engine).
``data:`` is refused too: everything in the PDF comes in by one door, checked in one place.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import NoReturn
from urllib.parse import unquote

from PIL import Image

from veiligheid.core.lettertypen import NAMEN, font_bytes

logger = logging.getLogger(__name__)

# Modes that stay within the sRGB output intent of PDF/A; CMYK and 16-bit greys do not.
_IMAGE_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
_IMAGE_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_MAX_PIXELS = 40_000_000
_SHOWN_URL_LENGTH = 120


class Refused(Exception):
    """A document referred to something that is not served."""


@dataclass(slots=True)
class Resources:
    """Serves the engine's own schemes.

    files: what ``bestand:NAAM`` stands for: PNG, JPEG or SVG.
    missing: Dutch sentences about files of our own schemes that could not be served. The
        document is not complete without them, so the engine gives up when there are any.
        References to anywhere else are left out with a warning in the log.
    """

    files: Mapping[str, bytes]
    missing: list[str] = field(default_factory=list)

    def fetch(self, url: str) -> tuple[bytes, str]:
        """Content and media type behind `url`; raises Refused."""
        scheme, _, rest = url.partition(":")
        name = unquote(rest)
        match scheme.lower():
            case "bestand":
                return self._file(name)
            case "lettertype" if name in NAMEN:
                return font_bytes(name), f"font/{name[-3:]}"
            case "lettertype":
                self._miss(f"Het lettertype “{name}” hoort niet bij de opmaak van de brief.")
        logger.warning("Refused to fetch %s", url[:_SHOWN_URL_LENGTH])
        raise Refused(f"not an address of this document: {url[:_SHOWN_URL_LENGTH]}")

    def _file(self, name: str) -> tuple[bytes, str]:
        if name not in self.files:
            self._miss(f"De brief verwijst naar het bestand “{name}”, maar dat is er niet.")
        content = self.files[name]
        if b"<svg" in content[:1024]:
            return content, "image/svg+xml"
        return content, self._raster_type(name, content)

    def _raster_type(self, name: str, content: bytes) -> str:
        try:
            with Image.open(BytesIO(content), formats=tuple(_IMAGE_TYPES)) as image:
                kind, mode, size = image.format or "", image.mode, image.size
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            self._miss(f"Het bestand “{name}” is geen leesbare PNG-, JPEG- of SVG-afbeelding.")
        if mode not in _IMAGE_MODES:
            self._miss(
                f"De kleuren van “{name}” ({mode}) kunnen niet in een archiefbestand. "
                "Sla de afbeelding op in RGB."
            )
        if size[0] * size[1] > _MAX_PIXELS:
            self._miss(f"De afbeelding “{name}” is te groot: {size[0]} × {size[1]} beeldpunten.")
        return _IMAGE_TYPES[kind]

    def _miss(self, melding: str) -> NoReturn:
        if melding not in self.missing:
            self.missing.append(melding)
        raise Refused(melding)
