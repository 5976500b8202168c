"""Keeping who holds which function: each verb asks who does it, locks, changes and logs."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rapportage.models import Functionaris
from rapportage.permissions import may_keep_functionarissen
from veiligheid.core.bewerken.doel import RecordDoel
from veiligheid.core.models import Gebruiker, Logregel

VELDEN = ("naam", "functie", "van", "tot", "ondertekent", "positie", "portefeuillehouder")


class FunctionarisDoel(RecordDoel):
    soort = "functionaris"
    model = Functionaris
    velden = VELDEN


@transaction.atomic
def add_functionaris(naam: str, functie: str, van: date, door: Gebruiker) -> Functionaris:
    """Somebody who signs from this day on, after who signs that day already. Asked for twice, once.
    Raises PermissionDenied."""
    if not may_keep_functionarissen(door):
        raise PermissionDenied
    places = Functionaris.objects.op(van).values_list("positie", flat=True)
    made, new = Functionaris.objects.get_or_create(
        naam=naam,
        functie=functie,
        van=van,
        defaults={"positie": min(max(places, default=0) + 1, 99)},
    )
    if new:
        Logregel.write("toevoegen", made, door)
    return made


@transaction.atomic
def remove_functionaris(functionaris: Functionaris, door: Gebruiker) -> None:
    """Take out a line that should never have been there; who left gets a last day instead. What was
    published keeps its names. Raises PermissionDenied."""
    if not may_keep_functionarissen(door):
        raise PermissionDenied
    Logregel.write("verwijderen", functionaris, door)
    Functionaris.objects.filter(pk=functionaris.pk).delete()
