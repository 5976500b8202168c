"""Cutting a piece of inline html at a place in its text."""

import re
from html import unescape

# A footnote's marker is no part of the sentence; a line break is one character of it.
_TOKEN = re.compile(
    r'(?P<noot><a href="verwijzing:voetnoot"[^>]*>.*?</a>)|(?P<br><br\s*/?>)'
    r"|(?P<dicht></(?P<dnaam>\w+)>)|(?P<open><(?P<onaam>\w+)[^>]*>)"
    r"|(?P<entiteit>&#?\w+;)|(?P<teken>[^<&]+|[<&])",
    re.S,
)
_SPACE_AT_END = re.compile(r"(?<!\s)\s+((?:</\w+>)*)$")
_SPACE_AT_START = re.compile(r"^((?:<\w[^>]*>)*)\s+")


def split_inline(html: str, offset: int) -> tuple[str, str]:
    """Two pieces of well-formed inline html, cut after `offset` characters of text.

    Tags that are open at the cut are closed in the first piece and opened again in the second.
    A footnote at the cut stays with the sentence before it. White space at the cut goes.
    """
    left: list[str] = []
    open_tags: list[tuple[str, str]] = []
    rest = offset
    position = 0
    while position < len(html):
        match = _TOKEN.match(html, position)
        if match is None:  # can't happen: the last alternative takes any character
            break
        token, position = match.group(), match.end()
        if rest == 0 and not match["noot"] and not match["dicht"]:
            return _cut(left, open_tags, html[match.start() :])
        if match["open"]:
            open_tags.append((match["onaam"], token))
        elif match["dicht"]:
            open_tags.pop()
        elif match["br"] or match["entiteit"]:
            rest -= max(1, len(unescape(token))) if match["entiteit"] else 1
        elif match["teken"]:
            if len(token) > rest:
                left.append(token[:rest])
                return _cut(left, open_tags, token[rest:] + html[position:])
            rest -= len(token)
        left.append(token)
    return "".join(left), ""


def _cut(left: list[str], open_tags: list[tuple[str, str]], remainder: str) -> tuple[str, str]:
    closing = "".join(f"</{naam}>" for naam, _ in reversed(open_tags))
    opening = "".join(token for _, token in open_tags)
    return (
        _SPACE_AT_END.sub(r"\1", "".join(left) + closing),
        _SPACE_AT_START.sub(r"\1", opening + remainder),
    )
