"""Characters that the letter's font lacks."""

# Same meaning, and in the font: most come along with text pasted from Word or a website.
STAND_INS = str.maketrans(
    {
        "\u2010": "-",  # hyphen
        "\u2011": "-",  # non-breaking hyphen
        "\u25cf": "\u2022",  # black circle: bullet
        "\u25a1": "\u2610",  # white square: ballot box
        "\u2714": "\u2713",  # heavy check mark: check mark
        "\u25ba": "\u25b6",  # pointer: triangle
    }
)


def unknown_characters(characters: set[str]) -> str:
    """Sentence in Dutch about characters that the font can't show."""
    shown = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in sorted(characters)[:10])
    rest = len(characters) - 10
    more = f" en nog {rest} andere" if rest > 0 else ""
    return (
        f"Het lettertype van de brief kent deze tekens niet: {shown}{more}. "
        "Vervang ze in de tekst door gewone letters of leestekens."
    )
