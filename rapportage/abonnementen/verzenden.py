"""A message for each who asked: once for each change, or once a week."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from rapportage.abonnementen.melden import concerns, see, sign
from rapportage.abonnementen.models import Abonnement, Melding, Ritme
from veiligheid.core.mail.vragen import Ontvanger, absolute, mail_all
from veiligheid.core.taken.soorten import Soort, register, register_nachtwerk, register_ronde
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import Uitkomst
from veiligheid.core.zinnen import counted

ABONNEMENTEN, MAILSOORT = "abonnementen", "abonnement"
_STUK = 500
_WEEK = timedelta(days=7)
# Whoever never said yes is forgotten after this.
_ONBEVESTIGD = timedelta(days=3)
_EENS_PER = 60.0  # seconds


def tell(werk: Werk | None = None) -> Uitkomst:
    """See what is new and put a message down for everybody who asked to hear of it."""
    until = see()
    asked = 0
    for chunk in _chunks(until):
        asked += _tell_some(chunk, until)
        if werk is not None:
            werk.klop()
    return Uitkomst((f"{counted(asked, 'bericht', 'berichten')} klaargezet.",))


def _chunks(until: int) -> Iterator[list[int]]:
    """Numbers of those for whom there may be something, some at a time."""
    week_ago = timezone.now() - _WEEK
    due = Q(ritme=Ritme.DIRECT) | Q(verzonden_op=None) | Q(verzonden_op__lte=week_ago)
    behind = Abonnement.objects.exclude(bevestigd_op=None).filter(due, laatste__lt=until)
    numbers = list(behind.order_by("pk").values_list("pk", flat=True))
    for n in range(0, len(numbers), _STUK):
        yield numbers[n : n + _STUK]


def _tell_some(numbers: list[int], until: int) -> int:
    """Their messages and how far they were told, together. Whoever ended meanwhile is not there
    any more; whoever was told meanwhile is no longer behind."""
    with transaction.atomic():
        rows = Abonnement.objects.select_for_update().filter(pk__in=numbers, laatste__lt=until)
        abonnementen = list(rows.order_by("pk"))
        if not abonnementen:
            return 0
        first = min(a.laatste for a in abonnementen)
        meldingen = list(Melding.objects.filter(pk__gt=first, pk__lte=until).order_by("pk"))
        told = [(a, found) for a in abonnementen if (found := _for(a, meldingen))]
        mail_all(MAILSOORT, "mail/nieuws.txt", [_message(a, found) for a, found in told])
        done = [a.pk for a in abonnementen]
        Abonnement.objects.filter(pk__in=done).update(laatste=until)
        now = timezone.now()
        Abonnement.objects.filter(pk__in=[a.pk for a, _ in told]).update(verzonden_op=now)
    return len(told)


def _for(abonnement: Abonnement, meldingen: Sequence[Melding]) -> list[Melding]:
    return [m for m in meldingen if m.pk > abonnement.laatste and concerns(m, abonnement)]


def _message(abonnement: Abonnement, meldingen: list[Melding]) -> Ontvanger:
    end = absolute(reverse("afmelden", args=[abonnement.token]))
    wat = meldingen[0].kop if len(meldingen) == 1 else f"{len(meldingen)} veranderingen"
    return Ontvanger(
        aan=abonnement.adres,
        sleutel=f"abonnement-{abonnement.pk}-{meldingen[-1].pk}",
        onderwerp=f"Nieuw bij {abonnement.over}: {wat}",
        context={
            "over": abonnement.over,
            "meldingen": [(m, absolute(m.adres)) for m in meldingen],
            "afmelden": end,
        },
        afmelden=end,
    )


# -- When -------------------------------------------------------------------------------------

_seen: list[object] = [None, -1e9]


def look() -> None:
    """What the supervisor does each round: at most once a minute, and asked for only when something
    may have changed."""
    if monotonic() - float(str(_seen[1])) < _EENS_PER:
        return
    _seen[1] = monotonic()
    if not Abonnement.objects.exclude(bevestigd_op=None).exists():
        return
    if (now := sign()) != _seen[0]:
        _seen[0] = now
        ask(ABONNEMENTEN, ABONNEMENTEN, None)


def tidy() -> str:
    """Forget who never said yes, and tell those who hear once a week."""
    before = timezone.now() - _ONBEVESTIGD
    gone, _ = Abonnement.objects.filter(bevestigd_op=None, gevraagd_op__lt=before).delete()
    if Abonnement.objects.exclude(bevestigd_op=None).exists():
        ask(ABONNEMENTEN, ABONNEMENTEN, None)
    return f"{counted(gone, 'aanvraag', 'aanvragen')} zonder bevestiging vergeten."


register(Soort(ABONNEMENTEN, tell, lambda taak: "Abonnementen"))
register_ronde(look)
register_nachtwerk("abonnementen", tidy)
