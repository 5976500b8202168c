"""List items as nested HTML lists."""

from dataclasses import dataclass, field

from veiligheid.core.word.drafts import DraftItem
from veiligheid.core.word.inline import to_html


@dataclass(slots=True)
class _List:
    """An open list: what its items share, and the HTML of each item so far."""

    depth: int
    numbered: bool
    num_id: str
    start: int
    items: list[list[str]] = field(default_factory=list)

    def html(self) -> str:
        name = "ol" if self.numbered else "ul"
        start = f' start="{self.start}"' if self.numbered and self.start > 1 else ""
        items = "".join(f"<li>{''.join(parts)}</li>" for parts in self.items)
        return f"<{name}{start}>{items}</{name}>"


def joins(first: DraftItem, item: DraftItem) -> bool:
    """Whether `item` goes on in the list that began with `first`: the same list, or below it."""
    same = first.place.num_id == item.place.num_id
    return same or item.place.depth > first.place.depth


def top_level(items: list[DraftItem]) -> list[bool]:
    """For each item whether it stands at the top of its list."""
    tops: list[bool] = []
    highest = None
    for item in items:
        depth = item.place.depth
        tops.append(highest is None or depth <= highest)
        highest = depth if highest is None else min(highest, depth)
    return tops


def list_html(items: list[DraftItem]) -> str:
    """One list, or more where a nested kind changes halfway. Every item's text is in a ``<p>``."""
    done: list[str] = []
    stack: list[_List] = []
    for item in items:
        place = item.place
        while len(stack) > 1 and stack[-1].depth > place.depth:
            _close(stack, done)
        if stack and stack[-1].depth > place.depth:
            stack[-1].depth = place.depth
        if stack and stack[-1].depth == place.depth and not _same(stack[-1], item):
            _close(stack, done)
        if not stack or stack[-1].depth < place.depth:
            stack.append(_List(place.depth, place.level.numbered, place.num_id, item.count))
        stack[-1].items.append([f"<p>{to_html(item.inline.segments)}</p>"])
    while stack:
        _close(stack, done)
    return "".join(done)


def _same(at: _List, item: DraftItem) -> bool:
    return at.num_id == item.place.num_id and at.numbered == item.place.level.numbered


def _close(stack: list[_List], done: list[str]) -> None:
    """Puts the innermost list into the item that it stands under."""
    html = stack.pop().html()
    (stack[-1].items[-1] if stack else done).append(html)
