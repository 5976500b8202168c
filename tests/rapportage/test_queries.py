"""No query more for more paragrafen: on every screen of those who write, and in every save."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rapportage.openbaar import publicaties
from tests.fabriek import een_paragraaf, iemand
from tests.rapportage import test_rechten
from tests.schermen import writing_screens
from tests.themas.views.formulier import filled
from themas.models import Actie, Bijdrage, Oordeel
from veiligheid.core.models import Inleesbestand, Revisie
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
argumenten = test_rechten.argumenten
Arguments = dict[str, dict[str, Any]]


@pytest.fixture
def client() -> Client:
    """Somebody who may do all of it: every screen shows all it can show."""
    wie = iemand(*(rol for rol in Rol if rol is not Rol.BEHEERDER))
    client = Client()
    client.force_login(wie)
    return client


@pytest.fixture
def bijdrage(argumenten: Arguments, client: Client) -> Bijdrage:
    record = Bijdrage.objects.get(pk=argumenten["bijdrage"]["pk"])
    wie = client.session["_auth_user_id"]
    record.adviseurs.add(int(wie))
    Inleesbestand.objects.update(gebruiker_id=int(wie))
    grow(record, 1)
    return record


def grow(bijdrage: Bijdrage, paragrafen: int) -> None:
    """So many paragrafen more, this year and the year before: with acties, oordelen, a reference,
    a history and a removed one among them."""
    vorige = Bijdrage.objects.get(thema=bijdrage.thema_id, ronde__vooruitblikjaar=2024)
    for _ in range(paragrafen):
        n = bijdrage.thema.acties.count() + 1
        actie = Actie.objects.create(thema=bijdrage.thema, positie=200 + n, titel=f"Actie {n}")
        belofte = een_paragraaf(vorige, f"Beloofd {n}", ("vooruitblik", "<p>Wij gaan.</p>"))
        belofte.blokken.get().acties.add(actie)
        verwijzing = '<a href="verwijzing:thema/onderwerp-2">onder 2</a>'
        verteld = een_paragraaf(
            bijdrage,
            f"Verteld {n}",
            ("terugblik", f"<p>Zie {verwijzing}.</p>"),
            ("vooruitblik", "<p>Wij sturen u in juni 2026 een voorstel.</p>"),
        )
        verteld.blokken.get(soort="terugblik").acties.add(actie)
        Oordeel.objects.create(bijdrage=bijdrage, actie=actie, kleur="groen")
        for versie in (1, 2):
            Revisie.objects.create(
                soort="voortgang",
                record=verteld.pk,
                versie=versie,
                basis=1,
                uuid=uuid4(),
                uitkomst="opgeslagen",
                wie="x",
                inhoud={"stukken": {"kop": "x"}, "volgorde": []},
            )
            verteld.versie = versie
        verteld.save()


@pytest.fixture(autouse=True)
def long_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a minute a session notes that somebody is at work: on a busy machine that minute may
    fall anywhere in what is counted here."""
    monkeypatch.setattr("veiligheid.core.toegang.sessies._ELKE", 24 * 3600)


def queries(do: Callable[[], Any]) -> int:
    # A process reads a published document once.
    publicaties._read.cache_clear()
    with CaptureQueriesContext(
        connection,
    ) as found:
        answer = do()
    assert answer.status_code in (200, 302), (answer.status_code, do)
    return len(found)


def test_every_screen(argumenten: Arguments, client: Client, bijdrage: Bijdrage) -> None:
    adressen = {n: reverse(n, kwargs=argumenten.get(n)) for n in sorted(writing_screens())}
    client.get("/start/")  # what is asked once in a process
    few = {naam: queries(partial(client.get, adres)) for naam, adres in adressen.items()}
    grow(bijdrage, 6)
    many = {naam: queries(partial(client.get, adres)) for naam, adres in adressen.items()}
    assert many == few
    print("queries per screen:", many)
    # A preview composes the whole letter, its annexes, its mirror and what the council reads; the
    # screen of a round does so for its findings, and tells of each theme and part how far it is.
    assert many.pop("ronde") <= 90
    assert max(many.values()) <= 61


def test_every_save(argumenten: Arguments, client: Client, bijdrage: Bijdrage) -> None:
    """The second save of each: the first also keeps what was there before."""
    naam = ("paragraaf", "onderdeel", "brief-feiten", "actie")
    adres = {n: reverse(n, kwargs=argumenten.get(n)) for n in naam}
    eerste = bijdrage.voortgangen.get(kop="Verteld 2")
    adres["paragraaf"] = reverse("paragraaf", args=[bijdrage.pk, eerste.pk])
    actie = bijdrage.thema.acties.get(titel="Actie 2")
    adres["actie"] = reverse("actie", args=[bijdrage.pk, actie.pk])

    def change(n: str, word: str) -> Callable[[], Any]:
        fields = {"paragraaf": "blok-0-tekst", "onderdeel": "tekst"}
        fields |= {"brief-feiten": "kenmerk", "actie": "oorzaak"}
        data = filled(client, adres[n]) | {fields[n]: word}
        return partial(client.post, adres[n], data)

    structuur = reverse("paragraaf-structuur", args=[bijdrage.pk, eerste.pk])
    counted = []
    for word in ("voor", "eerst", "later"):
        found = {n: queries(change(n, word)) for n in naam}
        for doe in ("omhoog", "omlaag", "verwijderen", "terugzetten"):
            found[doe] = queries(partial(client.post, structuur, {"doe": doe}))
        counted.append(found)
        if word == "eerst":
            grow(bijdrage, 6)
    _, few, many = counted
    print("queries per save:", many)
    assert many == few
