"""Correcting a plan and its pieces, without importing again."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse

from themas.forms.plan import (
    ActieForm,
    DelenErbijForm,
    PijlerForm,
    PlanForm,
    PlanonderdeelForm,
    Planstukformulier,
    ThemaForm,
    of_or,
)
from themas.gebieden import areas_to_name, read_areas
from themas.jaar.permissions import advisors
from themas.jaar.rondes import rondes_without
from themas.plan import permissions
from themas.plan.bewerken import (
    ActieDoel,
    PijlerDoel,
    PlandeelDoel,
    PlanDoel,
    PlanonderdeelDoel,
    ThemaDoel,
)
from themas.plan.models import Actie, Pijler, Plan, Plansoort, Thema
from themas.plan.running_order import read_tree
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.formulier import OpslagForm
from veiligheid.core.bewerken.stukken import Lezing
from veiligheid.core.models import Gebruiker
from veiligheid.core.saving import Inhoud, Resultaat
from veiligheid.core.schrijfveld import SchrijfField

_WEG = "iets dat er niet meer is"


class Planbewerking(Bewerking):
    """What the pieces of a plan have in common. bestaand: which records a field names by key."""

    form_class: ClassVar[type[OpslagForm]]
    doel_class: ClassVar[type[PlandeelDoel]]
    bestaand: ClassVar[Mapping[str, type[Any]]] = {}
    plan: Plan

    def __init_subclass__(cls) -> None:
        if not hasattr(cls, "form_class"):
            return
        velden = cls.form_class.base_fields
        cls.labels = {naam: str(veld.label) for naam, veld in velden.items()}
        cls.rijk = frozenset(n for n, veld in velden.items() if isinstance(veld, SchrijfField))

    @cached_property
    def doel(self) -> PlandeelDoel:
        return self.doel_class(self.record, writer(self.request))

    def formulier(self, stand: Stand | None, data: Any = None) -> Planstukformulier:
        return Planstukformulier(
            self.form_class, stand or self.stand, data, self.keuzes(), self.zonder()
        )

    def keuzes(self) -> Iterable[tuple[str, QuerySet[Any]]]:
        """Of each field that depends on the plan, what can be chosen."""
        return ()

    def zonder(self) -> list[str]:
        """Fields that make no sense here: among these, where nothing can be chosen."""
        return [naam for naam, records in self.keuzes() if not records.exists()]

    def context(self, formulier: Any) -> dict[str, Any]:
        return {"plan": self.plan, "stuk": self.record}

    def onderwerp(self) -> list[str]:
        return [str(self.record)]

    @property
    def terug(self) -> str:
        """The page that lists this piece."""
        return reverse("plan-beheer", args=[self.plan.slug])

    def next_page(self, doe: str, resultaat: Resultaat) -> str:
        return self.terug if doe == "klaar" else self.adres

    def fit(self, inhoud: Inhoud) -> Inhoud:
        """With what of it is still there."""
        pieces = dict(inhoud.stukken)
        for naam in self.bestaand:
            stuk = pieces.get(naam)
            if isinstance(stuk, list):
                pieces[naam] = [pk for pk in stuk if pk in self._namen[naam]]
            elif stuk is not None and stuk not in self._namen[naam]:
                pieces[naam] = None
        return Inhoud(pieces)

    def lees(self, naam: str, stuk: Any) -> Lezing:
        if naam in self.bestaand:
            namen = self._namen[naam]
            pks = stuk if isinstance(stuk, list) else [] if stuk is None else [stuk]
            return Lezing(", ".join(namen.get(pk, _WEG) for pk in pks))
        field = self.form_class.base_fields[naam]
        words = dict(getattr(field, "choices", ()))
        return Lezing(str(words[stuk])) if stuk in words else super().lees(naam, stuk)

    @cached_property
    def _namen(self) -> dict[str, dict[int, str]]:
        """The names of the records that a piece may speak of, asked once where they are needed."""
        return {
            naam: {record.pk: _name(record) for record in model._default_manager.all()}
            for naam, model in self.bestaand.items()
        }


def _name(record: Any) -> str:
    return record.naam if isinstance(record, Gebruiker) else str(record)


class Plangegevens(Planbewerking):
    """What a plan is: its kind, its term and what it calls its levels."""

    doel_class = PlanDoel
    form_class = PlanForm
    route = "plan-gegevens"
    template = "themas/plan/gegevens.html"
    bestaand = {"onder_thema": Thema, "voorganger": Plan}

    def fetch(self, plan: str) -> None:
        self.record = self.plan = permissions.get_plan(self.request.user, plan)

    def keuzes(self) -> Iterable[tuple[str, QuerySet[Any]]]:
        themas = Thema.objects.filter(plan__soort=Plansoort.IVP).exclude(plan=self.plan)
        now = Q(pk=self.plan.onder_thema_id)
        found = Thema.objects.filter(now | Q(pk__in=themas.values("pk")))
        yield "onder_thema", found.select_related("plan")
        yield "voorganger", Plan.objects.exclude(pk=self.plan.pk)


class Themabewerking(Planbewerking):
    """A theme, with the list of what is in it."""

    doel_class = ThemaDoel
    form_class = ThemaForm
    route = "plan-thema"
    template = "themas/plan/thema.html"
    bestaand = {"adviseurs": Gebruiker, "voorganger": Thema}

    def fetch(self, plan: str, pk: int) -> None:
        self.record = permissions.get_thema(self.request.user, plan, pk)
        self.plan = self.record.plan

    def keuzes(self) -> Iterable[tuple[str, QuerySet[Any]]]:
        now = Q(pk__in=advisors().values("pk")) | Q(themas=self.record)
        people = Gebruiker.objects.filter(now).distinct()
        eerder, stands = self.plan.voorganger_id, self.record.voorganger_id
        yield "adviseurs", people.order_by("first_name", "username")
        yield "voorganger", of_or(Thema.objects.all(), eerder, stands)

    def zonder(self) -> list[str]:
        ivp = self.plan.soort == Plansoort.IVP or self.record.soort
        return [*super().zonder(), *([] if ivp else ["soort"])]

    def context(self, formulier: Any) -> dict[str, Any]:
        (tak,) = (t for t in read_tree(self.plan) if t.record == self.record)
        return {
            **super().context(formulier),
            "takken": tak.takken,
            "erbij": DelenErbijForm(self.plan),
            "rondes": rondes_without(self.record),
            "focus": self.request.GET.get("focus", ""),
        }

    def saved(self, formulier: Any, resultaat: Resultaat) -> HttpResponse:
        erbij = DelenErbijForm(self.plan, self.request.POST)
        if not erbij["titels"].value():
            return super().saved(formulier, resultaat)
        told = "Er is nog niets toegevoegd. Wat u daar schreef, staat er nog."
        messages.warning(self.request, told)
        again = self.formulier((resultaat.versie, resultaat.inhoud))
        return self.show(again, erbij=erbij)


class _InThema(Planbewerking):
    """What belongs to a theme."""

    @property
    def terug(self) -> str:
        return reverse("plan-thema", args=[self.plan.slug, self.record.thema_id])

    def context(self, formulier: Any) -> dict[str, Any]:
        return {**super().context(formulier), "thema": self.record.thema}


class Pijlerbewerking(_InThema):
    doel_class = PijlerDoel
    form_class = PijlerForm
    route = "plan-pijler"
    template = "themas/plan/stuk.html"

    def fetch(self, plan: str, pk: int) -> None:
        self.record = permissions.get_pijler(self.request.user, plan, pk)
        self.plan = self.record.thema.plan


class Actiebewerking(_InThema):
    """Where the municipality has areas, one says which it is about."""

    doel_class = ActieDoel
    form_class = ActieForm
    route = "plan-actie"
    template = "themas/plan/stuk.html"
    bestaand = {"pijler": Pijler, "verdere_themas": Thema, "voorganger": Actie}

    def fetch(self, plan: str, pk: int) -> None:
        self.record = permissions.get_actie(self.request.user, plan, pk)
        self.plan = self.record.thema.plan

    def keuzes(self) -> Iterable[tuple[str, QuerySet[Any]]]:
        yield "pijler", Pijler.objects.filter(thema=self.record.thema_id)
        others = Thema.objects.filter(plan=self.plan)
        eerder, stands = self.plan.voorganger_id, self.record.voorganger_id
        yield "verdere_themas", others.exclude(pk=self.record.thema_id)
        yield "voorganger", of_or(Actie.objects.all(), eerder, stands)

    def zonder(self) -> list[str]:
        return [*super().zonder(), *([] if areas_to_name() else ["gebieden"])]

    def lees(self, naam: str, stuk: Any) -> Lezing:
        return Lezing(read_areas(stuk)) if naam == "gebieden" else super().lees(naam, stuk)


class Planonderdeelbewerking(Planbewerking):
    """A text of the plan itself, of a theme or of an actie."""

    doel_class = PlanonderdeelDoel
    form_class = PlanonderdeelForm
    route = "plan-onderdeel"
    template = "themas/plan/stuk.html"

    def fetch(self, plan: str, pk: int) -> None:
        self.record = permissions.get_onderdeel(self.request.user, plan, pk)
        self.plan = self.record.plan

    @property
    def terug(self) -> str:
        if self.record.thema_id:
            return reverse("plan-thema", args=[self.plan.slug, self.record.thema_id])
        return super().terug

    def context(self, formulier: Any) -> dict[str, Any]:
        return {**super().context(formulier), "thema": self.record.thema}
