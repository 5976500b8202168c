"""The overview as CSV and XLSX: a row for each entry in each list that it is in."""

from collections.abc import Iterator
from typing import Any

from themas.toezeggingen.maand import Overzichtsregel, Raadsoverzicht
from veiligheid.core.tabellen.write import write_csv, write_xlsx

_KOPPEN = (
    *("lijst", "soort", "nummer", "tekst", "gedaan op", "portefeuillehouder"),
    *("termijn", "besluit", "stand", "afgedaan met"),
)


def as_csv(overzicht: Raadsoverzicht) -> bytes:
    return write_csv(_KOPPEN, _rows(overzicht))


def as_xlsx(overzicht: Raadsoverzicht) -> bytes:
    return write_xlsx("overzicht", _KOPPEN, _rows(overzicht))


def _rows(overzicht: Raadsoverzicht) -> Iterator[list[Any]]:
    for lijst, regels in (
        ("nieuw", overzicht.nieuw),
        ("afgehandeld", overzicht.afgehandeld),
        ("te laat", overzicht.te_laat),
    ):
        for regel in regels:
            yield [lijst, *_cells(regel)]


def _cells(r: Overzichtsregel) -> list[Any]:
    return [
        *(r.soort, r.nummer, r.tekst, r.gemaakt_op, r.portefeuillehouder),
        *(r.termijn, r.besloten, r.stand, r.afgedaan_met),
    ]
