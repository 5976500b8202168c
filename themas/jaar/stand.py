"""How far a bijdrage is: what an advisor sees of each theme at a glance, and what the eindredacteur
sees of the whole round."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from themas.jaar.acties import propose_acties
from themas.jaar.beloften import Actiestand, beloofd_of
from themas.jaar.models import Bijdrage, Voortgang
from themas.plan.models import Actie


@dataclass(frozen=True, slots=True)
class Themastand:
    """A bijdrage with its counts: paragrafen, promised acties, and acties that it proposes."""

    bijdrage: Bijdrage
    paragrafen: int
    zonder_kop: int
    zonder_tekst: int
    standen: tuple[Actiestand, ...]
    voorstellen: int

    @property
    def sleutel(self) -> str:
        return str(self.bijdrage.pk)

    @property
    def open_beloften(self) -> int:
        return sum(1 for s in self.standen if s.open)

    @property
    def te_oordelen(self) -> int:
        return sum(1 for s in self.standen if s.verteld and s.ontbreekt)

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """What is still to be done, in words; empty when nothing is."""
        said = [
            (self.open_beloften, "belofte nog niet verteld", "beloften nog niet verteld"),
            (self.te_oordelen, "actie nog te beoordelen", "acties nog te beoordelen"),
            (self.zonder_kop, "paragraaf zonder kop", "paragrafen zonder kop"),
            (self.zonder_tekst, "lege paragraaf", "lege paragrafen"),
        ]
        missing = [f"{n} {een if n == 1 else meer}" for n, een, meer in said if n]
        return tuple(missing) if self.paragrafen or missing else ("nog leeg",)


def themastanden(bijdragen: Sequence[Bijdrage]) -> list[Themastand]:
    """The stand of each, in the same order. Each has its `ronde` and `thema` loaded. Constant
    queries."""
    rows = (
        Voortgang.objects.standing()
        .filter(bijdrage__in=[b.pk for b in bijdragen])
        .annotate(gevuld=Count("blokken", filter=~Q(blokken__tekst="")))
        .values_list("bijdrage", "kop", "gevuld")
    )
    per_bijdrage: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for bijdrage, kop, gevuld in rows:
        per_bijdrage[bijdrage].append((kop, gevuld))
    beloofd = beloofd_of(bijdragen)
    voorstellen = Counter(p.voortgang.bijdrage_id for p in propose_acties(bijdragen))
    return [
        Themastand(
            bijdrage=b,
            paragrafen=len(per_bijdrage[b.pk]),
            zonder_kop=sum(1 for kop, _ in per_bijdrage[b.pk] if not kop),
            zonder_tekst=sum(1 for _, gevuld in per_bijdrage[b.pk] if not gevuld),
            standen=beloofd[b.pk].standen,
            voorstellen=voorstellen[b.pk],
        )
        for b in bijdragen
    ]


@dataclass(frozen=True, slots=True)
class Taak:
    """One thing that is missing, in words, and the actie or paragraaf where it is mended.

    open: the actie has not been written about yet.
    """

    wat: str
    titel: str
    actie: Actie | None = None
    voortgang: Voortgang | None = None
    open: bool = False


def taken_of(standen: Sequence[Actiestand], voortgangen: Sequence[Voortgang]) -> list[Taak]:
    """What `Themastand.ontbreekt` counts, each by itself, from what was fetched: the standing
    paragrafen with their blocks. No query."""
    taken = [*_about_acties(standen), *_about_paragrafen(voortgangen)]
    if not taken and not voortgangen:
        return [Taak("Schrijf de", "eerste paragraaf")]
    return taken


def _about_acties(standen: Sequence[Actiestand]) -> Iterator[Taak]:
    for stand in standen:
        if stand.open:
            yield Taak("Schrijf over", str(stand.actie), actie=stand.actie, open=True)
    for stand in standen:
        if stand.verteld and stand.ontbreekt:
            yield Taak("Geef een oordeel over", str(stand.actie), actie=stand.actie)


def _about_paragrafen(voortgangen: Sequence[Voortgang]) -> Iterator[Taak]:
    for voortgang in voortgangen:
        if not voortgang.kop:
            yield Taak("Geef een kop aan de", "paragraaf zonder kop", voortgang=voortgang)
        if not any(blok.tekst for blok in voortgang.blokken.all()):
            yield Taak("Vul de lege paragraaf", str(voortgang), voortgang=voortgang)
