"""Following what changes: by mail or by a feed. For readers without an account, so without a cookie
and without a token of a session: what is asked here does nothing that is not confirmed by mail."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapportage.abonnementen.melden import ONDERWERPEN
from rapportage.abonnementen.models import Abonnement, Ritme
from rapportage.abonnementen.vragen import TeVaak, confirm, subscribe, unsubscribe
from rapportage.openbaar.publicaties import document_of, newest_letter

_WOORDEN = {
    "brieven": "brieven en verbeteringen",
    "toezeggingen": "toezeggingen aan de raad",
    "cijfers": "cijfers van de gemeente",
}


class Volgform(forms.Form):
    onderwerp = forms.ChoiceField(label="Waarover wilt u bericht?")
    ritme = forms.ChoiceField(label="Hoe vaak?", choices=Ritme.choices, initial=Ritme.WEEK)
    adres = forms.EmailField(
        label="Uw mailadres",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Vul uw mailadres in.",
            "invalid": "Dit is geen mailadres. Schrijf het als naam@voorbeeld.nl.",
        },
    )
    # No person sees it.
    website = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, themas: list[tuple[str, str]], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["onderwerp"]
        if isinstance(field, forms.ChoiceField):
            own = [(naam, _WOORDEN[naam]) for naam in ONDERWERPEN]
            field.choices = [*own, *((f"thema:{t}", f"het thema {t}") for _, t in themas)]


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def volgen(request: HttpRequest) -> HttpResponse:
    newest = newest_letter()
    themas = [(h.slug, h.titel) for h in document_of(newest).hoofdstukken] if newest else []
    form = Volgform(themas, request.POST if request.method == "POST" else None)
    context = {"form": form, "themas": themas}
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            if not data["website"]:
                subscribe(data["adres"], data["onderwerp"], data["ritme"])
        except TeVaak as error:
            form.add_error(None, str(error))
        else:
            return render(request, "rapportage/volgen_gevraagd.html", {"adres": data["adres"]})
    status = 422 if form.is_bound else 200
    return render(request, "rapportage/volgen.html", context, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def bevestigen(request: HttpRequest, token: str) -> HttpResponse:
    """Yes, by pressing a button: a program that follows every link in a mail says nothing."""
    if request.method == "POST":
        found = confirm(token)
    else:
        found = Abonnement.objects.filter(token=token).first()
    if found is None:
        raise Http404
    return render(request, "rapportage/volgen_bevestigen.html", {"abonnement": found})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def afmelden(request: HttpRequest, token: str) -> HttpResponse:
    """Ending it, by the button of this page or by that of a mail program (RFC 8058). Twice does no
    harm."""
    if request.method == "POST":
        unsubscribe(token)
    found = Abonnement.objects.filter(token=token).first()
    return render(request, "rapportage/volgen_afmelden.html", {"abonnement": found})
