"""Addresses of the writing screens."""

from django.urls import include, path

from themas import opmerkingen  # noqa: F401  (registers the texts at which remarks are made)
from themas.inzendingen import Bijdragesoort
from themas.views import (
    acties,
    nazien,
    plan,
    plannen,
    planwissel,
    ronde,
    schrijven,
    spiegel_inlezen,
    structuur,
    toezeggingen_inlezen,
)
from themas.views.paragraaf import Paragraafbewerking
from veiligheid.core.bewerken import sessie
from veiligheid.core.bewerken.adressen import edit_urls
from veiligheid.core.nazien.akkoordscherm import akkoord_vragen, akkoordlink
from veiligheid.core.nazien.views import bezwaar, staat, versies

_BIJDRAGE = {"soort": Bijdragesoort.soort}

urlpatterns = [
    path("", include("themas.views.word_urls")),
    *spiegel_inlezen.SPIEGEL.urls(),
    *toezeggingen_inlezen.TOEZEGGINGEN.urls(),
    path("schrijven/", schrijven.mijn_themas, name="mijn-themas"),
    path("schrijven/planwissel/", planwissel.planwissel, name="planwissel"),
    *(
        path(
            f"schrijven/planwissel/<slug:slug>/plan.{als}",
            planwissel.planbestand,
            {"als": als},
            name=f"plan-{als}",
        )
        for als in ("json", "docx")
    ),
    path("schrijven/sessie/", sessie.sessie, name="sessie"),
    path("schrijven/plannen/", plannen.plannen, name="plannen-beheer"),
    path("schrijven/plannen/nieuw/", plannen.plan_nieuw, name="plan-nieuw"),
    path("schrijven/plannen/<slug:plan>/", plannen.plan, name="plan-beheer"),
    *edit_urls(plan.Plangegevens, "schrijven/plannen/<slug:plan>/gegevens/"),
    *edit_urls(plan.Themabewerking, "schrijven/plannen/<slug:plan>/thema/<int:pk>/"),
    *edit_urls(plan.Pijlerbewerking, "schrijven/plannen/<slug:plan>/pijler/<int:pk>/"),
    *edit_urls(plan.Actiebewerking, "schrijven/plannen/<slug:plan>/actie/<int:pk>/"),
    *edit_urls(plan.Planonderdeelbewerking, "schrijven/plannen/<slug:plan>/onderdeel/<int:pk>/"),
    path(
        "schrijven/plannen/<slug:plan>/thema/<int:pk>/erbij/",
        plannen.plan_thema_erbij,
        name="plan-thema-erbij",
    ),
    path(
        "schrijven/plannen/<slug:plan>/stap/<slug:soort>/<int:pk>/",
        plannen.plan_stap,
        name="plan-stap",
    ),
    path(
        "schrijven/plannen/<slug:plan>/kruisverbanden/",
        plannen.kruisverbanden,
        name="plan-kruisverbanden",
    ),
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
    path("schrijven/<int:pk>/staat/", staat, _BIJDRAGE, name="bijdrage-staat"),
    path("schrijven/<int:pk>/nieuw/", schrijven.paragraaf_nieuw, name="paragraaf-nieuw"),
    path(
        "schrijven/<int:pk>/geen-bijzonderheden/",
        schrijven.geen_bijzonderheden,
        name="geen-bijzonderheden",
    ),
    path("schrijven/<int:pk>/versies/", versies, _BIJDRAGE, name="versies"),
    path("schrijven/<int:pk>/akkoord/", akkoord_vragen, _BIJDRAGE, name="akkoord-vragen"),
    path("akkoord/<str:token>/", akkoordlink, name="akkoordlink"),
    path("schrijven/<int:pk>/bezwaar/", bezwaar, _BIJDRAGE, name="bezwaar"),
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
