"""Reviewing on a bad day: a button pressed twice, two windows, a text that moved on. Nothing that
somebody wrote is lost, nothing is done twice, and every answer says in Dutch what is the matter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from tests.fabriek import iemand
from tests.themas.views.formulier import filled
from themas.models import Bijdrage, Voortgang
from veiligheid.core.models import Akkoordlink, Bericht, Gebruiker, Stap
from veiligheid.core.nazien.verbs import move_staat
from veiligheid.core.opmerkingen import plaatsen
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
REDEN = "Omdat het anders moet."
# What a person may find on a page after something they did, and what nobody should.
FOUT = "<strong>Niet gelukt.</strong>"


@dataclass
class Scene:
    """A bijdrage with its people, each with a window."""

    bijdrage: Bijdrage
    daan: Client
    joris: Client
    marit: Client
    schrijver: Gebruiker
    redacteur: Gebruiker

    @property
    def adres(self) -> str:
        return f"/schrijven/{self.bijdrage.pk}/"

    @property
    def voortgang(self) -> Voortgang:
        found = self.bijdrage.voortgangen.order_by("positie").first()
        assert found
        return found

    def step(self, naam: str) -> None:
        self.bijdrage.refresh_from_db()
        door = self.schrijver if naam == "indienen" else self.redacteur
        move_staat(naam, self.bijdrage, door, REDEN, self.bijdrage.versie)

    def sent(self, doe: str, **velden: Any) -> dict[str, Any]:
        self.bijdrage.refresh_from_db()
        return {"doe": doe, "bevestigd": "ja", "versie": self.bijdrage.versie, **velden}

    def edit(self) -> None:
        """The editor changes a word of what was handed in."""
        adres = f"{self.adres}{self.voortgang.pk}/"
        self.joris.post(adres, filled(self.joris, adres) | {"blok-0-tekst": "Anders gezegd."})


@pytest.fixture
def scene(naima_client: Client, naima: Gebruiker, bijdrage: Bijdrage, settings: Any) -> Scene:
    settings.MAIL_TONEN = True
    joris = iemand(Rol.EINDREDACTEUR, first_name="Joris", email="joris@stad.example")
    marit = iemand(Rol.LEIDINGGEVENDE, first_name="Marit", email="marit@stad.example")
    windows = {wie: Client() for wie in (joris, marit)}
    for wie, client in windows.items():
        client.force_login(wie)
    return Scene(bijdrage, naima_client, windows[joris], windows[marit], naima, joris)


Sent = tuple[Client, str, dict[str, Any]]


def hand_in(s: Scene) -> Sent:
    return s.daan, f"{s.adres}staat/", s.sent("indienen")


def send_back(s: Scene) -> Sent:
    s.step("indienen")
    return s.joris, f"{s.adres}staat/", s.sent("terugsturen", reden=REDEN)


def approve(s: Scene) -> Sent:
    s.step("indienen")
    return s.marit, f"{s.adres}staat/", s.sent("goedkeuren")


def reopen(s: Scene) -> Sent:
    s.step("indienen")
    s.step("goedkeuren")
    return s.joris, f"{s.adres}staat/", s.sent("heropenen", reden=REDEN)


def object_to(s: Scene) -> Sent:
    s.step("indienen")
    s.edit()
    return s.daan, f"{s.adres}bezwaar/", {"reden": REDEN}


def agree_after_all(s: Scene) -> Sent:
    client, adres, data = object_to(s)
    client.post(adres, data)
    return s.daan, adres, {"doe": "intrekken"}


def remark(s: Scene) -> Sent:
    html = s.joris.get(s.adres).content.decode()
    uuid = html.split('name="uuid" value="')[1].split('"')[0]
    adres = f"/opmerkingen/bijdrage/{s.bijdrage.pk}/"
    return s.joris, adres, {"tekst": REDEN, "uuid": uuid, "terug": s.adres}


def answer(s: Scene) -> Sent:
    made = plaatsen.place("bijdrage", s.bijdrage.pk, None, "Hm.", s.redacteur)
    html = s.daan.get(s.adres).content.decode()
    uuid = html.split(f'id="opmerking-{made.pk}"')[1].split('name="uuid" value="')[1].split('"')[0]
    return s.daan, f"/opmerkingen/{made.pk}/", {"doe": "antwoorden", "tekst": "Ja.", "uuid": uuid}


def settle(s: Scene) -> Sent:
    made = plaatsen.place("bijdrage", s.bijdrage.pk, None, "Hm.", s.redacteur)
    return s.daan, f"/opmerkingen/{made.pk}/", {"doe": "afhandelen"}


def suggest(s: Scene) -> Sent:
    adres = f"{s.adres}{s.voortgang.pk}/voorstel/"
    return s.joris, adres, filled(s.joris, adres) | {"blok-0-tekst": "Zo is het beter."}


def _suggested(s: Scene) -> str:
    client, adres, data = suggest(s)
    return str(client.post(adres, data)["Location"])


def take_over(s: Scene) -> Sent:
    return s.daan, f"{_suggested(s)}voorstel/1/", {"doe": "overnemen"}


def refuse(s: Scene) -> Sent:
    return s.daan, f"{_suggested(s)}voorstel/1/", {"doe": "weigeren"}


def take_all(s: Scene) -> Sent:
    return s.daan, f"{_suggested(s)}alles/", {"doe": "overnemen", "auteur": "Joris"}


def edit(s: Scene) -> Sent:
    s.step("indienen")
    adres = f"{s.adres}{s.voortgang.pk}/"
    data = filled(s.joris, adres) | {"blok-0-tekst": "Anders gezegd.", "doe": "klaar"}
    return s.joris, adres, data


def ask_for_akkoord(s: Scene) -> Sent:
    s.step("indienen")
    data = {"naam": "Pia", "functie": "wethouder", "email": "pia@stad.example", "rol": ""}
    return s.joris, f"{s.adres}akkoord/", data


def by_link(s: Scene) -> Sent:
    client, adres, data = ask_for_akkoord(s)
    client.post(adres, data)
    tekst = Bericht.objects.latest("pk").tekst
    return Client(), f"/akkoord/{tekst.split('/akkoord/')[1].split('/')[0]}/", {
        "antwoord": "akkoord", "tekst": REDEN
    }  # fmt: skip


def withdraw_link(s: Scene) -> Sent:
    client, adres, data = ask_for_akkoord(s)
    client.post(adres, data)
    return s.joris, adres, {"intrekken": Akkoordlink.objects.get().pk}


def close(s: Scene) -> Sent:
    return s.joris, f"/schrijven/ronde/{s.bijdrage.ronde_id}/staat/", {"doe": "sluiten"}


def open_again(s: Scene) -> Sent:
    client, adres, data = close(s)
    client.post(adres, data)
    return s.joris, adres, {"doe": "heropenen", "reden": REDEN}


def replace(s: Scene) -> Sent:
    other = iemand(Rol.BELEIDSADVISEUR, first_name="Rosa")
    s.bijdrage.thema.adviseurs.add(s.schrijver)
    adres = f"/schrijven/ronde/{s.bijdrage.ronde_id}/vervangen/{s.schrijver.pk}/"
    return s.joris, adres, {"naar": other.pk}


def nothing_special(s: Scene) -> Sent:
    return s.daan, f"{s.adres}geen-bijzonderheden/", {}


DADEN: list[Callable[[Scene], Sent]] = [
    hand_in, send_back, approve, reopen, object_to, agree_after_all, remark, answer, settle,
    suggest, take_over, refuse, take_all, edit, ask_for_akkoord, by_link, withdraw_link, close,
    open_again, replace, nothing_special,
]  # fmt: skip
# What comes of an act besides the log: nothing of it may be there twice.
_TELT_NIET = {"Logregel", "Session", "Onthouden"}


def everything() -> dict[str, int]:
    models = [m for m in apps.get_models() if m._meta.managed and m.__name__ not in _TELT_NIET]
    return {m.__name__: m._base_manager.count() for m in models}


@pytest.mark.parametrize("daad", DADEN, ids=lambda d: d.__name__)
def test_pressed_twice_is_done_once(scene: Scene, daad: Callable[[Scene], Sent]) -> None:
    """The second answer is the one that shows: it says that it was done."""
    client, adres, data = daad(scene)
    before = everything()
    first = client.post(adres, data, follow=True)
    assert first.status_code == 200
    assert FOUT not in first.content.decode()
    once = everything()
    assert once != before or daad in (withdraw_link, replace)
    second = client.post(adres, data, follow=True)
    assert everything() == once
    html = second.content.decode()
    assert FOUT not in html
    # A link that was used says so, and what was answered with it.
    kept = daad is by_link and second.status_code == 410 and "Uw antwoord is bewaard" in html
    assert second.status_code == 200 or kept


def _approved_meanwhile(s: Scene) -> None:
    s.step("goedkeuren")


def _sent_back_meanwhile(s: Scene) -> None:
    s.step("terugsturen")


def _closed_meanwhile(s: Scene) -> None:
    client, adres, data = close(s)
    client.post(adres, data)


@pytest.mark.parametrize(
    ("daad", "intussen"),
    [
        (send_back, _approved_meanwhile),
        (send_back, _closed_meanwhile),
        (reopen, _closed_meanwhile),
        (object_to, _sent_back_meanwhile),
        (object_to, _closed_meanwhile),
        (suggest, lambda s: s.step("indienen") or s.edit()),
        (suggest, lambda s: s.step("indienen") or s.step("goedkeuren")),
        (edit, lambda s: s.step("goedkeuren")),
        (ask_for_akkoord, _sent_back_meanwhile),
        (by_link, _sent_back_meanwhile),
        (edit, _sent_back_meanwhile),
    ],
)  # fmt: skip
def test_what_was_written_is_on_the_page_that_refuses_it(
    scene: Scene, daad: Callable[[Scene], Sent], intussen: Callable[[Scene], Any]
) -> None:
    """In another window something else was done meanwhile."""
    client, adres, data = daad(scene)
    intussen(scene)
    steps = Stap.objects.count()
    html = client.post(adres, data, follow=True).content.decode()
    assert Stap.objects.count() == steps
    written = [v for k, v in data.items() if k in ("reden", "blok-0-tekst", "naam", "tekst")]
    assert written
    if daad is not by_link:
        assert all(str(v) in html for v in written)
    assert "niet" in html
    assert "Server Error" not in html


@pytest.mark.parametrize("daad", DADEN, ids=lambda d: d.__name__)
def test_no_sign_breaks_it(scene: Scene, daad: Callable[[Scene], Sent]) -> None:
    """What no database holds, and too much of it: an answer with words, never a 500."""
    client, adres, data = daad(scene)
    for rommel in ("a\x00b", "\ud7ff\uffff" * 9, "x" * 20_000, "-1", "9" * 30):
        bad = {k: rommel if isinstance(v, str) and k != "doe" else v for k, v in data.items()}
        answered = client.post(adres, bad, follow=True)
        assert answered.status_code in (200, 404, 409, 410, 422), (rommel[:9], answered.status_code)
        client.get(adres, {"wie": rommel, "van": rommel, "naar": rommel, "focus": rommel})


def test_the_log_of_a_round_takes_any_name(scene: Scene) -> None:
    adres = f"/schrijven/ronde/{scene.bijdrage.ronde_id}/wie-deed-wat/"
    for wie in ("a\x00b", "\ud7ff", "x" * 20_000):
        assert scene.joris.get(adres, {"wie": wie, "bladzijde": "9" * 30}).status_code == 200
