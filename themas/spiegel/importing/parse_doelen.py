"""A list of goals beside a mirror: so that a goal without an actie is there too, in its place."""

from collections.abc import Iterator

from themas.spiegel import kolommen as k
from themas.spiegel.importing.boom import Boom
from themas.spiegel.importing.source import BronPijler, BronSpiegel, BronThema
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.tabellen.bestand import open_table
from veiligheid.core.tabellen.kop import MEEST, Kolom, Tabelvorm, recognise


def _meaning(kop: str) -> tuple[str, int] | None:
    found = k.read_kop(kop)
    if found and found.kolom in ("thema", "pijler"):
        return found.kolom, 0
    return ("aantal", 0) if kop.casefold().startswith("aantal") else None


_VORM = Tabelvorm(
    "doelenlijst",
    tuple(Kolom(n, k.WOORDEN[n], nodig=True) for n in ("thema", "pijler")),
    _meaning,
)


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
    found, wrong = [], list[Bevinding]()
    for rij, cellen in recognise(open_table(data, "doelenlijst"), _VORM, {}).rows():
        plek = f"doelenlijst, {rij.plek}"
        titel, doel = (" ".join(cellen[n].split()) for n in ("thema", "pijler"))
        number = cellen.get("aantal", "").strip()
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
