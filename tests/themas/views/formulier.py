"""Filling in the form of a paragraaf as a browser without JavaScript does."""

from typing import Any

from django.test import Client
from lxml import html as lxml_html

from themas.models import Bijdrage


def address(bijdrage: Bijdrage) -> str:
    return f"/schrijven/{bijdrage.pk}/{bijdrage.voortgangen.get().pk}/"


def filled(client: Client, adres: str, veld: str = "basis") -> dict[str, Any]:
    """The fields of the form that has this one, as a browser without JavaScript would send them."""
    return sent(next(f for f in forms_on(client.get(adres)) if veld in f.fields))


def forms_on(answer: Any) -> list[Any]:
    """The forms of a page, as lxml reads them."""
    return list(lxml_html.document_fromstring(answer.content.decode()).forms)


def sent(form: Any) -> dict[str, Any]:
    """What a browser sends of a form without touching it: empty fields too, and what stands
    elsewhere on the page and belongs to it."""
    found: dict[str, list[str]] = {}
    beside = form.getroottree().xpath("//*[@form=$id][@name]", id=form.get("id", "-"))
    for field in [*form.iterdescendants("input", "select", "textarea"), *beside]:
        naam, soort = field.get("name"), field.get("type", "")
        if not naam or field.tag == "button" or soort in ("submit", "button", "file"):
            continue
        if soort in ("checkbox", "radio"):
            values = [field.get("value", "on")] if "checked" in field.attrib else []
        elif field.tag == "select":
            values = field.value if field.multiple else [field.value or ""]
        else:
            # A browser takes no account of the line end with which a textarea begins.
            values = [(field.value or "").removeprefix("\n")]
        found.setdefault(naam, []).extend(values)
    return {naam: v[0] if len(v) == 1 else v for naam, v in found.items() if v}
