"""The judgement of a published mirror, as frozen data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from veiligheid.document.spiegel import Spiegel, Spiegelrij
from veiligheid.document.woorden import Kleur


def is_judgeable(rij: Spiegelrij) -> bool:
    """Whether there is a promise and a report to lay side by side. Where one is missing, the colour
    follows from that, and only a toelichting can be given."""
    return bool(rij.beloofd and rij.gedaan)


@dataclass(frozen=True, slots=True)
class Beoordeling:
    """What the committee says of one row. kleur: None where it gave none (yet), and always where
    the mirror's colour follows from the data."""

    sleutel: str
    kleur: Kleur | None
    toelichting: str


@dataclass(frozen=True, slots=True)
class Audittelling:
    """Counts of the rows that can be judged: those with a promise and a report.

    zelf, commissie: how many of each are groen, geel, and not judged. verschilt: where both gave a
    colour, and not the same one; vergelijkbaar: where both gave one. toegelicht: rows of any colour
    with a toelichting.
    """

    beoordeelbaar: int
    zelf: tuple[int, int, int]
    commissie: tuple[int, int, int]
    verschilt: int
    vergelijkbaar: int
    toegelicht: int

    @classmethod
    def of(cls, paren: Iterable[tuple[Spiegelrij, Beoordeling]]) -> "Audittelling":
        pairs = list(paren)
        both = [(rij.kleur, b.kleur) for rij, b in pairs if is_judgeable(rij)]
        return cls(
            beoordeelbaar=len(both),
            zelf=_counts(zelf for zelf, _ in both),
            commissie=_counts(commissie for _, commissie in both),
            verschilt=sum(1 for zelf, c in both if zelf and c and zelf is not c),
            vergelijkbaar=sum(1 for zelf, c in both if zelf and c),
            toegelicht=sum(1 for _, b in pairs if b.toelichting),
        )


def _counts(kleuren: Iterable[Kleur | None]) -> tuple[int, int, int]:
    found = list(kleuren)
    return found.count(Kleur.GROEN), found.count(Kleur.GEEL), found.count(None)


@dataclass(frozen=True, slots=True)
class Oordeelstuk:
    """The mirror as it was published, where (`bijlage`: as which annex) and when, and what the
    committee says of its rows, in their order."""

    slug: str
    versie: int
    bijlage: int | None
    titel: str
    gepubliceerd_op: datetime
    spiegel: Spiegel
    beoordelingen: tuple[Beoordeling, ...]

    @property
    def adres(self) -> str:
        """Where everybody reads it."""
        annex = "" if self.bijlage is None else f"bijlage/{self.bijlage}/"
        return f"/brieven/{self.slug}/versie/{self.versie}/{annex}"

    @property
    def paren(self) -> tuple[tuple[Spiegelrij, Beoordeling], ...]:
        return tuple(zip(self.spiegel.rijen, self.beoordelingen, strict=True))

    @property
    def telling(self) -> Audittelling:
        return Audittelling.of(self.paren)
