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
