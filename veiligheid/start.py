"""The first page after logging in: what is there for me to do, by role."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rapportage.briefdelen import parts_to_judge
from rapportage.documenten.soort import keuzes
from rapportage.models import Publicatie
from rapportage.permissions import (
    AUDIT,
    may_read_judgements,
    may_start_document,
    newest_lijst,
    own_brieven,
    publishable_brieven,
)
from themas.jaar.models import Bijdrage
from themas.jaar.permissions import visible_bijdragen
from themas.jaar.stand import themastanden
from themas.plan.models import Plan
from themas.spiegel.permissions import spiegels_for
from themas.toezeggingen.models import Standwijziging, Toezegging
from themas.toezeggingen.permissions import may_enter, visible_toezeggingen
from themas.toezeggingen.workflow import Staat
from themas.toezeggingen.zinnen import register_telling
from veiligheid.core.models import Gebruiker
from veiligheid.core.nazien.workflow import BEOORDELAARS, Inzendingstaat
from veiligheid.core.rollen import Rol
from veiligheid.core.templatetags.opmaak import datum
from veiligheid.core.toegang.sessies import last_time
from veiligheid.core.zinnen import counted


@dataclass(frozen=True, slots=True)
class Regel:
    """A line on the start page: what, in which state, where it leads (empty: nowhere yet), and
    what is missing (None where nothing can be)."""

    titel: str
    stand: str
    link: str = ""
    mist: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Vak:
    """A block on the start page. `leeg` is what it says when there is nothing in it."""

    titel: str
    regels: tuple[Regel, ...]
    leeg: str


@login_required
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    gebruiker = request.user
    if not isinstance(gebruiker, Gebruiker):  # login_required lets no other through
        return HttpResponse(status=401)
    vakken = [*_nieuw(gebruiker, last_time(request)), *_vakken(gebruiker)]
    return render(request, "start.html", {"vakken": vakken})


def _nieuw(gebruiker: Gebruiker, vorige: datetime | None) -> Iterator[Vak]:
    """For whoever reads and does not write: what became public since the time before."""
    if not gebruiker.has_rol(Rol.RAADSLID, Rol.PORTEFEUILLEHOUDER):
        return
    if vorige is not None:
        leeg = "Er is sindsdien niets verschenen of veranderd."
        yield Vak(f"Nieuw sinds {datum(timezone.localtime(vorige))}", _sinds(vorige), leeg)
    openbaar = Toezegging.objects.public()
    vandaag = timezone.localdate()
    late = openbaar.overdue(vandaag).count()
    stand = register_telling(openbaar.unsettled(vandaag).count(), late)
    regels = [
        Regel("Register van toezeggingen", stand, reverse("toezeggingen")),
        Regel("Alle brieven", "en wat daarbij hoort", reverse("brieven")),
        Regel("Cijfers", "per wijk en per jaar", reverse("cijfers")),
    ]
    yield Vak("Voor de raad", tuple(regels), "")


def _sinds(vorige: datetime) -> tuple[Regel, ...]:
    """Only what anybody may see: a promise that is proposed to be settled is not."""
    verschenen = Publicatie.objects.filter(gepubliceerd_op__gt=vorige).order_by("-gepubliceerd_op")
    regels = [
        Regel(p.titel, f"versie {p.versie}, {datum(p.gepubliceerd_op)}", p.get_absolute_url())
        for p in verschenen[:10]
    ]
    openbaar = Toezegging.objects.public()
    if nieuw := openbaar.filter(openbaar_sinds__gt=vorige).count():
        zin = f"{counted(nieuw, 'toezegging', 'toezeggingen')} erbij"
        regels.append(Regel("In het register", zin, reverse("toezeggingen")))
    decided = Standwijziging.objects.filter(opgetekend_op__gt=vorige).exclude(
        staat=Staat.VOORGESTELD.value
    )
    if anders := openbaar.filter(
        openbaar_sinds__lte=vorige, pk__in=decided.values("toezegging")
    ).count():
        zin = f"{counted(anders, 'toezegging', 'toezeggingen')} van stand veranderd"
        regels.append(Regel("In het register", zin, reverse("toezeggingen")))
    return tuple(regels)


def _vakken(gebruiker: Gebruiker) -> Iterator[Vak]:
    if gebruiker.has_rol(Rol.BELEIDSADVISEUR):
        yield Vak("Mijn thema’s", tuple(_mijn_themas(gebruiker)), "U heeft nog geen thema’s.")
    if gebruiker.has_rol(*BEOORDELAARS) and (waiting := tuple(_te_beoordelen(gebruiker))):
        yield Vak("Wacht op uw oordeel", waiting, "")
    if gebruiker.has_rol(Rol.EINDREDACTEUR):
        yield Vak(
            "Brieven in voorbereiding",
            tuple(_brieven(gebruiker)),
            "Er is nog geen brief in voorbereiding.",
        )
        yield Vak("Inlezen uit Word", tuple(_inlezen()), "")
    if publishable := tuple(_te_publiceren(gebruiker)):
        yield Vak("Publiceren", publishable, "")
    if spiegels := spiegels_for(gebruiker):
        yield Vak("Spiegels", tuple(_spiegels(spiegels)), "")
    if may_read_judgements(gebruiker):
        stand = "naast het zelfoordeel, in een eigen document"
        yield Vak("Auditcommissie", (Regel("Oordelen", stand, reverse("audit")),), "")
    if gebruiker.has_rol(Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR):
        yield Vak("Cijfers", tuple(_cijfers(gebruiker)), "")
    if may_enter(gebruiker):
        regels = (_register(gebruiker), *_herkend(gebruiker))
        yield Vak("Toezeggingen aan de raad", regels, "")
    if gebruiker.has_rol(Rol.BEHEERDER):
        yield Vak("Beheer", tuple(_beheer()), "")
    yield Vak("Gepubliceerd", tuple(_gepubliceerd()), "Er is nog geen brief gepubliceerd.")


def _beheer() -> Iterator[Regel]:
    yield Regel("Mensen", "uitnodigen, rollen, overdragen", reverse("mensen"))
    yield Regel("Logboek", "wie deed wat", reverse("logboek"))
    yield Regel("Gemeente en toegang", "wat er is ingesteld", reverse("gemeente"))
    yield _plannen("maak er een")
    yield from _rondes()
    if settings.MAIL_TONEN:
        yield Regel("Mail", "wat deze omgeving zou versturen", reverse("mail"))


def _mijn_themas(gebruiker: Gebruiker) -> Iterator[Regel]:
    bijdragen = (
        Bijdrage.objects.filter(adviseurs=gebruiker, ronde__staat="open")
        .select_related("thema", "ronde")
        .order_by("ronde", "positie")
    )
    for stand in themastanden(list(bijdragen)):
        b = stand.bijdrage
        deadline = f" · inleveren vóór {b.termijn}" if b.termijn else ""
        yield Regel(
            b.thema.titel,
            f"{b.ronde} · {b.get_staat_display()}{deadline}",
            reverse("bijdrage", args=[b.pk]),
            stand.ontbreekt,
        )


def _te_beoordelen(gebruiker: Gebruiker) -> Iterator[Regel]:
    """What was handed in, to be approved or sent back."""
    readable = visible_bijdragen(gebruiker)
    waiting = readable.filter(staat=Inzendingstaat.INGEDIEND.value, ronde__staat="open")
    for b in waiting.select_related("thema", "ronde").order_by("ronde", "positie"):
        yield Regel(b.thema.titel, f"{b.ronde} · ingediend", reverse("bijdrage", args=[b.pk]))
    for stuk in parts_to_judge(gebruiker):
        yield Regel(stuk.titel, f"{stuk.waar} · ingediend", stuk.adres)


def _brieven(gebruiker: Gebruiker) -> Iterator[Regel]:
    for brief in own_brieven(gebruiker).select_related("ronde"):
        yield Regel(brief.titel, str(brief.ronde), reverse("brief-schrijven", args=[brief.slug]))
    if may_start_document(gebruiker):
        for _, keuze in keuzes():
            yield Regel(keuze.titel, keuze.stand, reverse(keuze.route))
        yield Regel("Van plan naar plan", "het volgende plan beginnen", reverse("planwissel"))
    yield _plannen("maak er een, of lees een Word-bestand in")
    yield from _rondes()


def _te_publiceren(gebruiker: Gebruiker) -> Iterator[Regel]:
    versies = dict(Publicatie.objects.newest_per_slug().values_list("slug", "versie"))
    waiting = Q(ronde__bijdragen__in=Bijdrage.objects.unapproved())
    brieven = publishable_brieven(gebruiker).annotate(n=Count("ronde__bijdragen", filter=waiting))
    for brief in brieven.order_by("-pk"):
        versie = versies.get(brief.slug)
        stand = f"versie {versie} staat online" if versie else "nog niet gepubliceerd"
        if brief.n and brief.soort != AUDIT:
            stand = f"{counted(brief.n, 'bijdrage', 'bijdragen')} nog niet goedgekeurd"
        yield Regel(brief.titel, stand, reverse("publiceren", args=[brief.slug]))


def _plannen(hoe: str) -> Regel:
    n = Plan.objects.count()
    stand = "maken en verbeteren" if n else f"nog geen plan: {hoe}"
    return Regel("Plannen", stand, reverse("plannen-beheer"))


def _rondes() -> Iterator[Regel]:
    yield Regel("Een ronde openen", "een nieuw jaar, met een brief", reverse("ronde-nieuw"))
    yield Regel("Rondes", "sluiten, of weer openen", reverse("rondes"))


def _inlezen() -> Iterator[Regel]:
    yield Regel("Een plan", "nieuw, of een plan bijwerken", reverse("importeer-plan"))
    yield Regel("Een brief", "in een ronde van een plan", reverse("importeer-brief"))
    yield Regel("Tekst van één thema", "als voorstellen", reverse("importeer-thema"))
    yield Regel("Een spiegel", "begroting naast jaarverslag", reverse("importeer-spiegel"))
    yield Regel("Een stadsrekening", "het hoofdstuk in Word", reverse("importeer-stadsrekening"))


def _cijfers(gebruiker: Gebruiker) -> Iterator[Regel]:
    yield Regel("Cijfers beheren", "indicatoren en eigen cijfers", reverse("cijfers-beheer"))
    if gebruiker.has_rol(Rol.EINDREDACTEUR):
        yield Regel("Cijfers inlezen", "van CBS, politie of ons zelf", reverse("importeer-cijfers"))
        yield Regel("Begroting inlezen", "per deelproduct", reverse("importeer-begroting"))


def _spiegels(spiegels: list[tuple[Plan, int]]) -> Iterator[Regel]:
    for plan, jaar in spiegels[:3]:
        yield Regel(f"Spiegel {jaar}", plan.titel, reverse("spiegel", args=[plan.slug, jaar]))
    if len(spiegels) > 3:
        yield Regel("Alle spiegels", f"{len(spiegels)} in totaal", reverse("spiegels"))


def _register(gebruiker: Gebruiker) -> Regel:
    visible = visible_toezeggingen(gebruiker)
    vandaag = timezone.localdate()
    late = visible.overdue(vandaag).count()
    stand = register_telling(visible.unsettled(vandaag).count(), late)
    return Regel("Register van toezeggingen", stand, reverse("toezeggingen-beheer"))


def _herkend(gebruiker: Gebruiker) -> Iterator[Regel]:
    """Of the newest letter: what was recognised as a promise and nobody decided about."""
    lijst = newest_lijst(gebruiker)
    if lijst is not None and lijst.wachtend:
        titel = f"Herkend in {lijst.brief.titel}"
        yield Regel(titel, lijst.zin, reverse("brief-toezeggingen", args=[lijst.brief.slug]))


def _gepubliceerd() -> Iterator[Regel]:
    for p in Publicatie.objects.newest_per_slug()[:5]:
        yield Regel(p.titel, f"versie {p.versie}", p.get_absolute_url())
