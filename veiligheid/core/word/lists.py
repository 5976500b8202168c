"""List items of Word as the lists of `core.opsomming`."""

from collections.abc import Iterable

from veiligheid.core.opsomming import Item, Label, read_label
from veiligheid.core.opsomming import list_html as as_html
from veiligheid.core.word.drafts import DraftItem
from veiligheid.core.word.inline import to_html

_LETTERED = ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman")


def joins(items: list[DraftItem], item: DraftItem) -> bool:
    """Whether `item` goes on in the list of `items`: the same list, or below it, or one that counts
    on. LibreOffice makes another list of all items after the one that a list begins at."""
    first = items[0].place
    if first.num_id == item.place.num_id or item.place.depth > first.depth:
        return True
    last = next((i for i in reversed(items) if i.place.depth == item.place.depth), None)
    return last is not None and _counts_on(last, item)


def _counts_on(last: DraftItem, item: DraftItem) -> bool:
    same = last.place.abstract == item.place.abstract and last.place.level == item.place.level
    return same and item.place.level.numbered and item.count == last.count + 1


def top_level(items: list[DraftItem]) -> list[bool]:
    """For each item whether it stands at the top of its list."""
    tops: list[bool] = []
    highest = None
    for item in items:
        depth = item.place.depth
        tops.append(highest is None or depth <= highest)
        highest = depth if highest is None else min(highest, depth)
    return tops


def list_html(items: Iterable[DraftItem]) -> str:
    """Items that follow each other as one list, or more where the kind or the number changes."""
    return as_html(
        Item(
            item.place.depth,
            item.place.abstract if item.place.level.numbered else item.place.num_id,
            item.place.level.numbered,
            item.count,
            to_html(item.inline.segments),
        )
        for item in items
    )


def labels(items: Iterable[DraftItem]) -> list[Label]:
    """What Word shows before each item."""
    return [
        Label(item.label, numbered=True, plain=False, letters=True)
        if item.place.level.format in _LETTERED and "%" in item.place.level.text
        else read_label(item.label, symbol=item.place.level.format == "bullet")
        for item in items
    ]
