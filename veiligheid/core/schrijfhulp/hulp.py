"""All hints on a text together, and how hard it reads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from veiligheid.core.schrijfhulp.afkortingen import abbreviations
from veiligheid.core.schrijfhulp.hint import Hint, Hintsoort
from veiligheid.core.schrijfhulp.lang import long_sentences
from veiligheid.core.schrijfhulp.lijdend import passives
from veiligheid.core.schrijfhulp.niveau import Niveau, level_of
from veiligheid.core.schrijfhulp.zeldzaam import rare_words
from veiligheid.core.schrijfhulp.zinnen import read_sentences

# More than these of one kind are counted, not listed.
GETOOND = 12


@dataclass(frozen=True, slots=True)
class Groep:
    """The hints of one kind: those that are listed, and how many there are."""

    soort: Hintsoort
    hints: tuple[Hint, ...]
    aantal: int

    @property
    def verder(self) -> int:
        return self.aantal - len(self.hints)


@dataclass(frozen=True, slots=True)
class Schrijfhulp:
    groepen: tuple[Groep, ...]
    niveau: Niveau | None

    @property
    def aantal(self) -> int:
        return sum(groep.aantal for groep in self.groepen)


def help_with(stukken: Sequence[tuple[str, str]], bekend: Collection[str] = ()) -> Schrijfhulp:
    """Hints on the pieces of a text, each by what it is called and its rich text; together they are
    one text, in which an abbreviation needs spelling out once. bekend: what the text is about."""
    zinnen = [zin for naam, html in stukken for zin in read_sentences(naam, html)]
    found = [
        *long_sentences(zinnen),
        *passives(zinnen),
        *abbreviations(zinnen),
        *rare_words(zinnen, bekend),
    ]
    groepen = []
    for soort in Hintsoort:
        own = [hint for hint in found if hint.soort is soort]
        if own:
            groepen.append(Groep(soort, tuple(own[:GETOOND]), len(own)))
    return Schrijfhulp(tuple(groepen), level_of(zinnen))
