"""All records of this app, in one place for Django."""

from themas.jaar.models import Bijdrage, Blok, Oordeel, Ronde, Voortgang
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
    "Bijdrage",
    "Blok",
    "Kruisverband",
    "Oordeel",
    "Pijler",
    "Plan",
    "PlanOnderdeel",
    "Plansoort",
    "Ronde",
    "Thema",
    "Themasoort",
    "Voortgang",
]
