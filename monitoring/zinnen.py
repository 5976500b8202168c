"""What is said of figures: every sentence that is made from them is made here."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings

from monitoring.charts.notatie import nl, waarde_tekst
from monitoring.series import PER_INWONER
from veiligheid.core.zinnen import enumerate_words
from veiligheid.core.zinsoorten import declare, zinsoort
from veiligheid.document.figuur import NIET_GETOOND, Punt, Reeks

_KIND = {"lijn": "Lijngrafiek", "staaf": "Staafdiagram"}
_MOST, _MOST_NAMES = 8, 3
# Two counts differ when their difference is more than chance makes of one and the same: 95%.
_Z = Decimal("1.96")
_GEEN = "Er is geen cijfer om te tonen."

# Pieces of the patterns: a number with the word before it, a period, what is missing.
_GETAL = r"(?:(?:ruim|meer dan|ongeveer) )?-?\d[\d.]*(?:,\d+)?"
_GETAL_VAN_BEGIN = _GETAL.replace("ruim|meer dan|ongeveer", "[Rr]uim|[Mm]eer dan|[Oo]ngeveer")
_PERIODE = r"[\w. ]*?\b\d{4}(?: \((?:nader )?voorlopig\))?"
_VERSCHIL = (
    rf"(?:[\d.,]+ (?:procentpunt )?(?:meer|minder|hoger|lager) dan in {_PERIODE}"
    rf"|[Ee]ven (?:veel|hoog) als in {_PERIODE})(?: \(vrijwel gelijk\))?"
)
_ONBEKEND = (
    r"(?:[^.;]+ (?:is|zijn) onbekend|[^.;]+ (?:wordt|worden) niet getoond"
    r"|\d+ cijfers zijn onbekend of niet getoond)"
)


# -- How it went ------------------------------------------------------------------------------


@zinsoort(
    "cijfer-verloop",
    rf"(?:[^.:;]+: )?{_GETAL_VAN_BEGIN} in {_PERIODE}(?:, {_VERSCHIL})?"
    rf"(?:; in {_PERIODE} {_GETAL})*(?:; {_ONBEKEND})?\.",
)
def trend_sentence(
    reeks: Reeks, decimalen: int, eenheid: str, *, telt: bool, named: bool = False
) -> str:
    """ "191 in 2025 (voorlopig), 11 minder dan in 2024; in 2020 315; 2023 is onbekend."

    The newest known figure; how much it differs from the known one before it; the first known one;
    what is missing. The difference is that of the figures as they are shown. "(vrijwel gelijk)"
    behind a difference that is within the margin of `vrijwel_gelijk`. No difference is told when
    one of the two is not exact.
    """
    naam = f"{reeks.naam}: " if named else ""
    if not reeks.bekend:
        return f"{naam}{_GEEN}"
    newest = reeks.bekend[-1]
    told = [f"{waarde_tekst(newest, decimalen)} in {_when(newest)}"]
    if comparable := comparable_pair(reeks):
        told[0] += f", {_difference(*comparable, decimalen, eenheid, telt=telt)}"
    told += _earlier(reeks, decimalen)
    text = naam + "; ".join([*told, *_missing(reeks.punten)])
    return f"{text[:1].upper()}{text[1:]}."


@zinsoort(
    "cijfer-verschil",
    rf"(?:{_VERSCHIL}|In {_PERIODE} {_GETAL})(?:; in {_PERIODE} {_GETAL})*(?:; {_ONBEKEND})?\."
    rf"|{_GEEN}",
)
def change_sentence(reeks: Reeks, decimalen: int, eenheid: str, *, telt: bool) -> str:
    """ "11 minder dan in 2024; in 2020 315." For beside the newest known figure itself, by the
    same rule as `trend_sentence`; empty when there is no other figure and none is missing."""
    if not reeks.bekend:
        return _GEEN
    told = []
    if comparable := comparable_pair(reeks):
        told.append(_difference(*comparable, decimalen, eenheid, telt=telt))
    told += [*_earlier(reeks, decimalen), *_missing(reeks.punten)]
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def vrijwel_gelijk(nu: Decimal, toen: Decimal, *, telt: bool) -> bool:
    """Whether a difference is too small to make something of. Of two counts (Poisson): at most
    1.96 times the root of their sum. Of anything else: at most so many percent of the earlier one
    as the setting VRIJWEL_GELIJK_PROCENT says."""
    difference = abs(nu - toen)
    if telt:
        return difference**2 <= _Z**2 * (abs(nu) + abs(toen))
    return bool(difference * 100 <= abs(toen) * settings.VRIJWEL_GELIJK_PROCENT)


def comparable_pair(reeks: Reeks) -> tuple[Punt, Punt] | None:
    """The newest known figure and the one before it, when both are exact."""
    pair = reeks.bekend[-2:]
    if len(pair) < 2 or any(p.voorvoegsel for p in pair):
        return None
    return pair[1], pair[0]


def _earlier(reeks: Reeks, decimalen: int) -> list[str]:
    """The first known figure; when nothing could be said of the one before the newest, that too."""
    known = reeks.bekend
    shown = known[:1] if len(known) > 2 else ()
    if len(known) > 1 and comparable_pair(reeks) is None:
        shown = (known[-2], *shown)
    return [f"in {_when(p)} {waarde_tekst(p, decimalen)}" for p in shown]


def _difference(nu: Punt, toen: Punt, decimalen: int, eenheid: str, *, telt: bool) -> str:
    now, then = (as_shown(p, decimalen) for p in (nu, toen))
    if now == then:
        return f"even {'veel' if telt else 'hoog'} als in {_when(toen)}"
    more, less = ("meer", "minder") if telt else ("hoger", "lager")
    points = " procentpunt" if eenheid in ("procent", "%") else ""
    text = f"{nl(abs(now - then), decimalen)}{points} {more if now > then else less}"
    small = vrijwel_gelijk(now, then, telt=telt)
    return f"{text} dan in {_when(toen)}{' (vrijwel gelijk)' if small else ''}"


def as_shown(punt: Punt, decimalen: int) -> Decimal:
    """A known figure as it is printed: what a reader adds and subtracts with."""
    return (punt.waarde or Decimal(0)).quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)


def _when(punt: Punt) -> str:
    return f"{punt.label} ({punt.status})" if punt.voorlopig else punt.label


def _missing(punten: Sequence[Punt]) -> list[str]:
    """ "2021 en 2023 zijn onbekend"; nothing when nothing is missing."""
    labels = [p.label for p in punten if p.waarde is None]
    if not labels:
        return []
    if len(labels) > 4:
        return [f"{len(labels)} cijfers zijn onbekend of niet getoond"]
    hidden = all(p.verborgen for p in punten if p.waarde is None)
    one, more, state = ("wordt", "worden", NIET_GETOOND) if hidden else ("is", "zijn", "onbekend")
    return [f"{enumerate_words(labels)} {one if len(labels) == 1 else more} {state}"]


# -- Areas beside each other ------------------------------------------------------------------

_HOOGTE = r"[^.;]+ \((?:(?:beide|elk) )?" + _GETAL + r"\)"


@zinsoort(
    "cijfer-rangorde",
    rf"(?:Per 1\.000 inwoners|Naar aantal|Van deze gebieden)(?:, van de \d+ met een cijfer,)? "
    rf"(?:het hoogst in {_HOOGTE}, het laagst in {_HOOGTE}|in alle \d+ even hoog \({_GETAL}\)"
    rf"|alleen bekend van {_HOOGTE})(?:; {_ONBEKEND})?\.",
)
def ranking_sentence(reeks: Reeks, decimalen: int, eenheid: str, *, telt: bool) -> str:
    """ "Per 1.000 inwoners het hoogst in Centrum (135,2), het laagst in Oost en De Hoven (beide
    44,5)."

    Says first by what is compared. Areas whose figures are shown as the same number share their
    place. Where figures are missing or hidden it is said that the others alone are compared: what
    is hidden since it is small may well be the lowest.
    """
    known = [p for p in reeks.punten if p.waarde is not None]
    if not known:
        return _GEEN
    by = "Van deze gebieden"
    if eenheid == PER_INWONER:
        by = "Per 1.000 inwoners"
    elif telt:
        by = "Naar aantal"
    missing = _missing(reeks.punten)
    if missing and len(known) > 1:
        by = f"{by}, van de {len(known)} met een cijfer,"
    values = [as_shown(p, decimalen) for p in known]
    high, low = ([p for p, v in zip(known, values, strict=True) if v == wanted]
                 for wanted in (max(values), min(values)))  # fmt: skip
    if len(known) == 1:
        text = f"{by} alleen bekend van {_place(high, decimalen)}"
    elif len(high) == len(known):
        text = f"{by} in alle {len(known)} even hoog ({waarde_tekst(high[0], decimalen)})"
    else:
        text = f"{by} het hoogst in {_place(high, decimalen)}, het laagst in "
        text += _place(low, decimalen)
    return f"{'; '.join([text, *missing])}."


def _place(punten: Sequence[Punt], decimalen: int) -> str:
    """ "Oost en De Hoven (beide 44,5)"."""
    each = {1: "", 2: "beide "}.get(len(punten), "elk ")
    names = [p.label for p in punten]
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], f"nog {len(names) - _MOST_NAMES}"]
    return f"{enumerate_words(names)} ({each}{waarde_tekst(punten[0], decimalen)})"


@zinsoort(
    "cijfer-naast-gemeente",
    rf"Dat is {_GETAL} per 1\.000 inwoners; in heel [^.;]+ {_GETAL}\.|In heel [^.;]+ {_GETAL}\.",
)
def beside_city_sentence(
    here: Punt, city: Punt, gemeente: str, decimalen: int, *, per_inwoner: bool
) -> str:
    """ "Dat is 2,5 per 1.000 inwoners; in heel Voorbeeldstad 2,2." Of a count both are rates; of a
    share or a mark the municipality's own is told ("In heel Voorbeeldstad 25."). Empty when either
    is unknown."""
    if here.waarde is None or city.waarde is None:
        return ""
    whole = f"in heel {gemeente} {waarde_tekst(city, decimalen)}"
    if per_inwoner:
        return f"Dat is {waarde_tekst(here, decimalen)} per 1.000 inwoners; {whole}."
    return f"{whole[:1].upper()}{whole[1:]}."


@zinsoort("cijfer-per-inwoner", rf"Per 1\.000 inwoners: {_GETAL}\.")
def rate_sentence(rate: Punt) -> str:
    """ "Per 1.000 inwoners: 2,5." The newest known count of an area divided by its inhabitants of
    that year, on one decimal; empty when either is unknown."""
    return "" if rate.waarde is None else f"Per 1.000 inwoners: {waarde_tekst(rate, 1)}."


# -- What a picture shows ---------------------------------------------------------------------


@zinsoort("grafiek", r"(?:Lijngrafiek|Staafdiagram): .+? \([^()]+\)\.")
def picture_sentence(soort: str, titel: str, eenheid: str) -> str:
    """ "Lijngrafiek: Woninginbraken, Voorbeeldstad (aantal)." The kind of picture that is drawn,
    of which figures, in which unit."""
    return f"{_KIND[soort]}: {titel} ({eenheid})."


def describe_trends(
    reeksen: Sequence[Reeks], decimalen: int, eenheid: str, *, telt: bool
) -> list[str]:
    """A sentence for each series, those beyond the eighth counted."""
    several = len(reeksen) > 1
    told = [
        trend_sentence(r, decimalen, eenheid, telt=telt, named=several) for r in reeksen[:_MOST]
    ]
    return [*told, *_further(len(reeksen) - _MOST)]


@zinsoort("grafiek-verder", r"En nog \d+ gebieden; zie de tabel\.")
def _further(more: int) -> list[str]:
    """ "En nog 3 gebieden; zie de tabel." What a picture leaves out beyond its eighth series."""
    return [f"En nog {more} gebieden; zie de tabel."] if more > 0 else []


# -- Made in templates, of what stands beside them ----------------------------------------------

_DAG = r"\d{1,2} [a-z]+ \d{4}"

declare(
    "cijfer-bron",
    rf"Bron: [^:.]+?(?:, opgehaald op {_DAG})?\.|Stand van {_DAG}\.|Opgehaald op {_DAG}\.",
    "The source of a figure; the last day that its figures describe, and the last day on which "
    "they were fetched.",
)
declare(
    "gebied-inwoners",
    rf"[A-Z][a-z]+ met {_GETAL} inwoners \(\d{{4}}\)\.",
    "The kind of an area, and its inhabitants in the newest year that they are known of.",
)
declare(
    "cijfer-waarde",
    rf"{_GETAL_VAN_BEGIN}(?: (?!in )[a-z0-9. ]+?)? in \d{{4}}(?: \((?:nader )?voorlopig\))?",
    "The newest known figure of an indicator in an area, with its unit, its period, and whether it "
    "is provisional.",
)
declare(
    "citaat-noot",
    rf"\d+ [^.;]+, [^.;]+, (?:{_PERIODE})\.",
    "Behind a figure in a text: of which indicator, area and period it is.",
)
