"""The griffie says by which published paragraaf a promise was settled, from a list."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from tests.fabriek import een_thema, een_toezegging, iemand
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import drie_jaren
from themas.models import Blok
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


def choices(answer: Any) -> dict[str, str]:
    """The paragrafen on the page, and what the button of each sends."""
    root = lxml_html.document_fromstring(answer.content.decode())
    buttons = root.xpath("//main//li/button[@name='keuze']")
    return {" ".join(b.text_content().split()): b.get("value") for b in buttons}


def test_from_a_list_of_published_paragrafen_to_settled() -> None:
    jaren = drie_jaren()
    t = een_toezegging(thema=jaren.drukte, openbaar=True)
    griffie = Client(SERVER_NAME="localhost")
    griffie.force_login(iemand(Rol.GRIFFIE))
    keuze = reverse("toezegging-paragraaf-kiezen", args=[t.sleutel])
    adres = reverse("toezegging-beheer", args=[t.sleutel])
    assert f'formaction="{keuze}"' in griffie.get(adres).content.decode()
    # Nothing of a draft, and of a letter what was published.
    assert "nog geen brief gepubliceerd" in griffie.get(keuze).content.decode()
    publicatie = publish_quickly(jaren.brief(2027))
    Blok.objects.update(tekst="<p>Anders.</p>")
    found = choices(griffie.get(keuze))
    assert list(found) == ["Over Een poort in het hek"]
    assert "Over Een bank" in choices(griffie.get(f"{keuze}?alles"))

    # What is chosen stands in the form; there it is settled.
    stand = reverse("toezegging-staat", args=[t.sleutel])
    chosen = {"doe": "gekozen", "keuze": found["Over Een poort in het hek"]}
    root = lxml_html.document_fromstring(griffie.post(stand, chosen).content.decode())
    filled = {naam: root.xpath(f"//input[@name='{naam}']/@value")[0] for naam in ("titel", "url")}
    assert filled["titel"] == f"{publicatie.titel} › Drukte › Over Een poort in het hek"
    griffie.post(stand, {"doe": "afdoen", **filled})
    afdoening = t.afdoeningen.get()
    assert (afdoening.titel, afdoening.url) == (filled["titel"], filled["url"])
    path, _, anker = filled["url"].removeprefix("http://localhost").partition("#")
    assert f'id="{anker}"' in Client().get(path).content.decode()
    public = Client().get(t.get_absolute_url()).content.decode()
    assert filled["url"] in public


def test_what_was_typed_beside_it_goes_along() -> None:
    """To the list, to all themes, and back with the choice or without."""
    jaren = drie_jaren()
    publish_quickly(jaren.brief(2027))
    t = een_toezegging(thema=jaren.drukte, openbaar=True)
    griffie = Client()
    griffie.force_login(iemand(Rol.GRIFFIE))
    keuze = reverse("toezegging-paragraaf-kiezen", args=[t.sleutel])
    typed = {"reden": "Zoals ik schreef.", "vergadering_op": "2026-03-12", "titel": "Mijn titel"}
    for adres in (keuze, f"{keuze}?alles"):
        answer = griffie.post(adres, {**typed, "url": ""})
        form = lxml_html.document_fromstring(answer.content.decode()).forms[-1]
        kept = dict(form.form_values())
        assert {naam: kept[naam] for naam in typed} == typed
    stand = reverse("toezegging-staat", args=[t.sleutel])
    assert form.action == stand
    for chosen, titel in (("", "Mijn titel"), (choices(answer)["Over Een bank"], "Over Een bank")):
        html = griffie.post(stand, {**kept, "keuze": chosen}).content.decode()
        assert "Zoals ik schreef.</textarea>" in html
        assert 'value="2026-03-12"' in html
        assert titel in html
    t.refresh_from_db()
    assert (t.staat, t.versie) == ("open", 1)  # nothing is settled yet


def test_a_theme_that_no_letter_tells_of_and_a_promise_of_none() -> None:
    jaren = drie_jaren()
    publish_quickly(jaren.brief(2027))
    redactie = Client()
    redactie.force_login(iemand(Rol.EINDREDACTEUR))
    elders, geen = (
        een_toezegging(thema=een_thema(jaren.plan, "Elders"), openbaar=True),
        een_toezegging(openbaar=True),
    )
    adressen = [reverse("toezegging-paragraaf-kiezen", args=[t.sleutel]) for t in (elders, geen)]
    assert choices(redactie.get(adressen[0])) == {}
    assert len(choices(redactie.get(adressen[1]))) > 2
