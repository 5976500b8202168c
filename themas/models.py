"""All records of this app, in one place for Django."""

from themas.jaar.models import Bijdrage, Blok, Blokactie, Oordeel, Ronde, Voortgang
from themas.jaar.terugkomst.models import Terugkomst, Voorstel, Voorstelbesluit
from themas.plan.models import (
    Actie,
    Kruisverband,
    Kruisverbandstaat,
    Pijler,
    Plan,
    PlanOnderdeel,
    Plansoort,
    Thema,
    Themasoort,
)
from themas.toezeggingen.models import Afdoening, Standwijziging, Toezegging, Zinweigering

__all__ = [
    "Actie",
    "Afdoening",
    "Bijdrage",
    "Blok",
    "Blokactie",
    "Kruisverband",
    "Kruisverbandstaat",
    "Oordeel",
    "Pijler",
    "Plan",
    "PlanOnderdeel",
    "Plansoort",
    "Ronde",
    "Standwijziging",
    "Terugkomst",
    "Thema",
    "Themasoort",
    "Toezegging",
    "Voorstel",
    "Voorstelbesluit",
    "Voortgang",
    "Zinweigering",
]
