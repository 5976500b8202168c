"""Addresses of taking in a letter."""

from django.urls import path

from rapportage.views import importeren

urlpatterns = [
    path("importeren/brief/", importeren.brief, name="importeer-brief"),
    path(
        "importeren/brief/<uuid:pk>/",
        importeren.brief_voorproef,
        name="importeer-brief-voorproef",
    ),
]
