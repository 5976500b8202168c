"""What a text becomes when one proposal for it is accepted while others were refused.

The proposals for one text are a chain, each made on top of those before it. Accepted in order they
fit to the letter. After a refusal, or after somebody wrote on in the portal, the text is another
than the proposal began with: then only what the proposal itself changes is carried over, and only
where nothing else was changed.
"""

import re

from veiligheid.core.richtext import sanitize
from veiligheid.core.verschil import Vergelijker, Werk

# A tag, or a word with the space after it.
_TOKEN = re.compile(r"<[^>]+>|[^\s<]+\s*|\s+")

# From where to where in the old text, and what comes in its place.
_Edit = tuple[int, int, list[str]]


def merged(tekst: str, voor: str, na: str) -> str | None:
    """`tekst` with the change from `voor` to `na`, in normal form; None when it doesn't fit and a
    person must do it by hand.

    All three are rich text in normal form.
    """
    if tekst == voor:
        return na
    if tekst == na:
        return tekst
    base, ours, theirs = (_TOKEN.findall(text) for text in (voor, tekst, na))
    werk = Werk()
    change, mine = _edits(base, theirs, werk), _edits(base, ours, werk)
    if _any_clash(mine, change):
        return None
    out: list[str] = []
    at = 0
    for begin, end, words in sorted([*mine, *change], key=lambda edit: edit[:2]):
        out += base[at:begin] + words
        at = end
    result = "".join(out + base[at:])
    # A tag that lost its partner shows itself here.
    return result if sanitize(result) == result else None


def _edits(old: list[str], new: list[str], werk: Werk) -> list[_Edit]:
    matcher = Vergelijker(old, new, werk)
    return [(i1, i2, new[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _any_clash(mine: list[_Edit], change: list[_Edit]) -> bool:
    """Whether two edits of different people speak of the same words, or put something in the same
    place. Each list is in order, and nothing in it overlaps."""
    at = other = 0
    while at < len(mine) and other < len(change):
        (begin, end), (others_begin, others_end) = mine[at][:2], change[other][:2]
        if (begin, end) == (others_begin, others_end):
            return True
        if end <= others_begin:
            at += 1
        elif others_end <= begin:
            other += 1
        else:
            return True
    return False
