"""The evaluation of a plan and what goes over to the new council, on the demo's own term."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from monitoring.models import Bedrag, Indicator
from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.evaluatie.beginnen import start_evaluatie, start_raadsoverdracht
from rapportage.models import Brief, Briefsoort
from rapportage.permissions import unapproved
from rapportage.rendering.paper import letter_pdf
from rapportage.rendering.word import document_word
from rapportage.zinnen.looptijd import term_sentence, years_without
from tests import demo
from tests.fabriek import iemand
from themas.jaar.models import Bijdrage, Oordeel, Ronde
from themas.models import Actie
from themas.spiegel.maken import make_spiegel
from veiligheid.core.findings import Geweigerd
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.richtext import plain
from veiligheid.core.rollen import Rol
from veiligheid.document.delen import Deel, Registerdeel, Tabeldeel, Tekstdeel
from veiligheid.document.spiegel import Telling

pytestmark = pytest.mark.django_db
JAREN = range(2023, 2027)


@pytest.fixture
def ronde() -> Ronde:
    """The last round of the demo: it looks back on 2025."""
    demo.load()
    found: Ronde = Ronde.objects.select_related("plan").get(vooruitblikjaar=2026)
    return found


def tables(delen: tuple[Deel, ...]) -> dict[str, Tabeldeel]:
    return {d.anker: d for d in delen if isinstance(d, Tabeldeel)}


def cells(tabel: Tabeldeel, kop: str) -> tuple[str, ...]:
    [rij] = [r for r in tabel.rijen if r.kop == kop]
    return rij.cellen


def test_its_sums_are_those_of_the_yearly_mirrors(ronde: Ronde) -> None:
    mirrors = {jaar: make_spiegel(ronde.plan, jaar) for jaar in JAREN}
    assert [m.beschikbaar for m in mirrors.values()] == [True, True, True, False]
    delen = compose(start_evaluatie(ronde, None)).document.delen
    found = tables(delen)
    fields = ("beloofd", "groen", "geel", "rood", "te_beoordelen", "blauw")
    added = tuple(str(sum(getattr(m.telling, veld) for m in mirrors.values())) for veld in fields)
    assert int(added[0]) > 30
    for name in ("deel--per-jaar", "deel--per-thema"):
        assert cells(found[name], "Samen") == added
        rows = [r for r in found[name].rijen if not r.voet and r.cellen[0] != "–"]
        columns = zip(*(r.cellen for r in rows), strict=True)
        assert tuple(str(sum(map(int, column))) for column in columns) == added
    for jaar, mirror in mirrors.items():
        if mirror.beschikbaar:
            own = tuple(str(getattr(mirror.telling, veld)) for veld in fields)
            assert cells(found["deel--per-jaar"], str(jaar)) == own
    # The sentence says the same, counted here by another road: row by row.
    [counted, without] = found["deel--per-jaar"].opmerkingen
    every = [rij.kleur for m in mirrors.values() for rij in m.rijen]
    kleuren = [kleur.value if kleur else "nog te beoordelen" for kleur in every]
    promised = len(every) - kleuren.count("blauw")
    assert counted.startswith(f"Van 2023 tot en met 2025 is {promised} keer iets beloofd: ")
    for kleur in ("groen", "geel", "rood", "nog te beoordelen"):
        assert f"{kleuren.count(kleur)} keer {kleur}" in counted
    assert f"{kleuren.count('blauw')} keer iets verteld dat niet was beloofd" in counted
    assert without == "Van 2022 is er geen vergelijking van belofte en verslag."


def test_each_actie_has_its_trail_and_its_words(ronde: Ronde) -> None:
    delen = compose(start_evaluatie(ronde, None)).document.delen
    koppen = [d.kop for d in delen if isinstance(d, Tekstdeel) and d.niveau == 1]
    named = {r.thema_titel for j in JAREN for r in make_spiegel(ronde.plan, j).rijen}
    assert named <= set(koppen)
    seen = 0
    for jaar in JAREN:
        for rij in make_spiegel(ronde.plan, jaar).rijen:
            place = f"deel--thema-{rij.thema_slug}"
            anker = f"{place}--{rij.sleutel}--{jaar}"
            [own] = [d for d in delen if getattr(d, "anker", "") == anker]
            assert isinstance(own, Tekstdeel)
            assert own.kop.startswith(f"{jaar}: {rij.kleur.value if rij.kleur else 'nog te'}")
            for passage in (*rij.beloofd, *rij.gedaan):
                for words in re.findall(r"[^.!?]{30,}[.!?]", plain(passage.html)):
                    # What a reference to a promise's own number says is the letter's.
                    assert words.strip()[:25] in plain(own.html)
            trail = tables(delen)[f"{place}--spoor"]
            column = [k.naam for k in trail.kolommen].index(str(jaar)) - 1
            cel = cells(trail, rij.titel)[column]
            assert (rij.kleur.value if rij.kleur else "nog te beoordelen") in cel
            seen += 1
    assert seen > 40


def test_figures_against_the_year_before_the_plan(ronde: Ronde) -> None:
    delen = compose(start_evaluatie(ronde, None)).document.delen
    found = [t for a, t in tables(delen).items() if a.endswith("--cijfers")]
    rows = {r.kop: r.cellen for t in found for r in t.rijen}
    compared = 0
    for naam, row in rows.items():
        indicator = Indicator.objects.get(naam=naam)
        metingen = indicator.metingen.filter(gebied__code="GM0000", jaar__gte=2021, jaar__lte=2025)
        known = list(metingen.exclude(waarde=None).order_by("jaar"))
        if known:
            assert f"({known[0].jaar})" in row[1]
            assert f"({known[-1].jaar})" in row[2]
        if len(known) > 1 and {known[0].precisie, known[-1].precisie} == {"exact"}:
            more = (known[-1].waarde or 0) - (known[0].waarde or 0)
            word = r"meer|hoger" if more > 0 else r"minder|lager" if more else r"[Ee]ven"
            assert re.search(word, row[3]), (naam, row)
            compared += 1
    assert compared > 5
    assert any(row[5].startswith(("gehaald", "niet gehaald")) for row in rows.values())


def test_money_of_all_years(ronde: Ronde) -> None:
    delen = compose(start_evaluatie(ronde, None)).document.delen
    lasten = tables(delen)["deel--geld-lasten"]
    for jaar in (2023, 2024, 2025):
        stored = Bedrag.objects.filter(deelproduct__plan=ronde.plan, jaar=jaar, kant="lasten")
        begroot = sum(b.bedrag for b in stored.filter(soort="begroot")) / 1000
        assert cells(lasten, str(jaar))[0].replace(".", "") == f"{begroot:.0f}"
    assert lasten.rijen[-1].kop == "Samen"


def test_what_goes_over_to_the_new_council(ronde: Ronde) -> None:
    delen = compose(start_raadsoverdracht(ronde, None)).document.delen
    loopt = tables(delen)["deel--loopt"]
    ended = Actie.objects.get(titel="Digitaal noodplan voor kleine ondernemers")
    assert ended.titel not in [r.kop for r in loopt.rijen]
    assert any("2026: " in r.cellen[2] for r in loopt.rijen)
    [register] = [d for d in delen if isinstance(d, Registerdeel)]
    assert register.rijen
    assert {r.staat for r in register.rijen} <= {"open", "deels afgedaan"}
    knelt = tables(delen)["deel--knelt"]
    asked = Oordeel.objects.get(
        actie__titel="Last onder dwangsom bij dealen op straat", bijdrage__ronde__verslagjaar=2025
    )
    assert cells(knelt, str(asked.actie))[1:] == (asked.oorzaak, asked.gevolg, asked.bijsturing)
    money = tables(delen)["deel--geld-lasten"]
    assert [r.kop for r in money.rijen] == ["2026", "Samen"]


def test_the_secretariaat_waits_for_every_year(ronde: Ronde) -> None:
    brief = start_evaluatie(ronde, None)
    early = Bijdrage.objects.filter(ronde__vooruitblikjaar=2023).exclude(voortgangen=None)[0]
    assert not unapproved(brief).filter(pk=early.pk).exists()
    Bijdrage.objects.filter(pk=early.pk).update(staat=Inzendingstaat.CONCEPT)
    assert unapproved(brief).filter(pk=early.pk).exists()


def test_begun_on_screen_once(ronde: Ronde, client: Client) -> None:
    client.force_login(iemand(Rol.EINDREDACTEUR))
    for route, soort in (
        ("evaluaties", Briefsoort.EVALUATIE),
        ("raadsoverdrachten", Briefsoort.RAADSOVERDRACHT),
    ):
        begun = client.post(reverse(route), {"ronde": ronde.pk}, follow=True).content.decode()
        assert "is begonnen" in begun
        brief = Brief.objects.get(soort=soort)
        assert client.get(reverse("concept", args=[brief.slug])).status_code == 200
        data = client.get(reverse("concept-word", args=[brief.slug])).content
        assert len(Document(BytesIO(data)).tables) > 1
    with pytest.raises(Geweigerd, match="is er al bij dit plan"):
        start_evaluatie(ronde, None)


def test_the_open_promises_are_in_the_word_file(ronde: Ronde) -> None:
    document = compose(start_raadsoverdracht(ronde, None)).document
    [register] = [d for d in document.delen if isinstance(d, Registerdeel)]
    written = Document(BytesIO(document_word(document)))
    words = [c.text for t in written.tables for r in t.rows for c in r.cells]
    assert {r.tekst for r in register.rijen} <= set(words)


def test_sentences_of_a_term() -> None:
    nothing = Telling(0, 0, 0, 0, 0, 0)
    assert term_sentence([2024], nothing) == "In 2024 is niets beloofd."
    some = Telling(5, 1, 0, 3, 1, 2)
    assert term_sentence([2023, 2025], some) == (
        "In 2023 en 2025 samen is 5 keer iets beloofd: 3 keer groen, 1 keer rood en 1 keer nog te "
        "beoordelen; daarnaast is 2 keer iets verteld dat niet was beloofd."
    )
    assert years_without([]) == ""


@pytest.mark.verapdf
@pytest.mark.parametrize("begin", [start_evaluatie, start_raadsoverdracht])
def test_both_standards(
    ronde: Ronde,
    begin: Callable[[Ronde, None], Brief],
    verapdf: Callable[..., None],
    tmp_path: Path,
) -> None:
    brief = begin(ronde, None)
    document = compose(brief).document
    path = tmp_path / "document.pdf"
    path.write_bytes(letter_pdf(document, load_files(brief, document))[0])
    verapdf(path)
