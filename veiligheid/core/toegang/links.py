"""Links that let somebody set a password: for an invitation, when it was forgotten, and for the
first administrator. Each works once, for a while, and only the newest of a person works."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.mail.vragen import absolute, mail
from veiligheid.core.models import Gebruiker
from veiligheid.core.toegang import logboek
from veiligheid.core.toegang.achterkant import find
from veiligheid.core.toegang.models import HOUDBAAR, Linksoort, Toegangslink
from veiligheid.core.toegang.sessies import end_sessions

# Who asks more often gets no more mail: nobody's post box is filled by somebody else.
_HOOGSTENS, _PER = 3, timedelta(hours=1)
MAILSOORT = "toegangslink"
_ONDERWERP = {
    Linksoort.UITNODIGING: "Uw toegang tot het veiligheidsportaal",
    Linksoort.WACHTWOORD: "Een nieuw wachtwoord voor het veiligheidsportaal",
}


def make(gebruiker: Gebruiker, soort: Linksoort) -> str:
    """A new link for this person; those before it stop working. Gives the whole address."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
        Toegangslink.objects.filter(gebruiker=gebruiker, gebruikt_op=None).update(
            verloopt_op=timezone.now()
        )
        Toegangslink.objects.create(
            gebruiker=gebruiker,
            soort=soort,
            sha256=_hash(token),
            verloopt_op=timezone.now() + HOUDBAAR[soort],
        )
    return absolute(reverse("toegangslink", args=[token]))


def send(gebruiker: Gebruiker, soort: Linksoort, door: Gebruiker | None) -> None:
    """Make one and mail it."""
    with transaction.atomic():
        adres = make(gebruiker, soort)
        link = Toegangslink.objects.filter(gebruiker=gebruiker).latest("pk")
        mail(
            MAILSOORT,
            gebruiker.email,
            f"toegangslink-{link.pk}",
            _ONDERWERP[soort],
            f"mail/{soort.value}.txt",
            {
                "naam": gebruiker.naam,
                "gebruikersnaam": gebruiker.username,
                "door": door.naam if door else "",
                "adres": adres,
                "tot": link.verloopt_op,
                "contact": settings.CONTACT_EMAIL,
            },
        )


def send_forgotten(naam: str) -> None:
    """Mail a link to whoever is called so, if anybody; what happened is told to nobody."""
    gebruiker = find(naam)
    if gebruiker is None or not gebruiker.is_active or not gebruiker.email:
        return
    recent = gebruiker.toegangslinks.filter(gemaakt_op__gt=timezone.now() - _PER)
    if recent.filter(soort=Linksoort.WACHTWOORD).count() >= _HOOGSTENS:
        return
    send(gebruiker, Linksoort.WACHTWOORD, None)
    logboek.about("wachtwoord vergeten", gebruiker, gebruiker)


def get(token: str) -> Toegangslink | None:
    """The link of this token, if it still opens the door."""
    found = Toegangslink.objects.select_related("gebruiker").filter(sha256=_hash(token)).first()
    return found if found is not None and found.bruikbaar else None


def use(token: str, wachtwoord: str) -> Gebruiker:
    """Set this password and use the link up; other sessions of this person end. Raises Geweigerd
    when the link no longer works: of two who use it at once, one is too late."""
    with transaction.atomic():
        link = Toegangslink.objects.select_for_update().filter(sha256=_hash(token)).first()
        if link is None or not link.bruikbaar:
            raise Geweigerd(blokkeert("link-op", "Deze link werkt niet meer."))
        Toegangslink.objects.filter(pk=link.pk).update(gebruikt_op=timezone.now())
        gebruiker: Gebruiker = link.gebruiker
        gebruiker.set_password(wachtwoord)
        gebruiker.save(update_fields=["password"])
        end_sessions(gebruiker)
        line = logboek.about("wachtwoord instellen", gebruiker, gebruiker, langs=link.soort)
        logboek.tell(line, gebruiker, "er is een wachtwoord ingesteld")
    return gebruiker


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
