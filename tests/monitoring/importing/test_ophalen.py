"""Fetching a table, against a service on this machine that pages, stumbles and misbehaves."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command

from monitoring.importing.metingen.odata import Odataclient
from monitoring.models import Gebied, Indicator, Invoer, Meting
from veiligheid.core.findings import Geweigerd

PROPERTIES = [
    {"Type": "Dimension", "Key": "SoortMisdrijf"},
    {"Type": "GeoDetail", "Key": "WijkenEnBuurten"},
    {"Type": "TimeDimension", "Key": "Perioden"},
    {"Type": "Topic", "Key": "GeregistreerdeMisdrijven_1"},
]
ROWS = [
    ("0.0.0 ", "GM0268    ", "2023JJ00", 12017),
    ("1.1.1 ", "WK026801  ", "2023JJ00", None),
    ("1.1.1 ", "WK026801  ", "2024JJ00", 0),
    ("1.1.1 ", "GM0268    ", "2024JJ00", 450),
]
FEEDS: dict[str, list[dict[str, Any]]] = {
    "DataProperties": PROPERTIES,
    "SoortMisdrijf": [
        {"Key": "0.0.0 ", "Title": "Totaal misdrijven", "Description": None},
        {"Key": "1.1.1 ", "Title": "1.1.1 Inbraak woning"},
    ],
    "WijkenEnBuurten": [
        {"Key": "GM0268    ", "Title": "Nijmegen", "Municipality": "GM0268"},
        {"Key": "WK026801  ", "Title": "Centrum", "Municipality": "GM0268"},
    ],
    "Perioden": [
        {"Key": "2023JJ00", "Title": "2023", "Status": "Definitief"},
        {"Key": "2024JJ00", "Title": "2024", "Status": "Voorlopig"},
    ],
    "TypedDataSet": [
        {
            "SoortMisdrijf": m,
            "WijkenEnBuurten": g,
            "Perioden": p,
            "GeregistreerdeMisdrijven_1": n,
        }
        for m, g, p, n in ROWS
    ],
}


class Dienst(ThreadingHTTPServer):
    """Two rows a page. `storingen`: answers with an error so many times first."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.storingen = 0
        self.fout = 503
        self.asked: list[str] = []
        self.elsewhere = ""
        self.feeds = {naam: list(rows) for naam, rows in FEEDS.items()}

    @property
    def adres(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/odata/47018NED"


class _Handler(BaseHTTPRequestHandler):
    server: Dienst

    def log_message(self, *args: Any) -> None:
        """Quietly."""

    def do_GET(self) -> None:
        dienst, url = self.server, urlsplit(self.path)
        dienst.asked.append(self.path)
        if dienst.storingen:
            dienst.storingen -= 1
            self.send_response(dienst.fout)
            self.end_headers()
            return
        naam = url.path.rsplit("/", 1)[-1]
        skip = int(parse_qs(url.query).get("$skip", ["0"])[0])
        rows = dienst.feeds[naam]
        page: dict[str, Any] = {"value": rows[skip : skip + 2]}
        if skip + 2 < len(rows):
            page["odata.nextLink"] = dienst.elsewhere or f"{dienst.adres}/{naam}?$skip={skip + 2}"
        body = json.dumps(page).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def dienst() -> Iterator[Dienst]:
    with Dienst() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def haast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitoring.importing.metingen.odata.time.sleep", lambda seconds: None)


def haal(dienst: Dienst, **opties: Any) -> str:
    uit = StringIO()
    call_command(
        "haal_cijfers",
        "47018NED",
        **{"gemeente": "GM0268", "adres": dienst.adres, "toepassen": True, **opties},
        stdout=uit,
        stderr=uit,
    )
    return uit.getvalue()


@pytest.mark.django_db
def test_pages_are_put_together(dienst: Dienst) -> None:
    assert "4 rijen gelezen, 4 over GM0268: 4 cijfers, waarvan 1 onbekend." in haal(dienst)
    assert {
        (m.indicator.naam, m.gebied.naam, m.jaar, m.waarde and int(m.waarde), m.status)
        for m in Meting.objects.select_related("indicator", "gebied")
    } == {
        ("Totaal misdrijven", "Nijmegen", 2023, 12017, "definitief"),
        ("Inbraak woning", "Centrum", 2023, None, "definitief"),
        ("Inbraak woning", "Centrum", 2024, 0, "voorlopig"),
        ("Inbraak woning", "Nijmegen", 2024, 450, "voorlopig"),
    }
    assert Invoer.objects.get().sha256
    asked = next(a for a in dienst.asked if "TypedDataSet" in a)
    assert "startswith(WijkenEnBuurten,'WK0268')" in asked
    assert "Er is niets veranderd" in haal(dienst)


@pytest.mark.django_db
def test_looking_only(dienst: Dienst) -> None:
    assert "Proef: " in haal(dienst, toepassen=False)
    assert not [m for m in (Meting, Gebied, Indicator) if m._default_manager.exists()]


@pytest.mark.django_db
def test_a_service_that_stumbles_is_asked_again(dienst: Dienst) -> None:
    dienst.storingen = 3
    assert "4 cijfers" in haal(dienst)


@pytest.mark.django_db
@pytest.mark.parametrize(("fout", "vragen"), [(503, 4), (404, 1)])
def test_a_service_that_is_down(
    dienst: Dienst, fout: int, vragen: int, capsys: pytest.CaptureFixture[str]
) -> None:
    dienst.storingen, dienst.fout = 100, fout
    with pytest.raises(CommandError, match="er is niets veranderd"):
        haal(dienst)
    assert len(dienst.asked) == vragen
    assert not Gebied.objects.exists()


@pytest.mark.django_db
def test_halfway_down_leaves_nothing(dienst: Dienst) -> None:
    dienst.feeds["TypedDataSet"] = [{**FEEDS["TypedDataSet"][0], "Perioden": "ooit"}]
    with pytest.raises(CommandError):
        haal(dienst)
    assert not [m for m in (Meting, Gebied, Indicator) if m._default_manager.exists()]


@pytest.mark.django_db
def test_one_dimension_too_many(dienst: Dienst) -> None:
    dienst.feeds["DataProperties"].append({"Type": "Dimension", "Key": "Geslacht"})
    uit = StringIO()
    with pytest.raises(CommandError):
        call_command("haal_cijfers", "47018NED", gemeente="GM0268", adres=dienst.adres, stderr=uit)
    assert "ook verdeeld naar ‘Geslacht’" in uit.getvalue()


def rows(client: Odataclient) -> list[Any]:
    return [row for page in client.feed("TypedDataSet") for row in page]


def test_it_stays_on_its_host(dienst: Dienst) -> None:
    dienst.elsewhere = "http://localhost:1/TypedDataSet?$skip=2"
    with pytest.raises(Geweigerd, match="dit is niet 127"):
        rows(Odataclient(dienst.adres))
    dienst.elsewhere = "file:///etc/passwd"
    with pytest.raises(Geweigerd, match="alleen https"):
        rows(Odataclient(dienst.adres))


@pytest.mark.parametrize("adres", ["http://opendata.cbs.nl/x", "file:///etc", "ftp://127.0.0.1/x"])
def test_https_only(adres: str) -> None:
    with pytest.raises(Geweigerd, match="alleen https"):
        rows(Odataclient(adres))


def test_limits(dienst: Dienst) -> None:
    with pytest.raises(Geweigerd, match="meer dan 1 bladzijden"):
        rows(Odataclient(dienst.adres, max_paginas=1))
    with pytest.raises(Geweigerd, match="te groot"):
        rows(Odataclient(dienst.adres, max_bytes=10))
    closed = f"http://127.0.0.1:{dienst.server_port}"
    dienst.feeds["TypedDataSet"] = []
    assert rows(Odataclient(closed)) == []


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(Geweigerd, match="Ophalen is niet gelukt"):
        rows(Odataclient("http://127.0.0.1:1", timeout=1))
