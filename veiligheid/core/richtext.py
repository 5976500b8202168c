"""Rich text: one normal form, one sanitiser, one model field.

The normal form is what an editor, an importer and a renderer can all rely on: block elements at
the top (`p`, `ul`, `ol`, `table`), list items and nothing else inside lists, every item's text in
a `p`, bold as `strong`, italic as `em`. `sanitize` brings anything into that form and is
idempotent; `RichTextField` calls it on every path to the database, `update()` and `bulk_create`
included.
"""

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from lxml import html as lxml_html

MAX_TEKENS = 200_000
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
_DROP_WITH_CONTENT = {"script", "style", "math", "svg", "template", "iframe", "object", "title"}
_RENAME = {"b": "strong", "i": "em", "div": "p", "blockquote": "p", "pre": "p"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Only what a letter may point to: the web over https, a mailbox, or a part of the letter itself.
_HREF = re.compile(r"https://[^\s/]+\.\S+|mailto:[^\s@]+@[^\s@]+|verwijzing:[a-z]+(/[\w-]+)?")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr"}
# C0 controls but tab and newline, bidi overrides that can turn a sentence round, BOM, soft hyphen.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_SPACE = re.compile(r"[ \t\r\n]+")


class TekstGeweigerd(ValidationError):
    """The text can't be taken in; the message says why and what to do."""


def sanitize(text: str) -> str:
    """Any HTML (or plain text) in, normal form out. Raises TekstGeweigerd when it is too long or
    nested too deeply to be a person's text."""
    if len(text) > MAX_TEKENS:
        raise TekstGeweigerd(
            f"Deze tekst heeft {len(text):,} tekens; er passen er {MAX_TEKENS:,} in één veld. "
            "Verdeel de tekst over meer paragrafen.".replace(",", "."),
            code="te-lang",
        )
    text = _CONTROLS.sub("", text)
    if not text.strip():
        return ""
    if _depth(text) > MAX_DIEPTE:
        raise TekstGeweigerd(
            "De opmaak van deze tekst is te diep genest. Plak de tekst zonder opmaak "
            "(Ctrl+Shift+V).",
            code="te-diep",
        )
    return nh3.clean(
        _normalize(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        clean_content_tags=_DROP_WITH_CONTENT - {"title"},
        url_schemes={"https", "mailto", "verwijzing"},
        link_rel=None,
    )


def plain(html: str) -> str:
    """The text of rich text: blocks and line breaks become spaces, tags go, entities resolve."""
    spaced = re.sub(r"</?(?:p|li|ul|ol|tr|t[dh]|table|caption|br)\b[^>]*>", " ", html)
    return _SPACE.sub(" ", unescape(re.sub(r"<[^>]+>", "", spaced))).strip()


def _depth(text: str) -> int:
    """The deepest nesting of tags: a linear look, before any parser sees the text."""
    depth = deepest = 0
    for closing, name, empty in _TAG.findall(text):
        if name.lower() in _VOID or empty:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
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


def _normalize(text: str) -> str:
    root = lxml_html.fragment_fromstring(text, create_parent="div")
    for element in list(root.iter()):
        _rename(element)
    _drop_unknown(root)
    _blocks(root)
    return "".join(lxml_html.tostring(child, encoding="unicode", with_tail=False) for child in root)


def _rename(element: Any) -> None:
    """Comments go, look-alikes get their proper name, headings become bold paragraphs."""
    if not isinstance(element.tag, str):
        element.drop_tree()
    elif element.tag in _HEADINGS:
        strong = lxml_html.Element("strong")
        strong.text, element.text = element.text, None
        strong.extend(list(element))
        element.insert(0, strong)
        element.tag = "p"
    elif element.getparent() is not None:
        element.tag = _RENAME.get(element.tag, element.tag)


def _drop_unknown(root: Any) -> None:
    for element in list(root.iterdescendants()):
        if element.tag in _DROP_WITH_CONTENT:
            element.drop_tree()
        elif element.tag not in _TAGS:
            element.drop_tag()


def _blocks(parent: Any) -> None:
    """Loose text and inline elements become paragraphs; paragraphs hold inline elements only."""
    for child in list(parent):
        if child.tag == "p":
            _split_paragraph(child)
    paragraph = None
    loose = parent.text
    parent.text = None
    position = 0
    if loose and loose.strip():
        paragraph = lxml_html.Element("p")
        paragraph.text = loose
        parent.insert(0, paragraph)
        position = 1
    for child in list(parent)[position:]:
        tail, child.tail = child.tail, None
        if child.tag in _INLINE:
            if paragraph is None:
                paragraph = lxml_html.Element("p")
                parent.replace(child, paragraph)
            paragraph.append(child)
            child.tail = tail
            continue
        paragraph = None
        _inside(child)
        if tail and tail.strip():
            paragraph = lxml_html.Element("p")
            paragraph.text = tail
            child.addnext(paragraph)
    for child in list(parent):
        if child.tag == "p":
            _trim(child)
            if not child.text and not len(child):
                parent.remove(child)


def _split_paragraph(paragraph: Any) -> None:
    """A paragraph that wraps blocks (a pasted div) gives way to what it holds."""
    if any(d.tag in _BLOCK for d in paragraph.iterdescendants()):
        paragraph.drop_tag()


def _inside(element: Any) -> None:
    if element.tag in {"ul", "ol"}:
        _items(element)
        for item in list(element):
            _blocks(item)
            if not len(item):
                element.remove(item)
        if not len(element):
            element.getparent().remove(element)
    elif element.tag == "table":
        for cell in element.iter("td", "th", "caption"):
            _trim(cell)


def _items(parent: Any) -> None:
    """Whatever stands loose in a list becomes an item of it: nothing typed there is lost."""
    loose = [(0, parent.text)]
    parent.text = None
    for index, child in enumerate(list(parent), start=1):
        loose.append((index, child.tail))
        child.tail = None
        if child.tag != "li":
            item = lxml_html.Element("li")
            parent.replace(child, item)
            item.append(child)
    for index, text in reversed(loose):
        if text and text.strip():
            item = lxml_html.Element("li")
            item.text = text
            parent.insert(index, item)


def _trim(element: Any) -> None:
    """White space at the edges of a block means nothing; inside it is one space."""
    if element.text:
        element.text = _SPACE.sub(" ", element.text).lstrip(" ")
    for d in element.iterdescendants():
        d.text = _SPACE.sub(" ", d.text) if d.text else d.text
        d.tail = _SPACE.sub(" ", d.tail) if d.tail else d.tail
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
