"""Addresses of administration."""

from django.urls import URLPattern, path

from veiligheid.core.mensen import views

urlpatterns: list[URLPattern] = [
    path("beheer/mensen/", views.lijst, name="mensen"),
    path("beheer/mensen/nieuw/", views.nieuw, name="mens-nieuw"),
    path("beheer/mensen/<int:pk>/", views.mens, name="mens"),
    path("beheer/logboek/", views.logboek, name="logboek"),
    path("beheer/logboek/logboek.csv", views.logboek_csv, name="logboek-csv"),
]
