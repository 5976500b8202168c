"""Addresses of the writing screens."""

from django.urls import path

from themas.views import schrijven

urlpatterns = [
    path("schrijven/", schrijven.mijn_themas, name="mijn-themas"),
    path("schrijven/<int:pk>/", schrijven.bijdrage, name="bijdrage"),
    path("schrijven/<int:pk>/nieuw/", schrijven.paragraaf_nieuw, name="paragraaf-nieuw"),
    path("schrijven/<int:pk>/<int:voortgang>/", schrijven.paragraaf, name="paragraaf"),
    path(
        "schrijven/<int:pk>/<int:voortgang>/structuur/",
        schrijven.paragraaf_structuur,
        name="paragraaf-structuur",
    ),
    path(
        "schrijven/<int:pk>/<int:voortgang>/geschiedenis/",
        schrijven.geschiedenis,
        name="geschiedenis",
    ),
]
