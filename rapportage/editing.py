"""The letter's own parts as texts that can be saved: one text of its own, and the facts around
them (addressee, date, signatories). Compare-and-set with revisions, as everywhere.

Permission is the caller's; each verb locks the letter, changes and logs.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from rapportage.models import Bijlage, Brief, Onderdeel, Ondertekenaar
from rapportage.vastzetten import lock_brief
from veiligheid.core.bewerken.doel import RecordDoel, Stukken
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.ordering import provisional, renumber
from veiligheid.core.richtext import one_line

FEITEN = (
    "titel",
    "samenvatting",
    "aan",
    "portefeuillehouder",
    "kenmerk",
    "datum",
    "aanhef",
    "groet",
    "afzender",
)


_MET_TUSSENKOP = (Onderdeel.Plek.ALGEMEEN, Onderdeel.Plek.AFSLUITING)


class BriefdeelDoel(RecordDoel):
    """A record that belongs to a letter: the letter is locked."""

    def __init__(self, record: Any) -> None:
        super().__init__(record)
        self.brief_id: int = record.brief_id

    def lock(self) -> None:
        lock_brief(self.brief_id)


class OnderdeelDoel(BriefdeelDoel):
    """A general part, or a text of an annex: its kop, its text, and the words of its picture."""

    soort = "onderdeel"
    model = Onderdeel
    velden = ("kop", "tekst", "alt", "bijschrift")


class BriefDoel(RecordDoel):
    """The facts of a letter. Signatories are one piece: ``[{"naam", "functie"}]``."""

    soort = "brief"
    model = Brief
    velden = FEITEN

    def lock(self) -> None:
        self._locked = lock_brief(self.pk)

    def more(self, record: Brief) -> Stukken:
        return {"ondertekenaars": list(record.ondertekenaars.values("naam", "functie"))}

    def write_more(self, old: Stukken, new: Stukken) -> None:
        if old["ondertekenaars"] != new["ondertekenaars"]:
            Ondertekenaar.objects.filter(brief=self.pk).delete()
            for n, wie in enumerate(new["ondertekenaars"], start=1):
                Ondertekenaar.objects.create(brief_id=self.pk, positie=n, **wie)


@transaction.atomic
def add_onderdeel(
    brief: Brief,
    plek: str,
    kop: str,
    door: Gebruiker,
    *,
    bijlage: Bijlage | None = None,
    niveau: int | None = None,
) -> Onderdeel:
    """A new text, the last of its place in the letter, or (plek "bijlage") of an annex. Asked for
    twice, it is made once: one of the same kop in which nobody wrote yet is given again.

    niveau: of its heading; by itself the one that fits the place.
    """
    lock_brief(brief.pk)
    kop = one_line(kop)
    mine = brief.onderdelen.filter(plek=plek, bijlage=bijlage, kop=kop, verwijderd_op=None)
    mine = mine.filter(tekst="", versie=1, afbeelding=None)
    if untouched := mine.first():
        return untouched
    taken = set(brief.onderdelen.values_list("sleutel", flat=True))
    last = Onderdeel.objects.filter(brief=brief).aggregate(Max("positie"))["positie__max"] or 0
    onderdeel = Onderdeel.objects.create(
        brief=brief,
        bijlage=bijlage,
        plek=plek,
        kop=kop,
        positie=last + 1,
        niveau=niveau or (2 if plek in _MET_TUSSENKOP else 1),
        sleutel=unique_slug(kop, taken, "onderdeel"),
    )
    Logregel.write("toevoegen", onderdeel, door)
    return onderdeel


@transaction.atomic
def move_onderdeel(onderdeel: Onderdeel, stappen: int, door: Gebruiker) -> None:
    """Up (negative) or down among the parts of the same place; beyond the edge is the edge."""
    lock_brief(onderdeel.brief_id)
    alle = list(Onderdeel.objects.filter(brief=onderdeel.brief_id, verwijderd_op=None))
    place = (onderdeel.plek, onderdeel.bijlage_id)
    group = [o for o in alle if (o.plek, o.bijlage_id) == place]
    old = next((n for n, o in enumerate(group) if o.pk == onderdeel.pk), None)
    if old is None:
        return
    new = min(max(old + stappen, 0), len(group) - 1)
    places = sorted(o.positie for o in group)
    group.insert(new, group.pop(old))
    order = {o.pk: place for o, place in zip(group, places, strict=True)}
    renumber(Onderdeel._default_manager, order)
    Logregel.write("verplaatsen", onderdeel, door, van=old + 1, naar=new + 1)


@transaction.atomic
def remove_onderdeel(onderdeel: Onderdeel, door: Gebruiker) -> None:
    """Take a part out of the letter. It stays restorable, with its text."""
    lock_brief(onderdeel.brief_id)
    Onderdeel.objects.filter(pk=onderdeel.pk, verwijderd_op=None).update(
        verwijderd_op=timezone.now(), positie=provisional(onderdeel.pk)
    )
    Logregel.write("verwijderen", onderdeel, door)


@transaction.atomic
def restore_onderdeel(onderdeel: Onderdeel, door: Gebruiker) -> None:
    """Put a removed part back, the last of its place."""
    lock_brief(onderdeel.brief_id)
    standing = Onderdeel.objects.filter(brief=onderdeel.brief_id, verwijderd_op=None)
    last = standing.aggregate(Max("positie"))["positie__max"] or 0
    Onderdeel.objects.filter(pk=onderdeel.pk).exclude(verwijderd_op=None).update(
        verwijderd_op=None, positie=last + 1
    )
    Logregel.write("terugzetten", onderdeel, door)
