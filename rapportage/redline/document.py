"""The changes of one version against the one before it: frozen data that the files are made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rapportage.models import Publicatie
from rapportage.wijzigingen import Wijziging, changes
from veiligheid.core.verschil import Deel, Regel, Soort, difference
from veiligheid.document.brief import Briefdocument

PDF_PAD, WORD_PAD = "wijzigingen.pdf", "wijzigingen.docx"
# For a letter without a date: the bytes must not depend on the day of making.
_GEEN_DATUM = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Redline:
    """`versie` is the one that the changes made, of the version before it."""

    slug: str
    titel: str
    gemeente: str
    versie: int
    reden: str
    dag: date
    wijzigingen: tuple[Wijziging, ...]

    @property
    def naam(self) -> str:
        return f"Wat er veranderde in versie {self.versie} van {self.titel}"


@dataclass(frozen=True, slots=True)
class Rij:
    """A line that is the same, changed in its words ("gelijk"), gone or come as a whole. More than
    one cell: it is a row of a table."""

    soort: Soort
    cellen: tuple[tuple[Deel, ...], ...]


@dataclass(frozen=True, slots=True)
class Regelgroep:
    """What stands together: one line, or the rows of a table that follow each other. No rows: lines
    that did not change and are left out."""

    rijen: tuple[Rij, ...]

    @property
    def breedte(self) -> int:
        return max((len(rij.cellen) for rij in self.rijen), default=0)

    @property
    def is_tabel(self) -> bool:
        return self.breedte > 1

    @property
    def raster(self) -> Iterator[tuple[Rij, tuple[tuple[Deel, ...], ...]]]:
        """Each row with as many cells as the widest has."""
        for rij in self.rijen:
            yield rij, rij.cellen + ((),) * (self.breedte - len(rij.cellen))


def redline(oud: Briefdocument, nieuw: Briefdocument, versie: int, reden: str) -> Redline | None:
    """Of two versions of a letter; None when no word is different."""
    found = changes(oud, nieuw)
    if not found:
        return None
    dag = nieuw.datum or _GEEN_DATUM
    return Redline(nieuw.slug, nieuw.titel, nieuw.gemeente, versie, reden, dag, tuple(found))


def redline_for(nieuw: Briefdocument, reden: str) -> Redline | None:
    """What this document would change in what is published; None when nothing is."""
    vorige = Publicatie.objects.current(nieuw.slug)
    if vorige is None or not reden.strip():
        return None
    stored = vorige.bestanden.get(pad="brief.json")
    return redline(
        Briefdocument.from_json(bytes(stored.inhoud)), nieuw, vorige.versie + 1, reden.strip()
    )


def groups_of(wijziging: Wijziging) -> Iterator[Regelgroep]:
    """All that a part has of changes, in order."""
    table: tuple[Rij, ...] = ()
    for regel in wijziging.regels:
        found = tuple(rows_of(regel))
        if any(len(rij.cellen) > 1 for rij in found):
            table += found
            continue
        if table:
            yield Regelgroep(table)
            table = ()
        yield from (Regelgroep((rij,)) for rij in found)
        if not found:
            yield Regelgroep(())
    if table:
        yield Regelgroep(table)


def rows_of(regel: Regel) -> Iterator[Rij]:
    """A line as it is written: a row of a table cell by cell. One whose cells don't answer each
    other is a row that went and a row that came. Nothing for lines that are left out."""
    if not regel.delen:
        return
    sorts = {deel.soort for deel in regel.delen}
    if not any("\t" in deel.tekst for deel in regel.delen):
        yield Rij(next(iter(sorts)) if len(sorts) == 1 else "gelijk", (regel.delen,))
        return
    old = "".join(d.tekst for d in regel.delen if d.soort != "erbij").split("\t")
    new = "".join(d.tekst for d in regel.delen if d.soort != "weg").split("\t")
    if sorts == {"weg"}:
        yield _whole("weg", old)
    elif sorts == {"erbij"}:
        yield _whole("erbij", new)
    elif len(old) != len(new):
        yield _whole("weg", old)
        yield _whole("erbij", new)
    else:
        yield Rij("gelijk", tuple(_cell(a, b) for a, b in zip(old, new, strict=True)))


def _whole(soort: Soort, cells: list[str]) -> Rij:
    return Rij(soort, tuple((Deel(soort, cell.strip()),) for cell in cells))


def _cell(old: str, new: str) -> tuple[Deel, ...]:
    old, new = old.strip(), new.strip()
    if old == new:
        return (Deel("gelijk", new),)
    found = difference(f"<p>{_escaped(old)}</p>", f"<p>{_escaped(new)}</p>")
    # Two cells that are nothing alike come as two lines.
    return tuple(deel for regel in found for deel in regel.delen)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
