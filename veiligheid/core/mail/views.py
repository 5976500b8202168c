"""The mail of a demo, on a page: none of it leaves the machine."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from veiligheid.core.mail.models import Bericht
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

_HOEVEEL = 100


@login_required
@never_cache
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """What would have been sent, the newest first; for the administrator, where mail is shown."""
    gebruiker = request.user
    if not (settings.MAIL_TONEN and isinstance(gebruiker, Gebruiker)):
        raise Http404
    if not gebruiker.has_rol(Rol.BEHEERDER):
        raise Http404
    return render(request, "mail/lijst.html", {"berichten": Bericht.objects.all()[:_HOEVEEL]})


urlpatterns: list[URLPattern] = [path("mail/", mail, name="mail")]
