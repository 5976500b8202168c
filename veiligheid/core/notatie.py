"""Rich text as plain text for a textarea, and back: for writing without JavaScript.

Paragraphs are separated by a blank line, ``-`` and ``1.`` begin list items, ``**vet**`` and
``*cursief*`` mark, ``[woorden](verwijzing:thema/…)`` links. What this can't say (a table, a
footnote) stands there as its html, and survives being left alone. `to_html(to_text(html))` gives
the same rich text back; where it would not, `to_text` gives the html itself.
"""

import re
from html import unescape
from typing import Any

from lxml import html as lxml_html
from markdown_it import MarkdownIt

from veiligheid.core.richtext import TekstGeweigerd, check_length, sanitize

# Signs that mean something, and ends of lines: reading one takes some 15 microseconds.
MAX_OPMAAK = 30_000
_MEANS_SOMETHING = "\n\\`*_[]!<&"

_PARSER = MarkdownIt("commonmark", {"breaks": True, "html": True})
_SPECIAL = re.compile(r"([\\`*_\[\]<>&])")
# What would begin a list or a heading when it stands first on a line.
_LINE_START = re.compile(r"^(\s*\d*)([-+#>=~]|(?<=\d)[.)])(?=\s|$)", re.M)
_MARKS = {"strong": "**", "em": "*"}


def to_text(html: str) -> str:
    """Rich text in normal form as a person may read and change it in a textarea."""
    if not html:
        return ""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    text = "\n\n".join(_block(child) for child in root)
    try:
        return text if to_html(text) == html else html
    except TekstGeweigerd:
        return html


def to_html(text: str) -> str:
    """What was typed as rich text in normal form. Raises TekstGeweigerd."""
    check_length(text)
    text = text.replace("\r\n", "\n")
    if sum(map(text.count, _MEANS_SOMETHING)) <= MAX_OPMAAK:
        return sanitize(_PARSER.render(text))
    if text.startswith("<") and sanitize(text) == text:
        return text  # rich text that `to_text` gave as it is
    raise TekstGeweigerd(
        "In deze tekst staan te veel opmaaktekens en regeleinden "
        f"(meer dan {MAX_OPMAAK:,}) om te lezen. Haal rijen van tekens als * en [ weg, of verdeel "
        "de tekst over meer paragrafen.".replace(",", "."),
        code="te-veel-opmaak",
    )


def _block(element: Any) -> str:
    match element.tag:
        case "p":
            return _LINE_START.sub(r"\1\\\2", _inline(element).strip())
        case "ul" | "ol":
            return _list(element)
        case _:
            return _raw(element)


def _list(element: Any) -> str:
    number = int(element.get("start", "1"))
    items = []
    for n, item in enumerate(element, start=number):
        sign = f"{n}. " if element.tag == "ol" else "- "
        indent = " " * len(sign)
        body = "\n\n".join(_block(child) for child in item)
        items.append(sign + body.replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n"))
    return "\n".join(items)


def _inline(element: Any) -> str:
    parts = [_escape(element.text or "")]
    for child in element:
        parts.append(_mark(child))
        parts.append(_escape(child.tail or ""))
    return "".join(parts)


def _mark(element: Any) -> str:
    inner = _inline(element)
    tag = element.tag
    if tag == "br":
        return "\n"
    if tag in _MARKS and inner[:1].isalnum() and inner[-1:].isalnum():
        return f"{_MARKS[tag]}{inner}{_MARKS[tag]}"
    if tag == "a" and element.get("href") and not element.get("title"):
        return f"[{inner}]({element.get('href')})"
    attributes = "".join(f' {k}="{_attribute(v)}"' for k, v in element.items())
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _attribute(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _raw(element: Any) -> str:
    html: str = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    return html.replace("\n", " ")


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", unescape(text) if "&" in text else text)
