"""Which published mirrors there are to judge, and what stands in one: from stored documents alone,
never from living records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from rapportage.models import Publicatie, Publicatiebestand
from rapportage.workflow import Briefsoort
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import Deel, Spiegeldeel
from veiligheid.document.spiegel import Spiegel

# A document with a mirror in it, its own or that of an annex, has this file beside it.
_BESTAND = "spiegel.csv"


@dataclass(frozen=True, slots=True)
class Gepubliceerd:
    """A mirror as one version of a document published it: as its body, or (`bijlage`) as the annex
    of this number."""

    publicatie: int
    slug: str
    versie: int
    bijlage: int | None
    titel: str
    gepubliceerd_op: datetime
    spiegel: Spiegel


def mirrors() -> QuerySet[Publicatie]:
    """Of every document the version that holds now, when there is a mirror in it."""
    files = Publicatiebestand.objects.filter(pad__endswith=_BESTAND)
    return (
        Publicatie.objects.newest_per_slug()
        .filter(pk__in=files.values("publicatie"))
        .exclude(soort=Briefsoort.AUDITOORDEEL.value)
    )


def read_mirror(slug: str, versie: int) -> Gepubliceerd | None:
    """What this version published; None when there is no such version, or no mirror in it."""
    publicatie = Publicatie.objects.filter(slug=slug, versie=versie).first()
    if publicatie is None:
        return None
    data = bytes(publicatie.bestanden.get(pad="brief.json").inhoud)
    document = Briefdocument.from_json(data)
    for bijlage, spiegel in _mirrors_in(document):
        titel = document.titel
        if bijlage is not None:
            titel = f"Beloofd en gedaan in {spiegel.jaar} bij de {titel}"
        op = publicatie.gepubliceerd_op
        return Gepubliceerd(publicatie.pk, slug, versie, bijlage, titel, op, spiegel)
    return None


def _mirrors_in(document: Briefdocument) -> Iterator[tuple[int | None, Spiegel]]:
    """Its own, then those of its annexes, each with the number of its annex."""
    rooms: list[tuple[int | None, Sequence[Deel]]] = [(None, document.delen)]
    rooms += [(bijlage.nummer, bijlage.delen) for bijlage in document.bijlagen]
    for nummer, delen in rooms:
        for deel in delen:
            if isinstance(deel, Spiegeldeel) and deel.spiegel.beschikbaar:
                yield nummer, deel.spiegel
