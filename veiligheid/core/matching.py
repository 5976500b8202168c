"""Comparing titles the way people do: numbers in front, quotes, spaces and case don't count."""

import re
import unicodedata

from django.utils.text import slugify

_NUMBER_IN_FRONT = re.compile(r"^\s*(?:thema\s+)?\d{1,2}(?:\.\d{1,2})*\s*[.):–-]?\s+", re.I)
_NOT_A_WORD = re.compile(r"[^\w]+")


def without_number(titel: str) -> str:
    """ "8. Aanpak straatintimidatie" → "Aanpak straatintimidatie"; the rest stays as it is.

    A year in front ("2025 wordt …") is no number: at most two digits count.
    """
    return _NUMBER_IN_FRONT.sub("", titel, count=1).strip()


def typed_number(titel: str) -> int | None:
    """The number typed in front of a heading, or None."""
    match = re.match(r"\s*(\d{1,2})\s*[.):]\s+\S", titel)
    return int(match.group(1)) if match else None


def titelsleutel(titel: str) -> str:
    """What two spellings of one title have in common."""
    text = unicodedata.normalize("NFKC", without_number(titel)).casefold()
    return _NOT_A_WORD.sub(" ", text.replace("&", " en ")).strip()


def unique_slug(titel: str, taken: set[str], fallback: str = "onderdeel", length: int = 60) -> str:
    """A slug that `taken` does not hold yet; adds it to `taken`."""
    base = slugify(titel)[:length].rstrip("-") or fallback
    slug, n = base, 2
    while slug in taken:
        slug, n = f"{base}-{n}", n + 1
    taken.add(slug)
    return slug
