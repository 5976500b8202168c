"""Formats that CBS and the police publish, and that nobody here saw yet."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from monitoring.models import Indicator, Invoer, Meting, Metingversie
from tests.monitoring.fabriek import een_gebied, een_gemeente, een_indicator, een_meting
from tests.monitoring.importing.conftest import Invoeren

pytestmark = pytest.mark.django_db

MISDRIJVEN = 'Key,Title,Description\n"0.0.0 ","Totaal misdrijven",\n"1.1.1 ","1.1.1 Inbraak",\n'
GEBIEDEN = (
    "Key,Title,Description,Municipality\n"
    '"GM0268    ","Nijmegen",,GM0268\n"WK026801  ","Centrum",,GM0268\n'
    '"BU02680100","Benedenstad",,GM0268\n"WK036300","Elders",,GM0363\n'
)
PERIODEN = "Key,Title,Status\n2023JJ00,2023,Definitief\n2024JJ00,2024,Voorlopig\n"
BULK = (
    '"ID";"SoortMisdrijf";"WijkenEnBuurten";"Perioden";"GeregistreerdeMisdrijven_1"\r\n'
    '"1";"0.0.0 ";"GM0268    ";"2023JJ00";"   12017"\r\n'
    '"2";"1.1.1 ";"WK026801  ";"2024JJ00";"       ."\r\n'
    '"3";"1.1.1 ";"BU02680100";"2024JJ00";"       0"\r\n'
    '"4";"1.1.1 ";"GM0363    ";"2024JJ00";"    9999"\r\n'
)


@pytest.fixture
def codelijsten(invoeren: Invoeren) -> None:
    for naam, inhoud in (("s", MISDRIJVEN), ("w", GEBIEDEN), ("p", PERIODEN)):
        assert not invoeren(inhoud, f"47018NED_{naam}.csv").geweigerd


def stored() -> dict[tuple[str, str, str], tuple[Decimal | None, str]]:
    return {
        (m.indicator.bron_code, m.gebied.code, m.periode): (m.waarde, m.status)
        for m in Meting.objects.select_related("indicator", "gebied")
    }


EXPECTED = {
    ("0.0.0", "GM0268", "2023JJ00"): (Decimal(12017), "definitief"),
    ("1.1.1", "WK026801", "2024JJ00"): (None, "voorlopig"),
    ("1.1.1", "BU02680100", "2024JJ00"): (Decimal(0), "voorlopig"),
}


@pytest.mark.usefixtures("codelijsten")
def test_only_the_rows_of_the_municipality(invoeren: Invoeren) -> None:
    assert "4 rijen gelezen, 3 over GM0268" in invoeren(BULK, "47018NED.csv").tekst
    assert stored() == EXPECTED
    assert set(Indicator.objects.values_list("naam", "is_totaal")) == {
        ("Totaal misdrijven", True),
        ("Inbraak", False),
    }


@pytest.mark.usefixtures("codelijsten")
def test_a_dry_run_writes_nothing(invoeren: Invoeren) -> None:
    assert "Proef: 3 nieuw" in invoeren(BULK, "47018NED.csv", toepassen=False).tekst
    assert not Meting.objects.exists()
    assert not Invoer.objects.exists()


@pytest.mark.usefixtures("codelijsten")
def test_other_shapes_of_the_same_file(invoeren: Invoeren) -> None:
    header, *lines = [line.split(";") for line in BULK.split()[0:1] + BULK.splitlines()[1:]]
    order = [4, 2, 3, 1]
    turned = "\n".join(";".join(line[n] for n in order) for line in [header, *lines])
    assert not invoeren(turned, "47018NED.csv").geweigerd
    assert stored() == EXPECTED
    for other in ("\ufeff" + BULK, BULK.replace("\r\n", "\n"), BULK.replace(";", ",")):
        assert "3 ongewijzigd" in invoeren(other, "47018NED.csv").tekst


@pytest.mark.usefixtures("codelijsten")
def test_labels_say_the_same_as_codes(invoeren: Invoeren) -> None:
    invoeren(BULK, "47018NED.csv")
    labels = (
        '\ufeff"Perioden";"Wijken en buurten";"Soort misdrijf";'
        '"Geregistreerde misdrijven (aantal)"\n'
        '"2023";"Nijmegen";"Totaal misdrijven";"   12017"\n'
        '"2024*";"Centrum";"1.1.1 Inbraak";"       ."\n'
        '"2024*";"Amsterdam";"1.1.1 Inbraak";"   12"\n'
    )
    uitkomst = invoeren(labels, tabel="47018NED")
    assert "2 ongewijzigd" in uitkomst.tekst
    assert "1 rijen gaan over gebieden met een naam die hier niet bekend is" in uitkomst.tekst
    assert "‘Amsterdam’" in uitkomst.tekst
    assert stored() == EXPECTED


@pytest.mark.usefixtures("codelijsten")
def test_quarters_months_and_stars(invoeren: Invoeren) -> None:
    header = BULK.splitlines()[0]
    lines = [
        f'"{n}";"1.1.1 ";"GM0268";"{p}";"{n}"'
        for n, p in enumerate(("2024KW01", "2024MM02", "2024JJ00*"), start=1)
    ]
    assert not invoeren("\n".join([header, *lines]), "47018NED.csv").geweigerd
    assert {p: s for (_, _, p), (_, s) in stored().items()} == {
        "2024KW01": "",
        "2024MM02": "",
        "2024JJ00": "voorlopig",
    }
    assert {m.periodesoort for m in Meting.objects.all()} == {"KW", "MM", "JJ"}


@pytest.mark.usefixtures("codelijsten")
def test_one_more_column_with_figures_is_one_more_indicator(invoeren: Invoeren) -> None:
    wide = "\n".join(
        line + (';"Per1000Inw_2"' if n == 0 else ';"  12.5"')
        for n, line in enumerate(BULK.splitlines())
    )
    assert not invoeren(wide, "47018NED.csv").geweigerd
    rate = Meting.objects.get(indicator__bron_maat="per1000inw", periode="2023JJ00")
    assert rate.waarde == Decimal("12.5")
    assert rate.indicator.decimalen == 1
    invoeren(BULK, "47018NED.csv")
    assert Meting.objects.count() == 6
    only = invoeren(
        wide.replace("12.5", "99.9"), "47018NED.csv", maat=["GeregistreerdeMisdrijven_1"]
    )
    assert "3 ongewijzigd" in only.tekst


def test_one_more_dimension_is_refused_by_name(invoeren: Invoeren) -> None:
    wide = BULK.replace('"Perioden"', '"Geslacht";"Perioden"')
    uitkomst = invoeren(wide, "47018NED.csv")
    assert uitkomst.geweigerd
    assert "De kolom ‘Geslacht’ is onbekend" in uitkomst.tekst


@pytest.mark.usefixtures("codelijsten")
def test_a_changed_value_keeps_the_old_one(invoeren: Invoeren) -> None:
    invoeren(BULK, "47018NED.csv")
    uitkomst = invoeren(BULK.replace("12017", "12100"), "47018NED.csv")
    assert "De waarde was 12017 en is nu 12100. De eerdere waarde blijft bewaard." in uitkomst.tekst
    assert "0 nieuw, 1 bijgewerkt, 2 ongewijzigd" in uitkomst.tekst
    meting = Meting.objects.get(indicator__bron_code="0.0.0")
    assert meting.waarde == 12100
    versie = Metingversie.objects.get()
    assert (versie.meting, versie.waarde, versie.status) == (
        meting.pk,
        Decimal(12017),
        "definitief",
    )
    assert Invoer.objects.count() == 2
    invoeren(BULK.replace("12017", "12100"), "47018NED.csv")
    assert (Metingversie.objects.count(), Invoer.objects.count()) == (1, 2)


@pytest.mark.usefixtures("codelijsten")
def test_what_a_person_entered_stays(invoeren: Invoeren) -> None:
    invoeren(BULK, "47018NED.csv")
    Meting.objects.filter(indicator__bron_code="0.0.0").update(invoer=None, waarde=5)
    uitkomst = invoeren(BULK, "47018NED.csv")
    assert "1 behouden zoals aangepast" in uitkomst.tekst
    assert Meting.objects.get(indicator__bron_code="0.0.0").waarde == 5


def test_population_has_no_offences(invoeren: Invoeren) -> None:
    een_gemeente(1)
    csv = "RegioS;Perioden;TotaleBevolking_1;Mannen_2\nGM0268;2024JJ00;187049;90000\n"
    uitkomst = invoeren(csv, "70072NED.csv", maat=["TotaleBevolking_1"])
    assert "1 cijfer," in uitkomst.tekst
    assert Indicator.objects.get().slug == "inwoners"


OWN = (
    "indicator;gebied;periode;waarde;precisie;reden;verwacht op;bron;opmerking\n"
    "Meldingen;De gemeente;2023;1.234;ruim;;;Meldpunt;x\n"
    "meldingen-2;WK026801;2024;ongeveer 100;;;;;\n"
    "Meldingen;Wijk 1;2024;-;;onderzoek volgt;01-03-2026;;\n"
)


def own_indicators() -> None:
    een_gemeente(1)
    een_indicator("Meldingen", slug="meldingen")
    een_indicator("Andere", slug="meldingen-2")


def check_own() -> None:
    facts = {
        (m.indicator.naam, m.gebied.code): m
        for m in Meting.objects.select_related("indicator", "gebied")
    }
    assert len(facts) == 3
    first = facts["Meldingen", "GM0268"]
    assert (first.waarde, first.precisie, first.bron) == (Decimal(1234), "ruim", "Meldpunt")
    assert (facts["Andere", "WK026801"].waarde, facts["Andere", "WK026801"].precisie) == (
        Decimal(100),
        "ongeveer",
    )
    unknown = facts["Meldingen", "WK026801"]
    assert (unknown.waarde, unknown.reden_onbekend) == (None, "onderzoek volgt")
    assert str(unknown.verwacht_op) == "2026-03-01"


def test_our_own_table(invoeren: Invoeren) -> None:
    own_indicators()
    uitkomst = invoeren(OWN, "eigen.csv")
    assert "De kolom ‘opmerking’ wordt niet gelezen." in uitkomst.tekst
    check_own()


def test_our_own_table_as_a_spreadsheet(invoeren: Invoeren) -> None:
    own_indicators()
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in OWN.splitlines():
        cells: list[str | int] = list(line.split(";"))
        cells[2:4] = [int(c) if str(c).isdigit() else c for c in cells[2:4]]
        sheet.append([1234 if c == "1.234" else c for c in cells])
    buffer = BytesIO()
    book.save(buffer)
    assert not invoeren(buffer.getvalue(), "eigen.xlsx").geweigerd
    check_own()


def test_an_own_registration_may_be_new_when_one_says_so(invoeren: Invoeren) -> None:
    een_gemeente(1)
    csv = "indicator;gebied;periode;waarde\nIets nieuws;GM0268;2024;12,5\n"
    assert invoeren(csv).geweigerd
    assert not invoeren(csv, nieuwe_codes=True).geweigerd
    indicator = Indicator.objects.get()
    assert (indicator.eigen_registratie, indicator.openbaar) == (True, False)


def test_the_newest_borders_unless_one_asks_for_others(invoeren: Invoeren) -> None:
    for year in (2020, 2024):
        een_gebied("WK026801", indeling=year)
    een_indicator("Meldingen", slug="meldingen")
    csv = "indicator;gebied;periode;waarde\nmeldingen;WK026801;2019;7\n"
    invoeren(csv)
    invoeren(csv, indeling=2020)
    assert {(m.gebied.indeling, m.waarde) for m in Meting.objects.select_related("gebied")} == {
        (2020, Decimal(7)),
        (2024, Decimal(7)),
    }


def test_former_figures_by_hand_are_compared_as_numbers(invoeren: Invoeren) -> None:
    gemeente = een_gemeente(0)[0]
    een_meting(een_indicator("Meldingen", slug="meldingen"), gemeente, 2024, "12.50")
    csv = "indicator;gebied;periode;waarde\nmeldingen;GM0268;2024;12,5\n"
    assert "1 ongewijzigd" in invoeren(csv).tekst
