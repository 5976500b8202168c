"""Verbs on the year: each checks, locks, changes and logs in one place."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from themas.jaar import permissions
from themas.jaar.models import Bijdrage, Ronde
from themas.jaar.saving import VoortgangDoel
from themas.plan.models import Plan
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel, Revisie
from veiligheid.core.ordering import renumber


def move_bijdrage(bijdrage: Bijdrage, plaats: int, door: Gebruiker) -> None:
    """Give a theme another place in this year's letter.

    plaats: the wanted place among the themes of its own group (prioritair or kern), from 1.
    Raises PermissionDenied, and Geweigerd when there is no such place.
    """
    if not permissions.may_order(door, bijdrage.ronde):
        raise PermissionDenied
    with transaction.atomic():
        ronde = Ronde.objects.select_for_update().get(pk=bijdrage.ronde_id)
        order = list(ronde.bijdragen.in_order().select_related("thema"))
        group = [b for b in order if b.thema.soort == bijdrage.thema.soort]
        if not 1 <= plaats <= len(group):
            raise Geweigerd(
                blokkeert(
                    "plaats-onbekend",
                    f"Kies een plaats van 1 tot en met {len(group)}.",
                    str(bijdrage),
                )
            )
        target = group[plaats - 1]
        old = order.index(next(b for b in order if b.pk == bijdrage.pk))
        new = order.index(target)
        order.insert(new, order.pop(old))
        renumber(Bijdrage._default_manager, {b.pk: n for n, b in enumerate(order, start=1)})
        Logregel.write("verplaatsen", bijdrage, door, van=old + 1, naar=new + 1)


def step_bijdrage(bijdrage: Bijdrage, stappen: int, door: Gebruiker) -> None:
    """Move a theme so many places among those of its group; beyond the edge nothing happens."""
    group = bijdrage.ronde.bijdragen.filter(thema__soort=bijdrage.thema.soort)
    place = group.filter(positie__lte=bijdrage.positie).count()
    if stappen and 1 <= place + stappen <= group.count():
        move_bijdrage(bijdrage, place + stappen, door)


def wrote_along(bijdrage: Bijdrage, wie: Gebruiker) -> bool:
    """Whether this person wrote in this bijdrage: who approves is never an author."""
    if bijdrage.adviseurs.filter(pk=wie.pk).exists():
        return True
    records = bijdrage.voortgangen.values("pk")
    return Revisie.objects.filter(
        soort=VoortgangDoel.soort, record__in=records, gebruiker_id=wie.pk
    ).exists()


def open_ronde(
    plan: Plan, jaar: int, door: Gebruiker | None, deadline: date | None = None
) -> Ronde:
    """Open the round that looks back on the year before `jaar` and ahead to it.

    Themes that are part of the plan get a bijdrage each, in the order and with the advisors of
    the round before; themes new since then come at the end of their group. Raises
    PermissionDenied, and Geweigerd when the round is there already.
    """
    if door is not None and not permissions.may_open_ronde(door):
        raise PermissionDenied
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        if plan.rondes.filter(verslagjaar=jaar - 1, vooruitblikjaar=jaar).exists():
            raise Geweigerd(blokkeert("ronde-bestaat", f"De ronde van {jaar} is al geopend."))
        vorige = plan.rondes.filter(vooruitblikjaar=jaar - 1).first()
        ronde = Ronde.objects.create(
            plan=plan, verslagjaar=jaar - 1, vooruitblikjaar=jaar, deadline=deadline
        )
        _copy_order(ronde, vorige)
        Logregel.write("openen", ronde, door)
    return ronde


def _copy_order(ronde: Ronde, vorige: Ronde | None) -> None:
    themas = list(ronde.plan.themas.of_jaar(ronde.jaar).prefetch_related("adviseurs"))
    places: dict[int, int] = {}
    advisors: dict[int, list[Gebruiker]] = {}
    if vorige is not None:
        for b in vorige.bijdragen.prefetch_related("adviseurs"):
            places[b.thema_id] = b.positie
            advisors[b.thema_id] = list(b.adviseurs.all())
    themas.sort(key=lambda t: (places.get(t.pk, 10_000), t.positie))
    for positie, thema in enumerate(themas, start=1):
        bijdrage = Bijdrage.objects.create(ronde=ronde, thema=thema, positie=positie)
        bijdrage.adviseurs.set(advisors.get(thema.pk) or list(thema.adviseurs.all()))
