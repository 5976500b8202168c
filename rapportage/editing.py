"""The letter's own parts as texts that can be saved: one text of its own, and the facts around
them (addressee, date, signatories). Compare-and-set with revisions, as everywhere.

Permission is the caller's; each verb locks the letter, changes and logs.
"""

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from rapportage.models import Bijlage, Brief, Onderdeel, Ondertekenaar
from rapportage.vastzetten import lock_brief
from veiligheid.core.bewerken.doel import RecordDoel, Stukken
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.ordering import provisional, renumber
from veiligheid.core.richtext import one_line
from veiligheid.core.saving import Inhoud

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
# What the office fills in when the college has decided: no part of what is approved.
VAN_HET_SECRETARIAAT = ("kenmerk", "datum", "ondertekenaars")

_MET_TUSSENKOP = (Onderdeel.Plek.ALGEMEEN, Onderdeel.Plek.AFSLUITING)


VAST = "Dit is goedgekeurd en ligt vast. Heropen het eerst, met een reden; uw tekst staat hier nog."


ALT_NODIG = "Schrijf wat er op de afbeelding te zien is, voor wie haar niet ziet."


def refuse_approved(staat: str, wat: str) -> None:
    """Raises Geweigerd for what was approved: that is opened again first."""
    if staat == Inzendingstaat.GOEDGEKEURD.value:
        raise Geweigerd(blokkeert("goedgekeurd", VAST, wat))


def change_bijlage(pk: int) -> None:
    """Something in an annex is about to be another: an approval binds to what it was. Under the
    lock of its letter. Raises Geweigerd when it was approved."""
    standing = Bijlage.objects.filter(pk=pk).exclude(staat=Inzendingstaat.GOEDGEKEURD.value)
    if not standing.update(geheelversie=F("geheelversie") + 1):
        raise Geweigerd(blokkeert("goedgekeurd", VAST))


class BriefdeelDoel(RecordDoel):
    """A record that belongs to a letter: the letter is locked."""

    def __init__(self, record: Any) -> None:
        super().__init__(record)
        self.brief_id: int = record.pk if isinstance(record, Brief) else record.brief_id

    def lock(self) -> None:
        lock_brief(self.brief_id)


class InzendingDoel(BriefdeelDoel):
    """One that is handed in and approved. What was approved is not changed."""

    # Pieces that are no part of what is handed in.
    los: ClassVar[frozenset[str]] = frozenset()

    def claim(self, versie: int, before: Inhoud, after: Inhoud) -> bool:
        old, new = before.stukken, after.stukken
        names = {**old, **new}.keys() - self.los
        changes = any(old.get(naam) != new.get(naam) for naam in names)
        if changes:
            self.check_open()
        claimed = super().claim(versie, before, after)
        if claimed and changes:
            self.rise()
        return claimed

    def check_open(self) -> None:
        """Raises Geweigerd when it was approved."""
        refuse_approved(self._rows.values_list("staat", flat=True).get(), "")

    def rise(self) -> None:
        """Raise the version that an approval binds to, where that is not its own."""


class OnderdeelDoel(InzendingDoel):
    """A general part, or a text of an annex: its kop, its text, and the words of its picture."""

    soort = "onderdeel"
    model = Onderdeel
    velden = ("kop", "tekst", "alt", "bijschrift")

    def __init__(self, record: Onderdeel) -> None:
        super().__init__(record)
        self.bijlage_id: int | None = record.bijlage_id

    def check_open(self) -> None:
        if self.bijlage_id is None:
            super().check_open()
        else:
            annex = Bijlage.objects.filter(pk=self.bijlage_id)
            refuse_approved(annex.values_list("staat", flat=True).get(), "")

    def rise(self) -> None:
        if self.bijlage_id is not None:
            change_bijlage(self.bijlage_id)


class BriefDoel(InzendingDoel):
    """The facts of a letter. Signatories are one piece: ``[{"naam", "functie"}]``."""

    soort = "brief"
    model = Brief
    velden = FEITEN
    los = frozenset(VAN_HET_SECRETARIAAT)

    def lock(self) -> None:
        self._locked = lock_brief(self.pk)

    def check_open(self) -> None:
        refuse_approved(self._rows.values_list("gegevens_staat", flat=True).get(), "")

    def rise(self) -> None:
        self._rows.update(gegevens_versie=F("gegevens_versie") + 1)

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
    if bijlage is not None:
        change_bijlage(bijlage.pk)
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
    if onderdeel.bijlage_id is not None and new != old:
        change_bijlage(onderdeel.bijlage_id)
    group.insert(new, group.pop(old))
    order = {o.pk: place for o, place in zip(group, places, strict=True)}
    renumber(Onderdeel._default_manager, order)
    Logregel.write("verplaatsen", onderdeel, door, van=old + 1, naar=new + 1)


@transaction.atomic
def remove_onderdeel(onderdeel: Onderdeel, door: Gebruiker) -> None:
    """Take a part out of the letter. It stays restorable, with its text. Raises Geweigerd when it
    was approved."""
    lock_brief(onderdeel.brief_id)
    _change_place(onderdeel)
    Onderdeel.objects.filter(pk=onderdeel.pk, verwijderd_op=None).update(
        verwijderd_op=timezone.now(), positie=provisional(onderdeel.pk)
    )
    Logregel.write("verwijderen", onderdeel, door)


@transaction.atomic
def restore_onderdeel(onderdeel: Onderdeel, door: Gebruiker) -> None:
    """Put a removed part back, the last of its place. Raises Geweigerd when its annex was
    approved."""
    lock_brief(onderdeel.brief_id)
    _change_place(onderdeel)
    standing = Onderdeel.objects.filter(brief=onderdeel.brief_id, verwijderd_op=None)
    last = standing.aggregate(Max("positie"))["positie__max"] or 0
    Onderdeel.objects.filter(pk=onderdeel.pk).exclude(verwijderd_op=None).update(
        verwijderd_op=None, positie=last + 1
    )
    Logregel.write("terugzetten", onderdeel, door)


def _change_place(onderdeel: Onderdeel) -> None:
    """A text comes or goes: in an annex that is another annex. Under the lock of the letter."""
    if onderdeel.bijlage_id is not None:
        change_bijlage(onderdeel.bijlage_id)
    else:
        mine = Onderdeel.objects.filter(pk=onderdeel.pk)
        refuse_approved(mine.values_list("staat", flat=True).get(), str(onderdeel))
