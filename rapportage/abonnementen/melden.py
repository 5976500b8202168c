"""Seeing what is new, once."""

from datetime import timedelta

from django.db.models import Count, Max, Sum
from django.utils import timezone

from monitoring.cijfers.models import Invoer
from rapportage.abonnementen.models import Abonnement, Melding
from rapportage.openbaar import nieuw
from rapportage.openbaar.nieuw import news
from rapportage.openbaar.publicaties import stand
from themas.toezeggingen.models import Standwijziging, Toezegging

# What was settled on a day may be put down later; what is older than this is no news.
_SINDS = timedelta(days=90)
ONDERWERPEN = {
    "brieven": (nieuw.BRIEF, nieuw.CORRECTIE),
    "toezeggingen": (nieuw.GEDAAN, nieuw.AFGEDAAN, nieuw.TE_LAAT),
    "cijfers": (nieuw.CIJFER, nieuw.DOEL),
}


def see() -> int:
    """Put down every change that was not seen before. Gives the number of the last."""
    found = news(timezone.localdate() - _SINDS)
    known = set(
        Melding.objects.filter(sleutel__in=[n.sleutel for n in found]).values_list(
            "sleutel", flat=True
        )
    )
    fresh = [
        Melding(
            sleutel=n.sleutel, soort=n.soort, kop=n.kop, tekst=n.tekst, adres=n.adres,
            themas=list(n.themas), op=n.op,
        )
        for n in reversed(found)
        if n.sleutel not in known
    ]  # fmt: skip
    Melding.objects.bulk_create(fresh, ignore_conflicts=True)
    return last()


def last() -> int:
    return Melding.objects.aggregate(n=Max("pk"))["n"] or 0


def concerns(melding: Melding, abonnement: Abonnement) -> bool:
    """Whether this change is what somebody asked to hear of."""
    if abonnement.onderwerp.startswith("thema:"):
        return abonnement.over in melding.themas
    return melding.soort in ONDERWERPEN.get(abonnement.onderwerp, ())


def sign() -> object:
    """Something that differs when there may be something new. Four queries."""
    register = Toezegging.objects.public().aggregate(Count("pk"), Sum("versie"))
    return (
        stand(),
        tuple(register.values()),
        Standwijziging.objects.aggregate(n=Max("pk"))["n"],
        Invoer.objects.aggregate(n=Max("pk"))["n"],
        timezone.localdate(),
    )
