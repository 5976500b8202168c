"""Entries that the text of a round may refer to."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from themas.jaar.models import Ronde
from themas.toezeggingen.models import Toezegging


@dataclass(frozen=True, slots=True)
class Verwijsbaar:
    """The griffie's number of an entry (empty when it has none) and its permanent address."""

    nummer: str
    adres: str


def referable_from(ronde: Ronde, onderdelen: Collection[int]) -> dict[str, Verwijsbaar]:
    """By sleutel: what is public, and what becomes so with this round's own letter, of which
    `onderdelen` are the general parts that stand. A published letter never points at what its
    readers may not see. One query."""
    found = Toezegging.objects.filter(referable(ronde, onderdelen))
    rows = found.values_list("sleutel", "nummer")
    return {s: Verwijsbaar(n, reverse("toezegging", args=[s])) for s, n in rows}


def referable(ronde: Ronde, onderdelen: Collection[int]) -> Q:
    """The condition of `referable_from`."""
    own = Q(paragraaf__bijdrage__ronde=ronde, paragraaf__verwijderd_op=None)
    return Q(openbaar=True) | own | Q(onderdeel__in=onderdelen)
