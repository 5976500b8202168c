"""Addresses of the writing screens."""

from django.urls import include, path

from themas.views import acties, paragraaf, ronde, schrijven, spiegel_inlezen, structuur
from veiligheid.core.bewerken import sessie

urlpatterns = [
    path("", include("themas.views.word_urls")),
    *spiegel_inlezen.SPIEGEL.urls(),
    path("schrijven/", schrijven.mijn_themas, name="mijn-themas"),
    path("schrijven/sessie/", sessie.sessie, name="sessie"),
    path("schrijven/ronde/<int:pk>/", ronde.ronde, name="ronde"),
    path("schrijven/ronde/<int:pk>/inrichten/", ronde.ronde_inrichten, name="ronde-inrichten"),
    path("schrijven/<int:pk>/", schrijven.bijdrage, name="bijdrage"),
    path("schrijven/<int:pk>/acties/overnemen/", acties.acties_overnemen, name="acties-overnemen"),
    path("schrijven/<int:pk>/acties/<int:actie>/", acties.actie, name="actie"),
    path("schrijven/<int:pk>/acties/<int:actie>/stap/", acties.actie_stap, name="actie-stap"),
    path("schrijven/<int:pk>/staat/", schrijven.bijdrage_staat, name="bijdrage-staat"),
    path("schrijven/<int:pk>/nieuw/", schrijven.paragraaf_nieuw, name="paragraaf-nieuw"),
    path("schrijven/<int:pk>/<int:voortgang>/", paragraaf.paragraaf, name="paragraaf"),
    path(
        "schrijven/<int:pk>/<int:voortgang>/structuur/",
        structuur.paragraaf_structuur,
        name="paragraaf-structuur",
    ),
    path(
        "schrijven/<int:pk>/<int:voortgang>/geschiedenis/",
        structuur.geschiedenis,
        name="geschiedenis",
    ),
    path(
        "schrijven/<int:pk>/<int:voortgang>/herstellen/",
        structuur.paragraaf_herstellen,
        name="paragraaf-herstellen",
    ),
]
