"""Forms of the mirror: its filters, and taking one in."""

from collections.abc import Mapping
from typing import Any

from django import forms

from themas.jaar.workflow import Kleur
from themas.plan.models import Plan
from themas.spiegel.spiegel import Spiegel, Spiegelrij
from veiligheid.core.uploads import DOCX, REKENBLAD, BestandField, InleesForm

TE_BEOORDELEN = "te-beoordelen"
KLEUREN = {**{k.value: k.value for k in Kleur}, TE_BEOORDELEN: "nog te beoordelen"}
_MAX_DOELEN = 2_000_000


class FilterForm(forms.Form):
    """Both are GET parameters; one that is unknown filters nothing."""

    thema = forms.ChoiceField(label="Thema", required=False)
    kleur = forms.ChoiceField(
        label="Kleur", required=False, choices=[("", "alle kleuren"), *KLEUREN.items()]
    )

    def __init__(self, data: Mapping[str, Any], spiegel: Spiegel) -> None:
        super().__init__(data)
        field = self.fields["thema"]
        if isinstance(field, forms.ChoiceField):
            field.label = spiegel.label_thema.capitalize()
            field.choices = [("", "alle"), *((t.slug, t.titel) for t in spiegel.themas)]
        self.full_clean()

    def chosen(self, rijen: tuple[Spiegelrij, ...]) -> list[Spiegelrij]:
        """The rows that meet both filters."""
        thema, kleur = (self.cleaned_data.get(naam, "") for naam in ("thema", "kleur"))
        return [
            rij
            for rij in rijen
            if (not thema or rij.thema_slug == thema)
            and (not kleur or (rij.kleur.value if rij.kleur else TE_BEOORDELEN) == kleur)
        ]


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
