"""The areas that a text may say it is about."""

from django.conf import settings

from monitoring.cijfers.models import Gebied, Gebiedsoort

# A buurt is read of on the page of its wijk; of the whole municipality every text tells.
_SOORTEN = (Gebiedsoort.STADSDEEL, Gebiedsoort.WIJK)


def nameable() -> dict[str, str]:
    """Stadsdelen and wijken of the municipality, by code; one query."""
    own = Gebied.objects.within(settings.GEMEENTE_CODE).newest().filter(soort__in=_SOORTEN)
    return dict(sorted(own.values_list("code", "naam"), key=lambda found: found[0]))
