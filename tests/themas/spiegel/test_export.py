"""The mirror out as CSV and XLSX and in again: equal, and harmless on the way."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.fabriek import (
    een_actie,
    een_bijdrage,
    een_paragraaf,
    een_plan,
    een_ronde,
    een_thema,
    een_uitspraak,
)
from tests.themas.spiegel.bestanden import csv_of, doelen_of, importeer
from themas.models import (
    Actie,
    Bijdrage,
    Blok,
    Oordeel,
    Pijler,
    Plan,
    PlanOnderdeel,
    Ronde,
    Thema,
    Voortgang,
)
from themas.spiegel.export import as_csv, as_xlsx
from themas.spiegel.importing.run import SpiegelOpties, import_spiegel, read_spiegel
from themas.spiegel.maken import make_spiegel
from themas.spiegel.tekst import html_of, lines_of
from veiligheid.core.richtext import sanitize
from veiligheid.document.spiegel import Spiegel

pytestmark = pytest.mark.django_db

EXPORT = {"csv": as_csv, "xlsx": as_xlsx}
RIJK = (
    '<p>Met <strong>vet</strong>, een <a href="verwijzing:thema/drukte">verwijzing onder 3</a> en '
    'een noot<a href="verwijzing:voetnoot" title="Zie de raadsbrief.">*</a>.</p>'
    "<ul><li><p>een<br>twee</p></li></ul><table><tbody><tr><td><p>a</p></td></tr></tbody></table>"
)


def een_rijke_spiegel() -> Spiegel:
    """All that a mirror can hold: two themes that tell of one actie, two acties in one paragraaf,
    every colour, reasons, an end, goals and themes without acties, an actie that nobody names."""
    plan = een_plan(slug="rijk", titel="Rijk plan", label_pijler="hoofdlijn", label_actie="Actie")
    drukte, stilte, leeg = (een_thema(plan, t) for t in ("Drukte", "Stilte", "Leeg thema"))
    pijlers = [
        Pijler.objects.create(thema=drukte, positie=n, titel=f"Pijler {n}") for n in (1, 2, 3)
    ]
    hek = een_actie(drukte, "Het hek", positie=1, pijler=pijlers[2])
    poort = een_actie(drukte, "De poort", positie=2, pijler=pijlers[0])
    brug = een_actie(stilte, "=De brug", positie=1, beeindigd_in=2025, reden_einde="+ geen geld")
    een_actie(stilte, "Niet genoemd", positie=2)
    bel = een_actie(stilte, "@bel", positie=3)
    hek.verdere_themas.add(leeg)
    toen, nu = een_ronde(plan, 2025), een_ronde(plan, 2026)
    bij = {
        (ronde.pk, thema.pk): een_bijdrage(ronde, thema)
        for ronde in (toen, nu)
        for thema in (stilte, drukte, leeg)
    }
    een_uitspraak(bij[toen.pk, drukte.pk], "vooruitblik", RIJK, hek, poort)
    een_uitspraak(bij[toen.pk, stilte.pk], "vooruitblik", "<p>- Wij ook.</p>", hek)
    een_uitspraak(bij[toen.pk, stilte.pk], "vooruitblik", "<p>Een brug.</p>", brug)
    dubbel = een_paragraaf(
        bij[nu.pk, drukte.pk],
        "Eén kop, twee blokken",
        ("terugblik", "<p>Het hek staat.</p>"),
        ("context", "<p>Hekken.</p>"),
        ("terugblik", "<p>De poort ook.</p>"),
    )
    een, _, twee = dubbel.blokken.order_by("positie")
    een.acties.add(hek)
    twee.acties.add(hek, poort)
    een_uitspraak(bij[nu.pk, stilte.pk], "terugblik", "<p>En hier het hek.</p>", hek)
    een_uitspraak(bij[nu.pk, stilte.pk], "terugblik", "<p>De bel gaat.</p>", bel)
    Oordeel.objects.create(
        bijdrage=bij[nu.pk, drukte.pk],
        actie=hek,
        kleur="geel",
        realisatie="deels",
        oorzaak="=1+1\nen meer",
        gevolg="'quote",
        bijsturing="-",
    )
    Oordeel.objects.create(bijdrage=bij[nu.pk, stilte.pk], actie=bel, realisatie="doorlopend")
    return make_spiegel(plan, 2025)


def empty() -> None:
    for model in (Oordeel, Blok, Voortgang, Bijdrage, Ronde, PlanOnderdeel, Actie, Thema, Plan):
        model._default_manager.all().delete()


def taken_in(data: bytes, plan: str, jaar: int) -> Spiegel:
    import_spiegel(read_spiegel(data, "x"), SpiegelOpties("x", plan, jaar), None)
    return make_spiegel(Plan.objects.get(), jaar)


@pytest.mark.parametrize("soort", EXPORT)
def test_out_and_in_again_is_equal(soort: str) -> None:
    spiegel = een_rijke_spiegel()
    assert [str(r.kleur) for r in spiegel.rijen] == ["None", "geel", "rood", "blauw"]
    data = EXPORT[soort](spiegel)
    empty()
    assert taken_in(data, "rijk", 2025) == spiegel
    assert EXPORT[soort](make_spiegel(Plan.objects.get(), 2025)) == data or soort == "xlsx"


@pytest.mark.parametrize("soort", EXPORT)
def test_in_again_where_it_came_from_changes_nothing(soort: str) -> None:
    spiegel = een_rijke_spiegel()
    data = EXPORT[soort](spiegel)
    before = [list(m._default_manager.order_by("pk").values()) for m in (Actie, Voortgang, Blok)]
    telling = import_spiegel(
        read_spiegel(data, "x"), SpiegelOpties("x", "rijk", 2025), None
    ).telling
    assert (telling.gemaakt, telling.bijgewerkt, telling.behouden) == (0, 0, 0)
    assert telling.bevindingen == []
    assert before == [
        list(m._default_manager.order_by("pk").values()) for m in (Actie, Voortgang, Blok)
    ]
    assert make_spiegel(Plan.objects.get(), 2025) == spiegel


def test_an_imported_programme_goes_out_and_comes_back(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of(), doelen=doelen_of())
    spiegel = make_spiegel(Plan.objects.get(), 2023)
    data = as_csv(spiegel)
    empty()
    assert taken_in(data, spiegel.plan_slug, 2023) == spiegel


def test_a_copy_beside_the_plan_gets_keys_of_its_own() -> None:
    spiegel = een_rijke_spiegel()
    telling = import_spiegel(
        read_spiegel(as_csv(spiegel), "x"), SpiegelOpties("x", "kopie", 2025), None
    ).telling
    assert {b.code for b in telling.bevindingen} == {"sleutel-van-ander-plan"}
    copy = make_spiegel(Plan.objects.get(slug="kopie"), 2025)
    assert copy.telling == spiegel.telling
    assert not {r.sleutel for r in copy.rijen} & {r.sleutel for r in spiegel.rijen}


# -- For people -------------------------------------------------------------------------------


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_a_person_can_read_it() -> None:
    head, poort, leeg, hek, *_ = cells(as_csv(een_rijke_spiegel()))
    assert head[:5] == [
        "thema",
        "pijler (hoofdlijn)",
        "actie (Actie)",
        "beloofd_2025",
        "gedaan_2025",
    ]
    assert poort[:3] == ["Drukte", "Pijler 1", "De poort"]
    assert (leeg[:3], leeg[5]) == (["Drukte", "Pijler 2", ""], "zonder actie")
    assert hek[3] == (
        "[Drukte › Over Het hek]\n"
        "Met vet, een verwijzing onder 3 en een noot*.\n* een\ntwee\na\n\n"
        "[Stilte › Over Het hek]\n- Wij ook."
    )
    assert hek[5:10] == ["geel", "deels", "'=1+1\nen meer", "'quote", "'-"]
    assert hek[head.index("spoor")] == "2025: geel, deels, =1+1 en meer"


def test_nothing_runs_in_a_spreadsheet() -> None:
    spiegel = een_rijke_spiegel()
    for rij in cells(as_csv(spiegel)):
        assert not any(cel.startswith(("=", "+", "-", "@", "\t", "\r")) for cel in rij)
    sheet = load_workbook(BytesIO(as_xlsx(spiegel))).active
    assert not [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_types_in_a_workbook() -> None:
    sheet = load_workbook(BytesIO(as_xlsx(een_rijke_spiegel()))).active
    head = [c.value for c in sheet[1]]
    by_title = {row[2].value: row for row in sheet.iter_rows(min_row=2)}
    brug = by_title["'=De brug"]
    assert brug[head.index("beëindigd in")].value == 2025
    assert brug[head.index("beëindigd in")].data_type == "n"
    assert by_title["Het hek"][head.index("beëindigd in")].value is None
    assert sheet.freeze_panes == "A2"


def test_judged_in_a_spreadsheet() -> None:
    """The audit committee's way: fill in what is still to be judged, and bring it back."""
    data = as_csv(een_rijke_spiegel())
    rows = cells(data)
    poort = next(r for r in rows if r[2] == "De poort")
    assert poort[5] == "nog te beoordelen"
    poort[5:7] = ["groen", "gerealiseerd"]
    spiegel = taken_in(written(rows), "rijk", 2025)
    assert spiegel.telling.groen == 1
    assert next(r for r in spiegel.rijen if r.titel == "De poort").realisatie == "gerealiseerd"


def written(rows: list[list[str]]) -> bytes:
    uit = StringIO()
    csv.writer(uit, delimiter=";").writerows(rows)
    return uit.getvalue().encode("utf-8-sig")


def test_words_changed_in_a_spreadsheet() -> None:
    """What somebody wrote in the portal stays; a cell of several paragrafen can't be changed."""
    rows = cells(as_csv(een_rijke_spiegel()))
    brug = next(r for r in rows if r[2] == "'=De brug")
    brug[3] = brug[3].replace("Een brug.", "Twee bruggen.")
    telling = import_spiegel(
        read_spiegel(written(rows), "x"), SpiegelOpties("x", "rijk", 2025), None
    ).telling
    assert [b.code for b in telling.bevindingen] == ["tekst-behouden"]
    empty()
    spiegel = taken_in(written(rows), "rijk", 2025)
    assert [r.beloofd[0].html for r in spiegel.rijen if r.titel == "=De brug"] == [
        "<p>Twee bruggen.</p>"
    ]
    hek = next(r for r in rows if r[2] == "Het hek")
    hek[3] += " En meer."
    with pytest.raises(Exception, match="de tekst van 2 paragrafen en is gewijzigd"):
        read_spiegel(written(rows), "x")


def test_a_long_text_goes_through_cells_that_hold_less(tmp_path: Path) -> None:
    plan = een_plan(slug="lang")
    thema = een_thema(plan, "Drukte")
    toen, nu = (een_bijdrage(een_ronde(plan, jaar), thema) for jaar in (2025, 2026))
    lang = "".join(f"<p>Zin nummer {n}, met een é en een = erin.</p>" for n in range(2500))
    hek = een_actie(thema, "Het hek")
    een_uitspraak(toen, "vooruitblik", lang, hek)
    een_uitspraak(nu, "terugblik", "<p>Ja.</p>", hek)
    spiegel = make_spiegel(plan, 2025)
    for data in (as_csv(spiegel), as_xlsx(spiegel)):
        empty()
        assert taken_in(data, "lang", 2025).rijen == spiegel.rijen
    widest = max(
        len(str(c.value or "")) for row in load_workbook(BytesIO(data)).active for c in row
    )
    assert widest <= 32_767


# -- Any text ---------------------------------------------------------------------------------

TEKST = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)
SIGNS = st.sampled_from(["=1+1", "+", "-x", "@a", "'=", "''", ";", '"', "\n", "* a", "1. b", "€"])
WORDS = st.lists(st.one_of(SIGNS, TEKST), max_size=6).map(" ".join)


@given(
    woorden=st.lists(WORDS, min_size=2, max_size=2),
    reden=WORDS,
    soort=st.sampled_from(["csv", "xlsx"]),
)
@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_comes_back(woorden: list[str], reden: str, soort: str, transactie: Any) -> None:
    with transaction.atomic():
        plan = een_plan(slug="elke")
        thema = een_thema(plan, "Drukte")
        toen, nu = (een_bijdrage(een_ronde(plan, jaar), thema) for jaar in (2025, 2026))
        hek = een_actie(thema, "Het hek")
        for bijdrage, blik, tekst in zip(
            (toen, nu), ("vooruitblik", "terugblik"), woorden, strict=True
        ):
            een_uitspraak(bijdrage, blik, sanitize(html_of(tekst)) or "<p>x</p>", hek)
        Oordeel.objects.create(bijdrage=nu, actie=hek, kleur="geel", oorzaak=reden.strip())
        spiegel = make_spiegel(plan, 2025)
        data = EXPORT[soort](spiegel)
        empty()
        assert taken_in(data, "elke", 2025) == spiegel
        transaction.set_rollback(True)


@pytest.fixture
def transactie(db: None) -> None:
    """A database whose changes each example takes back itself."""


@given(st.lists(st.one_of(TEKST, SIGNS), max_size=8).map("\n".join))
def test_lines_become_html_and_lines_again(tekst: str) -> None:
    html = sanitize(html_of(tekst))
    assert sanitize(html_of(lines_of(html))) == html


def test_another_years_export_is_refused(tmp_path: Path) -> None:
    data = as_csv(een_rijke_spiegel())
    with pytest.raises(CommandError):
        importeer(tmp_path, data, plan="rijk", jaar=2024)
