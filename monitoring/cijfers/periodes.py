"""Periods as CBS codes them: `2024JJ00` a year, `2024KW01` a quarter, `2024MM01` a month."""

import re
from dataclasses import dataclass

from django.db.models import TextChoices

from veiligheid.core.tabellen.dagen import MAANDEN, month_of

_HIGHEST = {"JJ": 0, "KW": 4, "MM": 12}
_CODE = re.compile(r"(\d{4})(JJ|KW|MM)(\d\d)")
# As a spreadsheet shows a month: "2024-01", "jan-2024", "januari 2024".
_MAAND = re.compile(
    r"(?P<jaar>\d{4})-(?P<nummer>\d\d)|(?P<maand>[a-z]{3,9})\.?[ -](?P<van>\d{4})", re.I
)
_LABEL = re.compile(
    r"(?P<jaar>\d{4})"
    r"(?:\s+(?:(?P<maand>[a-z]+)|(?:(?P<kwartaal>[1-4])\s*e\s+kwartaal)|[kq](?P<k>[1-4])))?"
    r"\s*(?P<sterren>\*{0,2})",
    re.I,
)


class Periodesoort(TextChoices):
    JAAR = "JJ", "jaar"
    KWARTAAL = "KW", "kwartaal"
    MAAND = "MM", "maand"


class Meetstatus(TextChoices):
    """How final a figure is. Empty where the source does not say."""

    NADER_VOORLOPIG = "nader voorlopig", "nader voorlopig"
    VOORLOPIG = "voorlopig", "voorlopig"
    DEFINITIEF = "definitief", "definitief"


@dataclass(frozen=True, slots=True, order=True)
class Periode:
    """A year, a quarter or a month. Sorts in time within one kind."""

    jaar: int
    soort: str
    nummer: int = 0

    @property
    def code(self) -> str:
        return f"{self.jaar:04}{self.soort}{self.nummer:02}"

    @property
    def label(self) -> str:
        """As people say it: "2024", "2e kwartaal 2024", "maart 2024"."""
        if self.soort == Periodesoort.MAAND:
            return f"{MAANDEN[self.nummer - 1]} {self.jaar}"
        if self.soort == Periodesoort.KWARTAAL:
            return f"{self.nummer}e kwartaal {self.jaar}"
        return str(self.jaar)


def from_code(code: str) -> Periode | None:
    """The period of a code; None when it is none."""
    match = _CODE.fullmatch(code)
    if not match:
        return None
    jaar, soort, nummer = int(match[1]), match[2], int(match[3])
    # A year is number 0, a quarter or month counts from 1.
    if not (1900 <= jaar <= 2200 and min(1, _HIGHEST[soort]) <= nummer <= _HIGHEST[soort]):
        return None
    return Periode(jaar, soort, nummer)


def read(text: str) -> tuple[Periode, str] | None:
    """A period as a code or in words, with the status its stars tell ("2024*" is voorlopig,
    "2024**" nader voorlopig); None when it is neither."""
    text = text.strip()
    stars = text[len(text.rstrip("*")) :]
    if len(stars) <= 2 and (periode := from_code(text.rstrip("*").strip())):
        return periode, _STATUS_OF_STARS[len(stars)]
    if match := _MAAND.fullmatch(text):
        number = int(match["nummer"]) if match["nummer"] else month_of(match["maand"])
        periode = from_code(f"{match['jaar'] or match['van']}MM{number:02}")
        return (periode, "") if periode else None
    match = _LABEL.fullmatch(text)
    if not match:
        return None
    status = _STATUS_OF_STARS[len(match["sterren"])]
    jaar = match["jaar"]
    if match["maand"]:
        if match["maand"].lower() not in MAANDEN:
            return None
        code = f"{jaar}MM{MAANDEN.index(match['maand'].lower()) + 1:02}"
    elif quarter := match["kwartaal"] or match["k"]:
        code = f"{jaar}KW0{quarter}"
    else:
        code = f"{jaar}JJ00"
    periode = from_code(code)
    return (periode, status) if periode else None


_STATUS_OF_STARS = ("", Meetstatus.VOORLOPIG.value, Meetstatus.NADER_VOORLOPIG.value)


def read_status(text: str) -> str | None:
    """A status as a source writes it ("Voorlopig", "NaderVoorlopig"); None when it is unknown."""
    key = re.sub(r"[^a-z]", "", text.casefold()).removesuffix("ecijfers").removesuffix("cijfers")
    return {
        "": "",
        "definitief": Meetstatus.DEFINITIEF.value,
        "voorlopig": Meetstatus.VOORLOPIG.value,
        "nadervoorlopig": Meetstatus.NADER_VOORLOPIG.value,
    }.get(key)
