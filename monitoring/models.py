"""All records of this app, in one place for Django."""

from monitoring.cijfers.models import (
    Codelijstregel,
    Gebied,
    Gebiedsoort,
    Indicator,
    Invoer,
    Meting,
    Metingversie,
    Precisie,
    Richting,
    Streefwaarde,
    Vergelijking,
)
from monitoring.geld.models import (
    Bedrag,
    Bedragsoort,
    Bedragversie,
    Deelproduct,
    Geldbron,
    Kant,
    VermeldTotaal,
)

__all__ = [
    "Bedrag",
    "Bedragsoort",
    "Bedragversie",
    "Codelijstregel",
    "Deelproduct",
    "Gebied",
    "Gebiedsoort",
    "Geldbron",
    "Indicator",
    "Invoer",
    "Kant",
    "Meting",
    "Metingversie",
    "Precisie",
    "Richting",
    "Streefwaarde",
    "Vergelijking",
    "VermeldTotaal",
]
