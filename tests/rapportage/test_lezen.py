"""Living pages for readers: a letter on one page, quoting, what is new, two years, the plan."""

import pytest
import time_machine
from django.test import Client
from lxml import html as lxml_html

from rapportage.models import Brief, Publicatie
from rapportage.openbaar.publicaties import document_of
from rapportage.rendering.raad import raad_in_beeld
from tests.demo import remembered
from tests.fabriek import een_brief, een_toezegging
from tests.rapportage.publiceren import publish_quickly
from themas.models import Actie
from veiligheid.demo import laden

pytestmark = pytest.mark.django_db


def _two_letters() -> None:
    laden.load()
    for jaar in (2024, 2025):
        with time_machine.travel(f"{jaar}-01-16T10:00:00Z"):
            publish_quickly(Brief.objects.get(slug=f"veiligheidsbrief-{jaar}"))


@pytest.fixture
def brief() -> Publicatie:
    """The demo's letter of 2025, after that of the year before."""
    remembered("two letters", _two_letters)
    return Publicatie.objects.get(slug="veiligheidsbrief-2025")


def words(client: Client, adres: str) -> str:
    answer = client.get(adres)
    assert answer.status_code == 200, adres
    main = lxml_html.document_fromstring(answer.content.decode()).xpath("//main")[0]
    return " ".join(main.text_content().split())


def test_without_any_letter_every_page_says_so(client: Client) -> None:
    assert "nog geen brief gepubliceerd" in words(client, "/")
    assert "nog geen brief gepubliceerd" in words(client, "/voor-het-debat/")
    assert "nog geen plan" in words(client, "/plannen/")
    assert "niets veranderd" in words(client, "/nieuw/")
    for gone in ("/plannen/ivp/", "/nieuw/ondermijning/", "/voor-het-debat/?brief=x"):
        assert client.get(gone).status_code == 404, gone


def test_every_theme_and_every_answer_on_one_page(brief: Publicatie, client: Client) -> None:
    told = words(client, "/voor-het-debat/")
    for h in document_of(brief).hoofdstukken:
        assert h.raad is not None
        beeld = raad_in_beeld(h.raad)
        for answer in (beeld.bereiken, beeld.gedaan, beeld.behaald, beeld.gekost):
            assert " ".join(answer.split()) in told


def test_quoting_says_where_it_stands_for_ever(brief: Publicatie, client: Client) -> None:
    anker = next(h for h in document_of(brief).hoofdstukken).paragrafen[0].anker
    page = client.get(f"{brief.get_absolute_url()}citeer/{anker}/").content.decode()
    assert f"/brieven/{brief.slug}/versie/1/#{anker}" in page
    assert f"kenmerk {brief.kenmerk}, versie 1, 14 januari 2025" in page
    assert client.get(f"{brief.get_absolute_url()}citeer/bestaat-niet/").status_code == 404
    assert client.get("/brieven/bestaat-niet/citeer/x/").status_code == 404


def test_new_since_the_letter_before_and_since_a_day(brief: Publicatie, client: Client) -> None:
    een_toezegging(tekst="De kanarie is geheim.")
    all_of_it = words(client, "/nieuw/")
    assert "sinds 16 januari 2024" in all_of_it
    assert "In 2023 groen: verantwoord; in 2024 geel: deels verantwoord" in all_of_it
    assert "kanarie" not in all_of_it
    assert "Kleur veranderd" not in words(client, "/nieuw/?sinds=2025-06-01")
    of_theme = words(client, "/nieuw/?thema=Ondermijning")
    assert len(of_theme) < len(all_of_it)
    assert "is geen datum" in words(client, "/nieuw/?sinds=gisteren")
    assert "Havenkwartier:" in words(client, "/nieuw/?wijk=WK000003")


def test_a_correction_does_not_make_a_letter_new(brief: Publicatie, client: Client) -> None:
    for slug in ("veiligheidsbrief-2024", brief.slug):
        record = Brief.objects.get(slug=slug)
        record.onderdelen.filter(bijlage=None).first().delete()  # type: ignore[union-attr]
        publish_quickly(record, "Een onderdeel is vervallen.")
    told = words(client, "/nieuw/")
    assert "sinds 16 januari 2024" in told
    # Both corrections are news of today, and the colours are not.
    assert "Verbeterd 2" in told
    assert "Kleur veranderd" in told
    assert "Kleur veranderd" not in words(client, "/nieuw/?sinds=2025-06-01")


def test_a_theme_in_two_years(brief: Publicatie, client: Client) -> None:
    told = words(client, "/nieuw/ondermijning/")
    assert "Veiligheidsbrief 2025" in told
    assert "Veiligheidsbrief 2024" in told
    assert "Dealen op straat krijgt een prijs" in told
    # The number of a note is no part of a word.
    assert "kreeg 55 meldingen, acht meer" in told
    assert "Een dwangsom voor dealers" in told


def test_the_plan_with_what_became_of_it(brief: Publicatie, client: Client) -> None:
    told = words(client, "/plannen/ivp-2022-2026/")
    for part in ("Voorwoord", "Acties over de jaren", "streefwaarde", "Wat het plan open laat"):
        assert part in told
    assert "M24-012" in told
    # What nobody is to see to.
    assert "Bij ‘Zonder mes sta je sterker’ staat geen eigenaar" in told
    Actie.objects.update(eigenaar="Team Veiligheid")
    assert "staat geen eigenaar" not in words(client, "/plannen/ivp-2022-2026/")


def test_a_plan_that_no_letter_reports_on_is_not_public(client: Client) -> None:
    plan = een_brief(themas=1).ronde.plan
    assert client.get(f"/plannen/{plan.slug}/").status_code == 404


def test_an_area_with_where_the_letter_speaks_of_it(brief: Publicatie, client: Client) -> None:
    told = words(client, "/cijfers/gebied/WK000003/")
    assert "Wat er in Havenkwartier gebeurt" in told
    assert "Het Havenkwartier is overdag rustiger" in told
    assert "Wat er in" not in words(client, "/cijfers/gebied/GM0000/")
