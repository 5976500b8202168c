"""Addresses of the mirror on living records, and of taking one in."""

from django.urls import path

from themas.views import spiegel

_EEN = "schrijven/spiegel/<slug:plan>/<int:jaar>/"

urlpatterns = [
    path("schrijven/spiegel/", spiegel.spiegels, name="spiegels"),
    path(_EEN, spiegel.spiegel, name="spiegel"),
    path(f"{_EEN}spiegel.csv", spiegel.spiegel_csv, name="spiegel-csv"),
    path(f"{_EEN}spiegel.xlsx", spiegel.spiegel_xlsx, name="spiegel-xlsx"),
    path("importeren/spiegel/", spiegel.inlezen, name="importeer-spiegel"),
    path(
        "importeren/spiegel/<uuid:pk>/",
        spiegel.inlezen_voorproef,
        name="importeer-spiegel-voorproef",
    ),
]
