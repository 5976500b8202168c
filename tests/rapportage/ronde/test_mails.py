"""Who is mailed what of a round: a real SMTP server, the clock moved night by night, a server that
is away, a worker that is killed. Nobody hears anything twice, and nothing of any text."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.fabriek import een_bijdrage, een_paragraaf, een_plan, een_ronde, een_thema, iemand
from tests.mailserver import Postbus, free_port, mailserver
from tests.taken import werk_af
from themas.jaar.sluiten import close_ronde, reopen_ronde
from themas.models import Bijdrage, Ronde
from themas.signalen import HERINNERING, RONDE, remind
from veiligheid.core.findings import Geweigerd
from veiligheid.core.mail import verzenden
from veiligheid.core.mail.models import Wijze
from veiligheid.core.mail.signalen import choose, send_digests
from veiligheid.core.mensen.mensen import give_work
from veiligheid.core.models import Bericht, Gebruiker, Signaal, Taak
from veiligheid.core.nazien.akkoord import Gevraagde, answer, invite
from veiligheid.core.nazien.soorten import soort_van
from veiligheid.core.nazien.verbs import move_staat
from veiligheid.core.opmerkingen.noemen import mentioned
from veiligheid.core.rollen import Rol
from veiligheid.core.signalen import BEOORDELEN
from veiligheid.core.taken.herstel import ask_nachtwerk, revive
from veiligheid.core.taken.plaats import here

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wachtrij")]
KANARIE = "KANARIE"


@pytest.fixture
def schrijvers() -> list[Gebruiker]:
    return [
        iemand(Rol.BELEIDSADVISEUR, first_name=f"Schrijver{n}", email=f"s{n}@example.org")
        for n in range(11)
    ]


@pytest.fixture
def ronde(schrijvers: list[Gebruiker]) -> Ronde:
    """Eleven themes, a writer each; the last writes along with the first. To be handed in before
    11 December 2026 at five; the sixth ten days later."""
    ronde = een_ronde(een_plan(), 2026, deadline=date(2026, 12, 11), deadline_tijd=time(17))
    for n, wie in enumerate(schrijvers):
        bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, f"Thema {n}"))
        een_paragraaf(bijdrage, KANARIE, ("terugblik", f"<p>{KANARIE} 143</p>"))
        bijdrage.adviseurs.add(wie)
    ronde.bijdragen.get(thema__titel="Thema 0").adviseurs.add(schrijvers[10])
    ronde.bijdragen.filter(thema__titel="Thema 5").update(deadline=date(2026, 12, 21))
    hand_in(ronde, 8, 9)
    return ronde


def hand_in(ronde: Ronde, *nummers: int) -> None:
    titels = [f"Thema {n}" for n in nummers]
    Bijdrage.objects.filter(ronde=ronde, thema__titel__in=titels).update(staat="ingediend")


@pytest.fixture
def smtp(settings: Any) -> int:
    """The portal mails to this port; whether anybody listens there is another matter."""
    port = free_port()
    settings.EMAIL_URL = "smtp://"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    return port


@contextmanager
def at(dag: date, uur: int, minuut: int = 30) -> Iterator[None]:
    moment = datetime.combine(dag, time(uur, minuut), timezone.get_default_timezone())
    with time_machine.travel(moment, tick=False):
        yield


def night(dag: date) -> None:
    """What a supervisor sees to in the night before this day, and the worker beside it."""
    with at(dag, 4):
        ask_nachtwerk()
        werk_af()
    with at(dag, 5):
        revive()
        verzenden.see_to_mail()
        werk_af()


def got(postbus: Postbus) -> Counter[str]:
    return Counter(str(b["To"]).partition("@")[0] for b in postbus.berichten)


def bodies(postbus: Postbus) -> str:
    parts = [part for b in postbus.berichten for part in b.walk() if not part.is_multipart()]
    return "\n".join(bytes(part.get_payload(decode=True)).decode() for part in parts)


def test_a_round_with_a_deadline(
    ronde: Ronde, schrijvers: list[Gebruiker], smtp: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(schrijvers[6], [(HERINNERING, Wijze.DAGELIJKS)])
    choose(schrijvers[7], [(HERINNERING, Wijze.NIET)])
    postbus = Postbus()
    for dag in range(1, 7):
        night(date(2026, 12, dag))
    assert not Bericht.objects.exists()  # too early for anybody
    night(date(2026, 12, 7))  # nobody listens
    assert got(postbus) == Counter()
    assert "Mailserver:" in Bericht.objects.all()[0].fout
    with mailserver(postbus, smtp):
        night(date(2026, 12, 8))
        before = Counter(["s0", "s1", "s2", "s3", "s4", "s6", "s10"])
        assert got(postbus) == before
        (both,) = [b for b in postbus.berichten if b["To"] == "s10@example.org"]
        assert "2 thema’s" in bodies_of(both)
        for titel in ("Thema 0: ", "Thema 10: "):
            assert titel in bodies_of(both)
        (one,) = [b for b in postbus.berichten if b["To"] == "s1@example.org"]
        b1 = ronde.bijdragen.get(thema__titel="Thema 1")
        assert f"/schrijven/{b1.pk}/" in bodies_of(one)
        assert "Thema 1: 1 cijfer zonder bron" in bodies_of(one)
        assert "11 december 2026, 17:00 uur" in bodies_of(one)
        for dag in (9, 10, 11):
            night(date(2026, 12, dag))
        assert got(postbus) == before
        hand_in(ronde, 1, 2)
        with at(date(2026, 12, 12), 4), killed_after_sending(monkeypatch):
            ask_nachtwerk()
            werk_af()
        # The process is gone with what it was sending; the rest waits.
        gone = f"{here()}4194305"
        assert Bericht.objects.unsent().exclude(bezig="").update(bezig=gone) == 1
        assert Taak.objects.filter(staat="bezig", soort="mail").update(werker=gone) == 1
        for dag in range(12, 27):
            night(date(2026, 12, dag))
    after = Counter(["s0", "s3", "s4", "s6", "s10"])
    own = Counter(["s5", "s5"])
    # What was on its way when its worker was killed came again, under its own name.
    again = [naam for naam, times in postbus.kenmerken.items() if times > 1]
    assert [postbus.kenmerken[naam] for naam in again] == [2]
    assert len(postbus.kenmerken) == sum((before + after + own).values()) == 14
    first = {str(b["Message-ID"]): b for b in postbus.berichten}
    unique = Counter(str(b["To"]).partition("@")[0] for b in first.values())
    assert unique == before + after + own
    assert KANARIE not in bodies(postbus)
    # Whoever looks again tells nothing.
    with at(date(2026, 12, 12), 6):
        assert remind() == 0
    print(f"{len(first)} mails, {len(postbus.berichten)} arrivals, nobody told twice")


def bodies_of(bericht: Any) -> str:
    parts = [part for part in bericht.walk() if part.get_content_type() == "text/plain"]
    return "".join(part.get_payload(decode=True).decode() for part in parts)


class Gedood(BaseException):
    """As SIGKILL, in one process."""


@contextmanager
def killed_after_sending(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The first message goes out, and nothing that comes after that is done."""
    send = EmailMultiAlternatives.send

    def and_die(self: EmailMultiAlternatives, *args: Any) -> int:
        send(self, *args)
        raise Gedood

    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", and_die)
        yield


def test_another_deadline_is_another_reminder_and_the_same_is_not(ronde: Ronde) -> None:
    with at(date(2026, 12, 8), 9):
        told = remind()
        assert told == remind() + told
    Ronde.objects.update(deadline=date(2026, 12, 18))
    with at(date(2026, 12, 8), 10):
        assert remind() == 0
    with at(date(2026, 12, 15), 9):
        assert remind() == told
    # Of what was over long ago, as with a portal that was off, nobody hears.
    with at(date(2027, 2, 1), 9):
        assert remind() == 0
    Ronde.objects.update(staat="gesloten")
    with at(date(2026, 12, 19), 9):
        assert remind() == 0


@pytest.mark.parametrize(
    ("dag", "tijd", "voor", "na"),
    [
        (date(2027, 3, 28), None, "2027-03-27T22:59", "2027-03-27T23:00"),
        (date(2027, 10, 31), time(3, 30), "2027-10-31T02:29", "2027-10-31T02:30"),
        (date(2028, 2, 29), time(2, 30), "2028-02-29T01:29", "2028-02-29T01:30"),
    ],
)
def test_to_the_minute_in_odd_nights(
    ronde: Ronde, dag: date, tijd: time | None, voor: str, na: str
) -> None:
    Ronde.objects.update(deadline=dag, deadline_tijd=tijd)
    Bijdrage.objects.update(deadline=None, deadline_tijd=None)
    for moment, words in ((voor, "Lever"), (na, "ingeleverd moeten zijn")):
        Signaal.objects.all().delete()
        with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False):
            remind()
        assert words in Signaal.objects.order_by("pk")[1].onderwerp


def test_what_was_decided_is_told_to_the_writers_and_not_why(
    ronde: Ronde, schrijvers: list[Gebruiker]
) -> None:
    joris = iemand(Rol.EINDREDACTEUR, first_name="Joris", email="joris@example.org")
    bijdrage = ronde.bijdragen.get(thema__titel="Thema 0")

    def told() -> dict[str, str]:
        found = {b.aan.partition("@")[0]: b.onderwerp for b in Bericht.objects.all()}
        assert not any(KANARIE in b.tekst + b.html + b.onderwerp for b in Bericht.objects.all())
        Bericht.objects.all().delete()
        return found

    move_staat("indienen", bijdrage, schrijvers[0])
    assert told() == {"joris": "‘Thema 0’ is ingediend door Schrijver0"}
    move_staat("terugsturen", bijdrage, joris, f"Het {KANARIE} mist.")
    wat = "‘Thema 0’ is teruggestuurd door Joris"
    assert told() == {"s0": wat, "s10": wat}
    move_staat("indienen", bijdrage, schrijvers[0])
    told()
    move_staat("goedkeuren", bijdrage, joris)
    assert set(told().values()) == {"‘Thema 0’ is goedgekeurd door Joris"}
    move_staat("heropenen", bijdrage, joris, KANARIE)
    assert set(told().values()) == {"‘Thema 0’ is weer geopend door Joris"}


def test_who_approves_is_told_when_it_is_their_turn(
    ronde: Ronde, schrijvers: list[Gebruiker], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handed in, then step by step; a writer who is an eindredacteur as well approves nothing, and
    hears nothing. With a link as with an account."""
    settings.GOEDKEURSTAPPEN = [["eindredacteur"], ["leidinggevende"], ["portefeuillehouder"]]
    joris = iemand(Rol.EINDREDACTEUR, first_name="Joris", email="joris@example.org")
    eva = iemand(Rol.EINDREDACTEUR, first_name="Eva", email="eva@example.org")
    marit = iemand(Rol.LEIDINGGEVENDE, first_name="Marit", email="marit@example.org")
    iemand(Rol.PORTEFEUILLEHOUDER, first_name="Floris", email="floris@example.org")
    choose(marit, [(BEOORDELEN, Wijze.DAGELIJKS)])
    schrijvers[10].grant(Rol.EINDREDACTEUR)
    bijdrage = ronde.bijdragen.get(thema__titel="Thema 0")
    move_staat("indienen", bijdrage, schrijvers[0])
    assert mailed() == {
        "eva@example.org": "‘Thema 0’ is ingediend door Schrijver0",
        "joris@example.org": "‘Thema 0’ is ingediend door Schrijver0",
    }
    move_staat("goedkeuren", bijdrage, eva)
    assert mailed() == {}
    assert send_digests() == 1
    (bericht,) = Bericht.objects.all()
    assert bericht.aan == marit.email
    assert "‘Thema 0’ wacht op uw akkoord, na dat van Eva" in bericht.tekst
    assert KANARIE not in bericht.tekst
    Bericht.objects.all().delete()
    monkeypatch.setattr("secrets.token_urlsafe", lambda n: "de-sleutel")
    wie = Gevraagde("B. de Zwart", "afdelingshoofd", "b@example.org", "leidinggevende")
    invite(soort_van(bijdrage), bijdrage, wie, joris)
    assert list(mailed()) == ["b@example.org"]
    answer("de-sleutel", "akkoord", "")
    assert mailed() == {
        "floris@example.org": "‘Thema 0’ wacht op uw akkoord, na dat van B. de Zwart"
    }


def test_a_round_that_closes_and_opens_is_told_to_whom_it_concerns(
    ronde: Ronde, schrijvers: list[Gebruiker]
) -> None:
    """Each once, with what they have in it that is not approved; who did it knows already."""
    joris = iemand(Rol.EINDREDACTEUR, first_name="Joris", email="joris@example.org")
    iemand(Rol.EINDREDACTEUR, first_name="Eva", email="eva@example.org")
    iemand(Rol.BELEIDSADVISEUR, first_name="Niemand", email="niemand@example.org")
    choose(schrijvers[3], [(RONDE, Wijze.NIET)])
    Bijdrage.objects.filter(thema__titel="Thema 1").update(staat="goedgekeurd")
    people = {f"s{n}@example.org" for n in range(11) if n != 3} | {"eva@example.org"}
    close_ronde(ronde, joris)
    sent = {b.aan: b for b in Bericht.objects.all()}
    assert mailed() == dict.fromkeys(people, "Ronde 2026 is gesloten door Joris")
    assert "- Thema 0: concept\n- Thema 10: concept" in sent["s10@example.org"].tekst
    assert "- Thema 8: ingediend" in sent["s8@example.org"].tekst
    assert "- Thema" not in sent["s1@example.org"].tekst + sent["eva@example.org"].tekst
    with pytest.raises(Geweigerd):
        close_ronde(ronde, joris)
    assert mailed() == {}
    reopen_ronde(ronde, joris, f"Er kwam een {KANARIE} bij.")
    assert not any(KANARIE in b.tekst + b.html for b in Bericht.objects.all())
    assert mailed() == dict.fromkeys(people, "Ronde 2026 is weer geopend door Joris")


def mailed() -> dict[str, str]:
    """What was put down since this was asked last, by its receiver."""
    found = list(Bericht.objects.values_list("aan", "onderwerp"))
    assert len(found) == len(dict(found))
    Bericht.objects.all().delete()
    return dict(found)


def test_an_akkoord_by_link_is_told_as_any_other(
    ronde: Ronde, schrijvers: list[Gebruiker], monkeypatch: pytest.MonkeyPatch
) -> None:
    joris = iemand(Rol.EINDREDACTEUR)
    bijdrage = ronde.bijdragen.get(thema__titel="Thema 1")
    move_staat("indienen", bijdrage, schrijvers[1])
    monkeypatch.setattr("secrets.token_urlsafe", lambda n: "de-sleutel")
    invite(
        soort_van(bijdrage),
        bijdrage,
        Gevraagde("B. de Zwart", "burgemeester", "b@example.org", "eindredacteur"),
        joris,
    )
    answer("de-sleutel", "niet akkoord", f"Er mist een {KANARIE}.")
    (bericht,) = Bericht.objects.filter(soort="stand")
    assert bericht.onderwerp == "‘Thema 1’ is teruggestuurd door B. de Zwart"
    assert KANARIE not in bericht.tekst


# -- Named in a remark ----------------------------------------------------------------------------


def test_who_is_named_in_a_remark_hears_so_when_they_may_read_it(
    ronde: Ronde, schrijvers: list[Gebruiker]
) -> None:
    iemand(Rol.RAADSLID, first_name="Emre", email="emre@example.org")
    bijdrage = ronde.bijdragen.get(thema__titel="Thema 0")
    client = Client()
    client.force_login(schrijvers[0])
    adres = f"/opmerkingen/bijdrage/{bijdrage.pk}/"
    client.post(adres, {"tekst": f"@Schrijver10, en @Emre en @Schrijver0: {KANARIE}?"})
    (bericht,) = Bericht.objects.all()
    assert bericht.aan == "s10@example.org"
    assert bericht.onderwerp == "Schrijver0 noemt u in een opmerking"
    assert f"/schrijven/{bijdrage.pk}/#opmerking-" in bericht.tekst
    assert KANARIE not in bericht.tekst
    opmerking = bericht.tekst.split("#opmerking-")[1].split()[0]
    other = Client()
    other.force_login(schrijvers[10])
    reply = {"doe": "antwoorden", "tekst": "Ja, @schrijver0."}
    for _ in range(2):
        other.post(f"/opmerkingen/{opmerking}/", reply | {"uuid": "0" * 32})
    assert list(Bericht.objects.values_list("aan", flat=True)) == [
        "s0@example.org",
        "s10@example.org",
    ]


@pytest.mark.parametrize(
    ("tekst", "wie"),
    [
        ("@Naima Bensaïd kijk eens", ["Naima"]),
        ("@naima, en @NAIMA.", ["Naima"]),
        ("naima@example.org", []),
        ("@Daan", []),  # there are two
        ("@Daan Visser en @Daan de Boer-Smit’s", ["Daan", "Daan"]),
        ("@ Naima", []),
        ("@@@" * 50, []),
    ],
)
def test_names(tekst: str, wie: list[str]) -> None:
    people = [
        iemand(first_name="Naima", last_name="Bensaïd"),
        iemand(first_name="Daan", last_name="Visser"),
        iemand(first_name="Daan", last_name="de Boer-Smit"),
    ]
    if tekst.endswith("’s"):
        tekst = tekst.removesuffix("’s")
    assert [g.first_name for g in mentioned(tekst, people)] == wie


# -- As somebody wants it ------------------------------------------------------------------------


def test_a_digest_once_and_nothing_for_who_wants_nothing(
    ronde: Ronde, schrijvers: list[Gebruiker]
) -> None:
    daan, rosa = schrijvers[0], schrijvers[1]
    client = Client()
    client.force_login(daan)
    page = client.get("/account/berichten/").content.decode()
    assert "De termijn van mijn thema komt eraan of is voorbij" in page
    assert "Een brief komt naar het secretariaat" not in page
    kinds = ("herinnering", "stand", "bevindingen", "genoemd", "overgedragen", "ronde")
    data = dict.fromkeys(kinds, "dagelijks")
    assert client.post("/account/berichten/", data | {"stand": "x"}).status_code == 422
    assert client.post("/account/berichten/", data).status_code == 302
    give_work(rosa, daan, iemand(Rol.BEHEERDER))
    joris = iemand(Rol.EINDREDACTEUR, first_name="Joris")
    for n in (0, 1):
        bijdrage = ronde.bijdragen.get(thema__titel=f"Thema {n}")
        Bijdrage.objects.filter(pk=bijdrage.pk).update(staat="ingediend")
        move_staat("terugsturen", bijdrage, joris, KANARIE)
    mine = Bericht.objects.filter(aan=daan.email)
    assert not mine.exists()
    assert send_digests() == 1
    assert send_digests() == 0
    (bericht,) = mine
    assert bericht.onderwerp.startswith("3 berichten van het veiligheidsportaal")
    for words in ("U neemt het werk van Schrijver1 over", "‘Thema 0’ is teruggestuurd door Joris"):
        assert words in bericht.tekst
    assert KANARIE not in bericht.tekst
    client.post("/account/berichten/", dict.fromkeys(kinds, "niet"))
    move_staat("indienen", bijdrage, daan)
    move_staat("terugsturen", bijdrage, joris, "Weer.")
    assert send_digests() == 0
    assert mine.count() == 1


def test_when_what_it_is_about_fails_nothing_is_told(
    ronde: Ronde, schrijvers: list[Gebruiker], monkeypatch: pytest.MonkeyPatch
) -> None:
    bijdrage = ronde.bijdragen.get(thema__titel="Thema 0")
    move_staat("indienen", bijdrage, schrijvers[0])

    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("stroom weg")

    monkeypatch.setattr("veiligheid.core.mail.signalen.mail", breaks)
    with pytest.raises(RuntimeError):
        move_staat("terugsturen", bijdrage, iemand(Rol.EINDREDACTEUR), "Nee.")
    assert Bijdrage.objects.get(pk=bijdrage.pk).staat == "ingediend"
    assert not Signaal.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_five_who_notice_it_at_once_tell_it_once(ronde: Ronde) -> None:
    start, told = threading.Barrier(5), list[int]()
    Ronde.objects.update(deadline=timezone.localdate() + timedelta(days=2))

    def act() -> None:
        try:
            start.wait()
            told.append(remind())
            send_digests()
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # The sixth theme has a term of its own, later; two were handed in.
    wanted = {f"s{n}@example.org" for n in (0, 1, 2, 3, 4, 6, 7, 10)}
    assert len(told) == 5
    assert sum(told) == len(wanted) == Bericht.objects.count()
    assert set(Bericht.objects.values_list("aan", flat=True)) == wanted


_STERFT = """
import os, signal
import django; django.setup()
from django.core.mail import EmailMultiAlternatives
from veiligheid.core.mail import verzenden

send = EmailMultiAlternatives.send

def and_die(self, *args):
    send(self, *args)
    os.kill(os.getpid(), signal.SIGKILL)

EmailMultiAlternatives.send = and_die
verzenden.send_all(None)
"""


def database_url() -> str:
    """The database of this test, for another process."""
    there = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{there['NAME']}"
    who = f"{there['USER']}:{there['PASSWORD']}@{there['HOST']}:{there['PORT']}"
    return f"postgres://{who}/{there['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_really_killed_between_sending_and_noting(ronde: Ronde, smtp: int) -> None:
    Ronde.objects.update(deadline=timezone.localdate() + timedelta(days=2))
    wanted = remind()
    postbus = Postbus()
    env = os.environ | {
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp}",
        "DJANGO_SETTINGS_MODULE": "veiligheid.settings",
        "DJANGO_DEBUG": "1",
    }
    with mailserver(postbus, smtp):
        for n in (1, 2):
            died = subprocess.run([sys.executable, "-c", _STERFT], env=env, check=False)
            assert died.returncode == -signal.SIGKILL
            assert len(postbus.berichten) == n
        assert not Bericht.objects.exclude(verzonden_op=None).exists()
        verzenden.see_to_mail()
        werk_af()
    assert Bericht.objects.exclude(verzonden_op=None).count() == wanted
    # Both that were on their way came again under their own names, and nobody was forgotten.
    assert sorted(postbus.kenmerken.values())[-3:] == [1, 2, 2]
    assert len(postbus.kenmerken) == wanted
