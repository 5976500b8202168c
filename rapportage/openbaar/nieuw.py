"""What changed since a day, of all that is public: what a reader wants to know before anything
else. Made of publications, the public register and public figures."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from monitoring.aggregates import areas_of, read_cijfers, read_streefwaarden
from monitoring.charts.notatie import kale_tekst
from monitoring.cijfers.models import Gebied, Indicator, Meting, Streefwaarde
from monitoring.weergave import Keuze
from rapportage.models import Briefsoort, Publicatie
from rapportage.openbaar.plannen import public_plannen
from rapportage.openbaar.publicaties import document_of, pieces_of
from rapportage.openbaar.stukken import Stuk
from rapportage.openbaar.wijk import Wijkvraag, place_of, said_of
from rapportage.rendering.spiegel import in_beeld, words_of_row
from themas.plan.models import Actie
from themas.toezeggingen.models import Standwijziging, Toezegging
from themas.toezeggingen.workflow import Staat
from veiligheid.document.figuur import Punt, Streef
from veiligheid.document.spiegel import Spiegelrij

GEDAAN, AFGEDAAN, TE_LAAT = "toezegging gedaan", "toezegging afgedaan", "toezegging te laat"
KLEUR, CIJFER, DOEL = "kleur veranderd", "cijfer veranderd", "streefwaarde"
BRIEF, CORRECTIE = "brief gepubliceerd", "verbeterd"
# Of an area only: what new letters say of it, piece by piece.
OVER_WIJK = "in de brief over de wijk"
# The letter in an address of a paragraaf.
_LETTER = re.compile(r"/brieven/([^/]+)/")
SOORTEN = (BRIEF, CORRECTIE, OVER_WIJK, GEDAAN, AFGEDAAN, TE_LAAT, KLEUR, CIJFER, DOEL)


@dataclass(frozen=True, slots=True)
class Nieuws:
    """One change. sleutel: the same for ever; themas: the titles of those it belongs to."""

    sleutel: str
    soort: str
    op: date
    kop: str
    tekst: str
    adres: str
    themas: tuple[str, ...] = ()


def news(
    sinds: date, *, soorten: Collection[str] = SOORTEN, thema: str = "", gebied: str = ""
) -> list[Nieuws]:
    """Everything of these kinds since that day, the newest first. thema: the title of one; gebied:
    the code of an area: then its own figures and what is about it, and nothing of a target, which
    the municipality has as a whole."""
    wijk = _area(gebied)
    sources: tuple[tuple[set[str], Callable[[], Iterator[Nieuws]]], ...] = (
        ({BRIEF, CORRECTIE}, lambda: _publications(sinds, wijk)),
        ({OVER_WIJK}, lambda: _pieces(sinds, wijk)),
        ({GEDAAN}, lambda: _promises(sinds, wijk)),
        ({AFGEDAAN}, lambda: _settled(sinds, wijk)),
        ({TE_LAAT}, lambda: _late(sinds, timezone.localdate(), wijk)),
        ({KLEUR}, lambda: _colours(sinds, wijk)),
        ({CIJFER, DOEL}, lambda: _figures(sinds, gebied)),
    )
    found = (n for kinds, read in sources if kinds & set(soorten) for n in read())
    kept = [n for n in found if n.soort in soorten and (not thema or thema in n.themas)]
    return sorted(kept, key=lambda n: (-n.op.toordinal(), SOORTEN.index(n.soort), n.sleutel))


def last_letter_day() -> date:
    """The day of the letter before the newest: since then things are new. A year ago when there is
    none."""
    letters = Publicatie.objects.newest_per_slug().filter(soort=Briefsoort.VEILIGHEIDSBRIEF)
    days = [_first_day(p) for p in letters[:2]]
    today = timezone.localdate()
    return days[1] if len(days) > 1 else today.replace(year=today.year - 1, day=1)


def _area(code: str) -> Wijkvraag | None:
    if not code:
        return None
    gebied = next((g for g in areas_of(settings.GEMEENTE_CODE) if g.code == code), None)
    return Wijkvraag.of(gebied) if gebied else None


def _first_day(p: Publicatie) -> date:
    """Of its first version: a correction does not make a letter new."""
    return _day(Publicatie.objects.versions(p.slug).last() or p)


def _day(p: Publicatie) -> date:
    return timezone.localtime(p.gepubliceerd_op).date()


# -- Letters ----------------------------------------------------------------------------------


def _publications(sinds: date, wijk: Wijkvraag | None) -> Iterator[Nieuws]:
    standing = set(Publicatie.objects.newest_per_slug().values_list("slug", flat=True))
    since = Publicatie.objects.filter(gepubliceerd_op__date__gte=sinds, slug__in=standing)
    for p in since.order_by("pk"):
        if wijk and not _says_otherwise(p, wijk):
            continue
        soort = BRIEF if p.versie == 1 else CORRECTIE
        kop = p.titel if p.versie == 1 else f"{p.titel}, versie {p.versie}"
        adres = reverse("versie:brief", args=[p.slug, p.versie])
        if p.versie > 1:
            adres = reverse("brief-versies", args=[p.slug])
        themas = tuple(h.titel for h in document_of(p).hoofdstukken)
        yield Nieuws(
            f"publicatie-{p.pk}", soort, _day(p), kop, p.reden or p.samenvatting, adres, themas
        )


def _said(p: Publicatie | None, wijk: Wijkvraag) -> set[Stuk]:
    """What this version says of the area."""
    return set(said_of(p, wijk)) if p else set()


def _says_otherwise(p: Publicatie, wijk: Wijkvraag) -> bool:
    """Whether this version says something else of the area than the one before it."""
    before = Publicatie.objects.filter(slug=p.slug, versie=p.versie - 1).first()
    return _said(p, wijk) != _said(before, wijk)


def _pieces(sinds: date, wijk: Wijkvraag | None) -> Iterator[Nieuws]:
    """What letters say of the area, that they did not say before that day."""
    if wijk is None:
        return
    for p in Publicatie.objects.newest_per_slug().filter(gepubliceerd_op__date__gte=sinds):
        versies = Publicatie.objects.versions(p.slug)
        known = _said(versies.filter(gepubliceerd_op__date__lt=sinds).first(), wijk)
        since: dict[Stuk, date] = {}
        for v in reversed(versies.filter(gepubliceerd_op__date__gte=sinds)):
            since = {**dict.fromkeys(_said(v, wijk), _day(v)), **since}
        for stuk in said_of(p, wijk):
            if stuk in known:
                continue
            plek = place_of(stuk, p.get_absolute_url(), wijk)
            tekst = f"{p.titel}: {plek.zin}" if plek.zin else p.titel
            themas = (stuk.thema,) if stuk.thema else ()
            sleutel = f"wijk-{p.pk}-{stuk.adres}"
            yield Nieuws(sleutel, OVER_WIJK, since[stuk], stuk.kop, tekst, plek.adres, themas)


def _colours(sinds: date, wijk: Wijkvraag | None) -> Iterator[Nieuws]:
    """Acties whose colour differs from that of the year before, in the newest letter."""
    letters = Publicatie.objects.newest_per_slug().filter(soort=Briefsoort.VEILIGHEIDSBRIEF)
    newest = letters.first()
    if newest is None or (op := _first_day(newest)) < sinds:
        return
    seen: set[str] = set()
    here = _acties_of(wijk) if wijk else set()
    for h in document_of(newest).hoofdstukken:
        for rij in h.raad.vragen.rijen if h.raad else ():
            if rij.sleutel in seen or not (words := _change(rij)):
                continue
            if wijk and rij.sleutel not in here and not _row_about(rij, wijk):
                continue
            seen.add(rij.sleutel)
            adres = f"{newest.get_absolute_url()}thema/{h.slug}/raad/#gedaan"
            themas = (rij.thema_titel, *rij.verder)
            yield Nieuws(
                f"kleur-{newest.slug}-{rij.sleutel}",
                KLEUR,
                op,
                rij.titel,
                words,
                adres,
                themas,
            )


def _acties_of(wijk: Wijkvraag) -> set[str]:
    """By their lasting names those that a public plan says are about the area; a letter of before
    areas could be named does not say it itself."""
    acties = Actie.objects.filter(thema__plan__in=public_plannen()).exclude(gebieden=[])
    found = acties.values_list("sleutel", "gebieden")
    return {sleutel for sleutel, gebieden in found if wijk.marked(gebieden)}


def _row_about(rij: Spiegelrij, wijk: Wijkvraag) -> bool:
    named = wijk.named_in(rij.titel, words_of_row(rij))
    return named or wijk.marked(g.code for g in rij.gebieden)


def _change(rij: Spiegelrij) -> str:
    """ "Was geel in 2023, is groen in 2024"; empty when nothing changed."""
    if len(rij.spoor) < 2:
        return ""
    before, now = rij.spoor[-2:]
    if before.kleur == now.kleur or before.kleur is None or now.kleur is None:
        return ""
    names = [in_beeld(stand.kleur).woord.lower() for stand in (before, now)]
    return f"In {before.jaar} {names[0]}; in {now.jaar} {names[1]}"


# -- The register -----------------------------------------------------------------------------


def _promise_about(t: Toezegging, wijk: Wijkvraag | None) -> bool:
    """Whether it names the area, or is made in a paragraaf that is about it, as published."""
    if wijk is None or wijk.named_in(t.tekst):
        return True
    pad, _, anker = t.adres.partition("#")
    letter = _LETTER.search(pad)
    p = Publicatie.objects.standing(letter[1]) if letter else None
    pieces = pieces_of(p) if p else ()
    return any(s.anker == anker and wijk.marked(s.gebieden) for s in pieces)


def _promises(sinds: date, wijk: Wijkvraag | None) -> Iterator[Nieuws]:
    public = Toezegging.objects.public().select_related("thema")
    for t in public.filter(openbaar_sinds__date__gte=sinds, gemaakt_op__gte=sinds).order_by("pk"):
        if not _promise_about(t, wijk):
            continue
        termijn = f" Termijn: {t.termijn_voluit}." if t.termijn or t.termijn_op else ""
        yield _of(t, "gedaan", GEDAAN, t.gemaakt_op, termijn)


def _settled(sinds: date, wijk: Wijkvraag | None) -> Iterator[Nieuws]:
    changes = (
        Standwijziging.objects.standing_on(timezone.localdate())
        .filter(staat__in=[Staat.AFGEDAAN.value, Staat.VERVALLEN.value], vanaf__gte=sinds)
        .filter(toezegging__openbaar=True)
        .select_related("toezegging__thema")
        .prefetch_related("toezegging__standwijzigingen__afdoening")
    )
    seen: set[int] = set()
    for change in changes:
        t = change.toezegging
        if t.pk in seen or t.stand.publiek != change.staat or not _promise_about(t, wijk):
            continue
        seen.add(t.pk)
        yield _of(t, f"af-{change.pk}", AFGEDAAN, change.vanaf, t.in_staat)


def _late(sinds: date, today: date, wijk: Wijkvraag | None) -> Iterator[Nieuws]:
    late = Toezegging.objects.public().overdue(today).filter(termijn_op__gte=sinds)
    for t in late.select_related("thema").with_stand().order_by("termijn_op", "pk"):
        if t.termijn_op and _promise_about(t, wijk):
            yield _of(t, "te-laat", TE_LAAT, t.termijn_op, t.te_laat)


def _of(t: Toezegging, wat: str, soort: str, op: date, verder: str) -> Nieuws:
    themas = (t.thema.titel,) if t.thema else ()
    naam = f"{t.soort.capitalize()} {t.nummer}".strip()
    tekst = f"{naam} · {verder}" if verder else naam
    sleutel = f"toezegging-{t.sleutel}-{wat}"
    return Nieuws(sleutel, soort, op, t.tekst, tekst, t.get_absolute_url(), themas)


# -- Figures ----------------------------------------------------------------------------------


def _figures(sinds: date, code: str) -> Iterator[Nieuws]:
    gebieden = areas_of(settings.GEMEENTE_CODE)
    if not gebieden:
        return
    gebied = next((g for g in gebieden if g.code == code), gebieden[0])
    fetched = dict(
        Meting.objects.filter(
            gebied=gebied,
            periodesoort="JJ",
            raadpleegdatum__gte=sinds,
            indicator__in=Indicator.objects.public(),
        )
        .order_by()
        .values_list("indicator")
        .annotate(op=Max("raadpleegdatum"))
    )
    indicatoren = list(Indicator.objects.filter(pk__in=fetched).prefetch_related("themas"))
    cijfers = read_cijfers(indicatoren, gebieden, only=gebied)
    streef = read_streefwaarden(indicatoren) if indicatoren else {}
    for i in indicatoren:
        years = cijfers.periodes(i.pk)
        punten = [cijfers.punt(i.pk, gebied.pk, y, y.label) for y in years]
        known = [p for p in punten if p.waarde is not None][-2:]
        if len(known) == 2 and known[0].waarde != known[1].waarde:
            yield _moved(i, gebied, known[0], known[1], fetched[i.pk])
            if gebied == gebieden[0]:
                yield from _crossed(i, known[0], known[1], streef.get(i.pk, ()), fetched[i.pk])


def only_whole(sinds: date, code: str) -> list[str]:
    """The names of figures that were renewed since that day, and that this area has none of: they
    are told of the municipality as a whole, or of larger areas."""
    renewed = Indicator.objects.public().filter(
        metingen__periodesoort="JJ", metingen__raadpleegdatum__gte=sinds
    )
    here = Meting.objects.filter(gebied__code=code, periodesoort="JJ").values("indicator")
    return list(
        renewed.exclude(pk__in=here).order_by("naam").values_list("naam", flat=True).distinct()
    )


def _moved(i: Indicator, gebied: Gebied, before: Punt, now: Punt, op: date) -> Nieuws:
    words = [f"{kale_tekst(p, i.decimalen)} in {p.label}" for p in (now, before)]
    return Nieuws(
        f"cijfer-{i.slug}-{gebied.code}-{now.label}",
        CIJFER,
        op,
        i.naam,
        f"{gebied.naam}: {words[0]}; {words[1]}",
        f"{reverse('cijfers')}?{Keuze(indicator=i.slug, gebied=gebied.code).query}#uitkomst",
        tuple(dict.fromkeys(t.titel for t in i.themas.all())),
    )


def _crossed(
    i: Indicator, before: Punt, now: Punt, targets: Iterable[Streefwaarde], op: date
) -> Iterator[Nieuws]:
    """Where the figure of the target's own year meets it and the one before did not, or the other
    way round."""
    for target in targets:
        streef = Streef(str(target.jaar), target.vergelijking, target.waarde, target.document)
        if now.label != str(target.jaar) or before.waarde is None or now.waarde is None:
            continue
        held, holds = streef.holds(before.waarde), streef.holds(now.waarde)
        if held == holds:
            continue
        yield Nieuws(
            f"doel-{i.slug}-{target.jaar}-{target.pk}",
            DOEL,
            op,
            i.naam,
            f"{'Gehaald' if holds else 'Niet meer gehaald'} in {now.label} ({target.document})",
            f"{reverse('cijfers')}?{Keuze(indicator=i.slug).query}#uitkomst",
            tuple(dict.fromkeys(t.titel for t in i.themas.all())),
        )
