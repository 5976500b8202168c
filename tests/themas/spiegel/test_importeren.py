"""A mirror from CSV, XLSX and Word: the same plan, every text, every judgement."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.themas.spiegel.bestanden import (
    KOPPEN,
    PLAN,
    RIJEN,
    csv_of,
    doelen_of,
    een_spiegel_in_word,
    importeer,
    spiegel,
    spiegeltabel,
)
from tests.wordbouwer import Bouwer, vet
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
from veiligheid.document.spiegel import LegeDoelen
from veiligheid.document.woorden import Kleur

pytestmark = pytest.mark.django_db


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
    assert "na de tabel van ‘Stil’. Haar ene activiteit is opgenomen zonder doel." in uit
    assert Actie.objects.get(titel="Wachten").pijler is None


def test_rows_without_a_goal_and_other_counts_are_told(tmp_path: Path) -> None:
    uit = importeer(tmp_path, csv_of(), doelen=doelen_of([["Groen", "Meer bomen", 3]]))
    assert "1 activiteit is opgenomen zonder doel (rij 6). [Rust]" in uit
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
