"""A list of goals beside a mirror: so that a goal without an actie is there too, in its place."""

from collections.abc import Iterator
from typing import Any

from themas.spiegel import kolommen as k
from themas.spiegel.importing.boom import Boom
from themas.spiegel.importing.parse_lijst import MEEST, missing, text
from themas.spiegel.importing.source import BronPijler, BronSpiegel, BronThema
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.rekenblad import read_rows

_LIJST = "doelenlijst, rij"


def parse_doelen(data: bytes, bron: BronSpiegel) -> list[Bevinding]:
    """Put the goals of a list (CSV or XLSX) into the mirror that was read, in the order of the
    list. Raises Geweigerd.

    It has a column for either level, and may have one that says how many acties each goal has:
    where that differs from the mirror it is told.
    """
    unlisted = {id(p): p for t in bron.themas for p in t.pijlers}
    themas: dict[int, BronThema] = {}
    pijlers: dict[int, dict[int, BronPijler]] = {}
    boom = Boom(bron)
    for plek, titel, doel, aantal in _rows(data):
        thema = boom.thema(titel, plek)
        themas[id(thema)] = thema
        if doel:
            pijler = boom.pijler(thema, doel, plek)
            pijler.aantal = aantal
            pijlers.setdefault(id(thema), {})[id(pijler)] = pijler
            unlisted.pop(id(pijler), None)
    bron.themas = list({**themas, **{id(t): t for t in bron.themas}}.values())
    for thema in bron.themas:
        listed = pijlers.get(id(thema), {})
        thema.pijlers = list({**listed, **{id(p): p for p in thema.pijlers}}.values())
    return [
        *(
            let_op("doel-niet-in-lijst", f"‘{p.titel}’ staat niet in de doelenlijst.", p.plek)
            for p in unlisted.values()
        ),
        *_miscounted(bron),
    ]


def _rows(data: bytes) -> Iterator[tuple[str, str, str, int | None]]:
    """Where it stands, theme, goal and number of acties of each row."""
    (nummer, head), *rows = read_rows(data)
    koppen = {kop.kolom: at for at, kop in enumerate(map(k.read_kop, head)) if kop}
    aantal = next((at for at, c in enumerate(head) if text(c).startswith("aantal")), None)
    if lacking := [n for n in ("thema", "pijler") if n not in koppen]:
        raise Geweigerd(*(missing(n, f"{_LIJST} {nummer}") for n in lacking))
    found, wrong = [], list[Bevinding]()
    for nummer, cellen in rows:
        plek = f"{_LIJST} {nummer}"
        titel, doel = (_cell(cellen, koppen[n]) for n in ("thema", "pijler"))
        number = _cell(cellen, aantal) if aantal is not None else ""
        if not titel:
            melding = "In deze rij staat niet bij welk thema zij hoort."
            wrong.append(blokkeert("rij-onleesbaar", melding, plek))
        elif len(titel) > 300 or len(doel) > 500:
            wrong.append(blokkeert("rij-onleesbaar", "De titel in deze rij is te lang.", plek))
        known = int(number) if number.isascii() and number.isdecimal() else None
        found.append((plek, titel, doel, known))
    if wrong:
        raise Geweigerd(*wrong[:MEEST])
    yield from found


def _cell(cellen: list[Any], at: int) -> str:
    return " ".join(text(cellen[at]).split()) if at < len(cellen) else ""


def _miscounted(bron: BronSpiegel) -> Iterator[Bevinding]:
    for thema in bron.themas:
        counts: dict[str, int] = {}
        for rij in thema.rijen:
            counts[rij.pijler] = counts.get(rij.pijler, 0) + 1
        for pijler in thema.pijlers:
            n = counts.get(pijler.titel, 0)
            if pijler.aantal is not None and pijler.aantal != n:
                yield let_op(
                    "aantal-verschilt",
                    f"Volgens de doelenlijst horen hier {pijler.aantal} activiteiten bij; in de "
                    f"spiegel staan er {n}: ‘{pijler.titel}’.",
                    pijler.plek,
                )
