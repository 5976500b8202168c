"""How each shape of piece is shown and which files come with it: a module per shape, each entering
itself in this one registry. Pages, PDFs and publishing know the registry, and no shape."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapportage.rendering.bestandsnamen import Cijferbestand
from veiligheid.document.delen import Deel

# As many columns as fit on an upright page.
_STAAND = 5
# Rich text of the document → rich text of this page.
Bewerk = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a piece is shown: in what (`anker`), made ready by what, on paper or not. `keuze`: what
    of a mirror is shown."""

    anker: str
    bewerk: Bewerk
    papier: bool
    keuze: Any = None


@dataclass(frozen=True, slots=True)
class DeelInBijlage:
    """A piece ready to print by its template. `beeld` is what the template of its shape sees
    besides the piece itself. `niveau` is the level of its heading. `csv` names the file of its
    figures, where it has one."""

    sjabloon: str
    niveau: int
    deel: Deel
    anker: str
    kop: str
    beeld: Any
    csv: str
    breed: bool
    vult_blad: bool
    heeft_cijfers: bool

    @property
    def wil_breed(self) -> bool:
        """Whether a document around it lies on its side on paper."""
        return self.breed or len(getattr(self.deel, "kolommen", ())) > _STAAND

    @property
    def html(self) -> str:
        """Of running text: that is all there is to see."""
        return self.beeld if isinstance(self.beeld, str) else ""


def _nothing(deel: Any, plek: Plek) -> None:
    """All that its template needs stands in the piece."""


def _no_files(deel: Any, anker: str) -> Iterable[Cijferbestand]:
    return ()


def _no_name(deel: Any, anker: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Deelsoort:
    """What is done with pieces of one shape.

    sjabloon, op_papier: its template, and the one on paper when that is another.
    toon: piece and place → what its template sees as `deel.beeld`.
    bestanden, csv: piece and the anchor of what it stands in → its files for a spreadsheet, and the
    name of the one that its own link gives.
    breed: on paper it wants a page on its side. vult_blad: on paper it is a page of its own.
    heeft_cijfers: figures come with it as CSV.
    """

    shape: type[Any]
    sjabloon: str
    op_papier: str = ""
    toon: Callable[[Any, Plek], Any] = _nothing
    bestanden: Callable[[Any, str], Iterable[Cijferbestand]] = _no_files
    csv: Callable[[Any, str], str] = _no_name
    breed: bool = False
    vult_blad: bool = False
    heeft_cijfers: bool = False

    def show(self, deel: Any, niveau: int, plek: Plek) -> DeelInBijlage:
        return DeelInBijlage(
            sjabloon=(plek.papier and self.op_papier) or self.sjabloon,
            niveau=niveau,
            deel=deel,
            anker=getattr(deel, "anker", ""),
            kop=getattr(deel, "kop", ""),
            beeld=self.toon(deel, plek),
            csv=self.csv(deel, plek.anker),
            breed=self.breed,
            vult_blad=self.vult_blad,
            heeft_cijfers=self.heeft_cijfers,
        )


_SOORTEN: dict[type[Any], Deelsoort] = {}


def register(soort: Deelsoort) -> None:
    """Raises ValueError for a shape that has one already."""
    if soort.shape in _SOORTEN:
        raise ValueError(f"{soort.shape.__name__}: dubbel")
    _SOORTEN[soort.shape] = soort


def soort_of(deel: Deel) -> Deelsoort:
    """Raises KeyError for a shape that nobody shows."""
    return _SOORTEN[type(deel)]


def cijferbestanden(delen: Sequence[Deel], anker: str) -> list[Cijferbestand]:
    """A file for each chart and table among these pieces, two for a mirror. anker: of what the
    pieces stand in."""
    return [file for deel in delen for file in soort_of(deel).bestanden(deel, anker)]


def show(delen: Sequence[Deel], niveau: int, plek: Plek) -> Iterator[DeelInBijlage]:
    """Pieces beneath a heading of this level, counting the level of their own so that none is
    skipped."""
    previous = niveau
    for deel in delen:
        wanted = niveau + getattr(deel, "niveau", 1)
        shown = soort_of(deel).show(deel, min(wanted, previous + 1, 6), plek)
        previous = shown.niveau if shown.kop else previous
        yield shown
