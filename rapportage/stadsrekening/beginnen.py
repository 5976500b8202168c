"""Beginning the chapter of a round: everything that the portal knows of its year is in it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from monitoring.cijfers.models import Indicator
from monitoring.permissions import is_public
from rapportage.brieven import free_slug, start_document, turn_of
from rapportage.models import Bijlage, Bijlagecijfer, Brief, Briefsoort, Onderdeel
from rapportage.stadsrekening.samenvatten import summarise
from themas.jaar.models import Ronde
from themas.jaar.reading import bijdragen_with_text
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker, Logregel

_INLEIDING = "De afspraken"


@transaction.atomic
def start_stadsrekening(ronde: Ronde, door: Gebruiker | None) -> Brief:
    """The chapter of the year that this round looks back on: an introduction to be written, a first
    summary of each theme, the money (composed from the budget), and an annex with the figures of
    its themes.

    `door` is None for the demo and the administrator on the machine. Raises PermissionDenied, and
    Geweigerd when the round looks back on nothing or its chapter is there.
    """
    plan, jaar, chapters = turn_of(ronde, Briefsoort.STADSREKENING, door)
    brief = start_document(
        ronde,
        free_slug(f"stadsrekening-{jaar}", plan),
        f"Stadsrekening {jaar}: veiligheid",
        chapters.order_by("-ronde__verslagjaar").first(),
        soort=Briefsoort.STADSREKENING,
        samenvatting=f"Wat er in {jaar} is gedaan aan veiligheid, en wat het heeft gekost.",
    )
    _write_texts(brief, ronde)
    add_figures(brief, ronde.bijdragen.values("thema"))
    Logregel.write("beginnen", brief, door)
    return brief


def _write_texts(brief: Brief, ronde: Ronde) -> None:
    slugs: set[str] = set()
    pieces = [(1, _INLEIDING, "")]
    pieces += [(2, b.thema.titel, summarise(b)) for b in bijdragen_with_text(ronde)]
    Onderdeel.objects.bulk_create(
        Onderdeel(
            brief=brief,
            plek=Onderdeel.Plek.ALGEMEEN,
            positie=positie,
            niveau=niveau,
            sleutel=unique_slug(kop, slugs),
            kop=kop,
            tekst=tekst,
        )
        for positie, (niveau, kop, tekst) in enumerate(pieces, start=1)
    )


def add_figures(brief: Brief, themas: "QuerySet[Any, Any]") -> None:
    """The public indicators of these themes, in one annex; none when there are none."""
    found = Indicator.objects.filter(themas__in=themas, metingen__isnull=False).distinct()
    public = [i for i in found.order_by("naam") if is_public(i)]
    if public:
        annex = Bijlage.objects.create(brief=brief, nummer=1, titel="Cijfers", soort="cijfers")
        Bijlagecijfer.objects.bulk_create(
            Bijlagecijfer(bijlage=annex, positie=n, indicator=indicator)
            for n, indicator in enumerate(public, start=1)
        )
