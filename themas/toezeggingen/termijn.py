"""A term in words, and the date it comes to.

A term is a *stretch of time* ("april 2025", "Q1", "de zomer", "2026") with a word before it that
says which part of it counts ("vóór", "begin", "uiterlijk", "na"). The date is the **last day on
which the promise is still kept in time**, seen from the day of the letter or of the meeting. What
writers leave open is decided here, once:

- without such a word, or with "in", "uiterlijk", "eind" and the like, the last day of the stretch:
  "Q1 2025" is 31 March, "in de tweede helft van 2026" is 31 December;
- "vóór" is the day before it begins: "vóór 7 april 2025" is 6 April. The council's summer begins
  with its recess in July, so that "voor de zomer" is 30 June;
- "begin" is the first quarter of a year and the first ten days of a month; "medio" and "half" are
  30 June and the 15th;
- "na" names no last day, but for a recess: "na de zomer" is September, "na de jaarwisseling"
  January, the first month after it;
- the seasons are those of the KNMI: voorjaar to 31 May, zomer to 31 August, najaar to 30 November,
  winter to the end of February;
- without a year, the first time that it is not over yet; "dit jaar" is the letter's own year, and
  so is "komend jaar" in a letter of the first half year, as its authors mean it then;
- "binnen drie maanden" counts from the letter's day;
- "afzonderlijk", "binnenkort", "jaarlijks" say something about the term, but no date.

A year and then a part of it is one term: "in 2026, uiterlijk in maart" is 31 March 2026.

A date that is over on the letter's day is no term: it tells of something that has happened. Nor
is one after "van", "vanaf", "sinds" or "afgelopen" ("de motie van 12 mei").
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Termijn:
    """A term as it was written, the date it comes to (None: it names no date), and where in the
    text it stands."""

    woorden: str
    op: date | None
    begin: int = 0
    eind: int = 0


def find_termijnen(tekst: str, dag: date) -> list[Termijn]:
    """Every term in a text, in order. `dag` is the day of the letter. Of terms that overlap the
    longest counts."""
    return list(_find_termijnen(tekst, dag))


# The same clause is looked at from several sides.
@lru_cache(maxsize=64)
def _find_termijnen(tekst: str, dag: date) -> tuple[Termijn, ...]:
    found: list[Termijn] = []
    for termijn in sorted(_all(tekst, dag), key=lambda t: (-(t.eind - t.begin), t.begin)):
        at = bisect_left(found, termijn.begin, key=lambda t: t.begin)
        before, after = found[max(0, at - 1) : at], found[at : at + 1]
        if all(t.eind <= termijn.begin for t in before) and all(
            termijn.eind <= t.begin for t in after
        ):
            found.insert(at, termijn)
    return tuple(_joined(found, tekst, dag))


def narrowed(jaar: Termijn, later: Termijn, dag: date) -> Termijn | None:
    """A year and then a part of it is one term: "in 2025, uiterlijk in maart". None when the first
    is no year, or the second no part of it."""
    if not _EEN_JAAR.fullmatch(jaar.woorden) or jaar.op is None or later.op is None:
        return None
    if re.search(r"20\d\d|\bjaar\b", later.woorden):
        return None
    within = next(_all(f"{later.woorden} {jaar.op.year}", dag), None)
    if within is None or within.op is None or within.op.year != jaar.op.year:
        return None
    words = f"{jaar.woorden}, {later.woorden}"
    return Termijn(words, within.op, jaar.begin, later.eind)


def read_termijn(tekst: str, dag: date) -> Termijn | None:
    """The term of a text: the first that gives a date, else the first of all."""
    found = find_termijnen(tekst, dag)
    return next((t for t in found if t.op), found[0] if found else None)


def read_term(woorden: str, dag: date) -> Termijn | None:
    """Of words that are a term as a whole, as in a field or a cell: there "2026" and "mei" say
    when, while in a sentence they need not."""
    return read_termijn(woorden, dag) or read_termijn(f"in {woorden}", dag)


def _joined(found: list[Termijn], tekst: str, dag: date) -> list[Termijn]:
    """With a year and what follows it right away taken together."""
    joined: list[Termijn] = []
    for t in found:
        before = joined[-1] if joined else None
        between = tekst[before.eind : t.begin] if before else ""
        near = len(between) <= _TUSSEN
        if before and near and _NAMELIJK.fullmatch(between) and (one := narrowed(before, t, dag)):
            words = f"{before.woorden}{between}{t.woorden}"
            joined[-1] = Termijn(" ".join(words.split()), one.op, before.begin, t.eind)
        else:
            joined.append(t)
    return joined


_EEN_JAAR = re.compile(
    r"(?:(?:nog |uiterlijk )?in (?:de loop van )?)?(?:20\d\d|(?:dit|volgend|komende?) jaar)", re.I
)
# More than this does not stand between the two.
_TUSSEN = 40
_NAMELIJK = re.compile(r"\s*(?:,|:|[–—])?\s*(?:(?:en wel|namelijk|te weten)\s*)?", re.I)

# -- Stretches of time ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Tijdvak:
    begin: date
    eind: date
    # How it is cut by "begin" and "medio", and whether "na" means the month after it.
    soort: str


_MAANDEN = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
_RANG = {
    **dict.fromkeys(("eerste", "1e", "1ste"), 1),
    **dict.fromkeys(("tweede", "2e", "2de"), 2),
    **dict.fromkeys(("derde", "3e", "3de"), 3),
    **dict.fromkeys(("vierde", "laatste", "4e", "4de"), 4),
}
_SEIZOEN = {"voorjaar": 3, "lente": 3, "zomer": 6, "najaar": 9, "herfst": 9, "winter": 12}
_GETALLEN = {
    "één": 1,
    "een": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
}

_RELATIE = (
    r"(?:\b(?P<relatie>(?:tijdens|in|op|bij) de (?:\w+ )?\w*(?:vergadering|avond|bijeenkomst|"
    r"sessie|ronde|raad) (?:van|op|in) |"
    r"(?:nog |uiterlijk )?v(?:óó|oo)r (?:(?:het )?(?:begin|einde?|aanvang) van )?|"
    r"(?:aan |tegen |rond |uiterlijk |nog |voor )?(?:het )?einde?(?: van)? |begin(?: van)? |medio |"
    r"half |halverwege |(?:uiterlijk )?(?:nog )?in de loop van |uiterlijk (?:op |in )?|tot en met |"
    r"(?:nog )?in |nog |later |op |per |rond |omstreeks |tegen |tijdens |binnen |na |vanaf |van |"
    r"sinds |afgelopen |d\.d\. )(?:de maand |de |het |deze |dit )?)?"
)
_JAAR = r"(?P<jaar>20\d\d|dit jaar|volgend jaar|komende? jaar)"
_VAN_JAAR = rf"(?: (?:van )?{_JAAR})?"
_M = "|".join(_MAANDEN)
_R = "|".join(_RANG)
_GEEN_REEKS = r"(?<![-–/\d.])"

Maker = Callable[[re.Match[str], int], _Tijdvak]


def _dag(match: re.Match[str], jaar: int) -> _Tijdvak:
    maand = _MAANDEN.index(match["maand"].casefold()) + 1
    op = date(jaar, maand, int(match["dag"]))
    return _Tijdvak(op, op, "dag")


def _cijfers(match: re.Match[str], jaar: int) -> _Tijdvak:
    op = date(jaar, int(match["maand"]), int(match["dag"]))
    return _Tijdvak(op, op, "dag")


def _maand(match: re.Match[str], jaar: int) -> _Tijdvak:
    return _maanden(jaar, _MAANDEN.index(match["maand"].casefold()) + 1, 1, "maand")


def _kwartaal(match: re.Match[str], jaar: int) -> _Tijdvak:
    words = match["nummer"].casefold()
    return _maanden(jaar, 3 * (int(words) if words.isdecimal() else _RANG[words]) - 2, 3)


def _helft(match: re.Match[str], jaar: int) -> _Tijdvak:
    return _maanden(jaar, 6 * _RANG[match["nummer"].casefold()] - 5, 6)


def _seizoen(match: re.Match[str], jaar: int) -> _Tijdvak:
    naam = match["seizoen"].casefold()
    return _maanden(jaar, _SEIZOEN[naam], 3, "reces" if naam == "zomer" else "")


def _reces(match: re.Match[str], jaar: int) -> _Tijdvak:
    if match["welk"].casefold() in {"jaarwisseling", "kerst", "kerstvakantie", "kerstreces"}:
        return _Tijdvak(date(jaar, 12, 25), date(jaar, 12, 31), "reces")
    return _Tijdvak(date(jaar, 7, 1), date(jaar, 8, 31), "reces")


def _week(match: re.Match[str], jaar: int) -> _Tijdvak:
    begin = date.fromisocalendar(jaar, int(match["nummer"]), 1)
    return _Tijdvak(begin, begin + timedelta(days=6), "week")


def _heel_jaar(match: re.Match[str], jaar: int) -> _Tijdvak:
    return _maanden(jaar, 1, 12, "jaar")


def _maanden(jaar: int, eerste: int, aantal: int, soort: str = "") -> _Tijdvak:
    return _Tijdvak(_last(jaar, eerste).replace(day=1), _last(jaar, eerste + aantal - 1), soort)


def _last(jaar: int, maand: int) -> date:
    """The last day of a month; months past December run on into the next year."""
    jaar, maand = jaar + (maand - 1) // 12, (maand - 1) % 12 + 1
    return date(jaar, maand, monthrange(jaar, maand)[1])


# Each alone, to see at a glance whether there is one, and with the word before it.
_TIJDVAKKEN: list[tuple[re.Pattern[str], re.Pattern[str], Maker]] = [
    (re.compile(pattern, re.I), re.compile(_RELATIE + pattern, re.I), make)
    for pattern, make in [
        (rf"{_GEEN_REEKS}\b(?P<dag>\d{{1,2}}) (?P<maand>{_M})\b(?: (?P<jaar>20\d\d))?", _dag),
        (rf"{_GEEN_REEKS}\b(?P<dag>\d\d?)[-/](?P<maand>\d\d?)[-/](?P<jaar>20\d\d)\b", _cijfers),
        (rf"(?<!\d )\b(?P<maand>{_M})\b{_VAN_JAAR}", _maand),
        (rf"\bQ(?P<nummer>[1-4])\b{_VAN_JAAR}", _kwartaal),
        (rf"\b(?P<nummer>{_R}) kwartaal\b{_VAN_JAAR}", _kwartaal),
        (
            rf"\b(?P<nummer>eerste|tweede|1e|2e) (?:half ?jaar|helft van(?= (?:20|dit|volg|kom)))"
            rf"{_VAN_JAAR}",
            _helft,
        ),
        (r"\b(?P<nummer>eerste|tweede) helft van het jaar\b", _helft),
        (
            rf"\b(?:(?P<aanwijzing>dit|deze|komende?|volgende?) )?(?P<seizoen>"
            rf"{'|'.join(_SEIZOEN)})\b{_VAN_JAAR}",
            _seizoen,
        ),
        (
            rf"\b(?P<welk>zomervakantie|zomerreces|kerst(?:vakantie|reces)?|jaarwisseling)\b"
            rf"{_VAN_JAAR}",
            _reces,
        ),
        (rf"(?<![-–/\d])\b{_JAAR}\b(?! ?[-–/] ?\d)", _heel_jaar),
        (r"\b(?:het )?jaar\b", _heel_jaar),
        (rf"\bweek (?P<nummer>\d\d?)\b{_VAN_JAAR}", _week),
    ]
]


# -- The part that counts ---------------------------------------------------------------------


def _all(tekst: str, dag: date) -> Iterator[Termijn]:
    # Other spaces than one, and the accents of "vóór", would only make the patterns longer.
    tekst = re.sub(r"\s", " ", tekst)
    for alone, pattern, make in _TIJDVAKKEN:
        for match in pattern.finditer(tekst) if alone.search(tekst) else ():
            if _says_when(match, make) and (found := _resolve(match, make, dag)):
                yield found
    for match in _DUUR.finditer(tekst):
        yield _termijn(match, _after(match, dag))
    for match in _LOPEND.finditer(tekst):
        yield _termijn(match, _running(match, dag))
    for match in _ZONDER_DATUM.finditer(tekst):
        yield _termijn(match, None)


def _says_when(match: re.Match[str], make: Maker) -> bool:
    """A bare month, season or year ("de zomer", "2025") is no term; nor is what dates the past."""
    groups, relatie = match.groupdict(), _relatie(match)
    if relatie.startswith(("van", "sinds", "afgelopen", "d.d.")):
        return False
    if make is _heel_jaar and "jaar" not in groups:  # "het eind van het jaar", not "elk jaar"
        return "eind" in relatie
    if make is _heel_jaar:
        return bool(relatie) or not groups["jaar"].isdecimal()
    if make in {_maand, _seizoen, _reces}:
        return bool(relatie or groups.get("jaar") or groups.get("aanwijzing"))
    return True


def _resolve(match: re.Match[str], make: Maker, dag: date) -> Termijn | None:
    named = _named_year(match, dag)
    for jaar in [named] if named else [dag.year, dag.year + 1]:
        try:
            op = _counted(make(match, jaar), _relatie(match))
        except ValueError:  # 31 April
            return None
        if op is None:
            return _termijn(match, None)
        if op >= dag:
            return _termijn(match, op)
    return None


def _relatie(match: re.Match[str]) -> str:
    return (match["relatie"] or "").casefold().replace("óó", "oo").replace("voor", "vóór")


def _named_year(match: re.Match[str], dag: date) -> int | None:
    groups = match.groupdict()
    words = (groups.get("jaar") or "").casefold()
    if words.isdecimal():
        return int(words)
    if words.startswith("volgend") or (groups.get("aanwijzing") or "").startswith("volgend"):
        return dag.year + 1
    if words.startswith("komend"):
        return dag.year + (dag.month > 6)
    return dag.year if words else None


def _counted(vak: _Tijdvak, relatie: str) -> date | None:
    """The last day in time, or None when the words before it name no last day."""
    if "eind" in relatie:
        return vak.eind
    if "vóór" in relatie:
        summer = vak.soort == "reces" and vak.begin.month == 6
        return _last(vak.begin.year, 6) if summer else vak.begin - timedelta(days=1)
    if relatie.startswith("begin") and vak.soort == "jaar":
        return _last(vak.begin.year, 3)
    if relatie.startswith("begin") and vak.soort == "maand":
        return vak.begin.replace(day=10)
    if relatie.startswith(("medio", "half")) and vak.soort in {"jaar", "maand"}:
        return _last(vak.begin.year, 6) if vak.soort == "jaar" else vak.begin.replace(day=15)
    if relatie.startswith("na "):
        return _last(vak.eind.year, vak.eind.month + 1) if vak.soort == "reces" else None
    return None if relatie.startswith("vanaf") else vak.eind


def _termijn(match: re.Match[str], op: date | None) -> Termijn:
    begin = match.start() + len(match.group()) - len(match.group().lstrip())
    words = match.group().strip()
    if not re.match(r"Q\d", words):
        words = words[0].lower() + words[1:]
    return Termijn(words, op, begin, match.end())


# -- Durations, and terms without a date ----------------------------------------------------------

_DUUR = re.compile(
    r"\b(?:binnen|over) (?P<aantal>een half|\d{1,2}|" + "|".join(_GETALLEN) + r") "
    r"(?P<eenheid>dag|dagen|week|weken|maand|maanden|kwartaal|kwartalen|jaar)\b",
    re.I,
)
# Counted from the letter's own week or month.
_LOPEND = re.compile(
    r"\b(?P<deel>(?:uiterlijk )?(?:eind|begin|medio|halverwege) |uiterlijk |nog |"
    r"in de loop van )?(?:van )?(?P<welke>deze|komende|volgende) (?P<eenheid>week|maand)\b",
    re.I,
)
_ZONDER_DATUM = re.compile(
    r"\b(?:bij |per |met een |in een )?(?:afzonderlijke?|separate?|aparte?)\b(?: \w*brief| memo)?|"
    r"\b(?:separaat|binnenkort|spoedig|jaarlijks|halfjaarlijks|periodiek|tussentijds|regelmatig|"
    r"doorlopend|te (?:zijner|gelegener) tijd|t\.z\.t\.|(?:elk|ieder) (?:half ?)?jaar|per kwartaal|"
    r"(?:elk|ieder) kwartaal|op (?:korte )?termijn|zo (?:spoedig|snel) mogelijk|"
    r"(?:de )?komende (?:maanden|weken|tijd|periode))(?!\w)|"
    r"\b(?:in|met|bij) (?:de|het|onze) (?:eerst)?(?:volgende|komende) (?!ja[ar]|maand|we[ek]|tijd|"
    r"periode|zomer|winter|kwarta|najaar|voorjaar)\w+|"
    r"\b(?:bij|v(?:óó|oo)r) de (?:voorjaarsnota|kadernota|zomernota|kaderbrief|(?:stads)?begroting|"
    r"begrotingsbehandeling|jaarrekening|jaarstukken|stadsrekening|perspectiefnota)\b"
    r"(?: (?:van )?20\d\d)?",
    re.I,
)


def _after(match: re.Match[str], dag: date) -> date:
    words, eenheid = match["aantal"].casefold(), match["eenheid"].casefold()
    if words == "een half":
        return _add_months(dag, 6)
    aantal = int(words) if words.isdecimal() else _GETALLEN[words]
    if eenheid.startswith(("dag", "we")):
        return dag + timedelta(days=aantal * (1 if eenheid.startswith("dag") else 7))
    return _add_months(dag, aantal * {"m": 1, "k": 3, "j": 12}[eenheid[0]])


def _running(match: re.Match[str], dag: date) -> date:
    deel, later = (match["deel"] or "").casefold(), match["welke"].casefold() != "deze"
    if match["eenheid"].casefold() == "week":
        return dag + timedelta(days=6 - dag.weekday() + 7 * later)
    end = _last(dag.year, dag.month + later)
    early = {"begin": 10, "medio": 15, "halverwege": 15}
    day = next((n for word, n in early.items() if word in deel), end.day)
    return max(end.replace(day=day), dag)


def _add_months(dag: date, maanden: int) -> date:
    end = _last(dag.year, dag.month + maanden)
    return end.replace(day=min(dag.day, end.day))
