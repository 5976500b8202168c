"""Forms about one actie: the oordeel, ending it, and where else it is told."""

from typing import Any

from django import forms

from themas.jaar.models import Bijdrage
from themas.jaar.workflow import OORDEELBAAR
from themas.plan.models import Actie, Thema
from veiligheid.core.bewerken.formulier import OpslagForm, unmarked
from veiligheid.document.woorden import Realisatie

# All of the page of an actie is one form: whichever button is pressed, what was typed comes along.
FORMULIER = "actieformulier"
_GEEN_OORDEEL = ("", "nog niet beoordeeld")
_KLEUREN = {"groen": "ja, geheel (groen)", "geel": "deels (geel)"}


def _reden(label: str) -> forms.CharField:
    vlak = forms.Textarea(attrs={"rows": 3})
    return unmarked(forms.CharField(label=label, required=False, max_length=5000, widget=vlak))


class OordeelForm(OpslagForm):
    """The advisor's own judgement. Nothing is obligatory: what is missing is told, not refused."""

    kleur = unmarked(
        forms.ChoiceField(
            label="Beantwoordt uw terugblik wat was beloofd?",
            required=False,
            widget=forms.RadioSelect,
            choices=[_GEEN_OORDEEL, *((k.value, _KLEUREN[k.value]) for k in reversed(OORDEELBAAR))],
            help_text="Uw zelfoordeel gaat over de informatie, niet over het succes.",
        )
    )
    realisatie = unmarked(
        forms.ChoiceField(
            label="Wat is ervan geworden?",
            required=False,
            choices=[("", "kies"), *((r.value, r.value) for r in Realisatie)],
        )
    )
    oorzaak, gevolg, bijsturing = (_reden(n) for n in ("Oorzaak", "Gevolg", "Bijsturing"))


class EindeForm(forms.Form):
    reden = forms.CharField(
        label="Waarom eindigt deze actie?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "form": FORMULIER}),
        help_text="De raad leest deze reden in de spiegel van dit jaar.",
        error_messages={"required": "Schrijf waarom deze actie eindigt."},
    )


class VerdereThemasForm(forms.Form):
    themas = forms.ModelMultipleChoiceField(
        label="Ook verteld bij",
        queryset=Thema.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"form": FORMULIER}),
    )

    def __init__(self, actie: Actie, bijdrage: Bijdrage, data: Any = None) -> None:
        super().__init__(data, initial={"themas": list(actie.verdere_themas.all())})
        field = self.fields["themas"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            others = Thema.objects.filter(bijdragen__ronde=bijdrage.ronde_id)
            field.queryset = others.exclude(pk=actie.thema_id)
