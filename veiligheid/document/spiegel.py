"""The mirror of one plan and year, as frozen data without the records.

The legend is the audit committee's and judges information, not success: rood is no report on a
promise, geel a report that answers part of it, groen one that answers it, blauw a report on what
nobody promised. Rood and blauw follow from the data; geel and groen are an advisor's own judgement
(*zelfoordeel*). Promised and reported, but not judged yet: no kleur.

Every ``html`` holds rich text as it stands in the records, references unresolved.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from veiligheid.document.gebied import Genoemd
from veiligheid.document.woorden import Kleur, Realisatie

_RANG = ("", "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste")


@dataclass(frozen=True, slots=True)
class Passage:
    """What one paragraaf says of an actie. `anker` is the paragraaf's in its letter."""

    kop: str
    html: str
    anker: str
    thema_titel: str
    thema_slug: str = ""

    @property
    def plek(self) -> str:
        """ "Drukte › Er komt een hek"."""
        return f"{self.thema_titel} › {self.kop or '(zonder kop)'}"


# By sleutel of the actie what published letters promised of it.
Gepubliceerd = Mapping[str, tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class Jaarstand:
    """How an actie stood in one year: without kleur it is still to be judged. `reden` says why it
    was not, or not wholly, done as promised; empty when nobody wrote that."""

    jaar: int
    kleur: Kleur | None
    realisatie: Realisatie | None
    reden: str


@dataclass(frozen=True, slots=True)
class Spiegelrij:
    """One actie: what was promised of it, what was reported on it, and what came of it.

    sleutel: the actie's lasting name. pijler: title of its pijler; empty without one.
    sleutels: its own sleutel, and those of the acties of earlier plans that it goes on with.
    beeindigd_in, reden_einde: when it ended, in this year or before.
    verder: titles of the themes besides its own that it is told in.
    spoor: how it stood in each year up to this one, from early to late.
    gebieden: the areas that it is about, when the plan says so.
    """

    sleutel: str
    titel: str
    thema_slug: str
    thema_titel: str
    pijler: str
    beloofd: tuple[Passage, ...]
    gedaan: tuple[Passage, ...]
    kleur: Kleur | None
    realisatie: Realisatie | None
    oorzaak: str
    gevolg: str
    bijsturing: str
    beeindigd_in: int | None
    reden_einde: str
    verder: tuple[str, ...]
    spoor: tuple[Jaarstand, ...]
    sleutels: tuple[str, ...] = ()
    beoordeeld_bij: str = ""
    gebieden: tuple[Genoemd, ...] = ()

    @property
    def anker(self) -> str:
        return f"actie-{self.sleutel}"

    @property
    def herhaling(self) -> str:
        """ "derde jaar rood", when it is not the first year in a row; else empty."""
        n = _years_in_a_row(self.spoor)
        if n < 2 or self.kleur not in (Kleur.ROOD, Kleur.GEEL):
            return ""
        rang = _RANG[n] if n < len(_RANG) else f"{n}e"
        return f"{rang} jaar {self.kleur}"


@dataclass(frozen=True, slots=True)
class Spiegelthema:
    """A theme of the plan with the titles of its pijlers, in order."""

    slug: str
    titel: str
    pijlers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegeDoelen:
    """A theme without acties, or the pijlers of a theme that have none: kept visible."""

    thema_slug: str
    thema_titel: str
    pijlers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NietGenoemd:
    """An actie of the plan that was neither promised nor reported on."""

    sleutel: str
    titel: str
    thema_slug: str
    thema_titel: str
    pijler: str


@dataclass(frozen=True, slots=True)
class Telling:
    """Counts of what was promised; blauw apart. Never percentages."""

    beloofd: int
    rood: int
    geel: int
    groen: int
    te_beoordelen: int
    blauw: int

    @classmethod
    def of(cls, rijen: Iterable[Spiegelrij]) -> "Telling":
        kleuren = [rij.kleur for rij in rijen]
        blauw = kleuren.count(Kleur.BLAUW)
        return cls(
            beloofd=len(kleuren) - blauw,
            rood=kleuren.count(Kleur.ROOD),
            geel=kleuren.count(Kleur.GEEL),
            groen=kleuren.count(Kleur.GROEN),
            te_beoordelen=kleuren.count(None),
            blauw=blauw,
        )

    @property
    def delen(self) -> tuple[tuple[str, int], ...]:
        """The parts of what was promised, each with its word."""
        return (
            (Kleur.ROOD.value, self.rood),
            (Kleur.GEEL.value, self.geel),
            (Kleur.GROEN.value, self.groen),
            ("nog te beoordelen", self.te_beoordelen),
        )

    def __str__(self) -> str:
        delen = ", ".join(f"{n} {woord}" for woord, n in self.delen)
        return f"{self.beloofd} beloofd: {delen}; daarnaast {self.blauw} blauw"


@dataclass(frozen=True, slots=True)
class Spiegel:
    """The mirror of one plan and year.

    beschikbaar: False when no ronde looked ahead to the year, or none looked back on it yet;
    `waarom_niet` then says which, and there are no rijen.
    themas: those of the plan in this year, and those that a row belongs to, in order.
    rijen: promised acties and blue ones, in the order of the plan.
    """

    plan_slug: str
    plan_titel: str
    label_thema: str
    label_pijler: str
    label_actie: str
    jaar: int
    beschikbaar: bool
    waarom_niet: str
    themas: tuple[Spiegelthema, ...]
    rijen: tuple[Spiegelrij, ...]
    leeg: tuple[LegeDoelen, ...]
    niet_genoemd: tuple[NietGenoemd, ...]
    telling: Telling

    def only(self, rijen: Iterable[Spiegelrij], slugs: Collection[str]) -> "Spiegel":
        """The same mirror with these rows, counted anew, and of these themes alone."""
        kept = tuple(rijen)
        return replace(
            self,
            rijen=kept,
            themas=tuple(t for t in self.themas if t.slug in slugs),
            leeg=tuple(t for t in self.leeg if t.thema_slug in slugs),
            niet_genoemd=tuple(n for n in self.niet_genoemd if n.thema_slug in slugs),
            telling=Telling.of(kept),
        )


def _years_in_a_row(spoor: tuple[Jaarstand, ...]) -> int:
    """For how many years in a row, this one included, the kleur has been what it is now."""
    n = 0
    for stand in reversed(spoor):
        if stand.kleur != spoor[-1].kleur or stand.jaar != spoor[-1].jaar - n:
            break
        n += 1
    return n
