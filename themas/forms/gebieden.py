"""Choosing the areas that a text is about."""

from functools import cache
from typing import Any

from django import forms

from themas.gebieden import areas_to_name


class Gebiedskeuze(forms.MultipleChoiceField):
    """Codes, sorted. The areas are asked for when they are shown, or when one was chosen."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Gaat over", required=False, **kwargs)
        self._namen = cache(areas_to_name)

    def __deepcopy__(self, memo: Any) -> Any:
        made = super().__deepcopy__(memo)
        # Of each form anew, and in a form once.
        made._namen = cache(areas_to_name)
        made.choices = lambda: list(made.namen.items())
        return made

    @property
    def namen(self) -> dict[str, str]:
        """What can be chosen: by code, their names."""
        return self._namen()

    def clean(self, value: Any) -> list[str]:
        return sorted(super().clean(value))
