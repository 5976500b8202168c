"""The one line that says what a proposal is, and what kind of change a comparison found."""

import re
from collections import Counter

from lxml import html as lxml_html

from themas.jaar.word.inhoud import Voorstelsoort
from veiligheid.core.richtext import plain

MAX_WORDS = 60
_TOKEN = re.compile(r"<[^>]+>|\s+|[^\s<]+")


def kind_of(voor: str, na: str) -> Voorstelsoort:
    """What changed between two texts: only words added, only words gone, the same pieces in
    another order, or something else."""
    if Counter(pieces(voor)) == Counter(pieces(na)):
        return "verplaatst"
    before, after = _TOKEN.findall(voor), _TOKEN.findall(na)
    if _within(before, after):
        return "invoeging"
    return "verwijdering" if _within(after, before) else "wijziging"


def pieces(html: str) -> list[str]:
    """The paragraphs, tables and list items of a text."""
    if not html:
        return []
    out: list[str] = []
    for block in lxml_html.fragment_fromstring(html, create_parent="div"):
        out += [
            str(lxml_html.tostring(piece, encoding="unicode"))
            for piece in (block if block.tag in ("ul", "ol") else (block,))
        ]
    return out


def says(soort: Voorstelsoort, wie: str, voor: str, na: str, *, kop: bool = False) -> str:
    """The line for a change in a text: who did what, with the words it is about."""
    gone, come = _difference(plain(voor), plain(na))
    where = "in de kop" if kop else "in de tekst"
    door = wie or "Zonder bijhouden"
    match soort:
        case "invoeging" if come:
            what = f"{where} ingevoegd: {_quote(come)}"
        case "verwijdering" if gone:
            what = f"{where} verwijderd: {_quote(gone)}"
        case "verplaatst":
            what = f"een deel van de tekst verplaatst: {_quote(come or gone)}"
        case _ if gone and come:
            what = f"{_quote(gone)} vervangen door {_quote(come)}"
        case _ if gone or come:
            what = f"{where} {'verwijderd' if gone else 'ingevoegd'}: {_quote(gone or come)}"
        case _:
            what = f"de opmaak of indeling {where} gewijzigd"
    return f"{door}: {what}"


def brief_quote(text: str) -> str:
    return _quote(" ".join(text.split()))


def _quote(text: str) -> str:
    short = text if len(text) <= MAX_WORDS else text[: MAX_WORDS - 1].rstrip() + "…"
    return f"“{short}”"


def _difference(before: str, after: str) -> tuple[str, str]:
    """What stands between the words that both begin and end with."""
    old, new = before.split(), after.split()
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return " ".join(old[head : len(old) - tail]), " ".join(new[head : len(new) - tail])


def _within(few: list[str], many: list[str]) -> bool:
    """Whether `few` is left when some of `many` is taken away."""
    rest = iter(many)
    return all(token in rest for token in few)
