"""A form field for rich text: a textarea in `core.notatie`, which the editor turns into more.

Without JavaScript the textarea is all there is. With it, `static/js/schrijven/veld.js` reads the
html from ``data-html``, shows an editor, sends html and says so in the field ``<naam>-vorm``. Text
that nobody touched travels as it is stored, to the letter.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from veiligheid.core.notatie import to_html, to_text
from veiligheid.core.richtext import sanitize

HTML = "html"


class Getypt(str):
    """What somebody sent, in the notation of a textarea or (`html`) from the editor."""

    html: bool = False

    @classmethod
    def of(cls, text: str, *, html: bool) -> "Getypt":
        typed = cls(text)
        typed.html = html
        return typed

    def to_html(self) -> str:
        """Rich text in normal form. Raises TekstGeweigerd."""
        # As a plain string: what was cleaned here is remembered for where it is written.
        return sanitize(str(self)) if self.html else to_html(self)


class Schrijfvlak(forms.Textarea):
    """The widget. Its value is html from a record, or `Getypt` from a form that is shown again."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Getypt | None:
        text = data.get(name)
        if text is None:
            return None
        return Getypt.of(text, html=data.get(f"{name}-vorm") == HTML)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        html, text = _shown(value)
        extra = {
            "data-schrijfveld": "",
            "data-plakken": reverse("plakken"),
            **({"data-html": html} if html is not None else {}),
        }
        return super().get_context(name, text, {**(attrs or {}), **extra})


def _shown(value: Any) -> tuple[str | None, str]:
    """The html for the editor and the text for the textarea. Refused text has no html: it stays
    in the textarea as it was typed."""
    if not isinstance(value, Getypt):
        return value or "", to_text(value or "")
    try:
        html = value.to_html()
    except ValidationError:
        return None, str(value)
    return html, to_text(html) if value.html else str(value)


class SchrijfField(forms.CharField):
    """Cleans to rich text in normal form."""

    widget = Schrijfvlak
    # An empty text is no omission: its label needs no word about that.
    vermeld_niet_verplicht = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = value if isinstance(value, Getypt) else Getypt(value or "")
        return typed.to_html()

    def run_validators(self, value: Any) -> None:
        """None but `sanitize`, which has seen it already."""
