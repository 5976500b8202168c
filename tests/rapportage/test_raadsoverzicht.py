"""The griffie's overview for the council: what came in, what was settled and what is late."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from rapportage.raadsoverzicht.forms import previous_month
from rapportage.raadsoverzicht.papier import overzicht_pdf
from tests.fabriek import een_toezegging, iemand
from themas.toezeggingen.maand import GEEN, compose_overzicht
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.workflow import Staat
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
VANDAAG = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def vandaag() -> Iterator[None]:
    with time_machine.travel(VANDAAG, tick=False):
        yield


@pytest.fixture
def register() -> None:
    """Three months of a register: of each kind, of two portefeuillehouders and of nobody."""
    settled: dict[str, Any]
    wie = ("burgemeester", "wethouder Zorg", "")
    for n in range(30):
        gemaakt = date(2026, 8 + n % 4, 1 + n % 19)
        settled = {
            "staat": Staat.AFGEDAAN,
            "staat_op": date(2026, 11, 1 + n % 19),
            "met": {"titel": f"Brief {n}"},
        }
        een_toezegging(
            nummer=f"T{n}",
            soort="motie" if n % 3 else "toezegging",
            tekst=f"Onderwerp {n}",
            gemaakt_op=gemaakt,
            portefeuillehouder=wie[n % 3],
            termijn="in oktober",
            termijn_op=date(2026, 9 + n % 3, 15),
            openbaar=n % 7 != 0,
            **({} if n % 5 else settled),
        )


@pytest.fixture
def griffie(client: Client) -> Client:
    client.force_login(iemand(Rol.GRIFFIE))
    return client


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("maand", [8, 9, 10, 11])
def test_counts_by_another_route(maand: int) -> None:
    """Each list recomputed entry by entry from the records."""
    van = date(2026, maand, 1)
    tot = date(2026, maand, 30)
    overzicht = compose_overzicht(van, tot, VANDAAG)
    dag = min(tot, VANDAAG)
    public = [t for t in Toezegging.objects.all() if t.openbaar and t.gemaakt_op <= dag]
    settled_on = {
        t.pk: w.op for t in public for w in t.standwijzigingen.all() if w.op and w.op <= dag
    }
    new = {t.sleutel for t in public if van <= t.gemaakt_op <= dag}
    done = {t.sleutel for t in public if (op := settled_on.get(t.pk)) and van <= op <= dag}
    open_ = [t for t in public if t.pk not in settled_on]
    late = {t.sleutel for t in open_ if t.termijn_op and t.termijn_op < dag}
    assert {r.sleutel for r in overzicht.nieuw} == new
    assert {r.sleutel for r in overzicht.afgehandeld} == done
    assert {r.sleutel for r in overzicht.te_laat} == late
    assert overzicht.lopend == len(open_)
    by_whom = Counter(t.portefeuillehouder or GEEN for t in open_)
    assert {h.naam: h.lopend for h in overzicht.houders if h.lopend} == dict(by_whom)
    for telling in ("nieuw", "afgehandeld", "te_laat"):
        total = sum(getattr(h, telling) for h in overzicht.houders)
        assert total == len(getattr(overzicht, telling))
    numbers = [int(n) for n in re.findall(r"\d+", overzicht.zin)[1:]]
    assert numbers == [len(new), len(done), len(late), len(open_)]


@pytest.mark.usefixtures("register")
def test_page_and_files_say_the_same(griffie: Client) -> None:
    periode = "?van=2026-10&tot=2026-11&portefeuillehouder=burgemeester"
    page = griffie.get(reverse("raadsoverzicht") + periode).content.decode()
    overzicht = compose_overzicht(date(2026, 10, 1), date(2026, 11, 30), VANDAAG, "burgemeester")
    assert overzicht.zin in page
    assert "wethouder" not in page.split("Per portefeuillehouder</h2>")[1]
    rows = [
        (lijst, r.nummer)
        for lijst in ("nieuw", "afgehandeld", "te_laat")
        for r in getattr(overzicht, lijst)
    ]
    assert rows
    text = griffie.get(reverse("raadsoverzicht-bestand", args=["csv"]) + periode)
    told = list(csv.DictReader(StringIO(text.content.decode("utf-8-sig")), delimiter=";"))
    assert [(r["lijst"].replace(" ", "_"), r["nummer"]) for r in told] == rows
    book = griffie.get(reverse("raadsoverzicht-bestand", args=["xlsx"]) + periode)
    assert "toezeggingen-2026-10-tot-2026-11.xlsx" in book["Content-Disposition"]
    sheet = load_workbook(BytesIO(book.content)).active
    assert sheet is not None
    cells = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(str(r[0]).replace(" ", "_"), r[2]) for r in cells] == rows


@pytest.mark.usefixtures("register")
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        compose_overzicht(date(2026, 8, 1), date(2026, 11, 30), VANDAAG)


def test_without_a_choice_it_is_the_month_before(griffie: Client) -> None:
    page = griffie.get(reverse("raadsoverzicht")).content.decode()
    assert "In oktober 2026 kwamen er 0 bij" in page
    assert "Er kwam niets bij." in page
    assert previous_month(date(2026, 1, 3)) == date(2025, 12, 1)


@pytest.mark.parametrize(
    ("periode", "melding"),
    [
        ("?van=2026-13&tot=2026-10", "Schrijf de maand als 2026-10."),
        ("?van=2026-10&tot=2026-09", "Deze maand ligt voor de eerste."),
        ("?portefeuillehouder=niemand", "niemand"),
    ],
)
def test_a_period_that_is_none(griffie: Client, periode: str, melding: str) -> None:
    answer = griffie.get(reverse("raadsoverzicht") + periode)
    assert answer.status_code == 422
    assert melding in answer.content.decode()
    assert griffie.get(reverse("raadsoverzicht-bestand", args=["csv"]) + periode).status_code == 404


@pytest.mark.usefixtures("register")
def test_the_pdf_comes_by_a_taak(griffie: Client) -> None:
    answer = griffie.get(
        reverse("raadsoverzicht-bestand", args=["pdf"]) + "?van=2026-10&tot=2026-10"
    )
    page: Any = griffie.get(answer["Location"], follow=True)
    body = b"".join(page.streaming_content) if page.streaming else page.content
    if not body.startswith(b"%PDF"):
        body = griffie.get(reverse("taakbestand", args=[answer["Location"].split("/")[-2]])).content
    assert body.startswith(b"%PDF")


@pytest.mark.verapdf
@pytest.mark.usefixtures("register")
def test_the_pdf_meets_both_standards(verapdf: Callable[..., None], tmp_path: Path) -> None:
    path = tmp_path / "overzicht.pdf"
    path.write_bytes(overzicht_pdf(compose_overzicht(date(2026, 8, 1), VANDAAG, VANDAAG)))
    verapdf(path)
