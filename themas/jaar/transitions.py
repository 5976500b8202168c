"""Verbs on the year: each checks, locks, changes and logs in one place."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from themas.jaar import permissions, stappen
from themas.jaar.models import Bijdrage, Ronde
from themas.jaar.saving import VoortgangDoel
from themas.jaar.workflow import OVERGANGEN
from themas.plan.models import Plan
from themas.signalen import tell_step
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


def move_staat(
    naam: str, bijdrage: Bijdrage, door: Gebruiker, reden: str = "", gezien: int | None = None
) -> None:
    """Hand in, send back, approve or reopen a bijdrage, as `workflow.OVERGANGEN` allows.

    An approval is of the version that stands, which is the one its approver saw (`gezien`); with
    more steps it is one of them, and the last makes it approved. Raises PermissionDenied, and
    Geweigerd when the state or the text has moved on, a reason is missing, the writer objects, or
    the approver wrote along or approved already.
    """
    overgang = OVERGANGEN[naam]
    reden = " ".join(reden.split())
    with transaction.atomic():
        bijdrage = Bijdrage.objects.select_for_update().select_related("ronde").get(pk=bijdrage.pk)
        if not door.has_rol(*overgang.rollen):
            raise PermissionDenied
        if not permissions.may_move_staat(door, bijdrage, overgang):
            melding = f"Dit kan niet meer: deze bijdrage is nu {bijdrage.get_staat_display()}."
            raise Geweigerd(blokkeert("staat-veranderd", melding, str(bijdrage)))
        if overgang.reden_nodig and not reden:
            raise Geweigerd(blokkeert("reden-nodig", "Schrijf erbij waarom.", str(bijdrage)))
        if naam == "goedkeuren" and not _approve(bijdrage, door, gezien):
            return
        Bijdrage.objects.filter(pk=bijdrage.pk).update(staat=overgang.naar)
        stap = stappen.write_step(naam, bijdrage, door, reden)
        Logregel.write(naam, bijdrage, door, versie=bijdrage.versie)
        tell_step(bijdrage, stap, door)


def _approve(bijdrage: Bijdrage, door: Gebruiker, gezien: int | None) -> bool:
    """One step of approval; whether it was the last. Under the lock. Raises Geweigerd."""
    done = stappen.steps_of(bijdrage)
    given = stappen.approvals(bijdrage, done)
    code = melding = ""
    if gezien is not None and gezien != bijdrage.versie:
        code = "intussen-gewijzigd"
        melding = "De tekst is gewijzigd sinds u haar las. Lees wat er nu staat en keur dan goed."
    elif wrote_along(bijdrage, door):
        code = "eigen-tekst"
        melding = "U schreef mee aan deze tekst. Laat een ander haar goedkeuren."
    elif any(s.gebruiker_id == door.pk for s in given):
        code, melding = "al-akkoord", "U gaf uw akkoord al. De volgende stap is aan een ander."
    elif (bezwaar := stappen.objection(done)) is not None:
        code = "bezwaar"
        melding = (
            f"{bezwaar.wie} maakt bezwaar tegen wat er redactioneel is gewijzigd. Stuur de tekst "
            "terug, of vraag het bezwaar in te trekken."
        )
    if code:
        raise Geweigerd(blokkeert(code, melding, str(bijdrage)))
    functie = next(r for r in stappen.next_approvers(bijdrage, done) if door.has_rol(r))
    stap = stappen.write_step(stappen.AKKOORD, bijdrage, door, functie=functie.label)
    Logregel.write(stappen.AKKOORD, bijdrage, door, versie=bijdrage.versie, functie=functie.value)
    tell_step(bijdrage, stap, door)
    return len(given) + 1 == len(stappen.approval_steps())


def object_to_edits(bijdrage: Bijdrage, door: Gebruiker, reden: str) -> None:
    """The writer objects to what was changed editorially: that holds back approval. Once each time
    it was handed in. Raises PermissionDenied and Geweigerd."""
    reden = " ".join(reden.split())
    with transaction.atomic():
        bijdrage = Bijdrage.objects.select_for_update().select_related("ronde").get(pk=bijdrage.pk)
        _require_writer(bijdrage, door)
        if not stappen.may_object(bijdrage, stappen.steps_of(bijdrage)):
            melding = "Bezwaar maken kan hier niet (meer): eens per keer dat u iets indient."
            raise Geweigerd(blokkeert("geen-bezwaar", melding, str(bijdrage)))
        if not reden:
            raise Geweigerd(blokkeert("reden-nodig", "Schrijf erbij waarom.", str(bijdrage)))
        stappen.write_step(stappen.BEZWAAR, bijdrage, door, reden)
        Logregel.write(stappen.BEZWAAR, bijdrage, door, versie=bijdrage.versie)


def withdraw_objection(bijdrage: Bijdrage, door: Gebruiker) -> None:
    """The writer agrees after all. Twice is once, and in a closed round nothing. Raises
    PermissionDenied."""
    with transaction.atomic():
        bijdrage = Bijdrage.objects.select_for_update().select_related("ronde").get(pk=bijdrage.pk)
        _require_writer(bijdrage, door)
        if bijdrage.ronde.is_open and stappen.objection(stappen.steps_of(bijdrage)) is not None:
            stappen.write_step(stappen.INGETROKKEN, bijdrage, door)
            Logregel.write(stappen.INGETROKKEN, bijdrage, door, versie=bijdrage.versie)


def _require_writer(bijdrage: Bijdrage, door: Gebruiker) -> None:
    if not permissions.own_bijdragen(door).filter(pk=bijdrage.pk).exists():
        raise PermissionDenied


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
