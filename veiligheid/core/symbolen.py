"""Signs from Word's symbol fonts as ordinary characters: one table for Word files, for what is
pasted, and for what the letter's font lacks.

These fonts number their signs themselves, 20..FF. Word stores them as such or as U+F020..F0FF, and
writes them on the clipboard as the characters that Windows gives those numbers: "à" for an arrow.
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
    0xFE: "☑", 0x22: "✂", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x43: "👍", 0x44: "👎", 0x4D: "💣",
    0x4E: "☠", 0x52: "☼", 0x54: "❄", 0x70: "□", 0x74: "⧫", 0x78: "☒", 0xA4: "◉", 0xA5: "◎",
    0xAC: "✶", 0xE3: "↖", 0xE4: "↗", 0xE5: "↙", 0xE6: "↘", 0xE9: "↑", 0xEA: "↓",
    **{0x80 + i: sign for i, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2 = {0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0xA3: "☐"}

_WINGDINGS_3 = {0x20: " ", 0x7D: "▶"}
_WEBDINGS = {0x20: " ", 0x61: "✓", 0x72: "✗"}

_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}
# Without a word about their font: the bullets that Word itself uses.
LOS = {"\uf0b7": "\u2022", "\uf0a7": "\u25aa", "\uf0d8": "\u27a2", "\uf0fc": "\u2713"}


def is_symbol_font(font: str) -> bool:
    """Whether letters in this font show as signs: Symbol, and all of Wingdings and Webdings."""
    name = font.strip().lower()
    return name == "symbol" or "dings" in name


def symbol(font: str, code: int) -> str | None:
    """The ordinary character for a sign of `font`, None when it is not known.

    code: as in the file, with or without the F000 that Word adds. In a font that is not a symbol
    font it is the character's own number.
    """
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    table = _FONTS.get(font.strip().lower())
    if table is not None:
        return table.get(low)
    if is_symbol_font(font) or low < 0x20 or 0xD800 <= low <= 0xF8FF or low > 0x10FFFF:
        return None
    return chr(low)


def as_shown(text: str, font: str) -> tuple[str, bool]:
    """`text` as a reader sees it in `font`, and whether all its signs were known.

    A sign that is not known becomes □, so that a reader sees that something stood there.
    """
    if is_symbol_font(font):
        signs = [_sign(c, font) for c in text]
        return "".join(s or "□" for s in signs), None not in signs
    known = True

    def ordinary(found: re.Match[str]) -> str:
        nonlocal known
        sign = LOS.get(found[0]) or symbol(font, ord(found[0]))
        known = known and sign is not None
        return sign or "□"

    return PRIVATE.sub(ordinary, text), known


def _sign(character: str, font: str) -> str | None:
    """What a character shows in a symbol font; one that such a font can't have stays itself."""
    if character.isspace():
        return character
    if PRIVATE.match(character):
        return symbol(font, ord(character))
    windows = character.encode("cp1252", "ignore")
    if not windows:
        return character
    sign = symbol(font, windows[0])
    # Bytes 80..9F are typographic signs in any other font, and only a few are signs in these.
    return sign or (character if 0x80 <= windows[0] <= 0x9F else None)
