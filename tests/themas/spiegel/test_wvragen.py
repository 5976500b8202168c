"""The council's own reading of a theme."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.fabriek import een_actie, een_bijdrage, een_plan, een_ronde, een_thema, een_uitspraak
from tests.themas.spiegel.groot import een_grote_spiegel
from themas.models import Oordeel, Pijler
from themas.spiegel.maken import make_spiegel
from themas.spiegel.wvragen import wvragen

pytestmark = pytest.mark.django_db


def test_the_questions_of_a_theme() -> None:
    plan = een_plan()
    thema = een_thema(plan, "Drukte", opgave="<p>Vol.</p>", ambitie="<p>Leeg.</p>")
    een_thema(plan, "Stilte")
    pijlers = [
        Pijler.objects.create(thema=thema, positie=n, titel=f"Doel {n}", tekst=f"<p>{n}</p>")
        for n in (1, 2)
    ]
    hek = een_actie(thema, "Het hek", pijler=pijlers[0], positie=9)
    toen, nu = (een_bijdrage(een_ronde(plan, jaar), thema) for jaar in (2025, 2026))
    een_uitspraak(toen, "vooruitblik", "<p>Een hek.</p>", hek)
    een_uitspraak(nu, "terugblik", "<p>Een half hek.</p>", hek)
    Oordeel.objects.create(bijdrage=nu, actie=hek, kleur="groen", realisatie="deels")
    spiegel = make_spiegel(plan, 2025)
    drukte, stilte = wvragen(plan, spiegel)
    assert (drukte.thema_titel, drukte.opgave, drukte.ambitie) == (
        "Drukte",
        "<p>Vol.</p>",
        "<p>Leeg.</p>",
    )
    assert drukte.rijen == spiegel.rijen
    assert [(d.titel, d.html) for d in drukte.doelen] == [
        ("Doel 1", "<p>1</p>"),
        ("Doel 2", "<p>2</p>"),
    ]
    assert [(titel, t.groen, t.beloofd) for titel, t in drukte.per_doel] == [
        ("Doel 1", 1, 1),
        ("Doel 2", 0, 0),
    ]
    assert drukte.realisaties == (("deels", 1),)
    assert (stilte.rijen, stilte.telling.beloofd) == ((), 0)


def test_two_queries() -> None:
    plan = een_grote_spiegel(44)
    spiegel = make_spiegel(plan, 2025)
    with CaptureQueriesContext(connection) as queries:
        assert len(wvragen(plan, spiegel)) == 11
    assert len(queries) == 2
