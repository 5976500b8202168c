"""What the records say of figures, worked out by another route than the portal's: plain rows and
fractions, and sentences put together in another way."""

import csv
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from typing import Any

from django.conf import settings
from django.test import Client

from monitoring.models import Gebied, Indicator, Meting


@dataclass(frozen=True)
class Cijfer:
    """A figure in a year. `waarde` None: unknown, or not shown."""

    jaar: int
    waarde: Fraction | None
    precisie: str = "exact"
    status: str = ""
    verborgen: bool = False


class Cijfers:
    """Every yearly measurement, by indicator, area and year."""

    def __init__(self, client: Client) -> None:
        self.indicatoren = {i.slug: i for i in Indicator.objects.all()}
        self.gebieden = {g.code: g for g in Gebied.objects.all()}
        (self.gemeente,) = (g for g in self.gebieden.values() if g.soort == "gemeente")
        self.wijken = [g for g in self.gebieden.values() if g.soort == "wijk"]
        rows = Meting.objects.filter(periode__endswith="JJ00").values_list(
            "indicator__slug", "gebied__code", "jaar", "waarde", "precisie", "status"
        )
        hidden = self._hidden(client)
        self.rijen = {
            (slug, code, jaar): Cijfer(
                jaar,
                None if waarde is None or (slug, code, jaar) in hidden else Fraction(waarde),
                precisie,
                status,
                (slug, code, jaar) in hidden,
            )
            for slug, code, jaar, waarde, precisie, status in rows
        }

    def _hidden(self, client: Client) -> set[tuple[str, str, int]]:
        """Which counts are too small to show: what the file of an area says."""
        found = set()
        for code in self.gebieden:
            text = client.get(f"/cijfers/gebied/{code}/cijfers.csv").content.decode("utf-8-sig")
            for row in csv.DictReader(StringIO(text), delimiter=";"):
                if row["toelichting"].startswith("niet getoond"):
                    found.add((row["indicator"], code, int(row["periode"])))
        return found

    def years(self, slug: str) -> list[int]:
        return sorted({jaar for s, _, jaar in self.rijen if s == slug})

    def series(
        self, slug: str, code: str, years: Sequence[int], *, per: bool = False
    ) -> list[Cijfer]:
        found = [self.rijen.get((slug, code, j), Cijfer(j, None)) for j in years]
        return [self.rate(c, code) if per else c for c in found]

    def rate(self, cijfer: Cijfer, code: str) -> Cijfer:
        people = self.rijen.get(("inwoners", code, cijfer.jaar))
        if cijfer.waarde is None or people is None or not people.waarde:
            return Cijfer(cijfer.jaar, None, verborgen=cijfer.verborgen)
        value = half_up(cijfer.waarde * 1000 / people.waarde, 1)
        return Cijfer(cijfer.jaar, value, cijfer.precisie, cijfer.status)


def half_up(value: Fraction, decimals: int) -> Fraction:
    scaled = value * 10**decimals
    return Fraction(math.floor(abs(scaled) + Fraction(1, 2)), 10**decimals) * (
        1 if scaled >= 0 else -1
    )


def number(value: Fraction, decimals: int) -> str:
    """Dutch, by hand: groups of three from the right."""
    scaled = str(int(abs(half_up(value, decimals)) * 10**decimals)).rjust(decimals + 1, "0")
    whole, rest = (scaled[:-decimals], scaled[-decimals:]) if decimals else (scaled, "")
    groups = re.findall(r"\d{1,3}", whole[::-1])
    text = ".".join(groups)[::-1] + (f",{rest}" if rest else "")
    return f"-{text}" if half_up(value, decimals) < 0 else text


def shown(cijfer: Cijfer, decimals: int) -> str:
    word = "" if cijfer.precisie == "exact" else f"{cijfer.precisie} "
    return word + number(cijfer.waarde or Fraction(0), decimals)


def when(cijfer: Cijfer) -> str:
    return str(cijfer.jaar) + (f" ({cijfer.status})" if "voorlopig" in cijfer.status else "")


def gap(cijfers: Sequence[Cijfer | tuple[str, Cijfer]]) -> str:
    pairs = [c if isinstance(c, tuple) else (str(c.jaar), c) for c in cijfers]
    names = [naam for naam, c in pairs if c.waarde is None]
    if not names:
        return ""
    if len(names) >= 5:
        return f"; {len(names)} cijfers zijn onbekend of niet getoond"
    listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" en {names[-1]}"
    one = len(names) == 1
    if all(c.verborgen for _, c in pairs if c.waarde is None):
        return f"; {listed} {'wordt' if one else 'worden'} niet getoond"
    return f"; {listed} {'is' if one else 'zijn'} onbekend"


def alike(a: Fraction, b: Fraction, *, counts: bool) -> bool:
    if counts:
        return abs(a - b) <= 1.96 * math.sqrt(a + b)
    return a == b if b == 0 else abs(a / b - 1) <= Fraction(settings.VRIJWEL_GELIJK_PROCENT, 100)


@dataclass(frozen=True)
class Maat:
    decimals: int
    counts: bool
    percent: bool

    @classmethod
    def of(cls, indicator: Indicator, *, per: bool = False) -> "Maat":
        if per:
            return cls(1, counts=False, percent=False)
        return cls(indicator.decimalen, indicator.telt, indicator.eenheid == "procent")


def tail(cijfers: Sequence[Cijfer], maat: Maat) -> tuple[str, str]:
    """What is said behind the newest known figure: the difference, and everything after it."""
    known = [c for c in cijfers if c.waarde is not None]
    *rest, last = known
    difference, earlier = "", ""
    if rest:
        before = rest[-1]
        if last.precisie == before.precisie == "exact":
            a, b = (half_up(c.waarde or Fraction(0), maat.decimals) for c in (last, before))
            if a == b:
                difference = f"even {'veel' if maat.counts else 'hoog'} als in {when(before)}"
            else:
                words = ("minder", "meer") if maat.counts else ("lager", "hoger")
                points = "procentpunt " if maat.percent else ""
                amount = number(abs(a - b), maat.decimals)
                difference = f"{amount} {points}{words[a > b]} dan in {when(before)}"
                if alike(a, b, counts=maat.counts):
                    difference += " (vrijwel gelijk)"
        else:
            earlier = f"; in {when(before)} {shown(before, maat.decimals)}"
        if len(known) > 2:
            earlier += f"; in {when(known[0])} {shown(known[0], maat.decimals)}"
    return difference, earlier + gap(cijfers)


def course(cijfers: Sequence[Cijfer], maat: Maat, naam: str = "") -> str:
    """The whole sentence of a series."""
    known = [c for c in cijfers if c.waarde is not None]
    if not known:
        return f"{naam + ': ' if naam else ''}Er is geen cijfer om te tonen."
    difference, rest = tail(cijfers, maat)
    text = f"{shown(known[-1], maat.decimals)} in {when(known[-1])}"
    text += f", {difference}" if difference else ""
    return _begin(f"{naam + ': ' if naam else ''}{text}{rest}.")


def beside(cijfers: Sequence[Cijfer], maat: Maat) -> str:
    """The same without the newest figure itself."""
    if all(c.waarde is None for c in cijfers):
        return "Er is geen cijfer om te tonen."
    difference, rest = tail(cijfers, maat)
    return _begin(f"{difference or ''}{rest}.".removeprefix("; "))


def order(per_area: Sequence[tuple[Gebied, Cijfer]], maat: Maat, by: str) -> str:
    """The sentence of areas beside each other."""
    known = [
        (g.naam, half_up(c.waarde, maat.decimals)) for g, c in per_area if c.waarde is not None
    ]
    missing = gap([(g.naam, c) for g, c in sorted(per_area, key=lambda pair: pair[0].naam)])
    if missing and len(known) > 1:
        by += f", van de {len(known)} met een cijfer,"
    values = sorted({v for _, v in known})
    text = number(values[-1], maat.decimals)
    if len(known) == 1:
        return f"{by} alleen bekend van {known[0][0]} ({text}){missing}."
    if len(values) == 1:
        return f"{by} in alle {len(known)} even hoog ({text}){missing}."

    def place(value: Fraction) -> str:
        names = sorted(naam for naam, v in known if v == value)
        if len(names) > 3:
            names = [*names[:3], f"nog {len(names) - 3}"]
        each = {1: "", 2: "beide "}.get(len([1 for _, v in known if v == value]), "elk ")
        listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" en {names[-1]}"
        return f"{listed} ({each}{number(value, maat.decimals)})"

    return f"{by} het hoogst in {place(values[-1])}, het laagst in {place(values[0])}{missing}."


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]


def only(values: Any) -> Any:
    """The one that there is."""
    (value,) = values
    return value
