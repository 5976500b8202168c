"""What a figure shows, in words made from its data."""

from collections.abc import Sequence

from monitoring.charts.notatie import waarde_tekst
from monitoring.series import NIET_GETOOND, Punt, Reeks

_KIND = {"lijn": "Lijngrafiek", "staaf": "Staafdiagram"}
_MOST = 8


def describe(soort: str, titel: str, eenheid: str, decimalen: int, reeksen: Sequence[Reeks]) -> str:
    """Sentences that say what the figure shows."""
    opening = f"{_KIND[soort]}: {titel} ({eenheid})."
    if soort == "staaf":
        return f"{opening} {_ranking(reeksen[0], decimalen)}"
    told = [trend_sentence(r, decimalen, named=len(reeksen) > 1) for r in reeksen[:_MOST]]
    if len(reeksen) > _MOST:
        told.append(f"En nog {len(reeksen) - _MOST} gebieden; zie de tabel.")
    return " ".join([opening, *told])


def trend_sentence(reeks: Reeks, decimalen: int, *, named: bool = False) -> str:
    """ "Steeg van 120 in 2020 naar 150 in 2024 (voorlopig); 2023 is onbekend." """
    naam = f"{reeks.naam}: " if named else ""
    known = reeks.bekend
    if not known:
        return f"{naam}er is geen cijfer om te tonen."
    first, last = known[0], known[-1]
    text, end = (f"{waarde_tekst(p, decimalen)} in {p.label}{_remark(p)}" for p in (first, last))
    if first is not last:
        text = f"{_verb(first, last)} van {text} naar {end}"
    text = naam + text
    missing = _missing(reeks.punten)
    return f"{text[:1].upper()}{text[1:]}{missing}."


def _verb(first: Punt, last: Punt) -> str:
    if last.waarde == first.waarde:
        return "ging"
    return "steeg" if (last.waarde or 0) > (first.waarde or 0) else "daalde"


def _remark(punt: Punt) -> str:
    return f" ({punt.status})" if punt.voorlopig else ""


def _missing(punten: Sequence[Punt]) -> str:
    """ "; 2021 en 2023 zijn onbekend"."""
    labels = [p.label for p in punten if p.waarde is None]
    if not labels:
        return ""
    if len(labels) > 4:
        return f"; {len(labels)} cijfers zijn onbekend of niet getoond"
    hidden = all(p.verborgen for p in punten if p.waarde is None)
    state = NIET_GETOOND if hidden else "onbekend"
    verb = (
        ("wordt" if len(labels) == 1 else "worden")
        if hidden
        else ("is" if len(labels) == 1 else "zijn")
    )
    return f"; {_enumerate(labels)} {verb} {state}"


def _ranking(reeks: Reeks, decimalen: int) -> str:
    known = sorted(reeks.bekend, key=lambda p: p.waarde or 0)
    if not known:
        return "Er is geen cijfer om te tonen."
    high, low = known[-1], known[0]
    text = f"Het hoogst in {high.label} ({waarde_tekst(high, decimalen)})"
    if len(known) > 1:
        text += f", het laagst in {low.label} ({waarde_tekst(low, decimalen)})"
    return f"{text}{_missing(reeks.punten)}."


def _enumerate(words: Sequence[str]) -> str:
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
