"""Asking to hear of changes, saying yes to it, and ending it."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from rapportage.abonnementen.melden import see
from rapportage.abonnementen.models import Abonnement, new_token
from rapportage.abonnementen.verzenden import MAILSOORT
from veiligheid.core.mail.models import Bericht
from veiligheid.core.mail.vragen import absolute, mail

# Nobody gets more questions than this at one address, and the portal sends no more in an hour.
_PER_ADRES, _PER_UUR = 5, 300


class TeVaak(ValueError):
    """There were too many questions; says what to do."""


@transaction.atomic
def subscribe(adres: str, onderwerp: str, ritme: str) -> None:
    """Send the question whether it is meant. Whoever has it already is asked nothing: the answer on
    the screen is the same. Raises TeVaak."""
    adres = adres.lower()
    now = timezone.now()
    recent = Bericht.objects.filter(soort=MAILSOORT + "-vraag", gevraagd_op__gte=now - _HOUR)
    if recent.count() >= _PER_UUR or recent.filter(aan=adres).count() >= _PER_ADRES:
        raise TeVaak("Er is te vaak om gevraagd. Probeer het over een uur nog eens.")
    found, made = Abonnement.objects.get_or_create(
        adres=adres, onderwerp=onderwerp, defaults={"ritme": ritme}
    )
    if found.bevestigd_op is not None:
        if found.ritme != ritme:
            Abonnement.objects.filter(pk=found.pk).update(ritme=ritme)
        return
    if not made:
        Abonnement.objects.filter(pk=found.pk).update(
            ritme=ritme, token=new_token(), gevraagd_op=now
        )
        found.refresh_from_db()
    mail(
        MAILSOORT + "-vraag",
        adres,
        f"abonnement-vraag-{found.token}",
        "Wilt u bericht krijgen?",
        "mail/abonnement_vraag.txt",
        {
            "over": found.over,
            "bevestigen": absolute(reverse("bevestigen", args=[found.token])),
        },
    )


_HOUR = timedelta(hours=1)


def confirm(token: str) -> Abonnement | None:
    """Yes: from now on. None when there is no such question any more. Twice is once."""
    laatste = see()
    with transaction.atomic():
        found = Abonnement.objects.select_for_update().filter(token=token).first()
        if found is not None and found.bevestigd_op is None:
            found.bevestigd_op, found.laatste = timezone.now(), laatste
            found.save(update_fields=["bevestigd_op", "laatste"])
        return found


@transaction.atomic
def unsubscribe(token: str) -> bool:
    """End it: the address goes, from messages that were sent or wait too. Whether there was one."""
    found = Abonnement.objects.select_for_update().filter(token=token).first()
    if found is None:
        return False
    adres = found.adres
    messages = Bericht.objects.filter(soort__startswith=MAILSOORT, aan=adres)
    messages.filter(sleutel__startswith=f"abonnement-{found.pk}-").delete()
    found.delete()
    if not Abonnement.objects.filter(adres=adres).exists():
        messages.delete()
    return True
