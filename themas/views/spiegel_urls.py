"""Addresses of taking in a mirror."""

from django.urls import path

from themas.views import spiegel_inlezen

urlpatterns = [
    path("importeren/spiegel/", spiegel_inlezen.spiegel, name="importeer-spiegel"),
    path(
        "importeren/spiegel/<uuid:pk>/",
        spiegel_inlezen.spiegel_voorproef,
        name="importeer-spiegel-voorproef",
    ),
]
