"""What the beheerder does with somebody's access: each checks, locks, changes and logs at once."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.mail.signalen import Nieuws, tell
from veiligheid.core.mensen.overdracht import hand_over, in_words, takers
from veiligheid.core.models import Gebruiker, Mailvoorkeur, Signaal, Toegangslink
from veiligheid.core.rollen import Rol
from veiligheid.core.signalen import OVERGEDRAGEN
from veiligheid.core.toegang import links, logboek
from veiligheid.core.toegang.models import Linksoort
from veiligheid.core.toegang.sessies import end_sessions

_MAAND = timedelta(days=30.44)


@dataclass(frozen=True, slots=True)
class Gegevens:
    """What the beheerder fills in about somebody."""

    voornaam: str
    achternaam: str
    email: str
    rollen: frozenset[Rol]


def _check(door: Gebruiker | None) -> None:
    if door is not None and not door.has_rol(Rol.BEHEERDER):
        raise PermissionDenied


def state_of(gebruiker: Gebruiker) -> str:
    """What somebody saw who opened the page: compared when they save."""
    seen = (gebruiker.first_name, gebruiker.last_name, gebruiker.email, *sorted(gebruiker.rollen))
    return sha256("|".join(seen).encode()).hexdigest()[:16]


def invite(gegevens: Gegevens, door: Gebruiker | None) -> Gebruiker:
    """Make an account and mail its link. Raises PermissionDenied, and Geweigerd when somebody has
    this e-mail address already."""
    _check(door)
    with transaction.atomic():
        _free(gegevens.email)
        gebruiker = Gebruiker(
            username=_username(gegevens),
            first_name=gegevens.voornaam,
            last_name=gegevens.achternaam,
            email=gegevens.email,
        )
        gebruiker.set_unusable_password()
        gebruiker.save()
        gebruiker.grant(*gegevens.rollen)
        logboek.about("uitnodigen", gebruiker, door, rollen=sorted(gegevens.rollen))
        if door is not None:
            links.send(gebruiker, Linksoort.UITNODIGING, door)
    return gebruiker


def invite_again(gebruiker: Gebruiker, door: Gebruiker) -> None:
    """Another link, by mail: for who lost the first one, or is locked out. It sets a password and
    takes no second factor away."""
    _check(door)
    if not gebruiker.is_active:
        raise Geweigerd(blokkeert("weg", "Geef deze collega eerst weer toegang."))
    with transaction.atomic():
        links.send(gebruiker, Linksoort.UITNODIGING, door)
        logboek.about("link sturen", gebruiker, door)


def change(gebruiker: Gebruiker, gegevens: Gegevens, gezien: str, door: Gebruiker) -> None:
    """Other names, address or roles. Whose roles change, logs in again. Raises PermissionDenied,
    and Geweigerd when a colleague was first, or nobody would be left to administer."""
    _check(door)
    with transaction.atomic():
        gebruiker = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
        if state_of(gebruiker) != gezien:
            melding = "Een collega wijzigde dit net. Kijk wat er nu staat en probeer het opnieuw."
            raise Geweigerd(blokkeert("intussen", melding))
        if Rol.BEHEERDER not in gegevens.rollen:
            _keep_one(gebruiker)
        _free(gegevens.email, gebruiker)
        _change_names(gebruiker, gegevens, door)
        had = gebruiker.rollen
        if had != gegevens.rollen:
            gebruiker.set_rollen(gegevens.rollen)
            logboek.about(
                "rollen wijzigen",
                gebruiker,
                door,
                erbij=sorted(gegevens.rollen - had),
                weg=sorted(had - gegevens.rollen),
            )
            if gebruiker.pk != door.pk:
                end_sessions(gebruiker)


def _change_names(gebruiker: Gebruiker, gegevens: Gegevens, door: Gebruiker) -> None:
    new = {
        "first_name": gegevens.voornaam,
        "last_name": gegevens.achternaam,
        "email": gegevens.email,
    }
    changed = [naam for naam, waarde in new.items() if getattr(gebruiker, naam) != waarde]
    if not changed:
        return
    before = gebruiker.email
    Gebruiker.objects.filter(pk=gebruiker.pk).update(**new)
    words = {"first_name": "voornaam", "last_name": "achternaam", "email": "e-mail"}
    velden = [words[naam] for naam in changed]
    line = logboek.about("gegevens wijzigen", gebruiker, door, velden=velden)
    if "email" in changed:
        # To the old address: who has lost it to somebody else hears so.
        gebruiker.email = before
        logboek.tell(line, gebruiker, "uw account heeft een ander e-mailadres")
    gebruiker.refresh_from_db()


def deactivate(gebruiker: Gebruiker, naar: Gebruiker | None, door: Gebruiker) -> list[str]:
    """Take all access away, and give what this person has to `naar`, in one step: gives what went
    over, in words. Nothing of the history changes. Raises PermissionDenied, and Geweigerd."""
    _check(door)
    if gebruiker.pk == door.pk:
        raise Geweigerd(blokkeert("zelf", "Uw eigen toegang kunt u niet weghalen."))
    with transaction.atomic():
        gebruiker = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
        if not gebruiker.is_active:
            raise Geweigerd(blokkeert("weg", "Deze collega heeft al geen toegang meer."))
        _keep_one(gebruiker)
        had, rollen = in_words(gebruiker), sorted(gebruiker.rollen)
        if naar is not None:
            had = _hand_over(gebruiker, naar, door)
        Gebruiker.objects.filter(pk=gebruiker.pk).update(is_active=False, weg_sinds=timezone.now())
        gebruiker.refresh_from_db()
        gebruiker.set_rollen(())
        end_sessions(gebruiker)
        Toegangslink.objects.filter(gebruiker=gebruiker).delete()
        logboek.about("toegang weghalen", gebruiker, door, rollen=rollen)
    return had


def _hand_over(van: Gebruiker, naar: Gebruiker, door: Gebruiker) -> list[str]:
    if naar.pk not in {g.pk for g in takers(van)}:
        melding = f"Aan {naar.naam} kan dit niet worden overgedragen: kies een adviseur."
        raise Geweigerd(blokkeert("geen-ontvanger", melding))
    words = in_words(van)
    line = logboek.about(
        "overdragen", van, door, naar=naar.naam, naar_id=naar.pk, wat=hand_over(van, naar)
    )
    for wie, wat in (
        (naar, f"U neemt het werk van {van.naam} over"),
        (van, f"Uw werk gaat over naar {naar.naam}"),
    ):
        nieuws = Nieuws(OVERGEDRAGEN, f"overdracht/{line.pk}", wat, reverse("start"), tuple(words))
        tell(nieuws, [wie], door)
    return words


def give_work(van: Gebruiker, naar: Gebruiker, door: Gebruiker) -> list[str]:
    """Hand over without leaving: to another task, or for a long while. The eindredacteur replaces
    writers so. Raises as `deactivate`."""
    if not door.has_rol(Rol.BEHEERDER, Rol.EINDREDACTEUR):
        raise PermissionDenied
    with transaction.atomic():
        van = Gebruiker.objects.select_for_update().get(pk=van.pk)
        return _hand_over(van, naar, door)


def activate(gebruiker: Gebruiker, door: Gebruiker) -> None:
    """Access again, without any role: those are given anew."""
    _check(door)
    with transaction.atomic():
        Gebruiker.objects.filter(pk=gebruiker.pk, email__gt="").update(
            is_active=True, weg_sinds=None
        )
        logboek.about("toegang teruggeven", gebruiker, door)


def reset_second_factor(gebruiker: Gebruiker, door: Gebruiker) -> None:
    """For whoever lost phone and codes: all factors go, and every session with them."""
    _check(door)
    with transaction.atomic():
        gone, _ = Authenticator.objects.filter(user=gebruiker).delete()
        if not gone:
            return
        end_sessions(gebruiker)
        line = logboek.about("tweede stap weghalen", gebruiker, door, stap="alle")
        logboek.tell(line, gebruiker, "de beheerder heeft uw tweede stap weggehaald")


def _free(email: str, behalve: Gebruiker | None = None) -> None:
    same = Gebruiker.objects.filter(email__iexact=email)
    if behalve is not None:
        same = same.exclude(pk=behalve.pk)
    if same.exists():
        melding = "Met dit e-mailadres is er al een account."
        raise Geweigerd(blokkeert("adres-bezet", melding))


def _keep_one(gebruiker: Gebruiker) -> None:
    """Raises Geweigerd when this is the only one who can let others in."""
    beheerders = Gebruiker.objects.filter(is_active=True, groups__name=Rol.BEHEERDER.value)
    last = set(beheerders.select_for_update().values_list("pk", flat=True)) == {gebruiker.pk}
    if last:
        melding = "Dit is de enige beheerder. Geef eerst een ander die rol."
        raise Geweigerd(blokkeert("laatste-beheerder", melding))


def _username(gegevens: Gegevens) -> str:
    """Made from the address, and of nobody else."""
    base = gegevens.email.partition("@")[0] or gegevens.voornaam
    base = unicodedata.normalize("NFKD", base).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9.-]", "", base)[:100] or "collega"
    taken = set(
        Gebruiker.objects.filter(username__istartswith=base).values_list("username", flat=True)
    )
    lower = {naam.lower() for naam in taken}
    return next(
        naam for naam in (base, *(f"{base}{n}" for n in range(2, 10_000))) if naam not in lower
    )


def forget_who_left() -> int:
    """Empty the accounts of who left so long ago: names, address and factors go. What they wrote
    and did stays, under the name that stood there then. Gives how many."""
    before = timezone.now() - settings.ACCOUNTS_BEWAREN_MAANDEN * _MAAND
    left = Gebruiker.objects.filter(is_active=False, weg_sinds__lt=before).exclude(email="")
    return sum(_forget(gebruiker) for gebruiker in left)


def _forget(gebruiker: Gebruiker) -> int:
    with transaction.atomic():
        for kept in _personal(gebruiker):
            kept.delete()
        logboek.about("account leegmaken", gebruiker, None)
        gebruiker.set_unusable_password()
        gebruiker.username = f"oud-collega-{gebruiker.pk}"
        gebruiker.first_name, gebruiker.last_name, gebruiker.email = "Oud-collega", "", ""
        gebruiker.last_login = None
        gebruiker.save()
    return 1


def _personal(gebruiker: Gebruiker) -> Iterable[QuerySet[Any]]:
    for model in (Authenticator, EmailAddress, SocialAccount, UserSession):
        yield model.objects.filter(user=gebruiker)
    for own in (Toegangslink, Mailvoorkeur, Signaal):
        yield own.objects.filter(gebruiker=gebruiker)
