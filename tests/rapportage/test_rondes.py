"""A year of writing begins: a round with its letter, its deadline and its writers."""

from datetime import date

import pytest
from django.test import Client
from lxml import html as lxml_html

from rapportage.models import Brief
from tests.fabriek import een_bijdrage, een_brief, een_plan, een_ronde, een_thema, iemand
from tests.themas.views.formulier import filled
from themas.models import Ronde
from veiligheid.core.models import Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
NIEUW = "/schrijven/ronde/nieuw/"


def test_a_round_with_its_letter(joris: Client) -> None:
    brief = een_brief(themas=2, slug="veiligheidsbrief-2025", aan="de raad", groet="Dag,")
    naima = iemand(Rol.BELEIDSADVISEUR, first_name="Naima")
    brief.ronde.bijdragen.get(thema__titel="Onderwerp 1").adviseurs.add(naima)
    page = lxml_html.fromstring(joris.get(NIEUW).content.decode())
    data = dict(next(f for f in page.forms if "jaar" in f.fields).form_values())
    assert (data["jaar"], data["plan"]) == ("2026", str(brief.ronde.plan_id))
    answer = joris.post(NIEUW, data | {"deadline": "11-12-2026"}, follow=True)
    html = answer.content.decode()
    assert "Ronde 2026 is geopend" in html
    ronde = Ronde.objects.get(vooruitblikjaar=2026)
    assert ronde.deadline == date(2026, 12, 11)
    nieuw = Brief.objects.get(ronde=ronde)
    assert (nieuw.slug, nieuw.aan, nieuw.groet) == ("veiligheidsbrief-2026", "de raad", "Dag,")
    assert not nieuw.ondertekenaars.exists()  # who signs follows from its day
    # The writers of the year before are there to begin with.
    (checked,) = lxml_html.fromstring(html).xpath("//input[@type='checkbox'][@checked]")
    assert checked.get("value") == str(naima.pk)


def test_twice_is_told(joris: Client) -> None:
    brief = een_brief(themas=1, slug="veiligheidsbrief-2025")
    data = {"plan": brief.ronde.plan_id, "jaar": 2025}
    answer = joris.post(NIEUW, data)
    assert answer.status_code == 422
    assert "De ronde van 2025 is al geopend." in answer.content.decode()
    ander = een_thema(een_plan(), "Iets").plan
    answer = joris.post(NIEUW, {"plan": ander.pk, "jaar": 2025})
    assert "Er is al een veiligheidsbrief van 2025, bij een ander plan." in answer.content.decode()
    assert not ander.rondes.exists()  # all or nothing
    answer = joris.post(NIEUW, {"plan": "", "jaar": "x", "deadline": "morgen"})
    html = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Kies het plan", "Schrijf de datum als dag-maand-jaar", 'value="morgen"'):
        assert words in html


def test_who_writes_what(joris: Client) -> None:
    ronde = een_ronde()
    een, twee = (een_bijdrage(ronde, een_thema(ronde.plan, t)) for t in ("Drukte", "Stilte"))
    naima, daan = (iemand(Rol.BELEIDSADVISEUR, first_name=n) for n in ("Naima", "Daan"))
    iemand(Rol.BELEIDSADVISEUR, first_name="Weg", is_active=False)
    vroeger = iemand(first_name="Vroeger")
    een.adviseurs.add(vroeger, naima)
    adres = f"/schrijven/ronde/{ronde.pk}/inrichten/"
    html = joris.get(adres).content.decode()
    assert "Daan" in html
    assert "Weg" not in html
    data = {f"schrijvers-{een.pk}": [daan.pk], f"schrijvers-{twee.pk}": [daan.pk, naima.pk]}
    begin = filled(joris, adres)
    answer = joris.post(adres, begin | data | {"deadline": "2026-12-11"}, follow=True)
    assert "Opgeslagen om" in answer.content.decode()
    # Who is no advisor any more is in no list, and stays.
    assert set(een.adviseurs.all()) == {daan, vroeger}
    assert set(twee.adviseurs.all()) == {daan, naima}
    ronde.refresh_from_db()
    assert ronde.deadline == date(2026, 12, 11)
    assert Logregel.objects.filter(verb="toewijzen").count() == 2
    joris.post(adres, filled(joris, adres) | {"deadline": ""})
    assert Logregel.objects.filter(verb="toewijzen").count() == 2  # nothing changed
    data = filled(joris, adres) | {f"schrijvers-{een.pk}": [vroeger.pk]}
    assert joris.post(adres, data).status_code == 422


def test_a_writer_sees_the_theme_at_once(joris: Client) -> None:
    ronde = een_ronde()
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Drukte"))
    daan = iemand(Rol.BELEIDSADVISEUR)
    ander = Client()
    ander.force_login(daan)
    assert "Drukte" not in ander.get("/schrijven/").content.decode()
    adres = f"/schrijven/ronde/{ronde.pk}/inrichten/"
    joris.post(adres, filled(joris, adres) | {f"schrijvers-{bijdrage.pk}": [daan.pk]})
    assert "Drukte" in ander.get("/schrijven/").content.decode()
    assert "nog geen schrijver" not in joris.get(f"/schrijven/ronde/{ronde.pk}/").content.decode()
