"""One record that somebody edits, and what its page answers: the same for every kind."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from veiligheid.core.bewerken.antwoord import (
    conflict_as_json,
    invalid_as_json,
    opgeslagen_om,
    refused_as_json,
    resultaat_as_json,
    writer,
)
from veiligheid.core.bewerken.bewaard import wants_json
from veiligheid.core.bewerken.doel import RecordDoel
from veiligheid.core.bewerken.formulier import Bewerkformulier
from veiligheid.core.bewerken.stukken import Ander, Lezer, Naast
from veiligheid.core.findings import Bevinding, EvenNiet, Geweigerd
from veiligheid.core.saving import (
    Inhoud,
    Opslag,
    Resultaat,
    Uitkomst,
    mine_on_top,
    save,
)
from veiligheid.core.schrijfhulp.hulp import Schrijfhulp, help_with

Stand = tuple[int, Inhoud]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the page shows after a conflict: who it was with, what both wrote, and what only the
    other wrote, which is in the form already."""

    ander: Ander
    rijen: list[Naast]
    alleen_daar: list[str]
    begin_bekend: bool

    @property
    def tabel(self) -> list[Naast]:
        return [rij for rij in self.rijen if not rij.rijk]

    @property
    def teksten(self) -> list[Naast]:
        return [rij for rij in self.rijen if rij.rijk]


class Bewerking(Lezer, ABC):
    """A kind of record that people edit, and on a request one of them.

    A kind says which record it is and who may (`fetch`), how it is saved (`doel_class`), which form
    it has, and what else its page shows and tells. `core.bewerken.adressen` makes its pages.
    """

    doel_class: ClassVar[type[RecordDoel]]
    record: Any
    # The name of its page; that of its history ends in "-geschiedenis".
    route: ClassVar[str]
    template: ClassVar[str]
    # What its history shows above the versions: a template.
    boven_geschiedenis: ClassVar[str] = ""
    # What is told of a save in which nothing was chosen or written, where that is no success.
    niets_gekozen: ClassVar[str] = ""
    # A refusal that is about one field shows there: its code and that field.
    veld_bij: ClassVar[Mapping[str, str]] = {}

    def __init__(self, request: HttpRequest, **waar: Any) -> None:
        """Raises Http404 for what this person may not see or change."""
        self.request, self.waar = request, waar
        self.fetch(**waar)

    @abstractmethod
    def fetch(self, *args: Any, **waar: Any) -> None:
        """Find the record and authorise, in one go. Raises Http404."""

    @cached_property
    def doel(self) -> RecordDoel:
        return self.doel_class(self.record)

    @property
    def naam(self) -> str:
        """What its history is called after."""
        return str(self.record)

    @abstractmethod
    def formulier(self, stand: Stand | None, data: Any = None) -> Bewerkformulier:
        """Its form: with this content, begun on this version, or with what was sent."""

    @cached_property
    def stand(self) -> Stand:
        """The version and the content that stand now."""
        return self.doel.read()

    @property
    def may_write(self) -> bool:
        """Whether who may see the page may save it as well."""
        return True

    @property
    def adres(self) -> str:
        return reverse(self.route, kwargs=self.waar)

    @property
    def adres_geschiedenis(self) -> str:
        return reverse(f"{self.route}-geschiedenis", kwargs=self.waar)

    def opslag(self, formulier: Bewerkformulier) -> Opslag:
        return formulier.opslag()

    def context(self, formulier: Bewerkformulier) -> dict[str, Any]:
        """What its page shows besides the form."""
        return {}

    def step(self, doe: str) -> HttpResponse | None:
        """What a button does that is no save of this page; None for one that is."""
        return None

    def next_page(self, doe: str, resultaat: Resultaat) -> str:
        """Where one goes on after saving with this button."""
        return self.adres

    def remarks(self, resultaat: Resultaat) -> Iterable[str]:
        """What is told after a save, besides that it is saved."""
        return ()

    def opletten(self, inhoud: Inhoud) -> list[Bevinding]:
        """What deserves a look in what was saved, for the script."""
        return []

    def proza(self, inhoud: Inhoud) -> list[tuple[str, str]]:
        """Its running text, for help while writing: each piece by what it is called, and its rich
        text. Empty for a kind that is no text."""
        return [
            (self.label(naam, stuk), stuk)
            for naam, stuk in inhoud.stukken.items()
            if naam in self.rijk and stuk
        ]

    def onderwerp(self) -> list[str]:
        """What the text is about, in words that need no explaining in it."""
        return []

    @cached_property
    def schrijfhulp(self) -> Schrijfhulp:
        """Hints on what is saved."""
        return help_with(self.proza(self.stand[1]), self.onderwerp())

    def fit(self, inhoud: Inhoud) -> Inhoud:
        """Older content as it can stand now."""
        return inhoud

    def may_put_back(self, naam: str) -> bool:
        """Whether this person may change this piece, so that a version can be put back."""
        return True

    def put_back(self, data: Any) -> Resultaat | None:
        """Put back what is no whole version; None when that was not asked for."""
        return None

    def context_geschiedenis(self) -> dict[str, Any]:
        """What its history shows besides versions."""
        return {}

    def show(self, formulier: Bewerkformulier, status: int = 200, **extra: Any) -> HttpResponse:
        context = {
            "bewerking": self,
            "formulier": formulier,
            "form": formulier.form,
            **self.context(formulier),
            **extra,
        }
        return render(self.request, self.template, context, status=status)

    def saved(self, formulier: Bewerkformulier, resultaat: Resultaat) -> HttpResponse:
        """The answer to a person whose text is saved."""
        return redirect(self.next_page(self.request.POST.get("doe", ""), resultaat))


def edit(bewerking: Bewerking) -> HttpResponse:
    """The page of a record. A POST saves it."""
    request = bewerking.request
    if request.method != "POST":
        return bewerking.show(bewerking.formulier(bewerking.stand))
    if not bewerking.may_write:
        raise Http404
    if (answer := bewerking.step(request.POST.get("doe", ""))) is not None:
        return answer
    formulier = bewerking.formulier(None, request.POST)
    if not formulier.is_valid():
        return _invalid(bewerking, formulier)
    opslag = bewerking.opslag(formulier)
    resultaat = _attempt(bewerking, formulier, opslag)
    if isinstance(resultaat, HttpResponse):
        return resultaat
    if wants_json(request):
        daar = formulier.changed(opslag.inhoud, resultaat.inhoud)
        opletten = bewerking.opletten(resultaat.inhoud)
        pk, hulp = writer(request).pk, _help_as_html(bewerking, resultaat)
        return resultaat_as_json(resultaat, pk, formulier.opgemerkt(), daar, opletten, hulp)
    _tell(bewerking, formulier, resultaat)
    return bewerking.saved(formulier, resultaat)


def _help_as_html(bewerking: Bewerking, resultaat: Resultaat) -> str:
    """The hints on what was just saved, as they stand on the page; "" for what is no text."""
    proza = bewerking.proza(resultaat.inhoud)
    if not proza and not bewerking.rijk:
        return ""
    hulp = help_with(proza, bewerking.onderwerp())
    return render_to_string("components/schrijfhulp_inhoud.html", {"hulp": hulp})


def save_typed(kind: type[Bewerking], request: HttpRequest, **waar: Any) -> HttpResponse | None:
    """As `save_along`, for a button that stands beside the form of another page."""
    return save_along(kind(request, **waar)) if "basis" in request.POST else None


def save_along(bewerking: Bewerking) -> HttpResponse | None:
    """Save what was typed beside the button that was pressed, before that button does its work.
    Gives the page that says why not; None when there was nothing to save, or when it is saved."""
    formulier = bewerking.formulier(None, bewerking.request.POST)
    if not formulier.is_valid():
        return _invalid(bewerking, formulier)
    opslag = bewerking.opslag(formulier)
    if opslag.inhoud == bewerking.stand[1]:
        return None
    resultaat = _attempt(bewerking, formulier, opslag)
    if isinstance(resultaat, HttpResponse):
        return resultaat
    _tell(bewerking, formulier, resultaat)
    return None


def _attempt(
    bewerking: Bewerking, formulier: Bewerkformulier, opslag: Opslag
) -> HttpResponse | Resultaat:
    """Save what was sent; the page that says why when it is not saved."""
    try:
        resultaat = save(bewerking.doel, opslag, writer(bewerking.request))
    except PermissionDenied:
        raise Http404 from None
    except EvenNiet:
        raise  # `schrijver` answers that, and keeps what was typed
    except Geweigerd as geweigerd:
        return _refused(bewerking, formulier, geweigerd)
    return resultaat if resultaat.gelukt else _conflict(bewerking, opslag, resultaat)


def _tell(bewerking: Bewerking, formulier: Bewerkformulier, resultaat: Resultaat) -> None:
    if bewerking.niets_gekozen and not any(resultaat.inhoud.stukken.values()):
        messages.warning(bewerking.request, bewerking.niets_gekozen)
        return
    merged = resultaat.uitkomst is Uitkomst.SAMENGEVOEGD
    level = messages.WARNING if merged else messages.SUCCESS
    said = opgeslagen_om(resultaat, writer(bewerking.request).pk)
    messages.add_message(bewerking.request, level, said)
    for zin in (*formulier.opgemerkt(), *bewerking.remarks(resultaat)):
        messages.warning(bewerking.request, zin)


def _invalid(bewerking: Bewerking, formulier: Bewerkformulier) -> HttpResponse:
    fouten = formulier.fouten()
    if wants_json(bewerking.request):
        return invalid_as_json(fouten)
    zinnen = list(dict.fromkeys(f for e in fouten.values() for f in e))
    return bewerking.show(formulier, 422, fouten=zinnen)


def _refused(
    bewerking: Bewerking, formulier: Bewerkformulier, geweigerd: Geweigerd
) -> HttpResponse:
    if wants_json(bewerking.request):
        return refused_as_json(geweigerd)
    veld = bewerking.veld_bij.get(geweigerd.bevindingen[0].code)
    if veld is None:
        return bewerking.show(formulier, 409, geweigerd=geweigerd.bevindingen)
    formulier.form.add_error(veld, geweigerd.bevindingen[0].melding)
    return _invalid(bewerking, formulier)


def _conflict(bewerking: Bewerking, opslag: Opslag, resultaat: Resultaat) -> HttpResponse:
    """Base, mine and theirs beside each other. The form holds theirs, and mine where I changed
    something."""
    ander = Ander.met(resultaat, writer(bewerking.request).pk)
    if wants_json(bewerking.request):
        return conflict_as_json(ander)
    mine = mine_on_top(resultaat.basis, opslag.inhoud, resultaat.inhoud)
    again = bewerking.formulier((resultaat.versie, bewerking.fit(mine)))
    conflict = Conflict(
        ander,
        bewerking.naast_elkaar(opslag.inhoud, resultaat),
        bewerking.alleen_daar(opslag.inhoud, resultaat),
        resultaat.basis is not None,
    )
    return bewerking.show(again, 409, conflict=conflict)
