"""What the letter of the open round has besides its themes, and how far each of it is."""

from typing import Any

from rapportage.models import Bijlage, Brief, Onderdeel
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker
from veiligheid.core.nazien.soorten import soort_van
from veiligheid.core.nazien.stappen import AKKOORD, write_step
from veiligheid.core.nazien.workflow import OVERGANGEN

Gegevens = dict[str, Any]


def load_delen(brief: Brief, data: Gegevens) -> None:
    """General parts and annexes, with the steps that were taken. Nobody is told of those: what a
    mail would say happened before the demo began."""
    slugs: set[str] = set()
    for positie, item in enumerate(data["onderdelen"], start=1):
        onderdeel = _onderdeel(brief, positie, slugs, item, plek=item["plek"])
        _take(onderdeel, item["stappen"])
    positie = len(data["onderdelen"])
    for nummer, item in enumerate(data["bijlagen"], start=1):
        velden = {naam: item[naam] for naam in ("sleutel", "titel", "soort")}
        bijlage = Bijlage.objects.create(brief=brief, nummer=nummer, **velden)
        for tekst in item["teksten"]:
            positie += 1
            plek = Onderdeel.Plek.BIJLAGE
            _onderdeel(brief, positie, slugs, tekst, plek=plek, bijlage=bijlage)
        _take(bijlage, item["stappen"])


def _onderdeel(
    brief: Brief, positie: int, slugs: set[str], item: Gegevens, **velden: Any
) -> Onderdeel:
    sleutel = unique_slug(item["kop"] or "inleiding", slugs)
    tekst = {"kop": item["kop"], "tekst": item["tekst"].strip()}
    made: Onderdeel = Onderdeel.objects.create(
        brief=brief, positie=positie, sleutel=sleutel, **tekst, **velden
    )
    return made


def _take(record: Any, stappen: list[list[str]]) -> None:
    soort = soort_van(record)
    for naam, wie, *waarom in stappen:
        door = Gebruiker.objects.get(username=wie)
        functie = "Leidinggevende" if naam == AKKOORD else ""
        if naam in OVERGANGEN:
            soort.set_staat(record, OVERGANGEN[naam].naar)
        write_step(naam, record, door, "".join(waarom), functie)
