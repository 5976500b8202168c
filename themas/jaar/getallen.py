"""Figures in a text of which nobody can tell where they come from.

A figure has a source when it is quoted from the portal's own (a reference to a cijfer), when its
alinea has a footnote, or when the alinea says so itself ("volgens het CBS", "bron: politie"). A
number that names something ("artikel 172"), a year, a day or an hour is no figure, and neither is
what is counted on two hands.
"""

import re

from veiligheid.core.richtext import plain

_ALINEA = re.compile(r"</(?:p|li|td|th|h[1-6]|blockquote)>")
_CIJFER = re.compile(r'<a href="verwijzing:cijfer/[^"<>]*"[^<>]*>[^<]*</a>')
_NOOT = 'href="verwijzing:voetnoot"'
_WOORD = re.compile(r"[^\W_]+(?:[.,:/-]\d+)*%?")
_GETAL = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|\d+(?:,\d+)?%?")
_JAAR = re.compile(r"(?:19|20)\d\d")
_BRON = {"volgens", "bron", "bronnen"}
_NOEMT = {
    "artikel", "artikelen", "art", "thema", "bijlage", "bijlagen", "hoofdstuk", "paragraaf", "lijn",
    "nummer", "nr", "fase", "onder", "pagina", "blz", "lid", "wet", "punt", "vraag", "motie",
    "amendement", "toezegging", "top", "n", "a", "e",
}  # fmt: skip
_MAANDEN = {
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
}  # fmt: skip
_TIJD = {"uur", "jarigen", "jarige", "plus", "plussers"}


def unsourced(html: str) -> list[str]:
    """The figures without a source in a piece of rich text, as they stand there, in order."""
    found: list[str] = []
    for alinea in _ALINEA.split(html):
        if _NOOT not in alinea:
            found += _figures(plain(_CIJFER.sub(" ", alinea)))
    return found


def _figures(text: str) -> list[str]:
    words = _WOORD.findall(text)
    if not _BRON.isdisjoint(w.casefold() for w in words):
        return []
    return [w for n, w in enumerate(words) if _is_figure(words, n)]


def _is_figure(words: list[str], n: int) -> bool:
    word = words[n]
    if not _GETAL.fullmatch(word) or _JAAR.fullmatch(word):
        return False
    if len(word) == 1:
        return False
    before = words[n - 1].casefold() if n else ""
    after = words[n + 1].casefold() if n + 1 < len(words) else ""
    return before not in _NOEMT and after not in _MAANDEN and after not in _TIJD
