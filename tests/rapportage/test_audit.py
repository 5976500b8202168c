"""The auditcommissie: judging the published mirror row by row, in a document of its own that never
reaches the letter."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html as lxml_html
from openpyxl import load_workbook

from rapportage.audit.adressen import audit_slug, judged_slug
from rapportage.audit.oordelen import start_oordeel
from rapportage.composition import compose
from rapportage.models import Auditoordeel, Bijlage, Brief, Publicatie, Publicatiebestand
from rapportage.rendering.paper import letter_pdf
from rapportage.validation import validate
from tests.fabriek import iemand
from tests.pdfhulp import structuurwoorden
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import Jaren, drie_jaren
from tests.themas.views.formulier import filled
from themas.models import Oordeel, Plan, Voortgang
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.rollen import Rol
from veiligheid.document.brief import Briefdocument

pytestmark = pytest.mark.django_db

SLUG = "oordeel-spiegel-2026"
SCHERM = f"/audit/{SLUG}/"
GEEN = "Van de 3 acties waarover is beloofd én verteld zijn er 3 nog niet beoordeeld."
PUBLICEREN = f"/concept/{SLUG}/publiceren/"
LEZERS = (Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR, Rol.SECRETARIAAT)


@pytest.fixture
def jaren() -> Jaren:
    return drie_jaren()


@pytest.fixture
def spiegel(jaren: Jaren) -> Publicatie:
    """The mirror of 2026, published."""
    return publish_quickly(jaren.spiegel(2026))


@pytest.fixture
def commissie(spiegel: Publicatie) -> Client:
    """Somebody of the committee, who has begun."""
    client = logged_in(iemand(Rol.AUDITCOMMISSIE, first_name="Hedy"))
    answer = client.post("/audit/", {"spiegel": spiegel.slug})
    assert answer["Location"] == SCHERM
    return client


def logged_in(gebruiker: Gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker)
    return client


def adres(titel: str) -> str:
    """Where the row of this actie is judged."""
    brief = Brief.objects.get(slug=SLUG)
    [deel] = compose(brief).document.delen
    stuk: Any = deel
    [sleutel] = [rij.sleutel for rij in stuk.stuk.spiegel.rijen if rij.titel == titel]
    return f"{SCHERM}actie/{sleutel}/"


def judge(client: Client, titel: str, **velden: str) -> Any:
    """As a browser without JavaScript sends the form of this row."""
    pad = adres(titel)
    return client.post(pad, {**filled(client, pad), **velden})


def stored(titel: str) -> tuple[str, str]:
    mine = Auditoordeel.objects.filter(publicatieversie=1)
    oordeel = mine.get(sleutel=adres(titel).split("/")[-2])
    return oordeel.kleur, oordeel.toelichting


def words(client: Client, pad: str) -> str:
    answer = client.get(pad)
    assert answer.status_code == 200
    root: Any = lxml_html.document_fromstring(answer.content.decode())
    return " ".join(" ".join(root.xpath("//main")[0].itertext()).split())


def everything_but(slug: str) -> list[tuple[Any, ...]]:
    """Every stored file of every other publication: path, hash and bytes."""
    files = Publicatiebestand.objects.exclude(publicatie__slug=slug).order_by("pk")
    return [(f.pk, f.pad, f.sha256, bytes(f.inhoud)) for f in files]


# -- The path ---------------------------------------------------------------------------------


def test_from_mirror_to_published_judgement_without_a_script(
    commissie: Client, client: Client, spiegel: Publicatie
) -> None:
    before = everything_but(SLUG)
    assert "Oordeel over ‘Beloofd en gedaan in 2026’ over versie 1" in words(commissie, "/audit/")
    assert GEEN in words(commissie, SCHERM)
    answer = judge(commissie, "Een poort in het hek", kleur="geel", toelichting="Welke poort?")
    assert answer["Location"].startswith(f"{SCHERM}#actie-")
    answer = judge(commissie, "Een bank", kleur="groen", doe="volgende")
    assert answer["Location"] == adres("Een lamp")
    judge(commissie, "Een hek om het plein", toelichting="Drie jaar geen woord.")
    screen = words(commissie, SCHERM)
    assert "is er 1 nog niet beoordeeld." in screen
    assert "Zelfoordeel ✓ Groen: verantwoord Commissie ½ Geel: deels verantwoord ander" in screen
    assert "Spiegel × Rood: niet verantwoord Commissie geen oordeel mogelijk · met toel" in screen
    assert "Welke poort?" in words(commissie, f"/concept/{SLUG}/")
    assert f'href="{PUBLICEREN}"' in commissie.get(SCHERM).content.decode()
    answer = commissie.post(PUBLICEREN, filled(commissie, PUBLICEREN, "gezien"), follow=True)
    assert "Versie 1 is gepubliceerd" in answer.content.decode()
    assert everything_but(SLUG) == before
    _read_by_everybody(client)


def _read_by_everybody(client: Client) -> None:
    page = words(client, f"/brieven/{SLUG}/")
    assert "is er 1 nog niet beoordeeld. Van de" in page
    assert "De schrijver (zelfoordeel) 1 1 1 De auditcommissie 1 1 1" in page
    assert "In de spiegel staan ook 1 keer rood" in page
    assert "%" not in page
    root: Any = lxml_html.document_fromstring(client.get(f"/brieven/{SLUG}/").content.decode())
    cells = {
        row.xpath("./th")[0].text.strip(): [
            " ".join(" ".join(td.itertext()).split()) for td in row.xpath("./td")
        ]
        for row in root.xpath("//tr[contains(@class, 'vb-spiegel__rij')]")
    }
    assert cells["Een poort in het hek"][2:] == [
        "✓ Groen: verantwoord Gerealiseerd",
        "½ Geel: deels verantwoord Ander oordeel dan de schrijver Welke poort?",
    ]
    assert cells["Een bank"][2:] == ["… Nog te beoordelen", "✓ Groen: verantwoord"]
    assert cells["Zes camera’s"][3] == "… Nog te beoordelen"
    assert cells["Een hek om het plein"][2:] == [
        "× Rood: niet verantwoord Derde jaar rood",
        "Drie jaar geen woord.",
    ]
    brieven = words(client, "/brieven/")
    assert "Oordeel van de auditcommissie Oordeel over ‘Beloofd en gedaan in 2026’" in brieven
    assert "Oordeel over ‘Beloofd en gedaan in 2026’, door de auditcommissie" in brieven


def test_lists_with_both_judgements(commissie: Client, client: Client) -> None:
    judge(commissie, "Een poort in het hek", kleur="geel", toelichting="=Welke poort?")
    publish_quickly(Brief.objects.get(slug=SLUG))
    answer = client.get(f"/brieven/{SLUG}/oordeel.csv")
    rows = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    by_title = {row["actie"]: row for row in rows}
    poort = by_title["Een poort in het hek"]
    assert (poort["zelfoordeel"], poort["oordeel_auditcommissie"]) == ("groen", "geel")
    assert (poort["verschilt"], poort["toelichting_auditcommissie"]) == ("ja", "'=Welke poort?")
    assert by_title["Een bank"]["oordeel_auditcommissie"] == "nog te beoordelen"
    assert by_title["Een lamp"]["oordeel_auditcommissie"] == ""
    sheet = load_workbook(BytesIO(client.get(f"/brieven/{SLUG}/oordeel.xlsx").content)).active
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == list(by_title)


def test_it_rests_on_what_was_published_alone(commissie: Client, jaren: Jaren) -> None:
    before = words(commissie, SCHERM), words(commissie, adres("Zes camera’s"))
    Oordeel.objects.all().delete()
    Voortgang.objects.all().delete()
    Plan.objects.filter(pk=jaren.plan.pk).update(label_actie="maatregel")
    assert (words(commissie, SCHERM), words(commissie, adres("Zes camera’s"))) == before


def test_general_text_stands_before_the_table(commissie: Client) -> None:
    pad = f"/concept/{SLUG}/schrijven/"
    answer = commissie.post(pad, {"kop": "Wat ons opvalt", "plek": "inleiding"})
    text = {**filled(commissie, answer["Location"]), "tekst": "Er is **veel** verteld."}
    assert commissie.post(answer["Location"], text).status_code == 302
    page = words(commissie, f"/concept/{SLUG}/")
    assert page.index("Er is veel verteld.") < page.index("nog niet beoordeeld")


def test_the_mirror_in_an_annex_of_a_letter(jaren: Jaren) -> None:
    letter = jaren.brief(2027)
    Bijlage.objects.create(brief=letter, nummer=3, titel="Spiegel", soort="spiegel")
    publish_quickly(letter)
    client = logged_in(iemand(Rol.AUDITCOMMISSIE))
    answer = client.post("/audit/", {"spiegel": "veiligheidsbrief-2027"}, follow=True)
    html = answer.content.decode()
    assert "Oordeel over ‘Beloofd en gedaan in 2026 bij de Veiligheidsbrief 2027’" in html
    assert 'href="/brieven/veiligheidsbrief-2027/versie/1/bijlage/3/"' in html


@pytest.mark.verapdf
def test_the_pdf_conforms_and_says_it_in_words(
    commissie: Client, verapdf: Callable[..., None], tmp_path: Path
) -> None:
    judge(commissie, "Een poort in het hek", kleur="geel", toelichting="Welke poort?")
    document = compose(Brief.objects.get(slug=SLUG)).document
    pdf, _ = letter_pdf(document)
    path = tmp_path / "oordeel.pdf"
    path.write_bytes(pdf)
    verapdf(path)
    said = " ".join(structuurwoorden(pdf))
    assert "Groen verantwoord Gerealiseerd" in said
    assert "Geel deels verantwoord Ander oordeel dan de schrijver Welke poort" in said


# -- Two at once ------------------------------------------------------------------------------


def test_a_stale_version_overwrites_nothing(commissie: Client) -> None:
    pad = adres("Een bank")
    mine = {**filled(commissie, pad), "kleur": "groen", "toelichting": "Van mij."}
    other = logged_in(iemand(Rol.AUDITCOMMISSIE, first_name="Ander", last_name="Lid"))
    judge(other, "Een bank", kleur="geel", toelichting="Van de ander.")
    answer = commissie.post(pad, mine)
    assert answer.status_code == 409
    html = answer.content.decode()
    for word in ("Er is niets overschreven.", "Ander Lid", "Van mij.", "Van de ander."):
        assert word in html
    assert stored("Een bank") == ("geel", "Van de ander.")
    # Mine stands in the form, on the version that holds now: saving it is a choice.
    root: Any = lxml_html.document_fromstring(html)
    form = next(f for f in root.forms if "basis" in f.fields)
    assert (form.fields["kleur"], form.fields["toelichting"].strip()) == ("groen", "Van mij.")
    assert commissie.post(pad, dict(form.form_values())).status_code == 302
    assert stored("Een bank") == ("groen", "Van mij.")
    assert Revisie.objects.filter(soort="auditoordeel").count() == 4


def test_nothing_chosen_is_no_success(commissie: Client) -> None:
    pad = adres("Een bank")
    data = filled(commissie, pad) | {"kleur": ""}
    html = commissie.post(pad, data, follow=True).content.decode()
    assert "Er is nog niets gekozen of ingevuld." in html
    assert "Gelukt." not in html


# -- Bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("titel", "velden", "fout"),
    [
        ("Een bank", {"kleur": "paars"}, "‘paars’ is geen oordeel. Kies groen of geel"),
        ("Een bank", {"kleur": "rood"}, "‘rood’ is geen oordeel."),
        ("Een hek om het plein", {"kleur": "groen"}, "Hier is geen oordeel in kleur mogelijk"),
        ("Een lamp", {"kleur": "geel"}, "Hier is geen oordeel in kleur mogelijk"),
        ("Een bank", {"toelichting": "x" * 5001}, "heeft 5001 tekens; er passen er 5000."),
    ],
)
def test_what_cannot_be_a_judgement(
    commissie: Client, titel: str, velden: dict[str, str], fout: str
) -> None:
    answer = judge(commissie, titel, **velden)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert fout in html
    # What was typed is still there.
    assert velden.get("toelichting", "") in html
    assert stored(titel) == ("", "")


def test_there_is_nothing_to_judge(commissie: Client) -> None:
    for slug in ("bestaat-niet", "", SLUG):
        answer = commissie.post("/audit/", {"spiegel": slug}, follow=True)
        assert "Deze spiegel is niet (meer) gepubliceerd." in answer.content.decode()
    assert commissie.get(f"{SCHERM}actie/bestaat-niet/").status_code == 404
    assert Brief.objects.filter(soort="auditoordeel").count() == 1


# -- Findings and versions --------------------------------------------------------------------


def test_rows_that_are_not_judged_deserve_a_look(commissie: Client) -> None:
    judge(commissie, "Een bank", kleur="groen")
    found = [b for b in validate(compose(Brief.objects.get(slug=SLUG))) if "audit" in b.code]
    assert [(b.blokkeert, b.plek, b.link) for b in found] == [
        (False, "Drukte › Een poort in het hek", adres("Een poort in het hek")),
        (False, "Overlast › Zes camera’s", adres("Zes camera’s")),
    ]


def test_a_character_that_cannot_be_printed_blocks(commissie: Client) -> None:
    judge(commissie, "Een bank", kleur="groen", toelichting="漢")
    with pytest.raises(Geweigerd, match="漢"):
        publish_quickly(Brief.objects.get(slug=SLUG))


def test_a_new_version_of_the_mirror_is_told(
    commissie: Client, jaren: Jaren, spiegel: Publicatie
) -> None:
    judge(commissie, "Een bank", kleur="groen")
    mirror = Brief.objects.get(slug=spiegel.slug)
    Brief.objects.filter(pk=mirror.pk).update(kenmerk="Nieuw")
    publish_quickly(mirror, "Een kenmerk erbij.")
    assert "Van deze spiegel is intussen versie 2 gepubliceerd." in words(commissie, SCHERM)
    assert "over versie 1 · intussen is er versie 2" in words(commissie, "/audit/")
    codes = [b.code for b in compose(Brief.objects.get(slug=SLUG)).bevindingen]
    assert "audit-nieuwe-versie" in codes
    # What was said of the version before is not said of this one.
    answer = commissie.post("/audit/", {"spiegel": spiegel.slug})
    assert answer["Location"] == f"/audit/{SLUG}-versie-2/"
    assert GEEN in words(commissie, answer["Location"])
    assert stored("Een bank")[0] == "groen"
    assert commissie.post("/audit/", {"spiegel": spiegel.slug})["Location"] == answer["Location"]


def test_a_next_version_wants_a_reason(commissie: Client) -> None:
    publish_quickly(Brief.objects.get(slug=SLUG))
    judge(commissie, "Een bank", kleur="groen")
    answer = commissie.post(PUBLICEREN, {**filled(commissie, PUBLICEREN, "gezien"), "reden": " "})
    assert "Schrijf waarom er een nieuwe versie komt" in answer.content.decode()
    assert Publicatie.objects.filter(slug=SLUG).count() == 1


# -- Who --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rol", LEZERS)
def test_readers_read_the_draft_and_write_nothing(commissie: Client, rol: Rol) -> None:
    judge(commissie, "Een bank", kleur="groen", toelichting="Een fraaie bank.")
    lezer = logged_in(iemand(rol))
    pad = adres("Een bank")
    assert "Een fraaie bank." in words(lezer, pad)
    assert "Een fraaie bank." in words(lezer, f"/concept/{SLUG}/")
    assert "<textarea" not in lezer.get(pad).content.decode()
    data = {**filled(commissie, pad), "toelichting": "Van een ander."}
    missing = lezer.post("/bestaat-niet/")
    for answer in (
        lezer.post(pad, data),
        lezer.post("/audit/", {"spiegel": "spiegel-2026"}),
        lezer.get(f"/concept/{SLUG}/schrijven/"),
    ):
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert stored("Een bank") == ("groen", "Een fraaie bank.")
    publisher = rol is Rol.SECRETARIAAT
    assert lezer.get(PUBLICEREN).status_code == (200 if publisher else 404)
    assert ("Publiceer dit oordeel" in lezer.get(SCHERM).content.decode()) is publisher


@pytest.mark.parametrize("rol", [Rol.AUDITCOMMISSIE, *LEZERS])
def test_no_link_leads_nowhere(commissie: Client, rol: Rol) -> None:
    """From every screen of the judgement, for whoever may see it."""
    client = logged_in(iemand(rol))
    for pad in ("/audit/", SCHERM, adres("Een bank"), f"/concept/{SLUG}/bevindingen/"):
        root: Any = lxml_html.document_fromstring(client.get(pad).content.decode())
        links = {a.partition("#")[0] for a in root.xpath("//body//a/@href") if a.startswith("/")}
        assert any(link.startswith("/audit/") for link in links)
        for link in links - {""}:
            assert client.get(link).status_code == 200, (pad, link)


@pytest.mark.parametrize("rol", [Rol.GRIFFIE, Rol.RAADSLID, Rol.BEHEERDER])
def test_nobody_else_sees_a_draft(commissie: Client, rol: Rol) -> None:
    ander = logged_in(iemand(rol))
    missing = ander.get("/bestaat-niet/")
    for pad in ("/audit/", SCHERM, adres("Een bank"), f"/concept/{SLUG}/", f"/brieven/{SLUG}/"):
        answer = ander.get(pad)
        assert (answer.status_code, answer.content) == (404, missing.content)


def test_the_committee_writes_no_letter(commissie: Client, jaren: Jaren) -> None:
    jaren.brief(2027)
    for pad in ("/concept/veiligheidsbrief-2027/", "/concept/spiegel-2026/schrijven/"):
        assert commissie.get(pad).status_code == 404
    assert commissie.get(f"/concept/{SLUG}/bijlagen/").status_code == 404


# -- As data ----------------------------------------------------------------------------------


def test_the_document_comes_back_from_json(commissie: Client) -> None:
    judge(commissie, "Een bank", kleur="groen", toelichting="Eén\r\ntwee.")
    document = compose(Brief.objects.get(slug=SLUG)).document
    assert Briefdocument.from_json(document.to_json()) == document


@pytest.mark.parametrize("versie", [1, 2, 12])
def test_an_address_tells_what_is_judged(versie: int) -> None:
    assert judged_slug(audit_slug("spiegel-2026", versie)) == "spiegel-2026"


def test_asked_twice_it_is_begun_once(spiegel: Publicatie) -> None:
    assert start_oordeel(spiegel.slug, None) == start_oordeel(spiegel.slug, None)
