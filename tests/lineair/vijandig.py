"""Text that is hard to read: patterns that a reader may walk through over and over."""

import random
from dataclasses import dataclass
from functools import cache

# What froze a worker or cost seconds once, and their neighbours.
BEKEND = (
    "<p style='mso-list:l0 level1 lfo1'>a</p>", "<!--[if", "<span style='mso-", "<del>a</del>",
    "<a href='#_ftn1' name='_ftnref1'>[1]</a>", "<o:p>", "<span style='display:none'>a</span>",
    "1.\xa0", "\u00b7 ",
    "<a", "<a ", "<", "</", "<!--", "&", "&#", "&amp", ".", ". ", "…", "!?", "A. ", "a. ", "Nr. ",
    "ge", "a", "is ", "is ge", "A", "aA", "1", "1,", "1.", "1.1", "12-", "2025 ", "20", " ", "\n",
    "\r\n", "\t", "\xa0", "(", "()", "((zie ", ")", "[", "[[", "](", "[a](", "![", "*", "**",
    "*a ", "_", "__a", "`", "``a", "~", ">", "> ", "- ", "-", "1. ", "# ", '"', '" ', "'", ";",
    ",", ", ", ",a", ": ", "/", "\\", "@", "=", "|", "|a", "<b>", "<b></b>", "<b>a</b>", "<p>",
    "<p>a</p>", "<br>", "<br> ", "<li>", "<ul><li>", "<td>", "<table>", "<a href=", '<a href="',
    "<a x=y", "<x a b c ", "<i><b></i>", "a<b></b>", "</p>", "</b>", "<b><i>", "<p a=1>", "u ",
    "wij u ", "zullen wij ", "en ", "in de ", "zie onder 1, ", "bijlage 1, ", "van ", "uiterlijk ",
    "vóór de ", "de raad ", "waarover ", ", die ", "toezegging ", "ruim ", "€ ", "hier op ",
    "zal ", "raadsbrief ", "in januari ", "op 1 mei 2025 ", "aan ", "met u ", "wordt ",
    "geïnformeerd ", "komen we terug ", "zoals ", "als u ", "In X 2024 ", "thema ", "ben", "ver",
    "Vóór aanvang van de proef informeren wij u. ", "Dan sturen wij u dat en in mei. ", "Ж", "ש",
    "é", "\u0301", "\ufb01", "\u200b", "\uf0b7", "😀", "ß", "İ",
)  # fmt: skip
_ALFABET = (
    "<a", "<", ">", "</", "/>", "&", ";", ".", "A. ", "ge", "(", ")", '"', "1,", "1", "[", "]", "*",
    "](", "\n", "\n\n", " ", "a", "b", "-", "- ", "=", "'", "`", "\\", "|", "#", "!", "?", ":", "_",
    "is ", "u ", "wij ", "en ", "te ", "zullen ", "2025", "de ", "<b>", "</b>", "<p>", "</p>",
    "<li>", "<ul>", "<td>", "<br>", "href=", "t\tt", "€", "…", "Mr. ", "’",
)  # fmt: skip

# Sentences as people write them, without two alike on end.
_GEWOON = (
    "In 2024 hebben we met bewoners van de wijk {n} een buurtteam opgericht. ",
    "Uiterlijk in Q{k} 2025 informeren wij u over de voortgang van actie {n}. ",
    "Het aantal woninginbraken daalde van {n} naar 202, zie onder {k}. ",
    "Dhr. De Vries (politie) en mevr. Bakker o.a. zijn hierbij betrokken geweest; dat gaat door. ",
    "De raad ontvangt vóór de zomer een raadsbrief, waarover u eerder bent geïnformeerd. ",
    "“Wij gaan hiermee verder”, aldus de burgemeester, “want {n} meldingen is te veel.” ",
)


def gewoon(lengte: int) -> str:
    """An ordinary text of so many characters."""
    pieces: list[str] = []
    room = lengte
    while room > 0:
        n = len(pieces)
        pieces.append(_GEWOON[n % len(_GEWOON)].format(n=n + 100, k=n % 4 + 1))
        room -= len(pieces[-1])
    return "".join(pieces)[:lengte]


@dataclass(frozen=True, slots=True)
class Patroon:
    """Text that repeats: `begin`, then `rest` over and over. blok: it begins anew after so many
    characters, as another sentence or line; 0 when it goes on to the end."""

    rest: str
    begin: str = ""
    blok: int = 0

    def tekst(self, lengte: int) -> str:
        """So many characters of it, and at the end something else: what a search that fails late
        would have to go back from."""
        piece = self.begin + self.rest * ((self.blok or lengte) // len(self.rest) + 1)
        if self.blok:
            ends = (". Zo ", "\n", ".\n\nEn ")
            piece = "".join(piece[: self.blok] + end for end in ends)
        return (piece * (lengte // len(piece) + 1))[: lengte - 1] + "¶"

    def __str__(self) -> str:
        blok = f" per {self.blok}" if self.blok else ""
        return f"{self.begin!r} + {self.rest!r}{blok}" if self.begin else f"{self.rest!r}{blok}"


_BEGIN = (
    "<a ",
    "is ",
    "is ge",
    "(zie ",
    "hier ",
    "zal ",
    "zoals ",
    "als u ",
    "2025",
    "[",
    '"',
    "$",
    "T",
)
_DAARNA = (
    "ge",
    "<a",
    "a",
    "1",
    " ",
    ".",
    "u ",
    "-",
    "\n",
    "A-",
    "\u00a0",
    "[",
    "ben",
    "(",
    ",",
    "t ",
)


def bekend() -> tuple[Patroon, ...]:
    """What one can think of."""
    return (*(Patroon(p) for p in BEKEND), *(Patroon(p, blok=len(p)) for p in _GEWOON))


def samengesteld() -> tuple[Patroon, ...]:
    """The same behind a begin that something looks for, and as sentences of much the same."""
    return (
        *(Patroon(p, begin) for begin in _BEGIN for p in _DAARNA),
        *(Patroon(p, "Wij ", 1400) for p in BEKEND if len(p) > 1),
    )


def patronen(aantal: int | None) -> tuple[Patroon, ...]:
    """All that is known and so many that nobody thought of; for every day (None) some of them,
    the same each time."""
    if aantal is not None:
        return (*bekend(), *samengesteld(), *verzonnen(aantal))
    some = random.Random(11).sample(samengesteld(), 16)
    return (*bekend(), *some, *verzonnen(10))


@cache
def verzonnen(aantal: int, zaad: int = 20) -> tuple[Patroon, ...]:
    """What nobody thought of: two to five tokens, the same each time."""
    draw = random.Random(zaad)

    def tokens(least: int, most: int) -> str:
        return "".join(draw.choices(_ALFABET, k=draw.randint(least, most)))

    return tuple(
        Patroon(tokens(2, 5), tokens(0, 3), draw.choice((0, 0, 0, 90, 1400))) for _ in range(aantal)
    )
