"""Days as people write them: 2025-04-07, 7-4-2025, 7 april 2025, and the number of days that a
spreadsheet keeps behind a date."""

import re
from datetime import date, timedelta

from veiligheid.core.tabellen.kop import OnleesbareCel, check_cell

MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_HOE = "schrijf haar als 2025-04-07, 7-4-2025 of 7 april 2025"
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d.*)?")
_DAG = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?: \d.*)?")
_WOORDEN = re.compile(r"(?:[a-z]+,? )?(\d{1,2})\.?[ -]([a-z]{3,9})\.?[ -](\d{4})", re.I)
# The days of 1970 and 2099 as a spreadsheet counts them.
_TELDAG, _EERSTE, _LAATSTE = date(1899, 12, 30), 25_569, 73_050
_SERIAL = re.compile(r"\d{5}")


def read_day(cel: str) -> date | None:
    """The day in a cell; None of an empty one. Raises OnleesbareCel, also when the day and the
    month can't be told apart."""
    check_cell(cel)
    text = " ".join(cel.split())
    if not text:
        return None
    try:
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAG.fullmatch(text):
            return _numbers(text, match[2], int(match[1]), int(match[3]), int(match[4]))
        if (match := _WOORDEN.fullmatch(text)) and (maand := month_of(match[2])):
            return date(int(match[3]), maand, int(match[1]))
        if _SERIAL.fullmatch(text) and _EERSTE <= int(text) <= _LAATSTE:
            return _TELDAG + timedelta(days=int(text))
    except ValueError as fout:
        if isinstance(fout, OnleesbareCel):
            raise
    raise OnleesbareCel(f"‘{text[:40]}’ is geen datum; {_HOE}")


def month_of(woord: str) -> int:
    """1 for "januari", "jan" or "jan."; 0 when it is no month."""
    key = woord.casefold().rstrip(".")
    key = {"mrt": "maart", "sept": "september", "okt": "oktober"}.get(key, key)
    return next((n for n, m in enumerate(MAANDEN, 1) if m == key or m[:3] == key), 0)


def _numbers(text: str, sign: str, first: int, second: int, year: int) -> date:
    year += 2000 if year < 100 else 0
    if sign == "/" and second > 12:
        first, second = second, first
    elif sign == "/" and first <= 12 and first != second:
        raise OnleesbareCel(
            f"‘{text}’ kan {first} {MAANDEN[second - 1]} zijn of {second} {MAANDEN[first - 1]}"
            f"; {_HOE}"
            if 1 <= second <= 12 and first
            else f"‘{text}’ is geen datum; {_HOE}"
        )
    return date(year, second, first)
