"""Telling somebody with an account what concerns them: at once, once a day with the rest, or not,
as they chose. See ADR 0037.

What was told is held by a key of the database, so that whoever notices the same thing again, at
the same moment or in another process, tells nothing. A signaal and its message are one transaction.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from veiligheid.core.mail.models import BEWAAR, Mailvoorkeur, Signaal, Wijze
from veiligheid.core.mail.soorten import Signaalsoort, at_night, kinds_for
from veiligheid.core.mail.vragen import absolute, mail
from veiligheid.core.models import Gebruiker
from veiligheid.core.taken.soorten import register_nachtwerk
from veiligheid.core.templatetags.opmaak import datum
from veiligheid.core.zinnen import counted


@dataclass(frozen=True, slots=True)
class Nieuws:
    """What there is to tell: `sleutel` says which it is, `onderwerp` what happened, `regels` more
    of it, `adres` where it is to be seen. Sentences of ours: never a word that somebody wrote in a
    text, a remark or a reason."""

    soort: Signaalsoort
    sleutel: str
    onderwerp: str
    adres: str
    regels: tuple[str, ...] = ()


def tell(nieuws: Nieuws, aan: Iterable[Gebruiker], door: Gebruiker | None = None) -> int:
    """Tell these people, each once; who did it (`door`) knows already. Gives how many were told
    now, or will be with the rest of their day."""
    people = [g for g in aan if g.is_active and g.email and (door is None or g.pk != door.pk)]
    if not people:
        return 0
    chosen = _choices(nieuws.soort, people)
    return sum(_note(nieuws, g, chosen.get(g.pk, Wijze.DIRECT)) for g in people)


def _choices(soort: Signaalsoort, people: Collection[Gebruiker]) -> dict[int, Wijze]:
    rows = Mailvoorkeur.objects.filter(soort=soort.naam, gebruiker__in=people)
    return {pk: Wijze(wijze) for pk, wijze in rows.values_list("gebruiker", "wijze")}


@transaction.atomic
def _note(nieuws: Nieuws, wie: Gebruiker, wijze: Wijze) -> bool:
    later = wijze is Wijze.DAGELIJKS
    signaal, made = Signaal.objects.get_or_create(
        gebruiker=wie,
        sleutel=nieuws.sleutel,
        defaults={
            "soort": nieuws.soort.naam,
            "onderwerp": " ".join(nieuws.onderwerp.split())[:200],
            "regels": list(nieuws.regels),
            "adres": nieuws.adres,
            "verteld_op": None if later else timezone.now(),
        },
    )
    if made and wijze is Wijze.DIRECT:
        mail(
            nieuws.soort.naam,
            wie.email,
            f"signaal-{signaal.pk}",
            signaal.onderwerp,
            "mail/signaal.txt",
            {"naam": wie.naam, "signaal": _readable(signaal), "voorkeuren": _preferences()},
        )
    return made and wijze is not Wijze.NIET


def send_digests() -> int:
    """Of everybody who wants it so, what came since the last one, in one message."""
    waiting = Signaal.objects.filter(verteld_op=None).values_list("gebruiker", flat=True)
    return sum(_digest(pk) for pk in sorted(set(waiting)))


@transaction.atomic
def _digest(gebruiker: int) -> bool:
    wie = Gebruiker.objects.select_for_update().get(pk=gebruiker)
    signalen = list(Signaal.objects.filter(gebruiker=wie, verteld_op=None).order_by("pk"))
    if not signalen:
        return False
    Signaal.objects.filter(pk__in=[s.pk for s in signalen]).update(verteld_op=timezone.now())
    if not wie.is_active:
        return False
    mail(
        "dagoverzicht",
        wie.email,
        f"dagoverzicht-{wie.pk}-{signalen[-1].pk}",
        f"{counted(len(signalen), 'bericht', 'berichten')} van het veiligheidsportaal, "
        f"{datum(timezone.localdate())}",
        "mail/dagoverzicht.txt",
        {
            "naam": wie.naam,
            "signalen": [_readable(s) for s in signalen],
            "voorkeuren": _preferences(),
        },
    )
    return True


def _readable(signaal: Signaal) -> dict[str, object]:
    return {
        "onderwerp": signaal.onderwerp,
        "regels": signaal.regels,
        "adres": absolute(signaal.adres),
    }


def _preferences() -> str:
    return absolute(reverse("berichten"))


# -- What somebody chose ------------------------------------------------------------------------


def choices_of(wie: Gebruiker) -> list[tuple[Signaalsoort, Wijze]]:
    """Of each kind that this person can be told, how."""
    chosen = dict(Mailvoorkeur.objects.filter(gebruiker=wie).values_list("soort", "wijze"))
    return [(s, Wijze(chosen.get(s.naam, Wijze.DIRECT))) for s in kinds_for(wie)]


@transaction.atomic
def choose(wie: Gebruiker, keuzes: Sequence[tuple[Signaalsoort, Wijze]]) -> None:
    """From now on. What waits for a digest still comes in one."""
    for soort, wijze in keuzes:
        Mailvoorkeur.objects.update_or_create(
            gebruiker=wie, soort=soort.naam, defaults={"wijze": wijze}
        )


def _night() -> str:
    for doe in at_night():
        doe()
    sent = send_digests()
    Signaal.objects.filter(verteld_op__lt=timezone.now() - 13 * BEWAAR).delete()
    return f"{counted(sent, 'dagoverzicht', 'dagoverzichten')} klaargezet."


register_nachtwerk("signalen", _night)
