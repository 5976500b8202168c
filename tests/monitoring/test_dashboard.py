"""The dashboard and the page of an area: what they show, to whom, and at what cost."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from monitoring.forms.keuze import read_keuze
from monitoring.models import Gebied, Indicator, Streefwaarde
from tests.fabriek import iemand
from tests.monitoring.fabriek import een_gebied, een_gemeente, een_indicator, een_meting
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

JAREN = range(2020, 2025)


@pytest.fixture
def inbraken() -> Indicator:
    """A municipality (that of the settings) of two wijken: 120 … 160, 60 … 100 and 60."""
    gemeente, een, twee = een_gemeente(2, "GM0000")
    indicator = een_indicator("Inbraken", slug="inbraken", definitie="Wat er is ingebroken.")
    for n, jaar in enumerate(JAREN):
        een_meting(indicator, gemeente, jaar, 120 + 10 * n, raadpleegdatum="2026-10-01")
        een_meting(indicator, een, jaar, 60 + 10 * n)
        een_meting(indicator, twee, jaar, 60 if jaar != 2023 else None)
    een_indicator("Nooit gemeten", slug="nooit")
    return indicator


def csv_rows(client: Client, adres: str) -> list[dict[str, str]]:
    text = client.get(adres).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


@pytest.mark.usefixtures("inbraken")
def test_the_first_view(client: Client) -> None:
    html = client.get("/cijfers/").content.decode()
    assert "Inbraken: De gemeente" in html
    assert "Wat er is ingebroken." in html
    assert "10 meer dan in 2023 (vrijwel gelijk); in 2020 120." in html
    assert "Bron: Politie / CBS, opgehaald op 1 oktober 2026" in html
    assert "Inbraken per wijk, 2024" in html
    assert "Nooit gemeten" not in html
    assert "per 1.000 inwoners" not in html  # nobody knows how many there are
    assert "plotly.min.js" in html
    assert '<script src="/static/vendor' not in html


@pytest.mark.usefixtures("inbraken")
def test_every_view_has_an_address(client: Client) -> None:
    adres = (
        "/cijfers/?indicator=inbraken&gebied=WK000002&van=2022&tot=2024&naast=wijken&per=&soort=JJ"
    )
    html = client.get(adres).content.decode()
    assert "Inbraken: Wijk 2" in html
    short = "indicator=inbraken&amp;gebied=WK000002&amp;van=2022&amp;tot=2024&amp;naast=wijken"
    assert f'href="/cijfers/?{short}"' in html
    again = client.get(f"/cijfers/?{short.replace('&amp;', '&')}").content.decode()
    assert again.split("<h2", 1)[1] == html.split("<h2", 1)[1]
    rows = csv_rows(client, "/cijfers/trend.csv?" + adres.split("?")[1])
    assert [(r["gebied"], r["periode"], r["waarde"], r["toelichting"]) for r in rows] == [
        ("Wijk 2", "2022", "60", ""),
        ("Wijk 2", "2023", "", "nog niet gemeten"),
        ("Wijk 2", "2024", "60", ""),
        ("Wijk 1", "2022", "80", ""),
        ("Wijk 1", "2023", "90", ""),
        ("Wijk 1", "2024", "100", ""),
    ]
    assert {(r["gebied_code"], r["indicator"], r["eenheid"]) for r in rows} == {
        ("WK000001", "inbraken", "aantal"),
        ("WK000002", "inbraken", "aantal"),
    }
    assert [r["periode_code"] for r in rows[:3]] == ["2022JJ00", "2023JJ00", "2024JJ00"]
    told = client.get("/cijfers/trend.json?" + adres.split("?")[1]).json()
    assert [(r["gebied_code"], r["waarde"]) for r in told["cijfers"][:3]] == [
        ("WK000002", 60),
        ("WK000002", None),
        ("WK000002", 60),
    ]


def test_per_inhabitant(client: Client, inbraken: Indicator) -> None:
    people = een_indicator("Inwoners", slug="inwoners")
    for gebied in Gebied.objects.all():
        een_meting(people, gebied, 2024, 8000)
    rows = csv_rows(client, "/cijfers/trend.csv?indicator=inbraken&per=inwoner&van=2023")
    assert [r["waarde"] for r in rows] == ["", "20,0"]
    assert rows[0]["toelichting"] == "het aantal inwoners is onbekend"
    rows = csv_rows(client, "/cijfers/gebieden.csv?indicator=inbraken&per=inwoner")
    assert [(r["gebied"], r["waarde"], r["eenheid"]) for r in rows] == [
        ("Wijk 1", "12,5", "per 1.000 inwoners"),
        ("Wijk 2", "7,5", "per 1.000 inwoners"),
    ]


def test_the_target_stands_beside_its_figure(client: Client, inbraken: Indicator) -> None:
    Streefwaarde.objects.create(
        indicator=inbraken, jaar=2024, vergelijking="<", waarde="1250", document="Begroting 2024"
    )
    html = client.get("/cijfers/").content.decode()
    assert "&lt; 1.250 (Begroting 2024)" in html
    for other in ("?gebied=WK000001", "?naast=wijken&gebied=WK000002"):
        assert "Begroting 2024" not in client.get(f"/cijfers/{other}").content.decode()
    assert client.get("/cijfers/trend.json").json()["streefwaarden"] == [
        {"periode": "2024", "vergelijking": "<", "waarde": 1250}
    ]
    trace = client.get("/cijfers/trend.grafiek.json").json()["data"][1]
    assert (trace["name"], trace["x"], trace["y"]) == ("streefwaarde", ["2024"], [1250])


def test_own_registrations_are_for_who_writes_until_they_are_public(client: Client) -> None:
    (gemeente,) = een_gemeente(0, "GM0000")
    secret = een_indicator("Geheim", slug="geheim", eigen_registratie=True)
    een_meting(secret, gemeente, 2024, 12345)
    een_meting(een_indicator("Open", slug="open"), gemeente, 2024, 1)
    adressen = ["/cijfers/?indicator=geheim", "/cijfers/trend.csv?indicator=geheim"]
    adressen += [f"/cijfers/trend.{vorm}?indicator=geheim" for vorm in ("json", "grafiek.json")]
    outsider, writer = Client(), Client()
    outsider.force_login(iemand(Rol.GRIFFIE))
    writer.force_login(iemand(Rol.BELEIDSADVISEUR))
    for adres in adressen:
        for visitor in (client, outsider):
            answer = visitor.get(adres)
            missing = visitor.get(adres.replace("geheim", "bestaat-niet"))
            assert answer.status_code == 404
            assert answer.content == missing.content
        assert writer.get(adres).status_code == 200
    for adres in ("/cijfers/", "/cijfers/gebied/GM0000/"):
        for visitor in (client, outsider):
            assert "Geheim" not in visitor.get(adres).content.decode()
            assert "12.345" not in visitor.get(adres).content.decode()
        assert "Geheim" in writer.get(adres).content.decode()
    secret.openbaar = True
    secret.save()
    assert "Geheim" in client.get("/cijfers/").content.decode()


def test_a_small_own_count_is_nowhere(client: Client) -> None:
    gebieden = een_gemeente(3, "GM0000")
    own = een_indicator("Eigen", slug="eigen", eigen_registratie=True, openbaar=True)
    for gebied, waarde in zip(gebieden, (1111, 3, 444, 664), strict=True):
        een_meting(own, gebied, 2024, waarde)
    for adres in (
        "/cijfers/?gebied=WK000001&naast=wijken",
        "/cijfers/trend.csv?gebied=WK000001&naast=wijken",
        "/cijfers/trend.json?gebied=WK000001&naast=wijken",
        "/cijfers/trend.grafiek.json?gebied=WK000001&naast=wijken",
        "/cijfers/gebieden.csv",
        "/cijfers/gebied/WK000001/",
        "/cijfers/gebied/WK000002/",
    ):
        text = client.get(adres).content.decode()
        assert "444" not in text, adres  # hidden besides, or 1111 - 444 - 664 would give it
        assert "niet getoond" in text or "null" in text
    rows = csv_rows(client, "/cijfers/gebieden.csv")
    shown = [(r["gebied"], r["waarde"]) for r in rows]
    assert shown == [("Wijk 3", "664"), ("Wijk 1", ""), ("Wijk 2", "")]


@pytest.mark.usefixtures("inbraken")
@pytest.mark.parametrize(
    "adres",
    [
        "/cijfers/?indicator=nooit",
        "/cijfers/?gebied=WK999999",
        "/cijfers/gebied/GM0363/",
        "/cijfers/iets.csv",
        "/cijfers/iets.json",
    ],
)
def test_what_is_not_there(client: Client, adres: str) -> None:
    assert client.get(adres).status_code == 404


@pytest.mark.usefixtures("inbraken")
@pytest.mark.parametrize(
    "adres", ["van=x", "van=99999", "tot=-1", "naast=%00", "soort=XX", "per=x"]
)
def test_a_choice_that_means_nothing_is_no_choice(client: Client, adres: str) -> None:
    assert client.get(f"/cijfers/?{adres}").status_code == 200


def test_no_figures_yet(client: Client) -> None:
    assert "Er zijn nog geen cijfers." in client.get("/cijfers/").content.decode()
    assert client.get("/cijfers/trend.csv").status_code == 404
    een_gebied("GM0000")
    assert (
        "Van dit gebied zijn er geen cijfers."
        in client.get("/cijfers/gebied/GM0000/").content.decode()
    )


def test_the_answer_stands_before_everything_else(client: Client, inbraken: Indicator) -> None:
    people = een_indicator("Inwoners", slug="inwoners")
    for gebied, n in zip(Gebied.objects.order_by("code"), (20_000, 8_000, 12_000), strict=True):
        een_meting(people, gebied, 2024, n)
    html = client.get("/cijfers/?indicator=inbraken&gebied=WK000001").content.decode()
    top = html.split('id="uitkomst"')[1].split("<figure")[0]
    assert '<strong class="vb-kern__waarde">100</strong> in 2024</p>' in top
    assert "10 meer dan in 2023 (vrijwel gelijk); in 2020 60." in top
    assert "Dat is 12,5 per 1.000 inwoners; in heel De gemeente 8,0." in top
    unknown = client.get("/cijfers/?indicator=inbraken&gebied=WK000002&van=2023&tot=2023")
    assert "onbekend</strong> in 2023: nog niet gemeten" in unknown.content.decode()


def test_wijken_are_compared_per_inhabitant(client: Client, inbraken: Indicator) -> None:
    """By counts wijk 1 is the worst; of its people fewer meet with it than of those of wijk 2."""
    people = een_indicator("Inwoners", slug="inwoners")
    for gebied, n in zip(Gebied.objects.order_by("code"), (22_000, 20_000, 2_000), strict=True):
        een_meting(people, gebied, 2024, n)
    html = client.get("/cijfers/?indicator=inbraken").content.decode()
    assert "Per 1.000 inwoners het hoogst in Wijk 2 (30,0), het laagst in Wijk 1 (5,0)." in html
    assert "160</strong> in 2024" in html  # the figure itself is the count
    counts = "/cijfers/?indicator=inbraken&amp;gebied=GM0000&amp;per=aantal#uitkomst"
    assert f'href="{counts}">Vergelijk naar aantal' in html
    html = client.get(counts.replace("&amp;", "&")).content.decode()
    assert "Naar aantal het hoogst in Wijk 1 (100), het laagst in Wijk 2 (60)." in html
    assert "Vergelijk per 1.000 inwoners" in html
    assert (
        "Vergelijk"
        not in client.get("/cijfers/?indicator=inwoners").content.decode().split('id="uitkomst"')[1]
    )


def test_a_wijk_beside_the_others_and_its_buurten(client: Client, inbraken: Indicator) -> None:
    wijk = Gebied.objects.get(code="WK000001")
    for n in (1, 2):
        een_meting(inbraken, een_gebied(f"BU0000010{n}", f"Buurt {n}", parent=wijk), 2024, 50 + n)
    html = client.get("/cijfers/?indicator=inbraken&gebied=WK000001").content.decode()
    assert "Inbraken per wijk, 2024" in html
    assert 'font-weight="700">Wijk 1<' in html
    assert "Inbraken in Wijk 1 per buurt, 2024" in html
    rows = csv_rows(client, "/cijfers/delen.csv?indicator=inbraken&gebied=WK000001")
    assert [(r["gebied_code"], r["waarde"]) for r in rows] == [
        ("BU00000102", "52"),
        ("BU00000101", "51"),
    ]
    assert client.get("/cijfers/delen.csv?indicator=inbraken").status_code == 404
    assert "Buurt 1" in client.get("/cijfers/gebied/WK000001/").content.decode()


def test_all_figures_of_an_area_as_csv(client: Client, inbraken: Indicator) -> None:
    een_meting(
        een_indicator("=Formule", eenheid="procent", decimalen=1),
        Gebied.objects.get(code="WK000002"), 2024, "12.5", precisie="ruim", status="voorlopig",
    )  # fmt: skip
    rows = csv_rows(client, "/cijfers/gebied/WK000002/cijfers.csv")
    [formule] = [r for r in rows if r["indicator"] != "inbraken"]
    assert formule["indicator_naam"] == "'=Formule"  # no formula to a spreadsheet
    names = ("gebied", "periode_code", "waarde", "eenheid", "precisie", "status", "bron")
    assert [formule[n] for n in names] == [
        "Wijk 2", "2024JJ00", "12,5", "procent", "ruim", "voorlopig", "Politie / CBS",
    ]  # fmt: skip
    told = [(r["periode"], r["waarde"], r["toelichting"]) for r in rows if r is not formule]
    assert told == [
        ("2020", "60", ""),
        ("2021", "60", ""),
        ("2022", "60", ""),
        ("2023", "", "nog niet gemeten"),
        ("2024", "60", ""),
    ]


@pytest.mark.usefixtures("inbraken")
def test_the_page_of_an_area(client: Client) -> None:
    html = client.get("/cijfers/gebied/WK000001/").content.decode()
    assert "Cijfers van Wijk 1" in html
    assert "10 meer dan in 2023 (vrijwel gelijk); in 2020 60." in html
    assert 'href="/cijfers/?indicator=inbraken&amp;gebied=WK000001"' in html


def test_queries_do_not_grow(client: Client, django_assert_num_queries: Any) -> None:
    een_gemeente(2, "GM0000")
    for size in (1, 5):
        for n in range(size):
            indicator = een_indicator(eigen_registratie=n % 2 == 1, openbaar=True)
            for gebied in Gebied.objects.all():
                for jaar in JAREN:
                    een_meting(indicator, gebied, jaar, 10 + n)
        een_gebied(f"WK00007{size}", parent=Gebied.objects.get(code="GM0000"))
        # Areas, indicators, figures, population, targets, day, menu.
        with django_assert_num_queries(7):
            client.get("/cijfers/?naast=wijken")
        with django_assert_num_queries(5 if size == 1 else 6):  # … of own and published sources
            client.get("/cijfers/gebied/GM0000/")


def test_reading_a_choice() -> None:
    keuze = read_keuze({"indicator": "x", "van": "2020", "tot": "²⁰²⁴", "per": "inwoner"})
    assert (keuze.indicator, keuze.van, keuze.tot, keuze.relatief) == ("x", 2020, None, True)
    assert keuze.query == "indicator=x&van=2020&per=inwoner"


@pytest.mark.usefixtures("inbraken")
def test_only_pages_with_a_chart_have_a_nonce(client: Client) -> None:
    answer = client.get("/cijfers/")
    policy = answer["Content-Security-Policy"]
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert f'<style id="plotly.js-style-global" nonce="{nonce}"></style>' in answer.content.decode()
    assert "unsafe" not in policy
