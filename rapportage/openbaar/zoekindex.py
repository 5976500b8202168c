"""What can be searched: published letters with their annexes and mirrors, the public register,
public plans and public figures. Nothing else is read here, so nothing else can be found.

A publication never changes: it is read once by each process, when it is first asked for. What lives
is read again when its stand changes, and words of it at the latest after a minute.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from time import monotonic

from django.db.models import Count, Max, Sum
from django.urls import reverse

from monitoring.cijfers.models import Indicator
from monitoring.weergave import Keuze
from rapportage.models import Briefsoort, Publicatie
from rapportage.openbaar.plannen import public_plannen
from rapportage.openbaar.publicaties import document_of
from rapportage.openbaar.stukken import stukken_of
from rapportage.plandocument import Sectie, compose_plan
from themas.toezeggingen.models import Toezegging
from veiligheid.core.richtext import plain
from veiligheid.core.zoeken.index import Deel, Index, Zoekstuk

_MINUTE = 60
# What is found, in the words of the filter.
BRIEF, BIJLAGE, SPIEGEL = "brief", "bijlage", "beloofd en gedaan"
TOEZEGGING, PLAN, CIJFERS = "toezegging", "plan", "cijfers"
SOORTEN = (BRIEF, BIJLAGE, SPIEGEL, TOEZEGGING, PLAN, CIJFERS)
_SOORT = {"paragraaf": BRIEF, "onderdeel": BRIEF, "bijlage": BIJLAGE, "actie": SPIEGEL}


@dataclass(frozen=True, slots=True)
class Vondst:
    """What a hit is: one of SOORTEN, the year it is of (0 for what has none), where it stands in
    words, and its address."""

    soort: str
    jaar: int
    plek: str
    adres: str


def index() -> Index[Vondst]:
    """All that can be searched now. Five queries; more for what was not read before."""
    parts = [_of_publicatie(p) for p in _searched()]
    living = [(naam, key()) for naam, (key, _) in _LEVEND.items()]
    minute = int(monotonic() // _MINUTE)
    return _together(tuple(parts), tuple(_living(naam, key, minute) for naam, key in living))


@lru_cache(maxsize=2)
def _together(parts: tuple[Deel[Vondst], ...], living: tuple[Deel[Vondst], ...]) -> Index[Vondst]:
    return Index((*parts, *living))


def _searched() -> list[Publicatie]:
    """Of every letter and mirror the version that holds now; what an auditcommissie says of a
    mirror is read beside it."""
    return list(Publicatie.objects.newest_per_slug().exclude(soort=Briefsoort.AUDITOORDEEL.value))


# -- Published --------------------------------------------------------------------------------

_read: dict[tuple[int, str], Deel[Vondst]] = {}


def _of_publicatie(p: Publicatie) -> Deel[Vondst]:
    key = (p.pk, p.gepubliceerd_op.isoformat())
    if key not in _read:
        _read[key] = Deel(_pieces(p))
    return _read[key]


def _pieces(p: Publicatie) -> Iterator[Zoekstuk[Vondst]]:
    basis = p.get_absolute_url()
    for s in stukken_of(document_of(p)):
        vondst = Vondst(_SOORT[s.soort], p.jaar, p.titel, basis + s.adres)
        yield Zoekstuk(s.kop, s.thema, s.tekst, vondst)


# -- Living -----------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _living(naam: str, key: object, minute: int) -> Deel[Vondst]:
    return Deel(_LEVEND[naam][1]())


def _register_stand() -> object:
    public = Toezegging.objects.public()
    found = public.aggregate(Count("pk"), Sum("pk"), Sum("versie"), Max("openbaar_sinds"))
    return tuple(found.values())


def _register() -> Iterator[Zoekstuk[Vondst]]:
    for t in Toezegging.objects.public().select_related("thema").order_by("-gemaakt_op", "pk"):
        vondst = Vondst(TOEZEGGING, t.gemaakt_op.year, "Toezeggingen", t.get_absolute_url())
        tekst = " ".join((t.tekst, t.vergadering, t.termijn, t.portefeuillehouder))
        kop = f"{t.soort.capitalize()} {t.nummer}".strip()
        yield Zoekstuk(kop, t.thema.titel if t.thema else "", tekst, vondst)


def _plan_stand() -> object:
    return tuple(public_plannen().values_list("pk", "slug"))


def _plannen() -> Iterator[Zoekstuk[Vondst]]:
    for plan in public_plannen():
        adres, thema = reverse("plan", args=[plan.slug]), ""
        # An actie with its goal, effect and means is one piece: together they answer.
        for anker, group in groupby(compose_plan(plan).secties, _whole):
            secties = list(group)
            kop = secties[0].kop or plan.titel
            thema = kop if secties[0].nummer is not None else thema
            vondst = Vondst(PLAN, plan.van_jaar, plan.titel, f"{adres}#{anker}")
            yield Zoekstuk(kop, thema, " ".join(plain(s.html) for s in secties), vondst)


def _whole(sectie: Sectie) -> str:
    """The anchor of the actie that a section is of; else its own."""
    return sectie.anker.partition("--")[0] if sectie.anker.startswith("actie-") else sectie.anker


def _cijfer_stand() -> object:
    return tuple(
        Indicator.objects.public().aggregate(Count("pk"), Sum("pk"), Sum("versie")).values()
    )


def _cijfers() -> Iterator[Zoekstuk[Vondst]]:
    for i in Indicator.objects.public().prefetch_related("themas").order_by("naam", "pk"):
        adres = f"{reverse('cijfers')}?{Keuze(indicator=i.slug).query}"
        themas = ", ".join(dict.fromkeys(t.titel for t in i.themas.all()))
        tekst = " ".join((i.definitie, i.telregel, i.bron))
        yield Zoekstuk(i.naam, themas, tekst, Vondst(CIJFERS, 0, "Cijfers", adres))


# By name: by what it is known that something changed, and how it is read.
_LEVEND: dict[str, tuple[Callable[[], object], Callable[[], Iterator[Zoekstuk[Vondst]]]]] = {
    "register": (_register_stand, _register),
    "plannen": (_plan_stand, _plannen),
    "cijfers": (_cijfer_stand, _cijfers),
}
