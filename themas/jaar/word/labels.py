"""The label above a block: what it says, and which kind of block a label means."""

import re

from themas.jaar.word.inhoud import BijdrageTekst
from veiligheid.document.woorden import Bloksoort

# The names of our own styles, as the file and Word's gallery show them.
STYLES = {soort: f"Bloklabel {soort.value}" for soort in Bloksoort}
NOTE_STYLE = "Gebruiksaanwijzing"
CAPTION_STYLE = "Tabelbijschrift"

_LABEL = re.compile(
    r"\s*(terugblik|vooruitblik|context)(?:\s+(?:op|naar)\s+(?:\d{4}|…))?\s*:?\s*", re.IGNORECASE
)


def label_of(soort: Bloksoort, bijdrage: BijdrageTekst) -> str:
    """The words above a block: "Terugblik op 2024"."""
    jaar = {
        Bloksoort.TERUGBLIK: bijdrage.verslagjaar,
        Bloksoort.VOORUITBLIK: bijdrage.vooruitblikjaar,
    }.get(soort)
    return f"{soort.value.capitalize()} op {jaar}" if jaar else soort.value.capitalize()


def soort_of(text: str) -> Bloksoort | None:
    """The kind that a line says when it is a label and nothing else."""
    found = _LABEL.fullmatch(text)
    return Bloksoort(found[1].lower()) if found else None


def soort_of_style(name: str) -> Bloksoort | None:
    """The kind that a style is for; `name` is its id or name in any case."""
    squeezed = name.lower().replace(" ", "")
    return next((s for s, n in STYLES.items() if n.lower().replace(" ", "") == squeezed), None)


def typed_after(text: str) -> str:
    """What a person typed in the label's own paragraph: all of it when the label is gone."""
    found = _LABEL.match(text)
    if found is None:
        return text.strip()
    if found.end() < len(text) and text[found.end() - 1].isalnum() and text[found.end()].isalnum():
        return text.strip()  # "Contextueel"
    return text[found.end() :].strip()
