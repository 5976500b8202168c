"""The words of a document: what stands in its JSON for a kind, a colour or an outcome."""

from enum import StrEnum


class Bloksoort(StrEnum):
    CONTEXT = "context"
    TERUGBLIK = "terugblik"
    VOORUITBLIK = "vooruitblik"


class Kleur(StrEnum):
    """What the mirror says of one actie. It judges information, not success (the audit
    committee's legend): rood and blauw follow from the data, geel and groen are a person's
    judgement."""

    ROOD = "rood"
    GEEL = "geel"
    GROEN = "groen"
    BLAUW = "blauw"

    @property
    def teken(self) -> str:
        """A symbol, so that nobody needs to see the colour."""
        return _TEKEN[self]


# Signs that the letter's font has.
_TEKEN = {Kleur.ROOD: "×", Kleur.GEEL: "½", Kleur.GROEN: "✓", Kleur.BLAUW: "+"}
# Of what is still to be judged.
GEEN_TEKEN = "…"


class Realisatie(StrEnum):
    """What became of an actie, in the words of an annual account."""

    GEREALISEERD = "gerealiseerd"
    DEELS = "deels"
    DOORLOPEND = "doorlopend"
    DOORGESCHOVEN = "doorgeschoven"
    GEWIJZIGD = "gewijzigd"
    SAMENGEVOEGD = "samengevoegd"
    GESTOPT = "gestopt"

    @property
    def asks_reasons(self) -> bool:
        """Whether oorzaak, gevolg and bijsturing belong to it."""
        return self not in {Realisatie.GEREALISEERD, Realisatie.DOORLOPEND}


class Uitkomst(StrEnum):
    """Whether a figure is what it should be. Only a figure that is known and exact, of the year
    that the target is for, tells."""

    GEHAALD = "gehaald"
    NIET_GEHAALD = "niet gehaald"
    ONBESLIST = "niet te zeggen"


class Figuursoort(StrEnum):
    LIJN = "lijn"
    STAAF = "staaf"
