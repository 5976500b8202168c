"""Walks once through pasted html and writes it anew."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape, unescape
from typing import Any, NamedTuple

import nh3
from lxml import html as lxml_html

from veiligheid.core import overname
from veiligheid.core.klembord import lijsten, stijlen
from veiligheid.core.klembord.lijsten import (
    ListMaker,
    is_label,
    is_lettered,
    list_place,
    online_items,
    typed_label,
)
from veiligheid.core.klembord.noten import find_notes
from veiligheid.core.klembord.stijlen import Style
from veiligheid.core.opsomming import Label, read_label
from veiligheid.core.overname import Melding
from veiligheid.core.symbolen import as_shown, is_symbol_font

# What the walk knows. Other tags lose their meaning and keep their words.
_TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "div", "blockquote", "ul", "ol", "li"} | _HEADINGS | _TABLE
_RENAMED = dict.fromkeys(
    ("article", "section", "header", "footer", "main", "aside", "address", "center", "figure",
     "figcaption", "dl", "dt", "dd", "fieldset", "form", "nav", "hr"),
    "div",
) | {"pre": "p"}  # fmt: skip
_INLINE = {"a", "b", "strong", "i", "em", "sup", "sub", "span", "font", "ins", "u", "mark", "br"}
_READ = {"del", "s", "strike", "img", "input", "style", "v:imagedata"}
_TAGS = _BLOCKS | _RENAMED.keys() | _INLINE | _READ
_SEEN = {
    "style", "class", "id", "name", "href", "title", "hidden", "start", "type", "value", "checked",
    "alt", "face", "colspan", "rowspan", "scope", *lijsten.ONLINE,
}  # fmt: skip
_DROPPED = {
    "script", "template", "iframe", "object", "video", "svg", "math", "xml", "title", "head",
}  # fmt: skip
# Seen, to be told: what a letter may link to is `overname.safe_address`'s. "c" is a disk.
_SCHEMES = {
    "https", "mailto", "verwijzing", "http", "file", "ftp", "tel", "sms", "javascript", "data",
    "onenote", "notes", "ms-word", "ms-excel", "ms-powerpoint", *"abcdefghijklmnopqrstuvwxyz",
}  # fmt: skip
_KEPT = ("colspan", "rowspan", "scope", "start")
_DRAWN = re.compile(r"<(?:svg|object|video)\b", re.I)
_BLOCK_BEGIN = re.compile(r"<(?:p|div|ul|ol|li|table|blockquote|h\d)\b")
_NOTE = f'<a href="{overname.NOTE_HREF}"'
_LETTERS = Label("", numbered=True, plain=False, letters=True)
_BLOCK_END = re.compile(r"<br>|</(?:p|div|li|td|th|h\d)>")
_TAG = re.compile(r"<[^>]*>")
# Nested deeper than this nobody writes; deeper still the words alone are read.
_DEEPEST = 100


class Overgenomen(NamedTuple):
    """Html without what its source hides, and what was left behind."""

    html: str
    meldingen: tuple[Melding, ...]


@lru_cache(maxsize=8)
def take_over(text: str) -> Overgenomen:
    """What a reader of the source sees of pasted html. Never raises: what is not understood comes
    out as it is, for the sanitiser."""
    if "<" not in text:
        return Overgenomen(text, ())
    clean = nh3.clean(
        text,
        tags=_TAGS,
        attributes={"*": _SEEN},
        clean_content_tags=_DROPPED,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    reader = _Reader(lxml_html.fragment_fromstring(clean, create_parent="div"))
    html = reader.read()
    if _DRAWN.search(text):
        reader.tell(overname.pictures())
    return Overgenomen(html, tuple(reader.told))


@dataclass(frozen=True, slots=True)
class _Look:
    """What holds for the text that is being read."""

    font: str = ""
    bold: bool = False
    italic: bool = False
    script: str = ""
    struck: bool = False
    marked: bool = False
    pre: bool = False
    depth: int = 0


class _Reader:
    """Each method gives the html of what it reads; what is told is kept beside."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._styles = stijlen.Styles(root)
        self._notes = find_notes(root)
        self._holders = self._notes.holders
        self._remarks = {_block_of(a) for a in root.iter("a") if _is_back(a)}
        self.told: dict[Melding, None] = {}
        self._texts: list[str] = []
        self._labels: list[Label] = []
        self._label: Label | None = None
        self._in_item = self._in_note = False
        self._signs = self._comments = self._deletions = self._lost_notes = 0
        self._after_deletion = False
        self._struck: list[str] = []
        self._marked: list[str] = []

    def tell(self, melding: Melding) -> None:
        self.told[melding] = None

    def read(self) -> str:
        html = self.inside(self._root, _Look())
        for melding in (
            *overname.left_behind(max(self._signs, self._comments), self._deletions),
            *overname.lost_notes(self._lost_notes),
            *([overname.struck(self._struck)] if self._struck else []),
            *([overname.marked(self._marked)] if self._marked else []),
            *overname.labels(self._labels),
            *overname.word_errors("".join(self._texts)),
        ):
            self.tell(melding)
        return html

    # -- what stands in something

    def inside(self, parent: Any, look: _Look) -> str:
        if look.depth > _DEEPEST:
            return self.text("".join(parent.itertext()), look)
        if not len(parent):
            return self.text(parent.text, look)
        look = replace(look, depth=look.depth + 1)
        parts = [self.text(parent.text, look)]
        items = ListMaker()
        for child in parent:
            piece = self._item(child, look, items)
            if piece is None:
                piece = self.element(child, look)
            tail = self.text(child.tail, look)
            if items.items and (piece.strip() or tail.strip()):
                parts.append(items.take())
            parts += [piece, tail]
        parts.append(items.take())
        return "".join(parts)

    def _item(self, element: Any, look: _Look, items: ListMaker) -> str | None:
        """Nothing ("") when the element is an item of Word's: taken in, or left behind; None when
        it is no item."""
        if element.tag not in ("p", "div", "ul", "ol"):
            return None
        if online := online_items(element):
            for where, shown, item in online:
                html = self.inside(item, look).strip()
                items.add(where, shown, html.removeprefix("<p>").removesuffix("</p>"))
                self._labels += [shown] if shown else []
            return ""
        style = self._styles.of(element)
        place = list_place(style)
        if place is None:
            return None
        if self._is_left(element, style):
            return ""
        self._label, self._in_item = None, True
        html = self.inside(element, self._look(element, style, look))
        label, self._in_item = self._label, False
        if label is None:
            label, html = typed_label(html)
        if _TAG.sub("", html).strip():
            items.add(place, label, html)
            self._labels += [label] if label else []
        return ""

    def text(self, text: str | None, look: _Look) -> str:
        if not text:
            return ""
        shown, known = as_shown(text, look.font)
        if not known:
            self.tell(overname.unknown_sign())
        if shown.strip():
            self._after_deletion = False
        self._texts.append(shown)
        html = escape(shown, quote=False)
        return html.replace("\n", "<br>") if look.pre else html

    # -- one element

    def element(self, element: Any, look: _Look) -> str:
        style = self._styles.of(element)
        if element.tag == "style" or self._is_left(element, style):
            return ""
        if element in self._notes.by_sign:
            return self._note(self._notes.by_sign[element], look)
        if element in self._notes.lost:
            self._lost_notes += 1
            return ""
        if is_label(style):
            return self._take_label(element, style, look)
        own = _HANDLERS.get(element.tag)
        if own is not None:
            return own(self, element, style, look)
        return self._inner(element, style, look)

    def _inner(self, element: Any, style: Style, look: _Look) -> str:
        own = self._look(element, style, look)
        inner = self.inside(element, own)
        tag = _RENAMED.get(element.tag, element.tag)
        return _block(element, tag, style, inner) if tag in _BLOCKS else _inline(inner, look, own)

    def _is_left(self, element: Any, style: Style) -> bool:
        """Whether the element stays behind, with all that is in it; counts and tells it."""
        if element in self._holders or element in self._notes.back:
            return True  # it travels with its sign
        if element in self._remarks or stijlen.is_comment(element, style):
            self._count_comments(element)
            return True
        if stijlen.is_deleted(element, style):
            if _has_words(element):
                self._deletions += not self._after_deletion
                self._after_deletion = True
            return True
        if stijlen.is_hidden(element, style):
            if _has_words(element):
                self.tell(overname.hidden())
            return True
        return False

    def _count_comments(self, element: Any) -> None:
        bodies = blocks = 0
        for each in element.iter():
            sign = each.get("href", "").startswith(("#_msocom_", "#cmnt"))
            self._signs += sign and not _is_back(each)
            bodies += self._styles.of(each).get("mso-element") == "comment"
            blocks += each in self._remarks
        self._comments += bodies or blocks

    def _note(self, holder: Any, look: _Look) -> str:
        was, self._in_note = self._in_note, True
        self._holders.discard(holder)
        html = self.inside(holder, _Look(depth=look.depth))
        self._holders.add(holder)
        self._in_note = was
        words = " ".join(unescape(_TAG.sub("", _BLOCK_END.sub(" ", html))).split())
        if not words:
            self._lost_notes += 1
        return overname.note_html(words) if words else ""

    def _take_label(self, element: Any, style: Style, look: _Look) -> str:
        font = self._look(element, style, look).font
        text = "".join(element.itertext())
        if not self._in_item:
            # Before a heading the number is part of what a reader sees.
            return f"{escape(' '.join(text.split()), quote=False)} "
        self._label = read_label(text, symbol=is_symbol_font(font))
        return ""

    def _link(self, element: Any, style: Style, look: _Look) -> str:
        inner = self._inner(element, style, look)
        href = (element.get("href") or "").strip()
        if not href or href.startswith("#"):
            return inner
        if href.startswith("verwijzing:"):
            title = element.get("title")
            said = f' title="{escape(title)}"' if title else ""
            return f'<a href="{escape(href)}"{said}>{inner}</a>'
        address = overname.safe_address(href)
        if not address:
            self.tell(overname.lost_link(href))
            return inner
        if self._in_note:
            words = unescape(_TAG.sub("", inner))
            return inner + escape(overname.address_after(address, words), quote=False)
        return f'<a href="{escape(address)}">{inner}</a>' if inner.strip() else inner

    def _image(self, element: Any, style: Style, look: _Look) -> str:
        """A sign that a website draws as a picture stays a sign."""
        alt = (element.get("alt") or "").strip()
        if alt and len(alt) <= 8 and not any(c.isascii() or c.isalnum() for c in alt):
            return self.text(alt, look)
        self.tell(overname.pictures())
        return ""

    def _box(self, element: Any, style: Style, look: _Look) -> str:
        if element.get("type", "").lower() not in ("checkbox", "radio"):
            return ""
        checked = element.get("checked") is not None
        return overname.AANGEVINKT if checked else overname.NIET_AANGEVINKT

    def _break(self, element: Any, style: Style, look: _Look) -> str:
        return "" if "page-break-before" in style else "<br>"

    def _list(self, element: Any, style: Style, look: _Look) -> str:
        first = next(element.iterchildren("li"), None)
        shown = style if first is None else self._styles.of(first) | style
        if is_lettered(element.tag, element.get("type"), shown):
            self._labels.append(_LETTERS)
        start = element.get("start") or (first.get("value") if first is not None else None)
        said = f' start="{escape(start)}"' if start and element.tag == "ol" else ""
        return f"<{element.tag}{said}>{self.inside(element, look)}</{element.tag}>"

    # -- looks

    def _look(self, element: Any, style: Style, look: _Look) -> _Look:
        bold, italic = stijlen.is_bold(element, style), stijlen.is_italic(element, style)
        font = stijlen.font_of(element, style)
        block = element.tag in _BLOCKS
        struck, marked = look.struck, look.marked
        if not struck and stijlen.is_struck(element, style) and (words := _words(element)):
            struck = True
            self._struck.append(words)
        if not marked and stijlen.is_marked(element, style) and (words := _words(element)):
            marked = True
            self._marked.append(words)
        return _Look(
            font=look.font if font is None else font,
            bold=look.bold if bold is None or block else bold,
            italic=look.italic if italic is None or block else italic,
            script=look.script if block else stijlen.script_of(element, style) or look.script,
            struck=struck,
            marked=marked,
            pre=look.pre or element.tag == "pre",
            depth=look.depth,
        )


_Handler = Callable[[_Reader, Any, Style, _Look], str]
_HANDLERS: dict[str, _Handler] = {
    "a": _Reader._link,
    "img": _Reader._image,
    "v:imagedata": _Reader._image,
    "input": _Reader._box,
    "br": _Reader._break,
    "ul": _Reader._list,
    "ol": _Reader._list,
}


def _block(element: Any, tag: str, style: Style, inner: str) -> str:
    """A block with what it keeps; bold and italic that its style gives it, around its words."""
    if element.tag == "pre":
        inner = inner.removeprefix("<br>").removesuffix("<br>")
    if tag not in _HEADINGS and inner.strip() and _BLOCK_BEGIN.search(inner) is None:
        inner = f"<em>{inner}</em>" if stijlen.is_italic(element, style) else inner
        inner = f"<strong>{inner}</strong>" if stijlen.is_bold(element, style) else inner
    said = "".join(f' {name}="{escape(value)}"' for name in _KEPT if (value := element.get(name)))
    return f"<{tag}{said}>{inner}</{tag}>"


def _inline(inner: str, around: _Look, own: _Look) -> str:
    """Words with the looks that what stands around them doesn't have yet."""
    lone_note = inner.startswith(_NOTE) and inner.count("<") == 2
    if not inner.strip() or lone_note:
        return inner
    if own.script != around.script:
        inner = f"<{own.script}>{inner}</{own.script}>"
    if own.italic and not around.italic:
        inner = f"<em>{inner}</em>"
    return f"<strong>{inner}</strong>" if own.bold and not around.bold else inner


def _words(element: Any) -> str:
    return "".join(element.itertext()).strip()[:200]


def _has_words(element: Any) -> bool:
    return any(text.strip() for text in element.itertext())


def _is_back(element: Any) -> bool:
    """Whether this link leads from a remark in the margin back to the text."""
    href: str = element.get("href", "")
    return href.startswith(("#_msoanchor", "#cmnt_ref"))


def _block_of(element: Any) -> Any:
    blocks = (a for a in element.iterancestors() if a.tag in _BLOCKS)
    return next(blocks, element)
