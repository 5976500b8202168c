"""The register over HTTP: what each role sees and does, and what the public never sees."""

import json
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.fabriek import een_bijdrage, een_paragraaf, een_ronde, een_thema, een_toezegging, iemand
from tests.themas.views.formulier import filled
from themas.jaar.models import Voortgang
from themas.toezeggingen.aanbod import aanbod_for
from themas.toezeggingen.herkomst import GepubliceerdeBrief, anker_van
from themas.toezeggingen.importing.export import as_csv
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.transitions import Waarmee, change_state, publish_with_letter
from themas.toezeggingen.workflow import Staat
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
GEHEIM = "Voor de zomer ontvangt u het geheime plan."


def as_user(gebruiker: Gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker)
    return client


@pytest.fixture
def paragraaf() -> Voortgang:
    ronde = een_ronde(jaar=2025)
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Ondermijning"))
    return een_paragraaf(bijdrage, "De kop", ("vooruitblik", f"<p>{GEHEIM}</p>"))


@pytest.fixture
def adviseur(paragraaf: Voortgang) -> Gebruiker:
    gebruiker = iemand(Rol.BELEIDSADVISEUR)
    paragraaf.bijdrage.adviseurs.add(gebruiker)
    return gebruiker


@pytest.fixture
def schrijfadres(paragraaf: Voortgang) -> dict[str, str]:
    args = [paragraaf.bijdrage_id, paragraaf.pk]
    return {
        "scherm": reverse("paragraaf", args=args),
        "post": reverse("toezegging-paragraaf", args=args),
    }


PUBLIEK = ["toezeggingen", "toezeggingen-csv", "toezeggingen-json", "toezeggingen-feed"]


# -- Public -----------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", PUBLIEK)
def test_nothing_of_a_draft_shows(naam: str, client: Client, paragraaf: Voortgang) -> None:
    een_toezegging(tekst="Iedereen mag dit weten.", openbaar=True, openbaar_sinds="2025-01-01T00Z")
    adres = reverse(naam)
    queries = [{}, {"zoek": "geheime"}, {"zoek": "weten"}, {"staat": "te laat"}, {"bladzijde": "2"}]

    def answers() -> list[tuple[int, dict[str, str], bytes]]:
        found = [client.get(adres, query) for query in queries]
        asked = {"If-None-Match": '"x"', "If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"}
        found.append(client.get(adres, headers={**asked, "Range": "bytes=0-99"}))
        # The number of a request is another each time.
        headers = [{k: v for k, v in a.headers.items() if k != "X-Request-ID"} for a in found]
        return [(a.status_code, h, a.content) for a, h in zip(found, headers, strict=True)]

    before = answers()
    een_toezegging(tekst="Nog niet openbaar", thema=paragraaf.bijdrage.thema)
    een_toezegging(tekst=GEHEIM, ronde=paragraaf.bijdrage.ronde, onderdeel=1, plek="Brief 2025")
    secret = een_toezegging(
        tekst=GEHEIM,
        plek="Brief 2025",
        thema=paragraaf.bijdrage.thema,
        soort="motie",
        gemaakt_op=date(2019, 1, 1),
        termijn_op=date(2020, 1, 1),
    )
    assert answers() == before
    assert b"Iedereen mag dit weten" in before[0][2]
    gone = client.get(reverse("toezegging", args=["abcdefgh"]))
    there = client.get(secret.get_absolute_url())
    assert (there.status_code, there.content) == (404, gone.content)


def test_a_proposal_is_not_public(
    client: Client, adviseur: Gebruiker, paragraaf: Voortgang
) -> None:
    t = een_toezegging(thema=paragraaf.bijdrage.thema, openbaar=True)
    before = [client.get(reverse(n)).content for n in PUBLIEK[:3]]
    one = client.get(t.get_absolute_url()).content
    change_state(t, "voorstellen", adviseur, waarmee=Waarmee(paragraaf=paragraaf))
    assert [client.get(reverse(n)).content for n in PUBLIEK[:3]] == before
    assert client.get(t.get_absolute_url()).content == one
    adres = reverse("toezeggingen")
    assert t.tekst in client.get(adres, {"staat": "open"}).content.decode()
    # A declaration shows; the paragraaf of a draft that it points at does not.
    change_state(t, "afdoen", iemand(Rol.GRIFFIE))
    page = client.get(t.get_absolute_url()).content.decode()
    assert "afgedaan" in page
    assert "De kop" not in page


def test_what_a_published_letter_says_of_it_shows_while_nobody_has_decided(
    client: Client, adviseur: Gebruiker, paragraaf: Voortgang
) -> None:
    t = een_toezegging(thema=paragraaf.bijdrage.thema, openbaar=True)
    change_state(t, "voorstellen", adviseur, waarmee=Waarmee(paragraaf=paragraaf, titel="Memo"))
    assert "De kop" not in client.get(t.get_absolute_url()).content.decode()
    ankers = frozenset({anker_van(paragraaf)})
    brief = GepubliceerdeBrief(paragraaf.bijdrage.ronde, "/brieven/b/", ankers)
    publish_with_letter(brief, None)
    page = client.get(t.get_absolute_url()).content.decode()
    assert "Wat het college hierover schreef" in page
    assert f'href="/brieven/b/#{anker_van(paragraaf)}"' in page
    # It is still open, and what else was proposed is nobody's business.
    assert "○" in page
    assert "Memo" not in page
    (row,) = json.loads(client.get(reverse("toezeggingen-json")).content)["toezeggingen"]
    assert (row["staat"], row["afgedaan_met"]) == ("open", "")
    assert row["hierover"] == f"/brieven/b/#{anker_van(paragraaf)}"


def test_overdue_first_and_filters(client: Client) -> None:
    thema = een_thema(een_ronde().plan, "Wijken")
    een_toezegging(tekst="later", termijn_op=date(2099, 1, 1), openbaar=True)
    een_toezegging(tekst="zonder datum", openbaar=True, soort="motie", thema=thema)
    een_toezegging(tekst="klaar", staat=Staat.AFGEDAAN, termijn_op=date(2020, 1, 1), openbaar=True)
    een_toezegging(
        tekst="te laat", termijn_op=date(2024, 1, 1), openbaar=True, gemaakt_op=date(2023, 1, 1)
    )

    def shown(**filters: str) -> list[str]:
        answer = client.get(reverse("toezeggingen"), filters)
        return [t.tekst for t in answer.context["bladzijde"]]

    assert shown() == ["te laat", "later", "zonder datum", "klaar"]
    assert shown(thema="Wijken") == shown(soort="motie") == ["zonder datum"]
    assert shown(staat="te laat") == shown(jaar="2023") == ["te laat"]
    assert shown(staat="afgedaan") == ["klaar"]
    assert shown(staat="niet afgedaan") == ["te laat", "later", "zonder datum"]
    assert shown(zoek="ZONDER datum") == shown(zoek="datum", thema="Wijken") == ["zonder datum"]
    assert shown(zoek="100%") == shown(zoek="zonder later") == []
    # An unknown filter is ignored, a known one beside it is not.
    assert shown(staat="voorgesteld als afgedaan", soort="motie") == ["zonder datum"]
    records = json.loads(client.get(reverse("toezeggingen-json"), {"soort": "motie"}).content)
    assert [r["tekst"] for r in records["toezeggingen"]] == ["zonder datum"]


def test_how_many_in_each_state_and_never_how_many_proposals(client: Client) -> None:
    een_toezegging(openbaar=True, termijn_op=date(2024, 1, 1))
    een_toezegging(openbaar=True, staat=Staat.AFGEDAAN)
    een_toezegging(openbaar=True, staat=Staat.VERVALLEN, reden="x")
    een_toezegging(openbaar=True, staat=Staat.VOORGESTELD, soort="motie")

    def counted(who: Client, naam: str, **filters: str) -> dict[str, int]:
        return {s.woorden: s.aantal for s in who.get(reverse(naam), filters).context["standen"]}

    public = {"te laat": 1, "niet afgedaan": 2, "afgedaan": 1, "vervallen": 1, "alle": 4}
    assert counted(client, "toezeggingen") == public
    # A state is chosen among what the other filters leave.
    alone = {"te laat": 0, "niet afgedaan": 1, "afgedaan": 0, "vervallen": 0, "alle": 1}
    assert counted(client, "toezeggingen", soort="motie", staat="afgedaan") == alone
    inside = as_user(iemand(Rol.GRIFFIE))
    assert counted(inside, "toezeggingen-beheer") == {**public, "voorgesteld als afgedaan": 1}
    links = client.get(reverse("toezeggingen"), {"soort": "motie", "bladzijde": "3"})
    assert 'href="/toezeggingen/?soort=motie&amp;staat=te+laat"' in links.content.decode()


@pytest.mark.parametrize("naam", ["toezeggingen", "toezeggingen-beheer"])
def test_fifty_on_a_page(naam: str) -> None:
    for _ in range(51):
        een_toezegging(openbaar=True)
    client = as_user(iemand(Rol.GRIFFIE))
    pages = [client.get(reverse(naam), {"bladzijde": n, "soort": "toezegging"}) for n in "129"]
    assert [len(p.context["bladzijde"]) for p in pages] == [50, 1, 1]
    assert "?soort=toezegging&amp;bladzijde=2" in pages[0].content.decode()
    seen = [t.pk for p in pages[:2] for t in p.context["bladzijde"]]
    assert len(set(seen)) == 51


def test_queries_do_not_grow(client: Client, django_assert_num_queries: Any) -> None:
    thema = een_thema(een_ronde().plan, "Wijken")
    for _ in range(30):
        een_toezegging(openbaar=True, thema=thema, openbaar_sinds="2025-01-01T00Z")
    for naam, most in zip(PUBLIEK, (7, 4, 4, 3), strict=True):
        with django_assert_num_queries(most):
            client.get(reverse(naam))
    inside = as_user(iemand(Rol.GRIFFIE))
    with django_assert_num_queries(10):
        inside.get(reverse("toezeggingen-beheer"))


# -- Inside -----------------------------------------------------------------------------------


def test_an_advisor_registers_with_one_click_and_settles(
    adviseur: Gebruiker, schrijfadres: dict[str, str], paragraaf: Voortgang
) -> None:
    client = as_user(adviseur)
    page = client.get(schrijfadres["scherm"]).content.decode()
    assert "U belooft hier iets aan de raad" in page
    assert "voor de zomer (uiterlijk 30 juni 2025)" in page
    zin = aanbod_for(paragraaf)[0].sleutel
    answer = client.post(schrijfadres["post"], {"zin": zin}, follow=True)
    assert answer.status_code == 200
    t = Toezegging.objects.get()
    assert "In het register" in answer.content.decode()
    assert "Belooft:" in answer.content.decode()
    client.post(schrijfadres["post"], {"toezegging": t.sleutel})
    t.refresh_from_db()
    assert t.staat == Staat.VOORGESTELD
    assert t.afdoeningen.get().paragraaf == paragraaf
    page = client.get(reverse("bijdrage", args=[paragraaf.bijdrage_id])).content.decode()
    assert "Open toezeggingen over dit thema" in page
    # The bijdrage itself says at the paragraaf what that promises and settles.
    assert f'Belooft: <a class="utrecht-link" href="/toezeggingen/beheer/{t.sleutel}/"' in page
    assert "Voorgesteld om af te doen:" in page


@pytest.mark.parametrize(("dag", "voorbij"), [("2025-06-30", False), ("2025-07-01", True)])
def test_a_term_that_has_passed_is_told_while_writing(
    dag: str, voorbij: bool, adviseur: Gebruiker, schrijfadres: dict[str, str], paragraaf: Voortgang
) -> None:
    zin = aanbod_for(paragraaf)[0].sleutel
    with time_machine.travel(f"{dag}T12:00+02:00"):
        client = as_user(adviseur)
        page = client.get(schrijfadres["scherm"]).content.decode()
        assert ("de termijn is al voorbij" in page) == voorbij
        html = client.post(schrijfadres["post"], {"zin": zin}, follow=True).content.decode()
    assert ("De termijn van deze zin is al voorbij" in html) == voorbij


@pytest.mark.parametrize("rol", list(Rol), ids=str)
def test_nobody_registers_in_somebody_elses_theme(
    rol: Rol, schrijfadres: dict[str, str], paragraaf: Voortgang
) -> None:
    zin = aanbod_for(paragraaf)[0].sleutel
    answer = as_user(iemand(rol)).post(schrijfadres["post"], {"zin": zin})
    assert answer.status_code == 404
    assert not Toezegging.objects.exists()


@pytest.mark.parametrize("rol", [Rol.GRIFFIE, Rol.SECRETARIAAT, Rol.BELEIDSADVISEUR], ids=str)
def test_a_draft_looks_like_nothing(rol: Rol, adviseur: Gebruiker, paragraaf: Voortgang) -> None:
    t = een_toezegging(tekst=GEHEIM, plek="Brief 2025", thema=paragraaf.bijdrage.thema)
    other = as_user(iemand(rol))
    missing = other.get("/bestaat-niet/")
    for naam in ("toezegging-beheer", "toezegging-wijzigen"):
        answer = other.get(reverse(naam, args=[t.sleutel]))
        assert (answer.status_code, answer.content) == (404, missing.content)
    answer = other.post(reverse("toezegging-staat", args=[t.sleutel]), {"doe": "vervallen"})
    assert answer.status_code == 404
    for naam in ("toezeggingen-beheer", "toezeggingen-beheer-csv"):
        assert "geheime" not in other.get(reverse(naam)).content.decode()
    own = as_user(adviseur)
    assert own.get(reverse("toezegging-beheer", args=[t.sleutel])).status_code == 200
    assert own.get(reverse("toezegging-wijzigen", args=[t.sleutel])).status_code == 200


def test_the_griffie_registers_changes_and_settles() -> None:
    client = as_user(iemand(Rol.GRIFFIE))
    velden = {
        "soort": "toezegging",
        "tekst": "De wethouder stuurt de cijfers.",
        "nummer": "T25-9",
        "gemaakt_op": "2025-03-12",
        "termijn": "voor de zomer",
    }
    answer = client.post(reverse("toezegging-nieuw"), {**velden, "tekst": ""})
    assert answer.status_code == 422
    client.post(reverse("toezegging-nieuw"), velden)
    t = Toezegging.objects.get()
    assert t.termijn_op == date(2025, 6, 30)
    again = client.post(reverse("toezegging-nieuw"), velden)
    assert "T25-9" in again.content.decode()
    assert again.status_code == 422
    wijzigen = reverse("toezegging-wijzigen", args=[t.sleutel])
    stale = filled(client, wijzigen) | {"tekst": "Oud."}
    client.post(wijzigen, filled(client, wijzigen) | {"tekst": "Anders."})
    t.refresh_from_db()
    assert (t.tekst, t.versie) == ("Anders.", 2)
    answer = client.post(wijzigen, stale)
    assert answer.status_code == 409
    assert "U wijzigde hetzelfde stuk in een ander venster." in answer.content.decode()
    assert "<td>Oud.</td><td>Anders.</td>" in answer.content.decode()
    stand = reverse("toezegging-staat", args=[t.sleutel])
    assert client.post(stand, {"doe": "afdoen"}).status_code == 409
    client.post(stand, {"doe": "openbaar"})
    client.post(stand, {"doe": "afdoen", "titel": "Raadsbrief", "url": "https://raad.example/1"})
    t.refresh_from_db()
    assert (t.staat, t.openbaar) == (Staat.AFGEDAAN, True)
    assert "Raadsbrief" in Client().get(t.get_absolute_url()).content.decode()
    assert client.post(stand, {"doe": "onzin"}).status_code == 404
    assert client.post(stand, {"doe": "voorstellen", "titel": "x"}).status_code == 404


def test_the_date_follows_the_words_unless_somebody_chose_it() -> None:
    griffie = iemand(Rol.GRIFFIE)
    client = as_user(griffie)
    t = een_toezegging(termijn="voor de zomer", termijn_op=date(2025, 6, 30))

    def save(termijn: str, op: str) -> date | None:
        t.refresh_from_db()
        adres = reverse("toezegging-wijzigen", args=[t.sleutel])
        data = filled(client, adres) | {"termijn": termijn, "termijn_op": op}
        answer = client.post(adres, data)
        assert answer.status_code == 302
        t.refresh_from_db()
        return t.termijn_op

    assert save("eind 2025", "2025-06-30") == date(2025, 12, 31)
    assert save("afzonderlijk", "2025-12-31") is None
    assert save("in Q4", "") == date(2025, 12, 31)
    assert save("in Q4", "2025-11-01") == date(2025, 11, 1)
    assert save("in het vierde kwartaal", "2025-11-01") == date(2025, 11, 1)


def test_an_advisor_takes_a_mistake_out_again(adviseur: Gebruiker, paragraaf: Voortgang) -> None:
    t = een_toezegging(thema=paragraaf.bijdrage.thema, plek="Brief 2025")
    stand = reverse("toezegging-staat", args=[t.sleutel])
    client = as_user(adviseur)
    page = client.get(reverse("toezegging-beheer", args=[t.sleutel])).content.decode()
    assert "Haal uit het register" in page
    assert client.post(stand, {"doe": "intrekken"}).status_code == 302
    assert not Toezegging.objects.exists()
    public = een_toezegging(thema=paragraaf.bijdrage.thema, openbaar=True)
    stand = reverse("toezegging-staat", args=[public.sleutel])
    assert client.post(stand, {"doe": "intrekken"}).status_code == 404


def test_a_link_that_would_run_something_is_refused() -> None:
    t = een_toezegging()
    stand = reverse("toezegging-staat", args=[t.sleutel])
    data = {"doe": "afdoen", "titel": "x", "url": "javascript:alert(1)"}
    assert as_user(iemand(Rol.GRIFFIE)).post(stand, data).status_code == 422


def test_an_address_without_a_name_is_not_lost(adviseur: Gebruiker, paragraaf: Voortgang) -> None:
    """Beside a proposal, which would do by itself."""
    t = een_toezegging(thema=paragraaf.bijdrage.thema)
    change_state(t, "voorstellen", adviseur, waarmee=Waarmee(titel="Memo"))
    stand = reverse("toezegging-staat", args=[t.sleutel])
    data = {"doe": "afdoen", "url": "https://raad.example/7"}
    answer = as_user(iemand(Rol.GRIFFIE)).post(stand, data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Zeg ook hoe dat document heet" in page
    assert "https://raad.example/7" in page


def test_the_griffies_list_comes_in_after_a_look() -> None:
    client = as_user(iemand(Rol.GRIFFIE))
    adres = reverse("importeer-toezeggingen")

    def look(data: bytes) -> Any:
        return client.post(adres, {"bestand": SimpleUploadedFile("lijst.csv", data)}, follow=True)

    looked = look(b"soort;tekst;gedaan op\r\nmotie;Meer licht;2025-01-01")
    assert "1 nieuw" in looked.content.decode()
    assert not Toezegging.objects.exists()
    done = client.post(looked.redirect_chain[-1][0], {"doe": "inlezen"}, follow=True)
    assert "Ingelezen." in done.content.decode()
    assert Toezegging.objects.get().tekst == "Meer licht"
    # The next look says what stands and what the file has.
    een_toezegging(nummer="T1", termijn="in mei", termijn_op=date(2025, 5, 31))
    changed = as_csv(Toezegging.objects.all()).decode().replace("2025-05-31", "2025-06-30")
    page = look(changed.encode()).content.decode()
    assert "1 gewijzigd, 1 ongewijzigd" in page
    assert "31 mei 2025" in page
    assert "30 juni 2025" in page
    Toezegging.objects.filter(nummer="T1").delete()
    assert client.post(adres, {}).status_code == 422
    assert "Een vraag over dit bestand" in look(b"soort;tekst\r\nmotie;x").content.decode()
    bad = look(b"soort;tekst;gedaan op\r\nx;y;z").content.decode()
    assert "Dit bestand kan zo niet worden ingelezen." in bad
    assert Toezegging.objects.count() == 1
