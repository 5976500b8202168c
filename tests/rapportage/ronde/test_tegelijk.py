"""Two people at a general part, an annex or the facts at the same moment: one wins, nothing is
lost, and the other reads what became of it."""

import html as _html
import os
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from rapportage.models import Brief
from tests.fabriek import iemand
from tests.rapportage.ronde.delen import (
    DELEN,
    as_client,
    deel,
    edited_at,
    een_brief_met_delen,
)
from tests.themas.views.formulier import filled
from veiligheid.core.models import Anker, Gebruiker, Logregel, Opmerkingstap, Revisie, Stap
from veiligheid.core.nazien.soorten import inzending
from veiligheid.core.nazien.stappen import edited_since, steps_of
from veiligheid.core.nazien.verbs import move_staat
from veiligheid.core.nazien.vergelijken import as_json
from veiligheid.core.opmerkingen import plaatsen
from veiligheid.core.rollen import Rol

# So often, with each of the two first; more find more.
KEREN = int(os.environ.get("KEREN", "4"))
# What was sent, by whom: the answer as text.
Daad = Callable[[], str]


class Scene:
    """One part, that Joris handed in or not, and who work with it."""

    def __init__(self, soort: str, *, ingediend: bool) -> None:
        self.joris = iemand(Rol.EINDREDACTEUR, first_name="Joris")
        self.els = iemand(Rol.EINDREDACTEUR, first_name="Els")
        self.karin = iemand(Rol.LEIDINGGEVENDE, first_name="Karin")
        self.pieter = iemand(Rol.LEIDINGGEVENDE, first_name="Pieter")
        self.record = deel(een_brief_met_delen(), soort)
        if ingediend:
            move_staat("indienen", self.record, self.joris)
            self.record.refresh_from_db()

    def post(self, wie: Gebruiker, doe: str, **data: Any) -> Daad:
        """What this person sends from the page as it stands now."""
        stuk, client = inzending(self.record), as_client(wie)
        sent = {"doe": doe, "bevestigd": "ja", "versie": stuk.versie, **data}
        adres = stuk.adres_staat
        return lambda: _html.unescape(client.post(adres, sent, follow=True).content.decode())

    def edits(self, wie: Gebruiker, woord: str) -> Daad:
        """The same, from the screen on which it is written."""
        client, adres = as_client(wie), edited_at(self.record)
        veld = "aanhef" if isinstance(self.record, Brief) else "titel"
        veld = "kop" if inzending(self.record).soort.soort == "onderdeel" else veld
        sent = filled(client, adres) | {veld: woord}
        return lambda: _html.unescape(client.post(adres, sent, follow=True).content.decode())

    @property
    def now(self) -> Any:
        return type(self.record).objects.get(pk=self.record.pk)

    @property
    def staat(self) -> str:
        return inzending(self.now).staat

    @property
    def text(self) -> Any:
        return as_json(inzending(self.now).soort.parts(self.now))

    def steps(self, *namen: str) -> list[Stap]:
        return [s for s in steps_of(self.now) if s.stap in namen]

    def each_step_has_its_line(self) -> None:
        """Whatever happened, the log tells it as often."""
        done = [s.stap for s in steps_of(self.now)]
        own = {"soort": self.record._meta.model_name, "sleutel": str(self.record.pk)}
        told = Logregel.objects.filter(verb__in=set(done), **own)
        assert sorted(told.values_list("verb", flat=True)) == sorted(done)


def in_turn(*daden: Daad) -> list[str]:
    """Both have the page before them, one presses first."""
    return [daad() for daad in daden]


def at_once(*daden: Daad) -> list[str]:
    """Both press in the same moment; the answers in the order of the people."""
    start, answers = threading.Barrier(len(daden)), [""] * len(daden)

    def press(n: int) -> None:
        try:
            start.wait()
            answers[n] = daden[n]()
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(n,)) for n in range(len(daden))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answers)
    return answers


# -- One after the other, from pages that were both open: on any database -------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("soort", DELEN)
class TestFromTwoWindows:
    def test_two_approve(self, soort: str) -> None:
        two_approve(Scene(soort, ingediend=True), in_turn)

    @pytest.mark.parametrize("eerst", ["goedkeuren", "terugsturen"])
    def test_one_approves_and_another_sends_back(self, soort: str, eerst: str) -> None:
        approve_and_send_back(Scene(soort, ingediend=True), in_turn, eerst)

    def test_two_send_back(self, soort: str) -> None:
        two_send_back(Scene(soort, ingediend=True), in_turn)

    def test_sent_back_by_a_second_press(self, soort: str) -> None:
        """Who sent it back reads it no more; the second answer says that it was done."""
        scene = Scene(soort, ingediend=True)
        daad = scene.post(scene.karin, "terugsturen", reden="Er mist een jaartal.")
        assert in_turn(daad, daad)[1].count("nu teruggestuurd.") == 1
        assert len(scene.steps("terugsturen")) == 1
        stuk = inzending(scene.now)
        assert as_client(scene.karin).get(stuk.adres).status_code == 404
        stranger = as_client(iemand(Rol.RAADSLID))
        assert stranger.post(stuk.adres_staat, {"doe": "goedkeuren"}).status_code == 404

    @pytest.mark.parametrize("eerst", ["goedkeuren", "wijzigen"])
    def test_one_approves_while_another_edits(self, soort: str, eerst: str) -> None:
        approve_and_edit(Scene(soort, ingediend=True), in_turn, eerst)

    @pytest.mark.parametrize("eerst", ["indienen", "wijzigen"])
    def test_one_hands_in_while_another_edits(self, soort: str, eerst: str) -> None:
        hand_in_and_edit(Scene(soort, ingediend=False), in_turn, eerst)

    def test_two_hand_in(self, soort: str) -> None:
        two_hand_in(Scene(soort, ingediend=False), in_turn)

    def test_two_settle_a_remark(self, soort: str) -> None:
        two_settle(Scene(soort, ingediend=True), in_turn)


# -- In the same moment ---------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("soort", DELEN)
def test_in_the_same_moment(soort: str) -> None:
    """Each a number of times, with either of the two a moment earlier."""
    won: dict[str, list[str]] = {}
    for n in range(KEREN):
        eerst = n % 2
        two_approve(Scene(soort, ingediend=True), at_once)
        two_hand_in(Scene(soort, ingediend=False), at_once)
        two_send_back(Scene(soort, ingediend=True), at_once)
        two_settle(Scene(soort, ingediend=True), at_once)
        for over, verbs, ingediend in (
            (approve_and_send_back, ("goedkeuren", "terugsturen"), True),
            (approve_and_edit, ("goedkeuren", "wijzigen"), True),
            (hand_in_and_edit, ("indienen", "wijzigen"), False),
        ):
            scene = Scene(soort, ingediend=ingediend)
            won.setdefault(over.__name__, []).append(over(scene, at_once, verbs[eerst]))
    print(f"\n{soort}: who won {won}")


# -- What holds, whoever is first -----------------------------------------------------------------

Samen = Callable[..., list[str]]
KAN_NIET_MEER = "Dit kan niet meer"
OPEN_TEKST = "gewijzigd sinds u haar las"
VAST = "Dit is goedgekeurd en ligt vast"


def two_approve(scene: Scene, samen: Samen) -> None:
    """Two who may: one approval counts, the other is told that it was done."""
    answers = samen(scene.post(scene.karin, "goedkeuren"), scene.post(scene.pieter, "goedkeuren"))
    assert scene.staat == "goedgekeurd"
    (akkoord,) = scene.steps("akkoord")
    assert len(scene.steps("goedkeuren")) == 1
    late = answers[0 if akkoord.wie == "Pieter" else 1]
    assert f"{KAN_NIET_MEER}: " in late
    assert " nu goedgekeurd." in late
    scene.each_step_has_its_line()


def approve_and_send_back(scene: Scene, samen: Samen, eerst: str) -> str:
    """The state is that of who was first; who was late is told, and keeps the reason."""
    daden = [
        scene.post(scene.karin, "goedkeuren"),
        scene.post(scene.pieter, "terugsturen", reden="Er mist een jaartal."),
    ]
    goed, terug = _ordered(samen, daden, eerst == "terugsturen")
    won = scene.staat
    if won == "goedgekeurd":
        assert scene.steps("terugsturen") == []
        assert "nu goedgekeurd." in terug
        assert "Er mist een jaartal." in terug
    else:
        assert won == "teruggestuurd"
        assert scene.steps("akkoord", "goedkeuren") == []
        (stap,) = scene.steps("terugsturen")
        assert stap.reden == "Er mist een jaartal."
        assert "Dit kan niet meer: Pieter stuurde" in goed
    scene.each_step_has_its_line()
    return won


def two_send_back(scene: Scene, samen: Samen) -> None:
    """Each with a reason: one stands above the text, the other is given back to who wrote it."""
    redenen = {"Karin": "Er mist een jaartal.", "Pieter": "De toon is te stellig."}
    people = [scene.karin, scene.pieter]
    answers = samen(
        *(scene.post(wie, "terugsturen", reden=redenen[wie.first_name]) for wie in people)
    )
    assert scene.staat == "teruggestuurd"
    (stap,) = scene.steps("terugsturen")
    assert stap.reden == redenen[stap.wie]
    n = 0 if stap.wie == "Pieter" else 1
    assert f"Dit kan niet meer: {stap.wie} stuurde" in answers[n]
    assert redenen[people[n].first_name] in answers[n]
    scene.each_step_has_its_line()


def approve_and_edit(scene: Scene, samen: Samen, eerst: str) -> str:
    """Approved is what its approver read: either the edit is refused, with what was typed, or the
    approval is."""
    before = scene.text
    daden = [scene.post(scene.karin, "goedkeuren"), scene.edits(scene.els, "Anders gezegd")]
    goed, anders = _ordered(samen, daden, eerst == "wijzigen")
    won = scene.staat
    if won == "goedgekeurd":
        assert VAST in anders
        assert "Anders gezegd" in anders
        assert scene.text == before == scene.steps("goedkeuren")[0].inhoud
    else:
        assert won == "ingediend"
        assert OPEN_TEKST in goed
        assert scene.steps("akkoord", "goedkeuren") == []
        assert "Anders gezegd" in str(scene.text)
    scene.each_step_has_its_line()
    return won


def hand_in_and_edit(scene: Scene, samen: Samen, eerst: str) -> str:
    """Both are done. What was changed after it was handed in stands there as a change by its
    name; what was changed before is in what was handed in."""
    daden = [scene.post(scene.joris, "indienen"), scene.edits(scene.els, "Anders gezegd")]
    _ordered(samen, daden, eerst == "wijzigen")
    assert scene.staat == "ingediend"
    assert "Anders gezegd" in str(scene.text)
    (stap,) = scene.steps("indienen")
    redactie = edited_since(scene.now, steps_of(scene.now))
    if "Anders gezegd" in str(stap.inhoud):
        assert redactie is None
        won = "wijzigen"
    else:
        assert redactie is not None
        assert redactie.wie == ("Els",)
        assert "Anders" in str(redactie.veranderingen)
        won = "indienen"
    saved = Revisie.objects.filter(wie="Els", soort=scene_kind(scene), record=scene.record.pk)
    assert saved.exclude(versie=None).count() == 1
    scene.each_step_has_its_line()
    return won


def two_hand_in(scene: Scene, samen: Samen) -> None:
    answers = samen(scene.post(scene.joris, "indienen"), scene.post(scene.els, "indienen"))
    assert scene.staat == "ingediend"
    (stap,) = scene.steps("indienen")
    late = answers[0 if stap.wie == "Els" else 1]
    assert f"{KAN_NIET_MEER}: " in late
    assert " nu ingediend." in late
    scene.each_step_has_its_line()


def two_settle(scene: Scene, samen: Samen) -> None:
    """One remark, settled once; both answers that went with it are there."""
    soort = inzending(scene.record).soort.opmerkingen
    made = plaatsen.place(soort, scene.record.pk, None, "Klopt dit?", scene.joris)
    people = [scene.joris, scene.els]

    def settle(wie: Gebruiker) -> Daad:
        client = as_client(wie)
        sent = {"doe": "afhandelen", "tekst": f"Ja, zegt {wie.first_name}."}
        adres = f"/opmerkingen/{made.pk}/"
        return lambda: _html.unescape(client.post(adres, sent, follow=True).content.decode())

    answers = samen(*(settle(wie) for wie in people))
    steps = Opmerkingstap.objects.filter(opmerking=made)
    (done,) = steps.filter(soort="afgehandeld")
    assert not Anker.objects.get(opmerking=made).open
    said = set(steps.filter(soort="antwoord").values_list("tekst", flat=True))
    assert said == {"Ja, zegt Joris.", "Ja, zegt Els."}
    late = answers[0 if done.wie == "Els" else 1]
    assert f"{done.wie} had deze opmerking net al afgehandeld." in late


def scene_kind(scene: Scene) -> str:
    """Under which name the history of its own fields is kept."""
    return {"onderdeel": "onderdeel", "bijlage": "bijlage", "gegevens": "brief"}[
        inzending(scene.record).soort.soort
    ]


def _ordered(samen: Samen, daden: list[Daad], turned: bool) -> list[str]:
    """The answers in the order of `daden`, done in this order or the other."""
    if not turned:
        return samen(*daden)
    return list(reversed(samen(*reversed(daden))))
