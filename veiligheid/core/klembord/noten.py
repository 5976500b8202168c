"""Footnotes of pasted html: a sign in the text and a note at the end that point at each other.

So do Word (``_ftnref1``), LibreOffice (``sdfootnote1anc``), Google Docs (``ftnt_ref1``) and most
websites; the names differ, the two links do not.
"""

import re
from dataclasses import dataclass, field
from typing import Any

_SIGN = re.compile(r"[\s\[(]*[\w*†‡§¶^↑]{0,5}[\s\])]*")
_NOTE = re.compile(r"foot-?note|end-?note|\bftnt?|\bedn|cite|\bfn|noot", re.I)
_ELEMENT = re.compile(r"mso-element\s*:\s*(?:foot|end)note\b(?!-)", re.I)
_WORD = re.compile(r"mso-(?:foot|end)note-id", re.I)


@dataclass(slots=True)
class Notes:
    """by_sign: the element that holds the note, for each sign in the text. back: the links back.
    lost: signs of Word's whose note did not come along."""

    by_sign: dict[Any, Any] = field(default_factory=dict)
    back: set[Any] = field(default_factory=set)
    lost: set[Any] = field(default_factory=set)

    @property
    def holders(self) -> set[Any]:
        return set(self.by_sign.values())


def find_notes(root: Any) -> Notes:
    """The notes of a text. Two links that don't point at each other are no note."""
    links = [a for a in root.iter("a") if a.get("href", "").startswith("#") and _is_sign(a)]
    found = Notes()
    # The first of the two is the sign: the notes come after the text.
    by_name: dict[str, Any] = {}
    for a in links:
        name = a.get("href")[1:]
        sign = by_name.get(name)
        if sign is not None and sign not in found.by_sign:
            holder = _holder(a, sign)
            if holder is not None:
                found.by_sign[sign] = holder
                found.back.add(a)
                continue
        for named in _names(a):
            by_name.setdefault(named, a)
    found.lost = {
        a
        for a in links
        if a not in found.by_sign and a not in found.back and _WORD.search(a.get("style", "")[:500])
    }
    return found


def _is_sign(a: Any) -> bool:
    return _SIGN.fullmatch("".join(a.itertext())[:20]) is not None


def _names(a: Any) -> list[str]:
    """What others may call this link: its own name, or that of the sup that it stands in."""
    own = [a.get("name"), a.get("id")]
    parent = a.getparent()
    if parent is not None and parent.tag in ("sup", "span"):
        own.append(parent.get("id"))
    return [name for name in own if name]


def _holder(a: Any, sign: Any) -> Any:
    """What holds the whole note that the link `a` stands in; None when the sign is in there too."""
    around = set(sign.iterancestors())
    outside = []
    for ancestor in a.iterancestors():
        if ancestor in around:
            break
        outside.append(ancestor)
    for ancestor in outside:
        said = f"{ancestor.get('id', '')} {ancestor.get('class', '')}"[:200]
        of_note = ancestor.tag in ("div", "li", "aside", "dd") and _NOTE.search(said)
        if _ELEMENT.search(ancestor.get("style", "")[:500]) or ancestor.tag == "li" or of_note:
            return ancestor
    return next((e for e in outside if e.tag in ("p", "div")), None)
