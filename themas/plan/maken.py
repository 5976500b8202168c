"""Making a plan from nothing, and adding, moving and removing its pieces. Each verb locks the plan,
changes and logs. Permission is the caller's."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from themas.plan.bewerken import lock_plan, plan_of
from themas.plan.gebruik import uses_of
from themas.plan.models import Actie, Kruisverband, Pijler, Plan, PlanOnderdeel, Thema
from themas.plan.running_order import Stuk, move
from themas.plan.themes import add_thema, add_to_plan, add_to_thema
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.richtext import one_line
from veiligheid.core.zinnen import enumerate_words

Deel = Thema | Pijler | Actie | PlanOnderdeel


@transaction.atomic
def add_plan(velden: dict[str, Any], door: Gebruiker) -> Plan:
    """A new plan, still without themes. Its address is made of its title and does not follow it."""
    # Where a plan is made has an address among theirs.
    taken = {"nieuw", *Plan.objects.values_list("slug", flat=True)}
    plan = Plan.objects.create(slug=unique_slug(velden["titel"], taken, "plan", 80), **velden)
    Logregel.write("toevoegen", plan, door)
    return plan


@transaction.atomic
def add_themas(
    plan: Plan, titels: Sequence[str], soort: str, sinds: int | None, door: Gebruiker
) -> list[Thema]:
    """New themes, behind those of their kind. sinds: the first year that tells of them, of themes
    that come during the term."""
    lock_plan(plan.pk)
    made = [add_thema(plan, titel, soort, sinds) for titel in titels]
    for thema in made:
        Logregel.write("toevoegen", thema, door)
    return made


@transaction.atomic
def add_delen(
    thema: Thema, model: type[Pijler] | type[Actie] | type[PlanOnderdeel], titels: Sequence[str],
    door: Gebruiker,
) -> list[Any]:  # fmt: skip
    """New pieces of one kind, behind everything that the theme has."""
    lock_plan(thema.plan_id)
    made = add_to_thema(thema, model, titels)
    for deel in made:
        Logregel.write("toevoegen", deel, door)
    return made


@transaction.atomic
def add_onderdelen(plan: Plan, koppen: Sequence[str], door: Gebruiker) -> list[PlanOnderdeel]:
    """New sections of the plan itself, at its end."""
    lock_plan(plan.pk)
    made = add_to_plan(plan, koppen)
    for deel in made:
        Logregel.write("toevoegen", deel, door)
    return made


@transaction.atomic
def move_deel(deel: Deel, stappen: int, door: Gebruiker) -> None:
    """Up (negative) or down among the pieces it stands with, and what is under it with it."""
    plan = lock_plan(plan_of(deel))
    stuk: Stuk = type(deel), deel.pk
    if move(plan, stuk, stappen):
        Logregel.write("verplaatsen", deel, door, stappen=stappen)


@transaction.atomic
def remove_deel(deel: Deel, door: Gebruiker) -> None:
    """Take a piece out of the plan, with what is under it. Raises Geweigerd where anything tells
    about it: that would lose what it is about."""
    lock_plan(plan_of(deel))
    # Whoever refers to it now waits for this, and then finds nothing.
    type(deel)._default_manager.select_for_update().filter(pk=deel.pk).first()
    if isinstance(deel, Thema):
        list(deel.acties.select_for_update())
    if told := uses_of(deel):
        einde = {
            Thema: "Laat het thema vervallen: vul op deze bladzijde het jaar en de reden in.",
            Actie: "Beëindig de actie: vul op haar bladzijde het jaar en de reden in.",
        }.get(type(deel), "Het kan wel worden gewijzigd.")
        raise Geweigerd(
            blokkeert(
                "in-gebruik",
                f"‘{deel}’ kan niet worden verwijderd, want erover staat iets in: "
                f"{enumerate_words(told)}. {einde}",
                str(deel),
            )
        )
    Logregel.write("verwijderen", deel, door)
    deel.delete()


@transaction.atomic
def decide_kruisverband(kruisverband: Kruisverband, staat: str, door: Gebruiker) -> None:
    """Accept or refuse. Of two who decide at once the last one's stands, and both are logged."""
    lock_plan(kruisverband.plan_id)
    rows = Kruisverband.objects.filter(pk=kruisverband.pk).exclude(staat=staat)
    if rows.update(staat=staat):
        Logregel.write(staat, kruisverband, door)


@transaction.atomic
def add_kruisverband(van: Thema, naar: Thema, reden: str, door: Gebruiker) -> Kruisverband:
    """A person's own, or other words for one that is there; also one that was refused before."""
    lock_plan(van.plan_id)
    velden = {"plan": van.plan, "reden": one_line(reden), "staat": "aangenomen"}
    made: Kruisverband = Kruisverband.objects.update_or_create(van=van, naar=naar, defaults=velden)[
        0
    ]
    Logregel.write("toevoegen", made, door)
    return made
