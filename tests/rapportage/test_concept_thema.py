"""The page of one theme of a letter in preparation, for who reads no more of it."""

from urllib.parse import urljoin

import pytest
from django.test import Client
from lxml import html as lxml_html

from rapportage.models import Brief
from tests.fabriek import een_brief, iemand
from themas.models import Bijdrage
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    return een_brief(themas=2, paragrafen=1)


def own_page(brief: Brief) -> tuple[Client, str]:
    adviseur = iemand(Rol.BELEIDSADVISEUR)
    bijdrage = Bijdrage.objects.get(thema__titel="Onderwerp 2")
    bijdrage.adviseurs.add(adviseur)
    client = Client()
    client.force_login(adviseur)
    return client, f"/concept/{brief.slug}/thema/{bijdrage.thema.slug}/"


def links(client: Client, adres: str) -> list[str]:
    page = lxml_html.fromstring(client.get(adres).content.decode())
    found = [urljoin(adres, href).partition("#")[0] for href in page.xpath("//a/@href")]
    return [href for href in found if href.startswith("/")]


def test_every_link_on_it_leads_somewhere(brief: Brief) -> None:
    client, adres = own_page(brief)
    found = set(links(client, adres))
    assert adres in found
    assert f"{adres}raad/" in found
    for href in found | set(links(client, f"{adres}raad/")):
        assert client.get(href).status_code == 200, href
    # The words stay.
    html = client.get(adres).content.decode()
    assert "Vorig thema" not in html
    assert "bijlage 2" in html


def test_the_eindredacteur_keeps_them_all(brief: Brief) -> None:
    client = Client()
    client.force_login(iemand(Rol.EINDREDACTEUR))
    adres = f"/concept/{brief.slug}/thema/onderwerp-2/"
    found = set(links(client, adres))
    assert {f"/concept/{brief.slug}/", f"/concept/{brief.slug}/thema/onderwerp-1/"} <= found
