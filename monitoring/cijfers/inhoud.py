"""A measurement as pieces of a text that can be saved, and back."""

from datetime import date
from decimal import Decimal
from typing import Any

from veiligheid.core.bewerken.doel import plain
from veiligheid.core.saving import Inhoud

# What is known and what is not belong together: somebody who fills in the value while another
# says why there is none, does not get both.
_CIJFER = ("waarde", "precisie", "reden_onbekend", "verwacht_op")
_REST = ("status", "bron", "peildatum", "raadpleegdatum")
VELDEN = (*_CIJFER, *_REST)


def content_of(velden: dict[str, Any]) -> Inhoud:
    """The fields of a measurement as pieces."""
    text = {naam: "" if waarde is None else plain(waarde) for naam, waarde in velden.items()}
    pieces: dict[str, Any] = {naam: text[naam] for naam in _REST}
    return Inhoud({**pieces, "cijfer": {naam: text[naam] for naam in _CIJFER}})


def fields_of(inhoud: Inhoud) -> dict[str, Any]:
    """The pieces as fields of a measurement."""
    text = {**inhoud.stukken["cijfer"], **{naam: inhoud.stukken[naam] for naam in _REST}}
    days = ("verwacht_op", "peildatum", "raadpleegdatum")
    fields: dict[str, Any] = dict(text)
    for naam in days:
        fields[naam] = date.fromisoformat(text[naam]) if text[naam] else None
    fields["waarde"] = Decimal(text["waarde"]) if text["waarde"] else None
    return fields
