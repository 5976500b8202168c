"""A mirror from CSV, XLSX and Word: the same plan, twice is once, what a person wrote stays."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from tests.fabriek import een_actie, een_plan, een_thema
from tests.themas.spiegel.bestanden import (
    DOELEN,
    KOPPEN,
    PLAN,
    RIJEN,
    csv_of,
    doelen_of,
    een_spiegel_in_word,
    importeer,
    spiegeltabel,
)
from tests.wordbouwer import Bouwer, Cel, vet
from themas.jaar.saving import VoortgangDoel
from themas.jaar.workflow import Kleur
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
from themas.spiegel.maken import make_spiegel
from themas.spiegel.spiegel import LegeDoelen, Spiegel
from veiligheid.core.models import Logregel
from veiligheid.core.saving import history

pytestmark = pytest.mark.django_db


def spiegel(jaar: int = 2023) -> Spiegel:
    return make_spiegel(Plan.objects.get(), jaar)


def xlsx_of(rijen: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    for rij in [KOPPEN, *rijen]:
        book.active.append(rij)
    uit = BytesIO()
    book.save(uit)
    return uit.getvalue()


def essence() -> object:
    """The plan and its mirror without what differs by chance."""
    found = spiegel()
    rijen = [
        (
            r.titel,
            r.thema_titel,
            r.pijler,
            r.kleur,
            [[p.html for p in s] for s in (r.beloofd, r.gedaan)],
        )
        for r in found.rijen
    ]
    return found.plan_titel, found.themas, rijen, found.leeg, found.telling


# -- What comes in ----------------------------------------------------------------------------


def test_a_programme_with_a_round_for_either_side(tmp_path: Path) -> None:
    uit = importeer(tmp_path, csv_of(), doelen=doelen_of())
    plan = Plan.objects.get()
    assert (plan.slug, plan.soort, plan.titel) == ("programma-groen-en-rust", "programma", PLAN)
    assert (plan.label_thema, plan.label_pijler, plan.label_actie) == (
        "ambitie",
        "doel",
        "activiteit",
    )
    assert sorted(Ronde.objects.values_list("verslagjaar", "vooruitblikjaar"), key=str) == [
        (2023, None),
        (None, 2023),
    ]
    assert "2 ambities, 4 doelen (1 zonder activiteit), 5 activiteiten; 4 beloofd: 2 rood" in uit
    assert "2 nog te beoordelen; daarnaast 1 blauw." in uit
    assert [(r.titel, r.kleur) for r in spiegel().rijen] == [
        ("Planten", None),
        ("Water geven", Kleur.ROOD),
        ("Tegels wippen", Kleur.BLAUW),
        ("Luisteren", None),
        ("Wachten", Kleur.ROOD),
    ]
    assert spiegel().leeg == (LegeDoelen("groen", "Groen", ("Vogels",)),)


def test_lines_become_alineas_and_lists(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    planten, *_, luisteren, _ = spiegel().rijen
    assert planten.gedaan[0].html == "<p>Er staan 98 bomen.</p><p>Twee niet.</p>"
    assert luisteren.gedaan[0].html == (
        "<p>We hoorden:</p><ul><li><p>niets</p></li><li><p>weinig</p></li></ul>"
    )


@pytest.mark.parametrize("soort", ["xlsx", "docx"])
def test_every_kind_of_file_makes_the_same_plan(soort: str, tmp_path: Path) -> None:
    importeer(tmp_path, csv_of(), doelen=doelen_of())
    from_csv = essence()
    for model in (Blok, Voortgang, Bijdrage, Ronde, Actie, Plan):
        model._default_manager.all().delete()
    if soort == "xlsx":
        importeer(tmp_path, xlsx_of(RIJEN), "spiegel.xlsx", doelen_of())
    else:
        importeer(tmp_path, een_spiegel_in_word().bytes(), "spiegel.docx")
    # In Word the list is typed, so there it is alinea's.
    typed = "<p>* niets</p><p>* weinig</p>"
    real = "<ul><li><p>niets</p></li><li><p>weinig</p></li></ul>"
    assert repr(essence()).replace(typed, real) == repr(from_csv)


def test_legend_note_and_the_table_without_a_goal_are_kept_and_told(tmp_path: Path) -> None:
    uit = importeer(tmp_path, een_spiegel_in_word().bytes(), "spiegel.docx")
    begin, slot = PlanOnderdeel.objects.order_by("positie")
    assert begin.tekst.startswith("<p>Rood: er staat niets.</p><ul>")
    assert slot.tekst == "<p>1 In de begroting stond het anders.</p>"
    assert begin.positie < Thema.objects.get(titel="Groen").positie
    assert slot.positie > Actie.objects.get(titel="Wachten").positie
    assert "Deze tekst staat na de laatste tabel en is bewaard in het plan" in uit
    assert "na de tabel van ‘Stil’. Haar 1 activiteiten zijn opgenomen zonder doel." in uit
    assert Actie.objects.get(titel="Wachten").pijler is None


def test_rows_without_a_goal_and_other_counts_are_told(tmp_path: Path) -> None:
    uit = importeer(tmp_path, csv_of(), doelen=doelen_of([["Groen", "Meer bomen", 3]]))
    assert "1 activiteiten zijn opgenomen zonder doel (rij 6). [Rust]" in uit
    assert "horen hier 3 activiteiten bij; in de spiegel staan er 2: ‘Meer bomen’" in uit
    assert "‘Minder steen’ staat niet in de doelenlijst. [rij 4]" in uit


def test_texts_elsewhere_in_word_are_kept(tmp_path: Path) -> None:
    doc = Bouwer().titel("P").kop(1, "Groen").alinea("Over groen.").kop(2, "Bomen")
    doc.alinea("Over bomen.")
    spiegeltabel(doc, ([[vet("Planten")], ["We planten."]], []))
    doc.alinea("Tussendoor.").kop(1, "Rust").kop(2, "Stil")
    spiegeltabel(doc, ([["Activiteit: Luisteren"], ["We luisteren."]], []))
    uit = importeer(tmp_path, doc.bytes(), "spiegel.docx")
    assert Thema.objects.get(titel="Groen").inleiding == "<p>Over groen.</p>"
    assert Pijler.objects.get(titel="Bomen").tekst == "<p>Over bomen.</p>"
    assert PlanOnderdeel.objects.get().tekst == "<p>Tussendoor.</p>"
    assert PlanOnderdeel.objects.get().thema == Thema.objects.get(titel="Groen")
    assert "staat na een tabel en is bewaard bij het thema" in uit
    assert [a.titel for a in Actie.objects.order_by("positie")] == ["Planten", "Luisteren"]
    assert Plan.objects.get().label_actie == "activiteit"


def test_a_report_with_another_heading_keeps_it(tmp_path: Path) -> None:
    doc = Bouwer().titel("P").kop(1, "Groen").kop(2, "Bomen")
    spiegeltabel(
        doc,
        (
            [[vet("Activiteit: Planten")], ["We planten."]],
            [[vet("Wij plantten")], ["Er staan er 9."]],
        ),
        (
            [[vet("Activiteit: Snoeien")], ["We snoeien."]],
            [[vet("Let op:"), " er is gesnoeid."]],
        ),
    )
    importeer(tmp_path, doc.bytes(), "spiegel.docx")
    planten, snoeien = spiegel().rijen
    assert (planten.gedaan[0].kop, planten.gedaan[0].html) == (
        "Wij plantten",
        "<p>Er staan er 9.</p>",
    )
    assert snoeien.gedaan[0].html == "<p><strong>Let op:</strong> er is gesnoeid.</p>"


# -- Again ------------------------------------------------------------------------------------


def everything() -> list[Any]:
    models = (Plan, Thema, Pijler, Actie, PlanOnderdeel, Ronde, Bijdrage, Voortgang, Blok, Oordeel)
    links = Blok.acties.through.objects.order_by("pk")
    return [list(m._default_manager.order_by("pk").values()) for m in models] + [
        list(links.values())
    ]


@pytest.mark.parametrize("soort", ["csv", "docx"])
def test_the_second_time_changes_nothing(soort: str, tmp_path: Path) -> None:
    data = csv_of() if soort == "csv" else een_spiegel_in_word().bytes()
    doelen = doelen_of() if soort == "csv" else None
    importeer(tmp_path, data, f"spiegel.{soort}", doelen)
    before = everything()
    assert "Er is niets veranderd: 0 nieuw, 0 bijgewerkt" in importeer(
        tmp_path, data, f"spiegel.{soort}", doelen
    )
    assert everything() == before
    assert Logregel.objects.count() == 1
    assert len(Logregel.objects.get().details["sha256"]) == (2 if doelen else 1)


def test_word_after_csv_only_adds_what_csv_has_not(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of(), doelen=doelen_of())
    uit = importeer(tmp_path, een_spiegel_in_word().bytes(), "spiegel.docx")
    assert "Opgeslagen: 2 nieuw, 0 bijgewerkt" in uit
    assert PlanOnderdeel.objects.count() == 2
    assert "Er is niets veranderd" in importeer(tmp_path, csv_of(), doelen=doelen_of())


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    uit = importeer(tmp_path, csv_of(), toepassen=False)
    assert "4 beloofd: 2 rood" in uit
    assert "Er is niets opgeslagen" in uit
    assert not Plan.objects.exists()


def test_a_corrected_file_brings_up_to_date_what_nobody_touched(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    rijen = [[*r] for r in RIJEN]
    rijen[0][3] = "We planten 200 bomen."
    rijen[1][4] = "Er is water gegeven."
    assert "1 nieuw, 1 bijgewerkt" in importeer(tmp_path, csv_of(rijen))
    planten, water, *_ = spiegel().rijen
    assert planten.beloofd[0].html == "<p>We planten 200 bomen.</p>"
    assert water.kleur is None
    voortgang = Voortgang.objects.get(blokken__tekst="<p>We planten 200 bomen.</p>")
    assert len(history(VoortgangDoel.soort, voortgang.pk)) == 2


def test_what_a_person_changed_stays(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    Blok.objects.filter(tekst__contains="98 bomen").update(tekst="<p>Van een mens.</p>")
    Actie.objects.filter(titel="Planten").update(titel="Bomen planten")
    uit = importeer(tmp_path, csv_of())
    assert "2 behouden zoals aangepast" in uit
    rij = spiegel().rijen[0]
    assert (rij.titel, rij.gedaan[0].html) == ("Bomen planten", "<p>Van een mens.</p>")


def test_what_is_approved_is_not_changed(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    Bijdrage.objects.update(staat="goedgekeurd")
    before = everything()
    rijen = [[*r] for r in RIJEN]
    rijen[0][3] = "We planten 200 bomen."
    assert "is ingediend of goedgekeurd" in importeer(tmp_path, csv_of(rijen))
    assert everything() == before


def test_a_text_that_left_the_file_stays_and_is_told(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    rijen = [[*r] for r in RIJEN]
    rijen[0][4] = ""
    uit = importeer(tmp_path, csv_of(rijen))
    assert "Dit staat niet meer in het bestand" in uit
    assert spiegel().rijen[0].gedaan


def test_another_year_completes_the_plan(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    koppen = [kop.replace("2023", "2024") for kop in KOPPEN]
    importeer(tmp_path, csv_of(RIJEN, koppen), jaar=2024)
    plan = Plan.objects.get()
    assert (plan.van_jaar, plan.tot_en_met_jaar, plan.rondes.count()) == (2023, 2024, 4)
    assert Actie.objects.count() == 5
    assert spiegel(2024).rijen[1].herhaling == "tweede jaar rood"


def test_an_existing_plan_is_found_by_title_or_address_and_completed(tmp_path: Path) -> None:
    plan = een_plan(titel="Mijn plan", slug="mijn-plan", van_jaar=2023)
    thema = een_thema(plan, "Groen")
    actie = een_actie(thema, "planten")
    for naam in ("mijn-plan", "MIJN PLAN"):
        importeer(tmp_path, csv_of([["groen", "", "Planten", "We planten.", "Ja."]]), plan=naam)
    assert Plan.objects.get().soort == "ivp"
    assert (Thema.objects.get(), Actie.objects.get()) == (thema, actie)
    assert spiegel().rijen[0].titel == "planten"


# -- Colours ----------------------------------------------------------------------------------

OORDEEL = [*KOPPEN, "kleur", "realisatie", "oorzaak", "gevolg", "bijsturing"]


def judged(*oordeel: str) -> bytes:
    rest = [[*rij, "", "", "", "", ""] for rij in RIJEN[1:]]
    return csv_of([[*RIJEN[0], *oordeel], *rest], OORDEEL)


def test_colours_and_reasons_come_along(tmp_path: Path) -> None:
    importeer(tmp_path, judged("geel", "deels", "Droogte.", "Minder.", "Water."))
    rij = spiegel().rijen[0]
    assert (rij.kleur, rij.realisatie, rij.oorzaak) == (Kleur.GEEL, "deels", "Droogte.")
    assert (rij.gevolg, rij.bijsturing) == ("Minder.", "Water.")
    assert "Er is niets veranderd" in importeer(
        tmp_path, judged("geel", "deels", "Droogte.", "Minder.", "Water.")
    )
    importeer(tmp_path, judged("groen", "deels", "Droogte.", "Minder.", "Water."))
    assert spiegel().rijen[0].kleur is Kleur.GROEN
    assert Oordeel.objects.get().versie == 2


def test_an_oordeel_of_a_person_stays(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    bijdrage = Bijdrage.objects.get(thema__titel="Groen", ronde__verslagjaar=2023)
    actie = Actie.objects.get(titel="Planten")
    Oordeel.objects.create(bijdrage=bijdrage, actie=actie, kleur="groen", oorzaak="Van mij.")
    assert "1 behouden" in importeer(tmp_path, judged("geel", "deels", "", "", ""))
    assert spiegel().rijen[0].kleur is Kleur.GROEN


def test_one_that_was_opened_and_left_empty_is_filled(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    bijdrage = Bijdrage.objects.get(thema__titel="Groen", ronde__verslagjaar=2023)
    Oordeel.objects.create(bijdrage=bijdrage, actie=Actie.objects.get(titel="Planten"))
    importeer(tmp_path, judged("geel", "deels", "", "", ""))
    assert spiegel().rijen[0].kleur is Kleur.GEEL


def test_an_end_comes_with_its_reason(tmp_path: Path) -> None:
    koppen = [*KOPPEN, "beëindigd in", "reden einde"]
    importeer(tmp_path, csv_of([[*RIJEN[1], 2023, "Het regende."]], koppen))
    [rij] = spiegel().rijen
    assert (rij.beeindigd_in, rij.reden_einde) == (2023, "Het regende.")


# -- What does not come in --------------------------------------------------------------------

SLECHT: dict[str, tuple[list[list[Any]], list[str], str]] = {
    "a column missing": ([r[:4] for r in RIJEN], KOPPEN[:4], "De kolom ‘gedaan’ ontbreekt"),
    "the goals missing": ([[r[0], *r[2:]] for r in RIJEN], [KOPPEN[0], *KOPPEN[2:]], "‘pijler’"),
    "a column twice": ([[*r, ""] for r in RIJEN], [*KOPPEN, "activiteit"], "twee keer in. [rij 1]"),
    "another year": (RIJEN, [k.replace("2023", "2021") for k in KOPPEN], "gaan over 2021"),
    "no activity": ([RIJEN[0], ["Groen", "Stil", "", "We doen iets.", ""]], KOPPEN, "[rij 3]"),
    "no theme": ([RIJEN[0], ["", "Stil", "Iets", "We doen iets.", ""]], KOPPEN, "[rij 3]"),
    "twice": ([*RIJEN, RIJEN[1]], KOPPEN, "‘Water geven’ staat ook in rij 3"),
    "a colour": (
        [[*RIJEN[0], "paars"]],
        [*KOPPEN, "kleur"],
        "De kleur ‘paars’ is onbekend; kies uit rood, geel, groen, blauw",
    ),
    "rood with a report": (
        [[*RIJEN[0], "rood"]],
        [*KOPPEN, "kleur"],
        "De kleur ‘rood’ klopt niet met de teksten",
    ),
    "groen without": (
        [RIJEN[0] + ["groen"], [*RIJEN[1], "groen"]],
        [*KOPPEN, "kleur"],
        "Deze rij is rood: er is iets beloofd en niets verslagen. [rij 3]",
    ),
    "a realisatie": (
        [[*RIJEN[0], "soms"]],
        [*KOPPEN, "realisatie"],
        "De realisatie ‘soms’ is onbekend",
    ),
    "a year": ([[*RIJEN[0], "vorig jaar"]], [*KOPPEN, "beëindigd in"], "is geen jaar. [rij 2]"),
    "an end": ([[*RIJEN[0], "2023"]], [*KOPPEN, "beëindigd in"], "Zeg in ‘reden einde’ waarom"),
    "a title": ([["Groen", "", "x" * 501, "Ja.", ""]], KOPPEN, "Is dit de goede kolom? [rij 2]"),
    "a cell": ([["Groen", "", "Planten", "x " * 70_000, ""]], KOPPEN, "een cel veel te lang"),
    "nothing": ([], KOPPEN, "Er staat geen enkele rij"),
    "a broken form": ([[*RIJEN[0], "{"]], [*KOPPEN, "vorm"], "(‘vorm’) zijn beschadigd"),
}


@pytest.mark.parametrize("wat", SLECHT)
def test_bad_rows_are_told_and_nothing_comes_in(wat: str, tmp_path: Path) -> None:
    rijen, koppen, melding = SLECHT[wat]
    uit = Path(tmp_path / "uit.txt")
    with pytest.raises(CommandError, match="er is niets veranderd"), uit.open("w") as stream:
        _importeer_to(stream, tmp_path, csv_of(rijen, koppen))
    assert melding in uit.read_text()
    assert not Plan.objects.exists()


def _importeer_to(stream: Any, folder: Path, data: bytes, naam: str = "spiegel.csv") -> None:
    path = folder / naam
    path.write_bytes(data)
    call_command(
        "importeer_spiegel",
        path,
        plan=PLAN,
        jaar=2023,
        toepassen=True,
        stdout=stream,
        stderr=stream,
    )


def test_latin_1_is_told_with_its_row(tmp_path: Path) -> None:
    uit = tmp_path / "uit.txt"
    data = csv_of().replace(b"We luisteren.", "Eén kop koffie.".encode("latin-1"))
    with pytest.raises(CommandError), uit.open("w") as stream:
        _importeer_to(stream, tmp_path, data)
    assert "geen UTF-8" in uit.read_text()
    assert "[rij 6]" in uit.read_text()
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("bouwer", "melding"),
    [
        (Bouwer().kop(1, "Groen").alinea("Tekst."), "Er staat geen spiegel in dit bestand"),
        (spiegeltabel(Bouwer(), ([[vet("Planten")]], [])), "boven de eerste kop"),
        (
            spiegeltabel(Bouwer().kop(1, "Groen"), ([["Zomaar tekst."]], [])),
            "In deze rij staat geen activiteit, alleen tekst: “Zomaar tekst.”",
        ),
        (
            spiegeltabel(
                Bouwer().kop(1, "Groen"),
                ([[vet("Planten")]], [["Ja."]]),
                ([[vet("Planten")]], [["Nee."]]),
            ),
            '‘Planten’ staat ook in onder "Groen", tabel 1, rij 2',
        ),
        (
            spiegeltabel(Bouwer().kop(1, "Groen"), ([[vet("Planten")], ["x" * 200_001]], [])),
            "Deze tekst heeft 200.0",
        ),
        (
            Bouwer()
            .kop(1, "Groen")
            .tabel([["Begroting 2023", "Jaarverslag 2023"], [Cel("x", breed=2)]]),
            "Deze rij heeft geen twee cellen",
        ),
    ],
)
def test_a_word_file_that_is_no_mirror(bouwer: Bouwer, melding: str, tmp_path: Path) -> None:
    uit = tmp_path / "uit.txt"
    with pytest.raises(CommandError), uit.open("w") as stream:
        _importeer_to(stream, tmp_path, bouwer.bytes(), "spiegel.docx")
    assert melding in uit.read_text()
    assert not Plan.objects.exists()


def test_goals_that_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        importeer(tmp_path, csv_of(), doelen=csv_of([["Groen"]], ["ambitie"]))
    with pytest.raises(CommandError):
        importeer(tmp_path, csv_of(), doelen=doelen_of([*DOELEN, ["", "Los", 1]]))
    assert not Plan.objects.exists()
