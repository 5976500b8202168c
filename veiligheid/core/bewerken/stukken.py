"""The pieces of a text for a person: what they are called, how they read, and what two people made
of the same one."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats

from veiligheid.core.saving import Inhoud, Resultaat, both_changed, merge
from veiligheid.core.verschil import Regel, difference

_DAG = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Lezing:
    """A piece to read: a line, rich text, or both."""

    regel: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Naast:
    """One piece that two people changed: where both began, mine, and what stands now. None for
    what is not there."""

    label: str
    basis: Lezing | None
    mijn: Lezing | None
    daar: Lezing | None

    @property
    def rijk(self) -> bool:
        return any(lezing and lezing.html for lezing in (self.basis, self.mijn, self.daar))

    @property
    def kanten(self) -> list[tuple[Lezing | None, list[Regel]]]:
        """Mine and theirs, each with the words in which it differs from where both began."""
        was = self.basis.html if self.basis else ""
        return [
            (lezing, difference(was, lezing.html) if was and lezing and lezing.html else [])
            for lezing in (self.mijn, self.daar)
        ]


@dataclass(frozen=True, slots=True)
class Ander:
    """Who wrote what a save met: a colleague, or the writer in another window. The words for it
    are here, once."""

    naam: str
    zelf: bool

    @classmethod
    def met(cls, resultaat: Resultaat, schrijver: int) -> "Ander":
        return cls(resultaat.andere, resultaat.andere_pk == schrijver)

    @property
    def wijzigde_hetzelfde(self) -> str:
        if self.zelf:
            return "U wijzigde hetzelfde stuk in een ander venster."
        return f"{self.naam or 'Een collega'} wijzigde hetzelfde stuk terwijl u schreef."

    @property
    def wijzigde_iets_anders(self) -> str:
        if self.zelf:
            return "U heeft intussen in een ander venster een ander deel gewijzigd"
        return "Een collega heeft intussen een ander deel gewijzigd"

    @property
    def niet_verwerkt(self) -> str:
        """For whoever stays on the page."""
        if self.zelf:
            return "Niet verwerkt: u wijzigde hetzelfde stuk in een ander venster."
        return f"Niet verwerkt: {self.naam or 'een collega'} wijzigde hetzelfde stuk."

    @property
    def hun_tekst(self) -> str:
        if self.zelf:
            return "De tekst uit het andere venster (staat er nu)"
        return f"De tekst van {self.naam or 'uw collega'} (staat er nu)"

    @property
    def hun_kolom(self) -> str:
        return f"{'Het andere venster' if self.zelf else self.naam or 'Uw collega'} (staat er nu)"


class Lezer:
    """How the pieces of one kind read. A kind says what they are called, which of them are rich
    text, and how anything else is read out."""

    labels: dict[str, str] = {}
    rijk: frozenset[str] = frozenset()

    def label(self, naam: str, stuk: Any) -> str:
        """ "bedrag/2024/begroot/lasten/" → "Bedrag 2024, begroot, lasten"."""
        if naam in self.labels:
            return self.labels[naam]
        kind, *rest = naam.split("/")
        words = ", ".join(part for part in rest if part)
        return f"{kind.replace('_', ' ').capitalize()} {words}".strip()

    def lees(self, naam: str, stuk: Any) -> Lezing:
        return Lezing(html=stuk) if naam in self.rijk else Lezing(as_line(stuk))

    def lees_alles(self, inhoud: Inhoud) -> list[tuple[str, Lezing]]:
        """Every piece, in the order of those that have one."""
        standing = [naam for naam in inhoud.stukken if naam not in inhoud.volgorde]
        return [
            (self.label(naam, inhoud.stukken[naam]), self.lees(naam, inhoud.stukken[naam]))
            for naam in (*standing, *inhoud.volgorde)
        ]

    def naast_elkaar(self, mijn: Inhoud, resultaat: Resultaat) -> list[Naast]:
        """What two people changed both, and the order when that is what they disagree on."""
        daar, basis = resultaat.inhoud, resultaat.basis
        names = both_changed(basis, mijn, daar)
        rows = [
            Naast(self._label(naam, basis, mijn, daar), *self._sides(naam, basis, mijn, daar))
            for naam in names
        ]
        if not rows and basis and merge(basis, mijn, daar) is None:
            sides = [Lezing(self._in_order(inhoud)) for inhoud in (basis, mijn, daar)]
            rows.append(Naast("Volgorde", *sides))
        return rows

    def alleen_daar(self, mijn: Inhoud, resultaat: Resultaat) -> list[str]:
        """What only the other changed, by its label: that is in the form already."""
        daar, basis = resultaat.inhoud, resultaat.basis
        both = both_changed(basis, mijn, daar)
        return [
            self._label(naam, basis, mijn, daar)
            for naam in {**daar.stukken, **mijn.stukken}
            if naam not in both and daar.stukken.get(naam) != mijn.stukken.get(naam)
            and basis and mijn.stukken.get(naam) == basis.stukken.get(naam)
        ]  # fmt: skip

    def _label(self, naam: str, basis: Inhoud | None, *inhouden: Inhoud) -> str:
        found = (i.stukken[naam] for i in (*inhouden, basis) if i and naam in i.stukken)
        return self.label(naam, next(found))

    def _sides(self, naam: str, *inhouden: Inhoud | None) -> list[Lezing | None]:
        return [
            self.lees(naam, i.stukken[naam]) if i and naam in i.stukken else None for i in inhouden
        ]

    def _in_order(self, inhoud: Inhoud) -> str:
        return " → ".join(self.label(naam, inhoud.stukken[naam]) for naam in inhoud.volgorde)


def as_line(stuk: Any) -> str:
    """A piece as one line to read."""
    if isinstance(stuk, bool):
        return "ja" if stuk else "nee"
    if isinstance(stuk, list):
        return "; ".join(map(as_line, stuk))
    if isinstance(stuk, dict):
        return ", ".join(str(v) for v in stuk.values() if v not in ("", None, "exact"))
    return _day(stuk) if isinstance(stuk, str) else "" if stuk is None else str(stuk)


def _day(text: str) -> str:
    """A day is kept as text: read as one."""
    if not _DAG.fullmatch(text):
        return text
    with suppress(ValueError):
        return formats.date_format(date.fromisoformat(text), "j F Y")
    return text
