"""An indicator as a text that can be saved: what it is called and how it is counted, its themes and
its targets. Compare-and-set with revisions, as everywhere.

Permission is the caller's; each verb locks the indicator, changes and logs.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from monitoring.cijfers.models import Indicator, Streefwaarde
from themas.plan.models import Thema
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.saving import Inhoud

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
)


class IndicatorDoel:
    """`core.saving.Doel` for an indicator. Themes are a piece (their primary keys, sorted), and
    so are the targets: ``[{"jaar", "vergelijking", "waarde", "document"}]`` in order."""

    soort = "indicator"

    def __init__(self, indicator: Indicator) -> None:
        self.pk = indicator.pk

    def lock(self) -> None:
        Indicator.objects.select_for_update().get(pk=self.pk)

    def claim(self, versie: int) -> bool:
        mine = Indicator.objects.filter(pk=self.pk, versie=versie)
        return bool(mine.update(versie=F("versie") + 1))

    def read(self) -> tuple[int, Inhoud]:
        indicator = Indicator.objects.get(pk=self.pk)
        pieces: dict[str, Any] = {naam: getattr(indicator, naam) for naam in VELDEN}
        pieces["themas"] = sorted(indicator.themas.values_list("pk", flat=True))
        pieces["streefwaarden"] = [
            {**rij, "waarde": f"{rij['waarde'].normalize():f}"}
            for rij in indicator.streefwaarden.order_by("jaar", "document").values(
                "jaar", "vergelijking", "waarde", "document"
            )
        ]
        return indicator.versie, Inhoud(pieces)

    def write(self, before: Inhoud, after: Inhoud) -> None:
        old, new = before.stukken, after.stukken
        changed = {naam: new[naam] for naam in VELDEN if old[naam] != new[naam]}
        if changed:
            Indicator.objects.filter(pk=self.pk).update(**changed)
        if old["themas"] != new["themas"]:
            Indicator.objects.get(pk=self.pk).themas.set(new["themas"])
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
