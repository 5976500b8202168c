"""The form for taking in a mirror."""

from typing import Any

from django import forms

from themas.plan.models import Plan
from veiligheid.core.uploads import DOCX, REKENBLAD, BestandField, InleesForm

_MAX_DOELEN = 2_000_000


class SpiegelInleesForm(InleesForm):
    bestand = BestandField(
        label="Bestand met de spiegel",
        accept=f"{REKENBLAD},{DOCX}",
        help_text="CSV, Excel (.xlsx) of Word (.docx): per activiteit de begroting naast het "
        "jaarverslag.",
        error_messages={"required": "Kies het bestand met de spiegel."},
    )
    doelen = BestandField(
        label="Lijst van doelen",
        accept=REKENBLAD,
        required=False,
        help_text="Alleen als de spiegel niet alle doelen noemt: CSV of Excel, hoogstens 2 MB.",
    )
    plan = forms.ModelChoiceField(
        label="Welk programma",
        queryset=Plan.objects.all(),
        required=False,
        empty_label="Een nieuw programma",
        help_text="Kies een plan dat er al is om het aan te vullen.",
    )
    naam = forms.CharField(
        label="Naam van het nieuwe programma",
        max_length=300,
        required=False,
        help_text="Als u hierboven geen plan kiest.",
    )
    jaar = forms.IntegerField(
        label="Jaar van de spiegel", min_value=2000, max_value=2100, help_text="Bijvoorbeeld 2023."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("plan") and not cleaned.get("naam"):
            self.add_error("naam", "Kies een programma, of geef het nieuwe een naam.")
        doelen = cleaned.get("doelen")
        if doelen and doelen.size > _MAX_DOELEN:
            self.add_error("doelen", "Deze lijst is groter dan 2 MB. Is dit het goede bestand?")
        return cleaned

    def opties(self) -> dict[str, Any]:
        data = self.cleaned_data
        plan: Plan | None = data["plan"]
        return {"plan": plan.slug if plan else data["naam"], "jaar": data["jaar"]}

    def verder(self) -> dict[str, bytes]:
        doelen = self.cleaned_data.get("doelen")
        return {"doelen": doelen.read()} if doelen else {}
