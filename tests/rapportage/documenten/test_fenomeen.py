"""The analysis of a phenomenon: as an annex of any document, and as a document of its own."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from monitoring.models import Gebied, Indicator, Meting
from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.fenomeen.beginnen import start_fenomeenanalyse
from rapportage.models import Bijlage, Brief, Briefsoort
from rapportage.rendering.paper import letter_pdf
from rapportage.validation import validate
from rapportage.zinnen.fenomeen import direction_sentence, top_area_sentence
from tests import demo
from tests.fabriek import iemand
from tests.rapportage.bijlagen.hulp import een_bijlage, een_bijlagecijfer
from themas.jaar.models import Ronde
from themas.models import Actie, Thema
from veiligheid.core.rollen import Rol
from veiligheid.document.delen import Figuurdeel, Tabeldeel
from veiligheid.document.figuur import Punt, Reeks
from veiligheid.document.woorden import Figuursoort

pytestmark = pytest.mark.django_db


@pytest.fixture
def bijlage() -> Bijlage:
    """On the demo's figures: four of them, over four years, by wijk."""
    demo.load()
    ronde = Ronde.objects.get(vooruitblikjaar=2026)
    brief = start_fenomeenanalyse(ronde, None)
    found = brief.bijlagen.get()
    thema = Thema.objects.get(slug="veilige-wijken")
    Bijlage.objects.filter(pk=found.pk).update(
        thema=thema, gebiedsoort="wijk", van_jaar=2021, tot_jaar=2024
    )
    in_wijken = Indicator.objects.filter(
        metingen__gebied__soort="wijk", eigen_registratie=False
    ).exclude(slug="inwoners")
    for indicator in in_wijken.distinct().order_by("slug")[:4]:
        een_bijlagecijfer(found, indicator)
    found.refresh_from_db()
    return found


def delen(bijlage: Bijlage) -> dict[str, Any]:
    [composed] = compose(bijlage.brief).document.bijlagen
    return {d.anker.removeprefix("bijlage-1--"): d for d in composed.delen}  # type: ignore[union-attr]


def rows(tabel: Tabeldeel) -> dict[str, tuple[str, ...]]:
    return {r.kop: r.cellen for r in tabel.rijen}


def test_figures_by_area_and_period(bijlage: Bijlage) -> None:
    found = delen(bijlage)
    indicatoren = [c.indicator for c in bijlage.cijfers.select_related("indicator")]
    assert len(indicatoren) == 4
    for i in indicatoren:
        trend, areas = found[f"cijfer-{i.slug}"], found[f"gebieden-{i.slug}"]
        assert isinstance(trend, Figuurdeel)
        assert set(trend.figuur.labels) <= {"2021", "2022", "2023", "2024"}
        assert areas.figuur.soort is Figuursoort.STAAF
        wijken = Gebied.objects.filter(soort="wijk").values_list("naam", flat=True)
        assert set(areas.figuur.labels) == set(wijken)
        # The sentence names the highest of what is stored: counted here per inhabitant.
        best = max(areas.figuur.reeksen[0].bekend, key=lambda q: q.waarde or 0)
        assert best.label in areas.zin
    [head] = [found["overzicht"]]
    assert head.kop == "Wat opvalt in de cijfers"
    assert [k.naam for k in head.kolommen[2:]] == ["2021", "2022", "2023", "2024"]


def test_what_stands_out_is_counted_again_from_the_records(bijlage: Bijlage) -> None:
    found = delen(bijlage)
    richting: Counter[str] = Counter()
    for i in (c.indicator for c in bijlage.cijfers.select_related("indicator")):
        mine = Meting.objects.filter(indicator=i, gebied__code="GM0000", jaar__range=(2021, 2024))
        known = list(mine.exclude(waarde=None).order_by("-jaar"))[:2]
        if len(known) < 2 or {m.precisie for m in known} != {"exact"}:
            richting["niet te vergelijken"] += 1
            continue
        now, then = (m.waarde or Decimal(0) for m in known)
        margin = (
            Decimal("1.96") ** 2 * (now + then)
            if i.telt
            else (then * 3 / 100) ** 2  # the setting VRIJWEL_GELIJK_PROCENT of the tests
        )
        same = (now - then) ** 2 <= margin
        richting["vrijwel gelijk" if same else "hoger" if now > then else "lager"] += 1
    [told, *further] = found["overzicht"].opmerkingen
    for woord, n in richting.items():
        assert f"{n} {woord}" in told, (richting, told)
    assert told.startswith("Vergeleken met het vorige bekende cijfer zijn van de 4 cijfers: ")
    tops: Counter[str] = Counter()
    for naam, deel in found.items():
        if naam.startswith("gebieden-"):
            shown = {q.label: round(q.waarde or 0, 1) for q in deel.figuur.reeksen[0].bekend}
            tops.update(label for label, w in shown.items() if w == max(shown.values()))
    [(area, times), *_] = tops.most_common()
    assert further == ([] if times < 2 else further)
    if times > 1:
        assert area in further[0]
        assert f"bij {times} van de 4 cijfers" in further[0]


def test_what_we_do_the_sources_and_what_is_not_known(bijlage: Bijlage) -> None:
    indicator = bijlage.cijfers.select_related("indicator")[0].indicator
    Meting.objects.filter(indicator=indicator, gebied__code="GM0000", jaar=2022).update(
        waarde=None, reden_onbekend="niet gepubliceerd"
    )
    found = delen(bijlage)
    acties = set(Actie.objects.filter(thema=bijlage.thema).values_list("titel", flat=True))
    assert set(rows(found["acties"])) == acties
    assert rows(found["bronnen"])[indicator.naam][0] == indicator.bron
    missing = [(r.kop, *r.cellen) for r in found["onbekend"].rijen]
    assert (indicator.naam, "Voorbeeldstad", "2022", "niet gepubliceerd") in missing
    ended = Actie.objects.filter(thema=bijlage.thema)[0]
    Actie.objects.filter(pk=ended.pk).update(beeindigd_in=2023, reden_einde="Klaar.")
    assert ended.titel not in rows(delen(bijlage)["acties"])


def test_without_areas_or_years_the_last_five_of_the_municipality(bijlage: Bijlage) -> None:
    Bijlage.objects.filter(pk=bijlage.pk).update(gebiedsoort="", van_jaar=None, tot_jaar=None)
    found = delen(bijlage)
    assert not [naam for naam in found if naam.startswith("gebieden-")]
    assert [k.naam for k in found["overzicht"].kolommen[2:]] == [str(j) for j in range(2021, 2026)]


def test_on_screen_more_than_one_and_chosen_in_its_annex(bijlage: Bijlage, client: Client) -> None:
    client.force_login(iemand(Rol.EINDREDACTEUR))
    ronde = bijlage.brief.ronde
    begun = client.post(reverse("fenomeenanalyses"), {"ronde": ronde.pk}, follow=True)
    assert "is begonnen" in begun.content.decode()
    slugs = list(
        Brief.objects.filter(soort=Briefsoort.FENOMEENANALYSE).values_list("slug", flat=True)
    )
    assert sorted(slugs) == ["fenomeenanalyse-2026", "fenomeenanalyse-2026-2"]
    page = client.get(reverse("fenomeenanalyses")).content.decode()
    assert page.count("Maak het document") == Ronde.objects.exclude(verslagjaar=None).count()
    assert all(f"/concept/{slug}/schrijven/" in page for slug in slugs)
    brief = Brief.objects.get(slug="fenomeenanalyse-2026-2")
    mine = brief.bijlagen.get()
    adres = reverse("bijlage-schrijven", args=[brief.slug, mine.sleutel])
    html = client.get(adres).content.decode()
    assert 'name="gebiedsoort"' in html
    base = html.split('name="versie" value="')[1].split('"')[0] if 'name="versie"' in html else "1"
    data = {
        "versie": base, "nummer": "1", "titel": "De cijfers", "soort": "fenomeen",
        "thema": "veilige-wijken", "gebiedsoort": "wijk", "van_jaar": "2024", "tot_jaar": "2022",
        "geheim_grond": "", "geheim_door": "", "geheim_tot": "",
        "cijfer-TOTAL_FORMS": "0", "cijfer-INITIAL_FORMS": "0",
    }  # fmt: skip
    refused = client.post(adres, data)
    assert refused.status_code == 422
    assert "Het laatste jaar ligt voor het eerste." in refused.content.decode()
    assert 'value="2024"' in refused.content.decode()


def test_an_annex_of_a_letter(bijlage: Bijlage) -> None:
    letter = Brief.objects.get(slug="veiligheidsbrief-2025")
    own = een_bijlage(letter, "fenomeen", "Fietsendiefstal", thema=bijlage.thema)
    for cijfer in bijlage.cijfers.select_related("indicator"):
        een_bijlagecijfer(own, cijfer.indicator)
    document = compose(letter).document
    [composed] = [b for b in document.bijlagen if b.titel == "Fietsendiefstal"]
    anchors = {getattr(d, "anker", "").rsplit("--", 1)[-1] for d in composed.delen}
    assert {"overzicht", "acties", "bronnen"} <= anchors


def test_a_figure_that_is_not_public_blocks(bijlage: Bijlage) -> None:
    indicator = bijlage.cijfers.select_related("indicator")[0].indicator
    Indicator.objects.filter(pk=indicator.pk).update(eigen_registratie=True, openbaar=False)
    [found] = [b for b in validate(compose(bijlage.brief)) if b.code == "cijfer-niet-openbaar"]
    assert found.blokkeert


def test_sentences() -> None:
    def reeks(*waarden: int | None) -> Reeks:
        labels = (str(2020 + n) for n in range(len(waarden)))
        return Reeks(
            "x",
            tuple(
                Punt(a, None if w is None else Decimal(w))
                for a, w in zip(labels, waarden, strict=True)
            ),
        )

    four = [
        (reeks(100, None, 200), 0, True),
        (reeks(100, 50), 0, True),
        (reeks(100, 101), 0, True),
        (reeks(None, 5), 0, True),
    ]
    assert direction_sentence(four) == (
        "Vergeleken met het vorige bekende cijfer zijn van de 4 cijfers: 1 hoger, 1 lager, "
        "1 vrijwel gelijk en 1 niet te vergelijken."
    )
    assert direction_sentence(four[:1]) == ""
    north = Reeks("2024", (Punt("Noord", Decimal(5)), Punt("Zuid", Decimal(2))))
    both = Reeks("2024", (Punt("Noord", Decimal(3)), Punt("Zuid", Decimal(3))))
    assert top_area_sentence([(north, 0), (both, 0)]) == (
        "Noord heeft bij 2 van de 2 cijfers het hoogste cijfer."
    )
    assert top_area_sentence([(both, 0), (both, 0)]) == (
        "Noord en Zuid hebben elk bij 2 van de 2 cijfers het hoogste cijfer."
    )
    assert top_area_sentence([(north, 0)]) == ""


@pytest.mark.verapdf
def test_both_standards(bijlage: Bijlage, verapdf: Callable[..., None], tmp_path: Path) -> None:
    brief = bijlage.brief
    document = compose(brief).document
    path = tmp_path / "fenomeen.pdf"
    path.write_bytes(letter_pdf(document, load_files(brief, document))[0])
    verapdf(path)
