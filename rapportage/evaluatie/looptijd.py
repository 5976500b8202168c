"""A plan's years in one: the mirror of each, and actie by actie what was promised and told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapportage.beloften import promised_before
from rapportage.bijlagen.citeren import Citeren
from rapportage.bijlagen.soorten.spiegel import quoted
from themas.jaar.models import Ronde
from themas.jaar.uitspraken import Teksten, read_lezingen
from themas.plan.models import Actie, Plan
from themas.spiegel.maken import make_spiegel
from veiligheid.document.spiegel import Spiegel, Spiegelrij, Telling


@dataclass(frozen=True, slots=True)
class Actiespoor:
    """An actie with its row in the mirror of each year that has one, from early to late."""

    sleutel: str
    titel: str
    thema_slug: str
    pijler: str
    rijen: tuple[tuple[int, Spiegelrij], ...]

    @property
    def laatste(self) -> tuple[int, Spiegelrij]:
        return self.rijen[-1]


@dataclass(frozen=True, slots=True)
class Vooruit:
    """What was promised of an actie for a year that nobody looked back on yet."""

    jaar: int
    sleutel: str
    titel: str
    thema_titel: str
    html: str


@dataclass(frozen=True)
class Looptijd:
    """The years of a plan up to the one that is looked back on, each with its mirror."""

    plan: Plan
    tot: int
    spiegels: tuple[Spiegel, ...]
    vooruit: tuple[Vooruit, ...]

    @property
    def jaren(self) -> tuple[int, ...]:
        """Those that have a mirror."""
        return tuple(s.jaar for s in self.spiegels if s.beschikbaar)

    @cached_property
    def telling(self) -> Telling:
        return summed(s.telling for s in self.spiegels)

    @cached_property
    def themas(self) -> dict[str, str]:
        """Slug and title of every theme that any of its mirrors has, in order; the newest title."""
        found: dict[str, str] = {}
        for spiegel in reversed(self.spiegels):
            for thema in spiegel.themas:
                found.setdefault(thema.slug, thema.titel)
        order = list(self.plan.themas.order_by("positie").values_list("slug", flat=True))
        places = {slug: n for n, slug in enumerate(order)}
        return dict(sorted(found.items(), key=lambda item: places.get(item[0], len(places))))

    def of_thema(self, slug: str) -> Telling:
        """The counts of one theme over all years."""
        return summed(Telling.of(_of(s, slug)) for s in self.spiegels)

    @cached_property
    def sporen(self) -> tuple[Actiespoor, ...]:
        """Every actie that a mirror names, in the order of the mirrors; one that goes on with
        another is the same line."""
        lines: dict[str, list[tuple[int, Spiegelrij]]] = {}
        name: dict[str, str] = {}
        for spiegel in reversed(self.spiegels):
            for rij in spiegel.rijen:
                mine = name.setdefault(rij.sleutel, rij.sleutel)
                for earlier in rij.sleutels:
                    name.setdefault(earlier, mine)
                lines.setdefault(mine, []).insert(0, (spiegel.jaar, rij))
        return tuple(
            Actiespoor(sleutel, last.titel, last.thema_slug, last.pijler, tuple(rijen))
            for sleutel, rijen in lines.items()
            for _, last in rijen[-1:]
        )


def read_looptijd(ronde: Ronde, citeer: Citeren) -> Looptijd:
    """The term of the round's plan up to the year that the round looks back on; what is promised
    beyond that year as well. Ten queries or so for each year.

    citeer: rich text as stored → the same words without links, notes between brackets.
    """
    plan, tot = ronde.plan, ronde.verslagjaar or ronde.jaar
    years = range(plan.van_jaar, tot + 1)
    spiegels = tuple(
        quoted(make_spiegel(plan, jaar, promised_before(plan.pk, jaar)), citeer) for jaar in years
    )
    return Looptijd(plan, tot, spiegels, tuple(_ahead(ronde, tot, citeer)))


def _ahead(ronde: Ronde, tot: int, citeer: Citeren) -> Iterator[Vooruit]:
    """What this round and those before it promise for later years, actie by actie."""
    plan = ronde.plan_id
    later = Ronde.objects.filter(plan=plan, vooruitblikjaar__gt=tot)
    own = later.filter(verslagjaar__lte=tot) | later.filter(verslagjaar=None)
    years = sorted({j for j in own.values_list("vooruitblikjaar", flat=True) if j})
    lezingen = read_lezingen((plan, jaar) for jaar in years)
    for jaar in years:
        lezing = lezingen[plan, jaar]
        teksten = Teksten(lezing.vooruit)
        per_actie: dict[int, list[str]] = {}
        for v in lezing.vooruit:
            html = teksten.uitspraak(v, lezing.afkomst).html
            for actie in v.acties:
                per_actie.setdefault(lezing.afkomst.current(actie), []).append(html)
        for pk, texts in per_actie.items():
            found: Actie = lezing.afkomst.acties[pk]
            home = lezing.afkomst.home(pk)
            yield Vooruit(jaar, found.sleutel, found.titel, home.titel, citeer("".join(texts)))


def summed(tellingen: Iterable[Telling]) -> Telling:
    """The counts of several mirrors as one: an actie that was promised twice counts twice."""
    total = [0] * 6
    for t in tellingen:
        row = (t.beloofd, t.rood, t.geel, t.groen, t.te_beoordelen, t.blauw)
        total = [a + b for a, b in zip(total, row, strict=True)]
    return Telling(*total)


def _of(spiegel: Spiegel, slug: str) -> list[Spiegelrij]:
    return [rij for rij in spiegel.rijen if rij.thema_slug == slug]
