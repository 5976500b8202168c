"""The rows of a table about the municipality: read in pieces, of which only those rows are kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pandas as pd

from monitoring.importing.bestand import Tabelbestand
from monitoring.importing.gebieden import CODE, Gebiedenlijst
from monitoring.importing.kolommen import Kolommen, Tabelsoort
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op

Voortgangsmelder = Callable[[int], None]
_EXAMPLES = 5


@dataclass
class Bronmetingen:
    """The rows about the municipality, as text. Their index is the number of the row in the
    source; `gelezen` counts all rows of it."""

    kolommen: Kolommen
    rijen: pd.DataFrame
    naam: str
    sha256: str
    tabel: str
    gelezen: int
    # The one name in a file that knows its municipality by name only.
    gemeentenaam: str = ""
    bevindingen: list[Bevinding] = field(default_factory=list)


def read_metingen(
    bestand: Tabelbestand,
    kolommen: Kolommen,
    lijst: Gebiedenlijst,
    tabel: str,
    progress: Voortgangsmelder,
) -> Bronmetingen:
    """Read a file, keeping the rows about the municipality. Of our own table every row is kept:
    an area that is misspelt there has to be told. Raises Geweigerd when no row is left."""
    return keep_rows(
        bestand.chunks(kolommen.nodig),
        Bronmetingen(kolommen, pd.DataFrame(), bestand.naam, bestand.sha256, tabel, 0),
        lijst,
        progress,
    )


def keep_rows(
    chunks: Iterable[pd.DataFrame],
    bron: Bronmetingen,
    lijst: Gebiedenlijst,
    progress: Voortgangsmelder,
) -> Bronmetingen:
    """Fill `bron` with the rows of these chunks that are about the municipality."""
    parts, others = [], dict[str, None]()
    column = bron.kolommen.gebied
    for chunk in chunks:
        bron.gelezen += len(chunk)
        keep = []
        for text in chunk[column].unique():
            if bron.kolommen.soort is Tabelsoort.EIGEN or lijst.wants(str(text).strip()):
                keep.append(text)
            elif len(others) < 1000:
                others[str(text).strip()] = None
        if keep:
            parts.append(chunk[chunk[column].isin(keep)])
        progress(bron.gelezen)
    if not parts:
        raise Geweigerd(_nothing_left(lijst, list(others)))
    bron.rijen = pd.concat(parts)
    names = [o for o in others if not CODE.fullmatch(o)]
    if names:
        bron.bevindingen.append(
            let_op(
                "gebied-overgeslagen",
                f"{bron.gelezen - len(bron.rijen)} rijen gaan over gebieden met een naam die hier "
                f"niet bekend is, en zijn overgeslagen: {_some(names)}.",
            )
        )
    return bron


def _nothing_left(lijst: Gebiedenlijst, others: list[str]) -> Bevinding:
    if not others:
        return blokkeert("leeg", "Dit bestand heeft geen rijen.")
    if any(not CODE.fullmatch(o) for o in others):
        return blokkeert(
            "gemeente-niet-gevonden",
            f"Het bestand noemt gebieden bij hun naam ({_some(others)}), en geen daarvan is bekend "
            f"bij {lijst.gemeente}. Lees eerst de codelijst WijkenEnBuurten in. Gaat het hele "
            "bestand over deze ene gemeente? Neem dan nieuwe codes op (een vinkje op het scherm, "
            "of --nieuwe-codes).",
        )
    return blokkeert(
        "gemeente-niet-gevonden",
        f"Geen enkele rij gaat over {lijst.gemeente}. Wel over: {_some(others)}. Klopt de "
        "gemeente (--gemeente)?",
    )


def _some(texts: list[str]) -> str:
    shown = ", ".join(f"‘{t}’" for t in texts[:_EXAMPLES])
    return shown + (" …" if len(texts) > _EXAMPLES else "")
