"""What tracked changes and comments a file has, as findings."""

from collections.abc import Iterable

from lxml import etree

from veiligheid.core.findings import Bevinding, let_op
from veiligheid.core.word.inline import clean
from veiligheid.core.word.markup import W, val

MAX_NAMES = 5

_INSERTED = (W + "ins", W + "moveTo")
_DELETED = (W + "del", W + "moveFrom")
# On a paragraph mark, a numbering or a list level: part of a change that is counted by its text.
_PARTS = (W + "rPr", W + "numPr", W + "ctrlPr")


def find_changes(roots: Iterable[etree._Element]) -> list[Bevinding]:
    """One finding ``wijzigingen-bijgehouden`` when the parts have tracked changes, else none."""
    changes = [
        element
        for root in roots
        for element in root.iter(*_INSERTED, *_DELETED)
        if (parent := element.getparent()) is None or parent.tag not in _PARTS
    ]
    inserted = sum(element.tag in _INSERTED for element in changes)
    deleted = len(changes) - inserted
    if not changes:
        return []
    names = list(dict.fromkeys(_name(element) for element in changes))
    by = ", ".join(names[:MAX_NAMES]) + (" en anderen" if len(names) > MAX_NAMES else "")
    return [
        let_op(
            "wijzigingen-bijgehouden",
            f"In dit bestand zijn wijzigingen bijgehouden: {_count(inserted, 'invoeging')} en "
            f"{_count(deleted, 'verwijdering')}, door {by}. Invoegingen zijn als tekst "
            "overgenomen, verwijderde tekst niet. Klopt dat niet, accepteer of weiger de "
            "wijzigingen dan eerst in Word.",
        )
    ]


def find_comments(root: etree._Element | None) -> list[Bevinding]:
    """One finding ``opmerkingen`` when there are comments in the margin, else none."""
    count = 0 if root is None else sum(1 for _ in root.iterchildren(W + "comment"))
    if not count:
        return []
    many = "1 opmerking" if count == 1 else f"{count} opmerkingen"
    return [
        let_op(
            "opmerkingen",
            f"In de kantlijn van dit bestand {'staat' if count == 1 else 'staan'} {many}. Die "
            f"{'is' if count == 1 else 'zijn'} niet overgenomen; verwerk wat nodig is in de tekst.",
        )
    ]


def _name(change: etree._Element) -> str:
    return clean(val(change, "author") or "")[:80].strip() or "onbekend"


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}en"
