"""The register as a letter shows it: frozen rows for the annex, and per paragraaf the entries that
it makes or settles. Read at composition; nothing here looks at the clock or at who is asking.

A letter's readers see what is public and what becomes public with that letter, and nothing else.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from themas.jaar.models import Ronde, Voortgang
from themas.toezeggingen import zinnen
from themas.toezeggingen.models import Afdoening, Toezegging
from themas.toezeggingen.verwijsbaar import made_in, referable
from themas.toezeggingen.workflow import NIET_AFGEDAAN
from veiligheid.document.register import Registerlink, Registerrij, Vindplaats


@dataclass
class Registerlinks:
    """By the key of a paragraaf, and of a general part."""

    paragrafen: dict[int, tuple[Registerlink, ...]] = field(default_factory=dict)
    onderdelen: dict[int, tuple[Registerlink, ...]] = field(default_factory=dict)


def register_rows(
    ronde: Ronde,
    dag: date,
    onderdelen: Collection[int] = (),
    *,
    datum: date | None = None,
    portefeuillehouder: str = "",
) -> tuple[Registerrij, ...]:
    """The entries of the plan's themes as they stood on the letter's day (`dag`), overdue first.
    What was settled before the year that the round looks back on is left out, and what was promised
    later than that day. Three queries.

    onderdelen: the keys of the general parts that the letter holds.
    datum, portefeuillehouder: the letter's, which its own entries get when it is published; see
    `transitions.publish_with_letter`.
    """
    since = date(ronde.verslagjaar or ronde.jaar - 1, 1, 1)
    running = Q(stand_publiek__in=[s.value for s in NIET_AFGEDAAN])
    found = (
        Toezegging.objects.of_plan(ronde.plan_id)
        .filter(referable(ronde, onderdelen))
        .filter(Q(gemaakt_op__lte=dag) | made_in(ronde, onderdelen))
        .in_order(dag)
        .filter(running | Q(stand_sinds=None) | Q(stand_sinds__gte=since))
        .select_related("thema", "paragraaf__bijdrage")
        .prefetch_related("afdoeningen__paragraaf__bijdrage", "standwijzigingen__afdoening")
    )
    place = _Places(ronde, frozenset(onderdelen), datum, portefeuillehouder)
    return tuple(_row(t, place, dag) for t in found)


def links_for(ronde: Ronde, dag: date, onderdelen: Collection[int] = ()) -> Registerlinks:
    """What every paragraaf and general part of the round's letter makes or settles, as it stood on
    the letter's day (`dag`). Three queries."""
    paragrafen: dict[int, list[Registerlink]] = defaultdict(list)
    general: dict[int, list[Registerlink]] = defaultdict(list)
    here = Q(paragraaf__bijdrage__ronde=ronde, paragraaf__verwijderd_op=None)
    for t in Toezegging.objects.filter(here | Q(onderdeel__in=onderdelen)).order_by("pk"):
        into, key = (general, t.onderdeel) if t.onderdeel else (paragrafen, t.paragraaf_id)
        into[key or 0].append(_link("belooft", t))
    seen = Q(toezegging__in=Toezegging.objects.filter(referable(ronde, onderdelen)).values("pk"))
    settles = Afdoening.objects.filter(here, seen).select_related("toezegging").order_by("pk")
    for a in settles.prefetch_related("toezegging__standwijzigingen__afdoening"):
        if rol := rol_op(a, a.toezegging, dag, eigen=True):
            paragrafen[a.paragraaf_id or 0].append(_link(rol, a.toezegging))
    return Registerlinks(_tuples(paragrafen), _tuples(general))


def rol_op(a: Afdoening, t: Toezegging, dag: date, *, eigen: bool) -> str:
    """What an afdoening was to its promise on a day: "doet af", "doet deels af", "gaat over" when
    nobody had declared that yet, or nothing when it was turned down or opened again. Reads the
    promise's standwijzigingen.

    eigen: whether it is a paragraaf of the letter that tells this; then that paragraaf speaks of
    the promise, also when it was proposed or declared after the letter's day.
    """
    then = t.stand_op(dag).rol(a.pk)
    return then or ("gaat over" if eigen and t.stand.rol(a.pk) else "")


@dataclass(frozen=True, slots=True)
class _Places:
    """Knows what stands in this letter, and so is an anchor in it."""

    ronde: Ronde
    onderdelen: frozenset[int]
    datum: date | None
    portefeuillehouder: str

    def makes(self, t: Toezegging) -> bool:
        """Whether this entry becomes public with this letter."""
        return not t.openbaar and self.holds(t.paragraaf, t.onderdeel)

    def holds(self, paragraaf: Voortgang | None, onderdeel: int | None = None) -> bool:
        if paragraaf is None:
            return onderdeel in self.onderdelen
        own = paragraaf.bijdrage.ronde_id == self.ronde.pk
        return own and paragraaf.verwijderd_op is None

    def made(self, t: Toezegging) -> Vindplaats:
        here = self.holds(t.paragraaf, t.onderdeel)
        return Vindplaats(t.vergadering or t.plek, f"#{t.anker}" if here else t.adres)

    def of(self, a: Afdoening) -> Vindplaats:
        return Vindplaats(a.plek, f"#{a.anker}" if self.holds(a.paragraaf) else a.adres)

    def settled_by(self, a: Afdoening) -> Iterable[Vindplaats]:
        if a.plek:
            yield self.of(a)
        if a.titel:
            yield Vindplaats(a.titel, a.url)
        if a.vergadering_op:
            yield Vindplaats(zinnen.vergadering(a.vergadering_op))


def _row(t: Toezegging, place: _Places, dag: date) -> Registerrij:
    shown = [a for a in t.afdoeningen.all() if a.openbaar or place.holds(a.paragraaf)]
    roles = {a.pk: rol_op(a, t, dag, eigen=place.holds(a.paragraaf)) for a in shown}
    stand = t.stand_op(dag)
    new = place.makes(t)
    return Registerrij(
        sleutel=t.sleutel,
        adres=t.get_absolute_url(),
        soort=t.soort,
        nummer=t.nummer,
        tekst=t.tekst,
        # What this letter promises is promised on its own day.
        gemaakt_op=(new and place.datum) or min(t.gemaakt_op, dag),
        gemaakt=place.made(t),
        thema=t.thema.titel if t.thema else "",
        portefeuillehouder=t.portefeuillehouder or (place.portefeuillehouder if new else ""),
        termijn=t.termijn,
        termijn_op=t.termijn_op,
        bedrag=t.bedrag,
        staat=stand.publiek,
        te_laat=stand.te_laat(t.termijn_op),
        reden=stand.reden,
        afgedaan_met=tuple(
            v for a in shown if roles[a.pk].startswith("doet") for v in place.settled_by(a)
        ),
        afgedaan_op=stand.op if not stand.loopt or stand.verklaringen else None,
        hierover=tuple(place.of(a) for a in shown if roles[a.pk] == "gaat over" and a.plek),
        dag_onbekend=stand.dag_onbekend,
    )


def _link(rol: str, t: Toezegging) -> Registerlink:
    tekst = t.tekst if len(t.tekst) <= 160 else f"{t.tekst[:159]}…"
    return Registerlink(rol, t.soort, t.nummer, tekst, t.get_absolute_url())


def _tuples(lists: dict[int, list[Registerlink]]) -> dict[int, tuple[Registerlink, ...]]:
    return {key: tuple(links) for key, links in lists.items()}
