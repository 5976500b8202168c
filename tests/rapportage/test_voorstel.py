"""The collegevoorstel: begun from the letter, written by who brings it to the college, on paper and
in Word; and never where a reader comes."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from rapportage.besluit.transitions import Beslissing, change_staat, public_stand, withdraw
from rapportage.besluit.workflow import OVERGANGEN, Briefstaat, Uitkomst, stand_of
from rapportage.models import Bijlage, Brief, Collegevoorstel, Publicatie
from rapportage.voorstel.document import compose_voorstel
from rapportage.voorstel.editing import start_voorstel
from rapportage.voorstel.uitvoer import voorstel_pdf, voorstel_word
from tests.fabriek import een_brief, iemand
from tests.pdfhulp import structuurwoorden
from tests.rapportage.publiceren import publish_quickly
from tests.taken import werk_af
from tests.themas.views.formulier import filled
from themas.models import Bijdrage
from veiligheid.core.models import Gebruiker, Taak
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

KANARIE = "Zilverreiger"


@pytest.fixture
def brief() -> Brief:
    brief = een_brief(themas=1, paragrafen=1)
    Bijdrage.objects.update(staat="goedgekeurd")
    return brief


@pytest.fixture
def joris() -> Gebruiker:
    return iemand(Rol.EINDREDACTEUR, first_name="Joris")


@pytest.fixture
def voorstel(brief: Brief, joris: Gebruiker) -> Collegevoorstel:
    voorstel = start_voorstel(brief, joris)
    Collegevoorstel.objects.update(
        argumenten=f"<p>{KANARIE}: de raad <strong>vroeg</strong> erom.</p><ul><li>een</li></ul>",
        financien='<p>Zie <a href="verwijzing:thema/onderwerp-1">onder 1</a>.'
        '<a href="verwijzing:voetnoot" title="Uit de begroting.">*</a></p>',
    )
    voorstel.refresh_from_db()
    return voorstel


def test_it_is_begun_once_and_written_in_the_one_editing_room(
    brief: Brief, joris: Gebruiker, client: Client
) -> None:
    client.force_login(joris)
    besluit = reverse("brief-besluit", args=[brief.slug])
    assert "Begin het collegevoorstel" in client.get(besluit).content.decode()
    for _ in range(2):
        answer = client.post(reverse("voorstel-nieuw", args=[brief.slug]))
        assert answer.headers["Location"] == reverse("voorstel", args=[brief.slug])
    assert Collegevoorstel.objects.count() == 1
    adres = reverse("voorstel", args=[brief.slug])
    data = filled(client, adres) | {"argumenten": "De raad *vroeg* erom.", "onderwerp": "Nu"}
    assert client.post(adres, data).status_code == 302
    kept = Collegevoorstel.objects.get()
    assert (kept.onderwerp, kept.argumenten) == ("Nu", "<p>De raad <em>vroeg</em> erom.</p>")
    assert "vast te stellen" in kept.gevraagd
    assert kept.versie == 2
    assert "De raad" in client.get(f"{adres}geschiedenis/").content.decode()


def test_what_goes_along_follows_from_the_letter(voorstel: Collegevoorstel, brief: Brief) -> None:
    bijlage = brief.bijlagen.get()
    assert compose_voorstel(voorstel).bijlagen == (brief.titel, str(bijlage))
    Bijlage.objects.update(geheim_grond="artikel 87 Gemeentewet", geheim_door="het college")
    assert "niet openbaar: artikel 87" in compose_voorstel(voorstel).bijlagen[1]


def test_the_decision_stands_in_it_once_there_is_one(
    voorstel: Collegevoorstel, brief: Brief, joris: Gebruiker
) -> None:
    assert compose_voorstel(voorstel).besluit == ""
    change_staat("aanbieden", brief, joris)
    beslissing = Beslissing(Uitkomst.GEWIJZIGD, date(2026, 1, 13), "2026-7")
    change_staat("vaststellen", brief, iemand(Rol.SECRETARIAAT), beslissing=beslissing)
    zin = compose_voorstel(voorstel).besluit
    assert "vastgesteld met wijzigingen" in zin
    assert "besluitnummer 2026-7" in zin


def test_paper_and_word_say_the_same_in_the_same_order(voorstel: Collegevoorstel) -> None:
    document = compose_voorstel(voorstel)
    pdf = voorstel_pdf(document)
    assert pdf == voorstel_pdf(document)
    word = voorstel_word(document)
    assert word == voorstel_word(document)
    paper = " ".join(structuurwoorden(pdf))
    lines = [p.text for p in Document(BytesIO(word)).paragraphs if p.text]
    koppen = ["Gevraagd besluit", "Samenvatting", "Argumenten", "Financiën", "Bijlagen"]
    assert [line for line in lines if line in koppen] == [
        kop for kop in koppen if kop != "Samenvatting" or document.secties[1].html
    ]
    assert KANARIE in paper
    assert any(KANARIE in line for line in lines)
    assert "onder 1" in paper
    assert "Uit de begroting" in paper
    assert "verwijzing:" not in word.decode("latin-1")


def test_the_reference_judge_agrees(
    voorstel: Collegevoorstel, verapdf: Callable[..., None], tmp_path: Path
) -> None:
    path = tmp_path / "voorstel.pdf"
    path.write_bytes(voorstel_pdf(compose_voorstel(voorstel)))
    verapdf(path)


def test_the_pdf_is_made_beside_the_request_and_is_not_for_others(
    voorstel: Collegevoorstel, joris: Gebruiker, client: Client
) -> None:
    client.force_login(joris)
    answer = client.get(reverse("voorstel-pdf", args=[voorstel.brief.slug]))
    werk_af()
    made = client.get(answer.headers["Location"], follow=True)
    assert made.headers["Content-Type"] == "application/pdf"
    assert f"collegevoorstel-{voorstel.brief.slug}.pdf" in made.headers["Content-Disposition"]
    taak = Taak.objects.get(soort="collegevoorstel-pdf")
    client.force_login(iemand(Rol.SECRETARIAAT))
    assert client.get(reverse("taak", args=[taak.pk])).status_code == 404


def test_no_reader_gets_a_word_of_it(voorstel: Collegevoorstel, client: Client) -> None:
    publicatie = publish_quickly(voorstel.brief)
    for bestand in publicatie.bestanden.all():
        assert KANARIE.encode() not in bytes(bestand.inhoud)
    for naam in ("voorstel", "voorstel-pdf", "voorstel-word"):
        assert client.get(reverse(naam, args=[voorstel.brief.slug])).status_code in (302, 404)


def test_the_states_are_one_table_from_first_word_to_withdrawal(brief: Brief) -> None:
    """Every state is reached by a change of the table, and what follows from publishing is read."""
    reached = {o.naar for o in OVERGANGEN.values()}
    assert reached == set(Briefstaat)
    greet = iemand(Rol.SECRETARIAAT)
    assert public_stand(brief) == Briefstaat.IN_BEWERKING
    publish_quickly(brief)
    assert public_stand(brief) == Briefstaat.GEPUBLICEERD
    Brief.objects.update(kenmerk="VB-2")
    publish_quickly(brief, "Het kenmerk.")
    assert public_stand(brief) == Briefstaat.GERECTIFICEERD
    withdraw(brief, greet, "Vergissing.")
    assert public_stand(brief) == Briefstaat.INGETROKKEN
    Brief.objects.update(kenmerk="VB-3")
    publish_quickly(brief, "Weer goed.")
    assert public_stand(brief) == Briefstaat.GERECTIFICEERD
    assert stand_of("vastgesteld", 0, False) == Briefstaat.VASTGESTELD
    assert Publicatie.objects.count() == 3
