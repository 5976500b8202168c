"""Public data: the API against its own description and the design rules, the catalogue against its
shapes, the figures read back."""

import json
import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pandas
import pytest
from django.test import Client

from monitoring.aggregates import areas_of
from monitoring.cijfers.models import Indicator, Meting
from rapportage.api.openapi import PADEN
from tests.demo import remembered
from tests.fabriek import een_toezegging
from tests.rapportage.publiceren import publish_quickly
from veiligheid.demo import laden

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def demo() -> None:
    remembered("open data", lambda: publish_quickly(laden.load()))


def _addresses(client: Client) -> dict[str, str]:
    """Of every path of the description one that exists."""
    slug = laden.read("brief-2025")["slug"]
    sleutel = client.get(f"{API}/toezeggingen").json()["results"][0]["sleutel"]
    known = {"{sleutel}": sleutel, "/brieven/{slug}": f"/brieven/{slug}"}
    found = {}
    for pad in PADEN:
        adres = pad.pad
        for naam, waarde in known.items():
            adres = adres.replace(naam, waarde)
        found[pad.pad] = API + adres.replace("{slug}", "woninginbraken")
    return found


def test_every_answer_is_as_described(demo: None, client: Client) -> None:
    """Each path, each page of it, and what goes wrong, against the schema in openapi.json."""
    spec = client.get(f"{API}/openapi.json").json()
    checked = 0

    def valid(schema: dict[str, Any], body: Any) -> None:
        nonlocal checked
        whole = {**schema, "components": spec["components"]}
        jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(
            body
        )
        checked += 1

    for pad, adres in _addresses(client).items():
        described = spec["paths"][pad]["get"]["responses"]["200"]
        schema = described["content"]["application/json"]["schema"]
        query: str | None = "?pageSize=20" if "results" in schema.get("properties", {}) else ""
        while query is not None:
            answer = client.get(adres + query)
            assert answer.status_code == 200, adres
            valid(schema, answer.json())
            assert set(described["headers"]) <= set(answer.headers), adres
            following = answer.json().get("_links", {}).get("next") if query else None
            query = f"?{following.partition('?')[2]}" if following else None
        problem = client.get(adres + "x" if query == "" else f"{adres}?page=0")
        if problem.status_code != 200:
            assert problem["Content-Type"] == "application/problem+json"
            valid({"$ref": "#/components/schemas/Probleem"}, problem.json())
    print(f"{checked} answers checked against openapi.json")
    assert checked > 20


# By the id of the rule in https://gitdocumentatie.logius.nl/publicatie/api/adr/2.1.0/


def test_rule_core_doc_openapi(demo: None, client: Client) -> None:
    spec = client.get(f"{API}/openapi.json").json()
    assert re.fullmatch(r"3\.[01]\.\d+", spec["openapi"])


def test_rule_core_doc_openapi_contact(demo: None, client: Client) -> None:
    contact = client.get(f"{API}/openapi.json").json()["info"]["contact"]
    assert all(contact.get(key) for key in ("name", "email", "url"))


def test_rule_core_publish_openapi(demo: None, client: Client) -> None:
    """At a standard place, readable from every site."""
    answer = client.get(f"{API}/openapi.json", headers={"Origin": "https://elders.example"})
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_rule_core_uri_version(demo: None, client: Client) -> None:
    (server,) = client.get(f"{API}/openapi.json").json()["servers"]
    assert re.search(r"/v1$", server["url"])


def test_rule_core_version_header_and_semver(demo: None, client: Client) -> None:
    spec = client.get(f"{API}/openapi.json").json()
    for adres in (*_addresses(client).values(), f"{API}/brieven/bestaat-niet"):
        assert client.get(adres)["API-Version"] == spec["info"]["version"], adres
    assert re.fullmatch(r"1\.\d+\.\d+", spec["info"]["version"])


def test_rule_core_no_trailing_slash(demo: None, client: Client) -> None:
    for pad, adres in _addresses(client).items():
        assert not pad.endswith("/")
        assert client.get(f"{adres}/").status_code == 404, adres


def test_rule_core_http_methods(demo: None, client: Client) -> None:
    for adres in _addresses(client).values():
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(adres)
            assert answer.status_code == 405, adres
            assert "GET" in answer["Allow"]
            assert answer["Content-Type"] == "application/problem+json"


def test_rule_core_stateless(demo: None, client: Client) -> None:
    for adres in _addresses(client).values():
        answer = client.get(adres)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


def test_rule_core_naming(demo: None, client: Client) -> None:
    """Kebab-case in paths, camelCase in queries and fields, collections in the plural."""
    spec = client.get(f"{API}/openapi.json").json()
    for pad, item in spec["paths"].items():
        for part in pad.strip("/").split("/"):
            assert re.fullmatch(r"[a-z0-9-]+|\{[a-zA-Z]+\}", part), pad
            assert part.startswith("{") or part.endswith("en") or part.endswith("s"), pad
        for parameter in item["get"]["parameters"]:
            assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", parameter["name"])
    for schema in spec["components"]["schemas"].values():
        assert all(re.fullmatch(r"[a-z][a-zA-Z0-9]*", name) for name in schema["properties"])


def test_rule_core_error_handling(demo: None, client: Client) -> None:
    for adres, status in {
        f"{API}/brieven/bestaat-niet": 404,
        f"{API}/brieven?kleur=rood": 400,
        f"{API}/brieven?page=0": 400,
        f"{API}/brieven?page=99": 400,
        f"{API}/brieven?pageSize=100000": 400,
        f"{API}/indicatoren/geheim/metingen": 404,
    }.items():
        answer = client.get(adres)
        assert answer.status_code == status, adres
        assert answer["Content-Type"] == "application/problem+json"
        body = answer.json()
        assert (body["status"], bool(body["title"]), bool(body["detail"])) == (status, True, True)


def test_rule_core_date_time(demo: None, client: Client) -> None:
    """RFC 3339, moments with their zone."""
    body = client.get(f"{API}/brieven").json()["results"][0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", body["datum"])
    assert re.search(r"T\d\d:\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$", body["gepubliceerdOp"])


def test_rule_core_transport_security(demo: None, client: Client) -> None:
    answer = client.get(f"{API}/brieven")
    for header in (
        "Cache-Control",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
    ):
        assert answer.get(header), header


def test_conditional(demo: None, client: Client) -> None:
    for adres in (*_addresses(client).values(), "/open-data/cijfers.csv", "/data/catalogus.jsonld"):
        first = client.get(adres)
        again = client.get(adres, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), adres
        assert first["Access-Control-Allow-Origin"] == "*"


def test_nothing_secret(demo: None, client: Client) -> None:
    geheim = een_toezegging(tekst="De kanarie is geheim.")
    Indicator.objects.create(slug="geheim", naam="Kanarie", eigen_registratie=True)
    for adres in (*_addresses(client).values(), "/open-data/cijfers.csv", "/open-data/"):
        assert b"anarie" not in client.get(f"{adres}").content, adres
    assert client.get(f"{API}/toezeggingen/{geheim.sleutel}").status_code == 404
    assert client.get(f"{API}/indicatoren/geheim").status_code == 404
    assert client.get("/open-data/cijfers.csv?indicator=geheim").status_code == 404


# -- Figures read back ------------------------------------------------------------------------


def _frame(client: Client, query: str = "") -> pandas.DataFrame:
    body = client.get(f"/open-data/cijfers.csv{query}").content
    return pandas.read_csv(BytesIO(body), sep=";", dtype=str, keep_default_na=False)


def test_figures_read_back(demo: None, client: Client) -> None:
    """Each row one figure of the records, with codes, unit, source and dates; nothing twice."""
    frame = _frame(client)
    key = ["indicator", "gebied_code", "periode_code"]
    assert not frame.duplicated(key).any()
    assert set(frame["gebied_code"].str[:2]) <= {"GM", "WK", "BU"}
    assert frame["periode_code"].str.fullmatch(r"\d{4}(JJ|KW|MM)\d\d").all()
    for column in ("eenheid", "bron", "indicator_naam", "gebied_naam", "periode"):
        assert (frame[column] != "").all(), column
    empty = frame["waarde"] == ""
    assert (frame.loc[empty, "toelichting"] != "").all()
    areas = {g.pk for g in areas_of("GM0000")}
    stored = {
        (m.indicator.slug, m.gebied.code, m.periode): m.waarde
        for m in Meting.objects.filter(
            indicator__in=Indicator.objects.public(), gebied__in=areas
        ).select_related("indicator", "gebied")
    }
    assert len(frame) == len(stored)
    told = 0
    for row in frame.loc[~empty].to_dict("records"):
        assert Decimal(row["waarde"]) == stored[tuple(row[k] for k in key)]
        told += 1
    print(f"{len(frame)} rows, {told} with a value, all as stored")


def test_the_download_follows_the_filter(demo: None, client: Client) -> None:
    frame = _frame(client, "?indicator=woninginbraken&gebied=WK000003")
    assert set(frame["indicator"]) == {"woninginbraken"}
    assert set(frame["gebied_code"]) == {"WK000003"}
    for wrong in ("indicator=x", "gebied=x", "soort=x"):
        assert client.get(f"/open-data/cijfers.csv?{wrong}").status_code == 404


# -- The catalogue ----------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, in itself
def test_the_catalogue_is_valid(demo: None, client: Client, standaarden: Path) -> None:
    """By the SHACL shapes of DCAT-AP-NL."""
    import pyshacl
    import rdflib

    shapes = rdflib.Graph()
    shapes.parse(standaarden / "dcat-ap-nl-SHACL.ttl", format="turtle")
    shapes.remove((None, rdflib.OWL.imports, None))
    data = rdflib.Graph()
    data.parse(data=json.dumps(client.get("/data/catalogus.jsonld").json()), format="json-ld")
    assert len(data) > 40
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert conforms, text
    # The shapes do look: without what they ask for it is not valid.
    data.remove((None, rdflib.DCTERMS.identifier, None))
    assert not pyshacl.validate(data, shacl_graph=shapes, inference="none")[0]
