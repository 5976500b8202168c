"""Forms for annexes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.text import Truncator

from monitoring.cijfers.models import Indicator
from rapportage.bijlagen.soort import soort_of, soorten
from rapportage.bijlagen.soorten.cijfers import Cijfertekst
from rapportage.models import Bijlage, Onderdeel
from themas.plan.models import Plan, Plansoort, Thema
from veiligheid.core.bewerken.formulier import Bewerkformulier, OpslagForm
from veiligheid.core.saving import Inhoud
from veiligheid.core.uploads import BestandField, UploadForm

NIETS_GEMAAKT: Mapping[str, Cijfertekst] = {}


class NieuweBijlageForm(forms.Form):
    soort = forms.ChoiceField(
        label="Wat voor bijlage",
        choices=lambda: [(s.naam, s.woorden) for s in soorten() if s.kiesbaar],
    )
    titel = forms.CharField(label="Titel", max_length=300)


class BijlageForm(OpslagForm):
    """What an annex is. Which fields are there depends on its kind as it was saved."""

    nummer = forms.IntegerField(label="Nummer", min_value=1, max_value=99)
    titel = forms.CharField(label="Titel", max_length=300, required=False)
    soort = forms.ChoiceField(
        label="Soort",
        choices=lambda: [(s.naam, s.woorden) for s in soorten()],
        help_text="Na het opslaan staan hier de velden die erbij horen. Wat u eerder invulde, "
        "blijft bewaard.",
    )
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

    geheim_grond = forms.CharField(
        label="Geheim op grond van",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld ‘Gemeentewet artikel 87’. Vul dit alleen in als er geheimhouding "
        "op ligt: dan komt van de bijlage niets online dan het nummer, de titel en wat hier staat. "
        "Maak dit leeg als de geheimhouding is opgeheven; met een nieuwe versie wordt de bijlage "
        "openbaar.",
    )
    geheim_door = forms.CharField(
        label="Wie de geheimhouding oplegde",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld ‘het college’.",
    )
    geheim_tot = forms.DateField(
        label="Geheim tot",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Leeg: totdat de geheimhouding wordt opgeheven.",
    )

    def __init__(self, data: Any, *, bijlage: Bijlage, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["thema"].queryset = Thema.objects.filter(plan=bijlage.brief.ronde.plan_id)  # type: ignore[attr-defined]
        self.fields["plan"].queryset = Plan.objects.filter(soort=Plansoort.PROJECTPLAN)  # type: ignore[attr-defined]
        for naam in {"thema", "plan"} - soort_of(bijlage.soort).velden:
            del self.fields[naam]
        if bijlage.verwijderd_op is not None:
            del self.fields["nummer"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        grond, door, tot = (data.get(f"geheim_{naam}") for naam in ("grond", "door", "tot"))
        if grond and not door:
            self.add_error("geheim_door", "Vul in wie de geheimhouding oplegde.")
        if tot and not grond:
            self.add_error("geheim_grond", "Vul de grond van de geheimhouding in.")
        return data

    def pieces(self) -> dict[str, Any]:
        """Theme and plan by their slug."""
        named = {n: getattr(self.cleaned_data.get(n), "slug", "") for n in ("thema", "plan")}
        return super().pieces() | {n: slug for n, slug in named.items() if n in self.fields}


class CijferForm(forms.Form):
    plaats = forms.IntegerField(
        label="Plaats", min_value=1, max_value=99, required=False, widget=forms.NumberInput
    )
    indicator = forms.ChoiceField(label="Cijfer", required=False)
    zin = forms.CharField(
        label="Zin erbij", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    alt = forms.CharField(
        label="Wat op de grafiek te zien is",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, keuzes: list[Any], gemaakt: Mapping[str, Cijfertekst], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = keuzes  # type: ignore[attr-defined]
        made = gemaakt.get(self.initial.get("indicator", ""), Cijfertekst("", ""))
        self.fields["zin"].help_text = _made(made.zin)
        self.fields["alt"].help_text = _made(made.alt)
        for veld in ("plaats", "indicator"):
            self.fields[veld].vermeld_niet_verplicht = False  # type: ignore[attr-defined]

    @property
    def eigen_woorden(self) -> str:
        """The beginning of what a person wrote."""
        return Truncator(self["zin"].value() or self["alt"].value() or "").chars(60)

    @property
    def open(self) -> bool:
        """Whether something is wrong in what is folded away."""
        return bool(self.is_bound and {"zin", "alt"} & self.errors.keys())


def _made(text: str) -> str:
    """What stands there as long as a person writes nothing."""
    return f"Leeg: ‘{escape(text)}’" if text else "Leeg: een zin die uit de cijfers wordt gemaakt."


class _CijferFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            slug = form.cleaned_data.get("indicator") if form.is_valid() else ""
            if slug and slug in seen:
                form.add_error("indicator", "Dit cijfer staat er al in. Haal er een weg.")
            seen.add(slug)

    def rows(self) -> list[dict[str, str]]:
        """The chosen figures in their new order. One that was moved comes before the one whose
        place it got when it went up, and after it when it went down."""
        found = []
        for old, form in enumerate(self.forms, start=1):
            data = form.cleaned_data
            if not data.get("indicator"):
                continue
            new = data.get("plaats") or (old if form.initial else 100)
            row = {naam: data[naam] for naam in ("indicator", "zin", "alt")}
            found.append(((new, (new > old) - (new < old), old), row))
        return [row for _, row in sorted(found, key=lambda item: item[0])]


CijferFormSet = forms.formset_factory(
    CijferForm, formset=_CijferFormSet, extra=2, max_num=40, validate_max=True
)


class Bijlageformulier(Bewerkformulier):
    """An annex and the figures it shows, together. `gemaakt`: by indicator what is said of it when
    nobody writes anything."""

    def __init__(
        self,
        stand: tuple[int, Inhoud],
        bijlage: Bijlage,
        data: Any = None,
        gemaakt: Mapping[str, Cijfertekst] = NIETS_GEMAAKT,
    ) -> None:
        versie, inhoud = stand
        form = BijlageForm(data, bijlage=bijlage, initial=self.begin(versie, inhoud))
        formset = None
        if soort_of(bijlage.soort).cijfers:
            rows = [{**c, "plaats": n} for n, c in enumerate(inhoud.stukken["cijfers"], start=1)]
            extra = {"keuzes": _choices(bijlage), "gemaakt": gemaakt}
            formset = CijferFormSet(data, initial=rows, prefix="cijfer", form_kwargs=extra)
        super().__init__(form, formset, inhoud)

    def inhoud(self) -> Inhoud:
        """A row without a figure goes."""
        rows = {} if self.rijen is None else {"cijfers": self.rijen.rows()}
        return Inhoud({**super().inhoud().stukken, **rows})


def _choices(bijlage: Bijlage) -> list[Any]:
    """All indicators, those of the annex's theme first. Two queries for a whole form."""
    thema = bijlage.thema or (bijlage.plan.onder_thema if bijlage.plan else None)
    alle = [(i.slug, i.naam) for i in Indicator.objects.all()]
    own = set(thema.indicatoren.values_list("slug", flat=True)) if thema else set()
    if not own:
        return [("", "Geen"), *alle]
    return [
        ("", "Geen"),
        (f"Bij {thema}", [c for c in alle if c[0] in own]),
        ("Andere cijfers", [c for c in alle if c[0] not in own]),
    ]


# What stands beside the form of an annex is sent with it, so that what was typed is not lost.
_MEE = {"form": "bijlageformulier"}


class NieuweTekstForm(forms.Form):
    kop = forms.CharField(
        label="Kop",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=_MEE),
        help_text="Mag leeg zijn: dan begint de tekst.",
    )
    niveau = forms.TypedChoiceField(
        label="Soort kop",
        choices=[(1, "hoofdkop"), (2, "tussenkop")],
        coerce=int,
        initial=1,
        widget=forms.Select(attrs=_MEE),
    )


class PdfForm(UploadForm):
    bestand = BestandField(
        label="Pdf-bestand",
        help_text="Ten hoogste 25 MB.",
        accept=".pdf,application/pdf",
        error_messages={"required": "Kies een pdf-bestand."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bestand"].widget.attrs |= _MEE


class AfbeeldingForm(UploadForm):
    bestand = BestandField(
        label="Afbeelding",
        help_text="Een png of jpg.",
        accept=".png,.jpg,.jpeg,image/png,image/jpeg",
        error_messages={"required": "Kies een afbeelding."},
    )

    def __init__(self, onderdeel: Onderdeel, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        if onderdeel.afbeelding_id is not None:
            self.fields["bestand"].label = "Andere afbeelding"
