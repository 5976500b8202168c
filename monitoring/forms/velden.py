"""Fields that figures need: a number as people write it, and a period in words."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from monitoring.charts.notatie import nl
from monitoring.cijfers.models import Precisie
from monitoring.cijfers.periodes import read
from veiligheid.core.tabellen.getallen import read_column, split_precision

_DUIZENDEN = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")


class GetalField(forms.CharField):
    """A number in Dutch notation, as the plain text that a revision holds: "1.234,5" → "1234.5".
    Empty stays empty."""

    def __init__(self, *, decimalen: int = 4, **kwargs: Any) -> None:
        self.decimalen = decimalen
        super().__init__(**{"max_length": 40, **kwargs})
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        # In a column of a file "5.000" could be five; who types it here means five thousand.
        if _DUIZENDEN.fullmatch(text):
            text = text.replace(".", "")
        read_text, problems = read_column([(text, 0)], "", whole=self.decimalen == 0, point=False)
        if problems or text not in read_text or read_text[text].waarde is None:
            raise ValidationError(
                "Schrijf een getal zoals 1.234 of 12,5. Is het onbekend, laat dit dan leeg."
            )
        waarde = read_text[text].waarde or Decimal(0)
        if waarde != round(waarde, self.decimalen):
            raise ValidationError(
                f"Dit getal heeft meer dan {self.decimalen} cijfers achter de komma."
                if self.decimalen
                else "Dit is een heel getal, zonder komma."
            )
        return f"{waarde.normalize():f}"

    def prepare_value(self, value: Any) -> Any:
        """As it was typed, or what is stored as people write it: "15900000.5" → "15.900.000,5"."""
        try:
            plain = isinstance(value, str) and f"{Decimal(value).normalize():f}" == value
        except InvalidOperation:
            plain = False
        return nl(Decimal(value), len(value.partition(".")[2])) if plain else value


class MetPrecisieField(GetalField):
    """A number that may have a word before it: "ruim 250". Cleans to the number; the word is kept
    in `precisie`."""

    def clean(self, value: Any) -> tuple[str, str]:
        number, precisie = split_precision(str(value or ""))
        return super().clean(number), precisie


class PeriodeField(forms.CharField):
    """ "2024", "maart 2024", "2e kwartaal 2024". Cleans to a Periode, or None for nothing."""

    def clean(self, value: Any) -> Any:
        words = str(super().clean(value) or "").split()
        if not words:
            return None
        # The code reads the year first, people say it last.
        found = read(" ".join(words)) or read(" ".join([words[-1], *words[:-1]]))
        if found is None:
            raise ValidationError(
                "Schrijf de periode als 2024, maart 2024 of 2e kwartaal 2024.", code="periode"
            )
        return found[0]


EXACT = Precisie.EXACT.value
