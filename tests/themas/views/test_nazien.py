"""Reviewing a bijdrage: what changed, editing by the editor, objections, approval in steps."""

from typing import Any

import pytest
from django.test import Client

from tests.fabriek import een_paragraaf, iemand
from tests.themas.views.formulier import filled
from themas.jaar.terugkomst.models import Voorstel
from themas.models import Bijdrage, Voortgang
from veiligheid.core.models import Gebruiker, Logregel, Revisie, Stap
from veiligheid.core.nazien.vergelijken import Tekstdeel, changes
from veiligheid.core.opmerkingen import plaatsen
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
DRIE_STAPPEN = [["eindredacteur"], ["leidinggevende"], ["portefeuillehouder"]]


def as_client(*rollen: Rol, **velden: Any) -> Client:
    client = Client()
    client.force_login(iemand(*rollen, **velden))
    return client


@pytest.fixture
def joris() -> Client:
    return as_client(Rol.EINDREDACTEUR, first_name="Joris")


def voortgang_of(bijdrage: Bijdrage) -> Voortgang:
    found = bijdrage.voortgangen.order_by("positie").first()
    assert found
    return found


def doe(client: Client, bijdrage: Bijdrage, wat: str, **data: Any) -> str:
    bijdrage.refresh_from_db()
    data = {"doe": wat, "bevestigd": "ja", "versie": bijdrage.versie, **data}
    answer = client.post(f"/schrijven/{bijdrage.pk}/staat/", data, follow=True)
    bijdrage.refresh_from_db()
    return answer.content.decode()


def write(client: Client, voortgang: Voortgang, tekst: str, adres: str = "") -> Any:
    adres = adres or f"/schrijven/{voortgang.bijdrage_id}/{voortgang.pk}/"
    return client.post(adres, filled(client, adres) | {"blok-0-tekst": tekst})


def page(client: Client, bijdrage: Bijdrage) -> str:
    return client.get(f"/schrijven/{bijdrage.pk}/").content.decode()


def test_the_words_that_changed_since_it_was_sent_back(
    naima_client: Client, joris: Client, bijdrage: Bijdrage
) -> None:
    voortgang = voortgang_of(bijdrage)
    write(naima_client, voortgang, "Wij hielden twaalf controles in het centrum.")
    doe(naima_client, bijdrage, "indienen")
    doe(joris, bijdrage, "terugsturen", reden="Klopt twaalf?")
    write(naima_client, voortgang, "Wij hielden dertien controles in het centrum.")
    doe(naima_client, bijdrage, "indienen")
    html = page(joris, bijdrage)
    assert "Gewijzigd sinds het terugsturen (1 plaats)" in html
    assert "[weg: </span>twaalf " in html
    assert "[erbij: </span>dertien " in html
    html = joris.get(f"/schrijven/{bijdrage.pk}/versies/").content.decode()
    assert "[erbij: </span>dertien " in html
    assert "Klopt twaalf?" in html
    first, *_, last = Stap.objects.filter(stap="indienen")
    adres = f"/schrijven/{bijdrage.pk}/versies/?van={last.pk}&naar={first.pk}"
    assert "[erbij: </span>twaalf " in joris.get(adres).content.decode()
    assert joris.get(f"/schrijven/{bijdrage.pk}/versies/?van=x&naar=9").status_code == 200


def test_last_years_letter(naima_client: Client, bijdrage: Bijdrage, joris: Client) -> None:
    vorige = Bijdrage.objects.get(thema=bijdrage.thema, ronde__vooruitblikjaar=2025)
    een_paragraaf(vorige, voortgang_of(bijdrage).kop, ("context", "<p>Het was vorig jaar.</p>"))
    doe(naima_client, bijdrage, "indienen")
    html = page(joris, bijdrage)
    assert "Gewijzigd sinds de brief van vorig jaar" in html
    assert "[weg: </span>Het was vorig jaar." in html


def test_parts_that_came_went_and_moved() -> None:
    a, b, c = (Tekstdeel(k, f"Kop {k}", f"<p>Tekst van {k}.</p>") for k in "abc")
    assert changes([a, b], [a, b]) == []
    assert [(v.titel, v.soort) for v in changes([a, b], [c, a])] == [
        ("Kop c", "nieuw"),
        ("Kop b", "weg"),
    ]
    assert {v.soort for v in changes([a, b, c], [c, a, b])} == {"verplaatst"}
    other = Tekstdeel("z", "Kop a", "<p>Tekst van <strong>a</strong>.</p>")
    assert [v.soort for v in changes([a], [other])] == ["opmaak"]


def test_what_is_missing_is_asked_first(
    naima_client: Client, naima: Gebruiker, bijdrage: Bijdrage
) -> None:
    plaatsen.place("bijdrage", bijdrage.pk, None, "Nog iets.", naima)
    een_paragraaf(bijdrage, "", ("context", ""))
    adres = f"/schrijven/{bijdrage.pk}/staat/"
    html = naima_client.post(adres, {"doe": "indienen"}).content.decode()
    for words in ("1 open opmerking", "1 paragraaf zonder kop", "Toch indienen"):
        assert words in html
    bijdrage.refresh_from_db()
    assert bijdrage.staat == "concept"
    doe(naima_client, bijdrage, "indienen")
    assert bijdrage.staat == "ingediend"


def test_the_editor_changes_at_once_and_the_writer_objects(
    naima_client: Client, joris: Client, bijdrage: Bijdrage
) -> None:
    voortgang = voortgang_of(bijdrage)
    assert joris.get(f"/schrijven/{bijdrage.pk}/{voortgang.pk}/").status_code == 404
    write(naima_client, voortgang, "Wij hielden twaalf controles in het centrum.")
    doe(naima_client, bijdrage, "indienen")
    write(joris, voortgang, "Wij hielden twaalf controles in de stad.")
    newest = Revisie.objects.filter(soort="voortgang", record=voortgang.pk).latest("pk")
    assert newest.wie == "Joris"
    for client in (naima_client, as_client(Rol.LEIDINGGEVENDE)):
        html = page(client, bijdrage)
        assert "Redactioneel gewijzigd na het indienen" in html
        assert "[erbij: </span>de stad." in html
    # The writer may not write now, and who changed it does not approve.
    assert naima_client.post(f"/schrijven/{bijdrage.pk}/{voortgang.pk}/", {
        **filled(naima_client, f"/schrijven/{bijdrage.pk}/{voortgang.pk}/"), "kop": "Anders"
    }).status_code != 302  # fmt: skip
    assert "U schreef mee" in doe(joris, bijdrage, "goedkeuren")
    adres = f"/schrijven/{bijdrage.pk}/bezwaar/"
    assert joris.post(adres, {"reden": "Nee."}).status_code == 404
    assert "Schrijf erbij waarom" in naima_client.post(adres, {}, follow=True).content.decode()
    naima_client.post(adres, {"reden": "Het was het centrum."})
    hoofd = as_client(Rol.LEIDINGGEVENDE, first_name="Hanna")
    assert "maakt bezwaar" in doe(hoofd, bijdrage, "goedkeuren")
    assert "Het was het centrum." in page(hoofd, bijdrage)
    naima_client.post(adres, {"doe": "intrekken"})
    again = naima_client.post(adres, {"reden": "Toch."}, follow=True).content.decode()
    assert "eens per keer" in again
    doe(hoofd, bijdrage, "goedkeuren")
    assert bijdrage.staat == "goedgekeurd"
    assert "centrum." not in str(list(Logregel.objects.values()))


def test_a_suggestion_on_screen(naima_client: Client, joris: Client, bijdrage: Bijdrage) -> None:
    voortgang = voortgang_of(bijdrage)
    write(naima_client, voortgang, "Eerste alinea.\n\nTweede alinea.\n\nDerde alinea.")
    adres = f"/schrijven/{bijdrage.pk}/{voortgang.pk}/voorstel/"
    answer = write(joris, voortgang, "Hier: Eerste alinea.\n\nTweede alinea.\n\nDerde niet.", adres)
    assert [v.soort for v in Voorstel.objects.order_by("nummer")] == ["invoeging", "wijziging"]
    html = naima_client.get(answer["Location"]).content.decode()
    assert "[erbij: </span>Hier: " in html
    assert "Hier: Eerste" not in page(naima_client, bijdrage)
    terug = answer["Location"]
    naima_client.post(f"{terug}voorstel/2/", {"doe": "overnemen"})
    naima_client.post(f"{terug}voorstel/1/", {"doe": "weigeren"})
    tekst = voortgang.blokken.order_by("positie")[0].tekst
    assert tekst == "<p>Eerste alinea.</p><p>Tweede alinea.</p><p>Derde niet.</p>"
    # Suggestions only: who made them may still approve.
    doe(naima_client, bijdrage, "indienen")
    doe(joris, bijdrage, "goedkeuren")
    assert bijdrage.staat == "goedgekeurd"
    assert joris.get(adres).status_code == 404


def test_a_suggestion_over_a_text_that_moved_on(
    naima_client: Client, joris: Client, bijdrage: Bijdrage
) -> None:
    voortgang = voortgang_of(bijdrage)
    adres = f"/schrijven/{bijdrage.pk}/{voortgang.pk}/voorstel/"
    data = filled(joris, adres) | {"blok-0-tekst": "Mijn voorstel."}
    write(naima_client, voortgang, "Heel anders.")
    answer = joris.post(adres, data)
    assert answer.status_code == 409
    assert "Mijn voorstel." in answer.content.decode()
    assert not Voorstel.objects.exists()


def test_three_steps_each_of_the_version_it_saw(
    naima_client: Client, joris: Client, bijdrage: Bijdrage, settings: Any
) -> None:
    settings.GOEDKEURSTAPPEN = DRIE_STAPPEN
    hanna = as_client(Rol.LEIDINGGEVENDE, first_name="Hanna")
    pia = as_client(Rol.PORTEFEUILLEHOUDER, first_name="Pia")
    red = as_client(Rol.EINDREDACTEUR, first_name="Rosa")
    doe(naima_client, bijdrage, "indienen")
    assert "Dit kan niet meer" in doe(hanna, bijdrage, "goedkeuren")  # not her turn
    doe(red, bijdrage, "goedkeuren")
    doe(hanna, bijdrage, "goedkeuren")
    assert "Akkoord van Hanna (leidinggevende)" in page(pia, bijdrage)
    # What was changed since falls back to the first step.
    write(joris, voortgang_of(bijdrage), "Toch nog iets anders.")
    assert "Dit kan niet meer" in doe(pia, bijdrage, "goedkeuren")
    seen = bijdrage.versie
    write(joris, voortgang_of(bijdrage), "En nog iets.")
    assert "gewijzigd sinds u haar las" in doe(red, bijdrage, "goedkeuren", versie=seen)
    for client in (red, hanna, pia):
        assert bijdrage.staat == "ingediend"
        doe(client, bijdrage, "goedkeuren")
    assert bijdrage.staat == "goedgekeurd"
    kept = Stap.objects.filter(stap="akkoord").latest("pk")
    assert (kept.wie, kept.functie, kept.versie) == ("Pia", "Portefeuillehouder", bijdrage.versie)
    assert "En nog iets." in str(kept.inhoud)
