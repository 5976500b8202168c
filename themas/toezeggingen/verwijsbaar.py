"""Entries that the text of a round may refer to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from themas.jaar.models import Ronde, Voortgang
from themas.toezeggingen.models import Toezegging
from veiligheid.core import verwijzingen
from veiligheid.core.findings import Bevinding, let_op
from veiligheid.core.richtext import plain


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
    return Q(openbaar=True) | made_in(ronde, onderdelen)


def made_in(ronde: Ronde, onderdelen: Collection[int]) -> Q:
    """What this round's own letter promises."""
    own = Q(paragraaf__bijdrage__ronde=ronde, paragraaf__verwijderd_op=None)
    return own | Q(onderdeel__in=onderdelen)


def dangling_in(voortgang: Voortgang, teksten: Iterable[str]) -> list[Bevinding]:
    """While writing: references in one paragraaf to an entry that is not in the register, or that
    the letter's readers may not see. One query at most."""
    found = [
        v for v in verwijzingen.find(" ".join(teksten)) if v.soort == verwijzingen.Soort.TOEZEGGING
    ]
    if not found:
        return []
    ronde = voortgang.bijdrage.ronde
    there = Toezegging.objects.filter(referable(ronde, ()) | Q(ronde=ronde))
    known = set(
        there.filter(sleutel__in={v.sleutel for v in found}).values_list("sleutel", flat=True)
    )
    return [
        let_op(
            "verwijzing-los",
            f"De verwijzing “{plain(v.tekst)}” wijst naar een toezegging die niet in het register "
            "staat of die lezers niet mogen zien. Verwijs naar iets anders of haal haar weg.",
            str(voortgang),
            reverse("paragraaf", args=[voortgang.bijdrage_id, voortgang.pk]),
        )
        for v in found
        if v.sleutel not in known
    ]
