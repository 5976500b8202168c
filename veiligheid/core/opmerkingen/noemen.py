"""Who is named in a remark: "@Naima", "@Naima Bensaïd". They are told by mail, when they may read
the text at which it hangs, that they are named and where; not what was said."""

import re
from collections.abc import Iterable, Iterator

from django.http import Http404

from veiligheid.core.mail.signalen import Nieuws, tell
from veiligheid.core.models import Gebruiker
from veiligheid.core.opmerkingen.soorten import get_kind
from veiligheid.core.signalen import GENOEMD

# A name of more words than this has none of its own.
_WOORDEN = 6
_WOORD = re.compile(r"[\w’'.-]+")


def mentioned(tekst: str, people: Iterable[Gebruiker]) -> list[Gebruiker]:
    """Those who are named in a text, each once. The longest name counts; a first name that two
    people have names nobody."""
    found: dict[int, Gebruiker] = {}
    names = _names(people) if "@" in tekst else {}
    for words in _after_signs(tekst):
        for n in range(len(words), 0, -1):
            here = names.get(" ".join(words[:n]).rstrip(".'’-"), [])
            if len(here) == 1:
                found[here[0].pk] = here[0]
                break
    return list(found.values())


def _after_signs(tekst: str) -> Iterator[list[str]]:
    """The words right behind each @, at most so many."""
    for part in tekst.casefold().split("@")[1:]:
        words: list[str] = []
        at = 0
        while len(words) < _WOORDEN and (match := _WOORD.match(part, at)) is not None:
            words.append(match.group())
            at = match.end() + (part[match.end() : match.end() + 1] == " ")
        yield words


def _names(people: Iterable[Gebruiker]) -> dict[str, list[Gebruiker]]:
    names: dict[str, list[Gebruiker]] = {}
    for wie in people:
        for naam in {wie.naam, wie.first_name, wie.username}:
            if naam.strip():
                names.setdefault(" ".join(naam.casefold().split()), []).append(wie)
    return names


def tell_mentioned(
    tekst: str, opmerking: int, sleutel: str, waar: tuple[str, int], door: Gebruiker
) -> int:
    """Tell who is named; `waar`: the kind and the key of the text. Gives how many."""
    people = mentioned(tekst, Gebruiker.objects.filter(is_active=True) if "@" in tekst else ())
    told = 0
    for wie in people:
        try:
            kind = get_kind(waar[0])
            adres = kind.adres(kind.fetch(wie, waar[1])).partition("#")[0]
        except Http404:  # it is not there for this person
            continue
        nieuws = Nieuws(
            GENOEMD,
            sleutel,
            f"{door.naam} noemt u in een opmerking",
            f"{adres}#opmerking-{opmerking}",
        )
        told += tell(nieuws, [wie], door)
    return told
