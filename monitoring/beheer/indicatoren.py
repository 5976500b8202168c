"""An indicator as a text that can be saved: what it is called and how it is counted, its themes and
its targets. Compare-and-set with revisions, as everywhere.

Permission is the caller's; each verb locks the indicator, changes and logs.
"""

from decimal import Decimal

from django.db import transaction

from monitoring.cijfers.models import Indicator, Streefwaarde
from themas.plan.models import Thema
from veiligheid.core.bewerken.doel import RecordDoel, Stukken, plain
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker, Logregel

VELDEN = (
    "naam",
    "eenheid",
    "decimalen",
    "richting",
    "definitie",
    "telregel",
    "trendbreuken",
    "bron",
    "telt",
    "is_totaal",
    "eigen_registratie",
    "openbaar",
    "voorpagina",
)


class IndicatorDoel(RecordDoel):
    """An indicator. Themes are a piece (their primary keys, sorted), and so are the targets:
    ``[{"jaar", "vergelijking", "waarde", "document"}]`` in order."""

    soort = "indicator"
    model = Indicator
    velden = VELDEN

    def more(self, record: Indicator) -> Stukken:
        targets = record.streefwaarden.order_by("jaar", "document")
        return {
            "themas": plain(record.themas.order_by("pk")),
            "streefwaarden": [
                {naam: plain(waarde) for naam, waarde in rij.items()}
                for rij in targets.values("jaar", "vergelijking", "waarde", "document")
            ],
        }

    def write_more(self, old: Stukken, new: Stukken) -> None:
        if old["themas"] != new["themas"]:
            Indicator(pk=self.pk).themas.set(new["themas"])
        if old["streefwaarden"] != new["streefwaarden"]:
            Streefwaarde.objects.filter(indicator=self.pk).delete()
            for rij in new["streefwaarden"]:
                Streefwaarde.objects.create(
                    indicator_id=self.pk, **{**rij, "waarde": Decimal(rij["waarde"])}
                )


@transaction.atomic
def add_indicator(naam: str, eenheid: str, themas: list[Thema], door: Gebruiker) -> Indicator:
    """A new registration of our own, not public until somebody says so."""
    taken = set(Indicator.objects.values_list("slug", flat=True))
    indicator = Indicator.objects.create(
        slug=unique_slug(naam, taken, "indicator", 80),
        naam=naam,
        eenheid=eenheid,
        eigen_registratie=True,
    )
    indicator.themas.set(themas)
    Logregel.write("toevoegen", indicator, door)
    return indicator
