"""Forms for making a plan and keeping it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from themas.forms.gebieden import Gebiedskeuze
from themas.plan.models import Actie, Pijler, Plan, Plansoort, Thema, Themasoort
from veiligheid.core.bewerken.formulier import Bewerkformulier, LijstForm, OpslagForm, unmarked
from veiligheid.core.models import Gebruiker
from veiligheid.core.richtext import left_out, one_line
from veiligheid.core.saving import Inhoud
from veiligheid.core.schrijfveld import SchrijfField, Schrijfvlak

_MEESTE_REGELS = 60
FORMULIER = "schrijfformulier"


def _jaar(label: str, help_text: str = "", *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=2000, max_value=2100, required=required, help_text=help_text
    )


def _dag(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 14-1-2027."},
    )


def _tekst(label: str, help_text: str = "", rows: int = 6) -> SchrijfField:
    vlak = Schrijfvlak(attrs={"rows": rows})
    return SchrijfField(label=label, required=False, widget=vlak, help_text=help_text)


def _reden(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alleen als u hierboven een jaar invult. Lezers zien deze reden.",
    )


class ThemaKeuze(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A theme or actie of any plan, each with its plan."""

    def label_from_instance(self, obj: Any) -> str:
        plan = obj.plan if isinstance(obj, Thema) else obj.thema.plan
        return f"{obj.titel} ({plan})"


def thema_erboven(uitleg: str) -> ThemaKeuze:
    """The theme of an IVP that a plan works out."""
    return ThemaKeuze(
        label="Werkt dit thema uit",
        queryset=Thema.objects.filter(plan__soort=Plansoort.IVP).select_related("plan"),
        required=False,
        empty_label="geen",
        help_text=uitleg,
    )


def plan_ervoor(uitleg: str) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    """The plan that a plan goes on with."""
    return forms.ModelChoiceField(
        label="Gaat verder met",
        queryset=Plan.objects.all(),
        required=False,
        empty_label="geen",
        help_text=uitleg,
    )


class Mensenkeuze(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.naam)


class Looptijd(forms.Form):
    """Fields that a plan has when it is made as well as later."""

    soort = forms.ChoiceField(label="Soort plan", choices=Plansoort.choices)
    titel = forms.CharField(label="Titel", max_length=300)
    van_jaar = _jaar("Van jaar")
    tot_en_met_jaar = _jaar("Tot en met jaar")
    label_thema = forms.CharField(
        label="Zo heet een thema",
        max_length=40,
        initial="thema",
        help_text="Bijvoorbeeld thema, speerpunt of programma.",
    )
    label_pijler = forms.CharField(
        label="Zo heet wat daaronder valt",
        max_length=40,
        initial="pijler",
        help_text="Bijvoorbeeld pijler of doel. Een plan hoeft ze niet te hebben.",
    )
    label_actie = forms.CharField(
        label="Zo heet wat er gedaan wordt",
        max_length=40,
        initial="actie",
        help_text="Bijvoorbeeld actie, maatregel of inzet.",
    )
    onder_thema = thema_erboven("Voor een projectplan dat één thema van een ander plan uitwerkt.")
    voorganger = plan_ervoor(
        "Het plan van de jaren ervoor. Thema’s en acties kunnen daar dan op aansluiten."
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for naam in ("titel", "label_thema", "label_pijler", "label_actie"):
            if naam in data:
                data[naam] = one_line(data[naam])
        van, tot = data.get("van_jaar"), data.get("tot_en_met_jaar")
        if van and tot and tot < van:
            melding = f"Een plan eindigt in of na het jaar waarin het begint ({van})."
            self.add_error("tot_en_met_jaar", melding)
        eerder = data.get("voorganger")
        if van and eerder and eerder.van_jaar >= van:
            melding = f"‘{eerder}’ begint niet eerder dan dit plan. Kies het plan van ervoor."
            self.add_error("voorganger", melding)
        return data


class Regels(forms.CharField):
    """Titles, one to a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000, **kwargs)

    def clean(self, value: Any) -> list[str]:
        regels = [r for r in map(one_line, super().clean(value).splitlines()) if r]
        if self.required and not regels:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(regels) > _MEESTE_REGELS:
            melding = f"Dat zijn {len(regels)} regels. Voeg er ten hoogste {_MEESTE_REGELS} toe."
            raise forms.ValidationError(melding)
        if lang := next((r for r in regels if len(r) > 300), None):
            melding = f"Deze regel is te lang voor een titel (meer dan 300 tekens): “{lang[:60]}…”"
            raise forms.ValidationError(melding)
        return regels


class NieuwPlanForm(Looptijd):
    themas = Regels(
        label="Thema’s, elk op een eigen regel",
        required=False,
        help_text="U kunt ze ook later toevoegen.",
    )
    field_order = ("soort", "titel", "van_jaar", "tot_en_met_jaar", "themas")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for naam in ("onder_thema", "voorganger"):
            records = getattr(self.fields[naam], "queryset", None)
            if records is not None and not records.exists():
                del self.fields[naam]

    def velden(self) -> dict[str, Any]:
        known = Looptijd.base_fields.keys() & self.fields.keys()
        return {naam: self.cleaned_data[naam] for naam in known}


class ThemasErbijForm(forms.Form):
    titels = Regels(
        label="Nieuwe thema’s, elk op een eigen regel",
        error_messages={"required": "Schrijf hoe het thema heet."},
    )
    soort = unmarked(
        forms.ChoiceField(
            label="Groep", choices=[("", "geen"), *Themasoort.choices], required=False
        )
    )
    sinds = _jaar(
        "Vanaf het jaar",
        "Voor een thema dat er tijdens de looptijd bij komt: het eerste jaar waarover u vertelt.",
        required=False,
    )

    def __init__(self, plan: Plan, data: Any = None) -> None:
        super().__init__(data, prefix="thema")
        self.fields["titels"].label = f"Elk nieuw {plan.label_thema} op een eigen regel"
        if plan.soort != Plansoort.IVP:
            del self.fields["soort"]


class DelenErbijForm(forms.Form):
    """New pieces of a theme: `soort` says of which kind."""

    soort = forms.ChoiceField(label="Wat komt erbij")
    titels = Regels(
        label="Elke titel op een eigen regel",
        error_messages={"required": "Schrijf hoe het heet."},
    )

    def __init__(self, plan: Plan, data: Any = None) -> None:
        super().__init__(data, prefix="deel")
        # All of the page of a theme is one form: whichever button is pressed, what was typed comes
        # along.
        for each in self.fields.values():
            each.widget.attrs["form"] = FORMULIER
        field = self.fields["soort"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("actie", plan.label_actie),
                ("pijler", plan.label_pijler),
                ("onderdeel", "stuk tekst met een kop"),
            ]


class OnderdelenErbijForm(forms.Form):
    titels = Regels(
        label="Koppen, elk op een eigen regel",
        help_text="Zoals een voorwoord, uitgangspunten of de kosten.",
        error_messages={"required": "Schrijf de kop van het stuk tekst."},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="stuk")


class KruisverbandForm(forms.Form):
    van = forms.ModelChoiceField(label="Dit thema", queryset=Thema.objects.none(), empty_label=None)
    naar = forms.ModelChoiceField(
        label="raakt aan", queryset=Thema.objects.none(), empty_label=None
    )
    reden = forms.CharField(
        label="Want",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="De zin die zegt waarom. Hij staat in het plan.",
        error_messages={"required": "Schrijf de zin die zegt wat de twee met elkaar hebben."},
    )

    def __init__(self, plan: Plan, data: Any = None) -> None:
        super().__init__(data)
        for naam in ("van", "naar"):
            field = self.fields[naam]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = plan.themas.all()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("van") and data.get("van") == data.get("naar"):
            self.add_error("naar", "Kies een ander thema: een thema raakt niet aan zichzelf.")
        return data


class PlanForm(Looptijd, OpslagForm):
    """What a plan is."""


class ThemaForm(LijstForm):
    lijsten = ("adviseurs",)
    titel = forms.CharField(label="Titel", max_length=300)
    soort = unmarked(
        forms.ChoiceField(
            label="Groep", choices=[("", "geen"), *Themasoort.choices], required=False
        )
    )
    inleiding = _tekst("Inleiding")
    opgave = _tekst("Opgave", "Wat er aan de hand is.")
    ambitie = _tekst("Ambitie", "Wat de gemeente wil bereiken.")
    adviseurs = unmarked(
        Mensenkeuze(
            label="Wie erover schrijft",
            queryset=Gebruiker.objects.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="In een nieuwe ronde krijgen zij dit thema. Een ronde die al open is, richt "
            "de eindredacteur zelf in.",
        )
    )
    voorganger = ThemaKeuze(
        label="Gaat verder met", queryset=Thema.objects.none(), required=False, empty_label="geen"
    )
    toegevoegd_in = _jaar(
        "Toegevoegd in", "Alleen voor een thema dat er later bij kwam.", required=False
    )
    vervallen_in = _jaar(
        "Vervallen in",
        "Vanaf dit jaar hoort het thema niet meer bij het plan. Wat erover is verteld, blijft.",
        required=False,
    )
    reden_vervallen = _reden("Waarom het thema vervalt")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        _one_line(data, "titel", "reden_vervallen")
        sinds, tot = data.get("toegevoegd_in"), data.get("vervallen_in")
        if sinds and tot and tot <= sinds:
            self.add_error("vervallen_in", f"Dit moet na {sinds} zijn: toen kwam het thema erbij.")
        _with_reason(self, data, "vervallen_in", "reden_vervallen", "het thema vervalt")
        return data


class PijlerForm(OpslagForm):
    titel = forms.CharField(label="Titel", max_length=500)
    tekst = _tekst("Tekst", rows=10)

    def clean_titel(self) -> str:
        return one_line(self.cleaned_data["titel"])


class ActieForm(LijstForm):
    lijsten = ("verdere_themas", "gebieden")
    titel = forms.CharField(label="Titel", max_length=500)
    pijler = forms.ModelChoiceField(
        label="Hoort bij", queryset=Pijler.objects.none(), required=False, empty_label="geen"
    )
    eigenaar = forms.CharField(
        label="Eigenaar",
        max_length=200,
        required=False,
        help_text="Wie ervoor zorgt dat het gebeurt: een team of functie, geen persoon.",
    )
    partners = forms.CharField(
        label="Partners",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Met wie de gemeente dit doet.",
    )
    gebieden = unmarked(Gebiedskeuze(help_text="Kies niets als de actie voor de hele gemeente is."))
    begint_op, eindigt_op = _dag("Begint op"), _dag("Eindigt op")
    toelichting = _tekst("Toelichting")
    doel = _tekst("Doel")
    beoogd_effect = _tekst("Beoogd maatschappelijk effect")
    inzet = _tekst("Inzet")
    verdere_themas = unmarked(
        forms.ModelMultipleChoiceField(
            label="Wordt ook verteld bij",
            queryset=Thema.objects.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    )
    voorganger = ThemaKeuze(
        label="Gaat verder met", queryset=Actie.objects.none(), required=False, empty_label="geen"
    )
    beeindigd_in = _jaar(
        "Beëindigd in",
        "In dit jaar staat de actie voor het laatst in de spiegel, met de reden.",
        required=False,
    )
    reden_einde = _reden("Waarom de actie eindigt")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        _one_line(data, "titel", "eigenaar", "reden_einde")
        begin, eind = data.get("begint_op"), data.get("eindigt_op")
        if begin and eind and eind < begin:
            melding = "De actie moet eindigen op of na de dag waarop zij begint."
            self.add_error("eindigt_op", melding)
        _with_reason(self, data, "beeindigd_in", "reden_einde", "de actie eindigt")
        return data


class PlanonderdeelForm(OpslagForm):
    kop = forms.CharField(label="Kop", max_length=500, required=False)
    niveau = forms.TypedChoiceField(
        label="Niveau van de kop", coerce=int, choices=[(n, str(n)) for n in range(1, 7)]
    )
    tekst = _tekst("Tekst", rows=14)

    def clean_kop(self) -> str:
        return one_line(self.cleaned_data["kop"])


class Planstukformulier(Bewerkformulier):
    """The form of a piece of a plan. What depends on the plan is chosen by `keuzes`: of each such
    field the records; a field without any is left out, and keeps what stands."""

    def __init__(
        self,
        form_class: type[OpslagForm],
        stand: tuple[int, Inhoud],
        data: Any = None,
        keuzes: "Iterable[tuple[str, QuerySet[Any]]]" = (),
        zonder: Sequence[str] = (),
    ) -> None:
        form = form_class(data, initial=self.begin(*stand))
        for naam, records in keuzes:
            field = form.fields[naam]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = records
        for naam in zonder:
            del form.fields[naam]
        super().__init__(form, stand=stand[1])

    def opgemerkt(self) -> list[str]:
        """What cleaning took away, in sentences."""
        form = self.form
        rijk = [n for n, f in form.fields.items() if isinstance(f, SchrijfField)]
        return left_out(" ".join(str(form[naam].value() or "") for naam in rijk))


def of_or(records: "QuerySet[Any]", plan: int | None, stands: int | None) -> "QuerySet[Any]":
    """What of the plan before can be gone on with, and what is gone on with now."""
    thema = records.model is Thema
    of_plan = Q(plan=plan) if thema else Q(thema__plan=plan)
    found = records.filter(of_plan | Q(pk=stands)) if plan else records.filter(pk=stands)
    return found.select_related("plan" if thema else "thema__plan")


def _one_line(data: dict[str, Any], *names: str) -> None:
    for naam in names:
        if naam in data:
            data[naam] = one_line(data[naam])


def _with_reason(form: forms.Form, data: dict[str, Any], jaar: str, reden: str, wat: str) -> None:
    if data.get(jaar) and not data.get(reden) and reden not in form.errors:
        form.add_error(reden, f"Schrijf waarom {wat}. Lezers zien deze reden.")
    if data.get(reden) and not data.get(jaar) and jaar not in form.errors:
        form.add_error(jaar, f"Vul het jaar in waarin {wat}, of maak de reden leeg.")
