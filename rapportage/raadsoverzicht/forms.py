"""Which period, and of whom."""

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from themas.toezeggingen.maand import houders

_MAAND = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")


class PeriodeForm(forms.Form):
    """Without a choice: the month before this one."""

    van = forms.DateField(
        label="Van maand",
        input_formats=["%Y-%m"],
        widget=_MAAND,
        error_messages={"invalid": "Schrijf de maand als 2026-10."},
    )
    tot = forms.DateField(
        label="Tot en met maand",
        input_formats=["%Y-%m"],
        widget=_MAAND,
        error_messages={"invalid": "Schrijf de maand als 2026-10."},
    )
    portefeuillehouder = forms.ChoiceField(label="Portefeuillehouder", required=False)

    def __init__(self, data: Any) -> None:
        last = previous_month(timezone.localdate())
        begin = {"van": f"{last:%Y-%m}", "tot": f"{last:%Y-%m}"}
        super().__init__({**begin, **{k: v for k, v in data.items() if v}})
        field = self.fields["portefeuillehouder"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Allemaal"), *((naam, naam) for naam in houders())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        van, tot = data.get("van"), data.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "Deze maand ligt voor de eerste.")
        return data

    def periode(self) -> tuple[date, date]:
        """The first and the last day."""
        van, tot = self.cleaned_data["van"], self.cleaned_data["tot"]
        return van, tot.replace(day=monthrange(tot.year, tot.month)[1])


def previous_month(dag: date) -> date:
    """The first day of the month before the one of this day."""
    return date(dag.year - (dag.month == 1), (dag.month - 2) % 12 + 1, 1)
