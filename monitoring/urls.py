"""Addresses of figures."""

from django.urls import path

from monitoring.views import citeren, dashboard, importeren

urlpatterns = [
    path("importeren/cijfers/", importeren.cijfers, name="importeer-cijfers"),
    path(
        "importeren/cijfers/<uuid:pk>/",
        importeren.cijfers_voorproef,
        name="importeer-cijfers-voorproef",
    ),
    path("importeren/begroting/", importeren.begroting, name="importeer-begroting"),
    path(
        "importeren/begroting/<uuid:pk>/",
        importeren.begroting_voorproef,
        name="importeer-begroting-voorproef",
    ),
    path("cijfers/", dashboard.cijfers, name="cijfers"),
    path("cijfers/citeren/", citeren.citeren, name="cijfers-citeren"),
    path("cijfers/gebied/<str:code>/", dashboard.gebied, name="cijfers-gebied"),
    path("cijfers/gebied/<str:code>/cijfers.csv", dashboard.gebied_csv, name="cijfers-gebied-csv"),
    path("cijfers/<slug:figuur>.csv", dashboard.cijfers_csv, name="cijfers-csv"),
    path("cijfers/<slug:figuur>.json", dashboard.cijfers_json, name="cijfers-json"),
]
