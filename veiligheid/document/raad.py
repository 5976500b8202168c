"""What a council member reads of one theme, as frozen data: a part of the Briefdocument, so that a
published page stays what it was."""

from dataclasses import dataclass
from decimal import Decimal

from veiligheid.document.spiegel import Spiegelrij, Telling
from veiligheid.document.woorden import Realisatie, Uitkomst


@dataclass(frozen=True, slots=True)
class Doel:
    """A pijler of the theme, in its own words."""

    titel: str
    html: str


@dataclass(frozen=True, slots=True)
class Wvragen:
    """One theme in the order of the questions.

    opgave, ambitie, inleiding: rich text of the plan, references unresolved; empty where the plan
    has none.
    doelen: its pijlers in order, those without an actie too.
    rijen: its rows of the mirror; what was done stands in them. `waarom_niet` says why there is no
    mirror; empty when there is one.
    """

    thema_slug: str
    thema_titel: str
    jaar: int
    label_pijler: str
    label_actie: str
    inleiding: str
    opgave: str
    ambitie: str
    doelen: tuple[Doel, ...]
    rijen: tuple[Spiegelrij, ...]
    waarom_niet: str = ""

    @property
    def telling(self) -> Telling:
        return Telling.of(self.rijen)

    @property
    def per_doel(self) -> tuple[tuple[str, Telling], ...]:
        """How many of the promises of each pijler were answered."""
        per_pijler: dict[str, list[Spiegelrij]] = {}
        for rij in self.rijen:
            per_pijler.setdefault(rij.pijler, []).append(rij)
        return tuple((d.titel, Telling.of(per_pijler.get(d.titel, ()))) for d in self.doelen)

    @property
    def realisaties(self) -> tuple[tuple[str, int], ...]:
        """What became of the acties, each word with its count, in the order of the words; those
        without one are not in it."""
        said = [rij.realisatie for rij in self.rijen]
        return tuple((r.value, said.count(r)) for r in Realisatie if r in said)


@dataclass(frozen=True, slots=True)
class Streefstand:
    """What a figure should be, in words ("hoogstens 400"), in which year and by which document.
    `waarom` says why there is no telling."""

    woorden: str
    jaar: int
    document: str
    uitkomst: Uitkomst
    waarom: str = ""


@dataclass(frozen=True, slots=True)
class Raadscijfer:
    """An indicator of the theme with its newest figure.

    waarde: as a table shows it ("ruim 250 (voorlopig)", "onbekend"), never a zero for what is not
    known; `reden` says why it is not. laatst_bekend: then the newest one that is, with its period.
    zin: how the newest known one compares with the one before it and the first.
    """

    naam: str
    eenheid: str
    waarde: str
    periode: str
    reden: str
    laatst_bekend: str
    streef: Streefstand | None
    bron: str
    adres: str
    zin: str = ""


@dataclass(frozen=True, slots=True)
class Raadsbedrag:
    """A line of the budget in one year, in euros; None where nothing is stated. ook_voor: the
    other themes that it is for; then it is the amount of all of them together."""

    naam: str
    kant: str
    ook_voor: tuple[str, ...]
    begroot: Decimal | None
    na_wijziging: Decimal | None
    gerealiseerd: Decimal | None


@dataclass(frozen=True, slots=True)
class Raadspagina:
    """The answers to the four questions. Rich text holds no links: what it quotes stands elsewhere.

    geldbron: the plan that the amounts are of. voor_alle_themas: the lines that serve every theme,
    and are therefore in none.
    """

    vragen: Wvragen
    cijfers: tuple[Raadscijfer, ...] = ()
    geld: tuple[Raadsbedrag, ...] = ()
    geldbron: str = ""
    voor_alle_themas: tuple[str, ...] = ()
