"""The griffie says by which published paragraaf a promise was settled, from a list."""

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


def links(client: Client, adres: str) -> dict[str, str]:
    root = lxml_html.document_fromstring(client.get(adres).content.decode())
    return {" ".join(a.text_content().split()): a.get("href") for a in root.xpath("//main//li/a")}


def test_from_a_list_of_published_paragrafen_to_settled() -> None:
    jaren = drie_jaren()
    t = een_toezegging(thema=jaren.drukte, openbaar=True)
    griffie = Client(SERVER_NAME="localhost")
    griffie.force_login(iemand(Rol.GRIFFIE))
    keuze = reverse("toezegging-paragraaf-kiezen", args=[t.sleutel])
    adres = reverse("toezegging-beheer", args=[t.sleutel])
    assert f'href="{keuze}"' in griffie.get(adres).content.decode()
    # Nothing of a draft, and of a letter what was published.
    assert "nog geen brief gepubliceerd" in griffie.get(keuze).content.decode()
    publicatie = publish_quickly(jaren.brief(2027))
    Blok.objects.update(tekst="<p>Anders.</p>")
    found = links(griffie, keuze)
    assert list(found) == ["Over Een poort in het hek"]
    assert "Over Een bank" in links(griffie, f"{keuze}?alles")

    # What is chosen stands in the form; there it is settled.
    root = lxml_html.document_fromstring(
        griffie.get(found["Over Een poort in het hek"]).content.decode()
    )
    filled = {naam: root.xpath(f"//input[@name='{naam}']/@value")[0] for naam in ("titel", "url")}
    assert filled["titel"] == f"{publicatie.titel} › Drukte › Over Een poort in het hek"
    griffie.post(reverse("toezegging-staat", args=[t.sleutel]), {"doe": "afdoen", **filled})
    afdoening = t.afdoeningen.get()
    assert (afdoening.titel, afdoening.url) == (filled["titel"], filled["url"])
    path, _, anker = filled["url"].removeprefix("http://localhost").partition("#")
    assert f'id="{anker}"' in Client().get(path).content.decode()
    public = Client().get(t.get_absolute_url()).content.decode()
    assert filled["url"] in public


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
    assert links(redactie, adressen[0]) == {}
    assert len(links(redactie, adressen[1])) > 2
