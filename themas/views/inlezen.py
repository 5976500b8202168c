"""What every import screen has in common: upload, wait, answer what the file doesn't say, see what
would change, confirm."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from themas.jaar.permissions import Bezoeker, get_inleesbestand, require_import
from veiligheid.core import inlezen
from veiligheid.core.bron import Veld, Wijziging
from veiligheid.core.findings import Bevinding, Ernst
from veiligheid.core.inlezen import Importer
from veiligheid.core.models import Gebruiker, Inleesbestand
from veiligheid.core.tabellen.forms import VraagForm
from veiligheid.core.tabellen.vraag import Vraag
from veiligheid.core.uploads import InleesForm, upload_tot
from veiligheid.core.verschil import Regel, difference


@dataclass(frozen=True, slots=True)
class VeldWeergave:
    """A field of a record that would change. `verschil` is empty when only the look does."""

    veld: Veld
    verschil: list[Regel]


def _screen(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What every address of an import asks for."""

    @login_required
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def screen(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return view(request, **kwargs)

    return screen


@dataclass(frozen=True, slots=True)
class Inleesscherm:
    """One kind of import: its words, its form and its importer. `soort` names its two addresses;
    `tot` says how large a file somebody may send, where that is more than elsewhere; `mag` gives
    who asks for it or raises Http404; `terug` is where one goes on afterwards, with its words."""

    soort: str
    titel: str
    uitleg: str
    form: type[InleesForm]
    importer: Importer[Any]
    tot: Callable[[HttpRequest], int] | None = None
    mag: Callable[[Bezoeker], Gebruiker] = require_import
    terug: tuple[str, str] = ("start", "Naar mijn werk")
    sjabloon: str = "themas/inlezen.html"

    @property
    def adres(self) -> str:
        return f"importeer-{self.soort}"

    @property
    def adres_voorproef(self) -> str:
        return f"{self.adres}-voorproef"

    def urls(self) -> list[URLPattern]:
        """Where a file comes in, and where it waits until somebody confirms it."""
        place, upload = f"importeren/{self.soort}/", _screen(self.upload)
        if self.tot is not None:
            upload = upload_tot(self.tot)(upload)
        return [
            path(place, upload, name=self.adres),
            path(f"{place}<uuid:pk>/", _screen(self.voorproef), name=self.adres_voorproef),
        ]

    def upload(self, request: HttpRequest) -> HttpResponse:
        """The form; a POST keeps the file and goes on to the page that shows what it would do."""
        gebruiker = self.mag(request.user)
        form = self.form(request) if request.method == "POST" else self.form()
        context = {"scherm": self, "form": form}
        if not form.is_bound:
            return render(request, self.sjabloon, context)
        if not form.is_valid():
            return render(request, self.sjabloon, context, status=422)
        inzending = form.inzending()
        opties = {"bestandsnaam": inzending.naam, **form.opties()}
        bestand = inlezen.receive(self.soort, inzending, opties, gebruiker)
        return redirect(self.adres_voorproef, bestand.pk)

    def voorproef(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """How far reading is, and then what would change; a POST confirms, repeats or drops it."""
        bestand = get_inleesbestand(self.mag(request.user), self.soort, pk)
        if request.method == "POST" and request.POST.get("doe") == "antwoorden":
            return self._answer(request, bestand)
        if request.method == "POST":
            return self._act(request, bestand)
        return self._page(request, bestand)

    def _page(
        self,
        request: HttpRequest,
        bestand: Inleesbestand,
        form: VraagForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {"scherm": self, "bestand": bestand, **_shown(_found(bestand))}
        vraag = _vraag(bestand)
        if vraag is not None:
            context |= {"vraag": vraag, "form": form or VraagForm(vraag)}
        answer = render(request, "themas/voorproef.html", context, status=status)
        if request.headers.get("HX-Request"):  # the page that waits, asking by its script
            if not bestand.onderweg:
                answer["HX-Refresh"] = "true"
            elif request.GET.get("stap") == str(bestand.vordering):
                answer["HX-Reswap"] = "none"
        return answer

    def _act(self, request: HttpRequest, bestand: Inleesbestand) -> HttpResponse:
        doe = request.POST.get("doe")
        if doe == "weggooien":
            bestand.delete()
            messages.success(request, f"‘{bestand}’ is weggegooid. Er is niets veranderd.")
            return redirect(self.adres)
        if doe == "opnieuw":
            inlezen.read_again(bestand)
        if doe == "anders":
            inlezen.ask_anew(bestand)
        if doe == "inlezen":
            inlezen.take_in(bestand, self.mag(request.user))
        return redirect(self.adres_voorproef, bestand.pk)

    def _answer(self, request: HttpRequest, bestand: Inleesbestand) -> HttpResponse:
        """The answers to the question about the file; it is read again with them."""
        vraag = _vraag(bestand)
        if vraag is None:
            return redirect(self.adres_voorproef, bestand.pk)
        form = VraagForm(vraag, request.POST)
        if not form.is_valid():
            return self._page(request, bestand, form, 422)
        inlezen.answer(bestand, form.antwoorden(), self.mag(request.user))
        return redirect(self.adres_voorproef, bestand.pk)


def _vraag(bestand: Inleesbestand) -> Vraag | None:
    """What is asked about the file; None when nothing is."""
    if bestand.staat != Inleesbestand.Staat.VRAAG or bestand.voorproef is None or bestand.verlopen:
        return None
    return Vraag.from_json(bestand.voorproef["vraag"])


def _found(bestand: Inleesbestand) -> Mapping[str, Any]:
    """What reading came to: what would change, or why it can't be read."""
    if bestand.taak is not None and bestand.staat == Inleesbestand.Staat.GEWEIGERD:
        found: Mapping[str, Any] = bestand.taak.uitkomst
    else:
        found = bestand.voorproef or {}
    return found


def _shown(voorproef: Mapping[str, Any]) -> dict[str, Any]:
    """What was found, as the page reads it: findings, and the changes by kind."""
    groepen: dict[str, list[tuple[Wijziging, list[VeldWeergave]]]] = {}
    for plain in voorproef.get("wijzigingen", ()):
        velden = tuple(Veld(**veld) for veld in plain["velden"])
        wijziging = Wijziging(plain["soort"], plain["wat"], plain["titel"], velden)
        shown = [VeldWeergave(veld, _verschil(veld)) for veld in velden]
        groepen.setdefault(wijziging.soort, []).append((wijziging, shown))
    bevindingen = [
        Bevinding(**{**b, "ernst": Ernst(b["ernst"])}) for b in voorproef.get("bevindingen", ())
    ]
    # Of a long file only some changes are listed: the counts are of all.
    counts = {
        "nieuw": voorproef.get("nieuw", 0),
        "gewijzigd": voorproef.get("gewijzigd", 0),
        "behouden zoals aangepast": voorproef.get("behouden", 0),
        "ongewijzigd": voorproef.get("ongewijzigd", 0),
        "bevinding" if len(bevindingen) == 1 else "bevindingen": len(bevindingen),
    }
    return {
        "slot": voorproef.get("slot", ""),
        "onthouden": voorproef.get("onthouden", False),
        "bevindingen": bevindingen,
        "nieuwe": groepen.get("nieuw", []),
        "gewijzigde": groepen.get("gewijzigd", []),
        "niets_nieuws": not counts["nieuw"] and not counts["gewijzigd"],
        "behoudene": groepen.get("behouden", []),
        "telling": [f"{n} {naam}" for naam, n in counts.items() if n],
    }


def _verschil(veld: Veld) -> list[Regel]:
    if not veld.oud:
        return []
    if veld.rijk:
        return difference(veld.oud, veld.nieuw)
    return difference(_line(veld.oud), _line(veld.nieuw))


def _line(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"
