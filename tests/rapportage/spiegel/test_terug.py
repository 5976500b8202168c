"""The lists beside a published mirror: taken in again they say the same."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.fabriek import een_uitspraak
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import drie_jaren
from tests.themas.spiegel.bestanden import everything, importeer
from themas.models import Bijdrage, Blok, Blokactie, Oordeel, Plan, Voortgang
from themas.spiegel.maken import make_spiegel

pytestmark = pytest.mark.django_db

VERWIJZING = (
    '<p>Zie <a href="verwijzing:thema/drukte">onder 9</a>, =met '
    '<strong>nadruk</strong><a href="verwijzing:voetnoot" title="Een noot.">*</a>.</p>'
)


@pytest.mark.parametrize("soort", ["csv", "xlsx"])
def test_the_published_list_comes_back_equal(soort: str, tmp_path: Path, client: Client) -> None:
    jaren = drie_jaren()
    een_uitspraak(jaren.bijdrage(2027), "terugblik", VERWIJZING, jaren.acties["poort"])
    publicatie = publish_quickly(jaren.spiegel(2026))
    data = client.get(f"{publicatie.get_absolute_url()}spiegel.{soort}").content
    opties: dict[str, Any] = {"plan": jaren.plan.slug, "jaar": 2026}

    # Where it came from: what people wrote stays as it is.
    before = everything()
    importeer(tmp_path, data, f"spiegel.{soort}", **opties)
    assert everything() == before

    # Where nothing was said yet: the same mirror, and the second time nothing.
    shown = make_spiegel(jaren.plan, 2026)
    for model in (Oordeel, Blokactie, Blok, Voortgang, Bijdrage):
        model._default_manager.all().delete()
    importeer(tmp_path, data, f"spiegel.{soort}", **opties)
    again = make_spiegel(Plan.objects.get(), 2026)
    assert [(r.titel, r.kleur, r.realisatie, r.oorzaak) for r in again.rijen] == [
        (r.titel, r.kleur, r.realisatie, r.oorzaak) for r in shown.rijen
    ]
    before = everything()
    assert "Er is niets veranderd" in importeer(tmp_path, data, f"spiegel.{soort}", **opties)
    assert everything() == before
