"""All records of this app, in one place for Django."""

from monitoring.cijfers.models import (
    Codelijstregel,
    Gebied,
    Gebiedsoort,
    Gebiedsvorm,
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
from monitoring.importing.models import Inleesblok

__all__ = [
    "Bedrag",
    "Bedragsoort",
    "Bedragversie",
    "Codelijstregel",
    "Deelproduct",
    "Gebied",
    "Gebiedsoort",
    "Gebiedsvorm",
    "Geldbron",
    "Indicator",
    "Inleesblok",
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
