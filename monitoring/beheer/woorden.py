"""What stands in a text about figures, as lines for a person."""

from functools import cached_property
from typing import Any

from themas.plan.models import Thema
from veiligheid.core.bewerken.stukken import Lezer, Lezing
from veiligheid.core.saving import Inhoud


class Cijferlezer(Lezer):
    """Themes are kept by their primary key, and read by their title."""

    def lees(self, naam: str, stuk: Any) -> Lezing:
        if naam == "themas":
            return Lezing(", ".join(self._titels[pk] for pk in stuk if pk in self._titels))
        return super().lees(naam, stuk)

    def fit(self, inhoud: Inhoud) -> Inhoud:
        """Without the themes that have gone."""
        if "themas" not in inhoud.stukken:
            return inhoud
        themas = [pk for pk in inhoud.stukken["themas"] if pk in self._titels]
        return Inhoud({**inhoud.stukken, "themas": themas})

    @cached_property
    def _titels(self) -> dict[int, str]:
        return dict(Thema.objects.values_list("pk", "titel"))
