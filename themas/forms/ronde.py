"""Opening a round, until when it runs, and who writes what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from themas.jaar.inrichten import RondeDoel, as_termijn, schrijvers_stuk, termijn_stuk
from themas.jaar.models import Bijdrage
from themas.jaar.termijnen import question
from themas.plan.models import Plan
from veiligheid.core.bewerken.formulier import Bewerkformulier, OpslagForm, unmarked
from veiligheid.core.models import Gebruiker
from veiligheid.core.saving import Inhoud

_EIGEN = RondeDoel.velden


class DagField(forms.DateField):
    def __init__(self, label: str = "Inleveren vóór", **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={
                "invalid": "Schrijf de datum als dag-maand-jaar, van een dag die bestaat: "
                "bijvoorbeeld 11-12-2026."
            },
            **kwargs,
        )


class TijdField(forms.TimeField):
    def __init__(self, label: str = "Om", **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            error_messages={"invalid": "Schrijf de tijd als uren:minuten, bijvoorbeeld 17:00."},
            **kwargs,
        )


def plans_with_themas() -> QuerySet[Plan]:
    """The plans about which a round can be opened."""
    return Plan.objects.filter(themas__isnull=False).distinct()


class NieuweRondeForm(forms.Form):
    plan = forms.ModelChoiceField(
        label="Plan",
        queryset=plans_with_themas(),
        empty_label="Kies een plan",
        error_messages={"required": "Kies het plan waarover wordt geschreven."},
    )
    jaar = forms.IntegerField(
        label="Jaar van de brief",
        min_value=2000,
        max_value=2100,
        help_text="De brief van 2026 kijkt terug op 2025 en vooruit naar 2026.",
    )
    deadline = DagField()


class RondeForm(OpslagForm):
    """The deadline and the day for the secretariaat, and for each theme its writers and, where it
    differs, its own deadline.

    An unticked list sends nothing: `getoond` says which themes were on the screen. What did not
    arrive is as it stands, and the form is refused: nobody is taken away by half a form.
    """

    deadline = DagField()
    deadline_tijd = TijdField(
        help_text="Laat leeg voor het begin van die dag: de dag ervoor kan dan nog helemaal."
    )
    naar_secretariaat = DagField("Naar het secretariaat op")
    zeker = forms.BooleanField(label="Ja, haal bij alle thema’s iedereen weg", required=False)

    def __init__(
        self,
        bijdragen: Sequence[Bijdrage],
        adviseurs: Sequence[Gebruiker],
        stand: tuple[int, Inhoud],
        data: Any = None,
    ) -> None:
        versie, self.stand = stand
        self.bijdragen, self.adviseurs = bijdragen, {g.pk for g in adviseurs}
        self.onvolledig = False
        super().__init__(
            None if data is None else self._whole(data, versie),
            initial=Bewerkformulier.begin(versie, self.stand),
        )
        choices = [(g.pk, g.naam) for g in adviseurs]
        for bijdrage in bijdragen:
            field: forms.Field = forms.TypedMultipleChoiceField(
                label=bijdrage.thema.titel,
                choices=choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=self._now(bijdrage),
            )
            self.fields[_veld(bijdrage)] = unmarked(field)
            dag, _, tijd = self.stand.stukken.get(termijn_stuk(bijdrage.pk), "").partition(" ")
            titel = bijdrage.thema.titel
            self.fields[_dag(bijdrage)] = unmarked(DagField(f"{titel}, vóór", initial=dag))
            self.fields[_tijd(bijdrage)] = unmarked(TijdField(f"{titel}, om", initial=tijd))

    def _now(self, bijdrage: Bijdrage) -> list[int]:
        pks: list[int] = self.stand.stukken.get(schrijvers_stuk(bijdrage.pk), [])
        return [pk for pk in pks if pk in self.adviseurs]

    def _whole(self, data: Any, versie: int) -> Any:
        """What was sent, completed with what stands."""
        data = data.copy()
        for naam, waarde in {**Bewerkformulier.begin(versie, self.stand)}.items():
            if naam in ("basis", "uuid", *_EIGEN) and naam not in data:
                data[naam], self.onvolledig = str(waarde), True
        shown = data.getlist("getoond")
        for bijdrage in self.bijdragen:
            if str(bijdrage.pk) not in shown:
                data.setlist(_veld(bijdrage), [str(pk) for pk in self._now(bijdrage)])
                self.onvolledig = True
            if _dag(bijdrage) not in data:
                stands = self.stand.stukken.get(termijn_stuk(bijdrage.pk), "")
                data[_dag(bijdrage)], _, data[_tijd(bijdrage)] = stands.partition(" ")
        return data

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.onvolledig:
            raise forms.ValidationError(
                "Het formulier kwam niet heel aan, of er kwam intussen een thema bij. Er is niets "
                "gewijzigd. Hieronder staat wat aankwam, aangevuld met wat er nu staat: kijk het "
                "na en sla opnieuw op."
            )
        for dag, tijd in (
            ("deadline", "deadline_tijd"),
            *((_dag(b), _tijd(b)) for b in self.bijdragen),
        ):
            if dag in data and tijd in data and (asks := question(data[dag], data[tijd])):
                self.add_error(tijd, asks)
        if not self.errors and not data["zeker"] and self._takes_everybody():
            self.add_error(
                "zeker",
                "U haalt bij alle thema’s iedereen weg: dan kan niemand meer schrijven. Zet "
                "hieronder een vinkje als u dat wilt, en sla opnieuw op.",
            )
        return data

    def _takes_everybody(self) -> bool:
        had = any(n.startswith("schrijvers/") and w for n, w in self.stand.stukken.items())
        return had and not any(w for n, w in self.pieces().items() if n.startswith("schrijvers/"))

    def themas(self) -> list[tuple[int, Any, Any, Any]]:
        """The fields of the themes, in order, each with the key of its bijdrage: writers, day and
        hour."""
        return [(b.pk, self[_veld(b)], self[_dag(b)], self[_tijd(b)]) for b in self.bijdragen]

    def pieces(self) -> dict[str, Any]:
        """Somebody who is no advisor any more is not in the form, and stays: it is a record of who
        wrote."""
        own = super().pieces()
        found = {naam: own[naam] for naam in _EIGEN}
        for bijdrage in self.bijdragen:
            naam = schrijvers_stuk(bijdrage.pk)
            former = {pk for pk in self.stand.stukken.get(naam, []) if pk not in self.adviseurs}
            found[naam] = sorted(former | set(self.cleaned_data.get(_veld(bijdrage), ())))
            found[termijn_stuk(bijdrage.pk)] = as_termijn(
                self.cleaned_data.get(_dag(bijdrage)), self.cleaned_data.get(_tijd(bijdrage))
            )
        return found


def _veld(bijdrage: Bijdrage) -> str:
    return f"schrijvers-{bijdrage.pk}"


def _dag(bijdrage: Bijdrage) -> str:
    return f"dag-{bijdrage.pk}"


def _tijd(bijdrage: Bijdrage) -> str:
    return f"tijd-{bijdrage.pk}"
