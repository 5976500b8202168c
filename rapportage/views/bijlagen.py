"""Filling the annexes of a letter."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rapportage import editing
from rapportage.bijlagen import bewerken
from rapportage.bijlagen.bestanden import store_picture
from rapportage.bijlagen.bewerken import BijlageDoel
from rapportage.bijlagen.compositie import bijlage_link
from rapportage.bijlagen.forms import (
    AfbeeldingForm,
    BijlageForm,
    Bijlageformulier,
    NieuweBijlageForm,
    NieuweTekstForm,
    PdfForm,
)
from rapportage.bijlagen.soort import soort_of
from rapportage.bijlagen.soorten.cijfers import made_texts
from rapportage.composition import compose
from rapportage.models import Bijlage, Onderdeel
from rapportage.opmerkingen import attach_to_texts
from rapportage.permissions import get_bijlage, get_brief_with_bijlagen, get_onderdeel
from rapportage.views.delen import deel_context
from rapportage.views.schrijven import Onderdeelbewerking
from veiligheid.core.bewerken.antwoord import refused, writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand, save_typed
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.bewerken.stukken import Lezing
from veiligheid.core.findings import EvenNiet, Geweigerd
from veiligheid.core.opmerkingen.lezen import conversation
from veiligheid.core.saving import Inhoud
from veiligheid.core.schrijfhulp.hulp import help_with


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def bijlagen(request: HttpRequest, slug: str) -> HttpResponse:
    """The annexes of a letter, in order. A POST adds one."""
    brief = get_brief_with_bijlagen(request.user, slug)
    form = NieuweBijlageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        bijlage = bewerken.add_bijlage(brief, data["soort"], data["titel"], writer(request))
        return redirect("bijlage-schrijven", slug, bijlage.sleutel)
    alle = list(brief.bijlagen.order_by("nummer"))
    filled = {b.nummer for b in compose(brief).document.gevulde_bijlagen}
    context = {
        "brief": brief,
        "bijlagen": [
            (b, soort_of(b.soort).woorden, b.nummer in filled)
            for b in alle
            if b.verwijderd_op is None
        ],
        "verwijderd": [b for b in alle if b.verwijderd_op is not None],
        "form": form,
        "focus": request.GET.get("focus", ""),
    }
    status = 422 if form.is_bound else 200
    return render(request, "rapportage/bijlagen.html", context, status=status)


class Bijlagebewerking(Bewerking):
    """What an annex is and shows."""

    doel_class = BijlageDoel
    route = "bijlage-schrijven"
    template = "rapportage/bijlage_schrijven.html"
    veld_bij = {"nummer-bezet": "nummer"}
    labels = {
        **{naam: str(veld.label) for naam, veld in BijlageForm.base_fields.items()},
        "cijfers": "Cijfers",
    }

    def fetch(self, slug: str, sleutel: str) -> None:
        self.record = get_bijlage(self.request.user, slug, sleutel)

    def formulier(self, stand: Stand | None, data: Any = None) -> Bijlageformulier:
        return Bijlageformulier(stand or self.stand, self.record, data, made_texts(self.record))

    def context(self, formulier: Any) -> dict[str, Any]:
        record, soort = self.record, soort_of(self.record.soort)
        compositie = compose(record.brief)
        link = bijlage_link(record.brief, record)
        teksten = list(record.onderdelen.order_by("positie").defer("afbeelding__inhoud"))
        staan = [o for o in teksten if o.verwijderd_op is None]
        attach_to_texts(staan)
        pdfs = record.bestanden.filter(mediatype="application/pdf").defer("inhoud").order_by("-pk")
        return {
            "brief": record.brief,
            "bijlage": record,
            "gesprek": conversation(self.doel.soort, record.pk),
            "gevuld": any(b.nummer == record.nummer for b in compositie.document.gevulde_bijlagen),
            "bevindingen": [b for b in compositie.bevindingen if b.link == link],
            "nodig": soort.nodig,
            "cijferuitleg": soort.cijferuitleg,
            "teksten": staan,
            "hulp": help_with([(str(o), o.tekst) for o in staan], [record.titel]),
            "verwijderd": [o for o in teksten if o.verwijderd_op is not None],
            "nieuwe_tekst": NieuweTekstForm(),
            "pdfs": list(pdfs) if soort.bestand else [],
            "pdf_form": PdfForm() if soort.bestand else None,
            "focus": self.request.GET.get("focus", ""),
            **({} if record.verwijderd_op else deel_context(self.request, record, schrijft=True)),
        }

    def fit(self, inhoud: Inhoud) -> Inhoud:
        """An annex that stands has a number, and one that was removed has none."""
        nummer, now = inhoud.stukken["nummer"], self.stand[1].stukken["nummer"]
        kept = now if nummer is None or now is None else nummer
        return Inhoud({**inhoud.stukken, "nummer": kept})

    def lees(self, naam: str, stuk: Any) -> Lezing:
        if isinstance(stuk, list):
            return Lezing("; ".join(" – ".join(filter(None, rij.values())) for rij in stuk))
        return super().lees(naam, stuk)


@schrijver
@require_POST
def bijlage_stap(request: HttpRequest, slug: str, sleutel: str) -> HttpResponse:
    """Move, remove or restore an annex, or begin a text in it; `doe` says which. What was typed on
    the same page is saved first."""
    record = get_bijlage(request.user, slug, sleutel)
    doe = request.POST.get("doe", "")
    if page := save_typed(Bijlagebewerking, request, slug=slug, sleutel=sleutel):
        return page
    try:
        if doe == "tekst":
            return _begin_text(request, record)
        _step(request, record, doe)
    except EvenNiet:
        raise
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse("bijlage-schrijven", args=[slug, sleutel]))
    return redirect(f"{reverse('bijlagen', args=[slug])}?focus={doe}-{record.pk}")


def _begin_text(request: HttpRequest, record: Bijlage) -> HttpResponse:
    form, slug = NieuweTekstForm(request.POST), record.brief.slug
    if not form.is_valid():
        messages.error(request, "De kop is te lang: schrijf er een van ten hoogste 300 tekens.")
        return redirect("bijlage-schrijven", slug, record.sleutel)
    data, plek, door = form.cleaned_data, Onderdeel.Plek.BIJLAGE, writer(request)
    tekst = editing.add_onderdeel(
        record.brief, plek, data["kop"], door, bijlage=record, niveau=data["niveau"]
    )
    return redirect("onderdeel", slug, tekst.pk)


def _step(request: HttpRequest, record: Bijlage, doe: str) -> None:
    """Raises Geweigerd for what was approved."""
    door = writer(request)
    if doe in ("omhoog", "omlaag"):
        bewerken.move_bijlage(record, -1 if doe == "omhoog" else 1, door)
    elif doe == "verwijderen":
        bewerken.remove_bijlage(record, door)
        messages.success(request, f"‘{record}’ is verwijderd. Onderaan kunt u haar terugzetten.")
    elif doe == "terugzetten":
        bewerken.restore_bijlage(record, door)


@schrijver
@require_POST
def bestand_toevoegen(request: HttpRequest, slug: str, sleutel: str) -> HttpResponse:
    """Put an uploaded PDF in an annex of that kind. What was there before is kept."""
    record = get_bijlage(request.user, slug, sleutel)
    if not soort_of(record.soort).bestand:
        raise Http404
    if page := save_typed(Bijlagebewerking, request, slug=slug, sleutel=sleutel):
        return page
    form = PdfForm(request)
    if form.is_valid():
        try:
            bestand = bewerken.add_pdf(record, *form.content(), writer(request))
        except EvenNiet:
            raise
        except Geweigerd as geweigerd:
            form.add_error("bestand", geweigerd.bevindingen[0].melding)
        else:
            oordeel = bestand.keuring.woorden
            messages.success(request, f"‘{bestand}’ is toegevoegd en gecontroleerd: {oordeel}.")
            return redirect("bijlage-schrijven", slug, sleutel)
    bewerking = Bijlagebewerking(request, slug=slug, sleutel=sleutel)
    return bewerking.show(bewerking.formulier(bewerking.stand), status=422, pdf_form=form)


class Beeldbewerking(Onderdeelbewerking):
    """A text beneath which a picture is about to be put."""

    has_picture = True


@schrijver
@require_POST
def afbeelding(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a picture beneath a text of an annex, or (`doe` = weg) take it away. What was typed on
    the same page is saved first."""
    onderdeel = get_onderdeel(request.user, slug, pk)
    if onderdeel.bijlage is None:
        raise Http404
    weg = request.POST.get("doe") == "weg"
    kind = Onderdeelbewerking if weg else Beeldbewerking
    if page := save_typed(kind, request, slug=slug, pk=pk):
        return page
    adres = reverse("onderdeel", args=[slug, pk])
    if weg:
        try:
            bewerken.set_afbeelding(onderdeel, None, writer(request))
        except EvenNiet:
            raise
        except Geweigerd as geweigerd:
            return refused(request, geweigerd, adres)
        messages.success(request, "De afbeelding staat niet meer in de bijlage.")
        return redirect(adres)
    form = AfbeeldingForm(onderdeel, request)
    if form.is_valid():
        try:
            bestand = store_picture(onderdeel.bijlage, *form.content())
            bewerken.set_afbeelding(onderdeel, bestand, writer(request))
        except EvenNiet:
            raise
        except Geweigerd as geweigerd:
            form.add_error("bestand", geweigerd.bevindingen[0].melding)
        else:
            messages.success(request, "De afbeelding staat onder de tekst.")
            return redirect(adres)
    bewerking = Onderdeelbewerking(request, slug=slug, pk=pk)
    formulier = bewerking.formulier(bewerking.stand)
    return bewerking.show(formulier, status=422, afbeelding_form=form)
