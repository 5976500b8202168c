"""What the judge of PDF/UA and PDF/A had to say of a file from elsewhere, in words for a reader."""

from collections.abc import Sequence
from dataclasses import dataclass

PDF_UA, PDF_A = "PDF/UA-1 (toegankelijkheid)", "PDF/A-3a (archivering)"
# How the sentences begin that are kept with a file.
VOLDOET_NIET = "Het PDF-bestand voldoet niet aan "
NIET_TE_BEOORDELEN = "Het PDF-bestand kan niet worden beoordeeld"


@dataclass(frozen=True, slots=True)
class Keuring:
    """`afgekeurd`: the standards that the file does not meet, by name. `regels`: each rule that
    fails, in the judge's own (English) words."""

    afgekeurd: tuple[str, ...]
    toegankelijk: bool
    regels: tuple[str, ...]

    @classmethod
    def of(cls, oordeel: Sequence[str]) -> "Keuring":
        """From the sentences that were kept with the file."""
        unread = any(NIET_TE_BEOORDELEN in zin for zin in oordeel)
        failed = [n for n in (PDF_UA, PDF_A) if unread or any(n in zin for zin in oordeel)]
        rules = tuple(zin.replace(VOLDOET_NIET, "").strip() for zin in oordeel)
        return cls(tuple(failed), PDF_UA not in failed, rules)

    @property
    def soort(self) -> str:
        return "warning" if self.regels else "success"

    @property
    def teken(self) -> str:
        return "!" if self.regels else "✓"

    @property
    def woorden(self) -> str:
        """The verdict in a few words."""
        if not self.toegankelijk:
            return "niet voor iedereen toegankelijk"
        if self.afgekeurd:
            return "toegankelijk, maar niet gemaakt om te archiveren"
        return "toegankelijk (PDF/UA) en te archiveren (PDF/A)"

    @property
    def zin(self) -> str:
        """By which standards it fails; empty when it meets both."""
        return f"Het voldoet niet aan {' en '.join(self.afgekeurd)}." if self.afgekeurd else ""
