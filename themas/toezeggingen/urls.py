"""Addresses of the register: the public ones, and its own screens under `beheer`."""

from django.urls import path

from themas.views import toezeggingen as beheer
from themas.views import toezeggingen_openbaar as openbaar
from veiligheid.core.bewerken.adressen import edit_urls

urlpatterns = [
    path("", openbaar.toezeggingen, name="toezeggingen"),
    path("lijst.csv", openbaar.lijst_csv, name="toezeggingen-csv"),
    path("lijst.json", openbaar.lijst_json, name="toezeggingen-json"),
    path("beheer/", beheer.beheer, name="toezeggingen-beheer"),
    path("beheer/nieuw/", beheer.nieuw, name="toezegging-nieuw"),
    path("beheer/lijst.csv", beheer.lijst, {"soort": "csv"}, name="toezeggingen-beheer-csv"),
    path("beheer/lijst.xlsx", beheer.lijst, {"soort": "xlsx"}, name="toezeggingen-beheer-xlsx"),
    path("beheer/<slug:sleutel>/", beheer.een, name="toezegging-beheer"),
    *edit_urls(beheer.Toezeggingbewerking, "beheer/<slug:sleutel>/wijzigen/"),
    path("beheer/<slug:sleutel>/stand/", beheer.staat, name="toezegging-staat"),
    path("paragraaf/<int:pk>/<int:voortgang>/", beheer.paragraaf, name="toezegging-paragraaf"),
    path("<slug:sleutel>/", openbaar.toezegging, name="toezegging"),
]
