"""Signs from Word's symbol fonts as ordinary characters.

These fonts number their signs themselves, 20..FF, and Word stores them as such or as U+F020..F0FF.
Tables: Adobe's Symbol encoding; of the Wingdings fonts only what people put in a letter.
"""

import re

PRIVATE = re.compile("[\uf020-\uf0ff]")

_SYMBOL_LOW = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?"
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_SYMBOL = {
    **{0x20 + i: sign for i, sign in enumerate(_SYMBOL_LOW)},
    **{0xA0 + i: sign for i, sign in enumerate(_SYMBOL_HIGH)},
    0xF1: "〉",
    0xF2: "∫",
}
_WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x45: "☜", 0x46: "☞", 0x47: "☝",
    0x48: "☟", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪",
    0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0xA3: "☐"}

_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(font: str, code: int) -> str | None:
    """The ordinary character for a sign of `font`, None when it is not known.

    code: as in the file, with or without the F000 that Word adds. In a font that is not a symbol
    font it is the character's own number.
    """
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    table = _FONTS.get(font.strip().lower())
    if table is not None:
        return table.get(low)
    if "ding" in font.lower() or low < 0x20 or 0xD800 <= low <= 0xF8FF or low > 0x10FFFF:
        return None
    return chr(low)


def replace_symbols(text: str, font: str) -> tuple[str, bool]:
    """`text` with private signs of a symbol font replaced, and whether all were known.

    A sign that is not known becomes □, so that a reader sees that something stood there.
    """
    known = True

    def ordinary(found: re.Match[str]) -> str:
        nonlocal known
        sign = symbol(font, ord(found[0]))
        known = known and sign is not None
        return sign or "□"

    return PRIVATE.sub(ordinary, text), known
