"""The secretariaat publishes on screen: only what was approved, and just what it looked at."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html

from rapportage.besluit.punten import open_points
from rapportage.composition import compose
from rapportage.models import Brief, Onderdeel, Publicatie
from rapportage.publishing import prepare, publish
from rapportage.rendering.pdf import PdfFout
from rapportage.rendering.pdf.contract import SCHIJF_VOL
from rapportage.vastzetten import is_vastgezet
from tests.fabriek import een_brief, iemand
from tests.rapportage.publiceren import publish_quickly, with_all_said_yes
from tests.rapportage.spiegel.jaren import drie_jaren
from tests.taken import werk_af
from tests.themas.views.formulier import filled
from themas.models import Bijdrage, Blok, Voortgang
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Revisie
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
    """What the page holds, with a yes to all that is open."""
    return with_all_said_yes(client, adres(brief))


def test_the_whole_way(greet: Client, brief: Brief, client: Client) -> None:
    assert f"{adres(brief)}" in greet.get("/start/").content.decode()
    assert greet.get(f"/concept/{brief.slug}/").status_code == 200
    html = greet.post(adres(brief), form(greet, brief), follow=True).content.decode()
    assert "Versie 1 is gepubliceerd en staat online." in html
    publicatie = Publicatie.objects.get()
    assert (publicatie.versie, publicatie.door) == (1, "Greet")
    assert Client().get(publicatie.get_absolute_url()).status_code == 200
    # Nothing changed: nothing to press.
    html = greet.get(adres(brief)).content.decode()
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
    punten = open_points(brief, compose(brief))
    yes = {f"ja-{punt.code}": "on" for punt in punten}
    assert greet.post(adres(brief), yes | {"gezien": "x"}).status_code == 409


# -- The work that a press is


@pytest.fixture
def collega() -> Client:
    client = Client()
    client.force_login(iemand(Rol.EINDREDACTEUR, first_name="Naima"))
    return client


def tekstvak(brief: Brief) -> str:
    onderdeel = brief.onderdelen.filter(bijlage=None).first()
    assert onderdeel is not None
    return f"/concept/{brief.slug}/schrijven/{onderdeel.pk}/"


def write(client: Client, brief: Brief, tekst: str, **headers: str) -> Any:
    adres = tekstvak(brief)
    return client.post(adres, filled(client, adres) | {"tekst": tekst}, headers=headers)


JSON = {"accept": "application/json"}


@pytest.mark.usefixtures("wachtrij")
def test_whoever_presses_there_is_one_publication_and_all_see_it(
    greet: Client, brief: Brief
) -> None:
    data = form(greet, brief)
    ander = Client()
    ander.force_login(iemand(Rol.SECRETARIAAT, first_name="Hans"))
    places = {c.post(adres(brief), data)["Location"] for c in (greet, ander, greet)}
    (page,) = places
    assert "Wacht op zijn beurt." in ander.get(page).content.decode()
    assert "Deze brief wordt nu gepubliceerd" in ander.get(adres(brief)).content.decode()
    assert "Publiceer versie" not in ander.get(adres(brief)).content.decode()
    werk_af()
    assert Publicatie.objects.get().door == "Greet"
    for client in (greet, ander):
        assert "Versie 1 is gepubliceerd en staat online." in client.get(page).content.decode()
    writer = Client()
    writer.force_login(iemand(Rol.EINDREDACTEUR))
    assert writer.get(page).status_code == 404


@pytest.mark.usefixtures("wachtrij")
def test_what_is_published_is_what_was_pressed_for(greet: Client, brief: Brief) -> None:
    """To the byte, whatever is saved between the press and the making."""
    data = form(greet, brief)
    page = greet.post(adres(brief), data)["Location"]
    blok = Blok.objects.select_related("voortgang").filter(soort="terugblik")[0]
    Revisie.objects.create(
        soort="voortgang",
        record=blok.voortgang_id,
        versie=2,
        basis=1,
        uuid=uuid4(),
        uitkomst="opgeslagen",
        wie="Naima",
        inhoud={},
    )
    Blok.objects.filter(pk=blok.pk).update(tekst="<p>Na de druk op de knop.</p>")
    werk_af()
    publicatie = Publicatie.objects.get()
    assert publicatie.bestanden.get(pad="brief.json").sha256 == data["gezien"]
    html = greet.get(page).content.decode()
    where = re.escape(f"‘{blok.voortgang.kop}’")
    assert re.search(rf"Naima bewaarde om \d\d:\d\d nog in {where}", html)
    assert "dat staat niet in versie 1." in html


@pytest.mark.usefixtures("wachtrij")
def test_whoever_writes_meanwhile_keeps_the_text(
    greet: Client, brief: Brief, collega: Client
) -> None:
    greet.post(adres(brief), form(greet, brief))
    answer = write(collega, brief, "<p>Nog een zin.</p>", **JSON)
    assert (answer.status_code, answer.json()["uitkomst"]) == (409, "geweigerd")
    assert "Het opslaan gaat daarna vanzelf." in answer.json()["melding"]
    # Without its script: a page with all that was written, to send again.
    answer = write(collega, brief, "<p>Nog een zin.</p>")
    assert answer.status_code == 409
    (again,) = [
        f for f in lxml_html.fromstring(answer.content.decode()).forms if "uuid" in f.fields
    ]
    kept = dict(again.form_values())
    assert kept["tekst"] == "<p>Nog een zin.</p>"
    werk_af()
    assert collega.post(tekstvak(brief), kept).status_code == 302
    assert Onderdeel.objects.filter(tekst="<p>Nog een zin.</p>").count() == 1
    assert (
        "Nog een zin"
        not in Client().get(Publicatie.objects.get().get_absolute_url()).content.decode()
    )


def test_the_publisher_loses_once_at_most(greet: Client, brief: Brief, collega: Client) -> None:
    data = form(greet, brief)
    assert write(collega, brief, "<p>Net daarvoor.</p>").status_code == 302
    answer = greet.post(adres(brief), data)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "De brief staat stil" in html
    assert re.search(r"Naima bewaarde om \d\d:\d\d in ‘", html)
    # Naima types on, in vain for now; so the second press always succeeds.
    assert write(collega, brief, "<p>Weer iets.</p>", **JSON).status_code == 409
    html = greet.post(adres(brief), form(greet, brief), follow=True).content.decode()
    assert "Versie 1 is gepubliceerd" in html
    assert write(collega, brief, "<p>Weer iets.</p>", **JSON).status_code == 200


def test_a_letter_that_stands_still_is_let_go(greet: Client, brief: Brief, collega: Client) -> None:
    data = form(greet, brief) | {"gezien": "x" * 64}
    assert greet.post(adres(brief), data).status_code == 409
    for move in ("verwijderen", "omlaag"):
        answer = collega.post(f"{tekstvak(brief)}stap/", {"doe": move})
        assert "Nog niet opgeslagen" in answer.content.decode()
    assert (
        "Er kan weer" in greet.post(adres(brief), {"doe": "loslaten"}, follow=True).content.decode()
    )
    assert write(collega, brief, "<p>Weer.</p>", **JSON).status_code == 200
    # And by itself, when it was forgotten.
    assert greet.post(adres(brief), data).status_code == 409
    assert write(collega, brief, "<p>Weer vast.</p>", **JSON).status_code == 409
    Brief.objects.update(vastgezet_tot=timezone.now())
    assert write(collega, brief, "<p>Weer los.</p>", **JSON).status_code == 200


@pytest.mark.usefixtures("wachtrij")
def test_why_no_pdf_could_be_made_is_told(
    greet: Client, brief: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kwargs: Any) -> Any:
        raise PdfFout("schijf-vol", SCHIJF_VOL)

    monkeypatch.setattr("rapportage.rendering.paper.render_pdf", full)
    page = greet.post(adres(brief), form(greet, brief))["Location"]
    concept = greet.get(f"/concept/{brief.slug}/brief.pdf")
    werk_af()
    for place in (page, concept["Location"]):
        html = greet.get(place).content.decode()
        assert "geen plaats meer op de schijf" in html
        assert "Er is niets veranderd." in html
    assert not Publicatie.objects.exists()
    # Nobody is kept from writing.
    assert not is_vastgezet(Brief.objects.get())


@pytest.mark.usefixtures("wachtrij")
def test_a_concept_pdf_is_awaited_and_private(greet: Client, brief: Brief) -> None:
    adres = f"/concept/{brief.slug}/brief.pdf"
    page = greet.get(adres)["Location"]
    assert "Wacht op zijn beurt." in greet.get(page).content.decode()
    assert greet.get(adres)["Location"] == page
    werk_af()
    file = greet.get(page)["Location"]
    pdf = greet.get(file)
    assert pdf.content.startswith(b"%PDF")
    # The very same is not made twice.
    assert greet.get(adres).content == pdf.content
    ander = Client()
    ander.force_login(iemand(Rol.SECRETARIAAT))
    assert ander.get(file).status_code == 404
    # Asked anew at each download: a letter that may not be read any more is not given.
    Bijdrage.objects.update(staat="ingediend")
    assert greet.get(file).status_code == 404
