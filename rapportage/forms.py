"""Forms for the letter's own parts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from rapportage.besluit.punten import Punt
from rapportage.editing import ALT_NODIG, FEITEN, VAN_HET_SECRETARIAAT
from rapportage.models import Brief, Onderdeel
from themas.plan.models import Thema
from themas.plan.querysets import ThemaQuerySet
from themas.toezeggingen.termijn import read_term
from themas.toezeggingen.workflow import Soort
from veiligheid.core.bewerken.formulier import Bewerkformulier, OpslagForm
from veiligheid.core.richtext import left_out, one_line, sanitize
from veiligheid.core.saving import Inhoud
from veiligheid.core.schrijfveld import SchrijfField, Schrijfvlak
from veiligheid.core.uploads import BestandField, UploadForm

# What of a collegevoorstel is no rich text.
_PLAT = {"onderwerp", "basis", "uuid"}


def _tekst(label: str, help_text: str, rows: int) -> SchrijfField:
    return SchrijfField(
        label=label,
        required=False,
        widget=Schrijfvlak(attrs={"rows": rows}),
        help_text=help_text,
    )


class OnderdeelForm(OpslagForm):
    """A text. The words of a picture are asked for where one can stand (`beeld`), and have to be
    there where one does (`staat_er`)."""

    kop = forms.CharField(label="Kop", max_length=300, required=False)
    tekst = SchrijfField(
        label="Tekst",
        required=False,
        widget=Schrijfvlak(attrs={"rows": 14}),
        help_text="Een lege regel begint een nieuwe alinea. **vet**, *cursief*, - lijst.",
    )
    alt = forms.CharField(
        label="Wat is er op de afbeelding te zien?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Voor wie haar niet ziet: beschrijf wat de lezer eraan moet ontlenen.",
        error_messages={"required": ALT_NODIG},
    )
    bijschrift = forms.CharField(label="Bijschrift", max_length=500, required=False)

    def __init__(
        self, data: Any = None, *, beeld: bool = False, staat_er: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["alt"].required = staat_er
        if not beeld:
            del self.fields["alt"], self.fields["bijschrift"]

    def pieces(self) -> dict[str, Any]:
        """Raises TekstGeweigerd."""
        data = self.cleaned_data
        lines: dict[str, Any]
        lines = {n: one_line(data[n]) for n in ("kop", "alt", "bijschrift") if n in data}
        return {**lines, "tekst": sanitize(data["tekst"])}


class Onderdeelformulier(Bewerkformulier):
    def opgemerkt(self) -> list[str]:
        """What cleaning took away, in sentences."""
        form = self.form
        return left_out(f"{form['kop'].value() or ''} {form['tekst'].value() or ''}")


class VoorstelForm(OpslagForm):
    """The texts of a collegevoorstel."""

    onderwerp = forms.CharField(label="Onderwerp", max_length=300)
    gevraagd = _tekst("Gevraagd besluit", "Wat het college wordt gevraagd te besluiten.", 4)
    samenvatting = _tekst("Samenvatting", "Waar de brief over gaat, in een paar zinnen.", 5)
    argumenten = _tekst("Argumenten", "Waarom dit besluit, en wat ertegen in te brengen is.", 8)
    financien = _tekst("Financiën", "Wat het kost en waaruit het wordt betaald.", 5)

    def pieces(self) -> dict[str, Any]:
        """Raises TekstGeweigerd."""
        data = self.cleaned_data
        rich = {naam: sanitize(data[naam]) for naam in self.fields.keys() & data.keys() - _PLAT}
        return {"onderwerp": one_line(data["onderwerp"]), **rich}


Plek = Onderdeel.Plek
# Of what is no letter of themes, the body is a table.
_ZONDER_THEMAS = [
    (Plek.INLEIDING.value, "Inleiding"),
    (Plek.ALGEMEEN.value, "Vóór de tabel"),
    (Plek.AFSLUITING.value, "Na de tabel"),
]


def places_in(brief: Brief) -> list[tuple[str, str]]:
    """Where a general part of this document can stand, each with its name."""
    if not brief.heeft_themas:
        return _ZONDER_THEMAS
    return [(p.value, p.label) for p in Plek if p is not Plek.BIJLAGE]


class NieuwOnderdeelForm(forms.Form):
    kop = forms.CharField(label="Kop van het nieuwe onderdeel", max_length=300)
    plek = forms.ChoiceField(label="Plaats in de brief")

    def __init__(self, places: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["plek"]
        if isinstance(field, forms.ChoiceField):
            field.choices = places


class FeitenForm(OpslagForm):
    """The facts of a letter. Which of them are shown depends on who fills them in."""

    titel = forms.CharField(label="Titel", max_length=300)
    samenvatting = forms.CharField(
        label="Samenvatting",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Eén of twee zinnen onder de titel op de website.",
    )
    aan = forms.CharField(label="Aan", max_length=200)
    portefeuillehouder = forms.CharField(
        label="Portefeuillehouder",
        help_text="Laat leeg, dan volgt die uit de datum van de brief.",
        max_length=200,
        required=False,
    )
    kenmerk = forms.CharField(label="Ons kenmerk", max_length=60, required=False)
    datum = forms.DateField(
        label="Datum van de brief",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 14-1-2025."},
    )
    aanhef = forms.CharField(label="Aanhef", max_length=200, required=False)
    groet = forms.CharField(label="Groet", max_length=200, required=False)
    afzender = forms.CharField(label="Afzender", max_length=300, required=False)

    def __init__(self, data: Any, *, only: tuple[str, ...] = FEITEN, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for naam in set(FEITEN) - set(only):
            del self.fields[naam]


class OndertekenaarForm(forms.Form):
    naam = forms.CharField(label="Naam", max_length=200, required=False)
    functie = forms.CharField(label="Functie", max_length=200, required=False)


# What the pieces of a letter's facts are called.
LABELS = {naam: str(FeitenForm.base_fields[naam].label) for naam in FEITEN}
LABELS["ondertekenaars"] = "Ondertekenaars"


OndertekenaarFormSet = forms.formset_factory(OndertekenaarForm, extra=1, max_num=12)


class Briefformulier(Bewerkformulier):
    """Facts and signatories together. The secretariaat gets its own fields only."""

    def __init__(self, stand: tuple[int, Inhoud], data: Any = None, *, geheel: bool) -> None:
        versie, inhoud = stand
        only = FEITEN if geheel else VAN_HET_SECRETARIAAT
        super().__init__(
            FeitenForm(data, only=only, initial=self.begin(versie, inhoud)),
            OndertekenaarFormSet(
                data, initial=inhoud.stukken["ondertekenaars"], prefix="ondertekenaar"
            ),
            inhoud,
        )

    def inhoud(self) -> Inhoud:
        """A row without a name goes."""
        rows = [
            {"naam": d["naam"], "functie": d["functie"]}
            for f in self.rijen.forms
            if (d := f.cleaned_data).get("naam")
        ]
        return Inhoud({**super().inhoud().stukken, "ondertekenaars": rows})


class OpneemForm(forms.Form):
    """What the register will hold of a sentence of the letter. `dag`: from when terms count."""

    soort = forms.ChoiceField(label="Soort", choices=[(s.value, s.value) for s in Soort])
    tekst = forms.CharField(
        label="Wat is er toegezegd", max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    termijn = forms.CharField(label="Termijn", max_length=200, required=False)
    termijn_op = forms.DateField(
        label="Uiterlijk",
        help_text="Laat leeg, dan volgt de datum uit de termijn.",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    thema = forms.ModelChoiceField(
        label="Thema", queryset=Thema.objects.none(), required=False, empty_label="geen"
    )

    def __init__(self, *args: Any, themas: ThemaQuerySet, dag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dag = dag
        thema = self.fields["thema"]
        if isinstance(thema, forms.ModelChoiceField):
            thema.queryset = themas

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        words, given = data.get("termijn", ""), data.get("termijn_op")
        # The day that follows from the words that stood here follows the new ones.
        followed = given == self.initial.get("termijn_op") and "termijn" in self.changed_data
        if words and (not given or followed):
            found = read_term(words, self.dag)
            data["termijn_op"] = found.op if found else None
        return data


class PubliceerForm(forms.Form):
    """`gezien` says which document the publisher looked at. A correction needs a reason, every open
    point a yes. Without a `moment` it goes out at once."""

    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reden = forms.CharField(
        label="Waarom komt er een nieuwe versie?",
        help_text="Lezers zien deze reden. De eerdere versie blijft bewaard.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf waarom er een nieuwe versie komt; lezers zien dit."},
    )
    moment = forms.DateTimeField(
        label="Wanneer",
        help_text="Laat leeg om meteen te publiceren. Tot dat moment is er niets van te zien.",
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={
            "invalid": "Schrijf dag en tijd zo: 14-1-2026 09:00. Een uur dat door de zomertijd "
            "niet bestaat of twee keer komt, kan niet."
        },
    )

    def __init__(
        self, *args: Any, opnieuw: bool, punten: Sequence[Punt] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.punten = {f"ja-{punt.code}": punt for punt in punten}
        for naam, punt in self.punten.items():
            self.fields[naam] = forms.BooleanField(
                label=punt.ja,
                help_text=punt.zin,
                error_messages={"required": f"Los dit eerst op, of vink aan: {punt.ja.lower()}."},
            )
        if not opnieuw:
            del self.fields["reden"]

    @property
    def ja(self) -> frozenset[str]:
        """The codes of the points that were said yes to."""
        return frozenset(p.code for naam, p in self.punten.items() if self.cleaned_data.get(naam))


class OpheffingForm(forms.Form):
    """That the secrecy of an annex was lifted."""

    bijlage = forms.ChoiceField(label="Welke bijlage")
    opgeheven_door = forms.CharField(
        label="Wie de geheimhouding ophief",
        help_text="Bijvoorbeeld: de gemeenteraad. Lezers zien dit bij de nieuwe versie.",
        max_length=200,
        error_messages={"required": "Vul in wie de geheimhouding ophief."},
    )
    datum = forms.DateField(
        label="Datum van dat besluit",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Vul de datum van het besluit in."},
    )

    def __init__(self, *args: Any, bijlagen: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heeft_keuze = bool(bijlagen)
        field = self.fields["bijlage"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(nummer), naam) for nummer, naam in bijlagen]


class StaatForm(forms.Form):
    """A step of a letter on its way to the college: with a reason, or a decision."""

    reden = forms.CharField(
        label="Waarom",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf erbij waarom."},
    )


class BesluitForm(forms.Form):
    uitkomst = forms.ChoiceField(
        label="Wat besloot het college",
        choices=[
            ("conform", "vastgesteld zoals voorgelegd"),
            ("gewijzigd", "vastgesteld met wijzigingen"),
            ("aangehouden", "aangehouden"),
        ],
    )
    datum = forms.DateField(
        label="Datum van het besluit",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Vul de datum van het besluit in."},
    )
    nummer = forms.CharField(label="Besluitnummer", max_length=60, required=False)
    toelichting = forms.CharField(
        label="Toelichting",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat er is gewijzigd, of waarom het college de brief aanhield.",
    )


class IntrekForm(forms.Form):
    reden = forms.CharField(
        label="Waarom wordt de brief ingetrokken?",
        help_text="Lezers zien deze reden op de plaats van de brief.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf waarom de brief wordt ingetrokken; lezers zien dit."},
    )


class ControleerForm(UploadForm):
    """A file of which somebody wants to know whether it was published here."""

    bestand = BestandField(
        label="Bestand",
        help_text="Meestal een pdf.",
        accept=".pdf,.csv,.xlsx,.json,application/pdf",
        error_messages={"required": "Kies het bestand dat u wilt nakijken."},
    )
