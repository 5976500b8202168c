"""The columns of the list, and what a cell of each holds. One table for out and in, so that what
went out comes back equal; and the names under which griffies and their systems keep the same."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from themas.toezeggingen.models import Afdoening, Toezegging
from themas.toezeggingen.workflow import Soort, Staat, Uitslag
from veiligheid.core.tabellen.dagen import read_day
from veiligheid.core.tabellen.getallen import read_amount
from veiligheid.core.tabellen.kop import Kolom, OnleesbareCel, Tabelvorm, check_cell

Waarde = str | int | date | Decimal | None
_BESLUIT = re.compile(
    r"([a-z]+(?: overgenomen)?)(?:[ ,:(]+(\d{1,3})(?: voor)?[ ,/–-]+(\d{1,3})(?: tegen)?\)?)?"
)
# Words of other lists for what the register knows.
_STATEN = {
    "in behandeling": Staat.OPEN, "lopend": Staat.OPEN, "loopt": Staat.OPEN,
    "openstaand": Staat.OPEN, "nog open": Staat.OPEN, "niet afgedaan": Staat.OPEN,
    "in uitvoering": Staat.OPEN, "onderhanden": Staat.OPEN,
    "afgehandeld": Staat.AFGEDAAN, "voldaan": Staat.AFGEDAAN, "uitgevoerd": Staat.AFGEDAAN,
    "gereed": Staat.AFGEDAAN, "gesloten": Staat.AFGEDAAN,
    "gedeeltelijk afgedaan": Staat.DEELS, "deels": Staat.DEELS,
    "ter afdoening": Staat.VOORGESTELD, "voorstel afdoen": Staat.VOORGESTELD,
    "voorgesteld": Staat.VOORGESTELD,
}  # fmt: skip
_SOORTEN = {
    "moties": Soort.MOTIE,
    "toezeggingen": Soort.TOEZEGGING,
    "aankondigingen": Soort.AANKONDIGING,
    "amendementen": Soort.AMENDEMENT,
    "aanbevelingen": Soort.AANBEVELING,
}


def _text(most: int) -> Callable[[str], str]:
    def read(cel: str) -> str:
        check_cell(cel)
        text = cel.replace("\r\n", "\n").strip()
        if "\x00" in text:
            raise OnleesbareCel("er staat een teken in dat geen tekst is")
        if len(text) > most:
            raise OnleesbareCel(f"de tekst heeft {len(text)} tekens; er passen er {most}")
        return text

    return read


def _one_of(
    words: list[str], ook: dict[str, str], stil: Sequence[str] = ()
) -> Callable[[str], str]:
    """One of the words, or another way to say it. `stil`: read too, and not offered."""

    def read(cel: str) -> str:
        check_cell(cel)
        text = " ".join(cel.split()).casefold().rstrip(".")
        text = ook.get(text, text)
        if text and text not in words and text not in stil:
            raise OnleesbareCel(f"‘{text[:40]}’ is onbekend; kies uit {', '.join(words)}")
        return text

    return read


def read_besluit(cel: str) -> str:
    """The decision, with the votes where the same cell tells them: "aangenomen (25-14)" comes back
    as "aangenomen 25 14"."""
    check_cell(cel)
    text = " ".join(cel.split()).casefold().rstrip(".")
    if not text:
        return ""
    match = _BESLUIT.fullmatch(text)
    if match is None or match[1] not in {b.value for b in Uitslag}:
        words = ", ".join(b.value for b in Uitslag)
        raise OnleesbareCel(f"‘{text[:40]}’ is geen besluit; kies uit {words}")
    return " ".join(filter(None, match.groups()))


def read_number(cel: str) -> int | None:
    text = cel.strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise OnleesbareCel(f"‘{text[:40]}’ is geen heel getal")
    return int(text)


def read_yes(cel: str) -> str:
    text = cel.strip().casefold()
    if text not in {"", "ja", "nee"}:
        raise OnleesbareCel(f"‘{text[:40]}’ is onbekend; schrijf ja of nee")
    return text


# The names in our own order; what a griffie calls them, the likeliest first.
KOLOMMEN = [
    Kolom("sleutel"),
    Kolom("versie"),
    Kolom("nummer", ("nr", "volgnummer", "kenmerk", "registratienummer", "zaaknummer", "id")),
    Kolom("soort", ("type", "categorie", "soort stuk")),
    Kolom(
        "tekst",
        ("omschrijving", "toezegging", "inhoud", "tekst toezegging", "omschrijving toezegging",
         "onderwerp", "titel"),
        nodig=True,
        uitleg="tekst: wat is toegezegd of gevraagd",
    ),
    Kolom(
        "gedaan op",
        ("datum", "datum raad", "datum vergadering", "vergaderdatum", "datum toezegging",
         "raadsvergadering", "datum gedaan", "datum raadsvergadering", "datum rapport"),
        nodig=True,
        uitleg="gedaan op: de dag van de vergadering",
    ),
    Kolom("vergadering", ("orgaan", "gremium", "soort vergadering")),
    Kolom("thema", ("programma", "beleidsveld", "beleidsterrein")),
    Kolom(
        "portefeuillehouder",
        ("portefeuille", "wethouder", "bestuurder", "verantwoordelijk portefeuillehouder", "wie"),
    ),
    Kolom("termijn", ("afdoeningstermijn", "toegezegde termijn", "planning", "wanneer")),
    Kolom(
        "uiterlijk",
        ("deadline", "streefdatum", "uiterste datum", "afdoen voor", "datum gereed", "einddatum"),
        uitleg="uiterlijk: de dag waarop het klaar moet zijn",
    ),
    Kolom("bedrag"),
    Kolom("indiener", ("indieners", "fractie", "ingediend door", "afzender", "van")),
    Kolom(
        "besluit",
        ("besluit raad", "uitslag", "stemuitslag", "uitslag stemming"),
        uitleg="besluit van de raad: aangenomen, verworpen, ingetrokken",
    ),
    Kolom("besluit op", ("datum besluit", "datum stemming")),
    Kolom("voor", ("stemmen voor", "aantal voor")),
    Kolom("tegen", ("stemmen tegen", "aantal tegen")),
    Kolom("staat", ("status",)),
    Kolom("reden"),
    Kolom("afgedaan met", ("afgedaan door", "wijze van afdoening", "afdoening", "afgehandeld met")),
    Kolom("afgedaan met adres", ("link", "url")),
    Kolom("afgedaan in vergadering"),
    Kolom(
        "afgedaan op", ("datum afgedaan", "datum afdoening", "afdoeningsdatum", "afgehandeld op")
    ),
    Kolom("openbaar"),
]  # fmt: skip
VORM = Tabelvorm.of("toezeggingen", KOLOMMEN)
LEZERS: dict[str, Callable[[str], Waarde]] = {
    "sleutel": _text(20),
    "versie": read_number,
    "nummer": _text(40),
    "soort": _one_of([s.value for s in Soort], {k: v.value for k, v in _SOORTEN.items()}),
    "tekst": _text(4000),
    "gedaan op": read_day,
    "vergadering": _text(200),
    "thema": _text(300),
    "portefeuillehouder": _text(200),
    "termijn": _text(200),
    "uiterlijk": read_day,
    "bedrag": read_amount,
    "indiener": _text(200),
    "besluit": read_besluit,
    "besluit op": read_day,
    "voor": read_number,
    "tegen": read_number,
    "staat": _one_of(
        [s.value for s in Staat],
        {k: v.value for k, v in _STATEN.items()} | {b.value: b.value for b in Uitslag},
        stil=[b.value for b in Uitslag],
    ),
    "reden": _text(2000),
    "afgedaan met": _text(300),
    "afgedaan met adres": _text(500),
    "afgedaan in vergadering": read_day,
    "afgedaan op": read_day,
    "openbaar": read_yes,
}
NAMEN = [k.naam for k in KOLOMMEN]
# The columns that came later: an entry without them hashes as it did before.
LATER = frozenset({"indiener", "besluit", "besluit op", "voor", "tegen"})
# The states of which the list gives the day, in ‘afgedaan op’.
MET_DAG = frozenset({Staat.DEELS, Staat.AFGEDAAN, Staat.VERVALLEN})


def row_of(t: Toezegging) -> list[Waarde]:
    """One entry as the cells of a row, as it stands today. Reads its thema and standwijzigingen."""
    stand = t.stand
    declared = stand.verklaringen[-1].afdoening if stand.verklaringen else None
    return [
        t.sleutel,
        t.versie,
        t.nummer,
        t.soort,
        t.tekst,
        t.gemaakt_op,
        t.vergadering,
        t.thema.titel if t.thema else "",
        t.portefeuillehouder,
        t.termijn,
        t.termijn_op,
        t.bedrag,
        t.indiener,
        t.besluit,
        t.besluit_op,
        t.stemmen_voor,
        t.stemmen_tegen,
        stand.staat.value,
        stand.reden,
        settled_by(declared) if declared else "",
        declared.url if declared else "",
        declared.vergadering_op if declared else None,
        stand.op if stand.staat in MET_DAG else None,
        "ja" if t.openbaar else "nee",
    ]


def settled_by(a: Afdoening) -> str:
    """In one cell. A list travels, so that a paragraaf of a draft is not named in it."""
    if a.titel or not a.plek:
        return a.titel
    return a.plek[:300] if a.openbaar else "een paragraaf van een brief in voorbereiding"
