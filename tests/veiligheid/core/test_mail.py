"""Each message once, in plain Dutch, whatever happens to the server or to who sends."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as postvak
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from rapportage.besluit.punten import open_points
from rapportage.composition import compose
from rapportage.models import Brief, Publicatie
from rapportage.uitgeven import press
from tests.fabriek import een_brief, iemand
from tests.mailserver import Postbus, free_port, mailserver
from tests.taken import werk_af
from themas.models import Bijdrage, Blok
from veiligheid.core.mail import verzenden
from veiligheid.core.mail.vragen import mail
from veiligheid.core.models import Bericht, Taak
from veiligheid.core.rollen import Rol
from veiligheid.core.taken.plaats import here

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wachtrij")]


@pytest.fixture
def met_server(settings: Any) -> None:
    settings.EMAIL_URL = "smtp://mail.example"


def een_bericht(n: int = 1, aan: str = "bram@example.org") -> Bericht | None:
    context = {"naam": "Bram", "door": "Greet <g>", "titel": "Brief", "versie": n, "adres": "/b/"}
    return mail("proef", aan, f"proef/{n}", f"Bericht\n{n}", "mail/gepubliceerd.txt", context)


def later() -> None:
    """As if every wait is over."""
    Bericht.objects.update(niet_voor=timezone.now())
    verzenden.see_to_mail()
    werk_af()


@pytest.mark.usefixtures("met_server")
def test_asked_twice_it_is_sent_once_as_text_with_a_formatted_part() -> None:
    assert een_bericht() == een_bericht()
    assert een_bericht(2, aan="") is None
    werk_af()
    later()
    (sent,) = postvak.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert (sent.subject, sent.to) == ("Bericht 1", ["bram@example.org"])
    assert "Greet <g> heeft versie 1" in sent.body
    html = str(sent.alternatives[0][0])
    assert "<p>Greet &lt;g&gt; heeft versie 1" in html
    assert '<html lang="nl">' in html
    assert Bericht.objects.get().verzonden_op is not None


@pytest.mark.usefixtures("met_server")
def test_a_process_that_died_while_sending_is_followed_under_the_same_name() -> None:
    een_bericht()
    now = timezone.now()
    Bericht.objects.update(bezig=f"{here()}4194305", bezig_op=now)
    werk_af()
    assert postvak.outbox == []  # somebody has it
    later()
    (sent,) = postvak.outbox
    again = verzenden.as_message(Bericht.objects.get(), postvak.get_connection())
    assert again.message()["Message-ID"] == sent.message()["Message-ID"]
    # Of another machine one can't see whether it lives: then time tells.
    Bericht.objects.update(bezig="elders//1", bezig_op=now, verzonden_op=None)
    later()
    assert len(postvak.outbox) == 1
    Bericht.objects.update(bezig_op=now - timedelta(minutes=6))
    later()
    assert len(postvak.outbox) == 2


def test_one_bad_address_holds_up_nobody_and_is_given_up_in_the_end(settings: Any) -> None:
    postbus, port = Postbus(weigert="weg"), free_port()
    settings.EMAIL_URL = "smtp://"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    for n, aan in enumerate(["a@example.org", "weg@example.org", "b@example.org"]):
        een_bericht(n, aan)
    werk_af()  # nobody listens
    assert not Bericht.objects.exclude(verzonden_op=None).exists()
    assert "Mailserver:" in Bericht.objects.all()[0].fout
    with mailserver(postbus, port):
        later()
        assert [b["To"] for b in postbus.berichten] == ["a@example.org", "b@example.org"]
        bad = Bericht.objects.get(aan="weg@example.org")
        assert "onbekend" in bad.fout
        assert bad.niet_voor > timezone.now() + timedelta(seconds=50)
        later()
        assert len(postbus.berichten) == 2
        Bericht.objects.update(gevraagd_op=timezone.now() - timedelta(days=4))
        later()
    bad.refresh_from_db()
    assert (bad.opgegeven_op is not None, bad.verzonden_op) == (True, None)
    text, html = list(postbus.berichten[0].walk())[1:]
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")


def test_without_a_server_nothing_leaves_and_the_administrator_sees_it(client: Client) -> None:
    een_bericht()
    verzenden.see_to_mail()
    werk_af()
    assert not Taak.objects.filter(soort="mail").exists()
    assert postvak.outbox == []
    client.force_login(iemand(Rol.BEHEERDER))
    assert "/mail/" in client.get("/start/").content.decode()
    html = client.get("/mail/").content.decode()
    assert "bram@example.org" in html
    assert "Deze omgeving verstuurt niets." in html


def test_where_mail_is_sent_no_page_shows_it(client: Client, settings: Any) -> None:
    settings.MAIL_TONEN = False
    client.force_login(iemand(Rol.BEHEERDER))
    assert client.get("/mail/").status_code == 404
    assert "/mail/" not in client.get("/start/").content.decode()


def test_a_publication_is_told_without_a_sentence_of_it() -> None:
    brief = een_brief(themas=1, paragrafen=1)
    Bijdrage.objects.update(staat="goedgekeurd")
    greet = iemand(Rol.SECRETARIAAT, first_name="Greet", email="greet@example.org")
    iemand(Rol.EINDREDACTEUR, email="naima@example.org")
    iemand(Rol.GRIFFIE, email="griffie@example.org")
    compositie = compose(brief)
    ja = [punt.code for punt in open_points(brief, compositie)]
    press(brief, compositie.document.sha256, "", greet, ja=ja)
    werk_af()
    assert set(Bericht.objects.values_list("aan", flat=True)) == {
        "greet@example.org",
        "naima@example.org",
    }
    tekst = Bericht.objects.all()[0].tekst
    assert Publicatie.objects.get().get_absolute_url() in tekst
    assert Brief.objects.get().titel in tekst
    assert not any(blok.tekst.strip("<p>/") in tekst for blok in Blok.objects.all())
