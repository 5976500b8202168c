"""All routes of the portal."""

from django.urls import include, path
from django.views.generic import TemplateView

from rapportage.views.feeds import Toezeggingenfeed
from veiligheid.bediening.gereed import gereed, gezond
from veiligheid.bediening.metrieken import metrieken
from veiligheid.core.huisstijl import huisstijl
from veiligheid.core.klembord.view import plakken
from veiligheid.core.stijl import stijl
from veiligheid.core.toegankelijkheid import verklaring
from veiligheid.gemeente import gemeente, proefbrief, proefbrief_pdf
from veiligheid.start import start

urlpatterns = [
    path("gezond", gezond, name="gezond"),
    path("gereed", gereed, name="gereed"),
    path("metrieken", metrieken, name="metrieken"),
    path("huisstijl.css", huisstijl, name="huisstijl"),
    path("stijl/<slug:merk>/<str:naam>", stijl, name="stijl"),
    path(
        "toegankelijkheid",
        TemplateView.as_view(
            template_name="toegankelijkheid.html", extra_context={"verklaring": verklaring}
        ),
        name="toegankelijkheid",
    ),
    path("", include("veiligheid.core.toegang.urls")),
    path("", include("veiligheid.core.mensen.urls")),
    path("beheer/gemeente/", gemeente, name="gemeente"),
    path("beheer/gemeente/proefbrief/", proefbrief, name="proefbrief"),
    path("beheer/gemeente/proefbrief/brief.pdf", proefbrief_pdf, name="proefbrief-pdf"),
    path("start/", start, name="start"),
    path("schrijven/plakken/", plakken, name="plakken"),
    path("", include("veiligheid.core.taken.views")),
    path("", include("veiligheid.core.mail.views")),
    path("", include("veiligheid.core.mail.voorkeuren")),
    path("", include("veiligheid.core.opmerkingen.views")),
    # Of all that changes; what is beneath the register itself is of a package below.
    *Toezeggingenfeed.urls("toezeggingen/"),
    path("toezeggingen/", include("themas.toezeggingen.urls")),
    path("", include("themas.urls")),
    path("", include("monitoring.urls")),
    path("", include("rapportage.urls")),
]
