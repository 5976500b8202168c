"""Forms for keeping figures and money by hand."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import cached_property

from monitoring.beheer.begroting import bedrag_stuk, bedragen_in
from monitoring.cijfers.inhoud import content_of
from monitoring.cijfers.models import Gebied, Indicator, Precisie, Richting, Vergelijking
from monitoring.cijfers.periodes import Meetstatus
from monitoring.forms.velden import EXACT, GetalField, MetPrecisieField, PeriodeField
from monitoring.geld.models import Bedragsoort, Geldbron, Kant
from themas.plan.models import Thema
from veiligheid.core.bewerken.doel import plain
from veiligheid.core.bewerken.formulier import Bewerkformulier, OpslagForm
from veiligheid.core.saving import Inhoud

_NIET_VERMELD = ("", "niet vermeld")
# Who decides what outsiders see, and what is guarded as a count of people.
VAN_DE_EINDREDACTEUR = ("telt", "is_totaal", "eigen_registratie", "openbaar", "voorpagina")


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 14-1-2025."},
    )


class ThemaKeuze(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Themes as checkboxes; of several plans each with its plan."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Thema.objects.none(), widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.titel} ({obj.plan})" if self._plans > 1 else str(obj.titel)

    @cached_property
    def _plans(self) -> int:
        return len({thema.plan_id for thema in self.queryset or ()})


class NieuweIndicatorForm(forms.Form):
    naam = forms.CharField(
        label="Naam van de indicator",
        max_length=300,
        help_text="Wat er wordt geteld, zoals ‘Meldingen bij het meldpunt’.",
    )
    eenheid = forms.CharField(label="Eenheid", max_length=60, initial="aantal")
    themas = ThemaKeuze(label="Hoort bij thema", required=False)

    def __init__(self, themas: Iterable[Thema], data: Any = None, *, moet: bool) -> None:
        """moet: a theme has to be chosen, or whoever makes it will not see it again."""
        super().__init__(data)
        field = self.fields["themas"]
        if isinstance(field, ThemaKeuze):
            field.queryset = themas  # type: ignore[assignment]
            field.required = moet


class IndicatorForm(OpslagForm):
    """What an indicator is. Which fields are shown depends on who keeps it and where its figures
    come from."""

    naam = forms.CharField(label="Naam", max_length=300)
    eenheid = forms.CharField(
        label="Eenheid", max_length=60, help_text="aantal, procent, rapportcijfer …"
    )
    decimalen = forms.IntegerField(label="Cijfers achter de komma", min_value=0, max_value=4)
    richting = forms.ChoiceField(
        label="Gewenste richting", choices=[("", "geen van beide"), *Richting.choices],
        required=False,
    )  # fmt: skip
    definitie = forms.CharField(
        label="Definitie", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    telregel = forms.CharField(
        label="Telregel",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat telt als één. Bijvoorbeeld: een doorlopende demonstratie telt één keer.",
    )
    trendbreuken = forms.CharField(
        label="Trendbreuken",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Waarom jaren niet zonder meer te vergelijken zijn.",
    )
    bron = forms.CharField(label="Bron", max_length=200, required=False)
    telt = forms.BooleanField(
        label="Dit telt mensen of gebeurtenissen (kleine aantallen van een wijk worden verborgen)",
        required=False,
    )
    is_totaal = forms.BooleanField(
        label="Dit is een totaal: het wordt nooit bij zijn onderdelen opgeteld", required=False
    )
    eigen_registratie = forms.BooleanField(
        label="Eigen registratie van de gemeente", required=False
    )
    openbaar = forms.BooleanField(
        label="Openbaar: iedereen mag deze cijfers zien, en de brief mag ze noemen", required=False
    )
    voorpagina = forms.TypedChoiceField(
        label="Plaats op de voorpagina",
        choices=[(0, "niet"), *((n, str(n)) for n in range(1, 5))],
        coerce=int,
        initial=0,
        help_text="De voorpagina toont vier cijfers van de hele gemeente.",
    )
    themas = ThemaKeuze(label="Hoort bij thema’s", required=False)

    def __init__(
        self, data: Any, initial: dict[str, Any], *, indicator: Indicator, themas: Iterable[Thema],
        geheel: bool,
    ) -> None:  # fmt: skip
        """geheel: everything, for the eindredacteur."""
        super().__init__(data, initial=initial)
        published = bool(indicator.bron_tabel)
        hidden = set() if geheel else {*VAN_DE_EINDREDACTEUR, "themas"}
        if published:
            hidden |= {"eigen_registratie", "openbaar"}
        for naam in hidden:
            del self.fields[naam]
        field = self.fields.get("themas")
        if isinstance(field, ThemaKeuze):
            field.queryset = themas  # type: ignore[assignment]


class StreefwaardeForm(forms.Form):
    jaar = forms.IntegerField(label="Jaar", min_value=1990, max_value=2100, required=False)
    vergelijking = forms.ChoiceField(label="Moet zijn", choices=Vergelijking.choices)
    waarde = GetalField(label="Waarde", required=False)
    toelichting = forms.CharField(
        label="Toelichting op het verschil",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bij wat is gerealiseerd: waarom meer of minder dan begroot.",
    )
    document = forms.CharField(label="Staat in", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("jaar"):
            for naam, melding in (
                ("waarde", "Vul de streefwaarde in."),
                ("document", "Noem het document waarin deze streefwaarde staat."),
            ):
                if not data.get(naam) and naam not in self.errors:
                    self.add_error(naam, melding)
        return data


class _StreefwaardenBasis(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        rows = [f.cleaned_data for f in self.forms if f.is_valid() and f.cleaned_data.get("jaar")]
        keys = [(d["jaar"], d["document"]) for d in rows]
        double = next((k for k in keys if keys.count(k) > 1), None)
        if double:
            raise forms.ValidationError(
                f"Voor {double[0]} staat er twee keer een streefwaarde uit ‘{double[1]}’."
            )


StreefwaardeFormSet = forms.formset_factory(
    StreefwaardeForm, formset=_StreefwaardenBasis, extra=1, max_num=60
)


class Indicatorformulier(Bewerkformulier):
    """An indicator and its targets together."""

    def __init__(self, stand: tuple[int, Inhoud], data: Any = None, **form: Any) -> None:
        versie, inhoud = stand
        targets = StreefwaardeFormSet(
            data, initial=inhoud.stukken["streefwaarden"], prefix="streef"
        )
        super().__init__(IndicatorForm(data, self.begin(versie, inhoud), **form), targets, inhoud)

    def inhoud(self) -> Inhoud:
        """A row without a year goes."""
        rows = [
            {naam: d[naam] for naam in ("jaar", "vergelijking", "waarde", "document")}
            for f in self.rijen.forms
            if (d := f.cleaned_data).get("jaar")
        ]
        rows.sort(key=lambda d: (d["jaar"], d["document"]))
        return Inhoud({**super().inhoud().stukken, "streefwaarden": rows})


class MetingForm(OpslagForm):
    """A figure: its value, or why it is not known and when it will be."""

    waarde = MetPrecisieField(
        label="Waarde", required=False, help_text="Bijvoorbeeld 1.234, 12,5 of ruim 250."
    )
    precisie = forms.ChoiceField(label="Precisie", choices=Precisie.choices)
    reden_onbekend = forms.CharField(
        label="Waarom onbekend",
        max_length=200,
        required=False,
        help_text="Alleen als er geen waarde is. Onbekend is geen nul.",
    )
    verwacht_op = _day("Verwacht op", "Alleen als er nog geen waarde is.")
    status = forms.ChoiceField(
        label="Status", choices=[_NIET_VERMELD, *Meetstatus.choices], required=False
    )
    bron = forms.CharField(label="Bron", max_length=200, required=False)
    peildatum = _day("Peildatum", "De dag die het cijfer beschrijft.")
    raadpleegdatum = _day("Raadpleegdatum", "De dag waarop het cijfer is opgevraagd.")

    def __init__(self, decimalen: int, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["waarde"]
        if isinstance(field, MetPrecisieField):
            field.decimalen = decimalen

    @classmethod
    def to_write(cls, decimalen: int, inhoud: Inhoud, basis: int) -> "MetingForm":
        flat = Inhoud({**inhoud.stukken["cijfer"], **inhoud.stukken})
        return cls(decimalen, initial=Bewerkformulier.begin(basis, flat))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "waarde" not in data:
            return data
        waarde, word = data["waarde"]
        if word != EXACT:
            data["precisie"] = word
        if waarde and data.get("reden_onbekend"):
            self.add_error("reden_onbekend", "Er is een waarde: laat dit dan leeg.")
        if waarde and data.get("verwacht_op"):
            self.add_error("verwacht_op", "Er is een waarde: laat dit dan leeg.")
        if not waarde and not data.get("reden_onbekend"):
            self.add_error("waarde", "Vul een waarde in, of hieronder waarom die er niet is.")
        if not waarde:
            data["precisie"] = EXACT
        return data

    def inhoud(self) -> Inhoud:
        data = {**self.cleaned_data}
        data["waarde"] = data["waarde"][0]
        names = ("waarde", "precisie", "reden_onbekend", "verwacht_op", "status", "bron",
                 "peildatum", "raadpleegdatum")  # fmt: skip
        return content_of({naam: data[naam] for naam in names})

    def pieces(self) -> dict[str, Any]:
        return self.inhoud().stukken


class NieuweMetingForm(MetingForm):
    """A figure that is not there yet, with its place."""

    gebied = forms.ModelChoiceField(label="Gebied", queryset=Gebied.objects.none())
    periode = PeriodeField(
        label="Periode", max_length=30, help_text="2024, maart 2024 of 2e kwartaal 2024."
    )
    field_order = ("gebied", "periode", "waarde")

    def __init__(self, decimalen: int, gebieden: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(decimalen, data, **kwargs)
        del self.fields["basis"], self.fields["uuid"]
        field = self.fields["gebied"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset, field.empty_label = gebieden, None


class DeelproductForm(OpslagForm):
    naam = forms.CharField(label="Naam", max_length=300)
    voor_alle_themas = forms.BooleanField(label="Dient alle thema’s", required=False)
    themas = ThemaKeuze(label="Hoort bij thema’s", required=False)

    def clean_naam(self) -> str:
        return " ".join(self.cleaned_data["naam"].split())


class BedragForm(forms.Form):
    jaar = forms.IntegerField(label="Jaar", min_value=1990, max_value=2100, required=False)
    soort = forms.ChoiceField(label="Soort", choices=Bedragsoort.choices)
    kant = forms.ChoiceField(label="Kant", choices=Kant.choices)
    geldbron = forms.ChoiceField(
        label="Geldbron", choices=[_NIET_VERMELD, *Geldbron.choices], required=False
    )
    bedrag = GetalField(decimalen=2, label="Bedrag in euro’s", required=False)
    voorwaarden = forms.CharField(
        label="Voorwaarden", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    toelichting = forms.CharField(
        label="Toelichting op het verschil",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bij wat is gerealiseerd: waarom meer of minder dan begroot.",
    )
    document = forms.CharField(label="Staat in", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("jaar") and not data.get("bedrag") and "bedrag" not in self.errors:
            self.add_error("bedrag", "Vul het bedrag in, of maak het jaar leeg.")
        return data


class _BedragenBasis(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        rows = [f.cleaned_data for f in self.forms if f.is_valid() and f.cleaned_data.get("jaar")]
        keys = [bedrag_stuk(d) for d in rows]
        for d, key in zip(rows, keys, strict=True):
            if keys.count(key) > 1:
                raise forms.ValidationError(
                    f"Voor {d['jaar']} staat hetzelfde soort bedrag uit dezelfde geldbron er twee "
                    "keer. Voeg ze samen."
                )


BedragFormSet = forms.formset_factory(BedragForm, formset=_BedragenBasis, extra=1, max_num=80)


class Deelproductformulier(Bewerkformulier):
    """A line of the budget and its amounts together."""

    def __init__(
        self, stand: tuple[int, Inhoud], data: Any = None, *, themas: Iterable[Thema]
    ) -> None:
        versie, inhoud = stand
        form = DeelproductForm(data, initial=self.begin(versie, inhoud))
        field = form.fields["themas"]
        if isinstance(field, ThemaKeuze):
            field.queryset = themas  # type: ignore[assignment]
        amounts = BedragFormSet(data, initial=bedragen_in(inhoud), prefix="bedrag")
        super().__init__(form, amounts)

    def inhoud(self) -> Inhoud:
        """A row without a year goes."""
        pieces = self.form.pieces()
        for form in self.rijen.forms:
            rij = form.cleaned_data
            if rij.get("jaar"):
                row = {naam: plain(rij[naam]) for naam in BedragForm.base_fields}
                pieces[bedrag_stuk(row)] = row
        return Inhoud(pieces)
