"""Forms for annexes."""

from typing import Any
from uuid import uuid4

from django import forms

from monitoring.cijfers.models import Indicator
from rapportage.bijlagen.cijfers import MET_CIJFERS
from rapportage.models import Bijlage
from themas.plan.models import Plan, Plansoort, Thema
from veiligheid.core.opslagform import OpslagForm
from veiligheid.core.saving import Inhoud, Opslag
from veiligheid.core.uploads import BestandField, UploadForm


class NieuweBijlageForm(forms.Form):
    soort = forms.ChoiceField(
        label="Wat voor bijlage", choices=[c for c in Bijlage.Soort.choices if c[0] != "onbekend"]
    )
    titel = forms.CharField(label="Titel", max_length=300)


class BijlageForm(OpslagForm):
    """What an annex is. Which fields are there depends on its kind as it was saved."""

    nummer = forms.IntegerField(label="Nummer", min_value=1, max_value=99)
    titel = forms.CharField(label="Titel", max_length=300, required=False)
    soort = forms.ChoiceField(label="Soort", choices=Bijlage.Soort.choices)
    thema = forms.ModelChoiceField(
        label="Thema",
        queryset=Thema.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Geen thema",
    )
    plan = forms.ModelChoiceField(
        label="Projectplan",
        queryset=Plan.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Kies een plan",
    )

    def __init__(self, data: Any, *, bijlage: Bijlage, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["thema"].queryset = Thema.objects.filter(plan=bijlage.brief.ronde.plan_id)  # type: ignore[attr-defined]
        self.fields["plan"].queryset = Plan.objects.filter(soort=Plansoort.PROJECTPLAN)  # type: ignore[attr-defined]
        if bijlage.soort != Bijlage.Soort.KERNCIJFERS:
            del self.fields["thema"]
        if bijlage.soort != Bijlage.Soort.PROJECTPLAN:
            del self.fields["plan"]
        if bijlage.verwijderd_op is not None:
            del self.fields["nummer"]


class CijferForm(forms.Form):
    indicator = forms.ModelChoiceField(
        label="Cijfer",
        queryset=Indicator.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="Geen",
    )
    zin = forms.CharField(
        label="Zin erbij",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Leeg: een zin die uit de cijfers wordt gemaakt.",
    )
    alt = forms.CharField(
        label="Wat op de grafiek te zien is",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Voor wie de grafiek niet ziet. Leeg: uit de cijfers gemaakt.",
    )


class _CijferFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        chosen = [f.cleaned_data.get("indicator") for f in self.forms if f.is_valid()]
        double = {i for i in chosen if i is not None and chosen.count(i) > 1}
        if double:
            naam = sorted(map(str, double))[0]
            raise forms.ValidationError(f"‘{naam}’ staat er twee keer in. Haal er een weg.")


CijferFormSet = forms.formset_factory(CijferForm, formset=_CijferFormSet, extra=2, max_num=40)


class Bijlageformulier:
    """An annex and the figures it shows, together."""

    def __init__(self, inhoud: Inhoud, basis: int, bijlage: Bijlage, data: Any = None) -> None:
        self.inhoud = inhoud
        initial = {**inhoud.stukken, "basis": basis, "uuid": uuid4()}
        self.form = BijlageForm(data, bijlage=bijlage, initial=initial)
        self.cijfers = (
            CijferFormSet(data, initial=inhoud.stukken["cijfers"], prefix="cijfer")
            if bijlage.soort in MET_CIJFERS
            else None
        )

    def is_valid(self) -> bool:
        # Both, so that every error shows at once.
        form, cijfers = self.form.is_valid(), self.cijfers is None or self.cijfers.is_valid()
        return form and cijfers

    def opslag(self) -> Opslag:
        """A row without a figure goes."""
        data = self.form.cleaned_data
        pieces = {**self.inhoud.stukken}
        pieces |= {naam: data[naam] for naam in ("nummer", "titel", "soort") if naam in data}
        pieces |= {n: data[n].slug if data[n] else "" for n in ("thema", "plan") if n in data}
        if self.cijfers is not None:
            pieces["cijfers"] = [
                {"indicator": d["indicator"].slug, "zin": d["zin"], "alt": d["alt"]}
                for f in self.cijfers.forms
                if (d := f.cleaned_data).get("indicator")
            ]
        return Opslag(data["uuid"], data["basis"], Inhoud(pieces))


class NieuweTekstForm(forms.Form):
    kop = forms.CharField(
        label="Kop", max_length=300, required=False, help_text="Mag leeg zijn: dan begint de tekst."
    )
    niveau = forms.TypedChoiceField(
        label="Soort kop", choices=[(1, "hoofdkop"), (2, "tussenkop")], coerce=int, initial=1
    )


class PdfForm(UploadForm):
    bestand = BestandField(
        label="Pdf-bestand", help_text="Ten hoogste 25 MB.", accept=".pdf,application/pdf"
    )


class AfbeeldingForm(UploadForm):
    bestand = BestandField(
        label="Afbeelding",
        help_text="Een png of jpg.",
        accept=".png,.jpg,.jpeg,image/png,image/jpeg",
    )
    alt = forms.CharField(
        label="Wat is er op de afbeelding te zien?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Voor wie haar niet ziet: beschrijf wat de lezer eraan moet ontlenen.",
    )
    bijschrift = forms.CharField(label="Bijschrift", max_length=500, required=False)
