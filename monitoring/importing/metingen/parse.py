"""The rows of a table about the municipality: read in pieces, of which only those rows are kept."""

from collections.abc import Callable, Iterable

import pandas as pd

from monitoring.importing.metingen.gebieden import CODE, Gebiedenlijst
from monitoring.importing.metingen.kolommen import Kolommen, Tabelsoort
from monitoring.importing.metingen.source import Bronmetingen
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.tabellen.bestand import Tabelbestand
from veiligheid.core.zinnen import counted

Voortgangsmelder = Callable[[int], None]
_EXAMPLES = 5


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
    for whole in chunks:
        chunk = _without_notes(whole, bron)
        bron.gelezen += len(chunk)
        keep = []
        for text in map(str, chunk[column].unique()):
            if bron.kolommen.soort is Tabelsoort.EIGEN or lijst.wants(text.strip()):
                keep.append(text)
            elif len(others) < 1000:
                others[text.strip()] = None
        if keep:
            parts.append(chunk[chunk[column].isin(keep)])
        progress(bron.gelezen)
    if not parts:
        raise Geweigerd(nothing_left(lijst.gemeente, list(others)))
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


def _without_notes(chunk: pd.DataFrame, bron: Bronmetingen) -> pd.DataFrame:
    """Without the rows that have no area and no period: empty ones, and a note below the table,
    which is told."""
    k = bron.kolommen
    if not any(not text.strip() for text in map(str, chunk[k.gebied].unique())):
        return chunk
    aside = (chunk[k.gebied].str.strip() == "") & (chunk[k.periode].str.strip() == "")
    notes = chunk[aside & (chunk != "").any(axis=1)]
    if len(notes):
        words = " ".join(filter(None, map(str, notes.iloc[0])))
        melding = (
            f"{counted(len(notes), 'rij', 'rijen')} zonder gebied en periode overgeslagen: "
            f"‘{words[:80]}’."
        )
        bron.bevindingen.append(let_op("rij-overgeslagen", melding, f"rij {notes.index[0]}"))
    return chunk[~aside]


def nothing_left(gemeente: str, others: list[str]) -> Bevinding:
    """Why no row of a file is about the municipality; `others`: what the rows are about."""
    if not others:
        return blokkeert("leeg", "Dit bestand heeft geen rijen.")
    if any(not CODE.fullmatch(o) for o in others):
        return blokkeert(
            "gemeente-niet-genoemd",
            f"Het bestand noemt gebieden bij hun naam ({_some(others)}), en geen daarvan is bekend "
            f"bij {gemeente}. Lees eerst de codelijst WijkenEnBuurten in. Gaat het hele "
            "bestand over deze ene gemeente? Neem dan nieuwe codes op (een vinkje op het scherm, "
            "of --nieuwe-codes).",
        )
    return blokkeert(
        "gemeente-niet-gevonden",
        f"Geen enkele rij gaat over {gemeente}. Wel over: {_some(others)}. Klopt de "
        "gemeente (--gemeente)?",
    )


def _some(texts: list[str]) -> str:
    shown = ", ".join(f"‘{t}’" for t in texts[:_EXAMPLES])
    return shown + (" …" if len(texts) > _EXAMPLES else "")
