"""The screens on which annexes are made: every verb, every kind, nothing overwritten or lost."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitoring.models import Indicator
from rapportage.composition import compose
from rapportage.models import Bijlage, Brief, Onderdeel
from tests.fabriek import een_bijlagetekst, iemand
from tests.monitoring.fabriek import een_indicator
from tests.rapportage.bijlagen.hulp import (
    Soort,
    composed,
    een_bijlage,
    een_bijlagecijfer,
    een_budget,
    een_kale_brief,
    een_projectplan,
    met_cijfers,
)
from tests.themas.views.formulier import filled
from veiligheid.core.models import Logregel, Revisie
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    return een_kale_brief()


def lijst(brief: Brief) -> str:
    return f"/concept/{brief.slug}/bijlagen/"


def scherm(bijlage: Bijlage) -> str:
    return f"{lijst(bijlage.brief)}{bijlage.sleutel}/"


def stap(client: Client, bijlage: Bijlage, doe: str) -> str:
    answer = client.post(f"{scherm(bijlage)}stap/", {"doe": doe}, follow=True)
    return str(answer.content.decode())


def fill(client: Client, bijlage: Bijlage, **velden: Any) -> Any:
    """Change these on the annex's screen and send the form."""
    data = filled(client, scherm(bijlage)) | {k.replace("__", "-"): v for k, v in velden.items()}
    return client.post(scherm(bijlage), data)


def order(brief: Brief) -> list[tuple[int | None, str]]:
    return list(brief.bijlagen.order_by("nummer").values_list("nummer", "titel"))


def test_add_move_remove_and_restore(joris: Client, brief: Brief) -> None:
    for titel in ("Een", "Twee", "Drie"):
        answer = joris.post(lijst(brief), {"soort": "tekst", "titel": f"  {titel} "})
        assert answer["Location"] == scherm(brief.bijlagen.get(titel=titel))
    een, twee, drie = (brief.bijlagen.get(titel=t) for t in ("Een", "Twee", "Drie"))
    verwijzing = f'<p>Zie <a href="verwijzing:bijlage/{drie.sleutel}">bijlage 3</a>.</p>'
    Onderdeel.objects.update(tekst=verwijzing)
    stap(joris, drie, "omhoog")
    stap(joris, een, "omhoog")  # is the first already
    assert order(brief) == [(1, "Een"), (2, "Drie"), (3, "Twee")]
    assert ">bijlage 2</a>" in compose(brief).document.inleiding[0].html
    stap(joris, een, "omlaag")
    stap(joris, twee, "omlaag")
    assert order(brief) == [(1, "Drie"), (2, "Een"), (3, "Twee")]
    page = stap(joris, een, "verwijderen")
    assert "Onderaan kunt u haar terugzetten" in page
    assert compose(brief).document.bijlagen[-1].nummer == 3  # the others keep their numbers
    assert "Deze bijlage is verwijderd." in joris.get(scherm(een)).content.decode()
    fill(joris, een, titel="Een, beter")  # what is written in it meanwhile is kept
    stap(joris, een, "terugzetten")
    assert order(brief) == [(1, "Drie"), (3, "Twee"), (4, "Een, beter")]
    verbs = Logregel.objects.filter(soort="bijlage").values_list("verb", flat=True)
    assert {"toevoegen", "verplaatsen", "verwijderen", "terugzetten"} <= set(verbs)


def test_a_new_annex_wants_a_title(joris: Client, brief: Brief) -> None:
    answer = joris.post(lijst(brief), {"soort": "kerncijfers", "titel": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page
    assert '<option value="kerncijfers" selected>' in page
    assert not brief.bijlagen.exists()


def fill_tekst(client: Client, bijlage: Bijlage) -> None:
    data = {"doe": "tekst", "kop": "Wat er speelt", "niveau": "2"}
    answer = client.post(f"{scherm(bijlage)}stap/", data)
    adres = answer["Location"]
    client.post(adres, filled(client, adres) | {"tekst": "Het is er druk."})


def fill_cijfers(client: Client, bijlage: Bijlage) -> None:
    met_cijfers(een_bijlage(bijlage.brief, Soort.CIJFERS), 1)
    fill(client, bijlage, cijfer__0__indicator="cijfer-1", cijfer__0__zin="Het stijgt.")


def fill_kerncijfers(client: Client, bijlage: Bijlage) -> None:
    fill_cijfers(client, bijlage)
    fill(client, bijlage, thema=bijlage.brief.ronde.plan.themas.all()[0].slug)
    assert composed(bijlage).delen[0].thema == "Onderwerp 1"  # type: ignore[union-attr]


def fill_financieel(client: Client, bijlage: Bijlage) -> None:
    een_budget(bijlage.brief.ronde.plan)


def fill_projectplan(client: Client, bijlage: Bijlage) -> None:
    fill(client, bijlage, plan=een_projectplan(bijlage.brief.ronde.plan).slug)


@pytest.mark.parametrize(
    ("soort", "nodig", "vul", "woorden"),
    [
        ("tekst", "Voeg hieronder een tekst toe.", fill_tekst, "Het is er druk."),
        ("cijfers", "Kies hieronder de cijfers", fill_cijfers, "Het stijgt."),
        ("kerncijfers", "Kies hieronder het thema", fill_kerncijfers, "Het stijgt."),
        ("financieel", "nog geen begroting ingelezen", fill_financieel, "Som van de regels"),
        ("projectplan", "Kies hieronder het projectplan.", fill_projectplan, "We beginnen vroeg."),
    ],
)
def test_each_kind_is_filled_on_its_screen(
    joris: Client, brief: Brief, soort: str, nodig: str, vul: Any, woorden: str
) -> None:
    bijlage = een_bijlage(brief, soort, "Bij de brief")
    page = joris.get(scherm(bijlage)).content.decode()
    assert "ontbreekt nog" in page
    assert nodig in page
    vul(joris, bijlage)
    page = joris.get(scherm(bijlage)).content.decode()
    assert "ontbreekt nog" not in page
    voorbeeld = f"/concept/{brief.slug}/bijlage/{bijlage.nummer}/"
    assert voorbeeld in page
    assert woorden in joris.get(voorbeeld).content.decode()


def test_another_kind_keeps_what_was_filled_in(joris: Client, brief: Brief) -> None:
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS), 2)
    fill(joris, bijlage, soort="tekst")
    assert composed(bijlage).ontbreekt
    fill(joris, bijlage, soort="cijfers")
    assert len(composed(bijlage).delen) == 3


def test_figures_in_another_order(joris: Client, brief: Brief) -> None:
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS), 3)
    fill(joris, bijlage, cijfer__2__plaats="1", cijfer__0__indicator="")
    chosen = [c.indicator.slug for c in bijlage.cijfers.all()]
    assert chosen == ["cijfer-3", "cijfer-2"]


def test_what_is_wrong_is_said_and_nothing_is_lost(joris: Client, brief: Brief) -> None:
    een_bijlage(brief, Soort.TEKST, "De eerste")
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS, "De tweede"), 2)
    for velden, melding in (
        ({"nummer": "1"}, "Nummer 1 is al van ‘De eerste’."),
        ({"nummer": "x"}, "Voer een geheel getal in."),
        ({"cijfer__1__indicator": "cijfer-1"}, "Dit cijfer staat er al in."),
        ({"cijfer__1__zin": "z" * 1001}, "1000"),
    ):
        answer = fill(joris, bijlage, titel="Wat ik typte", cijfer__0__zin="Mijn zin.", **velden)
        page = answer.content.decode()
        assert answer.status_code == 422, velden
        assert melding in page
        assert "Wat ik typte" in page
        assert "Mijn zin." in page
    assert order(brief)[1] == (2, "De tweede")
    assert [c.zin for c in bijlage.cijfers.all()] == ["", ""]


def test_two_people_at_once(joris: Client, brief: Brief) -> None:
    """What was opened before another saved overwrites nothing; what was typed stays on screen and
    is saved when that is what its writer wants."""
    bijlage = met_cijfers(een_bijlage(brief, Soort.CIJFERS, "Cijfers"), 1)
    mijn = filled(joris, scherm(bijlage)) | {"titel": "Van mij", "cijfer-0-zin": "Mijn zin."}
    ilse = Client()
    ilse.force_login(iemand(Rol.EINDREDACTEUR, first_name="Ilse"))
    assert fill(ilse, bijlage, titel="Van Ilse").status_code == 302
    answer = joris.post(scherm(bijlage), mijn)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Er is niets overschreven", "Ilse", "<td>Van Ilse</td>", "Van mij", "Mijn zin."):
        assert words in page
    bijlage.refresh_from_db()
    assert (bijlage.titel, bijlage.cijfers.get().zin) == ("Van Ilse", "")
    context = answer.context["form"]
    joris.post(scherm(bijlage), mijn | {n: str(context[n].value()) for n in ("basis", "uuid")})
    bijlage.refresh_from_db()
    assert (bijlage.titel, bijlage.cijfers.get().zin) == ("Van mij", "Mijn zin.")
    kept = Revisie.objects.filter(soort="bijlage", record=bijlage.pk)
    assert kept.count() >= 3


def test_moving_meanwhile_is_no_loss(joris: Client, brief: Brief) -> None:
    """The number is another piece than the title."""
    een, twee = een_bijlage(brief, Soort.TEKST, "Een"), een_bijlage(brief, Soort.TEKST, "Twee")
    mijn = filled(joris, scherm(een)) | {"titel": "Een, beter"}
    stap(joris, twee, "omhoog")
    assert joris.post(scherm(een), mijn).status_code == 302
    assert order(brief) == [(1, "Twee"), (2, "Een, beter")]


def test_a_heading_that_is_too_long_begins_no_text(joris: Client, brief: Brief) -> None:
    bijlage = een_bijlage(brief, Soort.TEKST)
    data = {"doe": "tekst", "kop": "k" * 301, "niveau": "1"}
    answer = joris.post(f"{scherm(bijlage)}stap/", data, follow=True)
    assert "ten hoogste 300 tekens" in answer.content.decode()
    assert not bijlage.onderdelen.exists()


def test_what_is_made_stands_in_the_form_as_long_as_nobody_writes(
    joris: Client, brief: Brief
) -> None:
    """With the indicators of the theme first."""
    thema = brief.ronde.plan.themas.all()[0]
    bijlage = een_bijlage(brief, Soort.KERNCIJFERS, thema=thema)
    met_cijfers(bijlage, 1)
    eigen = een_indicator("Hoort bij het thema", slug="eigen")
    eigen.themas.add(thema)
    page = joris.get(scherm(bijlage)).content.decode()
    assert "Leeg: ‘1 meer dan in 2023 (vrijwel gelijk); in 2020 103" in page
    assert page.index("Hoort bij het thema") < page.index("Andere cijfers")
    een_bijlagecijfer(bijlage, eigen)
    assert "geen enkel jaarcijfer" in joris.get(scherm(bijlage)).content.decode()
    assert Indicator.objects.count() == 2


def test_queries_do_not_grow_with_figures_or_texts(joris: Client, brief: Brief) -> None:
    counted = []
    for figuren, teksten in ((1, 1), (7, 5)):
        bijlage = een_bijlage(brief, Soort.CIJFERS)
        for n in range(figuren):
            een_bijlagecijfer(bijlage, een_indicator(slug=f"cijfer-{bijlage.pk}-{n}"))
        for n in range(teksten):
            een_bijlagetekst(bijlage, f"Kop {n}", "<p>Tekst.</p>")
        with CaptureQueriesContext(connection) as queries:
            joris.get(scherm(bijlage))
        counted.append(len(queries))
    print(f"screen of an annex: {counted[0]} queries with one figure, {counted[1]} with seven")
    assert counted[0] == counted[1]


def test_a_text_of_a_removed_annex_is_not_in_the_letter(joris: Client, brief: Brief) -> None:
    bijlage = een_bijlage(brief, Soort.TEKST, "Weg")
    een_bijlagetekst(bijlage, "Geheim", "<p>Nog niet.</p>")
    stap(joris, bijlage, "verwijderen")
    assert b"Geheim" not in compose(brief).document.to_json()
    assert joris.get(f"/concept/{brief.slug}/bijlage/1/").status_code == 404
