"""Rounds: opened once, in last year's order, with last year's advisors; moved by the editor."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.fabriek import een_bijdrage, een_paragraaf, een_plan, een_ronde, een_thema, iemand
from themas.jaar.transitions import move_bijdrage, open_ronde
from themas.models import Actie, Bijdrage, Plan, Ronde, Thema, Voortgang
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def ronde() -> Ronde:
    ronde = een_ronde(jaar=2025)
    for titel, soort in [
        ("A", "prioritair"),
        ("B", "prioritair"),
        ("C", "prioritair"),
        ("D", "kern"),
    ]:
        een_bijdrage(ronde, een_thema(ronde.plan, titel, soort))
    return ronde


def titels(ronde: Ronde) -> list[str]:
    return [b.thema.titel for b in ronde.bijdragen.in_order().select_related("thema")]


def test_moving_keeps_to_the_group(ronde: Ronde) -> None:
    redacteur = iemand(Rol.EINDREDACTEUR)
    c = Bijdrage.objects.get(thema__titel="C")
    move_bijdrage(c, 1, redacteur)
    assert titels(ronde) == ["C", "A", "B", "D"]
    move_bijdrage(c, 2, redacteur)
    assert titels(ronde) == ["A", "C", "B", "D"]
    with pytest.raises(Geweigerd, match="1 tot en met 3"):
        move_bijdrage(c, 4, redacteur)
    assert Logregel.objects.filter(verb="verplaatsen").count() == 2


@pytest.mark.parametrize("rol", [r for r in Rol if r is not Rol.EINDREDACTEUR])
def test_only_the_editor_moves(ronde: Ronde, rol: Rol) -> None:
    with pytest.raises(PermissionDenied):
        move_bijdrage(ronde.bijdragen.all()[0], 2, iemand(rol))


def test_a_new_round_copies_order_and_advisors(ronde: Ronde) -> None:
    redacteur, adviseur = iemand(Rol.EINDREDACTEUR), iemand(Rol.BELEIDSADVISEUR)
    move_bijdrage(Bijdrage.objects.get(thema__titel="C"), 1, redacteur)
    Bijdrage.objects.get(thema__titel="B").adviseurs.add(adviseur)
    een_thema(ronde.plan, "Nieuw", toegevoegd_in=2026)
    een_thema(ronde.plan, "Weg", vervallen_in=2026, reden_vervallen="Opgegaan in A.")
    nieuw = open_ronde(ronde.plan, 2026, redacteur)
    assert titels(nieuw) == ["C", "A", "B", "Nieuw", "D"]
    assert list(nieuw.bijdragen.get(thema__titel="B").adviseurs.all()) == [adviseur]
    with pytest.raises(Geweigerd, match="al geopend"):
        open_ronde(ronde.plan, 2026, redacteur)
    with pytest.raises(PermissionDenied):
        open_ronde(ronde.plan, 2027, adviseur)


def refused(make: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()  # type: ignore[operator]


def test_the_database_holds_the_rules(ronde: Ronde) -> None:
    plan, thema = ronde.plan, ronde.plan.themas.all()[0]
    bijdrage = ronde.bijdragen.get(thema=thema)
    p = een_paragraaf(bijdrage, "Kop")
    refused(lambda: een_bijdrage(ronde, thema, positie=99))
    refused(lambda: een_bijdrage(ronde, een_thema(plan, "E"), positie=1))
    refused(lambda: Bijdrage.objects.update(staat="onzin"))
    refused(lambda: Ronde.objects.create(plan=plan))
    refused(lambda: Ronde.objects.create(plan=plan, verslagjaar=2024, vooruitblikjaar=2025))
    refused(lambda: [Ronde.objects.create(plan=plan, verslagjaar=2030) for _ in range(2)])
    refused(lambda: een_plan(van_jaar=2026, tot_en_met_jaar=2025))
    refused(lambda: Plan.objects.create(slug=plan.slug, soort="ivp", van_jaar=1, tot_en_met_jaar=2))
    refused(lambda: een_thema(plan, "F", positie=1))
    refused(lambda: een_thema(plan, "F", soort="bijzaak"))
    refused(lambda: een_thema(plan, "F", vervallen_in=2025))
    refused(lambda: Voortgang.objects.create(bijdrage=bijdrage, positie=p.positie, sleutel="x"))
    refused(lambda: Voortgang.objects.create(bijdrage=bijdrage, positie=7, sleutel=p.sleutel))
    refused(lambda: Voortgang.objects.update(verwijderd_op=timezone.now()))
    refused(lambda: Thema.objects.get(pk=thema.pk).acties.create(positie=1, beeindigd_in=2025))
    refused(
        lambda: Actie.objects.create(
            thema=thema, positie=1, begint_op="2025-02-01", eindigt_op="2025-01-31"
        )
    )
