"""The plan as a document: frozen data for rendering, made from the records by `compose_plan`."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from django.conf import settings
from django.utils.formats import date_format

from themas.gebieden import areas_to_name, as_named
from themas.plan.models import Actie, Kruisverbandstaat, Pijler, Plan, PlanOnderdeel, Thema
from themas.plan.querysets import PlanQuerySet
from veiligheid.core import verwijzingen
from veiligheid.core.matching import unique_slug
from veiligheid.core.richtext import sanitize
from veiligheid.core.verwijzingen import Verwijzing

# Fields with a heading of their own, which is no heading that anybody wrote.
_VELDEN = ("opgave", "ambitie", "doel", "beoogd_effect", "inzet")


@dataclass(frozen=True, slots=True)
class Sectie:
    """A heading (level 1–6, may be empty) and the html beneath it. `nummer` is a theme's."""

    niveau: int
    anker: str
    kop: str
    html: str
    nummer: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Plandocument:
    slug: str
    titel: str
    gemeente: str
    van_jaar: int
    tot_en_met_jaar: int
    onder: str
    secties: tuple[Sectie, ...]
    kruisverbanden: tuple[tuple[str, str, str], ...]
    voetnoten: tuple[tuple[str, str, int, str], ...]
    taal: str = "nl"


# Rich text as stored, and the heading it stands under → rich text for readers.
Lezen = Callable[[str, str], str]


def compose_plan(plan: Plan) -> Plandocument:
    """All of a plan in the running order of its document. A constant number of queries."""
    return _read(plan, None).compose()


def compose_secties(plan: Plan, html: Lezen) -> tuple[Sectie, ...]:
    """The sections of a plan inside another document, which resolves their references and numbers
    their notes. A constant number of queries."""
    return tuple(_read(plan, html).secties())


def _read(plan: Plan, html: Lezen | None) -> "_Composer":
    plans: PlanQuerySet = Plan.objects.with_everything()
    return _Composer(plans.select_related("onder_thema").get(pk=plan.pk), html)


class _Composer:
    def __init__(self, plan: Plan, html: Lezen | None) -> None:
        self.plan = plan
        self.lezen = html
        self.voetnoten: list[tuple[str, str, int, str]] = []
        # The names that are taken beneath an anchor.
        self.names: dict[str, set[str]] = defaultdict(lambda: set(_VELDEN))
        self.themas = list(plan.themas.all())
        self.onderdelen = list(plan.onderdelen.all())
        named = any(a.gebieden for thema in self.themas for a in thema.acties.all())
        self.gebieden = areas_to_name() if named else {}

    def compose(self) -> Plandocument:
        plan = self.plan
        secties = tuple(self.secties())
        return Plandocument(
            slug=plan.slug,
            titel=plan.titel,
            gemeente=settings.GEMEENTE_NAAM,
            van_jaar=plan.van_jaar,
            tot_en_met_jaar=plan.tot_en_met_jaar,
            onder=plan.onder_thema.titel if plan.onder_thema else "",
            secties=secties,
            kruisverbanden=tuple(
                (k.van.titel, k.naar.titel, k.reden)
                for k in plan.kruisverbanden.all()
                if k.staat == Kruisverbandstaat.AANGENOMEN
            ),
            voetnoten=tuple(self.voetnoten),
        )

    def secties(self) -> Iterator[Sectie]:
        own = [o for o in self.onderdelen if o.thema_id is None]
        pieces: list[Thema | PlanOnderdeel] = [*self.themas, *own]
        nummer = 0
        for piece in sorted(pieces, key=lambda p: p.positie):
            if isinstance(piece, Thema):
                nummer += 1
                yield from self._thema(piece, nummer)
            else:
                yield self._onderdeel(piece, piece.niveau, "plan")

    def _thema(self, thema: Thema, nummer: int) -> Iterator[Sectie]:
        anker = f"thema-{thema.slug}"
        label = "" if self.plan.label_thema == "thema" else self.plan.label_thema.capitalize()
        facts = _paragraphs(_thema_facts(thema))
        inleiding = self._html(facts + thema.inleiding, thema.titel)
        yield Sectie(2, anker, thema.titel, inleiding, nummer, label)
        for veld, kop in (("opgave", "Opgave"), ("ambitie", "Ambitie")):
            if tekst := getattr(thema, veld):
                yield Sectie(3, f"{anker}--{veld}", kop, self._html(tekst, thema.titel))
        yield from self._stukken(thema)

    def _stukken(self, thema: Thema) -> Iterator[Sectie]:
        anker = f"thema-{thema.slug}"
        own = [o for o in self.onderdelen if o.thema_id == thema.pk and o.actie_id is None]
        pieces: list[Pijler | Actie | PlanOnderdeel] = [
            *thema.pijlers.all(),
            *thema.acties.all(),
            *own,
        ]
        for piece in sorted(pieces, key=lambda p: p.positie):
            if isinstance(piece, PlanOnderdeel):
                yield self._onderdeel(piece, max(3, piece.niveau), anker)
            elif isinstance(piece, Actie):
                yield from self._actie(piece)
            else:
                niveau = 4 if thema.ambitie else 3
                own_anker = self._anker(anker, piece.titel)
                html = self._html(piece.tekst, piece.titel)
                yield Sectie(niveau, own_anker, piece.titel, html)

    def _actie(self, actie: Actie) -> Iterator[Sectie]:
        anker = f"actie-{actie.sleutel}"
        html = actie.toelichting + _paragraphs(_actie_facts(actie, self.gebieden))
        yield Sectie(3, anker, actie.titel, self._html(html, actie.titel))
        for onderdeel in self.onderdelen:
            if onderdeel.actie_id == actie.pk:
                yield self._onderdeel(onderdeel, 4, anker)
        for veld, kop in (
            ("doel", "Het doel"),
            ("beoogd_effect", "Het beoogde maatschappelijke effect"),
            ("inzet", "De inzet"),
        ):
            if tekst := getattr(actie, veld):
                own = actie.bronkoppen.get(veld, kop)
                yield Sectie(4, f"{anker}--{veld}", own, self._html(tekst, actie.titel))

    def _onderdeel(self, onderdeel: PlanOnderdeel, niveau: int, onder: str) -> Sectie:
        anker = self._anker(onder, onderdeel.kop)
        html = self._html(onderdeel.tekst, str(onderdeel))
        return Sectie(niveau, anker, onderdeel.kop, html)

    def _anker(self, onder: str, kop: str) -> str:
        """Made of the words of the kop and of what it stands under: moving the piece, or any other,
        leaves it as it is, unless two under one head have the same kop."""
        return f"{onder}--{unique_slug(kop, self.names[onder], 'tekst')}"

    def _html(self, html: str, kop: str) -> str:
        if self.lezen is not None:
            return self.lezen(html, kop)
        return verwijzingen.replace(sanitize(html), self._resolve)

    def _resolve(self, verwijzing: Verwijzing) -> str:
        if verwijzing.soort == verwijzingen.Soort.VOETNOOT:
            n = len(self.voetnoten) + 1
            self.voetnoten.append((f"noot-{n}", f"nootverwijzing-{n}", n, verwijzing.titel))
            return (
                f'<sup><a href="#noot-{n}" id="nootverwijzing-{n}" role="doc-noteref">{n}</a></sup>'
            )
        return verwijzing.tekst


def _paragraphs(lines: Iterator[str]) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)


def _thema_facts(thema: Thema) -> Iterator[str]:
    if thema.toegevoegd_in:
        yield f"Toegevoegd in {thema.toegevoegd_in}."
    if thema.vervallen_in:
        yield f"Vervallen in {thema.vervallen_in}: {thema.reden_vervallen}"


def _actie_facts(actie: Actie, namen: Mapping[str, str]) -> Iterator[str]:
    if gebieden := as_named(actie.gebieden, namen):
        yield f"Gaat over: {', '.join(g.naam for g in gebieden)}"
    if actie.eigenaar:
        yield f"Eigenaar: {actie.eigenaar}"
    if actie.partners:
        yield f"Partners: {' '.join(actie.partners.split())}"
    begin, eind = (_day(d) for d in (actie.begint_op, actie.eindigt_op))
    if begin or eind:
        yield " ".join(
            filter(None, ("Loopt", begin and f"van {begin}", eind and f"tot en met {eind}"))
        )
    if actie.beeindigd_in:
        yield f"Beëindigd in {actie.beeindigd_in}: {actie.reden_einde}"


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
