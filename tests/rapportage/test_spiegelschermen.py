"""The mirror on living records: who sees how much of it, filters without a script, lists."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from lxml import html as lxml_html
from openpyxl import load_workbook

from tests.fabriek import (
    een_actie,
    een_bijdrage,
    een_plan,
    een_ronde,
    een_thema,
    een_uitspraak,
    iemand,
)
from tests.themas.spiegel.groot import een_grote_spiegel
from themas.models import Actie, Bijdrage, Oordeel, Plan
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
ADRES = "/schrijven/spiegel/plan/2025/"


@pytest.fixture
def plan() -> Plan:
    """Two themes. In Drukte a fence, promised and told in both; a gate that is rood, for the second
    year. In Stilte a bell, judged."""
    plan = een_plan(slug="plan", titel="Het plan")
    drukte, stilte = (een_thema(plan, t) for t in ("Drukte", "Stilte"))
    hek, poort = (een_actie(drukte, t) for t in ("Het hek", "De poort"))
    bel = een_actie(stilte, "De bel")
    rondes = [een_ronde(plan, jaar) for jaar in (2024, 2025, 2026)]
    for ronde in rondes:
        bij_drukte, _ = (een_bijdrage(ronde, t) for t in (drukte, stilte))
        if ronde is not rondes[-1]:
            een_uitspraak(bij_drukte, "vooruitblik", "<p>Een poort.</p>", poort)
    eerder, nu = rondes[1].bijdragen.order_by("positie"), rondes[2].bijdragen.order_by("positie")
    een_uitspraak(
        eerder[0],
        "vooruitblik",
        '<p>Een hek, zie <a href="verwijzing:thema/stilte">onder 9</a>.</p>',
        hek,
    )
    een_uitspraak(eerder[1], "vooruitblik", "<p>Een bel.</p>", bel)
    een_uitspraak(nu[0], "terugblik", "<p>Het hek staat.</p>", hek)
    een_uitspraak(nu[1], "terugblik", "<p>Geheim over het hek.</p>", hek)
    een_uitspraak(nu[1], "terugblik", "<p>De bel gaat.</p>", bel)
    Oordeel.objects.create(
        bijdrage=nu[1], actie=bel, kleur="geel", realisatie="deels", oorzaak="Geheime reden."
    )
    return plan


def bijdrage(plan: Plan, titel: str, jaar: int = 2025) -> Bijdrage:
    return Bijdrage.objects.get(thema__titel=titel, ronde__verslagjaar=jaar)


def logged_in(gebruiker: Gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker)
    return client


@pytest.fixture
def joris(plan: Plan) -> Client:
    return logged_in(iemand(Rol.EINDREDACTEUR))


@pytest.fixture
def adviseur(plan: Plan) -> Client:
    """Owns Drukte."""
    wie = iemand(Rol.BELEIDSADVISEUR)
    bijdrage(plan, "Drukte").adviseurs.add(wie)
    return logged_in(wie)


def text(client: Client, adres: str = ADRES) -> str:
    answer = client.get(adres)
    assert answer.status_code == 200
    root = lxml_html.fromstring(answer.content)
    return " ".join(root.xpath("//main")[0].text_content().split())


def titles(client: Client, query: str = "") -> list[str]:
    root = lxml_html.fromstring(client.get(f"{ADRES}{query}").content)
    rows = root.xpath("//tr[contains(@class, 'vb-spiegel__rij')]/th")
    return [row.text.strip() for row in rows]


def test_the_whole_mirror(joris: Client) -> None:
    page = text(joris)
    assert titles(joris) == ["Het hek", "De poort", "De bel"]
    assert "Rood: niet verantwoord 1 van 3" in page
    assert "Geel: deels verantwoord 1 van 3" in page
    assert "Nog te beoordelen 1 van 3" in page
    assert "Tweede jaar rood" in page
    assert "2024: rood" in page
    assert "Een hek, zie onder 9." in page
    assert "Oorzaak: Geheime reden." in page
    assert "%" not in page
    assert "verwijzing:" not in joris.get(ADRES).content.decode()


def test_a_colour_is_a_word_and_a_symbol(joris: Client) -> None:
    root = lxml_html.fromstring(joris.get(ADRES).content)
    for badge in root.xpath("//tr//*[contains(@class, 'utrecht-status-badge--')]"):
        symbol, word = badge.text_content().split(maxsplit=1)
        assert len(symbol) == 1
        assert word.split(":")[0] in {"Rood", "Geel", "Groen", "Blauw", "Nog te beoordelen"}


def test_filters_are_an_address(joris: Client) -> None:
    assert titles(joris, "?kleur=rood") == ["De poort"]
    assert titles(joris, "?thema=stilte") == ["De bel"]
    assert titles(joris, "?thema=drukte&kleur=geel") == []
    assert titles(joris, "?kleur=paars&x=1") == []
    assert "Er is niets met deze keuze" in text(joris, f"{ADRES}?kleur=paars")
    # Words by the search of the portal: forms and compounds of them, in titles and texts.
    assert titles(joris, "?q=hekken") == ["Het hek"]
    assert titles(joris, "?q=hekken&kleur=rood") == []
    assert titles(joris, "?q=%20") == titles(joris)
    assert (
        'name="q" type="search" value="hekken"' in joris.get(f"{ADRES}?q=hekken").content.decode()
    )
    # The counts are those of the whole.
    assert "Rood: niet verantwoord 1 van 3" in text(joris, f"{ADRES}?kleur=rood")


def test_an_advisor_sees_the_own_themes(adviseur: Client) -> None:
    assert titles(adviseur) == ["Het hek", "De poort"]
    page = text(adviseur)
    assert "Rood: niet verantwoord 1 van 2" in page
    assert "Het hek staat." in page
    for secret in ("Geheim over het hek", "De bel", "Geheime reden"):
        assert secret not in page
    # That a colleague wrote about it is no secret: the writing screens say so as well.
    assert "Hierover staat iets in de tekst van dit thema. Die is nog niet af." in page


def test_words_of_another_theme_once_they_are_finished(adviseur: Client, plan: Plan) -> None:
    bel = Actie.objects.get(titel="De bel")
    een_uitspraak(bijdrage(plan, "Stilte", 2024), "vooruitblik", "<p>Ook dat hek.</p>", bel)
    hek = Actie.objects.get(titel="Het hek")
    een_uitspraak(bijdrage(plan, "Stilte", 2024), "vooruitblik", "<p>Wij bewaken.</p>", hek)
    assert "Wij bewaken." not in text(adviseur)
    Bijdrage.objects.filter(ronde__vooruitblikjaar=2025).update(staat="goedgekeurd")
    assert "Wij bewaken." in text(adviseur)


def test_a_judgement_of_another_theme_stays_there(adviseur: Client, plan: Plan) -> None:
    hek = Actie.objects.get(titel="Het hek")
    Oordeel.objects.create(
        bijdrage=bijdrage(plan, "Stilte"), actie=hek, kleur="groen", oorzaak="Van Stilte."
    )
    page = text(adviseur)
    assert "Van Stilte." not in page
    assert "Groen: verantwoord 0" not in page
    assert "Nog te beoordelen 1 van 2" in page
    assert "Van Stilte." not in adviseur.get(f"{ADRES}spiegel.csv").content.decode()


def test_the_secretariaat_sees_what_was_approved(plan: Plan) -> None:
    client = logged_in(iemand(Rol.SECRETARIAAT))
    assert client.get(ADRES).status_code == 404
    Bijdrage.objects.filter(pk=bijdrage(plan, "Stilte").pk).update(staat="goedgekeurd")
    assert titles(client) == ["De bel"]
    assert "Het hek" not in text(client)


@pytest.mark.parametrize("rol", [Rol.GRIFFIE, Rol.AUDITCOMMISSIE, Rol.BEHEERDER])
def test_nobody_else_sees_anything(rol: Rol, plan: Plan) -> None:
    client = logged_in(iemand(rol))
    missing = client.get("/bestaat-niet/")
    for adres in (ADRES, f"{ADRES}spiegel.csv", f"{ADRES}spiegel.xlsx", "/schrijven/spiegel/"):
        answer = client.get(adres)
        assert (answer.status_code, answer.content) == (404, missing.content)


def test_a_year_or_plan_that_is_not_there(joris: Client) -> None:
    for adres in ("/schrijven/spiegel/plan/1999/", "/schrijven/spiegel/ander/2025/"):
        assert joris.get(adres).status_code == 404


def test_a_year_without_an_earlier_letter(joris: Client) -> None:
    page = text(joris, "/schrijven/spiegel/plan/2023/")
    assert "Niet beschikbaar. Geen eerdere brief keek vooruit naar 2023." in page


def test_the_list_of_mirrors(joris: Client, adviseur: Client) -> None:
    assert text(joris, "/schrijven/spiegel/").count("Spiegel 20") == 3
    assert "Spiegel 2025" in text(adviseur, "/schrijven/spiegel/")
    assert "Spiegel 2023" not in text(adviseur, "/schrijven/spiegel/")
    assert "Spiegel 2025" in text(joris, "/start/")


def test_lists(joris: Client, adviseur: Client) -> None:
    answer = joris.get(f"{ADRES}spiegel.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="spiegel-plan-2025-' in answer["Content-Disposition"]
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [r[2] for r in rows[1:]] == ["Het hek", "De poort", "De bel"]
    sheet = load_workbook(BytesIO(adviseur.get(f"{ADRES}spiegel.xlsx").content)).active
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == ["Het hek", "De poort"]
    told = adviseur.get(f"{ADRES}spiegel.csv").content.decode()
    assert "Geheim" not in told


@pytest.mark.parametrize("rijen", [44, 440])
def test_queries_do_not_grow(rijen: int, django_assert_num_queries: object) -> None:
    plan = een_grote_spiegel(rijen)
    client = logged_in(iemand(Rol.EINDREDACTEUR))
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(20):
        client.get(f"/schrijven/spiegel/{plan.slug}/2025/")
