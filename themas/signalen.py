"""What writers, and who judges what they wrote, are told of a round by mail. Of a text nothing is
told but its theme, and what is missing in numbers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from themas.jaar.models import Bijdrage, Ronde
from themas.jaar.termijnen import Termijn
from themas.jaar.workflow import Rondestaat
from themas.mist import missing_of
from veiligheid.core.mail.signalen import Nieuws, tell
from veiligheid.core.mail.soorten import Signaalsoort, register_signaal, register_vooraf
from veiligheid.core.models import Gebruiker, Stap
from veiligheid.core.nazien.workflow import BEWERKBAAR, Inzendingstaat
from veiligheid.core.rollen import Rol
from veiligheid.core.zinnen import counted

_SCHRIJVERS = (Rol.BELEIDSADVISEUR,)
HERINNERING = register_signaal(
    Signaalsoort("herinnering", "De termijn van mijn thema komt eraan of is voorbij", _SCHRIJVERS)
)
RONDE = register_signaal(
    Signaalsoort(
        "ronde",
        "Een ronde wordt gesloten of weer geopend",
        (Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR),
    )
)
BEVINDINGEN = register_signaal(
    Signaalsoort(
        "bevindingen",
        "De eindredacteur stuurt wat er bij mijn deel van de brief nog op te lossen is",
        (Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR, Rol.SECRETARIAAT),
    )
)
# So long before the end of a term, and so long after it: what nobody noticed for longer is no news.
VOORAF, NADERHAND = timedelta(days=5), timedelta(days=14)


def tell_round(ronde: Ronde, stap: Stap, door: Gebruiker) -> None:
    """Tell that it was closed or opened again: its writers, each with what they have there that is
    not approved, and the eindredacteuren. In the transaction of the step; its reason stays on the
    page."""
    wat = f"{ronde} is {'gesloten' if stap.stap == 'sluiten' else 'weer geopend'} door {stap.wie}"
    sleutel = f"ronde/{stap.pk}"
    waiting: dict[int, list[str]] = defaultdict(list)
    people: dict[int, Gebruiker] = {}
    for b in ronde.bijdragen.in_order().select_related("thema").prefetch_related("adviseurs"):
        for wie in b.adviseurs.all():
            people[wie.pk] = wie
            if b.staat != Inzendingstaat.GOEDGEKEURD.value:
                waiting[wie.pk].append(f"{b.thema.titel}: {b.get_staat_display()}")
    for pk, wie in people.items():
        regels = tuple(waiting[pk])
        tell(Nieuws(RONDE, sleutel, wat, reverse("mijn-themas"), regels), [wie], door)
    redactie = Gebruiker.objects.filter(is_active=True, groups__name=Rol.EINDREDACTEUR.value)
    tell(Nieuws(RONDE, sleutel, wat, reverse("rondes")), redactie.exclude(pk__in=people), door)


def remind() -> int:
    """Tell each writer once before the end of a term and once after it what is not handed in:
    everything of the same round and term in one message. Another term is another reminder. Gives
    how many were told."""
    now = timezone.now()
    due: dict[tuple[int, int, Termijn, bool], list[Bijdrage]] = defaultdict(list)
    bijdragen = _waiting()
    for bijdrage in bijdragen:
        termijn = bijdrage.termijn
        if termijn is None or (after := _phase(termijn.moment, now)) is None:
            continue
        for wie in bijdrage.adviseurs.all():
            due[wie.pk, bijdrage.ronde_id, termijn, after].append(bijdrage)
    asked = {b.pk: b for found in due.values() for b in found}
    mist = missing_of(list(asked.values())) if asked else {}
    people = {g.pk: g for b in asked.values() for g in b.adviseurs.all()}
    return sum(
        tell(_reminder(ronde, termijn, after, found, mist), [people[wie]])
        for (wie, ronde, termijn, after), found in due.items()
    )


def _waiting() -> list[Bijdrage]:
    """What is still to be handed in, in a round that is open and has a term."""
    rows = Bijdrage.objects.filter(
        Q(deadline__isnull=False) | Q(ronde__deadline__isnull=False),
        staat__in=[s.value for s in BEWERKBAAR],
        ronde__staat=Rondestaat.OPEN.value,
    )
    return list(
        rows.select_related("thema", "ronde")
        .prefetch_related("adviseurs")
        .order_by("ronde", "positie")
    )


def _phase(moment: datetime, now: datetime) -> bool | None:
    """Whether it is past; None when it is no time to remind anybody."""
    if now < moment:
        return False if moment - now <= VOORAF else None
    return True if now - moment <= NADERHAND else None


def _reminder(
    ronde: int,
    termijn: Termijn,
    after: bool,
    bijdragen: Iterable[Bijdrage],
    mist: dict[int, tuple[str, ...]],
) -> Nieuws:
    found = list(bijdragen)
    what = f"‘{found[0].thema.titel}’" if len(found) == 1 else counted(len(found), "", "thema’s")
    if after:
        onderwerp = f"{what} had ingeleverd moeten zijn vóór {termijn}"
        if len(found) > 1:
            onderwerp = f"{what} hadden ingeleverd moeten zijn vóór {termijn}"
    else:
        onderwerp = f"Lever {what} in vóór {termijn}"
    regels = tuple(
        f"{b.thema.titel}: {', '.join(mist[b.pk]) or 'er mist niets, alleen nog indienen'}"
        for b in found
    )
    one = len(found) == 1
    adres = reverse("bijdrage", args=[found[0].pk]) if one else reverse("mijn-themas")
    moment = termijn.moment.isoformat()
    sleutel = f"herinnering/{ronde}/{moment}/{'na' if after else 'voor'}"
    return Nieuws(HERINNERING, sleutel, onderwerp, adres, regels)


register_vooraf(remind)
