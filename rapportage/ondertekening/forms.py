"""Forms for who holds which function."""

from typing import Any

from django import forms

from veiligheid.core.bewerken.formulier import OpslagForm

_DAG = {"invalid": "Schrijf de dag als dag-maand-jaar, bijvoorbeeld 14-1-2025."}


def _dag(label: str, help_text: str = "", *, nodig: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=nodig,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=_DAG,
    )


class NieuweFunctionarisForm(forms.Form):
    naam = forms.CharField(label="Naam", max_length=200)
    functie = forms.CharField(label="Functie", max_length=200)
    van = _dag("Eerste dag")


class FunctionarisForm(OpslagForm):
    naam = forms.CharField(label="Naam", max_length=200)
    functie = forms.CharField(label="Functie", max_length=200, required=False)
    van = _dag("Eerste dag")
    tot = _dag("Laatste dag", "Laat leeg zolang die er niet is.", nodig=False)
    ondertekent = forms.BooleanField(label="Ondertekent brieven", required=False)
    positie = forms.IntegerField(
        label="Plaats in de ondertekening",
        help_text="1 staat vooraan.",
        min_value=1,
        max_value=99,
    )
    portefeuillehouder = forms.CharField(
        label="Bij portefeuillehouder staat",
        help_text="Bijvoorbeeld: de burgemeester. Laat leeg voor wie veiligheid niet in "
        "portefeuille heeft.",
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        van, tot = data.get("van"), data.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De laatste dag ligt vóór de eerste.")
        return data
