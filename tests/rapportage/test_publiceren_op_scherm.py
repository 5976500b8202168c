"""The secretariaat publishes on screen: only what was approved, and just what it looked at."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html

from rapportage.models import Brief, Onderdeel, Publicatie
from rapportage.publishing import prepare, publish
from tests.fabriek import een_brief, iemand
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import drie_jaren
from tests.themas.views.formulier import filled
from themas.models import Bijdrage, Blok, Voortgang
from veiligheid.core.findings import Geweigerd
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    brief = een_brief(themas=1, paragrafen=1)
    Bijdrage.objects.update(staat="goedgekeurd")
    return brief


@pytest.fixture
def greet(client: Client) -> Client:
    client.force_login(iemand(Rol.SECRETARIAAT, first_name="Greet"))
    return client


def adres(brief: Brief) -> str:
    return f"/concept/{brief.slug}/publiceren/"


def form(client: Client, brief: Brief) -> dict[str, Any]:
    return filled(client, adres(brief), "gezien")


def test_the_whole_way(greet: Client, brief: Brief, client: Client) -> None:
    assert f"{adres(brief)}" in greet.get("/start/").content.decode()
    assert greet.get(f"/concept/{brief.slug}/").status_code == 200
    html = greet.post(adres(brief), form(greet, brief), follow=True).content.decode()
    assert "Versie 1 is gepubliceerd en staat online." in html
    publicatie = Publicatie.objects.get()
    assert (publicatie.versie, publicatie.door) == (1, "Greet")
    assert Client().get(publicatie.get_absolute_url()).status_code == 200
    # Nothing changed: nothing to press.
    assert "Er is niets te publiceren" in html
    assert "Publiceer versie" not in html


def test_a_correction_asks_for_its_reason_and_keeps_what_was_typed(
    greet: Client, brief: Brief
) -> None:
    publish_quickly(brief)
    Onderdeel.objects.update(tekst="<p>Verbeterd.</p>")
    data = form(greet, brief)
    answer = greet.post(adres(brief), data | {"reden": " "})
    assert answer.status_code == 422
    assert "Schrijf waarom er een nieuwe versie komt" in answer.content.decode()
    greet.post(adres(brief), data | {"reden": "Een getal was fout."})
    assert Publicatie.objects.current(brief.slug).reden == "Een getal was fout."  # type: ignore[union-attr]


def test_only_what_the_publisher_looked_at(greet: Client, brief: Brief) -> None:
    publish_quickly(brief)
    Onderdeel.objects.update(tekst="<p>Verbeterd.</p>")
    data = form(greet, brief) | {"reden": "Een getal was fout."}
    Blok.objects.update(tekst="<p>Nog iets anders.</p>")
    answer = greet.post(adres(brief), data)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "veranderd sinds u deze bladzijde opende" in html
    assert "Een getal was fout." in html
    assert Publicatie.objects.count() == 1
    # The page that answered is about the letter as it is now.
    (again,) = [f for f in lxml_html.fromstring(html).forms if "gezien" in f.fields]
    assert dict(again.form_values())["gezien"] != data["gezien"]


def test_what_was_not_approved_is_neither_shown_nor_published(greet: Client, brief: Brief) -> None:
    data = form(greet, brief)
    Bijdrage.objects.filter(thema__titel="Onderwerp 1").update(staat="ingediend")
    html = greet.get(adres(brief)).content.decode()
    assert "Nog niet goedgekeurd" in html
    assert "Onderwerp 1" in html
    assert "Wij deden" not in html
    assert greet.get(f"/concept/{brief.slug}/").status_code == 404
    assert "1 bijdrage nog niet goedgekeurd" in greet.get("/start/").content.decode()
    assert "1 bijdrage is nog niet goedgekeurd." in greet.post(adres(brief), data).content.decode()
    with pytest.raises(Geweigerd, match="niet goedgekeurd"):
        publish(brief, prepare(brief), iemand(Rol.SECRETARIAAT))
    assert not Publicatie.objects.exists()


def test_a_draft_of_the_year_before_waits_for_approval_too(greet: Client) -> None:
    """The mirror lays last year's promises beside this year's report: as long as those are
    somebody's draft, nothing of it is read or published. What was only taken in stood in a
    document."""
    jaren = drie_jaren()
    Bijdrage.objects.filter(ronde=jaren.rondes[2027]).update(staat="goedgekeurd")
    brief = jaren.brief(2027)
    html = greet.get(adres(brief)).content.decode()
    assert "Nog niet goedgekeurd" in html
    assert "Ronde 2026" in html
    assert greet.get(f"/concept/{brief.slug}/").status_code == 404
    adviseur = iemand(Rol.BELEIDSADVISEUR)
    jaren.bijdrage(2027, jaren.overlast).adviseurs.add(adviseur)
    colleague = Client()
    colleague.force_login(adviseur)
    for reader in (greet, colleague):
        raad = reader.get(f"/concept/{brief.slug}/thema/{jaren.drukte.slug}/raad/")
        assert raad.status_code == 200
        assert "Er komt een poort in het hek." not in raad.content.decode()
    # Whoever reports on the theme has its promises beside the text.
    mine = colleague.get(f"/concept/{brief.slug}/thema/{jaren.overlast.slug}/raad/")
    assert "Wij zetten een bank neer." in mine.content.decode()
    with pytest.raises(Geweigerd, match="niet goedgekeurd"):
        publish(brief, prepare(brief), iemand(Rol.SECRETARIAAT))
    taken_in = Voortgang.objects.filter(bijdrage__ronde=jaren.rondes[2026])
    taken_in.update(bron_hash="0", versie=1)
    assert greet.get(f"/concept/{brief.slug}/").status_code == 200


def test_a_finding_that_blocks_is_shown_before(greet: Client, brief: Brief) -> None:
    brief.bijlagen.update(verwijderd_op=timezone.now(), nummer=None)
    html = greet.get(adres(brief)).content.decode()
    assert "Houdt publiceren tegen (" in html
    assert "De eindredacteur lost dat op." in html
    # The secretariaat can go to the facts of the letter, and not where the texts are mended.
    blocking, asking = html.split("Houdt publiceren tegen (")[1].split("</section>")[:2]
    assert "Ga erheen" not in blocking
    assert set(re.findall(r'href="([^"]+)">Ga erheen', asking)) == {
        f"/concept/{brief.slug}/gegevens/"
    }
    assert "Publiceer versie" not in html
    assert greet.post(adres(brief), {"gezien": "x"}).status_code == 409
