"""Who may not write somewhere, sends there what who may would send: every button of every page,
filled in. Nothing is written and nothing of the draft comes back."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from tests.fabriek import iemand
from tests.knoppen import Knop, buttons_on
from tests.rapportage.test_rechten import (  # noqa: F401 - fixtures
    KANARIE,
    argumenten,
    huisstijl,
    own_arguments,
)
from tests.rechten import ALLEEN_POST, INGELOGD, SCHRIJVEN, VAN_EEN_ROL, WIE_MAG
from tests.veiligheid.core.toegang.hulp import een_app, een_passkey
from themas.models import Bijdrage, Voortgang
from veiligheid.core.models import Gebruiker, Inleesbestand, Taak
from veiligheid.core.rollen import Rol
from veiligheid.core.taken.models import Werkproces

pytestmark = [pytest.mark.django_db, pytest.mark.eenmaal]

# One's own: a session, a log line, a brake. Anybody may have these written.
_EIGEN = ("django_session", "core_logregel", "django_cache", "core_aanmelding", "SAVEPOINT")
_SCHRIJFT = ("INSERT", "UPDATE", "DELETE")


def may(naam: str) -> frozenset[Rol | None]:
    """Whose buttons these are; an owner's are nobody's by role alone."""
    if naam in VAN_EEN_ROL:
        return frozenset(VAN_EEN_ROL[naam])
    if naam in SCHRIJVEN:
        return frozenset()
    return WIE_MAG.get(naam, INGELOGD)


@pytest.fixture
def knoppen(argumenten: dict[str, dict[str, Any]]) -> dict[str, list[Knop]]:  # noqa: F811
    """By the name of the address: what somebody of all roles, who owns the theme, can press."""
    paragraaf = Voortgang.objects.get(pk=argumenten["paragraaf"]["voortgang"])
    Voortgang.objects.filter(pk=paragraaf.pk).update(kop=f"Een {KANARIE}")
    paragraaf.blokken.update(tekst=f"<p>Hier zingt een {KANARIE}.</p>")
    alles = _everybody(argumenten)
    client = Client()
    client.force_login(alles)
    Werkproces.objects.create(naam="proef", gehoord_op=timezone.now())
    found: dict[str, list[Knop]] = defaultdict(list)
    for naam in sorted(WIE_MAG):
        adres = reverse(naam, kwargs=argumenten.get(naam))
        answer = client.get(adres, follow=True)
        if answer.status_code != 200 or "text/html" not in answer.get("Content-Type", ""):
            continue
        for knop in buttons_on(answer, answer.request["PATH_INFO"]):
            route = resolve(knop.pad).url_name
            if route and route != "account_logout" and knop not in found[route]:
                found[route].append(knop)
    return found


def _everybody(argumenten: dict[str, dict[str, Any]]) -> Gebruiker:  # noqa: F811
    gebruiker = iemand(*Rol)
    een_app(gebruiker)
    een_passkey(gebruiker)
    argumenten |= own_arguments(gebruiker)
    Inleesbestand.objects.update(gebruiker=gebruiker)
    Taak.objects.update(gebruiker=gebruiker)
    eigen = Bijdrage.objects.get(pk=argumenten["bijdrage"]["pk"])
    eigen.adviseurs.add(gebruiker)
    eigen.thema.adviseurs.add(gebruiker)
    return gebruiker


def _written(queries: CaptureQueriesContext) -> list[str]:
    return [
        q["sql"][:120]
        for q in queries.captured_queries
        if q["sql"].lstrip().startswith(_SCHRIJFT) and not any(e in q["sql"] for e in _EIGEN)
    ]


def _one_by_one(knoppen: dict[str, list[Knop]]) -> Iterator[tuple[str, Knop]]:
    """Each button, to be pressed; what that did is undone."""
    for naam, alle in sorted(knoppen.items()):
        for knop in alle:
            with transaction.atomic():
                yield naam, knop
                transaction.set_rollback(True)


def test_who_may_not_write_writes_nothing(knoppen: dict[str, list[Knop]]) -> None:
    """One after the other, each undone: the pages are asked for once."""
    for rol in (None, *Rol):
        client, asked = Client(), 0
        if rol is not None:
            client.force_login(iemand(rol))
        for naam, knop in _one_by_one(knoppen):
            if rol in may(naam):
                continue
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(knop.pad, knop.velden)
            asked += 1
            where = (rol, naam, knop.woorden, answer.status_code)
            assert answer.status_code in ({302, 401} if rol is None else {404}), where
            body = b"" if answer.streaming else answer.content
            # What was sent is kept on the page to log in on.
            if rol is not None:
                assert KANARIE not in f"{body.decode(errors='replace')}{answer.headers}", where
            assert _written(queries) == [], where
        print(f"{rol or 'nobody'}: {asked} buttons of others pressed, 0 written, 0 leaks")
        assert asked > 30


def test_who_may_write_can(knoppen: dict[str, list[Knop]]) -> None:
    """The same, by who may: so that what the others sent was worth refusing."""
    alles = Gebruiker.objects.get(pk=Taak.objects.values_list("gebruiker")[:1])
    told: dict[int, list[str]] = defaultdict(list)
    for naam, knop in _one_by_one(knoppen):
        client = Client()  # a button may have ended the session of the one before
        client.force_login(alles)
        answer = client.post(knop.pad, knop.velden)
        told[answer.status_code].append(f"{naam}: {knop.woorden}")
    for code, which in sorted(told.items()):
        print(code, len(which), which)
    routes = set(knoppen)
    print(len(routes), "addresses; no button:", sorted((ALLEEN_POST | set(SCHRIJVEN)) - routes))
    assert not {401, 403, 404, 405, 500} & set(told)
    assert len(told[302]) > sum(map(len, told.values())) * 0.7
