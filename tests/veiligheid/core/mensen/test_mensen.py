"""Inviting, changing, taking access away: through the screens, with a line in the log for each."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.fabriek import een_plan, een_thema, iemand
from tests.veiligheid.core.toegang.hulp import (
    WACHTWOORD,
    een_app,
    een_collega,
    is_in,
    link_in_mail,
    log_in,
    steps,
    verbs,
)
from veiligheid.core.mensen.mensen import forget_who_left, state_of
from veiligheid.core.models import Bericht, Gebruiker, Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanne(client: Client) -> Client:
    """The beheerder, logged in."""
    log_in(client, een_collega(Rol.BEHEERDER, first_name="Sanne").username)
    return client


@pytest.fixture(autouse=True)
def mail_shown(settings: Any) -> None:
    """As in the demo."""
    settings.MAIL_TONEN = True


def filled(wie: Gebruiker | None = None, *rollen: Rol, **anders: Any) -> dict[str, Any]:
    return {
        "doe": "opslaan",
        "voornaam": wie.first_name if wie else "Naima",
        "achternaam": (wie.last_name if wie else "") or "Bensaïd",
        "email": wie.email if wie else "naima@voorbeeldstad.example",
        "rollen": [rol.value for rol in rollen],
        "gezien": state_of(wie) if wie else "",
        **anders,
    }


def test_somebody_is_invited_and_comes_in(sanne: Client) -> None:
    answer = sanne.post("/beheer/mensen/nieuw/", filled(None, Rol.BELEIDSADVISEUR), follow=True)
    assert "Naima Bensaïd krijgt een mail" in answer.content.decode()
    naima = Gebruiker.objects.get(username="naima")
    assert naima.rollen == {Rol.BELEIDSADVISEUR}
    assert "Sanne gaf u toegang" in Bericht.objects.get(soort="toegangslink").tekst
    fresh = Client()
    new = {"password1": WACHTWOORD, "password2": WACHTWOORD}
    fresh.post(link_in_mail(naima), new)
    assert is_in(fresh)
    assert verbs(naima) == ["uitnodigen", "wachtwoord instellen", "inloggen"]


def test_the_same_address_twice_is_refused(sanne: Client) -> None:
    een_collega(email="naima@voorbeeldstad.example")
    answer = sanne.post("/beheer/mensen/nieuw/", filled(email="NAIMA@voorbeeldstad.example"))
    assert answer.status_code == 409
    assert "al een account" in answer.content.decode()
    wrong = sanne.post("/beheer/mensen/nieuw/", filled(email="geen adres", voornaam=""))
    assert wrong.status_code == 422
    assert Gebruiker.objects.filter(first_name="Naima").count() == 0


@override_settings(MAIL_TONEN=False)
def test_without_mail_the_link_is_shown_once(sanne: Client) -> None:
    page = sanne.post("/beheer/mensen/nieuw/", filled()).content.decode()
    found = re.search(r"/toegang/[\w-]+/", page)
    assert found
    assert Client().get(found[0]).status_code == 200
    naima = Gebruiker.objects.get(username="naima")
    assert "/toegang/" not in sanne.get(f"/beheer/mensen/{naima.pk}/").content.decode()


def test_a_role_that_is_given_is_logged_and_asks_a_new_log_in(sanne: Client) -> None:
    naima = een_collega(Rol.BELEIDSADVISEUR, first_name="Naima", last_name="Bensaïd")
    at_work = Client()
    log_in(at_work, naima.username)
    adres = f"/beheer/mensen/{naima.pk}/"
    answer = sanne.post(
        adres, filled(naima, Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR), follow=True
    ).content.decode()
    assert "schrijft en keurt goed" in answer  # told, not refused
    line = Logregel.objects.get(verb="rollen wijzigen")
    assert (line.wie, line.details) == ("Sanne", {"erbij": ["eindredacteur"], "weg": []})
    assert at_work.get("/account/").status_code == 302
    assert Gebruiker.objects.get(pk=naima.pk).rollen == {Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR}


def test_two_beheerders_at_once(sanne: Client) -> None:
    naima = een_collega(Rol.GRIFFIE, first_name="Naima", last_name="Bensaïd")
    seen = filled(naima, Rol.GRIFFIE, Rol.RAADSLID)
    Gebruiker.objects.filter(pk=naima.pk).update(first_name="Noor")
    answer = sanne.post(f"/beheer/mensen/{naima.pk}/", seen)
    assert answer.status_code == 409
    assert "Een collega wijzigde dit net" in answer.content.decode()
    assert Gebruiker.objects.get(pk=naima.pk).first_name == "Noor"


def test_another_address_is_told_at_the_old_one(sanne: Client) -> None:
    naima = een_collega(first_name="Naima", last_name="B", email="oud@voorbeeldstad.example")
    sanne.post(f"/beheer/mensen/{naima.pk}/", filled(naima, email="nieuw@voorbeeldstad.example"))
    assert Gebruiker.objects.get(pk=naima.pk).email == "nieuw@voorbeeldstad.example"
    assert "ander e-mailadres" in Bericht.objects.get(aan="oud@voorbeeldstad.example").tekst
    details = Logregel.objects.get(verb="gegevens wijzigen").details
    assert details == {"velden": ["e-mail"]}


def test_the_last_beheerder_stays(sanne: Client) -> None:
    wie = Gebruiker.objects.get(first_name="Sanne")
    adres = f"/beheer/mensen/{wie.pk}/"
    said = sanne.post(adres, filled(wie, Rol.GRIFFIE)).content.decode()
    assert "enige beheerder" in said
    assert "Uw eigen toegang" in sanne.post(adres, {"doe": "weg"}).content.decode()
    assert Gebruiker.objects.get(pk=wie.pk).rollen == {Rol.BEHEERDER}


def test_who_leaves_is_out_at_once(sanne: Client) -> None:
    greet = een_collega(Rol.SECRETARIAAT, first_name="Greet")
    at_work = Client()
    log_in(at_work, greet.username)
    answer = sanne.post(f"/beheer/mensen/{greet.pk}/", {"doe": "weg"}, follow=True)
    assert "Greet heeft geen toegang meer" in answer.content.decode()
    assert at_work.get("/account/").status_code == 302
    log_in(at_work, greet.username)
    assert not is_in(at_work)
    assert Gebruiker.objects.get(pk=greet.pk).rollen == frozenset()
    sanne.post(f"/beheer/mensen/{greet.pk}/", {"doe": "terug"})
    log_in(at_work, greet.username)
    assert is_in(at_work)
    assert verbs(greet)[1:] == [
        "toegang weghalen",
        "inloggen mislukt",
        "toegang teruggeven",
        "inloggen",
    ]


def test_a_lost_phone(sanne: Client) -> None:
    greet = een_collega(Rol.SECRETARIAAT)
    een_app(greet)
    sanne.post(f"/beheer/mensen/{greet.pk}/", {"doe": "tweede-stap"})
    assert not steps(greet)
    assert "tweede stap weggehaald" in Bericht.objects.get(aan=greet.email).tekst
    assert verbs(greet) == ["tweede stap weghalen"]


def test_a_fresh_log_in_is_asked_and_what_was_sent_goes_on(client: Client) -> None:
    wie = een_collega(Rol.BEHEERDER)
    now = time.time()
    with time_machine.travel(now):
        log_in(client, wie.username)
    with time_machine.travel(now + 20 * 60):
        assert client.get("/beheer/mensen/").status_code == 200
        answer = client.post("/beheer/mensen/nieuw/", filled(None, Rol.BELEIDSADVISEUR))
        where = answer.headers["Location"]
        assert where.startswith("/account/bevestigen/?next=%2Fbeheer%2Fmensen%2Fnieuw%2F")
        assert not Gebruiker.objects.filter(username="naima").exists()
        client.post(where, {"password": WACHTWOORD})
        assert Gebruiker.objects.get(username="naima").rollen == {Rol.BELEIDSADVISEUR}


@pytest.mark.parametrize("rol", [r for r in Rol if r is not Rol.BEHEERDER])
def test_nobody_else_looks_after_people(client: Client, rol: Rol) -> None:
    client.force_login(iemand(rol))
    greet = een_collega(Rol.SECRETARIAAT)
    missing = client.post("/bestaat-niet/")
    for adres in ("/beheer/mensen/nieuw/", f"/beheer/mensen/{greet.pk}/"):
        answer = client.post(adres, filled(greet, Rol.BEHEERDER))
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert Gebruiker.objects.get(pk=greet.pk).rollen == {Rol.SECRETARIAAT}


def test_the_list_asks_no_more_for_more_people(
    sanne: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = een_plan()
    for n in range(12):
        naima = een_collega(Rol.BELEIDSADVISEUR, first_name=f"Naima {n}")
        een_thema(plan, f"Onderwerp {n}").adviseurs.add(naima)
    with django_assert_max_num_queries(10):
        html = sanne.get("/beheer/mensen/").content.decode()
    assert "Onderwerp 11" in html
    assert "nog niet ingelogd" in html


def test_the_account_of_who_left_long_ago_is_emptied() -> None:
    """What was done keeps the name that stood there; nothing points to a person any more."""
    greet = een_collega(Rol.SECRETARIAAT, first_name="Greet", last_name="Oostveen")
    een_app(greet)
    Logregel.write("proef", een_plan(), greet)
    Gebruiker.objects.filter(pk=greet.pk).update(
        is_active=False, weg_sinds=timezone.now() - timedelta(days=360)
    )
    assert forget_who_left() == 0
    Gebruiker.objects.filter(pk=greet.pk).update(weg_sinds=timezone.now() - timedelta(days=370))
    assert forget_who_left() == 1
    assert forget_who_left() == 0
    empty = Gebruiker.objects.get(pk=greet.pk)
    assert (empty.naam, empty.email, steps(empty)) == ("Oud-collega", "", set())
    assert "greet" not in str(vars(empty)).casefold().replace("secretariaat", "")
    assert Logregel.objects.get(verb="proef").wie == "Greet Oostveen"
