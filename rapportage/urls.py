"""Addresses of letters: public ones, and those of letters in preparation."""

from django.urls import include, path

from rapportage.views import concept, public, rondes, schrijven

urlpatterns = [
    path("", include("rapportage.views.importeren_urls")),
    path("", public.voorpagina, name="voorpagina"),
    path("brieven/", public.brieven, name="brieven"),
    path("brieven/<slug:slug>/", public.bestand, {"pad": "index.html"}, name="brief"),
    path("brieven/<slug:slug>/thema/<slug:thema>/", public.thema, name="brief-thema"),
    path("brieven/<slug:slug>/brief.pdf", public.bestand, {"pad": "brief.pdf"}, name="brief-pdf"),
    path(
        "brieven/<slug:slug>/brief.json", public.bestand, {"pad": "brief.json"}, name="brief-json"
    ),
    path("schrijven/ronde/nieuw/", rondes.ronde_nieuw, name="ronde-nieuw"),
    path("schrijven/<int:pk>/voorbeeld/", concept.voorbeeld, name="voorbeeld"),
    path("schrijven/<int:pk>/verwijzingen/", concept.verwijzingen, name="verwijzingen"),
    path("vorm/<slug:sha256>/<str:naam>", public.vormbestand, name="vormbestand"),
    path("concept/<slug:slug>/", concept.concept, name="concept"),
    path("concept/<slug:slug>/thema/<slug:thema>/", concept.concept_thema, name="concept-thema"),
    path("concept/<slug:slug>/brief.pdf", concept.concept_pdf, name="concept-pdf"),
    path("concept/<slug:slug>/schrijven/", schrijven.brief_schrijven, name="brief-schrijven"),
    path("concept/<slug:slug>/gegevens/", schrijven.brief_feiten, name="brief-feiten"),
    path("concept/<slug:slug>/schrijven/<int:pk>/", schrijven.onderdeel, name="onderdeel"),
    path(
        "concept/<slug:slug>/schrijven/<int:pk>/stap/",
        schrijven.onderdeel_stap,
        name="onderdeel-stap",
    ),
    path("concept/<slug:slug>/bevindingen/", concept.bevindingen, name="concept-bevindingen"),
]
