"""What a table's columns are. The order does not count, the names do; a column that cannot be
placed refuses the file by its name, since one dimension too many would mix up the figures."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.tabellen.bestand import Tabelbestand
from veiligheid.core.tabellen.kop import (
    NIET,
    Kolom,
    Tabelvorm,
    answered,
    ask_columns,
    check_answers,
    find_header,
    kolomsleutel,
    unread_sheets,
)
from veiligheid.core.tabellen.vraag import Antwoorden, Gevraagd


class Tabelsoort(StrEnum):
    CODES = "codes"
    LABELS = "labels"
    EIGEN = "eigen"
    CODELIJST = "codelijst"


_GEBIED = {
    "regios", "regio", "wijkenenbuurten", "plaatsen", "plaats", "gemeenten", "gemeente", "gebied",
}  # fmt: skip
_PERIODE = {"perioden", "periode", "periodes", "jaar"}
_MISDRIJF = {"soortmisdrijf", "soortmisdrijven", "misdrijf"}
_INDICATOR, _WAARDE = {"indicator"}, {"waarde"}
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


_VORM = Tabelvorm(
    "cijfers",
    (
        Kolom("gebied", uitleg="gebied: code of naam"),
        Kolom("periode", uitleg="periode: jaar, kwartaal of maand"),
        Kolom("misdrijf", uitleg="soort misdrijf: code of naam"),
        Kolom("indicator", uitleg="naam van de indicator (eigen cijfers)"),
        Kolom("waarde", uitleg="waarde (eigen cijfers)"),
        Kolom("maat", uitleg="cijfers van een tabel van CBS of politie"),
    ),
    lambda kop: (found, 0) if (found := _meaning(kop)) else None,
)
_VASTE = {
    **dict.fromkeys(_GEBIED, "gebied"),
    **dict.fromkeys(_PERIODE, "periode"),
    **dict.fromkeys(_MISDRIJF, "misdrijf"),
    **dict.fromkeys(_INDICATOR, "indicator"),
    **dict.fromkeys(_WAARDE, "waarde"),
    **{key: key for key in ("key", "title", *_EIGEN_EXTRA)},
}


def _meaning(kop: str) -> str:
    """What a heading says of its column; empty when nothing is known."""
    if found := _VASTE.get(kolomsleutel(kop)):
        return found
    # A column of figures has a number behind its name (codes) or its unit (labels).
    return "maat" if _TOPIC.search(kop) or _UNIT.search(kop) else ""


def recognise(
    bestand: Tabelbestand, maten: tuple[str, ...] = (), antwoorden: Antwoorden | None = None
) -> tuple[Tabelbestand, Kolommen]:
    """The file with its headings found, and what its columns are. `maten`: only these columns with
    figures are wanted. Raises Gevraagd with the name of the column that is missing or unknown."""
    said = answered(antwoorden or {})
    check_answers(said, _VORM)
    found = find_header(bestand, lambda kop: bool(_meaning(kop)))
    lezer = _Koplezer(found, said, maten)
    kolommen = lezer.read()
    sheets = unread_sheets(found)
    return found, replace(kolommen, bevindingen=(*kolommen.bevindingen, *sheets))


@dataclass
class _Koplezer:
    """The headings of a file, each with what it means or was said to mean."""

    bestand: Tabelbestand
    said: dict[str, str]
    maten: tuple[str, ...]

    def __post_init__(self) -> None:
        self.kop = self.bestand.kolommen
        self.means = {n: self._means(n) for n in self.kop}

    def _means(self, naam: str) -> str:
        return self.said.get(kolomsleutel(naam)) or _meaning(naam)

    def _all(self, wat: str) -> list[str]:
        return [naam for naam, means in self.means.items() if means == wat]

    def _one(self, wat: str) -> str:
        """The column that holds this; empty when there is none. Of two the question is which."""
        found = self._all(wat)
        if len(found) > 1:
            melding = f"De kolommen ‘{found[0]}’ en ‘{found[1]}’ zijn allebei {wat}."
            raise self._ask(blokkeert("kolom-dubbel", melding, self.bestand.plek))
        return found[0] if found else ""

    def _ask(self, *waarom: Bevinding) -> Gevraagd:
        columns = {at: means for at, naam in enumerate(self.kop) if (means := self.means[naam])}
        return ask_columns(self.bestand, _VORM, columns, list(waarom))

    def read(self) -> Kolommen:
        keys = {kolomsleutel(naam) for naam in self.kop}
        if {"key", "title"} <= keys:
            return Kolommen(Tabelsoort.CODELIJST)
        gebied, periode = self._one("gebied"), self._one("periode")
        for naam, wat in ((gebied, "gebied"), (periode, "periode")):
            if not naam:
                raise self._ask(_missing(wat, self.kop, self.bestand.plek))
        if self._one("indicator") or self._one("waarde"):
            return self._own(gebied, periode)
        return self._published(gebied, periode)

    def _own(self, gebied: str, periode: str) -> Kolommen:
        indicator, waarde = self._one("indicator"), self._one("waarde")
        for naam, wat in ((indicator, "indicator"), (waarde, "waarde")):
            if not naam:
                raise self._ask(_missing(wat, self.kop, self.bestand.plek))
        extra = {key: found for key in sorted(_EIGEN_EXTRA) if (found := self._one(key))}
        known = {gebied, periode, indicator, waarde, *extra.values()}
        skipped = tuple(
            let_op(
                "kolom-overgeslagen", f"De kolom ‘{naam}’ wordt niet gelezen.", self.bestand.plek
            )
            for naam in self.kop
            if naam not in known and naam and self.means[naam] != NIET
        )
        return Kolommen(
            Tabelsoort.EIGEN,
            gebied,
            periode,
            indicator=indicator,
            maten=(waarde,),
            extra=extra,
            bevindingen=skipped,
        )

    def _published(self, gebied: str, periode: str) -> Kolommen:
        misdrijf, figures = self._one("misdrijf"), self._all("maat")
        for naam, means in self.means.items():
            if naam and kolomsleutel(naam) != "id" and (not means or means in _EIGEN_EXTRA):
                raise self._ask(_unknown(naam, self.bestand.plek))
        wanted = {maatsleutel(m) for m in self.maten}
        for m in self.maten:
            if maatsleutel(m) not in {maatsleutel(n) for n in figures}:
                raise Geweigerd(_missing(m, self.kop, self.bestand.plek))
        chosen = tuple(n for n in figures if not wanted or maatsleutel(n) in wanted)
        if not chosen:
            wat = "cijfers, zoals ‘GeregistreerdeMisdrijven_1’"
            raise self._ask(_missing(wat, self.kop, self.bestand.plek))
        coded = any(_TOPIC.search(n) for n in chosen)
        soort = Tabelsoort.CODES if coded else Tabelsoort.LABELS
        return Kolommen(soort, gebied, periode, misdrijf=misdrijf, maten=chosen)


def _unknown(naam: str, plek: str) -> Bevinding:
    return blokkeert(
        "kolom-onbekend",
        f"De kolom ‘{naam}’ is onbekend: het is geen gebied, periode, soort misdrijf of kolom met "
        "cijfers (‘Naam_1’ of ‘Naam (eenheid)’). Laat hem weg bij het downloaden, of zeg met "
        f"--kolom '{naam}=…' wat hij is.",
        plek,
    )


def _missing(wat: str, kop: tuple[str, ...], plek: str) -> Bevinding:
    there = ", ".join(f"‘{naam}’" for naam in kop[:12])
    melding = f"Er is geen kolom met {wat}. Wel gevonden: {there}."
    return blokkeert("kolom-ontbreekt", melding, plek)
