"""A plan and the text of a theme from Word, on screen: look first, then confirm, all or nothing."""

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.fabriek import een_bijdrage, een_paragraaf, een_plan, een_ronde, een_thema, iemand
from tests.taken import werk_af
from tests.themas.plan.test_importeer_plan import een_ivp
from tests.themas.views.test_word import everything, zipped
from tests.wordbouwer import Bouwer
from themas.models import Plan, Terugkomst, Thema, Voorstel
from themas.plan.importing import run
from veiligheid.core.models import Inleesbestand, Logregel, Taak, Werkproces
from veiligheid.core.rollen import Rol
from veiligheid.core.taken import herstel

pytestmark = pytest.mark.django_db
ADRES = "/importeren/plan/"


def upload(client: Client, data: bytes, naam: str = "plan-2023.docx", **velden: Any) -> Any:
    standaard = {"soort": "ivp", "bestand": SimpleUploadedFile(naam, data)}
    return client.post(ADRES, {**standaard, **velden})


def html_of(client: Client, answer: Any) -> str:
    return client.get(answer["Location"]).content.decode()


def do(client: Client, answer: Any, doe: str) -> str:
    return client.post(answer["Location"], {"doe": doe}, follow=True).content.decode()


def test_look_first_then_confirm(joris: Client) -> None:
    answer = upload(joris, een_ivp().bytes())
    html = html_of(joris, answer)
    assert "Er is nog niets veranderd" in html
    assert "Drukke straten" in html
    assert not Plan.objects.exists()
    assert not Logregel.objects.filter(verb="importeren").exists()
    assert "Ingelezen." in do(joris, answer, "inlezen")
    plan = Plan.objects.get()
    assert (plan.slug, plan.themas.count()) == ("plan-2023", 2)
    assert Logregel.objects.get(verb="importeren").wie == "Joris"
    bestand = Inleesbestand.objects.get()
    assert (bestand.staat, bytes(bestand.inhoud), bestand.slug) == ("ingelezen", b"", "plan-2023")


def test_the_second_time_shows_what_changes_beside_what_stands(joris: Client) -> None:
    do(joris, upload(joris, een_ivp().bytes()), "inlezen")
    plan = Plan.objects.get()
    html = html_of(joris, upload(joris, een_ivp().bytes(), plan=plan.pk))
    assert "Inlezen zou niets veranderen" in html
    assert 'value="inlezen"' not in html
    Thema.objects.filter(titel="Stille wijken").update(opgave="<p>Mijn eigen opgave.</p>")
    anders = _replaced(een_ivp().bytes(), "Het is vol.", "Het is erg vol.")
    answer = upload(joris, anders, plan=plan.pk)
    html = html_of(joris, answer)
    assert "<ins>" in html
    assert "erg" in html.split("Dit zou veranderen")[1].split("</section>")[0]
    kept = html.split("Dit blijft zoals iemand het aanpaste")[1].split("</section>")[0]
    assert "Mijn" in kept
    do(joris, answer, "inlezen")
    assert "erg vol" in Thema.objects.get(titel="Drukke straten").opgave
    assert Thema.objects.get(titel="Stille wijken").opgave == "<p>Mijn eigen opgave.</p>"


def _replaced(data: bytes, old: str, new: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {naam: archive.read(naam) for naam in archive.namelist()}
    document = parts["word/document.xml"].replace(old.encode(), new.encode())
    return zipped({**parts, "word/document.xml": document})


def test_a_years_update_is_seen_beside_last_year_before_it_is_taken_in(joris: Client) -> None:
    ivp, last = een_plan(slug="ivp"), een_plan(slug="vorig", soort="projectplan", titel="Vorig")
    onder = een_thema(ivp, "Stille wijken")
    een_thema(last, "Vervalt")
    velden = {"soort": "projectplan", "onder": onder.pk, "voorganger": last.pk}
    answer = upload(joris, een_ivp().bytes(), "nieuw-2024.docx", **velden)
    html = html_of(joris, answer)
    assert "Vervallen sinds ‘Vorig’: thema ‘Vervalt’." in html
    assert "Erbij gekomen sinds ‘Vorig’" in html
    do(joris, answer, "inlezen")
    plan = Plan.objects.get(slug="nieuw-2024")
    assert (plan.voorganger, plan.onder_thema) == (last, onder)


def test_confirmed_twice_is_once(joris: Client) -> None:
    answer = upload(joris, een_ivp().bytes())
    for _ in range(2):
        assert "Ingelezen." in do(joris, answer, "inlezen")
    assert (Plan.objects.count(), Logregel.objects.filter(verb="importeren").count()) == (1, 1)


def test_what_changed_since_must_be_seen_again(joris: Client) -> None:
    answer = upload(joris, een_ivp().bytes())
    ander = Client()
    ander.force_login(iemand(Rol.EINDREDACTEUR))
    do(ander, upload(ander, een_ivp().bytes()), "inlezen")
    Thema.objects.filter(titel="Drukke straten").update(opgave="<p>Van mij.</p>")
    html = do(joris, answer, "inlezen")
    assert "Sinds u keek is er in het portaal iets veranderd" in html
    assert "Dit blijft zoals iemand het aanpaste" in html
    assert Thema.objects.get(titel="Drukke straten").opgave == "<p>Van mij.</p>"
    assert Logregel.objects.filter(verb="importeren").count() == 1


def test_an_existing_address_is_asked_about(joris: Client) -> None:
    een_plan(slug="plan-2023")
    answer = upload(joris, een_ivp().bytes())
    assert answer.status_code == 422
    assert "Er is al een plan met het adres" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Dit bestand is leeg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "geen Word-bestand (.docx)"),
        (zipped({"a.txt": b"x"}), "een zip-bestand"),
        (Bouwer().titel("Plan 2023").alinea("Zonder kop.").bytes(), "geen koppen"),
        (Bouwer().titel("Plan").kop(1, "Iets").alinea("Ja.").bytes(), "geen thema’s gevonden"),
    ],
)
def test_wrong_files_say_what_to_do(joris: Client, data: bytes, words: str) -> None:
    answer = upload(joris, data)
    html = html_of(joris, answer)
    assert "kan zo niet worden ingelezen" in html
    assert words in html
    assert 'value="inlezen"' not in html
    do(joris, answer, "inlezen")
    assert not Plan.objects.exists()


def test_too_big_and_nothing_chosen(joris: Client) -> None:
    answer = upload(joris, b"PK" + b"\0" * (60 * 1024 * 1024))
    assert "groter dan 50 MB" in answer.content.decode()
    assert joris.post(ADRES, {"soort": "ivp"}).status_code == 422
    assert not Inleesbestand.objects.exists()


def test_expired_files_can_not_be_confirmed_and_go(joris: Client) -> None:
    answer = upload(joris, een_ivp().bytes())
    Inleesbestand.objects.update(verloopt_op=timezone.now() - timedelta(minutes=1))
    assert "Verlopen." in html_of(joris, answer)
    do(joris, answer, "inlezen")
    do(joris, answer, "opnieuw")
    assert not Plan.objects.exists()
    upload(joris, een_ivp().bytes())
    assert joris.get(answer["Location"]).status_code == 404


@pytest.mark.usefixtures("wachtrij")
def test_waiting_is_honest(joris: Client) -> None:
    answer = upload(joris, een_ivp().bytes())
    page = joris.get(answer["Location"])
    assert b'<noscript><meta http-equiv="refresh" content="2">' in page.content
    asked = joris.get(answer["Location"], {"stap": "0"}, headers={"HX-Request": "true"})
    assert asked["HX-Reswap"] == "none"  # nothing new: nothing to read out again
    Taak.objects.update(staat="bezig", stap="Stap 2 van 2: er wordt gekeken.")
    asked = joris.get(answer["Location"], {"stap": "1"}, headers={"HX-Request": "true"})
    assert "HX-Reswap" not in asked
    assert 'value="2"></progress>' in asked.content.decode()
    assert "Bezig." in page.content.decode()
    # The worker died: another takes it up.
    Taak.objects.update(staat="bezig", werker="", gehoord_op=timezone.now() - timedelta(minutes=3))
    assert herstel.revive() == 1
    werk_af()
    asked = joris.get(answer["Location"], headers={"HX-Request": "true"})
    assert asked["HX-Refresh"] == "true"
    assert "Er is nog niets veranderd" in asked.content.decode()
    assert Taak.objects.get().poging == 2


@pytest.mark.usefixtures("wachtrij")
def test_without_a_worker_the_page_says_so(joris: Client) -> None:
    answer = upload(joris, een_ivp().bytes())
    assert "de werker van het portaal draait niet" not in html_of(joris, answer)
    Taak.objects.update(gevraagd_op=timezone.now() - timedelta(minutes=1))
    assert "de werker van het portaal draait niet" in html_of(joris, answer)
    Werkproces.objects.create(naam="ergens/1", gehoord_op=timezone.now())
    assert "Het lezen begint zo." in html_of(joris, answer)


def test_read_again_after_a_mistake_of_ours(joris: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(run, "read_word", None)
        answer = upload(joris, een_ivp().bytes())
    assert "Mislukt." in html_of(joris, answer)
    assert "Er is nog niets veranderd" in do(joris, answer, "opnieuw")


def test_a_mistake_of_ours_ends_in_a_clear_state(
    joris: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: Any) -> Any:
        raise RuntimeError("stuk")

    monkeypatch.setattr(run, "read_word", fails)
    answer = upload(joris, een_ivp().bytes())
    assert "Mislukt." in html_of(joris, answer)
    monkeypatch.undo()


def test_thrown_away_is_gone(joris: Client) -> None:
    answer = upload(joris, een_ivp().bytes())
    assert "weggegooid" in do(joris, answer, "weggooien")
    assert not Inleesbestand.objects.exists()
    assert not Plan.objects.exists()


def test_a_file_is_of_who_uploaded_it(joris: Client) -> None:
    answer = upload(joris, een_ivp().bytes())
    for rol in Rol:
        ander = Client()
        ander.force_login(iemand(rol))
        assert ander.get(answer["Location"]).status_code == 404
        assert ander.post(answer["Location"], {"doe": "inlezen"}).status_code == 404
        expected = 200 if rol is Rol.EINDREDACTEUR else 404
        for adres in (ADRES, "/importeren/thema/", "/importeren/brief/"):
            assert ander.get(adres).status_code == expected, (rol, adres)
            if expected == 404:
                assert ander.post(adres, {}).status_code == 404
    # Known under its own kind only.
    assert joris.get(answer["Location"].replace("plan", "brief")).status_code == 404


def test_the_number_of_queries_does_not_grow(
    joris: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    answer = upload(joris, een_ivp().bytes())
    with django_assert_max_num_queries(6):
        joris.get(answer["Location"])


# -- the text of one theme


@pytest.fixture
def bijdrage(db: None) -> Any:
    plan = een_plan()
    record = een_bijdrage(een_ronde(plan, 2026), een_thema(plan, "Drukte"))
    een_paragraaf(record, "Tellen", ("terugblik", "<p>In 2025 hebben we geteld.</p>"))
    return record


def test_a_plain_file_becomes_proposals(joris: Client, bijdrage: Any) -> None:
    before = everything()
    data = (
        Bouwer()
        .kop(1, "Tellen")
        .alinea("In 2025 hebben we geteld.")
        .alinea("In 2026 tellen we weer.")
        .kop(1, "Nieuw onderwerp")
        .alinea("In 2025 is gestart. In 2026 gaan we door.")
        .bytes()
    )
    bestand = SimpleUploadedFile("tekst.docx", data)
    velden = {"bijdrage": bijdrage.pk, "bestand": bestand}
    answer = joris.post("/importeren/thema/", velden, follow=True)
    assert "Nieuwe paragraaf" in answer.content.decode()
    assert everything() == before
    een, twee = Voorstel.objects.all()
    assert (een.soort, een.na) == ("nieuw_blok", "<p>In 2026 tellen we weer.</p>")
    assert (twee.soort, twee.kop) == ("nieuwe_paragraaf", "Nieuw onderwerp")
    assert [b["soort"] for b in twee.nieuw] == ["terugblik", "vooruitblik"]


def test_a_plain_file_that_says_nothing_new(joris: Client, bijdrage: Any) -> None:
    data = Bouwer().kop(1, "Tellen").alinea("In 2025 hebben we geteld.").bytes()
    bestand = SimpleUploadedFile("tekst.docx", data)
    answer = joris.post("/importeren/thema/", {"bijdrage": bijdrage.pk, "bestand": bestand})
    assert "Er is niets gewijzigd." in answer.content.decode()
    assert not Terugkomst.objects.exists()


def test_a_file_without_headings(joris: Client, bijdrage: Any) -> None:
    bestand = SimpleUploadedFile("tekst.docx", Bouwer().alinea("Alleen tekst.").bytes())
    answer = joris.post("/importeren/thema/", {"bijdrage": bijdrage.pk, "bestand": bestand})
    assert answer.status_code == 422
    assert "geen koppen" in answer.content.decode()
