"""From a project plan, its round and its money to the body of the account. The whole plan is in it,
and under each activity what was done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from django.urls import reverse

from rapportage.documenten.soort import Samenstelling
from rapportage.models import Brief
from rapportage.plandocument import Sectie, compose_secties
from rapportage.stadsrekening.samenvatten import first_sentence
from rapportage.verantwoording.gedaan import Gedaan, read_gedaan
from rapportage.verantwoording.geld import bijdrageregels, money_table
from themas.jaar.models import Oordeel
from themas.plan.models import Actie, Plan
from themas.plan.wijzigingen import Planwijziging, changes_since
from veiligheid.core.findings import Herstelbaar
from veiligheid.core.richtext import plain
from veiligheid.document import delen as p

_NIETS = "–"


def verantwoordingsdelen(s: Samenstelling) -> Iterator[p.Deel]:
    ronde = s.brief.ronde
    plan, jaar = ronde.plan, ronde.verslagjaar
    if jaar is None:
        return
    link = reverse("brief-schrijven", args=[s.brief.slug])

    def lees(html: str, kop: str) -> str:
        return s.tekst.html(html, kop, link)

    gedaan = read_gedaan(ronde, lees, s.tekst.citeer)
    account = _Verslag(s, plan, jaar, gedaan, link)
    yield account.overview()
    yield from money_table(plan, jaar, s.anker)
    yield from account.sections()
    yield from _changes(plan, s.anker)
    _check(s, account)


@dataclass
class _Verslag:
    s: Samenstelling
    plan: Plan
    jaar: int
    gedaan: Gedaan
    link: str
    acties: dict[str, Actie] = field(init=False)

    def __post_init__(self) -> None:
        found = Actie.objects.filter(thema__plan=self.plan).select_related("thema")
        self.acties = {a.sleutel: a for a in found.order_by("thema__positie", "positie")}

    def overview(self) -> p.Tabeldeel:
        """Each activity with what became of it, and the first thing that is told of it."""
        rijen = []
        for actie in self.acties.values():
            told = plain(first_sentence(self.gedaan.acties.get(actie.pk, ""))) or _NIETS
            oordeel = self.gedaan.oordelen.get(actie.pk)
            cells = (actie.thema.titel, _realisatie(oordeel) or _NIETS, told)
            rijen.append(p.Rij(actie.titel, cells))
        label = self.plan.label_actie
        return p.Tabeldeel(
            anker=f"{self.s.anker}--overzicht",
            kop=f"Wat we in {self.jaar} deden, in het kort",
            bijschrift=f"Elke {label} van het plan, en wat ervan werd in {self.jaar}",
            kolommen=(
                p.Kolom(label.capitalize()),
                p.Kolom(self.plan.label_thema.capitalize()),
                p.Kolom("Realisatie"),
                p.Kolom("Wat er is gedaan"),
            ),
            rijen=tuple(rijen),
        )

    def sections(self) -> Iterator[p.Tekstdeel]:
        """The plan from beginning to end; behind each activity, and each speerpunt, what was
        done."""
        yield p.Tekstdeel(f"{self.s.anker}--plan", 1, "Het plan, en wat ervan kwam", "")
        themas = {f"thema-{t.slug}": t.pk for t in self.plan.themas.all()}
        thema, actie = 0, None
        for n, sectie in enumerate(compose_secties(self.plan, self._of_the_plan), start=1):
            if actie is not None and not sectie.anker.startswith(f"actie-{actie.sleutel}--"):
                yield from self._done(actie)
                actie = None
            if sectie.anker in themas or (thema and not _within(sectie, thema, themas)):
                yield from self._done_beside(thema)
                thema = themas.get(sectie.anker, 0)
            actie = self.acties.get(sectie.anker.removeprefix("actie-"), actie)
            yield self._sectie(sectie, n)
        if actie is not None:
            yield from self._done(actie)
        yield from self._done_beside(thema)

    def _of_the_plan(self, html: str, kop: str) -> str:
        return self.s.tekst.html(html, f"{self.plan} › {kop}", self.link, feitelijk=False)

    def _sectie(self, sectie: Sectie, n: int) -> p.Tekstdeel:
        nummer = f"{sectie.nummer}. " if sectie.nummer is not None else ""
        label = f"{sectie.label} " if sectie.label else ""
        kop = f"{label}{nummer}{sectie.kop}" if sectie.kop else ""
        return p.Tekstdeel(f"{self.s.anker}--plan-{n}", sectie.niveau + 1, kop, sectie.html)

    def _done(self, actie: Actie) -> Iterator[p.Tekstdeel]:
        told = self.gedaan.acties.get(actie.pk, "")
        oordeel = self.gedaan.oordelen.get(actie.pk)
        html = f"{told or '<p>Hierover is niets verteld.</p>'}{_why(oordeel)}"
        anker = f"{self.s.anker}--gedaan-{actie.sleutel}"
        yield p.Tekstdeel(anker, 5, f"Wat we in {self.jaar} deden", html)

    def _done_beside(self, thema: int) -> Iterator[p.Tekstdeel]:
        if told := self.gedaan.themas.get(thema, ""):
            anker = f"{self.s.anker}--gedaan-thema-{thema}"
            yield p.Tekstdeel(anker, 4, f"Wat we in {self.jaar} verder deden", told)


def _within(sectie: Sectie, thema: int, themas: dict[str, int]) -> bool:
    """Whether a section belongs to the theme that was begun."""
    own = next(anker for anker, pk in themas.items() if pk == thema)
    return sectie.anker.startswith((f"{own}--", "actie-"))


def _realisatie(oordeel: Oordeel | None) -> str:
    return oordeel.realisatie if oordeel else ""


def _why(oordeel: Oordeel | None) -> str:
    if oordeel is None:
        return ""
    named = (
        ("Realisatie", oordeel.realisatie),
        ("Oorzaak", oordeel.oorzaak),
        ("Gevolg", oordeel.gevolg),
        ("Bijsturing", oordeel.bijsturing),
    )
    return "".join(
        f"<p><strong>{naam}:</strong> {escape(tekst, quote=False)}</p>"
        for naam, tekst in named
        if tekst
    )


def _changes(plan: Plan, anker: str) -> Iterator[p.Tabeldeel]:
    """What is otherwise than in the plan before it."""
    found = changes_since(plan)
    if not found:
        return
    yield p.Tabeldeel(
        anker=f"{anker}--bijgewerkt",
        kop="Wat er in het plan is veranderd",
        bijschrift=f"{plan.titel} naast {plan.voorganger}",
        kolommen=(
            p.Kolom("Onderdeel"),
            p.Kolom("Soort"),
            p.Kolom("Wat ermee is"),
            p.Kolom("Weggehaald"),
            p.Kolom("Erbij gekomen"),
        ),
        rijen=tuple(_change(wijziging) for wijziging in found),
    )


def _change(w: Planwijziging) -> p.Rij:
    what = f"{w.soort}: {', '.join(w.velden)}" if w.velden else w.soort
    return p.Rij(
        w.titel or "(zonder kop)",
        (w.wat, what, " ".join(w.weg) or _NIETS, " ".join(w.erbij) or _NIETS),
    )


def _check(s: Samenstelling, account: _Verslag) -> None:
    """What a giver will ask for and is not there."""
    untold = [a.titel for pk, a in account.acties.items() if a.pk not in account.gedaan.acties]
    if untold:
        melding = f"Hierover is niets verteld: {'; '.join(untold)}."
        link = reverse("ronde", args=[s.brief.ronde_id])
        s.tekst.meld(Herstelbaar.warn("actie-niet-verteld", melding, "Het plan", link))
    if not bijdrageregels(account.plan, account.jaar):
        melding = (
            f"Er zijn geen bedragen van {account.jaar} bij dit plan. Lees de begroting ervan in, "
            "met de geldbron en haar voorwaarden."
        )
        link = reverse("begroting-beheer")
        s.tekst.meld(Herstelbaar.warn("verantwoording-zonder-geld", melding, "Geld", link))
    _check_texts(s.brief, s)


def _check_texts(brief: Brief, s: Samenstelling) -> None:
    for onderdeel in brief.onderdelen.all():
        if not onderdeel.tekst and onderdeel.bijlage_id is None:
            link = reverse("onderdeel", args=[brief.slug, onderdeel.pk])
            melding = "Hier staat nog geen tekst."
            s.tekst.meld(Herstelbaar.warn("onderdeel-leeg", melding, str(onderdeel), link))
