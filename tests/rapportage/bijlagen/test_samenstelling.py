"""What each kind of annex is made of, from the records."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.models import Gebied, Indicator
from rapportage.composition import compose
from rapportage.models import Brief
from rapportage.validation import validate
from tests.documenten import voorbeeldbrief
from tests.fabriek import een_bijlagetekst
from tests.monitoring.fabriek import een_gebied, een_gemeente, een_indicator, een_meting
from tests.rapportage.bijlagen.hulp import (
    Soort,
    bevindingen_of,
    composed,
    delen_of,
    een_bijlage,
    een_bijlagecijfer,
    een_kale_brief,
    een_volle_brief,
    met_cijfers,
)
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import (
    Afbeelding,
    Bestanddeel,
    Figuurdeel,
    Kerncijfers,
    Tabeldeel,
    Tekstdeel,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    return een_kale_brief()


@pytest.mark.parametrize("soort", sorted({*Soort} - {Soort.SPIEGEL, Soort.TOEZEGGINGEN}))
def test_an_annex_is_missing_until_something_is_in_it(brief: Brief, soort: str) -> None:
    bijlage = een_bijlage(brief, soort)
    assert composed(bijlage).ontbreekt
    missing = [b for b in validate(compose(brief)) if b.code == "bijlage-ontbreekt"]
    assert [b.plek for b in missing] == [f"Bijlage 1: {bijlage.titel}"]
    een_bijlagetekst(bijlage, "Vooraf", "<p>Zo leest u dit.</p>")
    assert not composed(bijlage).ontbreekt
    assert not [b for b in validate(compose(brief)) if b.code == "bijlage-ontbreekt"]


def test_every_kind_gives_its_own_pieces() -> None:
    document = compose(een_volle_brief()).document
    assert [(b.nummer, b.soort, {type(d) for d in b.delen}) for b in document.bijlagen] == [
        (1, "cijfers", {Tabeldeel, Figuurdeel}),
        (2, "kerncijfers", {Kerncijfers}),
        (3, "financieel", {Tabeldeel}),
        (4, "tekst", {Tekstdeel, Afbeelding}),
        (5, "pdf", {Bestanddeel}),
        (6, "projectplan", {Tekstdeel, Tabeldeel}),
    ]
    assert Briefdocument.from_json(document.to_json()) == document


def test_every_anchor_is_used_once(brief: Brief) -> None:
    """A text, a figure and a table may all be called the same."""
    bijlage = een_bijlage(brief, Soort.CIJFERS)
    met_cijfers(bijlage, 2)
    for kop in ("Overzicht", "Cijfer 1"):
        een_bijlagetekst(bijlage, kop, "<p>Tekst.</p>")
    ankers = [d.anker for d in composed(bijlage).delen if hasattr(d, "anker")]
    assert len(ankers) == len(set(ankers)) == 5


# -- Figures ----------------------------------------------------------------------------------


def test_figures_of_the_last_five_years_the_letter_looks_back_on(brief: Brief) -> None:
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS), 1)
    [deel] = delen_of(bijlage, Figuurdeel)
    [reeks] = deel.figuur.reeksen
    assert [(p.label, p.waarde) for p in reeks.punten] == [
        ("2020", 103),
        ("2021", 104),
        ("2022", None),
        ("2023", 106),
        ("2024", 107),
    ]
    assert deel.zin == (
        "107 in 2024 (voorlopig), 1 meer dan in 2023 (vrijwel gelijk); in 2020 103; 2022 is "
        "onbekend."
    )
    assert "2025" not in deel.figuur.alt


def test_a_figure_that_is_called_by_its_code_blocks(brief: Brief) -> None:
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS), 1)
    (cijfer,) = bijlage.cijfers.all()
    Indicator.objects.filter(pk=cijfer.indicator_id).update(
        naam="Misdrijf 0000000", bron_tabel="83648NED", bron_code="0000000"
    )
    [stop] = [b for b in bevindingen_of(brief) if b.code == "indicator-zonder-naam"]
    assert stop.blokkeert
    assert "https://opendata.cbs.nl/ODataFeed/odata/83648NED/SoortMisdrijf" in stop.melding
    assert stop.link == f"/cijfers/beheer/i/{cijfer.indicator.slug}/"
    Indicator.objects.filter(pk=cijfer.indicator_id).update(naam="Alle misdrijven")
    assert "indicator-zonder-naam" not in [b.code for b in bevindingen_of(brief)]


def test_words_of_a_person_stand_in_the_place_of_made_ones(brief: Brief) -> None:
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS), 1)
    bijlage.cijfers.update(zin="Het stijgt al jaren.", alt="Een lijn omhoog.")
    [deel] = delen_of(bijlage, Figuurdeel)
    assert (deel.zin, deel.figuur.alt) == ("Het stijgt al jaren.", "Een lijn omhoog.")


def test_what_a_figure_is_counted_by_and_when_it_was_fetched(brief: Brief) -> None:
    velden = {"definitie": "Alle aangiften.", "telregel": "Eén per avond.", "trendbreuken": "2021."}
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS), 1, **velden)
    metingen = bijlage.cijfers.get().indicator.metingen
    metingen.filter(jaar__lte=2024).update(raadpleegdatum=date(2025, 1, 6))
    metingen.filter(jaar=2025).update(raadpleegdatum=date(2026, 1, 9))
    metingen.filter(jaar=2023).update(peildatum=date(2023, 12, 31))
    [deel] = delen_of(bijlage, Figuurdeel)
    assert deel.definitie == "Alle aangiften."
    assert deel.opmerkingen == ("Zo is geteld: Eén per avond.", "Let op bij vergelijken: 2021.")
    # Not those of a year that the letter does not speak of.
    assert (deel.peildatum, deel.raadpleegdatum) == (date(2023, 12, 31), date(2025, 1, 6))


def test_the_overview_has_every_figure_and_calls_unknown_unknown(brief: Brief) -> None:
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS), 2)
    kort = een_indicator("Pas begonnen", slug="pas-begonnen")
    stad = bijlage.cijfers.all()[0].indicator.metingen.all()[0].gebied
    een_meting(kort, stad, 2024, 8, precisie="ruim")
    een_bijlagecijfer(bijlage, kort)
    [tabel] = delen_of(bijlage, Tabeldeel)
    assert [k.naam for k in tabel.kolommen] == [
        *("Cijfer", "Eenheid"),
        *("2020", "2021", "2022", "2023", "2024"),
    ]
    assert [(r.kop, r.cellen[3:]) for r in tabel.rijen] == [
        ("Cijfer 1", ("onbekend", "106", "107 (voorlopig)")),
        ("Cijfer 2", ("onbekend", "206", "207 (voorlopig)")),
        ("Pas begonnen", ("–", "–", "ruim 8")),
    ]


def test_figures_of_the_city_only(brief: Brief) -> None:
    """A wijk with so few that it may not be shown is nowhere in the annex."""
    bijlage = een_bijlage(brief, Soort.CIJFERS)
    stad, wijk, _ = een_gemeente(2, "GM0000")
    velden = {"eigen_registratie": True, "openbaar": True}
    indicator = een_indicator("Meldingen", slug="meldingen", **velden)
    for gebied, waarde in ((stad, 777), (wijk, 3)):
        een_meting(indicator, gebied, 2024, waarde)
    een_bijlagecijfer(bijlage, indicator)
    [deel] = delen_of(bijlage, Figuurdeel)
    assert [p.waarde for r in deel.figuur.reeksen for p in r.punten] == [777]
    assert wijk.naam not in compose(brief).document.to_json().decode()


def test_another_municipality_is_not_in_the_annex(brief: Brief) -> None:
    bijlage = een_bijlage(brief, Soort.CIJFERS)
    indicator = een_indicator("Elders geteld", slug="elders")
    een_meting(indicator, een_gebied("GM0999", "Elders"), 2024, 5)
    een_bijlagecijfer(bijlage, indicator)
    assert composed(bijlage).ontbreekt
    [leeg] = [b for b in bevindingen_of(brief) if b.code == "cijfer-leeg"]
    assert "Elders geteld" in leeg.melding
    assert leeg.link == f"/concept/{brief.slug}/bijlagen/{bijlage.sleutel}/"


@pytest.mark.parametrize("soort", [Soort.CIJFERS, Soort.KERNCIJFERS])
def test_an_own_registration_that_is_not_public_blocks(brief: Brief, soort: str) -> None:
    bijlage = met_cijfers(een_bijlage(brief, soort), 1, eigen_registratie=True)
    [bevinding] = [b for b in bevindingen_of(brief) if b.code == "cijfer-niet-openbaar"]
    assert bevinding.blokkeert
    assert "Maak haar openbaar, of haal haar uit de bijlage." in bevinding.melding
    indicator = bijlage.cijfers.get().indicator
    indicator.openbaar = True
    indicator.save()
    assert not [b for b in bevindingen_of(brief) if b.blokkeert]


def test_a_way_to_the_newest_figures_only_where_anyone_may_go(brief: Brief) -> None:
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS), 1, eigen_registratie=True)
    assert delen_of(bijlage, Figuurdeel)[0].adres == ""
    Indicator.objects.update(openbaar=True)
    assert delen_of(bijlage, Figuurdeel)[0].adres == "/cijfers/?indicator=cijfer-1&van=2020"


def test_key_figures_show_the_newest_figure_that_is_known(brief: Brief) -> None:
    thema = brief.ronde.plan.themas.all()[0]
    bijlage = met_cijfers(een_bijlage(brief, Soort.KERNCIJFERS, thema=thema), 2)
    metingen = bijlage.cijfers.all()[1].indicator.metingen
    metingen.filter(jaar=2024).update(waarde=None, reden_onbekend="volgt in mei")
    [deel] = delen_of(bijlage, Kerncijfers)
    assert deel.thema == thema.titel
    assert [(c.waarde, c.periode) for c in deel.cijfers] == [
        ("107 (voorlopig)", "2024"),
        ("206", "2023"),
    ]
    assert deel.cijfers[1].figuur.reeksen[0].punten[-1].toelichting == "volgt in mei"


def test_key_figures_without_any_known_figure_are_left_out(brief: Brief) -> None:
    bijlage = met_cijfers(een_bijlage(brief, Soort.KERNCIJFERS), 1)
    bijlage.cijfers.get().indicator.metingen.update(waarde=None, reden_onbekend="nooit geteld")
    assert composed(bijlage).ontbreekt


def test_signs_that_the_pdf_can_not_show_block_wherever_they_are(brief: Brief) -> None:
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS), 1)
    bijlage.cijfers.update(zin="Het gaat goed \U0001f389")
    [bevinding] = [b for b in bevindingen_of(brief) if b.blokkeert]
    assert bevinding.code == "tekens-onbekend"
    assert bevinding.link == f"/concept/{brief.slug}/bijlagen/{bijlage.sleutel}/"


# -- In constant time -------------------------------------------------------------------------


def a_letter(figuren: int, teksten: int, bijlagen: int, gemeente: Gebied) -> Brief:
    brief = een_kale_brief()
    for _ in range(bijlagen):
        bijlage = een_bijlage(brief, Soort.CIJFERS)
    for n in range(figuren):
        indicator = een_indicator(slug=f"cijfer-{brief.pk}-{n}")
        een_meting(indicator, gemeente, 2024, n)
        een_bijlagecijfer(bijlage, indicator)
    for n in range(teksten):
        een_bijlagetekst(bijlage, f"Kop {n}", "<p>Tekst.</p>")
    return brief


def test_queries_do_not_grow_with_figures_texts_or_annexes() -> None:
    (gemeente,) = een_gemeente(0, "GM0000")
    counted = []
    for sizes in ((1, 1, 1), (12, 9, 7)):
        brief = a_letter(*sizes, gemeente)
        with CaptureQueriesContext(connection) as queries:
            compose(brief)
        counted.append(len(queries))
    print(f"compose: {counted[0]} queries with one figure, {counted[1]} with twelve")
    assert counted[0] == counted[1]


# -- Documents of before ----------------------------------------------------------------------


def test_a_document_of_before_annexes_had_content_still_reads() -> None:
    """Its annexes said "staat", and had no pieces."""
    json = voorbeeldbrief(bijlagen=()).to_json().decode()
    annex = (
        '"bijlagen": [{"anker": "bijlage-1", "nummer": 1, "titel": "Cijfers", "soort": "cijfers", '
        '"staat": "ontbreekt"}]'
    )
    assert '"bijlagen": []' in json
    document = Briefdocument.from_json(json.replace('"bijlagen": []', annex))
    [bijlage] = document.bijlagen
    assert (bijlage.nummer, bijlage.titel, bijlage.ontbreekt) == (1, "Cijfers", True)
    assert '"staat"' not in document.to_json().decode()
