"""Live references in imported text: "zie onder 8", "(zie hieronder bij 8.)", "zie onder 1 en 8",
"bijlage 3", "bijlage (4)". Only a link is put around the words; no word changes."""

import re
from collections.abc import Callable
from html import escape

from veiligheid.core.verwijzingen import Soort

_THEMAS = re.compile(
    r"\bzie\s+(?:ook\s+)?(?:(?:hieronder|hierboven|verder|thema)\s+)?"
    r"(?P<eerste>(?:onder|bij|thema|hoofdstuk)\s+\d{1,2})(?!\d)"
    r"(?P<meer>(?:\.?\s*(?:,|en|of)\s+\d{1,2}(?!\d))*)",
    re.I,
)
_BIJLAGEN = re.compile(
    r"\b(?P<eerste>bijlagen?\s*(?:\(\d{1,2}\)|\d{1,2}(?!\d)))"
    r"(?P<meer>(?:\s*(?:,|en|of)\s+\d{1,2}(?!\d))*)",
    re.I,
)
_TAG = re.compile(r"(<[^>]+>)")
_DIGITS = re.compile(r"\d{1,2}")

# (soort, nummer) → the key of what it points to, or None when there is no such thing.
Resolve = Callable[[Soort, int], str | None]


def link_references(html: str, resolve: Resolve) -> str:
    """Put links around the references in a piece of rich text. Text inside a link stays as is."""
    parts = _TAG.split(html)
    in_link = False
    for i, part in enumerate(parts):
        if part.startswith("<"):
            in_link = part.startswith("<a ") or (in_link and not part.startswith("</a"))
        elif not in_link:
            part = _link(part, _THEMAS, Soort.THEMA, resolve)
            parts[i] = _link(part, _BIJLAGEN, Soort.BIJLAGE, resolve)
    return "".join(parts)


def annex_numbers(html: str) -> set[int]:
    """The numbers of the annexes that a text mentions."""
    text = _TAG.sub("", html)
    return {int(n) for m in _BIJLAGEN.finditer(text) for n in _DIGITS.findall(m.group())}


def _link(text: str, pattern: re.Pattern[str], soort: Soort, resolve: Resolve) -> str:
    def around(words: str) -> str:
        match = _DIGITS.search(words)
        key = resolve(soort, int(match.group())) if match else None
        return words if key is None else f'<a href="verwijzing:{soort}/{escape(key)}">{words}</a>'

    def replace(match: re.Match[str]) -> str:
        start = match.start("eerste") - match.start()
        before = match.group()[:start]
        more = _DIGITS.sub(lambda m: around(m.group()), match["meer"])
        return before + around(match["eerste"]) + more

    return pattern.sub(replace, text)
