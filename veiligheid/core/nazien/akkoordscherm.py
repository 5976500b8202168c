"""Asking for an akkoord by mail, and the page that such a link opens: for somebody without account,
to read on a phone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from veiligheid.core.bewerken.antwoord import focus_first_error, number, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Akkoordlink
from veiligheid.core.nazien import akkoord, stappen
from veiligheid.core.nazien.soorten import Inzending, Inzendingsoort, get_soort
from veiligheid.core.nazien.vergelijken import from_json
from veiligheid.core.rollen import Rol


class VraagForm(forms.Form):
    """Who is asked; and as which step the answer counts, where it can be one (`met_stappen`)."""

    naam = forms.CharField(label="Naam", max_length=200)
    functie = forms.CharField(label="Functie", max_length=200)
    email = forms.EmailField(label="E-mailadres")
    rol = forms.ChoiceField(
        label="Dit akkoord telt als",
        required=False,
        help_text="Van een partner is het een mening: zij staat erbij en telt niet als stap.",
    )

    def __init__(self, *args: Any, met_stappen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rol"]
        if not met_stappen:
            del self.fields["rol"]
        elif isinstance(field, forms.ChoiceField):
            steps = {r for step in stappen.approval_steps() for r in step} - {Rol.EINDREDACTEUR}
            chosen = [(r.value, f"de stap van de {r.label.lower()}") for r in sorted(steps)]
            field.choices = [("", "de mening van een partner"), *chosen]


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def akkoord_vragen(request: HttpRequest, soort: str, pk: int) -> HttpResponse:
    """Who was asked, and the form to ask another. A POST asks, or withdraws a link
    (`intrekken`)."""
    kind = get_soort(soort)
    record = kind.get_to_ask(request.user, pk)
    stuk, door = Inzending(kind, record), writer(request)
    met_stappen = isinstance(kind, Inzendingsoort)
    if request.method != "POST":
        return _asked(request, stuk, VraagForm(met_stappen=met_stappen))
    if "intrekken" in request.POST:
        chosen = number(request.POST["intrekken"])
        link = Akkoordlink.objects.filter(soort=soort, record=pk, pk=chosen).first()
        if link is not None:
            akkoord.withdraw(link, door)
            messages.success(request, "De link is ingetrokken.")
        return redirect(stuk.adres_akkoord)
    form = VraagForm(request.POST, met_stappen=met_stappen)
    if not form.is_valid():
        focus_first_error(form)
        return _asked(request, stuk, form, status=422)
    try:
        akkoord.invite(kind, record, akkoord.Gevraagde(**form.cleaned_data), door)
    except Geweigerd as geweigerd:
        for bevinding in geweigerd.bevindingen:
            messages.error(request, bevinding.melding)
        return _asked(request, stuk, form, status=409)
    messages.success(request, "De link gaat per mail. Hij werkt één keer, voor deze versie.")
    return redirect(stuk.adres_akkoord)


def _asked(
    request: HttpRequest, stuk: Inzending, form: VraagForm, status: int = 200
) -> HttpResponse:
    context = {
        "inzending": stuk,
        "geheel": not isinstance(stuk.soort, Inzendingsoort),
        "links": akkoord.links_of(stuk.soort, stuk.record),
        "form": form if form.is_bound or stuk.wacht else None,
    }
    return render(request, "nazien/akkoord_vragen.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def akkoordlink(request: HttpRequest, token: str) -> HttpResponse:
    """The text to read, and what is thought of it. A GET uses nothing up and says nothing: mail
    programs and scanners fetch links too."""
    read = akkoord.get(token)
    if read is None:
        answered = {"antwoord": akkoord.answered(token)}
        return render(request, "nazien/akkoord_op.html", answered, status=410)
    if not read.staat_er:
        return render(request, "nazien/akkoord_op.html", {"gewijzigd": True}, status=410)
    shown = read.stuk.soort.shown(read.link, read.stuk.record)
    delen = [(deel, shown.get(deel.sleutel, "")) for deel in from_json(read.link.inhoud)]
    context = {"link": read.link, "inzending": read.stuk, "delen": delen}
    context["geheel"] = not isinstance(read.stuk.soort, Inzendingsoort)
    if request.method != "POST":
        return render(request, "nazien/akkoord.html", context)
    tekst = request.POST.get("tekst", "")
    try:
        made = akkoord.answer(token, request.POST.get("antwoord", ""), tekst)
    except Geweigerd as geweigerd:
        context |= {"geweigerd": geweigerd.bevindingen, "tekst": tekst}
        return render(request, "nazien/akkoord.html", context, status=409)
    return render(request, "nazien/akkoord_klaar.html", {"link": made})
