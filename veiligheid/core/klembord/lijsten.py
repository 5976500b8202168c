"""Lists as Word puts them on the clipboard: paragraphs that say in their style that they are an
item, with the label before the text.

A paragraph is an item where Word says so (``mso-list``) and nowhere else: a style for lists, or a
text that begins with a number, makes none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from veiligheid.core.klembord.stijlen import Style
from veiligheid.core.opsomming import TEKENS, Item, Label, list_html, read_label

_LIST = re.compile(r"l(\d{1,9})(?:\s+level(\d))?(?:\s+lfo(\d{1,9}))?\b")
# Word puts no-break spaces between a label and the text, which nobody types there.
_TYPED = re.compile(
    rf"\s*((?:<(?:strong|em)>)*)(?:([{re.escape(TEKENS)}])(?=[ \xa0])|(\(?\w{{1,3}}[.)])(?=\xa0))"
    r"[ \xa0]+"
)
_PLACEHOLDER = re.compile(r"%\d")
_LETTERED = re.compile(r"(?:lower|upper)-(?:alpha|latin|roman)")


# What Word in the browser says of an item: it puts each in a list of its own, beside the others.
_LEVEL, _OF, _NUMBER, _TEXT = ONLINE = (
    "data-aria-level", "data-listid", "data-aria-posinset", "data-leveltext",
)  # fmt: skip


class Place(NamedTuple):
    """Where Word says that an item stands: in which list, and how deep from 0."""

    lijst: str
    depth: int


def list_place(style: Style) -> Place | None:
    """The place of a paragraph in a list of Word's, None when it is no item."""
    found = _LIST.match(style.get("mso-list", ""))
    if found is None:
        return None
    return Place(f"{found[1]}/{found[3]}", int(found[2] or 1) - 1)


def online_items(element: Any) -> list[tuple[Place, Label | None, Any]]:
    """The items of Word in the browser in a list, or in the wrapper around one: where each stands,
    its label and its element. None in any other list."""
    holder = element
    while holder.tag == "div" and len(holder) == 1 and not (holder.text or "").strip():
        holder = holder[0]
    if holder.tag not in ("ul", "ol"):
        return []
    items = list(holder)
    if not items or not all(i.tag == "li" and (i.get(_LEVEL) or "").isdecimal() for i in items):
        return []
    return [
        (
            Place(item.get(_OF) or "", max(int(item.get(_LEVEL)[:2]), 1) - 1),
            _online_label(item),
            item,
        )
        for item in items
    ]


def _online_label(item: Any) -> Label | None:
    number = item.get(_NUMBER) or ""
    if item.getparent().tag == "ul" or not number.isdecimal():
        return None
    text = item.get(_TEXT) or "%1."
    label = read_label(_PLACEHOLDER.sub(number, text))
    return label if label.numbered else read_label(f"{number}.")


def is_label(style: Style) -> bool:
    """Whether this is the label that Word made before an item or a heading."""
    return style.get("mso-list", "").startswith("ignore")


def typed_label(html: str) -> tuple[Label | None, str]:
    """The label at the start of an item whose label is not told apart, and the text without it."""
    found = _TYPED.match(html)
    if found is None:
        return None, html
    return read_label(found[2] or found[3]), found[1] + html[found.end() :]


def is_lettered(tag: str, kind: str | None, style: Style) -> bool:
    """Whether a list of html counts with letters or Roman numbers."""
    shown = f"{style.get('list-style-type', '')} {style.get('list-style', '')}"
    return tag == "ol" and (kind in ("a", "A", "i", "I") or _LETTERED.search(shown) is not None)


@dataclass(slots=True)
class ListMaker:
    """Makes lists of the items that follow each other, each with the number that Word showed."""

    items: list[Item] = field(default_factory=list)

    def add(self, place: Place, label: Label | None, html: str) -> None:
        """Takes one item in. Without a label it is one with a sign."""
        numbered = label is not None and label.numbered
        number = label.value(self._last(place) + 1) if label is not None and numbered else 0
        self.items.append(Item(place.depth, place.lijst, numbered, number, html))

    def _last(self, place: Place) -> int:
        """The number of the item before it in the same list, 0 when it begins there."""
        for item in self._before(place):
            return item.number
        return 0

    def _before(self, place: Place) -> Iterator[Item]:
        for item in reversed(self.items):
            if item.depth < place.depth:
                return
            if (item.depth, item.lijst) == (place.depth, place.lijst):
                yield item

    def take(self) -> str:
        """The list so far as html; begins anew."""
        items, self.items = self.items, []
        return list_html(items)
