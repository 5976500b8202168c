"""What a table's columns are. The order does not count, the names do; a column that cannot be
placed refuses the file by its name, since one dimension too many would mix up the figures."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op


class Tabelsoort(StrEnum):
    CODES = "codes"
    LABELS = "labels"
    EIGEN = "eigen"
    CODELIJST = "codelijst"


_GEBIED = {
    "regios", "regio", "wijkenenbuurten", "plaatsen", "plaats", "gemeenten", "gemeente", "gebied",
}  # fmt: skip
_PERIODE = {"perioden", "periode"}
_MISDRIJF = {"soortmisdrijf", "soortmisdrijven", "misdrijf"}
# What our own long table may say beside its four columns.
_EIGEN_EXTRA = {"precisie", "status", "bron", "reden", "verwachtop", "peildatum"}
_TOPIC = re.compile(r"_\d+$")
_UNIT = re.compile(r"(?<!\s)\s*\(([^()]*)\)\s*$")


@dataclass(frozen=True)
class Kolommen:
    """The names of the columns by what they hold. `maten`: the columns with figures; `extra`:
    the further columns of our own table, by key."""

    soort: Tabelsoort
    gebied: str = ""
    periode: str = ""
    misdrijf: str = ""
    indicator: str = ""
    maten: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    bevindingen: tuple[Bevinding, ...] = ()

    @property
    def nodig(self) -> list[str]:
        named = [self.gebied, self.periode, self.misdrijf, self.indicator]
        return [k for k in named if k] + [*self.maten, *self.extra.values()]


def kolomsleutel(naam: str) -> str:
    """What two spellings of a column's name have in common: its letters and digits."""
    return re.sub(r"[^a-z0-9]", "", naam.casefold())


def maatsleutel(kolom: str) -> str:
    """The measure that a column holds, the same for "Geregistreerde misdrijven (aantal)" and
    "GeregistreerdeMisdrijven_1"."""
    return kolomsleutel(without_unit(kolom))[:120]


def without_unit(kolom: str) -> str:
    """A column's name without its unit, or without the number that codes have behind it."""
    return _TOPIC.sub("", _UNIT.sub("", kolom))


def eenheid(kolom: str) -> str:
    """The unit that a column's name tells; "aantal" when it tells none."""
    if match := _UNIT.search(kolom):
        return match[1].strip()
    return "per 1.000 inwoners" if "per1000inw" in kolomsleutel(kolom) else "aantal"


def recognise(kop: tuple[str, ...], maten: tuple[str, ...] = ()) -> Kolommen:
    """What the columns of this header are. `maten`: only these columns with figures are wanted.
    Raises Geweigerd with the name of the column that is missing or unknown."""
    keys = {kolomsleutel(naam): naam for naam in kop}
    if {"key", "title"} <= keys.keys():
        return Kolommen(Tabelsoort.CODELIJST)
    gebied = next((naam for key, naam in keys.items() if key in _GEBIED), "")
    periode = next((naam for key, naam in keys.items() if key in _PERIODE), "")
    for naam, wat in ((gebied, "gebied"), (periode, "periode")):
        if not naam:
            raise Geweigerd(_missing(wat, kop))
    if "indicator" in keys or "waarde" in keys:
        return _own(kop, keys, gebied, periode)
    return _published(kop, keys, gebied, periode, maten)


def _own(kop: tuple[str, ...], keys: dict[str, str], gebied: str, periode: str) -> Kolommen:
    for needed in ("indicator", "waarde"):
        if needed not in keys:
            raise Geweigerd(_missing(needed, kop))
    extra = {key: keys[key] for key in _EIGEN_EXTRA & keys.keys()}
    known = {gebied, periode, keys["indicator"], keys["waarde"], *extra.values()}
    skipped = tuple(
        let_op("kolom-overgeslagen", f"De kolom ‘{naam}’ wordt niet gelezen.", "rij 1")
        for naam in kop
        if naam not in known and naam.strip()
    )
    return Kolommen(
        Tabelsoort.EIGEN,
        gebied,
        periode,
        indicator=keys["indicator"],
        maten=(keys["waarde"],),
        extra=extra,
        bevindingen=skipped,
    )


def _published(
    kop: tuple[str, ...], keys: dict[str, str], gebied: str, periode: str, maten: tuple[str, ...]
) -> Kolommen:
    misdrijf = next((naam for key, naam in keys.items() if key in _MISDRIJF), "")
    rest = [n for n in kop if n not in {gebied, periode, misdrijf} and kolomsleutel(n) != "id"]
    # A column of figures has a number behind its name (codes) or its unit (labels).
    figures = [n for n in rest if _TOPIC.search(n) or _UNIT.search(n)]
    for naam in rest:
        if naam not in figures:
            raise Geweigerd(
                blokkeert(
                    "kolom-onbekend",
                    f"De kolom ‘{naam}’ is onbekend: het is geen gebied, periode, soort misdrijf "
                    "of kolom met cijfers (‘Naam_1’ of ‘Naam (eenheid)’). Laat hem weg bij het "
                    "downloaden.",
                    "rij 1",
                )
            )
    wanted = {maatsleutel(m) for m in maten}
    for m in maten:
        if maatsleutel(m) not in {maatsleutel(n) for n in figures}:
            raise Geweigerd(_missing(m, kop))
    chosen = tuple(n for n in figures if not wanted or maatsleutel(n) in wanted)
    if not chosen:
        raise Geweigerd(_missing("cijfers, zoals ‘GeregistreerdeMisdrijven_1’", kop))
    coded = any(_TOPIC.search(n) for n in chosen)
    soort = Tabelsoort.CODES if coded else Tabelsoort.LABELS
    return Kolommen(soort, gebied, periode, misdrijf=misdrijf, maten=chosen)


def _missing(wat: str, kop: tuple[str, ...]) -> Bevinding:
    there = ", ".join(f"‘{naam}’" for naam in kop[:12])
    return blokkeert(
        "kolom-ontbreekt",
        f"Er is geen kolom met {wat}. Wel gevonden: {there}.",
        "rij 1",
    )
