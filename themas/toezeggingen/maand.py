"""The overview for the council of a period: what came in, what was settled, what is late and what
goes on, by portefeuillehouder. Of public entries only, each as it stood when the period ended."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from themas.toezeggingen.importing.export import with_parts
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.stand import Stand
from themas.toezeggingen.zinnen import hoe_laat, in_staat, maand_zin

GEEN = "geen portefeuillehouder genoemd"


@dataclass(frozen=True, slots=True)
class Overzichtsregel:
    """An entry in the overview. `stand`: its state with the day, or how late it was."""

    sleutel: str
    adres: str
    soort: str
    nummer: str
    tekst: str
    gemaakt_op: date
    portefeuillehouder: str
    termijn: str
    besloten: str
    stand: str
    afgedaan_met: str = ""


@dataclass(frozen=True, slots=True)
class Houdertelling:
    """The counts of one portefeuillehouder."""

    naam: str
    nieuw: int
    afgehandeld: int
    te_laat: int
    lopend: int


@dataclass(frozen=True, slots=True)
class Raadsoverzicht:
    """A period from `van` up to `tot`, and the entries of it. `dag`: the day as of which it is
    told: the last of the period, or today. Of what is late and of what goes on it is that day's
    stand; an entry that came in and was settled in the period is in both lists."""

    van: date
    tot: date
    dag: date
    portefeuillehouder: str
    nieuw: tuple[Overzichtsregel, ...]
    afgehandeld: tuple[Overzichtsregel, ...]
    te_laat: tuple[Overzichtsregel, ...]
    lopend: int
    houders: tuple[Houdertelling, ...]

    @property
    def zin(self) -> str:
        counts = len(self.nieuw), len(self.afgehandeld), len(self.te_laat), self.lopend
        return maand_zin(self.van, self.tot, *counts)


def compose_overzicht(
    van: date, tot: date, vandaag: date, portefeuillehouder: str = ""
) -> Raadsoverzicht:
    """The overview of a period. A constant number of queries, however many entries."""
    dag = min(tot, vandaag)
    public = Toezegging.objects.public().filter(gemaakt_op__lte=dag).order_by("gemaakt_op", "pk")
    if portefeuillehouder:
        named = "" if portefeuillehouder == GEEN else portefeuillehouder
        public = public.filter(portefeuillehouder=named)
    entries = [(t, t.stand_op(dag)) for t in with_parts(public)]
    new = [(t, s) for t, s in entries if t.gemaakt_op >= van]
    settled = [(t, s) for t, s in entries if not s.loopt and s.op and van <= s.op <= dag]
    late = [(t, s) for t, s in entries if s.te_laat(t.termijn_op)]
    late.sort(key=lambda entry: entry[0].termijn_op or dag)
    going = [(t, s) for t, s in entries if s.loopt]
    return Raadsoverzicht(
        van=van,
        tot=tot,
        dag=dag,
        portefeuillehouder=portefeuillehouder,
        nieuw=tuple(_regel(t, s) for t, s in new),
        afgehandeld=tuple(_regel(t, s) for t, s in settled),
        te_laat=tuple(_regel(t, s) for t, s in late),
        lopend=len(going),
        houders=tuple(_by_houder(new, settled, late, going)),
    )


def houders() -> list[str]:
    """Who has a public entry, by name; those without one as `GEEN`."""
    names = Toezegging.objects.public().order_by("portefeuillehouder")
    each = names.values_list("portefeuillehouder", flat=True).distinct()
    return [naam or GEEN for naam in each]


_Entries = Iterable[tuple[Toezegging, Stand]]


def _by_houder(*lists: _Entries) -> Iterable[Houdertelling]:
    counts = [Counter(t.portefeuillehouder or GEEN for t, _ in entries) for entries in lists]
    for naam in sorted({naam for c in counts for naam in c}, key=lambda n: (n == GEEN, n)):
        yield Houdertelling(naam, *(c[naam] for c in counts))


def _regel(t: Toezegging, stand: Stand) -> Overzichtsregel:
    late = hoe_laat(t.termijn_op, stand.dag) if t.termijn_op and stand.te_laat(t.termijn_op) else ""
    settled = "; ".join(str(v.afdoening) for v in stand.verklaringen if v.afdoening.openbaar)
    return Overzichtsregel(
        sleutel=t.sleutel,
        adres=t.get_absolute_url(),
        soort=t.soort,
        nummer=t.nummer,
        tekst=t.tekst,
        gemaakt_op=t.gemaakt_op,
        portefeuillehouder=t.portefeuillehouder,
        termijn=t.termijn_voluit,
        besloten=t.besloten,
        stand=late or in_staat(stand.publiek, stand.op, dag_onbekend=stand.dag_onbekend),
        afgedaan_met=settled or stand.reden,
    )
