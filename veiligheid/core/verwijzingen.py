"""References inside rich text: a link with our own scheme, ``verwijzing:thema/ondermijning``.

What the link points to is stored; only its number is live. The words around the number are the
writer's and stay as they are: "onder 8" becomes "onder 3" when the theme moves, nothing else.
A footnote carries its own text: ``<a href="verwijzing:voetnoot" title="tekst">*</a>``, so that it
moves, splits and merges with the sentence it belongs to.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape


class Soort(StrEnum):
    THEMA = "thema"
    BIJLAGE = "bijlage"
    PARAGRAAF = "paragraaf"
    TOEZEGGING = "toezegging"
    CIJFER = "cijfer"
    VOETNOOT = "voetnoot"


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A reference as it stands in the text. `tekst` is the html inside the link, `titel` the
    text of a footnote."""

    soort: str
    sleutel: str
    tekst: str
    titel: str = ""


# Runs on sanitised text only, where attributes are quoted and links don't nest.
_LINK = re.compile(
    r'<a href="verwijzing:([a-z]+)(?:/([\w-]+))?"(?: title="([^"]*)")?>(.*?)</a>', re.S
)
# Which of the numbers in the words is the live one: the one after a word that asks for it, else the
# first that is no year, no decimal and no part of a date.
_NUMBER = [
    re.compile(rf"{before}(?P<nummer>\d{{1,3}})(?![\d/]|[.,-]\d)", re.I)
    for before in (
        r"\b(?:thema|hoofdstuk|bijlagen?|speerpunt|ambitie|nummer|nr\.?)\s*\(?",
        r"\b(?:onder|bij)\s*\(?",
        r"(?<![\w.,/-])",
    )
]
_DIGITS = re.compile(r"\d+")
# A number of the griffie: "T25-014", "2025/14".
_LABEL = re.compile(r"(?<![^\s(])(?P<label>[^\s(]*\d[^\s),.;:]*)")
_NAMED = re.compile(
    rf"\b(?:toezegging|aankondiging|motie|amendement|nummer|nr\.?)\s+{_LABEL.pattern}", re.I
)

# "1.250", "ruim 250", "€ 584.000", "12,5", "120 (voorlopig)".
_FIGURE = re.compile(
    r"(?:\b(?:ruim|meer dan|ongeveer|circa|ca\.)\s+)?(?:€\s*)?-?(?P<getal>\d[\d.]*(?<=\d)(?:,\d+)?)"
    r"(?:\s*\((?:nader )?voorlopig\))?",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def link(soort: Soort, sleutel: str, tekst: str) -> str:
    """A reference as html. `tekst` is plain text and is escaped here."""
    return f'<a href="verwijzing:{soort}/{sleutel}">{escape(tekst, quote=False)}</a>'


def find(html: str) -> list[Verwijzing]:
    """All references in a piece of sanitised rich text, in order."""
    return [_from_match(m) for m in _LINK.finditer(html)]


def replace(html: str, resolve: Callable[[Verwijzing], str]) -> str:
    """Every reference in sanitised rich text replaced by the html that `resolve` gives for it."""
    return _LINK.sub(lambda m: resolve(_from_match(m)), html)


def with_number(tekst: str, nummer: int) -> str:
    """The link's words with the live number: "de 3 acties onder 8" → "de 3 acties onder 5". Words
    without a number stay."""
    for pattern in _NUMBER:
        if match := pattern.search(tekst):
            start, end = match.span("nummer")
            return f"{tekst[:start]}{nummer}{tekst[end:]}"
    return tekst


def with_label(tekst: str, label: str) -> str:
    """The link's words with a number that is no plain one: "toezegging T24-9 van 12 maart" →
    "toezegging T25-014 van 12 maart". It takes the place of what looks like it (a plain
    number may be a day), else of what stands after "toezegging", "motie" and the like. Without
    either the words stay."""
    shape = "" if label.isdecimal() else _shape(label)
    alike = (m for m in _LABEL.finditer(tekst) if _shape(m.group()) == shape)
    match = next(alike, None) or _NAMED.search(tekst)
    if match is None or not label:
        return tekst
    start, end = match.span("label")
    return f"{tekst[:start]}{escape(label)}{tekst[end:]}"


def _shape(label: str) -> str:
    """ "T25-014" and "t24-9" look alike."""
    return _DIGITS.sub("#", label.casefold())


def with_figure(tekst: str, cijfer: str) -> str | None:
    """The link's words with the live figure: "ruim 250 meldingen" → "261 meldingen". A year among
    the words is none of it. Words that were themselves no figure ("onbekend (…)") are replaced as
    a whole. None when they hold no figure, or several: then it can't be told what is live."""
    figures = [m for m in _FIGURE.finditer(tekst) if m["getal"]]
    if len(figures) > 1:
        figures = [m for m in figures if not _YEAR.fullmatch(m[0])]
    if len(figures) == 1:
        begin, end = figures[0].span()
        return f"{tekst[:begin]}{escape(cijfer, quote=False)}{tekst[end:]}"
    if not figures and tekst.strip().lower().startswith(("onbekend", "niet getoond")):
        return escape(cijfer, quote=False)
    return None


def _from_match(match: re.Match[str]) -> Verwijzing:
    soort, sleutel, titel, tekst = match.groups()
    return Verwijzing(soort, sleutel or "", tekst, unescape(titel or ""))
