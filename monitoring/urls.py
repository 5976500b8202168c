"""Addresses of figures."""

from django.urls import path

from monitoring.views import begroting, beheer, citeren, dashboard, importeren, metingen
from veiligheid.core.bewerken.adressen import edit_urls

urlpatterns = [
    path("cijfers/beheer/", beheer.beheer, name="cijfers-beheer"),
    path("cijfers/beheer/nieuw/", beheer.indicator_nieuw, name="indicator-nieuw"),
    *edit_urls(beheer.Indicatorbewerking, "cijfers/beheer/i/<slug:slug>/"),
    path("cijfers/beheer/i/<slug:slug>/nieuw/", metingen.meting_nieuw, name="meting-nieuw"),
    *edit_urls(metingen.Metingbewerking, "cijfers/beheer/i/<slug:slug>/<int:pk>/"),
    path("cijfers/beheer/begroting/", begroting.begroting, name="begroting-beheer"),
    *edit_urls(begroting.Deelproductbewerking, "cijfers/beheer/begroting/<slug:plan>/<slug:slug>/"),
    *importeren.CIJFERS.urls(),
    *importeren.BEGROTING.urls(),
    path("cijfers/", dashboard.cijfers, name="cijfers"),
    path("cijfers/citeren/", citeren.citeren, name="cijfers-citeren"),
    path("cijfers/gebied/<str:code>/cijfers.csv", dashboard.gebied_csv, name="cijfers-gebied-csv"),
    path("cijfers/<slug:figuur>.csv", dashboard.cijfers_csv, name="cijfers-csv"),
    path("cijfers/<slug:figuur>.grafiek.json", dashboard.cijfers_grafiek, name="cijfers-grafiek"),
    path("cijfers/<slug:figuur>.json", dashboard.cijfers_json, name="cijfers-json"),
]
