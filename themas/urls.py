"""Addresses of the writing screens."""

from django.urls import include, path

from themas import opmerkingen  # noqa: F401  (registers the texts at which remarks are made)
from themas.views import (
    acties,
    akkoord,
    nazien,
    ronde,
    schrijven,
    spiegel_inlezen,
    structuur,
    toezeggingen_inlezen,
)
from themas.views.paragraaf import Paragraafbewerking
from veiligheid.core.bewerken import sessie
from veiligheid.core.bewerken.adressen import edit_urls

urlpatterns = [
    path("", include("themas.views.word_urls")),
    *spiegel_inlezen.SPIEGEL.urls(),
    *toezeggingen_inlezen.TOEZEGGINGEN.urls(),
    path("schrijven/", schrijven.mijn_themas, name="mijn-themas"),
    path("schrijven/sessie/", sessie.sessie, name="sessie"),
    path("schrijven/rondes/", ronde.rondes, name="rondes"),
    path("schrijven/ronde/<int:pk>/staat/", ronde.ronde_staat, name="ronde-staat"),
    path(
        "schrijven/ronde/<int:pk>/vervangen/<int:wie>/",
        ronde.schrijver_vervangen,
        name="schrijver-vervangen",
    ),
    *edit_urls(ronde.Rondebewerking, "schrijven/ronde/<int:pk>/inrichten/"),
    path("schrijven/<int:pk>/", schrijven.bijdrage, name="bijdrage"),
    path("schrijven/<int:pk>/acties/overnemen/", acties.acties_overnemen, name="acties-overnemen"),
    *edit_urls(acties.Oordeelbewerking, "schrijven/<int:pk>/acties/<int:actie>/"),
    path("schrijven/<int:pk>/acties/<int:actie>/stap/", acties.actie_stap, name="actie-stap"),
    path("schrijven/<int:pk>/staat/", schrijven.bijdrage_staat, name="bijdrage-staat"),
    path("schrijven/<int:pk>/nieuw/", schrijven.paragraaf_nieuw, name="paragraaf-nieuw"),
    path(
        "schrijven/<int:pk>/geen-bijzonderheden/",
        schrijven.geen_bijzonderheden,
        name="geen-bijzonderheden",
    ),
    path("schrijven/<int:pk>/versies/", nazien.versies, name="versies"),
    path("schrijven/<int:pk>/akkoord/", akkoord.akkoord_vragen, name="akkoord-vragen"),
    path("akkoord/<str:token>/", akkoord.akkoordlink, name="akkoordlink"),
    path("schrijven/<int:pk>/bezwaar/", nazien.bezwaar, name="bezwaar"),
    path(
        "schrijven/<int:pk>/<int:voortgang>/voorstel/", nazien.voorstel_doen, name="voorstel-doen"
    ),
    *edit_urls(Paragraafbewerking, "schrijven/<int:pk>/<int:voortgang>/"),
    path(
        "schrijven/<int:pk>/<int:voortgang>/structuur/",
        structuur.paragraaf_structuur,
        name="paragraaf-structuur",
    ),
]
