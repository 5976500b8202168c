"""A promise that vanished blocks publishing, from finding to mending, through what people use."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import html as lxml_html

from rapportage.models import Bijlage, Brief
from tests import pdfhulp
from tests.fabriek import iemand
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import Jaren, drie_jaren
from themas.jaar.acties import end_actie
from themas.jaar.structure import remove_voortgang
from themas.models import Bijdrage, Voortgang
from veiligheid.core.findings import Geweigerd
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

REDEN = "Het hek is te duur; de raad hoort in mei wat ervoor in de plaats komt."


@pytest.fixture
def jaren() -> Jaren:
    """The letter that looks ahead to 2026 is published; then its paragraaf about the gate went."""
    jaren = drie_jaren()
    publish_quickly(jaren.brief(2026))
    voortgang = jaren.bijdrage(2026).voortgangen.get(kop="Over Een poort in het hek")
    remove_voortgang(voortgang, iemand())
    return jaren


@pytest.fixture
def brief(jaren: Jaren) -> Brief:
    """The letter that looks back on 2026, with its mirror."""
    brief = jaren.brief(2027)
    Bijlage.objects.create(brief=brief, nummer=3, soort="spiegel", titel="Beloofd en gedaan")
    return brief


def logged_in(rol: Rol, bijdrage: Bijdrage | None = None) -> Client:
    wie = iemand(rol)
    if bijdrage:
        bijdrage.adviseurs.add(wie)
    client = Client()
    client.force_login(wie)
    return client


def publiceer(brief: Brief) -> str:
    uit = StringIO()
    call_command("publiceer", brief.slug, stdout=uit, stderr=uit)
    return uit.getvalue()


def test_from_a_vanished_promise_to_a_published_letter(jaren: Jaren, brief: Brief) -> None:
    poort, bijdrage = jaren.acties["poort"], jaren.bijdrage(2027)
    it_can_not_be_published(brief)

    # Who makes the letter is told which actie, and where to go.
    redactie = logged_in(Rol.EINDREDACTEUR)
    html = redactie.get(f"/concept/{brief.slug}/bevindingen/").content.decode()
    [alert] = lxml_html.document_fromstring(html).xpath("//section[contains(@class, '--error')]")
    assert alert.xpath("string(h2)") == "Houdt publiceren tegen (1)"
    [finding] = alert.xpath(".//li")
    text = " ".join(finding.text_content().split())
    assert "beloofde ‘Een poort in het hek’ voor 2026" in text
    assert "Zet de belofte terug, of beëindig de actie met een reden." in text
    assert "(Drukte › Over Een poort in het hek)" in text
    [link] = finding.xpath(".//a/@href")
    assert link == f"/schrijven/{bijdrage.pk}/#actie-{poort.pk}"
    assert redactie.get(link).status_code == 200

    # The advisor finds it there, and ends it with a reason.
    adviseur = logged_in(Rol.BELEIDSADVISEUR, bijdrage)
    page = lxml_html.document_fromstring(adviseur.get(link).content.decode())
    [row] = page.xpath(f"//*[@id='actie-{poort.pk}']")
    [screen] = row.xpath(".//a[starts-with(., 'Bekijken of beëindigen')]/@href")
    shown = adviseur.get(screen).content.decode()
    assert "Geen tekst in het portaal belooft hier iets van." in shown
    assert "Uw oordeel" not in shown
    assert adviseur.post(screen, {"kleur": "groen"}).status_code == 404  # there is nothing to judge
    without = adviseur.post(f"{screen}stap/", {"doe": "beëindigen", "reden": " "}, follow=True)
    assert "Schrijf waarom" in without.content.decode()
    it_can_not_be_published(brief)
    ended = adviseur.post(f"{screen}stap/", {"doe": "beëindigen", "reden": REDEN}, follow=True)
    assert "De reden staat in de spiegel." in ended.content.decode()

    # The way is open, and what was promised stays in that year's mirror.
    assert "staat op /brieven/" in publiceer(brief)
    public = Client()
    adres = f"/brieven/{brief.slug}/bijlage/3/"
    root = lxml_html.document_fromstring(public.get(adres).content.decode())
    [row] = root.xpath(f"//tr[@id='actie-{poort.sleutel}']")
    cells = [" ".join(cell.text_content().split()) for cell in row]
    assert cells[1].endswith("Er komt een poort in het hek.")
    assert cells[2].endswith(f"Beëindigd in 2026: {REDEN}")
    assert " ".join(pdfhulp.structuurwoorden(public.get(f"{adres}bijlage.pdf").content)).count(
        "Beëindigd in 2026 Het hek is te duur"
    )
    listed = public.get(f"{adres}spiegel.csv").content.decode("utf-8-sig")
    assert REDEN in listed
    living = redactie.get(f"/schrijven/spiegel/{jaren.plan.slug}/2026/").content.decode()
    assert "Er komt een poort in het hek." in living
    assert REDEN in living


def it_can_not_be_published(brief: Brief) -> None:
    with pytest.raises(CommandError, match="niet gepubliceerd"):
        publiceer(brief)


def test_when_all_that_was_promised_is_ended_the_way_is_open(jaren: Jaren, brief: Brief) -> None:
    """No text promises anything for that year any more: there still is a mirror, of what was
    published."""
    for voortgang in Voortgang.objects.filter(bijdrage__ronde=jaren.rondes[2026]):
        remove_voortgang(voortgang, iemand())
    with pytest.raises(Geweigerd, match="gepubliceerde brief beloofde"):
        publish_quickly(brief)
    redactie = iemand(Rol.EINDREDACTEUR)
    for actie in (jaren.acties[naam] for naam in ("hek", "poort", "camera", "bank")):
        end_actie(actie, jaren.bijdrage(2027, actie.thema), REDEN, redactie)
    html = Client().get(publish_quickly(brief).get_absolute_url() + "bijlage/3/").content.decode()
    assert html.count(REDEN) >= 4


def test_put_back_it_can_be_published_too(jaren: Jaren, brief: Brief) -> None:
    toen = jaren.bijdrage(2026)
    adviseur = logged_in(Rol.BELEIDSADVISEUR, toen)
    gone = toen.voortgangen.get(kop="Over Een poort in het hek")
    adviseur.post(f"/schrijven/{toen.pk}/{gone.pk}/structuur/", {"doe": "terugzetten"})
    assert publish_quickly(brief)
