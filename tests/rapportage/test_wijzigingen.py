"""What a correction changed, as readers see it; and the figure that an annex still has."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from lxml import html as lxml_html

from rapportage.besluit.punten import numbers_in, open_points
from rapportage.composition import compose
from rapportage.models import Brief, Onderdeel
from rapportage.wijzigingen import changes
from tests.document.test_bewaarde_documenten import BEWAARD, naam, read
from tests.fabriek import een_bijlagetekst
from tests.rapportage.bijlagen.hulp import Soort, een_bijlage, een_kale_brief
from tests.rapportage.publiceren import publish_quickly
from themas.models import Blok
from veiligheid.document.brief import Briefdocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    brief = een_kale_brief()
    tekst = een_bijlage(brief, Soort.TEKST, "Cijfers")
    een_bijlagetekst(
        tekst,
        "Telling",
        "<table><tbody><tr><th>Inbraken</th><td>1.203</td></tr>"
        "<tr><th>Overvallen</th><td>17</td></tr></tbody></table>",
    )
    Onderdeel.objects.filter(brief=brief, bijlage=None).update(
        tekst="<p>Er waren 1.203 inbraken. Dat is minder.</p>"
    )
    return brief


def correct(record: Brief, **teksten: str) -> None:
    if "brief" in teksten:
        Onderdeel.objects.filter(brief=record, bijlage=None).update(tekst=teksten["brief"])
    if "bijlage" in teksten:
        Onderdeel.objects.filter(brief=record, bijlage__nummer=1).update(tekst=teksten["bijlage"])


def test_readers_see_the_words_that_changed(brief: Brief, client: Client) -> None:
    publish_quickly(brief)
    correct(
        brief,
        brief="<p>Er waren 1.302 inbraken. Dat is minder.</p>",
        bijlage="<table><tbody><tr><th>Inbraken</th><td>1.302</td></tr>"
        "<tr><th>Overvallen</th><td>17</td></tr></tbody></table>",
    )
    publish_quickly(brief, "Twee cijfers waren verwisseld.")
    base = f"/brieven/{brief.slug}/"
    versies = client.get(f"{base}versies/").content.decode()
    assert f'href="{base}versies/2/"' in versies
    page = client.get(f"{base}versies/2/").content.decode()
    assert "Twee cijfers waren verwisseld." in page
    tree: Any = lxml_html.fromstring(page)
    heads = [h.text_content() for h in tree.xpath("//main//h2")]
    assert heads == ["Inleiding", "Bijlage 1: Cijfers › Telling"]
    for mark in tree.xpath("//main//*[@class='vb-alleen-voorlezen']"):
        mark.drop_tree()
    assert [e.text_content().strip() for e in tree.xpath("//main//del")] == ["1.203", "1.203"]
    assert [e.text_content().strip() for e in tree.xpath("//main//ins")] == ["1.302", "1.302"]
    # The row of the table that stayed what it was is not marked.
    assert "17" not in "".join(e.text_content() for e in tree.xpath("//main//del|//main//ins"))
    for wrong in (1, 3):
        assert client.get(f"{base}versies/{wrong}/").status_code == 404


@pytest.mark.parametrize("path", BEWAARD, ids=naam)
def test_any_one_text_changed_is_found_and_nothing_else(path: Any) -> None:
    """In documents of every version: each paragraaf, one by one."""
    document = read(path)
    assert changes(document, document) == []
    data = json.loads(document.to_json())
    seen = 0
    for groep in data["groepen"]:
        for hoofdstuk in groep["hoofdstukken"]:
            for paragraaf in hoofdstuk["paragrafen"][:2]:
                was = paragraaf["kop"]
                paragraaf["kop"] = "Zwaluwstaartje"
                found = changes(document, Briefdocument.from_json(json.dumps(data)))
                assert [w.plek for w in found] == [f"#{paragraaf['anker']}"]
                paragraaf["kop"] = was
                seen += 1
    assert seen or not document.groepen


def test_a_figure_that_an_annex_still_has_asks_a_yes(brief: Brief) -> None:
    publish_quickly(brief)
    correct(brief, brief="<p>Er waren 1.302 inbraken. Dat is minder.</p>")
    punten = open_points(brief, compose(brief))
    assert [p.zin for p in punten] == [
        "In de tekst is 1.203 verbeterd, en in Bijlage 1: Cijfers staat het nog."
    ]
    correct(brief, bijlage="<p>1.302</p>")
    assert open_points(brief, compose(brief)) == []


def test_what_counts_as_a_figure() -> None:
    text = "<p>In 2024 waren er 1.203, 17 en 3; 12,5 procent, a1 en B2B en 10.</p>"
    assert numbers_in(text) == {"1.203", "17", "12,5", "10"}


def test_added_and_gone(brief: Brief, client: Client) -> None:
    publish_quickly(brief)
    Blok.objects.filter(voortgang__bijdrage__ronde=brief.ronde).delete()
    een_bijlagetekst(een_bijlage(brief, Soort.TEKST, "Nieuw"), "Erbij", "<p>Dit is nieuw.</p>")
    publish_quickly(brief, "Een bijlage erbij.")
    page = client.get(f"/brieven/{brief.slug}/versies/2/").content.decode()
    assert "Toegevoegd" in page
    assert "Dit is nieuw." in page


@pytest.mark.parametrize("path", BEWAARD, ids=naam)
def test_no_mark_up_is_read_as_words(path: Any) -> None:
    """Of everything that stored documents of any version have: as a whole gone, and as a whole
    come."""
    document = read(path)
    empty = replace(document, inleiding=(), groepen=(), delen=(), bijlagen=(), afsluiting=())
    for found in (changes(document, empty), changes(empty, document)):
        told = "\n".join(d.tekst for w in found for regel in w.regels for d in regel.delen)
        assert told
        assert not re.search(r"</?(p|ul|li|strong|em|a|table|tr|td)\b", told)
        for h in document.hoofdstukken:
            if "-" in h.slug:
                assert not re.search(rf"(^|[ ·]){h.slug}($|[ ·])", told), h.slug
