"""Two people at once: one number, one sentence, one answer that says so."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from tests.fabriek import (
    edit_toezegging,
    een_bijdrage,
    een_paragraaf,
    een_ronde,
    een_thema,
    een_toezegging,
    iemand,
)
from themas.models import Toezegging
from themas.toezeggingen import opslaan, transitions
from themas.toezeggingen.aanbod import aanbod_for
from themas.toezeggingen.opnemen import register_sentence
from veiligheid.core.findings import Geweigerd
from veiligheid.core.rollen import Rol

VELDEN = {"soort": "motie", "tekst": "x", "gemaakt_op": date(2025, 1, 1), "nummer": "M1"}


def at_once(verb: Callable[[], object], times: int = 10) -> list[str]:
    """What became of it, in order of the alphabet."""
    outcomes: list[str] = []

    def attempt() -> None:
        try:
            verb()
            outcomes.append("gedaan")
        except Geweigerd as geweigerd:
            outcomes.append(geweigerd.bevindingen[0].code)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(times)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return sorted(outcomes)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_number_given_by_many_at_once() -> None:
    griffie = iemand(Rol.GRIFFIE)
    outcomes = at_once(lambda: transitions.register(VELDEN, griffie))
    assert outcomes == ["gedaan"] + ["nummer-dubbel"] * 9
    assert Toezegging.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_sentence_registered_by_many_at_once() -> None:
    ronde = een_ronde()
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Wijken"))
    paragraaf = een_paragraaf(bijdrage, "Kop", ("vooruitblik", "<p>In mei hoort u meer.</p>"))
    (offer,) = aanbod_for(paragraaf)
    redactie = iemand(Rol.EINDREDACTEUR)
    outcomes = at_once(lambda: register_sentence(paragraaf, offer.sleutel, redactie))
    assert outcomes == sorted(["gedaan"] + ["al-geregistreerd"] * 9)
    assert Toezegging.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["register", "edit"])
def test_what_only_the_database_sees_is_said_the_same_way(
    verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the write somebody else was there first."""
    griffie = iemand(Rol.GRIFFIE)
    own = een_toezegging()
    een_toezegging(nummer="M1")
    look, looked = opslaan.refuse_twice, []

    def blind_at_first(*args: object) -> None:
        looked.append(args)
        if len(looked) > 1:
            look(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(opslaan, "refuse_twice", blind_at_first)
    verbs: dict[str, Callable[[], object]] = {
        "register": lambda: transitions.register(VELDEN, griffie),
        "edit": lambda: edit_toezegging(own, 1, griffie, nummer="M1"),
    }
    with pytest.raises(Geweigerd, match="M1"):
        verbs[verb]()
    own.refresh_from_db()
    assert (own.nummer, own.versie) == ("", 1)
    assert Toezegging.objects.count() == 2
