"""Characters that no font of the letter has: said while writing and at composition. In a PDF their
number stands in their place."""

import unicodedata

from veiligheid.core.lettertypen import reserves_for
from veiligheid.core.symbolen import LOS

# Same meaning, and in the font: most come along with text pasted from Word or a website.
_SIGNS = {
    "\u2010": "-",  # hyphen
    "\u2011": "-",  # non-breaking hyphen
    "\u25cf": "\u2022",  # black circle: bullet
    "\u25aa": "\u2022",  # black small square: bullet
    "\u25e6": "\u2022",  # white bullet: bullet
    "\u25a1": "\u2610",  # white square: ballot box
    "\u2714": "\u2713",  # heavy check mark: check mark
    "\u25ba": "\u25b6",  # pointer: triangle
    "\u27a2": "\u25b6",  # arrowhead, from Wingdings: triangle
}
_SIGNS |= {los: _SIGNS.get(sign, sign) for los, sign in LOS.items()}

# Control characters, which nobody sees and a font can't show: line ends become spaces (in HTML
# they are no more than that), the others go. Tab, line feed, form feed and return are HTML's.
_CONTROLS = {
    chr(code): None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in b"\t\n\f\r"
}
_LINE_ENDS = dict.fromkeys(("\x0b", "\x85", "\u2028", "\u2029"), " ")

STAND_INS = str.maketrans(_CONTROLS | _LINE_ENDS | _SIGNS)


def in_words(teken: str) -> str:
    """What a PDF shows for a character that can't be printed."""
    return f"[U+{ord(teken):04X}]"


def unknown_characters(characters: set[str]) -> str:
    """Sentence in Dutch about characters that the font can't show."""
    shown = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in sorted(characters)[:10])
    rest = len(characters) - 10
    more = f" en nog {rest} andere" if rest > 0 else ""
    return (
        f"Het lettertype van de brief kent deze tekens niet: {shown}{more}. "
        "Vervang ze in de tekst door gewone letters of leestekens."
    )


def onbekende_tekens(tekst: str) -> set[str]:
    """The characters in a plain text that no font of the letter can show, after stand-ins."""
    once = "".join(set(tekst)).translate(STAND_INS)
    return reserves_for(c for c in once if not _is_unseen(c))[1]


def _is_unseen(teken: str) -> bool:
    """What only tells how to join or turn the characters beside it, and is never drawn."""
    return unicodedata.category(teken) == "Cf" or "\ufe00" <= teken <= "\ufe0f"
