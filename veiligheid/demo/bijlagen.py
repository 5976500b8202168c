"""The annexes of the letters of 2025 and 2024, from `inhoud/`."""

from typing import Any

from monitoring.models import Indicator
from rapportage.bijlagen.bestanden import store_picture
from rapportage.bijlagen.bewerken import set_afbeelding
from rapportage.models import Bijlage, Bijlagecijfer, Brief, Onderdeel
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.demo.kaart import draw_kaart

Gegevens = dict[str, Any]


def load_bijlagen(brief: Brief, data: list[Gegevens]) -> None:
    """What each annex is and shows. Their themes and figures are there already."""
    redactie = Gebruiker.objects.filter(groups__name=Rol.EINDREDACTEUR)[0]
    slugs = set(brief.onderdelen.values_list("sleutel", flat=True))
    positie = brief.onderdelen.count()
    for item in data:
        bijlage = Bijlage.objects.create(
            brief=brief,
            thema=brief.ronde.plan.themas.filter(slug=item.get("thema", "")).first(),
            **{naam: item[naam] for naam in ("sleutel", "nummer", "titel", "soort")},
            **{naam: item.get(naam, "") for naam in ("geheim_grond", "geheim_door")},
        )
        _cijfers(bijlage, item.get("cijfers", []))
        for tekst in item.get("teksten", []):
            positie += 1
            beeld = tekst.get("afbeelding", {})
            onderdeel = Onderdeel.objects.create(
                brief=brief,
                bijlage=bijlage,
                plek=Onderdeel.Plek.BIJLAGE,
                positie=positie,
                sleutel=unique_slug(tekst["kop"], slugs),
                kop=tekst["kop"],
                niveau=tekst.get("niveau", 1),
                tekst=tekst["tekst"],
                alt=beeld.get("alt", ""),
                bijschrift=beeld.get("bijschrift", ""),
            )
            if beeld:
                bestand = store_picture(bijlage, draw_kaart(), beeld["bestand"])
                set_afbeelding(onderdeel, bestand, redactie)


def _cijfers(bijlage: Bijlage, items: list[Gegevens]) -> None:
    for positie, item in enumerate(items, start=1):
        Bijlagecijfer.objects.create(
            bijlage=bijlage,
            positie=positie,
            indicator=Indicator.objects.get(slug=item["indicator"]),
            zin=item.get("zin", ""),
        )
