"""The page on which somebody chooses how to hear of what."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.mail.models import Wijze
from veiligheid.core.mail.signalen import choices_of, choose
from veiligheid.core.mail.soorten import Signaalsoort


class VoorkeurenForm(forms.Form):
    """A choice for each kind that this person can be told."""

    def __init__(self, keuzes: list[tuple[Signaalsoort, Wijze]], data: Any = None) -> None:
        super().__init__(data)
        self.soorten = [soort for soort, _ in keuzes]
        for soort, wijze in keuzes:
            self.fields[soort.naam] = forms.ChoiceField(
                label=soort.label,
                choices=Wijze.choices,
                initial=wijze.value,
                widget=forms.RadioSelect,
                error_messages={"required": "Kies hoe u hiervan wilt horen."},
            )

    @property
    def keuzes(self) -> list[tuple[Signaalsoort, Wijze]]:
        return [(soort, Wijze(self.cleaned_data[soort.naam])) for soort in self.soorten]


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def berichten(request: HttpRequest) -> HttpResponse:
    wie = writer(request)
    form = VoorkeurenForm(choices_of(wie), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        choose(wie, form.keuzes)
        messages.success(request, "Opgeslagen.")
        return redirect("berichten")
    status = 422 if form.is_bound else 200
    return render(request, "toegang/berichten.html", {"form": form}, status=status)


urlpatterns: list[URLPattern] = [path("account/berichten/", berichten, name="berichten")]
