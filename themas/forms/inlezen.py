"""Forms for taking in a Word file: a plan, or the text of one theme."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.text import slugify

from themas.forms.plan import plan_ervoor, thema_erboven
from themas.jaar.models import Bijdrage
from themas.plan.importing.run import PlanOpties
from themas.plan.models import Plan, Plansoort, Thema
from veiligheid.core.uploads import DOCX, InleesForm, UploadForm, WordField


class PlanInleesForm(InleesForm):
    bestand = WordField(
        label="Bestand",
        accept=f"{DOCX},.json,application/json",
        help_text="Een .docx-bestand of een planbestand (.json) van ten hoogste 50 MB.",
        error_messages={"required": "Kies een bestand."},
    )
    plan = forms.ModelChoiceField(
        label="Welk plan",
        queryset=Plan.objects.all(),
        required=False,
        empty_label="Een nieuw plan",
        help_text="Kies een plan dat er al is om het bij te werken.",
    )
    soort = forms.ChoiceField(
        label="Soort", choices=Plansoort.choices, help_text="Alleen voor een nieuw plan."
    )
    onder = thema_erboven("Voor een projectplan dat één thema uitwerkt.")
    voorganger = plan_ervoor(
        "Voor een nieuw plan: dat van vorig jaar. U leest dan wat erbij kwam, wat verviel en wat "
        "veranderde."
    )
    titel = forms.CharField(
        label="Titel", max_length=300, required=False, help_text="Als het bestand er geen heeft."
    )
    van_jaar = forms.IntegerField(
        label="Van jaar",
        min_value=2000,
        max_value=2100,
        required=False,
        help_text="Als titel en bestandsnaam de looptijd niet noemen.",
    )
    tot_en_met_jaar = forms.IntegerField(
        label="Tot en met jaar", min_value=2000, max_value=2100, required=False
    )
    field_order = ("bestand", "plan")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "bestand" in cleaned and cleaned.get("plan") is None:
            naam = cleaned["bestand"].name or ""
            adres = PlanOpties(naam).adres
            if Plan.objects.filter(slug=adres).exists():
                self.add_error(
                    "plan",
                    f"Er is al een plan met het adres ‘{adres}’. Kies het in de lijst om het bij "
                    "te werken, of geef het bestand een andere naam.",
                )
            elif not slugify(adres):
                self.add_error("bestand", "Geef het bestand een naam met letters of cijfers.")
        return cleaned

    def opties(self) -> dict[str, Any]:
        data = self.cleaned_data
        plan: Plan | None = data["plan"]
        onder: Thema | None = data["onder"]
        voorganger: Plan | None = data["voorganger"]
        return {
            "soort": plan.soort if plan else data["soort"],
            "slug": plan.slug if plan else "",
            "onder": f"{onder.plan.slug}/{onder.slug}" if onder else "",
            "voorganger": voorganger.slug if voorganger and not plan else "",
            "titel": data["titel"],
            "van_jaar": data["van_jaar"],
            "tot_en_met_jaar": data["tot_en_met_jaar"],
        }


class _BijdrageKeuze(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.thema} ({obj.ronde})"


class ThemaInleesForm(UploadForm):
    bijdrage = _BijdrageKeuze(label="Voor welk thema", queryset=Bijdrage.objects.none())
    field_order = ("bijdrage", "bestand")

    def __init__(self, bijdragen: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        field = self.fields["bijdrage"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = bijdragen.select_related("thema", "ronde")
