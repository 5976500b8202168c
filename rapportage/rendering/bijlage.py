"""What the templates of an annex see: its pieces, each with the level of its heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapportage.rendering.delen import Bewerk, DeelInBijlage, Plek, show
from rapportage.rendering.spiegel import Spiegelkeuze
from veiligheid.document.brief import Bijlage
from veiligheid.document.delen import Deel


@dataclass(frozen=True, slots=True)
class BijlageWeergave:
    anker: str
    nummer: int
    titel: str
    naam: str
    niveau: int
    delen: tuple[DeelInBijlage, ...]

    @property
    def breed(self) -> bool:
        """On paper it wants a page on its side."""
        return any(deel.breed for deel in self.delen)

    @property
    def begint_met_blad(self) -> bool:
        """Whether its key figures come first: on paper they are then its whole first page, its
        title included."""
        return bool(self.delen) and self.delen[0].vult_blad

    @property
    def heeft_cijfers(self) -> bool:
        """Whether figures come with it as CSV."""
        return any(deel.heeft_cijfers for deel in self.delen)


def bijlage_weergave(
    bijlage: Bijlage,
    bewerk: Bewerk,
    niveau: int,
    keuze: Spiegelkeuze | None = None,
    *,
    papier: bool = False,
) -> BijlageWeergave:
    """`niveau` is the level of the annex's own heading; its pieces are one deeper. keuze: what of a
    mirror is shown."""
    return BijlageWeergave(
        bijlage.anker,
        bijlage.nummer,
        bijlage.titel,
        bijlage.naam,
        niveau,
        delen_weergave(bijlage.delen, bijlage.anker, bewerk, niveau, keuze, papier=papier),
    )


def delen_weergave(
    delen: Sequence[Deel],
    anker: str,
    bewerk: Bewerk,
    niveau: int,
    keuze: Spiegelkeuze | None = None,
    *,
    papier: bool = False,
) -> tuple[DeelInBijlage, ...]:
    """Pieces beneath a heading of this level. anker: of what they stand in."""
    return tuple(show(delen, niveau, Plek(anker, bewerk, papier, keuze)))
