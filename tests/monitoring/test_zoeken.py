"""Finding a figure to quote by a few words."""

from typing import Any

import pytest
from django.test import Client

from monitoring.citaten import Citaat, read_citaten
from monitoring.models import Bedrag, Deelproduct, VermeldTotaal
from monitoring.zoeken import Vondst, find_cijfers
from tests.fabriek import een_plan, iemand
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cijfers() -> None:
    gemeente, een, twee = een_gemeente(2, "GM0000")
    inbraak = een_indicator("Inbraak in woningen", slug="inbraak")
    fiets = een_indicator("Fietsendiefstal", slug="fiets")
    for jaar in range(2019, 2025):
        for gebied in (gemeente, een, twee):
            een_meting(inbraak, gebied, jaar, jaar - 2000)
        een_meting(fiets, gemeente, jaar, None)
    een_meting(inbraak, een, "2024MM03", 1)
    own = een_indicator("Eigen telling", slug="eigen", eigen_registratie=True)
    een_meting(own, gemeente, 2024, 100)
    small = een_indicator("Kleine telling", slug="klein", eigen_registratie=True, openbaar=True)
    for gebied, waarde in ((gemeente, 40), (een, 2), (twee, 38)):
        een_meting(small, gebied, 2024, waarde)
    plan = een_plan(slug="ivp")
    line = Deelproduct.objects.add(plan, "Veilige wijken", positie=1)
    Bedrag.objects.create(deelproduct=line, jaar=2024, bedrag=1000)
    Bedrag.objects.create(deelproduct=line, jaar=2025, bedrag=2000)
    VermeldTotaal.objects.create(plan=plan, jaar=2025, bedrag=3000)


def titels(zoek: str) -> list[str]:
    return [v.titel for v in find_cijfers(zoek)]


@pytest.mark.parametrize(
    ("zoek", "gevonden"),
    [
        ("inbraak gemeente 2024", ["Inbraak in woningen, De gemeente, 2024"]),
        ("2024 WIJK 2 inbraak", ["Inbraak in woningen, Wijk 2, 2024"]),
        ("inbraak maart 2024", ["Inbraak in woningen, Wijk 1, maart 2024"]),
        (
            "fiets",
            [f"Fietsendiefstal, De gemeente, {j}" for j in (2024, 2023, 2022)],
        ),
        ("eigen", []),
        ("klein 2024", ["Kleine telling, De gemeente, 2024"]),
        ("begroting veilige 2025", ["Veilige wijken, 2025, begroot, lasten"]),
        ("totaal begroting", ["Totaal, 2025, begroot, lasten"]),
        ("inbraak 1900", []),
        ("' OR 1=1 --", []),
    ],
)
def test_what_is_found(zoek: str, gevonden: list[str]) -> None:
    assert titels(zoek) == gevonden


def test_without_words_the_whole_municipality() -> None:
    found = titels("")
    assert len(found) == 7
    assert all("De gemeente" in t for t in found)


def test_what_is_found_can_be_quoted() -> None:
    found: list[Vondst] = [v for z in ("", "inbraak", "wijken") for v in find_cijfers(z)]
    citaten = read_citaten([v.href.partition("/")[2] for v in found])
    assert len(citaten) > 10
    for v in found:
        citaat = citaten[v.href.partition("/")[2]]
        assert isinstance(citaat, Citaat)
        assert citaat.tekst == v.tekst


def test_for_a_script_and_for_a_person(django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.force_login(iemand(Rol.BELEIDSADVISEUR))
    adres = "/cijfers/citeren/?zoek=inbraak+gemeente+2024"
    html = client.get(adres).content.decode()
    assert "<code>[24](verwijzing:cijfer/inbraak--GM0000--2024JJ00)</code>" in html
    with django_assert_max_num_queries(12):
        answer = client.get(adres, headers={"accept": "application/json"})
    (item,) = answer.json()["verwijzingen"]
    assert item == {
        "href": "verwijzing:cijfer/inbraak--GM0000--2024JJ00",
        "tekst": "24",
        "titel": "Inbraak in woningen, De gemeente, 2024",
        "groep": "aantal",
    }
