"""GeoJSON (RFC 7946) as the outlines of areas: by CBS code the rings of each.

Raises Geweigerd for what is no GeoJSON, for coordinates that are no degrees, and for more than a
map of a municipality has.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert

Punt = tuple[float, float]
Ring = list[Punt]

_CODE = re.compile(r"(?:GM\d{4}|WK\d{6}|BU\d{8})")
_VORMEN = {"Polygon", "MultiPolygon"}
MAX_BYTES = 50_000_000
MAX_PUNTEN = 2_000_000
# Six decimals of a degree are a decimetre.
_DECIMALEN = 6


def read_geojson(data: bytes) -> dict[str, list[Ring]]:
    """Longitude and latitude in degrees, the way the file gives them; of an area that the file has
    more than once, all its rings."""
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise _refused(
            "geen-geojson",
            "Dit is geen GeoJSON. Kies bij de aanbieder van de kaart ‘GeoJSON’ als bestandsvorm "
            "(.geojson of .json).",
        ) from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise _refused(
            "geen-vlakken",
            "In dit bestand staat geen lijst van gebieden (een ‘FeatureCollection’). Vraag de "
            "gebieden als één GeoJSON-bestand.",
        )
    vormen: dict[str, list[Ring]] = {}
    points = 0
    for n, feature in enumerate(features, start=1):
        code, rings = _code(feature), list(_rings(feature, n))
        points += sum(map(len, rings))
        if points > MAX_PUNTEN:
            raise _refused(
                "te-fijn",
                f"Deze kaart heeft meer dan {MAX_PUNTEN:,} punten. Vraag een vereenvoudigde "
                "(‘gegeneraliseerde’) kaart; CBS heeft die ook.".replace(",", "."),
            )
        if code and rings:
            vormen.setdefault(code, []).extend(rings)
    return vormen


def _code(feature: Any) -> str:
    """The first property that is a code of CBS, whatever it is called there."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    for value in (properties or {}).values() if isinstance(properties, Mapping) else ():
        if isinstance(value, str) and _CODE.fullmatch(value.strip()):
            return value.strip()
    return ""


def _rings(feature: Any, number: int) -> Iterator[Ring]:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") not in _VORMEN:
        return
    single = geometry["type"] == "Polygon"
    coordinates: Any = geometry.get("coordinates")
    try:
        for polygon in [coordinates] if single else coordinates:
            for ring in polygon:
                points = [(float(p[0]), float(p[1])) for p in ring]
                if any(not (-180 <= x <= 180 and -90 <= y <= 90) for x, y in points):
                    raise _refused(
                        "geen-graden",
                        "De coördinaten in dit bestand zijn geen graden, maar waarschijnlijk "
                        "meters (het stelsel van het Kadaster). Vraag het bestand in WGS 84 "
                        "(EPSG:4326), zoals GeoJSON voorschrijft.",
                        f"gebied {number}",
                    )
                if len(points) >= 4:
                    yield [(round(x, _DECIMALEN), round(y, _DECIMALEN)) for x, y in points]
    except (TypeError, ValueError, IndexError, KeyError):
        raise _refused(
            "kapotte-vorm",
            "De omtrek van een gebied is niet te lezen. Haal het bestand opnieuw op.",
            f"gebied {number}",
        ) from None


def _refused(code: str, melding: str, plek: str = "") -> Geweigerd:
    finding: Bevinding = blokkeert(code, melding, plek)
    return Geweigerd(finding)
