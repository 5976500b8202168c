"""The committee's judgement of one row, as a form."""

from typing import Any

from django import forms

from themas.jaar.workflow import OORDEELBAAR
from veiligheid.core.bewerken.formulier import OpslagForm, unmarked
from veiligheid.document.woorden import Kleur

LANGSTE = 5000
LABELS = {"kleur": "Oordeel", "toelichting": "Toelichting"}
_KEUZEN = [
    ("", "nog niet beoordeeld"),
    (Kleur.GROEN.value, "ja, geheel (groen)"),
    (Kleur.GEEL.value, "deels (geel)"),
]


class AuditForm(OpslagForm):
    """Nothing is obligatory: what is missing is told, not refused. A row without a promise or
    without a report has a colour already; there only a toelichting is asked."""

    kleur = unmarked(
        forms.CharField(
            label="Beantwoordt het verslag wat was beloofd?",
            required=False,
            widget=forms.RadioSelect(choices=_KEUZEN),
            help_text="Het oordeel gaat over de verantwoording, niet over het succes.",
        )
    )
    toelichting = unmarked(
        forms.CharField(
            label="Toelichting van de commissie",
            required=False,
            max_length=LANGSTE,
            widget=forms.Textarea(attrs={"rows": 6}),
            help_text="Iedereen leest dit naast de tekst, als het oordeel is gepubliceerd.",
            error_messages={
                "max_length": "De toelichting heeft %(show_value)d tekens; er passen er "
                "%(limit_value)d. Maak haar korter."
            },
        )
    )

    def __init__(self, *args: Any, beoordeelbaar: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beoordeelbaar = beoordeelbaar

    def clean_kleur(self) -> str:
        kleur: str = self.cleaned_data["kleur"]
        if kleur and not self.beoordeelbaar:
            raise forms.ValidationError(
                "Hier is geen oordeel in kleur mogelijk: er is geen belofte en verslag om naast "
                "elkaar te leggen. Schrijf wel een toelichting."
            )
        if kleur not in ("", *(k.value for k in OORDEELBAAR)):
            raise forms.ValidationError(
                f"‘{kleur[:20]}’ is geen oordeel. Kies groen of geel, of laat het open."
            )
        return kleur
