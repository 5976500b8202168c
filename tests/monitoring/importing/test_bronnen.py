"""The real files of CBS and the police: every row, code, period and status; values as in the
file, read here by other means (the csv module of Python)."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from monitoring.models import Codelijstregel, Gebied, Indicator, Invoer, Meting
from tests.monitoring.fabriek import een_gebied
from tests.monitoring.importing.conftest import Invoeren

pytestmark = [pytest.mark.django_db, pytest.mark.bronnen]


def rows(bronnen: Path, begin: str) -> tuple[Path, list[dict[str, str]]]:
    path = next((bronnen / "cbs").glob(f"{begin}_*.csv"))
    text = path.read_text(encoding="utf-8-sig")
    separator = ";" if ";" in text.splitlines()[0] else ","
    return path, list(csv.DictReader(text.splitlines(keepends=True), delimiter=separator))


def test_bulk_with_codes(bronnen: Path, invoeren: Invoeren) -> None:
    path, source = rows(bronnen, "01")
    uitkomst = invoeren(path, nieuwe_codes=True)
    assert "76 rijen gelezen, 76 over GM0268: 152 cijfers" in uitkomst.tekst
    for kolom, maat in (
        ("TotaalGeregistreerdeMisdrijven_1", "totaalgeregistreerdemisdrijven"),
        ("GeregistreerdeMisdrijvenPer1000Inw_3", "geregistreerdemisdrijvenper1000inw"),
    ):
        stored = {
            m.indicator.bron_code: m
            for m in Meting.objects.filter(indicator__bron_maat=maat).select_related("indicator")
        }
        assert len(stored) == len(source) == 76
        for row in source:
            meting, text = stored[row["SoortMisdrijf"].strip()], row[kolom].strip()
            assert meting.waarde == (None if text == "." else Decimal(text))
            assert bool(meting.reden_onbekend) == (text == ".")
            assert (meting.periode, meting.status) == (row["Perioden"], "")
    assert {m.gebied.code for m in Meting.objects.select_related("gebied")} == {"GM0268"}
    totaal = Indicator.objects.get(is_totaal=True, eenheid="aantal")
    assert totaal.metingen.get().waarde == 13440  # as in the file, and not that plus its details
    assert Invoer.objects.get().tabel == "83648NED"


def test_codes_get_their_names_from_the_list_of_their_own_years(
    bronnen: Path, invoeren: Invoeren, tmp_path: Path
) -> None:
    """Without that list it says which one is missing and where it is; named by their codes the
    figures may come in first, and are named when the list does."""
    path, source = rows(bronnen, "01")
    codes = list(dict.fromkeys(row["SoortMisdrijf"].strip() for row in source))
    een_gebied("GM0268", "Nijmegen")
    refused = invoeren(path).tekst
    assert (
        f"{len(codes)} soorten misdrijf van 83648NED hebben geen naam, zoals ‘0000000’" in refused
    )
    assert "https://opendata.cbs.nl/ODataFeed/odata/83648NED/SoortMisdrijf" in refused
    assert not Indicator.objects.exists()
    # The list of another year does not know these codes.
    newer = tmp_path / "83648NED_nieuw.csv"
    newer.write_text("Key,Title\nT001161,Alles\n", encoding="utf-8")
    invoeren(newer)
    assert "hebben geen naam" in invoeren(path).tekst
    told = invoeren(path, nieuwe_codes=True).tekst
    assert "kan er niet mee worden gepubliceerd" in told
    assert {i.naamloos for i in Indicator.objects.all()} == {True}
    names = tmp_path / "83648NED_SoortMisdrijf.csv"
    lines = "".join(f"{code},{code} Soort {code}\n" for code in codes)
    names.write_text(f"Key,Title\n{lines}", encoding="utf-8")
    assert f"{2 * len(codes)} indicatoren kregen een naam" in invoeren(names).tekst
    assert not any(i.naamloos for i in Indicator.objects.all())
    assert Indicator.objects.filter(naam="0000000 Soort 0000000, per 1.000 inwoners").exists()
    assert "hebben geen naam" not in invoeren(path).tekst


def test_labels(bronnen: Path, invoeren: Invoeren) -> None:
    path, source = rows(bronnen, "02")
    een_gebied("GM0363", "Amsterdam")
    uitkomst = invoeren(path, gemeente="GM0363", tabel="47018NED", nieuwe_codes=True)
    assert "11 rijen gelezen, 11 over GM0363: 11 cijfers" in uitkomst.tekst
    indicator = Indicator.objects.get()
    assert (indicator.bron_code, indicator.bron_maat) == ("1.2.3", "geregistreerdemisdrijven")
    assert indicator.naam == "Diefstal van brom-, snor-, fietsen"
    assert {m.jaar: m.waarde for m in Meting.objects.all()} == {
        int(r["Perioden"]): Decimal(r["Geregistreerde misdrijven (aantal)"].strip()) for r in source
    }


def test_code_lists(bronnen: Path, invoeren: Invoeren) -> None:
    for begin in ("04", "05", "06"):
        path, source = rows(bronnen, begin)
        tabel = path.name[3:11]
        assert f"{len(source)} regels gelezen" in invoeren(path).tekst
        assert {
            (r.code, r.titel, r.status) for r in Codelijstregel.objects.filter(tabel=tabel)
        } >= {
            (r["Key"].strip(), r["Title"].strip(), r.get("Status", "").casefold()) for r in source
        }
        assert "Er is niets veranderd" in invoeren(path).tekst
    assert {
        s: Gebied.objects.filter(soort=s).count() for s in ("land", "gemeente", "wijk", "buurt")
    } == {
        "land": 1,
        "gemeente": 1,
        "wijk": 9,
        "buurt": 44,
    }
    buurt = Gebied.objects.select_related("parent__parent").get(code="BU02680100")
    assert buurt.parent is not None
    assert buurt.parent.parent is not None
    assert (buurt.parent.naam, buurt.parent.parent.code) == ("Nijmegen-Centrum", "GM0268")
