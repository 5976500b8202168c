"""Filling annexes: which there are, in which order, and what each shows. Compare-and-set with
revisions, as everywhere.

Permission is the caller's; each verb locks the letter, changes and logs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from monitoring.cijfers.models import Indicator
from rapportage.bijlagen.bestanden import store_pdf
from rapportage.editing import ALT_NODIG, InzendingDoel, change_bijlage, refuse_approved
from rapportage.models import Bijlage, Bijlagebestand, Bijlagecijfer, Brief, Onderdeel
from rapportage.vastzetten import lock_brief
from themas.plan.models import Plan, Thema
from veiligheid.core.bewerken.doel import Stukken
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.saving import note_change

# Out of the way of every number that a person gives, while two annexes change places.
_ASIDE = 10_000


class BijlageDoel(InzendingDoel):
    """What an annex is and shows. ``cijfers`` is a piece: ``[{"indicator": slug, "zin", "alt"}]``;
    theme and plan are named by their slug."""

    soort = "bijlage"
    model = Bijlage
    velden = (
        "nummer",
        "titel",
        "soort",
        "gebiedsoort",
        "van_jaar",
        "tot_jaar",
        "geheim_grond",
        "geheim_door",
        "geheim_tot",
    )
    los = frozenset({"nummer"})

    def rise(self) -> None:
        change_bijlage(self.pk)

    def more(self, record: Bijlage) -> Stukken:
        rows = record.cijfers.select_related("indicator")
        return {
            "thema": record.thema.slug if record.thema else "",
            "plan": record.plan.slug if record.plan else "",
            "cijfers": [{"indicator": c.indicator.slug, "zin": c.zin, "alt": c.alt} for c in rows],
        }

    def write_fields(self, row: QuerySet[Any], changed: Stukken) -> int:
        """Raises Geweigerd when the number is another annex's."""
        # Of a version that has moved on, the number may have as well: that is told first.
        if "nummer" in changed and row.exists():
            self._refuse_taken(changed["nummer"])
        return super().write_fields(row, changed)

    def write_more(self, old: Stukken, new: Stukken) -> None:
        themas = Thema.objects.filter(plan__rondes__brieven=self.brief_id)
        if old["thema"] != new["thema"]:
            self._rows.update(thema=themas.filter(slug=new["thema"]).first())
        if old["plan"] != new["plan"]:
            self._rows.update(plan=Plan.objects.filter(slug=new["plan"]).first())
        if old["cijfers"] != new["cijfers"]:
            self._write_cijfers(new["cijfers"])

    def _refuse_taken(self, nummer: int) -> None:
        taken = Bijlage.objects.filter(brief=self.brief_id, nummer=nummer).exclude(pk=self.pk)
        if (other := taken.first()) is not None:
            raise Geweigerd(
                blokkeert(
                    "nummer-bezet",
                    f"Nummer {nummer} is al van ‘{other.titel or other}’. Kies een ander nummer, "
                    "of verplaats de bijlagen in de lijst.",
                )
            )

    def _write_cijfers(self, wanted: list[dict[str, str]]) -> None:
        indicatoren = Indicator.objects.in_bulk(
            [row["indicator"] for row in wanted], field_name="slug"
        )
        Bijlagecijfer.objects.filter(bijlage=self.pk).delete()
        Bijlagecijfer.objects.bulk_create(
            Bijlagecijfer(
                bijlage_id=self.pk,
                positie=n,
                indicator=indicatoren[row["indicator"]],
                zin=row["zin"],
                alt=row["alt"],
            )
            for n, row in enumerate(wanted, start=1)
            if row["indicator"] in indicatoren
        )


@transaction.atomic
def add_bijlage(brief: Brief, soort: str, titel: str, door: Gebruiker | None) -> Bijlage:
    """A new annex, the last one."""
    lock_brief(brief.pk)
    bijlage = Bijlage.objects.create(
        brief=brief, nummer=_last_number(brief.pk) + 1, soort=soort, titel=" ".join(titel.split())
    )
    Logregel.write("toevoegen", bijlage, door)
    return bijlage


@transaction.atomic
def move_bijlage(bijlage: Bijlage, stappen: int, door: Gebruiker) -> None:
    """Change places, and so numbers, with the annex before (-1) or after (1) it; at the edge it
    stays. References follow, since they hold its key."""
    lock_brief(bijlage.brief_id)
    standing = list(Bijlage.objects.filter(brief=bijlage.brief_id, verwijderd_op=None))
    old = next((n for n, b in enumerate(standing) if b.pk == bijlage.pk), None)
    new = None if old is None else old + stappen
    if old is None or new is None or not 0 <= new < len(standing):
        return
    one, other = standing[old], standing[new]
    with _noted(one, other, door=door):
        Bijlage.objects.filter(pk=one.pk).update(nummer=_ASIDE)
        Bijlage.objects.filter(pk=other.pk).update(nummer=one.nummer)
        Bijlage.objects.filter(pk=one.pk).update(nummer=other.nummer)
    Logregel.write("verplaatsen", bijlage, door, van=one.nummer, naar=other.nummer)


@transaction.atomic
def remove_bijlage(bijlage: Bijlage, door: Gebruiker) -> None:
    """Take an annex out of the letter. It stays restorable, with all that is in it. Raises
    Geweigerd when it was approved."""
    lock_brief(bijlage.brief_id)
    standing = Bijlage.objects.filter(pk=bijlage.pk)
    refuse_approved(standing.values_list("staat", flat=True).get(), str(bijlage))
    Logregel.write("verwijderen", bijlage, door, nummer=bijlage.nummer)
    with _noted(bijlage, door=door):
        Bijlage.objects.filter(pk=bijlage.pk, verwijderd_op=None).update(
            verwijderd_op=timezone.now(), nummer=None
        )


@transaction.atomic
def restore_bijlage(bijlage: Bijlage, door: Gebruiker) -> None:
    """Put a removed annex back, the last one."""
    lock_brief(bijlage.brief_id)
    with _noted(bijlage, door=door):
        Bijlage.objects.filter(pk=bijlage.pk).exclude(verwijderd_op=None).update(
            verwijderd_op=None, nummer=_last_number(bijlage.brief_id) + 1
        )
    Logregel.write("terugzetten", bijlage, door)


@contextmanager
def _noted(*bijlagen: Bijlage, door: Gebruiker) -> Iterator[None]:
    """A change of these annexes that whoever has one open in a form is told of. Under the lock."""
    doelen = [BijlageDoel(bijlage) for bijlage in bijlagen]
    before = [doel.read() for doel in doelen]
    yield
    for doel, was in zip(doelen, before, strict=True):
        note_change(doel, was, door)


@transaction.atomic
def set_afbeelding(
    onderdeel: Onderdeel, bestand: Bijlagebestand | None, door: Gebruiker | None
) -> None:
    """Put a picture beneath this text, or (None) take it away. Raises Geweigerd where the text has
    no words for who can't see it. The file and those words are kept."""
    lock_brief(onderdeel.brief_id)
    if onderdeel.bijlage_id is not None:
        change_bijlage(onderdeel.bijlage_id)
    mine = Onderdeel.objects.filter(pk=onderdeel.pk)
    alt = mine.values_list("alt", flat=True).get()
    if bestand is not None and not alt:
        raise Geweigerd(blokkeert("alt-nodig", ALT_NODIG))
    mine.update(afbeelding=bestand)
    naam = bestand.bestandsnaam if bestand else ""
    Logregel.write("afbeelding", onderdeel, door, bestand=naam)


@transaction.atomic
def add_pdf(bijlage: Bijlage, data: bytes, naam: str, door: Gebruiker) -> Bijlagebestand:
    """Put a PDF in an annex. Raises Geweigerd when it is none that may come in, or the annex was
    approved: then nothing of it is kept."""
    bestand = store_pdf(bijlage, data, naam)
    lock_brief(bijlage.brief_id)
    change_bijlage(bijlage.pk)
    Logregel.write("bestand", bijlage, door, bestand=bestand.bestandsnaam)
    return bestand


def _last_number(brief: int) -> int:
    found: int | None = Bijlage.objects.filter(brief=brief).aggregate(n=Max("nummer"))["n"]
    return found or 0
