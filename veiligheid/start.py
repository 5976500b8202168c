"""The first page after logging in: what is there for me to do, by role."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rapportage.models import Publicatie
from rapportage.permissions import visible_brieven
from themas.jaar.models import Bijdrage
from themas.toezeggingen.permissions import may_enter, visible_toezeggingen
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol


@dataclass(frozen=True, slots=True)
class Regel:
    """A line on the start page: what, in which state, and where it leads (empty: nowhere yet)."""

    titel: str
    stand: str
    link: str = ""


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
    return render(request, "start.html", {"vakken": list(_vakken(gebruiker))})


def _vakken(gebruiker: Gebruiker) -> Iterator[Vak]:
    if gebruiker.has_rol(Rol.BELEIDSADVISEUR):
        yield Vak("Mijn thema’s", tuple(_mijn_themas(gebruiker)), "U heeft nog geen thema’s.")
    if gebruiker.has_rol(Rol.EINDREDACTEUR):
        yield Vak(
            "Brieven in voorbereiding",
            tuple(_brieven(gebruiker)),
            "Er is nog geen brief in voorbereiding.",
        )
        yield Vak("Inlezen uit Word", tuple(_inlezen()), "")
    if gebruiker.has_rol(Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR):
        yield Vak("Cijfers", tuple(_cijfers(gebruiker)), "")
    if may_enter(gebruiker):
        yield Vak("Toezeggingen aan de raad", (_register(gebruiker),), "")
    if gebruiker.has_rol(Rol.BEHEERDER):
        beheer = Regel("Gebruikers en rollen", "in het beheer", reverse("admin:index"))
        yield Vak("Beheer", (beheer,), "")
    yield Vak("Gepubliceerd", tuple(_gepubliceerd()), "Er is nog geen brief gepubliceerd.")


def _mijn_themas(gebruiker: Gebruiker) -> Iterator[Regel]:
    bijdragen = (
        Bijdrage.objects.filter(adviseurs=gebruiker, ronde__staat="open")
        .select_related("thema", "ronde")
        .order_by("ronde", "positie")
    )
    for b in bijdragen:
        yield Regel(
            b.thema.titel,
            f"{b.ronde} · {b.get_staat_display()}",
            reverse("bijdrage", args=[b.pk]),
        )


def _brieven(gebruiker: Gebruiker) -> Iterator[Regel]:
    for brief in visible_brieven(gebruiker).select_related("ronde"):
        yield Regel(brief.titel, str(brief.ronde), reverse("brief-schrijven", args=[brief.slug]))


def _inlezen() -> Iterator[Regel]:
    yield Regel("Een plan", "nieuw, of een plan bijwerken", reverse("importeer-plan"))
    yield Regel("Een brief", "in een ronde van een plan", reverse("importeer-brief"))
    yield Regel("Tekst van één thema", "als voorstellen", reverse("importeer-thema"))


def _cijfers(gebruiker: Gebruiker) -> Iterator[Regel]:
    yield Regel("Cijfers beheren", "indicatoren en eigen cijfers", reverse("cijfers-beheer"))
    if gebruiker.has_rol(Rol.EINDREDACTEUR):
        yield Regel("Cijfers inlezen", "van CBS, politie of ons zelf", reverse("importeer-cijfers"))
        yield Regel("Begroting inlezen", "per deelproduct", reverse("importeer-begroting"))


def _register(gebruiker: Gebruiker) -> Regel:
    visible = visible_toezeggingen(gebruiker)
    late = visible.overdue(timezone.localdate()).count()
    stand = f"{visible.unsettled().count()} open, waarvan {late} te laat"
    return Regel("Register van toezeggingen", stand, reverse("toezeggingen-beheer"))


def _gepubliceerd() -> Iterator[Regel]:
    for p in Publicatie.objects.newest_per_slug()[:5]:
        yield Regel(p.titel, f"versie {p.versie}", p.get_absolute_url())
