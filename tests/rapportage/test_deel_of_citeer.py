"""Where a reader is offered to share and quote: at what one quotes, not at every small heading."""

from collections.abc import Iterator

import pytest
from django.test import Client
from lxml import etree
from lxml import html as lxml_html

from rapportage.models import Brief, Publicatie
from rapportage.openbaar.publicaties import document_of
from tests.demo import load as load_demo
from tests.rapportage.publiceren import publish_quickly
from veiligheid.demo import projectplan
from veiligheid.document.delen import Tabeldeel, Tekstdeel

pytestmark = pytest.mark.django_db
SECTIE = "//section[@id][contains(@class, 'vb-deel') or contains(@class, 'vb-paragraaf')]"
MARK = "./a[@class='vb-deelciteer']"


@pytest.fixture
def account() -> Publicatie:
    load_demo()
    return publish_quickly(projectplan.load())


def sections(client: Client, adres: str) -> Iterator[tuple[str, etree._Element]]:
    page = lxml_html.document_fromstring(client.get(adres).content)
    return ((s.get("id"), s) for s in page.xpath(SECTIE))


def test_of_an_account_its_parts_and_not_every_small_heading(
    account: Publicatie, client: Client
) -> None:
    delen = {d.anker: d for d in document_of(account).delen if isinstance(d, Tekstdeel | Tabeldeel)}
    marked: list[Tekstdeel | Tabeldeel] = []
    bare: list[Tekstdeel | Tabeldeel] = []
    for anker, section in sections(client, account.get_absolute_url()):
        if anker in delen:
            (marked if section.xpath(MARK) else bare).append(delen[anker])
            # Its own address stays, whatever else is there.
            assert section.xpath(f".//a[@href='#{anker}']"), anker
    assert 5 < len(marked) < len(bare)
    assert all(isinstance(d, Tekstdeel) and d.niveau < 5 for d in marked)
    small = {d.kop for d in bare if isinstance(d, Tekstdeel)}
    assert small >= {"Het doel", "De inzet", "Wat we in 2025 deden", "Het plan, en wat ervan kwam"}
    # What can be quoted has words to quote.
    for deel in marked:
        page = client.get(f"{account.get_absolute_url()}citeer/{deel.anker}/").content.decode()
        quoted = page.partition("<textarea")[2].partition("“")[2].partition("”")[0]
        assert len(quoted) > 20, deel.kop


def test_a_heading_without_words_quotes_what_stands_beneath_it(
    account: Publicatie, client: Client
) -> None:
    page = client.get(f"{account.get_absolute_url()}citeer/deel--plan-3/").content.decode()
    quoted = page.partition("“")[2].partition("”")[0]
    assert quoted.startswith("Het doel: Elke middelbare school")
    assert "Wat we in 2025 deden: Sinds maart" in quoted
    # Not what stands beneath the next one.
    assert "Honderdtwintig leraren" not in quoted


def test_in_a_letter_every_paragraaf_has_it(client: Client) -> None:
    load_demo()
    letter = publish_quickly(Brief.objects.get(slug="veiligheidsbrief-2024"))
    found = {p.anker for h in document_of(letter).hoofdstukken for p in h.paragrafen}
    assert found
    with_mark = {a for a, s in sections(client, letter.get_absolute_url()) if s.xpath(MARK)}
    assert found <= with_mark
