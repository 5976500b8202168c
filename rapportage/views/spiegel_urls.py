"""Addresses of the mirror on living records."""

from django.urls import path

from rapportage.views import spiegel

_EEN = "schrijven/spiegel/<slug:plan>/<int:jaar>/"

urlpatterns = [
    path("schrijven/spiegel/", spiegel.spiegels, name="spiegels"),
    path(_EEN, spiegel.spiegel, name="spiegel"),
    path(f"{_EEN}spiegel.csv", spiegel.spiegel_csv, name="spiegel-csv"),
    path(f"{_EEN}spiegel.xlsx", spiegel.spiegel_xlsx, name="spiegel-xlsx"),
]
