"""Every button of a page, pressed without a script: where that is sent, and with which fields.
Those that stood empty are filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.themas.views.formulier import forms_on, sent

_BIJ_SOORT = {
    "date": "2026-03-02",
    "datetime-local": "2026-03-02T12:00",
    "email": "iemand@voorbeeldstad.example",
    "number": "1",
    "url": "https://voorbeeldstad.example/",
}


@dataclass(frozen=True, slots=True)
class Knop:
    """A button: its words, the path it sends to, and all that goes with it."""

    woorden: str
    pad: str
    velden: dict[str, Any]


def buttons_on(answer: Any, pad: str) -> Iterator[Knop]:
    """Those of every form that posts, on the page at this path."""
    for form in forms_on(answer):
        if (form.get("method") or "get").lower() != "post":
            continue
        tree = form.getroottree()
        beside = tree.xpath("//*[@form=$id]", id=form.get("id", "-"))
        fields = sent(form) | dict(_filled([*form.iterdescendants(), *beside]))
        for button in [*form.iterdescendants("button"), *(b for b in beside if b.tag == "button")]:
            if button.get("type", "submit") != "submit":
                continue
            own = {button.get("name"): button.get("value", "")} if button.get("name") else {}
            naar = button.get("formaction") or form.get("action") or pad
            woorden = " ".join(button.text_content().split())
            yield Knop(woorden, naar.split("?")[0].split("#")[0], fields | own)


def _filled(fields: list[Any]) -> Iterator[tuple[str, Any]]:
    """What a person would fill in where nothing stands."""
    for field in fields:
        naam, soort = field.get("name"), field.get("type", "text")
        if not naam or field.tag not in ("input", "select", "textarea"):
            continue
        if soort == "file":
            yield naam, SimpleUploadedFile("bestand.csv", b"a;b\n1;2\n")
        elif field.tag == "select" and not field.multiple and not field.value:
            if choices := [o for o in field.value_options if o]:
                yield naam, choices[0]
        elif soort in ("checkbox", "radio") and field.get("required") is not None:
            yield naam, field.get("value", "on")
        elif field.tag == "textarea" and not (field.value or "").strip():
            yield naam, "Een zin."
        elif field.tag == "input" and soort in ("text", "search", *_BIJ_SOORT) and not field.value:
            yield naam, _BIJ_SOORT.get(soort, "Een woord")
