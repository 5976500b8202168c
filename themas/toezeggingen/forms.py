"""Forms of the register. They say what was filled in; the verbs decide whether it may be."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from themas.jaar.models import Voortgang
from themas.jaar.permissions import Bezoeker, visible_bijdragen
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.opslaan import VELDEN
from themas.toezeggingen.permissions import registrable_themas
from themas.toezeggingen.termijn import read_term
from themas.toezeggingen.transitions import Raadsbesluit, Waarmee
from themas.toezeggingen.workflow import UITSLAGEN, Soort, Staat, Uitslag
from veiligheid.core.adressen import check_misleading
from veiligheid.core.bewerken.formulier import OpslagForm
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.core.uploads import REKENBLAD, BestandField, InleesForm

_DATUM = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _Adviseurkeuze(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.naam)


class _Paragraafkeuze(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.bijdrage.ronde.jaar}: {obj}"


class ToezeggingForm(OpslagForm, forms.ModelForm):  # type: ignore[type-arg]
    """The words of an entry."""

    class Meta:
        model = Toezegging
        fields = VELDEN
        widgets = {"gemaakt_op": _DATUM, "termijn_op": _DATUM}
        field_classes = {"adviseur": _Adviseurkeuze}
        help_texts = {
            "termijn": "Zoals het gezegd is: ‘voor de zomer van 2026’, ‘Q1 2026’, ‘afzonderlijk’.",
            "termijn_op": "Laat leeg, dan volgt de datum uit de termijn. Een datum die u zelf "
            "invult, blijft.",
            "bedrag": "Alleen als een motie of amendement geld toekent.",
        }

    def __init__(self, *args: Any, gebruiker: Bezoeker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        central = isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(
            Rol.EINDREDACTEUR, Rol.GRIFFIE
        )
        thema = self.fields["thema"]
        if isinstance(thema, forms.ModelChoiceField):
            thema.queryset = registrable_themas(gebruiker).select_related("plan")
            thema.required = not central
        adviseur = self.fields["adviseur"]
        if isinstance(adviseur, forms.ModelChoiceField):
            adviseur.queryset = Gebruiker.objects.filter(groups__name=Rol.BELEIDSADVISEUR)
        if not central:
            del self.fields["nummer"]
        if not self.instance.pk:
            del self.fields["basis"], self.fields["uuid"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        dag, words = data.get("gemaakt_op"), data.get("termijn", "")
        if isinstance(dag, date) and (not data.get("termijn_op") or self._left_behind(data)):
            found = read_term(words, dag)
            data["termijn_op"] = found.op if found else None
        return data

    def validate_constraints(self) -> None:
        """The verbs say what is taken, under their lock, and in better words."""

    def _left_behind(self, data: dict[str, Any]) -> bool:
        """Whether the words were changed and the date that followed from the old ones was not."""
        old: Toezegging = self.instance
        if not old.pk or not old.termijn or data["termijn"] == old.termijn:
            return False
        if data["termijn_op"] != old.termijn_op:
            return False
        # In a letter terms are counted from the first of January.
        days = (old.gemaakt_op, old.gemaakt_op.replace(month=1, day=1))
        return any((t := read_term(old.termijn, d)) and t.op == old.termijn_op for d in days)

    def velden(self) -> dict[str, Any]:
        """What a new entry is made of."""
        return {n: self.cleaned_data[n] for n in VELDEN if n in self.cleaned_data}


class AfdoeningForm(forms.Form):
    """By what a promise is settled."""

    paragraaf = _Paragraafkeuze(
        label="Een paragraaf van een brief",
        queryset=Voortgang.objects.none(),
        required=False,
        empty_label="geen",
    )
    titel = forms.CharField(label="Een ander document", max_length=300, required=False)
    url = forms.URLField(
        label="Adres van dat document",
        help_text="Van een paragraaf in een gepubliceerde brief is dat de link achter haar kop.",
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[check_misleading],
    )
    vergadering_op = forms.DateField(label="Een vergadering, op", required=False, widget=_DATUM)

    def __init__(self, *args: Any, gebruiker: Bezoeker, toezegging: Toezegging, **kwargs: Any):
        super().__init__(*args, **kwargs)
        paragraaf = self.fields["paragraaf"]
        readable = visible_bijdragen(gebruiker)
        if thema := toezegging.thema_id:
            readable = readable.filter(Q(thema=thema) | Q(thema__voorganger=thema))
        paragrafen = (
            Voortgang.objects.standing()
            .filter(bijdrage__in=readable.values("pk"))
            .select_related("bijdrage__ronde", "bijdrage__thema")
            .order_by("-bijdrage__ronde__vooruitblikjaar", "positie")
        )
        if isinstance(paragraaf, forms.ModelChoiceField):
            paragraaf.queryset = paragrafen
        if not paragrafen.exists():
            del self.fields["paragraaf"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("url") and not data.get("titel"):
            self.add_error("titel", "Zeg ook hoe dat document heet.")
        return data

    def waarmee(self) -> Waarmee:
        data = self.cleaned_data
        return Waarmee(data.get("paragraaf"), data["titel"], data["url"], data["vergadering_op"])


class BesluitForm(forms.Form):
    """What the council decided on a motie, an amendement or an aanbeveling."""

    besluit = forms.ChoiceField(
        label="Uitslag", error_messages={"required": "Kies wat de raad besloot."}
    )
    besluit_op = forms.DateField(label="Besloten op", required=False, widget=_DATUM)
    stemmen_voor = forms.IntegerField(
        label="Stemmen voor", required=False, min_value=0, max_value=999
    )
    stemmen_tegen = forms.IntegerField(
        label="Stemmen tegen", required=False, min_value=0, max_value=999
    )

    def __init__(self, data: Any = None, *, toezegging: Toezegging) -> None:
        super().__init__(data, initial={n: getattr(toezegging, n) for n in self.base_fields})
        keuzes = [(b.value, str(b)) for b in UITSLAGEN.get(Soort(toezegging.soort), ())]
        field = self.fields["besluit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Kies …"), *keuzes]

    def raadsbesluit(self) -> Raadsbesluit:
        data = self.cleaned_data
        return Raadsbesluit(
            Uitslag(data["besluit"]),
            data["besluit_op"],
            data["stemmen_voor"],
            data["stemmen_tegen"],
        )


class WijzigingForm(forms.Form):
    """When and why a promise gets another state. Whether a reason is needed depends on the
    button."""

    op = forms.DateField(
        label="Op welke dag",
        help_text="De dag waarop dit gold, tot en met vandaag. De stand op een eerdere dag blijft "
        "zoals die was.",
        required=False,
        initial=timezone.localdate,
        widget=_DATUM,
    )
    reden = forms.CharField(
        label="Reden",
        help_text="Nodig om een voorstel af te wijzen, om te laten vervallen en om te heropenen. "
        "Lezers zien de reden van vervallen.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LijstInleesForm(InleesForm):
    """The griffie's list."""

    bestand = BestandField(
        accept=REKENBLAD,
        label="Het bestand",
        help_text="Een CSV- of Excelbestand (.xlsx). U ziet eerst wat er zou veranderen.",
        error_messages={"required": "Kies een bestand."},
    )

    def opties(self) -> dict[str, Any]:
        return {}


class FilterForm(forms.Form):
    """The filters of a list. What it does not know is ignored: a link with an old filter works."""

    zoek = forms.CharField(label="Zoek", max_length=100, required=False, strip=True)
    thema = forms.ChoiceField(label="Thema", required=False)
    soort = forms.ChoiceField(label="Soort", required=False)
    staat = forms.ChoiceField(label="Stand", required=False)
    jaar = forms.ChoiceField(label="Jaar", required=False)

    def __init__(self, data: Any, themas: list[str], jaren: list[int], staten: list[str]) -> None:
        super().__init__(data, auto_id="filter-%s")
        every = [("", "alle")]
        for naam, values in (
            ("thema", themas),
            ("soort", [s.value for s in Soort]),
            ("staat", staten),
            ("jaar", [str(j) for j in jaren]),
        ):
            field = self.fields[naam]
            if isinstance(field, forms.ChoiceField):
                field.choices = every + [(v, v) for v in values]

    def chosen(self) -> dict[str, str]:
        return {n: w for n, w in self.cleaned_data.items() if w} if self.was_chosen() else {}

    def was_chosen(self) -> bool:
        """Whether anything was chosen; fields with a choice that is not there are left out."""
        self.is_valid()
        return self.is_bound


# States that follow from others.
TE_LAAT, NIET_AF = "te laat", "niet afgedaan"
STATEN_INTERN = [TE_LAAT, NIET_AF, *(s.value for s in Staat)]
STATEN_PUBLIEK = [s for s in STATEN_INTERN if s != Staat.VOORGESTELD]


def new_initial() -> dict[str, Any]:
    return {"gemaakt_op": timezone.localdate()}
