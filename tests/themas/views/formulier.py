"""Filling in the form of a paragraaf as a browser without JavaScript does."""

from typing import Any

from django.test import Client
from lxml import html as lxml_html

from themas.models import Bijdrage


def address(bijdrage: Bijdrage) -> str:
    return f"/schrijven/{bijdrage.pk}/{bijdrage.voortgangen.get().pk}/"


def filled(client: Client, adres: str, veld: str = "basis") -> dict[str, Any]:
    """The fields of the form that has this one, as a browser without JavaScript would send them."""
    page = lxml_html.fromstring(client.get(adres).content.decode())
    form = next(f for f in page.forms if veld in f.fields)
    # A browser takes no account of the line end with which a textarea begins.
    return {naam: waarde.removeprefix("\n") for naam, waarde in form.form_values()}
