"""The form that asks what a file doesn't say itself."""

from typing import Any

from django import forms

from veiligheid.core.tabellen.vraag import Vraag, Vraagveld

_MEEST = 300


class VraagForm(forms.Form):
    """A field for each thing that is asked. The names of fields are numbers: a heading of
    somebody's file can be anything."""

    def __init__(self, vraag: Vraag, data: Any = None) -> None:
        self.vraag = vraag
        super().__init__(data)
        for n, veld in enumerate(vraag.velden):
            self.fields[f"veld-{n}"] = _field(veld)

    def antwoorden(self) -> dict[str, str]:
        """What was answered, by the name of the field; what was left open is not there."""
        data = self.cleaned_data
        given = ((veld.naam, data[f"veld-{n}"]) for n, veld in enumerate(self.vraag.velden))
        return {naam: waarde for naam, waarde in given if waarde}


def _field(veld: Vraagveld) -> forms.Field:
    common: dict[str, Any] = {
        "label": veld.label,
        "help_text": veld.hulp,
        "required": veld.nodig,
        "initial": veld.begin,
        "error_messages": {"required": "Kies of vul in wat hier moet staan."},
    }
    if not veld.keuzes:
        return forms.CharField(max_length=_MEEST, **common)
    keuzes = veld.keuzes
    if not veld.begin:
        keuzes = (("", "Kies …"), *keuzes)
    return forms.ChoiceField(choices=keuzes, **common)
