"""The files of CBS and police as they are downloaded, through the screen: at most one question
each, and none the next year."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from monitoring.models import Codelijstregel, Gebied, Indicator, Meting
from tests.fabriek import iemand
from veiligheid.core.rollen import Rol

pytestmark = [pytest.mark.django_db, pytest.mark.bronnen]
CIJFERS = "/importeren/cijfers/"
VRAAG = "Een vraag over dit bestand"
Lezen = Callable[[Path, dict[str, str]], int]


@pytest.fixture
def joris(client: Client) -> Client:
    client.force_login(iemand(Rol.EINDREDACTEUR))
    return client


@pytest.fixture
def lezen(joris: Client) -> Lezen:
    """Sends a file, answers what is asked, confirms; gives how many questions there were."""

    def read(path: Path, antwoorden: dict[str, str]) -> int:
        sent = SimpleUploadedFile(path.name, path.read_bytes())
        adres = joris.post(CIJFERS, {"bestand": sent})["Location"]
        page, questions = joris.get(adres), 0
        while VRAAG in page.content.decode():
            questions += 1
            assert questions <= 2
            # What is likeliest stands in the form already.
            data = {
                f"veld-{n}": antwoorden.get(veld.naam, veld.begin)
                for n, veld in enumerate(page.context["vraag"].velden)
            }
            page = joris.post(adres, {**data, "doe": "antwoorden"}, follow=True)
        html = page.content.decode()
        assert "Er is nog niets veranderd" in html, html
        done = joris.post(adres, {"doe": "inlezen"}, follow=True).content.decode()
        assert "Ingelezen." in done
        return questions

    return read


def source(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    separator = ";" if ";" in text.splitlines()[0] else ","
    return list(csv.DictReader(text.splitlines(keepends=True), delimiter=separator))


def file(bronnen: Path, begin: str) -> Path:
    return next((bronnen / "cbs").glob(f"{begin}_*"))


def test_codes_of_an_older_table(
    bronnen: Path, lezen: Lezen, settings: Any, tmp_path: Path
) -> None:
    settings.GEMEENTE_CODE = "GM0268"
    path = file(bronnen, "01")
    assert lezen(path, {"nieuwe_codes": "ja"}) == 1
    rows = source(path)
    stored = {
        m.indicator.bron_code: m.waarde
        for m in Meting.objects.filter(
            indicator__bron_maat="totaalgeregistreerdemisdrijven"
        ).select_related("indicator")
    }
    assert stored == {
        r["SoortMisdrijf"]: None
        if (text := r["TotaalGeregistreerdeMisdrijven_1"].strip()) == "."
        else Decimal(text)
        for r in rows
    }
    later = tmp_path / path.name
    text = path.read_text(encoding="utf-8-sig").replace("2015JJ00", "2016JJ00")
    later.write_text(text, encoding="utf-8")
    assert lezen(later, {}) == 0
    assert Meting.objects.filter(jaar=2016).count() == Meting.objects.filter(jaar=2015).count()


def test_labels_that_name_no_table_and_one_area(bronnen: Path, lezen: Lezen, settings: Any) -> None:
    """Both are asked at once; the table that it most likely is stands first."""
    settings.GEMEENTE_CODE = "GM0363"
    path = file(bronnen, "02")
    assert lezen(path, {"gemeente": "ja"}) == 1
    indicator = Indicator.objects.get()
    assert (indicator.bron_tabel, indicator.bron_code) == ("47018NED", "1.2.3")
    assert indicator.naam == "Diefstal van brom-, snor-, fietsen"
    assert Gebied.objects.get().naam == "Amsterdam"
    assert {m.jaar: m.waarde for m in Meting.objects.all()} == {
        int(r["Perioden"]): Decimal(r["Geregistreerde misdrijven (aantal)"].strip())
        for r in source(path)
    }
    assert lezen(path, {}) == 0


@pytest.mark.parametrize(("begin", "tabel"), [("04", "47022NED"), ("05", "47022NED"),
                                              ("06", "83474NED")])  # fmt: skip
def test_code_lists_ask_nothing(
    bronnen: Path, lezen: Lezen, settings: Any, begin: str, tabel: str
) -> None:
    settings.GEMEENTE_CODE = "GM0268"
    path = file(bronnen, begin)
    assert lezen(path, {}) == 0
    rows = source(path)
    stored = dict(Codelijstregel.objects.filter(tabel=tabel).values_list("code", "titel"))
    assert stored == {r["Key"].strip(): r["Title"].strip() for r in rows}
