"""Addresses of Word out and back, and of Word files taken in."""

from django.urls import path

from themas.views import importeren, word

_TERUG = "schrijven/<int:pk>/terug/"
_EEN = f"{_TERUG}<int:terugkomst>/"

urlpatterns = [
    path("schrijven/<int:pk>/word/", word.download, name="bijdrage-word"),
    path(_TERUG, word.terugkomsten, name="terugkomsten"),
    path(_EEN, word.terugkomst, name="terugkomst"),
    path(f"{_EEN}alles/", word.besluit_alles, name="voorstellen-besluit"),
    path(f"{_EEN}voorstel/<int:voorstel>/", word.besluit, name="voorstel-besluit"),
    *importeren.PLAN.urls(),
    path("importeren/thema/", importeren.thema, name="importeer-thema"),
]
