"""What the municipality is and chose: seen here, changed where it comes from."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rapportage.models import Publicatie
from rapportage.ondertekening.lezen import op_dag
from rapportage.workflow import Briefsoort
from veiligheid.core.mensen.instellingen import GEMEENTE, TOEGANG
from veiligheid.core.mensen.permissions import require_beheerder


@login_required
@never_cache
@require_safe
def gemeente(request: HttpRequest) -> HttpResponse:
    """For the beheerder: the choices with the name of the setting each comes from, the house style
    as it looks, and who signs the letters of today."""
    require_beheerder(request.user)
    letters = Publicatie.objects.newest_per_slug().filter(soort=Briefsoort.VEILIGHEIDSBRIEF.value)
    context = {
        "groepen": [("Gemeente", GEMEENTE), ("Toegang", TOEGANG)],
        "ondertekenaars": op_dag(timezone.localdate()).ondertekenaars,
        "gepubliceerd": letters.first(),
    }
    return render(request, "beheer/gemeente.html", context)
