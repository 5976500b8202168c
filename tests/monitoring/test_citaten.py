"""Figures that a text quotes: what a reference means, and what it may never show."""

from datetime import date
from typing import Any

import pytest

from monitoring.citaatsleutels import Bedragplaats, Meetplaats, read_sleutel
from monitoring.citaten import Citaat, Onbruikbaar, read_citaten
from monitoring.models import Bedrag, Deelproduct, Indicator, VermeldTotaal
from tests.fabriek import een_plan
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting

pytestmark = pytest.mark.django_db


@pytest.fixture
def inbraken() -> Indicator:
    gemeente, een, _ = een_gemeente(2, "GM0000")
    indicator = een_indicator("Inbraken", slug="inbraken", bron_tabel="47018NED", bron_code="1.1.1")
    day = date(2026, 10, 1)
    een_meting(indicator, gemeente, 2023, 1234, status="definitief", raadpleegdatum=day)
    een_meting(indicator, gemeente, 2024, 1250, precisie="ruim", status="voorlopig")
    een_meting(indicator, een, 2024, None, reden_onbekend="geheim", verwacht_op=date(2026, 12, 15))
    een_meting(indicator, een, 2023, 0, bron="Politie", peildatum=date(2023, 12, 31))
    return indicator


def one(*parts: str) -> Citaat | Onbruikbaar:
    sleutel = "--".join(parts)
    return read_citaten([sleutel])[sleutel]


def told(*parts: str) -> tuple[str, str]:
    citaat = one(*parts)
    assert isinstance(citaat, Citaat)
    return citaat.tekst, citaat.noot


@pytest.mark.usefixtures("inbraken")
def test_what_a_reference_says() -> None:
    assert told("inbraken", "GM0000", "2023JJ00") == (
        "1.234",
        "Inbraken, De gemeente, 2023. Bron: Politie / CBS, tabel 47018NED, opgehaald op "
        "1 oktober 2026.",
    )
    assert told("inbraken", "GM0000", "2024JJ00")[0] == "ruim 1.250 (voorlopig)"
    # Zero is a figure, unknown is none.
    assert told("inbraken", "WK000001", "2023JJ00") == (
        "0",
        "Inbraken, Wijk 1, 2023. Bron: Politie, tabel 47018NED, stand op 31 december 2023.",
    )
    assert (
        told("inbraken", "WK000001", "2024JJ00")[0] == "onbekend (geheim; verwacht op 15-12-2026)"
    )


@pytest.mark.usefixtures("inbraken")
@pytest.mark.parametrize(
    "sleutel",
    [
        "",
        "inbraken",
        "inbraken--GM0000",
        "inbraken--GM0000--2024",
        "inbraken--GM0000--2030JJ00",
        "inbraken--GM9999--2024JJ00",
        "niets--GM0000--2024JJ00",
        "inbraken--WK000002--2024JJ00",
        "bedrag--ivp--wonen--2024--begroot-lasten",
        "bedrag--ivp--wonen--2024--anders",
        "bedrag--ivp--wonen--jaar--begroot-lasten",
    ],
)
def test_what_is_not_there(sleutel: str) -> None:
    assert isinstance(read_citaten([sleutel])[sleutel], Onbruikbaar)


def test_what_no_reader_may_see() -> None:
    gemeente, *wijken = een_gemeente(3, "GM0000")
    own = een_indicator("Eigen", slug="eigen", eigen_registratie=True)
    for gebied, waarde in zip([gemeente, *wijken], (111, 3, 44, 64), strict=True):
        een_meting(own, gebied, 2024, waarde)
    secret = one("eigen", "GM0000", "2024JJ00")
    assert isinstance(secret, Onbruikbaar)
    assert "niet openbaar" in secret.reden
    own.openbaar = True
    own.save()
    assert told("eigen", "GM0000", "2024JJ00")[0] == "111"
    assert told("eigen", "WK000003", "2024JJ00")[0] == "64"
    for wijk in ("WK000001", "WK000002"):  # 3 is small; 44 would give it away
        small = one("eigen", wijk, "2024JJ00")
        assert isinstance(small, Onbruikbaar)
        assert "te klein of herleidbaar" in small.reden
        assert "44" not in small.reden


def test_amounts() -> None:
    plan = een_plan(slug="ivp", titel="IVP 2022-2026")
    line = Deelproduct.objects.add(plan, "Veilige wijken", positie=1)
    amounts = {"deelproduct": line, "jaar": 2024, "document": "Begroting 2024"}
    Bedrag.objects.create(**amounts, bedrag=584_000)
    Bedrag.objects.create(**amounts, bedrag="1000.5", geldbron="spuk")
    Bedrag.objects.create(**{**amounts, "jaar": 2025}, bedrag=0, soort="na wijziging")
    VermeldTotaal.objects.create(plan=plan, jaar=2024, bedrag=700_000)
    assert told("bedrag", "ivp", "veilige-wijken", "2024", "begroot-lasten") == (
        "€\u00a0585.000,50",
        "Veilige wijken, 2024, begroot, lasten. Bron: Begroting 2024.",
    )
    assert told("bedrag", "ivp", "veilige-wijken", "2025", "na-wijziging-lasten")[0] == "€\u00a00"
    assert told("bedrag", "ivp", "totaal", "2024", "begroot-lasten") == (
        "€\u00a0700.000",
        "Totaal, 2024, begroot, lasten. Bron: IVP 2022-2026.",
    )


def test_keys_there_and_back() -> None:
    for plaats in (
        Meetplaats("a-b", "GM0268", "2024MM01"),
        Bedragplaats("ivp-2022", "totaal", 2024, "na wijziging", "baten"),
    ):
        assert read_sleutel(plaats.sleutel) == plaats


def test_queries_do_not_grow(django_assert_num_queries: Any) -> None:
    gebieden = een_gemeente(4, "GM0000")
    plan = een_plan(slug="ivp")
    sleutels = []
    for n in range(6):
        line = Deelproduct.objects.add(plan, f"Lijn {n}", positie=n)
        Bedrag.objects.create(deelproduct=line, jaar=2024, bedrag=n)
        sleutels.append(Bedragplaats("ivp", line.slug, 2024, "begroot", "lasten").sleutel)
        i = een_indicator(eigen_registratie=n % 2 == 0, openbaar=True)
        for gebied in gebieden:
            for jaar in range(2020, 2025):
                een_meting(i, gebied, jaar, 10 + n)
                sleutels.append(Meetplaats(i.slug, gebied.code, f"{jaar}JJ00").sleutel)
    with django_assert_num_queries(0):
        assert read_citaten([]) == {}
    for some in (sleutels[:30], sleutels):
        with django_assert_num_queries(8):
            found = read_citaten(some)
        assert all(isinstance(c, Citaat) for c in found.values())
