"""Users, the log, revisions, and files that wait to be taken in."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from veiligheid.core.alleen_toevoegen import (
    AlleenToevoegen,
    AlleenToevoegenFout,
    AlleenToevoegenModel,
)
from veiligheid.core.mail.models import Bericht, Mailvoorkeur, Signaal
from veiligheid.core.nazien.models import Akkoordlink, Stap
from veiligheid.core.opmerkingen.models import Anker, Opmerking, Opmerkingstap
from veiligheid.core.rollen import Rol
from veiligheid.core.tabellen.models import Inleesantwoord
from veiligheid.core.taken.models import Taak, Taakbestand, Werkproces
from veiligheid.core.taken.workflow import Taakstaat
from veiligheid.core.toegang.models import Onthouden, Toegangslink


class Gebruiker(AbstractUser):
    """Somebody who can log in. Roles are groups, so that every way of logging in can give them."""

    # Part of what a session is checked against: another one ends them all.
    sessiesleutel = models.CharField("sessiesleutel", max_length=16, default="", editable=False)
    # Since when this person has no access any more.
    weg_sinds = models.DateTimeField("weg sinds", null=True, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"

    @cached_property
    def rollen(self) -> frozenset[Rol]:
        """The roles of this user, read once per request."""
        known = {str(r) for r in Rol}
        return frozenset(Rol(g.name) for g in self.groups.all() if g.name in known)

    def has_rol(self, *rollen: Rol) -> bool:
        """Whether an active user has any of these roles."""
        return self.is_active and not self.rollen.isdisjoint(rollen)

    def grant(self, *rollen: Rol) -> None:
        """Give roles. Raises Group.DoesNotExist when the migrations did not run."""
        self.groups.add(*[Group.objects.get(name=rol) for rol in rollen])
        self.__dict__.pop("rollen", None)

    def set_rollen(self, rollen: Iterable[Rol]) -> None:
        """Have just these roles."""
        self.groups.remove(*Group.objects.filter(name__in=[str(r) for r in Rol]))
        self.grant(*rollen)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        value = f"{self.password}{self.sessiesleutel}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def naam(self) -> str:
        return self.get_full_name() or self.username


class Revisie(AlleenToevoegenModel):
    """One version of a text that people edit, kept for ever. See `core.saving`.

    `soort` and `record` name the record without a foreign key, so that nothing that happens to
    it reaches this table. `versie` is empty for a text that was kept but not applied, because
    somebody else had changed the same piece.
    """

    class Uitkomst(models.TextChoices):
        BEGIN = "begin", "zoals het begon"
        OPGESLAGEN = "opgeslagen", "opgeslagen"
        SAMENGEVOEGD = "samengevoegd", "samengevoegd met de tekst van een ander"
        CONFLICT = "conflict", "bewaard, niet verwerkt"

    soort = models.CharField("soort", max_length=60)
    record = models.BigIntegerField("record")
    versie = models.PositiveIntegerField("versie", null=True)
    basis = models.PositiveIntegerField("begonnen op versie")
    # Given by whoever saves, so that a retry after an unseen answer is not doubled.
    uuid = models.UUIDField("kenmerk van het opslaan", unique=True)
    uitkomst = models.CharField("uitkomst", max_length=20, choices=Uitkomst.choices)
    op = models.DateTimeField("op", auto_now_add=True)
    wie = models.CharField("wie", max_length=200)
    gebruiker_id = models.BigIntegerField("gebruikersnummer", null=True)
    inhoud = models.JSONField("inhoud")

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "revisie"
        verbose_name_plural = "revisies"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["soort", "record", "versie"], name="revisie_versie_uniek"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["soort", "record", "-id"])]

    def __str__(self) -> str:
        return f"{self.soort} {self.record}, versie {self.versie or '-'}"


class Logregel(AlleenToevoegenModel):
    """Who did what to what, and when. Names and labels are copied: they outlive the records."""

    op = models.DateTimeField("op", auto_now_add=True)
    wie = models.CharField("wie", max_length=200, help_text="naam op dat moment")
    # No foreign key: deleting a user may not touch this table.
    gebruiker_id = models.BigIntegerField("gebruikersnummer", null=True)
    verb = models.CharField("handeling", max_length=60)
    soort = models.CharField("soort object", max_length=60)
    sleutel = models.CharField("sleutel", max_length=60)
    label = models.CharField("label", max_length=300)
    details = models.JSONField("details", default=dict)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "logregel"
        verbose_name_plural = "logregels"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.op:%Y-%m-%d %H:%M} {self.wie}: {self.verb} {self.soort} {self.label}"

    @classmethod
    def write(
        cls, verb: str, record: models.Model, door: Gebruiker | None, **details: Any
    ) -> "Logregel":
        """Add a line. `door` is None for a command run by the administrator on the machine."""
        line: Logregel = cls.objects.create(
            wie=door.naam if door else "beheer (opdrachtregel)",
            gebruiker_id=door.pk if door else None,
            verb=verb,
            soort=record._meta.model_name or "",
            sleutel=str(record.pk),
            label=str(record)[:300],
            details=details,
        )
        return line


class Inleesbestand(models.Model):
    """A file between its upload and the moment somebody confirms what it would change.

    Private to who uploaded it, under an address that nobody guesses. How far reading it is, its
    `taak` tells. Its bytes go when it has been taken in.
    """

    class Staat(models.TextChoices):
        WACHT = "wacht", "wacht op lezen"
        BEZIG = "bezig", "wordt gelezen"
        VRAAG = "vraag", "wacht op antwoord"
        KLAAR = "klaar", "gelezen"
        GEWEIGERD = "geweigerd", "kan zo niet worden ingelezen"
        MISLUKT = "mislukt", "lezen mislukt"
        INGELEZEN = "ingelezen", "ingelezen"

    HOUDBAAR = timedelta(hours=24)

    id = models.UUIDField("kenmerk", primary_key=True, default=uuid4, editable=False)
    soort = models.CharField("soort", max_length=20)
    opties = models.JSONField("opties", default=dict)
    bestandsnaam = models.CharField("bestandsnaam", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    inhoud = models.BinaryField("inhoud")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inleesbestanden"
    )
    op = models.DateTimeField("op", auto_now_add=True)
    verloopt_op = models.DateTimeField("verloopt op")
    taak = models.ForeignKey(Taak, verbose_name="lezen", on_delete=models.SET_NULL, null=True)
    voorproef = models.JSONField("voorproef", null=True)
    ingelezen_op = models.DateTimeField("ingelezen op", null=True)
    slug = models.CharField("adres van wat eruit kwam", max_length=80, blank=True)

    class Meta:
        verbose_name = "inleesbestand"
        verbose_name_plural = "inleesbestanden"
        ordering: ClassVar = ["-op"]

    def __str__(self) -> str:
        return self.bestandsnaam

    @property
    def verlopen(self) -> bool:
        return self.verloopt_op <= timezone.now()

    @property
    def staat(self) -> Staat:
        """Where it stands: taken in, or as reading it went."""
        if self.ingelezen_op is not None:
            return self.Staat.INGELEZEN
        if self.taak is not None and self.taak.staat != Taakstaat.GELUKT:
            return self.Staat(self.taak.staat)
        if self.voorproef is None:
            return self.Staat.MISLUKT
        return self.Staat.VRAAG if "vraag" in self.voorproef else self.Staat.KLAAR

    @property
    def onderweg(self) -> bool:
        """Somebody is reading it, or about to."""
        return self.staat in (self.Staat.WACHT, self.Staat.BEZIG)

    @property
    def stap(self) -> str:
        """What is being done, in a sentence."""
        return self.taak.stap if self.taak is not None else ""

    @property
    def vordering(self) -> int:
        """How far reading is: 0 waits, 1 reads the file, 2 looks what would change."""
        if self.staat != self.Staat.BEZIG:
            return 0
        return 2 if self.stap.startswith("Stap 2") else 1


__all__ = [
    "Akkoordlink",
    "AlleenToevoegen",
    "AlleenToevoegenFout",
    "AlleenToevoegenModel",
    "Anker",
    "Bericht",
    "Gebruiker",
    "Inleesantwoord",
    "Inleesbestand",
    "Logregel",
    "Mailvoorkeur",
    "Onthouden",
    "Opmerking",
    "Opmerkingstap",
    "Revisie",
    "Signaal",
    "Stap",
    "Taak",
    "Taakbestand",
    "Toegangslink",
    "Werkproces",
]
