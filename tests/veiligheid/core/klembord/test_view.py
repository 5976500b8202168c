"""Who may ask the server to read what was pasted, and how."""

import pytest
from django.test import Client

from tests.fabriek import iemand
from veiligheid.core.rollen import Rol

ADRES = "/schrijven/plakken/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def schrijver(client: Client) -> Client:
    client.force_login(iemand(Rol.BELEIDSADVISEUR))
    return client


def test_a_paste_is_read_and_told_of(schrijver: Client) -> None:
    answer = schrijver.post(ADRES, {"html": "<p>Wij <del>niet</del>wel</p>"})
    assert answer.json() == {
        "html": "<p>Wij wel</p>",
        "opgemerkt": ["1 verwijderde passage is niet overgenomen."],
    }
    assert "no-store" in answer["Cache-Control"]


def test_only_who_is_logged_in(client: Client) -> None:
    assert client.post(ADRES, {"html": "<p>x</p>"}).status_code == 401


def test_never_with_get_and_never_from_elsewhere(schrijver: Client) -> None:
    assert schrijver.get(ADRES, {"html": "<p>x</p>"}).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(iemand(Rol.BELEIDSADVISEUR))
    assert strict.post(ADRES, {"html": "<p>x</p>"}).status_code == 403


def test_too_much_is_refused_in_words(schrijver: Client) -> None:
    answer = schrijver.post(ADRES, {"html": "<p>x</p>" * 255_000})
    assert answer.status_code == 422
    assert "Plak het in delen" in answer.json()["fout"]
    deep = schrijver.post(ADRES, {"html": "<b>" * 200 + "x"})
    assert deep.status_code == 422


def test_the_markup_of_word_may_be_ten_times_the_text(schrijver: Client) -> None:
    style = "<style>" + "p.Mso {margin:0} " * 20_000 + "</style>"
    answer = schrijver.post(ADRES, {"html": f"{style}<p class=Mso>kort</p>"})
    assert answer.json()["html"] == "<p>kort</p>"
