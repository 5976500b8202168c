"""What the beheerder fills in."""

from typing import Any

from django import forms

from veiligheid.core.bewerken.formulier import unmarked
from veiligheid.core.mensen.mensen import Gegevens, state_of
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.rollen import Rol

_NIEMAND = "niemand"


class MensForm(forms.Form):
    """Of somebody new, or of `mens`."""

    voornaam = forms.CharField(label="Voornaam", max_length=150)
    achternaam = forms.CharField(label="Achternaam", max_length=150)
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        help_text="Hiermee kan deze collega ook inloggen.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    rollen = unmarked(
        forms.MultipleChoiceField(
            label="Rollen",
            choices=Rol.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    )
    gezien = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, mens: Gebruiker | None = None, data: Any = None) -> None:
        initial = {}
        if mens is not None:
            initial = {
                "voornaam": mens.first_name,
                "achternaam": mens.last_name,
                "email": mens.email,
                "rollen": sorted(mens.rollen),
                "gezien": state_of(mens),
            }
        super().__init__(data, initial=initial)

    @property
    def gegevens(self) -> Gegevens:
        data = self.cleaned_data
        return Gegevens(
            voornaam=data["voornaam"].strip(),
            achternaam=data["achternaam"].strip(),
            email=data["email"].strip().lower(),
            rollen=frozenset(Rol(naam) for naam in data["rollen"]),
        )


class OverdrachtForm(forms.Form):
    """Who takes over; nobody too has to be chosen."""

    naar = forms.ChoiceField(label="Neemt het werk over")

    def __init__(self, takers: list[Gebruiker], *, of_niemand: bool, data: Any = None) -> None:
        super().__init__(data)
        choices = [("", "kies een collega"), *((str(g.pk), g.naam) for g in takers)]
        if of_niemand:
            choices.append((_NIEMAND, "niemand: het blijft staan zonder adviseur"))
        field = self.fields["naar"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        self._takers = {str(g.pk): g for g in takers}

    @property
    def ontvanger(self) -> Gebruiker | None:
        return self._takers.get(self.cleaned_data["naar"])


def _dag(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return unmarked(forms.DateField(label=label, required=False, widget=widget))


class LogboekForm(forms.Form):
    """Which lines of the log: in the address, so that a page of it can be kept."""

    wie = unmarked(forms.CharField(label="Wie, of over wie", required=False, max_length=100))
    handeling = unmarked(forms.ChoiceField(label="Handeling", required=False))
    van = _dag("Vanaf")
    tot = _dag("Tot en met")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        verbs = Logregel.objects.order_by("verb").values_list("verb", flat=True).distinct()
        field = self.fields["handeling"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "alle"), *((verb, verb) for verb in verbs)]
