"""Opening a round, until when it runs, and who writes what."""

from collections.abc import Sequence
from typing import Any

from django import forms

from themas.jaar.models import Bijdrage, Ronde
from themas.plan.models import Plan
from veiligheid.core.bewerken.formulier import unmarked
from veiligheid.core.models import Gebruiker


class DeadlineField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Inleveren vóór",
            required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={
                "invalid": "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 11-12-2026."
            },
            **kwargs,
        )


class NieuweRondeForm(forms.Form):
    plan = forms.ModelChoiceField(
        label="Plan",
        queryset=Plan.objects.filter(themas__isnull=False).distinct(),
        empty_label="Kies een plan",
        error_messages={"required": "Kies het plan waarover wordt geschreven."},
    )
    jaar = forms.IntegerField(
        label="Jaar van de brief",
        min_value=2000,
        max_value=2100,
        help_text="De brief van 2026 kijkt terug op 2025 en vooruit naar 2026.",
    )
    deadline = DeadlineField()


class RondeForm(forms.Form):
    """The deadline, and for each theme its writers. `ronde` with its `bijdragen` in order."""

    deadline = DeadlineField()

    def __init__(
        self,
        ronde: Ronde,
        bijdragen: Sequence[Bijdrage],
        adviseurs: Sequence[Gebruiker],
        data: Any = None,
    ) -> None:
        super().__init__(data, initial={"deadline": ronde.deadline})
        self.bijdragen, self.adviseurs = bijdragen, {g.pk: g for g in adviseurs}
        choices = [(g.pk, g.naam) for g in adviseurs]
        for bijdrage in bijdragen:
            field: forms.Field = forms.TypedMultipleChoiceField(
                label=bijdrage.thema.titel,
                choices=choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[g.pk for g in bijdrage.adviseurs.all()],
            )
            self.fields[f"schrijvers-{bijdrage.pk}"] = unmarked(field)

    def themas(self) -> list[Any]:
        """The fields of the themes, in order."""
        return [self[f"schrijvers-{b.pk}"] for b in self.bijdragen]

    def schrijvers(self) -> dict[int, list[Gebruiker]]:
        """Who writes, by bijdrage. Somebody who is no advisor any more is not in the form, and
        stays: it is a record of who wrote."""
        return {
            b.pk: [
                *(self.adviseurs[pk] for pk in self.cleaned_data[f"schrijvers-{b.pk}"]),
                *(g for g in b.adviseurs.all() if g.pk not in self.adviseurs),
            ]
            for b in self.bijdragen
        }
