"""Naima writes about "Drukte"; the year before promised something."""

import pytest
from django.test import Client

from tests.fabriek import (
    een_bijdrage,
    een_paragraaf,
    een_plan,
    een_ronde,
    een_thema,
    iemand,
)
from themas.models import Actie, Bijdrage
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol


@pytest.fixture
def naima() -> Gebruiker:
    return iemand(Rol.BELEIDSADVISEUR, first_name="Naima")


@pytest.fixture
def bijdrage(naima: Gebruiker) -> Bijdrage:
    """A bijdrage of 2026 with one paragraaf; the round before it promised something."""
    plan = een_plan()
    thema = een_thema(plan, "Drukte")
    vorige = een_bijdrage(een_ronde(plan, 2025), thema)
    belofte = een_paragraaf(vorige, "Tellen", ("vooruitblik", "<p>Wij gaan tellen.</p>"))
    actie = Actie.objects.create(thema=thema, positie=1, titel="Tellen op straat")
    belofte.blokken.get().acties.add(actie)
    bijdrage = een_bijdrage(een_ronde(plan, 2026), thema)
    bijdrage.adviseurs.add(naima)
    blokken = [
        ("terugblik", "<p>Een <strong>vet</strong> woord.</p><p>Tweede alinea.</p>"),
        ("vooruitblik", "<p>Straks.</p>"),
    ]
    een_paragraaf(bijdrage, "De kop", *blokken)
    return bijdrage


@pytest.fixture
def naima_client(client: Client, naima: Gebruiker) -> Client:
    client.force_login(naima)
    return client
