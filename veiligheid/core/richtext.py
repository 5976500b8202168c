"""Rich text: one normal form, one sanitiser, one model field.

The normal form is what an editor, an importer and a renderer can all rely on: block elements at
the top (`p`, `ul`, `ol`, `table`), list items and nothing else inside lists, every item's text in
a `p`, bold as `strong`, italic as `em`. `sanitize` brings anything into that form and is
idempotent; `RichTextField` calls it on every path to the database, `update()` and `bulk_create`
included.
"""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING, Any

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from lxml import html as lxml_html

from veiligheid.core.adressen import ANDERS_DAN_HET_LIJKT, MAILBOX, WEB, misleads
from veiligheid.core.klembord import take_over

MAX_TEKENS = 200_000
MAX_GEPLAKT = 2_000_000
MAX_DIEPTE = 60
MAX_SPAN = 20

_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_INLINE = {"a", "br", "em", "strong", "sub", "sup"}
_BLOCK = {"p", "ul", "ol", "table"}
_TAGS = _INLINE | _BLOCK | {"caption", "li", "thead", "tbody", "tfoot", "tr", "td", "th"}
_DROP_WITH_CONTENT = {"script", "style", "math", "svg", "template", "iframe", "object"}
_RENAME = {"b": "strong", "i": "em", "div": "p", "blockquote": "p", "pre": "p"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_FOREIGN = _HEADINGS | _RENAME.keys()
# Only what a letter may point to: the web over https, a mailbox, or a part of the letter itself.
_HREF = re.compile(rf"{WEB}|{MAILBOX}|verwijzing:[a-z]+(/[\w-]+)?")
_LINK = re.compile(r"href\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]*)", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")
_BLOCK_TAG = re.compile(r"</?(?:p|li|ul|ol|tr|t[dh]|table|caption|br)\b[^>]*>")
_ANY_TAG = re.compile(r"<[^>]+>")
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr"}
# C0 controls but tab and newline, bidi overrides that can turn a sentence round, BOM, soft hyphen.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_SPACE = re.compile(r"[ \t\r\n]+")
_LOOSE = re.compile(r"&(?!#?\w{1,32};)")


# Anything that the normal form would not say: then `klembord` looks at what its source meant.
_FOREIGN_HTML = re.compile(
    r"<(?![\s\d<=]|/?(?:p|ul|ol|li|table|caption|thead|tbody|tfoot|tr|t[dh]|strong|em|su[bp]|br|a)"
    r'(?:\s+(?:href="(?:https:|mailto:|verwijzing:)[^"]*"|(?:title|start|colspan|rowspan|scope)="[^"]*"))*'
    r"\s*/?>)",
)


class TekstGeweigerd(ValidationError):
    """The text can't be taken in; the message says why and what to do."""


# One text is cleaned where it comes in, where it is compared and where it is written.
@lru_cache(maxsize=32)
def sanitize(text: str) -> str:
    """Any HTML (or plain text) in, normal form out. Raises TekstGeweigerd when it is too long or
    nested too deeply to be a person's text."""
    check_length(text)
    text = _CONTROLS.sub("", text)
    if not text.strip():
        return ""
    _check_depth(text)
    # A loose "&" is stored as five characters, and a row of them is read in time by the square.
    check_length(_LOOSE.sub("&amp;", text))
    if _FOREIGN_HTML.search(text):
        text = take_over(text).html
    # Twice: first so that what gets rearranged is a proper tree of known elements, last because
    # nothing may touch the text after it was found safe.
    # What was written as an entity ("&shy;") is a character by now.
    known = _CONTROLS.sub("", _clean(text, _TAGS | _FOREIGN))
    cleaned = _clean(_normalize(known), _TAGS)
    # What is stored comes by here again, and must fit then too.
    check_length(cleaned)
    _check_depth(cleaned)
    return cleaned


def check_length(text: str) -> None:
    """Raises TekstGeweigerd when a text is longer than fits."""
    if len(text) > MAX_TEKENS:
        raise TekstGeweigerd(
            f"Deze tekst heeft {len(text):,} tekens; er passen er {MAX_TEKENS:,} in één veld. "
            "Verdeel de tekst over meer paragrafen.".replace(",", "."),
            code="te-lang",
        )


def pasted(text: str) -> tuple[str, list[str]]:
    """What somebody pasted in normal form, and in sentences what was left behind. Word writes ten
    times as much as it says: the limit is that of a request. Raises TekstGeweigerd."""
    if len(text) > MAX_GEPLAKT or _depth(text) > MAX_DIEPTE:
        raise TekstGeweigerd(
            "Dit is te veel om in één keer te plakken. Plak het in delen, of zonder opmaak "
            "(Ctrl+Shift+V).",
            code="te-veel-geplakt",
        )
    told = left_out(text)
    return sanitize(take_over(_CONTROLS.sub("", text)).html), told


# No width, and no letter: a heading of these alone would be empty to everybody.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060]")


def one_line(text: str) -> str:
    """A heading as it is stored: without what nobody sees, white space as single spaces."""
    return " ".join(_UNSEEN.sub("", _CONTROLS.sub("", text)).split())


def left_out(text: str) -> list[str]:
    """What `sanitize` takes away that a writer would miss, in sentences. The rest (styles, scripts,
    the noise of Word) nobody meant to write."""
    told = []
    if _FOREIGN_HTML.search(text) and _depth(text) <= MAX_DIEPTE:
        told += [melding.melding for melding in take_over(_CONTROLS.sub("", text)).meldingen]
    if _CONTROLS.search(unescape(text).replace("\u00ad", "").replace("\ufeff", "")):
        told.append(
            "Onzichtbare stuurtekens zijn weggehaald; die kunnen de leesrichting of de PDF in de "
            "war brengen."
        )
    if any(misleads(unescape(href)) for href in _LINK.findall(text)):
        told.append(f"{ANDERS_DAN_HET_LIJKT} De link is weggehaald, de tekst niet.")
    return told


def _clean(text: str, tags: set[str]) -> str:
    return nh3.clean(
        text,
        tags=tags,
        attributes=_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        clean_content_tags=_DROP_WITH_CONTENT,
        url_schemes={"https", "mailto", "verwijzing"},
        link_rel=None,
    )


def plain(html: str) -> str:
    """The text of rich text: blocks and line breaks become spaces, tags go, entities resolve."""
    words = _replace_tags(_ANY_TAG, "", _replace_tags(_BLOCK_TAG, " ", html))
    return _SPACE.sub(" ", unescape(words)).strip()


def _replace_tags(tag: re.Pattern[str], by: str, html: str) -> str:
    """Beyond the last ">" nothing is a tag, and each "<" there would be a search to the end."""
    end = html.rfind(">") + 1
    return tag.sub(by, html[:end]) + html[end:]


def _check_depth(text: str) -> None:
    if _depth(text) > MAX_DIEPTE:
        raise TekstGeweigerd(
            "De opmaak van deze tekst is te diep genest. Plak de tekst zonder opmaak "
            "(Ctrl+Shift+V).",
            code="te-diep",
        )


def _depth(text: str) -> int:
    """The deepest nesting of tags: a linear look, before any parser sees the text."""
    depth = deepest = 0
    is_open = Counter[str]()
    for closing, name, empty in _TAG.findall(text[: text.rfind(">") + 1]):
        name = name.lower()
        if name in _VOID or empty:
            continue
        if not closing:
            is_open[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif is_open[name]:  # an end of what never began ends nothing
            is_open[name] -= 1
            depth -= 1
    return deepest


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    match name:
        case "href":
            return value if _HREF.fullmatch(value) else None
        case "colspan" | "rowspan":
            return value if value.isdecimal() and 1 < int(value) <= MAX_SPAN else None
        case "start":
            return value if value.isdecimal() and 1 < int(value) <= 9999 else None
        case "scope":
            return value if value in {"col", "row", "colgroup", "rowgroup"} else None
        case _:
            return value


# -- Normal form ------------------------------------------------------------------------------


class _Break:
    """Where one paragraph ends and another may begin."""


# What a run of content consists of: text, inline elements, whole blocks, and breaks.
_Flow = Iterator["str | Any | _Break"]


def _normalize(text: str) -> str:
    root = lxml_html.fragment_fromstring(text, create_parent="div")
    for element in list(root.iterdescendants()):
        _rename(element)
    return "".join(lxml_html.tostring(b, encoding="unicode") for b in _blocks(_flow(root)))


def _rename(element: Any) -> None:
    """Look-alikes get their proper name, headings become bold paragraphs."""
    if element.tag in _HEADINGS:
        strong = lxml_html.Element("strong")
        strong.text, element.text = element.text, None
        strong.extend(list(element))
        element.insert(0, strong)
        element.tag = "p"
    else:
        element.tag = _RENAME.get(element.tag, element.tag)


def _flow(node: Any) -> _Flow:
    """What stands in a node, one after the other, wrappers taken off."""
    if node.text:
        yield node.text
    for child in node:
        if child.tag in {"ul", "ol"}:
            yield from _list(child)
        elif child.tag == "table":
            yield from _table(child)
        elif child.tag not in _INLINE:
            yield _Break()
            yield from _flow(child)
            yield _Break()
        elif any(True for _ in child.iterdescendants(*_BLOCK, "li")):
            yield from _flow(child)  # bold around a whole list is no bold
        elif child.tag == "br" or child.text_content():
            copy = deepcopy(child)
            copy.tail = None
            yield copy
        if child.tail:
            yield child.tail


def _blocks(flow: _Flow) -> list[Any]:
    """Text and inline elements gathered in paragraphs, beside the blocks that are there."""
    blocks: list[Any] = []
    pieces: list[Any] = []
    for piece in flow:
        if isinstance(piece, str):
            if pieces or piece.strip():
                pieces.append(piece)
        elif isinstance(piece, _Break) or piece.tag in _BLOCK:
            blocks += _paragraph(pieces)
            pieces = []
            if not isinstance(piece, _Break):
                blocks.append(piece)
        else:
            pieces.append(piece)
    return blocks + _paragraph(pieces)


def _paragraph(pieces: list[Any]) -> list[Any]:
    """A paragraph of text and inline elements, if it says anything. Text is put in by the run and
    not piece by piece, and children are not counted: either would take time by the square."""
    paragraph: Any = lxml_html.Element("p")
    last = None
    for is_text, run in groupby(pieces, lambda piece: isinstance(piece, str)):
        if not is_text:
            for last in run:
                paragraph.append(last)
        elif last is None:
            paragraph.text = "".join(run)
        else:
            last.tail = "".join(run)
    _trim(paragraph)
    return [paragraph] if paragraph.text_content().strip() else []


def _list(source: Any) -> _Flow:
    """The list in normal form, if anything is in it. What stands loose in it becomes an item."""
    result = lxml_html.Element(source.tag, dict(source.attrib))
    contents: list[list[Any]] = [_blocks(iter([source.text or ""]))]
    for child in source:
        if child.tag == "li":
            contents.append(_blocks(_flow(child)))
        elif child.tag in {"ul", "ol"} and any(contents):
            # As Google Docs and Outlook nest: beside the item that it belongs to.
            next(c for c in reversed(contents) if c).extend(_list(child))
        else:
            wrapper = lxml_html.Element("li")
            wrapper.append(deepcopy(child))
            wrapper[0].tail = None
            contents.append(_blocks(_flow(wrapper)))
        contents.append(_blocks(iter([child.tail or ""])))
    for blocks in filter(None, contents):
        item = lxml_html.Element("li")
        item.extend(blocks)
        result.append(item)
    if len(result):
        yield result


def _table(source: Any) -> _Flow:
    """The table with its cells trimmed, if it has any."""
    result = deepcopy(source)
    result.tail = None
    cells = list(result.iter("td", "th", "caption"))
    for cell in cells:
        _trim(cell)
    if cells:
        yield result


def _trim(element: Any) -> None:
    """White space at the edges of a block means nothing; inside it is one space."""
    if element.text:
        element.text = _SPACE.sub(" ", element.text).lstrip(" ")
    for d in element.iterdescendants():
        d.text = _SPACE.sub(" ", d.text) if d.text else d.text
        d.tail = _SPACE.sub(" ", d.tail) if d.tail else d.tail
        if d.tag == "br" and d.tail:
            d.tail = d.tail.lstrip(" ")
    if len(element):
        if element[-1].tail:
            element[-1].tail = element[-1].tail.rstrip(" ")
    elif element.text:
        element.text = element.text.rstrip(" ")


if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class RichTextField(_TextField):
    """Text in the normal form. Cleaned on its way to the database, whatever the way."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return sanitize(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = sanitize(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value
