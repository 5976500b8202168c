"""Addresses of figures."""

from django.urls import path

from monitoring.views import citeren, dashboard

urlpatterns = [
    path("cijfers/", dashboard.cijfers, name="cijfers"),
    path("cijfers/citeren/", citeren.citeren, name="cijfers-citeren"),
    path("cijfers/gebied/<str:code>/", dashboard.gebied, name="cijfers-gebied"),
    path("cijfers/gebied/<str:code>/cijfers.csv", dashboard.gebied_csv, name="cijfers-gebied-csv"),
    path("cijfers/<slug:figuur>.csv", dashboard.cijfers_csv, name="cijfers-csv"),
    path("cijfers/<slug:figuur>.json", dashboard.cijfers_json, name="cijfers-json"),
]
