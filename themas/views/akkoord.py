"""Asking for an akkoord by mail, and the page that such a link opens: for somebody without account,
to read on a phone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from themas.jaar import stappen
from themas.jaar.akkoord import verbs
from themas.jaar.akkoord.models import Akkoordlink
from themas.jaar.models import Bijdrage
from themas.jaar.permissions import get_bijdrage_to_ask_about
from veiligheid.core.bewerken.antwoord import focus_first_error, number, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.nazien.vergelijken import from_json
from veiligheid.core.rollen import Rol


class VraagForm(forms.Form):
    naam = forms.CharField(label="Naam", max_length=200)
    functie = forms.CharField(label="Functie", max_length=200)
    email = forms.EmailField(label="E-mailadres")
    rol = forms.ChoiceField(
        label="Dit akkoord telt als",
        required=False,
        help_text="Van een partner is het een mening: zij staat erbij en telt niet als stap.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = {r for step in stappen.approval_steps() for r in step} - {Rol.EINDREDACTEUR}
        chosen = [(r.value, f"de stap van de {r.label.lower()}") for r in sorted(steps)]
        field = self.fields["rol"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "de mening van een partner"), *chosen]


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def akkoord_vragen(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked, and the form to ask another. A POST asks, or withdraws a link
    (`intrekken`)."""
    record = get_bijdrage_to_ask_about(request.user, pk)
    adres = reverse("akkoord-vragen", args=[pk])
    if request.method != "POST":
        return _asked(request, record, VraagForm())
    if "intrekken" in request.POST:
        link = Akkoordlink.objects.filter(
            bijdrage=record, pk=number(request.POST["intrekken"])
        ).first()
        if link is not None:
            verbs.withdraw(link, writer(request))
            messages.success(request, "De link is ingetrokken.")
        return redirect(adres)
    form = VraagForm(request.POST)
    if not form.is_valid():
        focus_first_error(form)
        return _asked(request, record, form, status=422)
    data = form.cleaned_data
    try:
        verbs.invite(
            record, data["naam"], data["functie"], data["email"], data["rol"], writer(request)
        )
    except Geweigerd as geweigerd:
        for bevinding in geweigerd.bevindingen:
            messages.error(request, bevinding.melding)
        return _asked(request, record, form, status=409)
    messages.success(request, "De link gaat per mail. Hij werkt één keer, voor deze versie.")
    return redirect(adres)


def _asked(
    request: HttpRequest, record: Bijdrage, form: VraagForm, status: int = 200
) -> HttpResponse:
    context = {
        "bijdrage": record,
        "links": list(Akkoordlink.objects.filter(bijdrage=record)),
        "form": form if form.is_bound or record.staat == "ingediend" else None,
    }
    return render(request, "themas/akkoord_vragen.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def akkoordlink(request: HttpRequest, token: str) -> HttpResponse:
    """The text to read, and what is thought of it. A GET uses nothing up and says nothing: mail
    programs and scanners fetch links too."""
    link = verbs.get(token)
    if link is None:
        answered = {"antwoord": verbs.answered(token)}
        return render(request, "themas/akkoord_op.html", answered, status=410)
    if not verbs.still_stands(link):
        return render(request, "themas/akkoord_op.html", {"gewijzigd": True}, status=410)
    context = {"link": link, "bijdrage": link.bijdrage, "delen": from_json(link.inhoud)}
    if request.method != "POST":
        return render(request, "themas/akkoord.html", context)
    tekst = request.POST.get("tekst", "")
    try:
        made = verbs.answer(token, request.POST.get("antwoord", ""), tekst)
    except Geweigerd as geweigerd:
        context |= {"geweigerd": geweigerd.bevindingen, "tekst": tekst}
        return render(request, "themas/akkoord.html", context, status=409)
    return render(request, "themas/akkoord_klaar.html", {"link": made})
