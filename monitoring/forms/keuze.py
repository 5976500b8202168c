"""Choosing what to see."""

from typing import Any

from django import forms

from monitoring.cijfers.models import Gebied, Gebiedsoort
from monitoring.cijfers.periodes import Periodesoort
from monitoring.weergave import Keuze, Weergave


class Keuzeform(forms.Form):
    """The form of the dashboard. It is sent with GET, so that every view has an address."""

    # An empty choice is a choice here: a browser may not hold the form back for it.
    use_required_attribute = False

    indicator = forms.ChoiceField(label="Wat wilt u zien?")
    gebied = forms.ChoiceField(label="Gebied")
    van = forms.ChoiceField(label="Van", required=False)
    tot = forms.ChoiceField(label="Tot en met", required=False)
    naast = forms.ChoiceField(
        label="Vergelijk met", choices=[("", "de hele gemeente"), ("wijken", "de wijken")]
    )
    per = forms.ChoiceField(
        label="Toon",
        choices=[
            ("", "aantallen; gebieden vergeleken per 1.000 inwoners"),
            ("inwoner", "alles per 1.000 inwoners"),
            ("aantal", "alles in aantallen"),
        ],
    )
    soort = forms.ChoiceField(label="Per", choices=Periodesoort.choices)

    def __init__(self, weergave: Weergave, **kwargs: Any) -> None:
        keuze = weergave.keuze
        super().__init__(
            initial={
                **vars(keuze),
                "indicator": weergave.indicator.slug,
                "gebied": weergave.gebied.code,
            },
            **kwargs,
        )
        jaren = sorted({p.jaar for p in weergave.alle_periodes})
        choices: dict[str, list[Any]] = {
            "indicator": [(i.slug, i.naam) for i in weergave.indicatoren],
            "gebied": [(g.code, _naam(g)) for g in weergave.gebieden],
            "van": [("", "het begin"), *((j, j) for j in jaren)],
            "tot": [("", "nu"), *((j, j) for j in jaren)],
        }
        for naam, options in choices.items():
            field = self.fields[naam]
            if isinstance(field, forms.ChoiceField):
                field.choices = options
        for field in self.fields.values():
            field.required = True  # a select always has a choice; "(niet verplicht)" says nothing
        if not weergave.kan_per_inwoner:
            del self.fields["per"]

    @property
    def verder(self) -> list[forms.BoundField]:
        """What one may leave as it is: everything but the first two."""
        return [self[naam] for naam in self.fields if naam not in ("indicator", "gebied")]


def _naam(gebied: Gebied) -> str:
    return (
        gebied.naam if gebied.soort == Gebiedsoort.GEMEENTE else f"{gebied.naam} ({gebied.soort})"
    )


def read_keuze(data: Any) -> Keuze:
    """The choice in a query string. What is no year or no known word counts as not chosen."""

    def word(naam: str, *known: str) -> str:
        value = str(data.get(naam, ""))
        return value if value in known else ""

    def year(naam: str) -> int | None:
        value = str(data.get(naam, ""))
        return int(value) if value.isascii() and value.isdigit() and len(value) == 4 else None

    return Keuze(
        indicator=str(data.get("indicator", ""))[:80],
        gebied=str(data.get("gebied", ""))[:10],
        van=year("van"),
        tot=year("tot"),
        naast=word("naast", "wijken"),
        per=word("per", "inwoner", "aantal"),
        soort=word("soort", *Periodesoort.values) or Periodesoort.JAAR.value,
    )
