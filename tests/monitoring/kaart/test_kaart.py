"""A municipality's own map: taken in from GeoJSON, drawn beside the names."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import etree

from monitoring.charts.kaart import BREEDTE, MAX_HOOGTE, draw_map
from monitoring.importing.kaart.parse import read_geojson
from monitoring.models import Gebied, Gebiedsvorm
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting
from veiligheid.core.findings import Geweigerd


def feature(code: str, *rings: Any, veld: str = "statcode") -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": list(rings)}
    return {"type": "Feature", "properties": {"naam": "x", veld: code}, "geometry": geometry}


def square(x: float, y: float, size: float = 0.01) -> list[list[float]]:
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def kaart(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


TWEE = kaart(
    feature("WK000001", square(5.2, 52.5)),
    feature("WK000002", square(5.21, 52.5), veld="wijkcode"),
    feature("WK036300", square(4.9, 52.3)),
)


def test_rings_by_code() -> None:
    meer = feature("WK000001", square(5.2, 52.5))
    meer["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [[square(5.2, 52.5), square(5.203, 52.503, 0.002)], [square(5.3, 52.5)]],
    }
    found = read_geojson(kaart(meer, feature("geen code", square(5, 52)), {"type": "Feature"}))
    assert {code: len(rings) for code, rings in found.items()} == {"WK000001": 3}
    assert found["WK000001"][0][2] == (5.21, 52.51)


@pytest.mark.parametrize(
    ("data", "code", "plek"),
    [
        (b"", "geen-geojson", ""),
        (b"PK\x03\x04", "geen-geojson", ""),
        (b"[" * 100_000, "geen-geojson", ""),
        (b"{}", "geen-vlakken", ""),
        (b"[1, 2]", "geen-vlakken", ""),
        (kaart(feature("WK000001", square(155_000, 463_000))), "geen-graden", "gebied 1"),
        (kaart(feature("WK000001", [["a", "b"]])), "kapotte-vorm", "gebied 1"),
        (
            kaart({"properties": {}, "geometry": {"type": "Polygon", "coordinates": 3}}),
            "kapotte-vorm",
            "gebied 1",
        ),
        (
            kaart(feature("WK000001", [[float("1e999"), 5.0]] * 5)).replace(b"Infinity", b"1e999"),
            "geen-geojson",
            "",
        ),
    ],
)
def test_what_is_no_map_is_refused(data: bytes, code: str, plek: str) -> None:
    with pytest.raises(Geweigerd) as refused:
        read_geojson(data)
    [bevinding] = refused.value.bevindingen
    assert (bevinding.code, bevinding.plek) == (code, plek)


@pytest.fixture
def gebieden(db: None) -> list[Gebied]:
    return een_gemeente(3, "GM0000")


def read(path: Path, *args: str) -> str:
    out = StringIO()
    call_command("importeer_kaart", str(path), *args, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.usefixtures("gebieden")
def test_taken_in_by_command(tmp_path: Path) -> None:
    path = tmp_path / "wijken.geojson"
    path.write_bytes(TWEE)
    assert "Er is niets opgeslagen" in read(path)
    assert not Gebiedsvorm.objects.exists()
    told = read(path, "--toepassen")
    assert "2 gebieden getekend; 1 van elders overgeslagen." in told
    assert "Niet op deze kaart: Wijk 3." in told
    assert Gebiedsvorm.objects.count() == 2
    assert "Er is niets veranderd" in read(path, "--toepassen")
    path.write_bytes(kaart(feature("WK036300", square(4.9, 52.3))))
    with pytest.raises(CommandError):
        read(path, "--toepassen")
    assert Gebiedsvorm.objects.count() == 2


def test_drawn(gebieden: list[Gebied]) -> None:
    gemeente, een, twee, drie = gebieden
    assert draw_map([een, twee], een) == ""
    for gebied, vorm in ((een, square(5.2, 52.5)), (twee, square(5.21, 52.5))):
        Gebiedsvorm.objects.create(gebied=gebied, ringen=[vorm])
    assert draw_map([een, twee, drie], drie) == ""
    assert draw_map([gemeente], gemeente) == ""
    svg = etree.fromstring(draw_map([een, twee, drie], een))
    assert svg.get("aria-label") == "Kaart: waar Wijk 1 ligt tussen de andere gebieden"
    _, _, width, height = map(int, svg.get("viewBox").split())
    # Two squares of degrees beside each other: as wide as two narrow ones.
    assert (width, height) == (BREEDTE, 264)
    paths = [p.get("d") for p in svg]
    assert [p.get("class").rsplit("_")[-1] for p in svg] == ["ander", "hier"]
    assert paths[1] == "M3 261L160 261L160 3L3 3Z"


def test_a_fine_outline_becomes_a_small_picture(gebieden: list[Gebied]) -> None:
    """Ten thousand points on a straight line are two."""
    _, een, twee, _ = gebieden
    bottom = [[5.2 + n / 1_000_000, 52.5] for n in range(10_000)]
    Gebiedsvorm.objects.create(gebied=een, ringen=[[*bottom, [5.21, 52.6], [5.2, 52.6]]])
    Gebiedsvorm.objects.create(gebied=twee, ringen=[square(5.21, 52.5, 0.1)])
    svg = draw_map([een, twee], een)
    assert len(svg) < 600
    assert int(etree.fromstring(svg).get("viewBox").split()[3]) <= MAX_HOOGTE + 1


def test_on_the_page_of_a_wijk(client: Client, gebieden: list[Gebied]) -> None:
    een_meting(een_indicator(), gebieden[1], 2024, 7)
    adres = "/cijfers/gebied/WK000001/"
    assert "vb-plattegrond" not in client.get(adres).content.decode()
    for gebied, x in zip(gebieden[1:], (5.2, 5.21, 5.22), strict=True):
        Gebiedsvorm.objects.create(gebied=gebied, ringen=[square(x, 52.5)])
    assert "Kaart: waar Wijk 1 ligt" in client.get(adres).content.decode()
    assert "vb-plattegrond" not in client.get("/cijfers/gebied/GM0000/").content.decode()
