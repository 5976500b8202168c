"""Taking in a letter from Word on screen."""

from collections.abc import Mapping
from typing import Any

from django import forms

from rapportage.importing.run import BriefOpties, import_brief
from rapportage.importing.stadsrekening import RekeningOpties, import_stadsrekening
from themas.plan.models import Plan
from themas.views.inlezen import Inleesscherm
from veiligheid.core.bron import Ingelezen
from veiligheid.core.inlezen import from_word
from veiligheid.core.models import Gebruiker
from veiligheid.core.uploads import InleesForm
from veiligheid.core.word import Worddocument


class BriefInleesForm(InleesForm):
    plan = forms.ModelChoiceField(
        label="Bij welk plan",
        queryset=Plan.objects.all(),
        empty_label="Kies een plan",
        error_messages={"required": "Kies het plan waar de brief bij hoort."},
    )
    jaar = forms.IntegerField(
        label="Jaar waarnaar de brief vooruitkijkt",
        min_value=2000,
        max_value=2100,
        help_text="De brief van 2025 kijkt terug op 2024 en vooruit naar 2025.",
    )
    nieuwe_themas = forms.BooleanField(
        label="Thema’s die het plan niet heeft opnemen als toegevoegd tijdens de looptijd",
        required=False,
    )

    def opties(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "plan": data["plan"].slug,
            "jaar": data["jaar"],
            "nieuwe_themas": data["nieuwe_themas"],
        }


def _import(document: Worddocument, opties: Mapping[str, Any], door: Gebruiker | None) -> Ingelezen:
    return import_brief(document, BriefOpties(**opties), door)


class RekeningInleesForm(InleesForm):
    jaar = forms.IntegerField(
        label="Over welk jaar",
        min_value=2000,
        max_value=2100,
        help_text="De stadsrekening van 2017 gaat over 2017.",
    )
    plan = forms.ModelChoiceField(
        label="Bij welk plan",
        queryset=Plan.objects.all(),
        required=False,
        empty_label="Het plan dat de tekst noemt",
        help_text="Noemt de tekst een plan dat er nog niet is, dan wordt het opgenomen.",
    )

    def opties(self) -> dict[str, Any]:
        plan: Plan | None = self.cleaned_data["plan"]
        return {"jaar": self.cleaned_data["jaar"], "plan": plan.slug if plan else ""}


def _import_rekening(
    document: Worddocument, opties: Mapping[str, Any], door: Gebruiker | None
) -> Ingelezen:
    return import_stadsrekening(document, RekeningOpties(**opties), door)


REKENING = Inleesscherm(
    soort="stadsrekening",
    titel="Een stadsrekening inlezen",
    uitleg="Het hoofdstuk over veiligheid: een inleiding en van elk thema een tekst, onder "
    "koppen in de stijlen Kop 1 en Kop 2.",
    form=RekeningInleesForm,
    importer=from_word(_import_rekening),
)


BRIEF = Inleesscherm(
    soort="brief",
    titel="Een brief inlezen",
    uitleg="Een veiligheidsbrief: de thema’s worden herkend aan hun titel in het plan.",
    form=BriefInleesForm,
    importer=from_word(_import),
)
