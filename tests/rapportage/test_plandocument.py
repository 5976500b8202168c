"""The plan as a document: its anchors last."""

from collections import Counter

import pytest

from rapportage.plandocument import compose_plan
from tests.fabriek import een_actie, een_plan, een_thema
from themas.models import Actie, Pijler, Plan, PlanOnderdeel, Thema
from themas.plan.running_order import current_order, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = een_plan()
    een_thema(plan, "Drukte", opgave="<p>Veel.</p>", positie=2)
    PlanOnderdeel.objects.create(plan=plan, positie=1, niveau=2, kop="Voorwoord")
    for n, titel in enumerate(("Opgave", "Rust", "Ruimte"), start=3):
        Pijler.objects.create(thema=Thema.objects.get(), positie=n, titel=titel)
    actie = een_actie(Thema.objects.get(), "Tellen", positie=6, doel="<p>Weten.</p>")
    velden = {"plan": plan, "thema": Thema.objects.get(), "actie": actie, "niveau": 4}
    PlanOnderdeel.objects.create(positie=7, kop="Doel", **velden)
    PlanOnderdeel.objects.create(positie=8, **velden)
    een_thema(plan, "Stilte", positie=9)
    PlanOnderdeel.objects.create(plan=plan, positie=10, niveau=3, kop="Nawoord")
    return plan


def anchors(plan: Plan) -> dict[str, str]:
    return {s.anker: s.kop for s in compose_plan(plan).secties}


def test_anchors_are_made_of_words(plan: Plan) -> None:
    actie = f"actie-{Actie.objects.get().sleutel}"
    assert list(anchors(plan)) == [
        "plan--voorwoord",
        "thema-drukte",
        "thema-drukte--opgave",
        "thema-drukte--opgave-2",
        "thema-drukte--rust",
        "thema-drukte--ruimte",
        actie,
        f"{actie}--doel-2",
        f"{actie}--tekst",
        f"{actie}--doel",
        "thema-stilte",
        "plan--nawoord",
    ]


def test_moving_and_adding_leaves_them_as_they_are(plan: Plan) -> None:
    before = anchors(plan)
    place(plan, list(reversed(current_order(plan))))
    moved = anchors(plan)
    assert moved == before
    assert list(moved) != list(before)
    PlanOnderdeel.objects.create(plan=plan, positie=100, niveau=2, kop="Nog iets")
    assert anchors(plan).items() > before.items()


def test_anchors_differ(plan: Plan) -> None:
    for n in range(3):
        PlanOnderdeel.objects.create(plan=plan, positie=100 + n, niveau=2, kop="Voorwoord")
    found = Counter(s.anker for s in compose_plan(plan).secties)
    assert set(found.values()) == {1}
