"""What is taken over of text from elsewhere, and in which words a person hears what is not: one set
of rules for Word files and for what is pasted.

Each sentence is a `Melding`: the code of its finding, and the words. They name no place, for a
pasted text has none; who knows the place adds it.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from veiligheid.core.adressen import MAILBOX, WEB
from veiligheid.core.opsomming import Label
from veiligheid.core.zinnen import counted

MAX_ADDRESS = 2_000
_ADDRESS = re.compile(f"{WEB}|{MAILBOX}", re.IGNORECASE)
_FILE = re.compile(r"file:|[a-z]:[\\/]|\\\\", re.IGNORECASE)
# Word's own words in the place of a reference that leads nowhere.
_ERROR = re.compile(
    r"(?:Fout! (?:Verwijzingsbron|Bladwijzer|Koppeling|Bestand|Onbekend|Ongeldig|Geen|Gebruik het)"
    r"|Error! (?:Reference|Bookmark|Not a valid|Unknown|No |Use the Home))[^.!?\n]{3,120}[.!]"
)
MAX_QUOTES = 20
MAX_QUOTE = 80

NOTE_HREF = "verwijzing:voetnoot"
AANGEVINKT, NIET_AANGEVINKT = "☒", "☐"


class Melding(NamedTuple):
    """What a person must know of a text; it becomes a finding or a line beside the field."""

    code: str
    melding: str


def note_html(text: str) -> str:
    """A footnote as it travels with its sentence."""
    return f'<a href="{NOTE_HREF}" title="{escape(text)}">*</a>'


def safe_address(address: str) -> str:
    """The address when a letter may link to it (https or mailto), else ""."""
    address = address.strip().replace(" ", "%20")
    if len(address) > MAX_ADDRESS or not _ADDRESS.fullmatch(address):
        return ""
    scheme, colon, rest = address.partition(":")
    return scheme.lower() + colon + rest


def lost_link(address: str) -> Melding:
    """About a link whose address `safe_address` refuses."""
    file = _FILE.match(address)
    why = (
        "Dat is een bestand op een eigen computer of schijf; voeg het als bijlage toe als de "
        "lezer het nodig heeft."
        if file
        else "Alleen adressen die met https:// of mailto: beginnen kunnen een link zijn."
    )
    return Melding(
        "link-niet-overgenomen",
        f"De link naar “{address[:200]}” is niet overgenomen, de tekst wel. {why}",
    )


def address_after(address: str, words: str) -> str:
    """An address that the words of its link don't say, in brackets: in a note a reader has nothing
    but the text."""
    address = address.removeprefix("mailto:")
    return "" if address.rstrip("/") in words else f" ({address})"


def hidden() -> Melding:
    return Melding(
        "verborgen-tekst",
        "Hier staat verborgen tekst. Die is niet overgenomen; maak haar in Word zichtbaar als ze "
        "erbij hoort.",
    )


def struck(words: Iterable[str] = ()) -> Melding:
    return Melding(
        "doorgehaald",
        f"Hier staat doorgehaalde tekst{quoted(words)}. Die is als gewone tekst overgenomen; haal "
        "haar weg als ze vervallen is.",
    )


def marked(words: Iterable[str]) -> Melding:
    """About a highlighter pen: most often for the writer, not for the reader."""
    return Melding(
        "gemarkeerd",
        f"Hier is tekst gemarkeerd{quoted(words)}. De woorden zijn overgenomen, de kleur niet; "
        "kijk of er nog iets moet worden ingevuld.",
    )


def lost_notes(count: int) -> list[Melding]:
    """About signs of notes whose text is not there."""
    if not count:
        return []
    return [
        Melding(
            "voetnoot-leeg",
            f"{counted(count, 'voetnoot is', 'voetnoten zijn')} niet meegekomen: de tekst ervan "
            "zat niet in wat u kopieerde.",
        )
    ]


def pictures() -> Melding:
    return Melding(
        "afbeelding",
        "Plaatjes zijn niet meegekomen: de brief heeft tekst en tabellen. Een plaatje hoort in een "
        "bijlage.",
    )


def unknown_sign() -> Melding:
    return Melding(
        "symbool-onbekend",
        "Hier staat een teken uit een symboollettertype dat niet is overgenomen; er staat nu een "
        "□. Typ er een gewoon teken voor in de plaats.",
    )


def word_errors(text: str) -> list[Melding]:
    """About Word's own error texts, which stand in a sentence like words of the writer."""
    return [
        Melding(
            "verwijzing-kapot",
            f"Hier staat een foutmelding van Word in de tekst: “{found}” De verwijzing daar leidt "
            "nergens meer heen; typ wat er had moeten staan.",
        )
        for found in dict.fromkeys(_ERROR.findall(text))
    ]


def left_behind(comments: int, deletions: int) -> list[Melding]:
    """About what a reviewer wrote or took away: "2 opmerkingen en 1 verwijderde passage zijn …"."""
    parts = [
        counted(comments, "opmerking", "opmerkingen") if comments else "",
        counted(deletions, "verwijderde passage", "verwijderde passages") if deletions else "",
    ]
    what = " en ".join(filter(None, parts))
    if not what:
        return []
    verb = "is" if comments + deletions == 1 else "zijn"
    return [Melding("achtergebleven", f"{what} {verb} niet overgenomen.")]


def labels(shown: Iterable[Label]) -> list[Melding]:
    """About the labels of a list that are not simply its numbers or signs."""
    odd = [label for label in shown if not label.plain]
    letters = [label.text for label in odd if label.letters]
    others = [label.text for label in odd if not label.letters]
    told = []
    if letters:
        told.append(
            Melding(
                "opsomming-letters",
                f"In de bron heeft deze opsomming letters of Romeinse cijfers{quoted(letters)}. "
                "Hier worden dat 1, 2, 3; kijk of de tekst ergens naar zo'n letter verwijst.",
            )
        )
    if others:
        told.append(
            Melding(
                "opsomming-nummers",
                f"In de bron zijn de nummers anders{quoted(others)}. Hier wordt dat 1, 2, 3 of een "
                "punt; typ bij het punt wat de lezer moet zien, en kijk of de tekst ernaar "
                "verwijst.",
            )
        )
    return told


def quoted(words: Iterable[str]) -> str:
    """Words in quotes, each once: “: “a)”, “b)” en nog 3 andere”; "" without any."""
    each = list(dict.fromkeys(" ".join(w.split()) for w in words if w.strip()))
    if not each:
        return ""
    quoted = ", ".join(f"“{_short(w)}”" for w in each[:MAX_QUOTES])
    rest = len(each) - MAX_QUOTES
    return f": {quoted}" + (f" en nog {rest} andere" if rest > 0 else "")


def _short(words: str) -> str:
    return words if len(words) <= MAX_QUOTE else words[: MAX_QUOTE - 1].rstrip() + "…"
