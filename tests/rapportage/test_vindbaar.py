"""What machines ask for: only what holds now, valid, and the same bytes everywhere."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from lxml import etree
from lxml import html as lxml_html
from sectxt import Parser

from rapportage.besluit.transitions import withdraw
from rapportage.models import Brief, Publicatie
from rapportage.vindbaar.teksten import security
from tests.fabriek import een_brief, iemand
from tests.rapportage.bijlagen.hulp import een_volle_brief
from tests.rapportage.pakket.test_pakket import schema
from tests.rapportage.publiceren import publish_quickly
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

SITE = "https://veilig.voorbeeldstad.example"
S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
D = "{https://standaarden.overheid.nl/diwoo/metadata/}"


@pytest.fixture(autouse=True)
def place(settings: Any) -> None:
    settings.GEMEENTE_CODE = "GM0268"
    settings.CSRF_TRUSTED_ORIGINS = [SITE]
    settings.CONTACT_EMAIL = "veiligheid@voorbeeldstad.example"


@pytest.fixture
def publicatie() -> Publicatie:
    return publish_quickly(een_volle_brief())


def locs(client: Client, adres: str) -> Iterator[str]:
    answer = client.get(urlsplit(adres).path)
    assert answer.status_code == 200, adres
    for loc in etree.fromstring(answer.content).iter(f"{S}loc"):
        assert loc.text
        assert loc.text.startswith(f"{SITE}/")
        yield loc.text


def all_files(client: Client) -> list[str]:
    """From robots.txt on, as a robot goes."""
    robots = client.get("/robots.txt").content.decode()
    indexes = [line.removeprefix("Sitemap: ") for line in robots.splitlines() if "Sitemap" in line]
    assert [i for i in indexes if "diwoo" in i] == [
        f"{SITE}/sitemapindex-diwoo-infocat008.xml",
        f"{SITE}/sitemapindex-diwoo-infocat012.xml",
    ]
    return [loc for i in indexes for kaart in locs(client, i) for loc in locs(client, kaart)]


def test_every_address_answers_with_what_it_says(publicatie: Publicatie, client: Client) -> None:
    found = all_files(client)
    assert f"{SITE}/brieven/{publicatie.slug}/brief.pdf" in found
    assert f"{SITE}/brieven/{publicatie.slug}/thema/onderwerp-1/" in found
    for adres in found:
        answer = client.get(urlsplit(adres).path)
        assert answer.status_code == 200, adres
        ending = adres.rpartition(".")[2]
        kinds = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}
        assert answer["Content-Type"] == kinds.get(ending, "text/html; charset=utf-8")


def test_the_metadata_is_valid_by_the_official_schema(
    publicatie: Publicatie, client: Client, standaarden: Path
) -> None:
    valid = schema(standaarden, "diwoo-metadata.xsd")
    data = client.get("/sitemap-diwoo-infocat008-1.xml").content
    documents = list(etree.fromstring(data).iter(f"{D}Document"))
    assert len(documents) > 5
    for document in documents:
        assert valid.validate(document), valid.error_log
    assert client.get("/sitemap-diwoo-infocat008-1.xml").content == data


def test_a_draft_is_not_in_it_and_what_was_withdrawn_leaves(
    publicatie: Publicatie, client: Client
) -> None:
    concept = een_brief()
    found = " ".join(all_files(client))
    assert concept.slug not in found
    withdraw(Brief.objects.get(slug=publicatie.slug), iemand(Rol.SECRETARIAAT), "Een naam.")
    assert client.get("/sitemap-diwoo-infocat008-1.xml").status_code == 404
    assert publicatie.slug not in " ".join(all_files(client))


def test_what_is_not_ours_is_not_there(client: Client) -> None:
    for adres in ("sitemapindex-diwoo-infocat001.xml", "sitemap-diwoo-infocat008-9.xml"):
        assert client.get(f"/{adres}").status_code == 404


@pytest.mark.parametrize("maand", range(1, 13))
def test_security_txt_never_runs_out(maand: int, client: Client, settings: Any) -> None:
    settings.BEVEILIGING_MELDEN = "https://www.voorbeeldstad.example/melden"
    with time_machine.travel(datetime(2027, maand, 28, 12, tzinfo=UTC)):
        answer = client.get("/.well-known/security.txt")
        errors = _parsed(answer.content.decode())
        left = datetime.fromisoformat(security().split("Expires: ")[1][:20]) - datetime.now(UTC)
        assert 150 < left.days < 365
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert errors == []


def test_security_txt_without_a_page(client: Client) -> None:
    text = client.get("/.well-known/security.txt").content
    assert b"Contact: mailto:veiligheid@voorbeeldstad.example\r\n" in text
    assert Parser(text).errors == []


def _parsed(text: str) -> list[Any]:
    parsed = Parser(text.encode())
    # A signature is the municipality's own, not the portal's.
    return [*parsed.errors, *(r for r in parsed.recommendations if r["code"] != "not_signed")]


def test_the_declaration_claims_nothing_without_the_register(client: Client, settings: Any) -> None:
    assert "nog niet onderzocht" in client.get("/toegankelijkheid").content.decode()
    settings.TOEGANKELIJKHEID_REGISTER = "https://www.toegankelijkheidsverklaring.nl/register/1"
    settings.TOEGANKELIJKHEID_STATUS, settings.TOEGANKELIJKHEID_DATUM = "B", "2026-10-01"
    html = client.get("/toegankelijkheid").content.decode()
    assert "B: voldoet gedeeltelijk" in html
    assert "1 oktober 2026" in html
    assert 'href="https://www.toegankelijkheidsverklaring.nl/register/1"' in html


def test_a_page_says_where_it_lives_whose_it_is_and_what_may_be_done_with_it(
    client: Client, settings: Any
) -> None:
    """A published page by what lives around it: what was stored knows no address."""
    settings.DATA_LICENTIE = "CC-BY"
    publicatie = publish_quickly(een_brief(themas=1, paragrafen=1))
    for adres in (
        publicatie.get_absolute_url(),
        f"{publicatie.get_absolute_url()}thema/onderwerp-1/",
    ):
        root = lxml_html.document_fromstring(client.get(f"{adres}?kleur=geel").content)
        links = {link.get("rel"): link.get("href") for link in root.xpath("//head/link")}
        whole = f"https://veilig.voorbeeldstad.example{adres}"
        assert links["canonical"] == whole
        assert links["license"].startswith("https://creativecommons.org/licenses/by/4.0/")
        assert links["icon"].endswith(".svg")
        told = {m.get("name") or m.get("property"): m.get("content") for m in root.xpath("//meta")}
        assert (told["og:url"], told["dcterms.identifier"]) == (whole, whole)
        assert told["dcterms.license"] == links["license"]
        assert told["dcterms.issued"] == told["article:published_time"]
    stored = bytes(publicatie.bestanden.get(pad="index.html").inhoud)
    assert b"canonical" not in stored
    living = lxml_html.document_fromstring(client.get("/brieven/?soort=x").content)
    (link,) = living.xpath("//link[@rel='canonical']/@href")
    assert link == "https://veilig.voorbeeldstad.example/brieven/"
    # What is not there has no address, and is the same for everybody.
    assert b"canonical" not in client.get("/brieven/weg/").content
