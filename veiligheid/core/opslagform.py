"""What every form that saves a text carries along: see `core.saving`."""

from typing import TypeVar

from django import forms

F = TypeVar("F", bound=forms.Field)


def unmarked(field: F) -> F:
    """An optional field whose label needs no word about that: see templates/nlds/field.html."""
    field.vermeld_niet_verplicht = False  # type: ignore[attr-defined]
    return field


class OpslagForm(forms.Form):
    """With every save the version it was begun on and an identity of its own."""

    basis = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    uuid = forms.UUIDField(widget=forms.HiddenInput)
