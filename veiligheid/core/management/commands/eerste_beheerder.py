"""manage.py eerste_beheerder VOORNAAM ACHTERNAAM E-MAIL"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from veiligheid.core.findings import Geweigerd
from veiligheid.core.mensen.mensen import Gegevens, invite
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.core.toegang import links, logboek
from veiligheid.core.toegang.achterkant import find
from veiligheid.core.toegang.models import Linksoort


class Command(BaseCommand):
    help = (
        "Maakt de eerste beheerder en toont een link om een wachtwoord te kiezen. Voor een "
        "beheerder die er al is, toont hij een nieuwe link: zo komt u altijd weer binnen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("voornaam")
        parser.add_argument("achternaam")
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.WACHTWOORD_INLOGGEN:
            raise CommandError(
                "Inloggen met een wachtwoord staat uit (WACHTWOORD_INLOGGEN=0): de rol beheerder "
                "komt dan uit uw inlogdienst. Zie docs/howto/inloggen-oidc.md."
            )
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError(f"‘{options['email']}’ is geen e-mailadres.") from None
        with transaction.atomic():
            gebruiker = self._beheerder(options)
            adres = links.make(gebruiker, Linksoort.EERSTE)
        self.stdout.write(f"Gebruikersnaam: {gebruiker.username}")
        self.stdout.write(f"Open deze link binnen 24 uur; hij werkt één keer:\n{adres}")

    def _beheerder(self, options: dict[str, Any]) -> Gebruiker:
        """One who is there, or a new one. Raises CommandError where there are others: those
        invite."""
        there = find(options["email"])
        beheerders = Gebruiker.objects.filter(is_active=True, groups__name=Rol.BEHEERDER.value)
        if there is not None and there.has_rol(Rol.BEHEERDER):
            logboek.about("link sturen", there, None)
            return there
        if beheerders.exists():
            raise CommandError(
                "Er is al een beheerder. Die nodigt anderen uit bij Mensen; is die er niet meer, "
                "geef dan haar of zijn e-mailadres op."
            )
        if there is not None and there.is_active:
            # From before roles were given in the portal.
            there.grant(Rol.BEHEERDER)
            erbij = [Rol.BEHEERDER.value]
            logboek.about("rollen wijzigen", there, None, erbij=erbij, weg=[])
            return there
        gegevens = Gegevens(
            options["voornaam"],
            options["achternaam"],
            options["email"].lower(),
            frozenset({Rol.BEHEERDER}),
        )
        try:
            return invite(gegevens, None)
        except Geweigerd as geweigerd:
            raise CommandError(str(geweigerd)) from None
