"""All records of this app, in one place for Django."""

from themas.jaar.models import Bijdrage, Blok, Oordeel, Ronde, Voortgang
from themas.jaar.terugkomst.models import (
    Afhandeling,
    Opmerking,
    Terugkomst,
    Voorstel,
    Voorstelbesluit,
)
from themas.plan.models import (
    Actie,
    Kruisverband,
    Pijler,
    Plan,
    PlanOnderdeel,
    Plansoort,
    Thema,
    Themasoort,
)

__all__ = [
    "Actie",
    "Afhandeling",
    "Bijdrage",
    "Blok",
    "Kruisverband",
    "Oordeel",
    "Opmerking",
    "Pijler",
    "Plan",
    "PlanOnderdeel",
    "Plansoort",
    "Ronde",
    "Terugkomst",
    "Thema",
    "Themasoort",
    "Voorstel",
    "Voorstelbesluit",
    "Voortgang",
]
