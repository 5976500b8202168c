"""Following by mail: asked, confirmed, told once, ended."""

import re
from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest
import time_machine
from django.core.mail.backends.dummy import EmailBackend
from django.test import Client
from django.utils import timezone

from rapportage.abonnementen import verzenden
from rapportage.abonnementen.melden import see
from rapportage.abonnementen.models import Abonnement, Melding
from rapportage.abonnementen.verzenden import tell, tidy
from tests.fabriek import een_brief, een_toezegging
from tests.rapportage.publiceren import publish_quickly
from veiligheid.core.mail.models import Bericht
from veiligheid.core.mail.verzenden import as_message

pytestmark = pytest.mark.django_db
ADRES = "lezer@voorbeeld.example"


def ask(client: Client, adres: str = ADRES, onderwerp: str = "toezeggingen", **velden: str) -> Any:
    data = {"adres": adres, "onderwerp": onderwerp, "ritme": "direct", **velden}
    return client.post("/volgen/", data)


def link_in(bericht: Bericht, wat: str) -> str:
    found = re.search(rf"https?://[^/\s]+(/volgen/{wat}/\S+)", bericht.tekst)
    assert found is not None
    return found[1]


def confirmed(client: Client, **velden: str) -> Abonnement:
    ask(client, **velden)
    question = Bericht.objects.filter(soort="abonnement-vraag").latest("pk")
    client.post(link_in(question, "bevestigen"))
    return Abonnement.objects.get(
        adres=question.aan, onderwerp=velden.get("onderwerp", "toezeggingen")
    )


def sent() -> list[Bericht]:
    return list(Bericht.objects.filter(soort="abonnement").order_by("pk"))


def een_openbare(**velden: Any) -> Any:
    today = timezone.localdate()
    return een_toezegging(openbaar=True, openbaar_sinds=timezone.now(), gemaakt_op=today, **velden)


def test_nothing_is_sent_before_somebody_said_yes(client: Client) -> None:
    assert ask(client).status_code == 200
    een_openbare()
    tell()
    assert sent() == []
    (question,) = Bericht.objects.all()
    assert question.aan == ADRES
    page = link_in(question, "bevestigen")
    # Looking is no yes: a program that follows links says nothing.
    client.get(page)
    tell()
    assert sent() == []
    client.post(page)
    tell()
    # What was there before is no news.
    assert sent() == []
    new = een_openbare(tekst="Wij sturen u de cijfers.")
    tell()
    (bericht,) = sent()
    assert new.tekst in bericht.tekst
    assert new.get_absolute_url() in bericht.tekst


def test_each_change_once_whatever_happens_twice(client: Client) -> None:
    confirmed(client)
    een_openbare()
    for _ in range(3):
        tell()
    assert len(sent()) == 1
    een_openbare()
    tell()
    assert len(sent()) == 2


def test_only_what_was_asked(client: Client) -> None:
    confirmed(client, onderwerp="brieven")
    een_openbare()
    tell()
    assert sent() == []
    publish_quickly(een_brief(themas=1))
    tell()
    assert len(sent()) == 1


def test_nothing_secret_is_told(client: Client) -> None:
    confirmed(client)
    een_toezegging(tekst="De kanarie is geheim.")
    tell()
    assert sent() == []
    assert not Melding.objects.filter(kop__contains="kanarie").exists()


def test_a_theme(client: Client) -> None:
    publish_quickly(een_brief(themas=2))
    abonnement = confirmed(client, onderwerp="thema:Onderwerp 1")
    thema = een_brief(themas=2).ronde.plan.themas.get(titel="Onderwerp 1")
    een_openbare(thema=thema)
    een_openbare()
    tell()
    assert len(sent()) == 1
    assert abonnement.over == "Onderwerp 1"


def test_once_a_week_all_of_it_together(client: Client) -> None:
    begin = timezone.now()
    with time_machine.travel(begin, tick=False):
        confirmed(client, ritme="week")
        een_openbare(tekst="De eerste.")
        tell()
    assert len(sent()) == 1
    for days in (1, 3, 6):
        with time_machine.travel(begin + timedelta(days=days), tick=False):
            een_openbare(tekst=f"Na {days} dagen.")
            tell()
    assert len(sent()) == 1
    with time_machine.travel(begin + timedelta(days=8), tick=False):
        tell()
    assert all(f"Na {n} dagen." in sent()[1].tekst for n in (1, 3, 6))


def test_ended_with_one_press_and_the_address_is_gone(client: Client) -> None:
    confirmed(client)
    een_openbare()
    tell()
    (bericht,) = sent()
    message = as_message(bericht, EmailBackend())
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    end = link_in(bericht, "afmelden")
    assert end in message.extra_headers["List-Unsubscribe"]
    # Looking ends nothing.
    assert "Meld mij af" in client.get(end).content.decode()
    assert Abonnement.objects.exists()
    # As a mail program does it: no cookie, no token of a session.
    own = Client(enforce_csrf_checks=True)
    assert own.post(end, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Abonnement.objects.exists()
    assert not Bericht.objects.filter(aan=ADRES).exists()
    een_openbare()
    tell()
    assert sent() == []
    assert own.post(end).status_code == 200


def test_no_cookie_and_nothing_followed(client: Client) -> None:
    for answer in (client.get("/volgen/"), ask(client)):
        assert not answer.cookies
    confirmed(client, onderwerp="cijfers", adres="ander@voorbeeld.example")
    een_openbare()
    tell()
    html = "".join(b.html for b in Bericht.objects.all())
    assert "<img" not in html


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"adres": ""}, "Vul uw mailadres in."),
        ({"adres": "geen adres"}, "Dit is geen mailadres."),
        ({"adres": "a@b.example\nBcc: c@d.example"}, "Dit is geen mailadres."),
        ({"onderwerp": "bestaat-niet"}, "Selecteer een geldige keuze"),
        ({"ritme": "elk uur"}, "Selecteer een geldige keuze"),
    ],
)
def test_bad_input_is_told_and_asks_nothing(
    client: Client, velden: dict[str, str], melding: str
) -> None:
    answer = ask(client, **velden)
    assert answer.status_code == 422
    assert melding in answer.content.decode()
    assert not Bericht.objects.exists()


def test_nobody_is_flooded(client: Client) -> None:
    answers = [ask(client) for _ in range(8)]
    assert [a.status_code for a in answers] == [200] * 5 + [422] * 3
    assert Bericht.objects.filter(aan=ADRES).count() == 5
    # A machine fills in what nobody sees.
    ask(client, "machine@voorbeeld.example", website="https://x.example")
    assert not Bericht.objects.filter(aan="machine@voorbeeld.example").exists()


def test_who_never_said_yes_is_forgotten(client: Client) -> None:
    ask(client)
    assert "0 aanvragen" in tidy()
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert "1 aanvraag" in tidy()
    assert not Abonnement.objects.exists()


def test_an_unknown_key_opens_nothing(client: Client) -> None:
    assert client.get("/volgen/bevestigen/bestaat-niet/").status_code == 404
    assert client.post("/volgen/bevestigen/bestaat-niet/").status_code == 404


def test_asked_for_only_when_something_may_have_changed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(verzenden, "ask", lambda *args: asked.append(args))

    def round_of_the_supervisor() -> int:
        verzenden._seen[1] = -1e9
        verzenden.look()
        return len(asked)

    verzenden._seen[0] = None
    assert round_of_the_supervisor() == 0  # nobody follows
    confirmed(client)
    assert round_of_the_supervisor() == 1
    assert round_of_the_supervisor() == 1
    een_openbare()
    assert round_of_the_supervisor() == 2


def test_ten_thousand_addresses_within_a_minute() -> None:
    """Each gets one message, none who ended; reported in seconds."""
    laatste = see()
    now = timezone.now()
    Abonnement.objects.bulk_create(
        Abonnement(
            adres=f"lezer{n}@voorbeeld.example",
            onderwerp="toezeggingen",
            ritme="direct",
            bevestigd_op=now,
            laatste=laatste,
        )
        for n in range(10_000)
    )
    ended = list(Abonnement.objects.order_by("pk")[:100])
    Abonnement.objects.filter(pk__in=[a.pk for a in ended]).delete()
    een_openbare()
    begin = perf_counter()
    tell()
    took = perf_counter() - begin
    addresses = list(Bericht.objects.filter(soort="abonnement").values_list("aan", flat=True))
    print(f"9,900 messages put down in {took:.1f} s; twice: 0; to who ended: 0")
    assert len(addresses) == len(set(addresses)) == 9_900
    assert not set(addresses) & {a.adres for a in ended}
    tell()
    assert Bericht.objects.filter(soort="abonnement").count() == 9_900
