"""What goes into the PDF engine and what may come out: shared by the caller and the worker.

Pure data without WeasyPrint or Django, so that both processes import it in milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal

import msgspec

from veiligheid.core.findings import Geweigerd, blokkeert

Relatie = Literal["Data", "Source", "Supplement", "Alternative"]

NO_FILES: Mapping[str, bytes] = MappingProxyType({})

# For the person who asked, when the fault is ours.
BROKEN = (
    "Het maken van de PDF is mislukt door een fout in het programma. "
    "De beheerder vindt de oorzaak in het logboek."
)

SCHIJF_VOL = (
    "Er is geen plaats meer op de schijf waar tijdelijke bestanden staan; zonder die plaats kan er "
    "geen PDF worden gemaakt. Er is niets verloren. Waarschuw de beheerder."
)


class PdfFout(Geweigerd):
    """No PDF was made, for one reason: its finding is meant for the person who asked for the PDF;
    technical detail is in the log.

    code: ``te-druk``, ``schijf-vol``, ``tabel``, ``afbeelding``, ``tekens``, ``opmaak``,
        ``rekentijd``, ``geheugen``, ``wandklok``, ``te-ingewikkeld``, ``pango`` or ``programma``.
    """

    def __init__(self, code: str, melding: str, plek: str = "") -> None:
        super().__init__(blokkeert(f"pdf-{code}", melding, plek))
        self.code, self.melding, self.plek = code, melding, plek


@dataclass(frozen=True, slots=True)
class Bijvoegsel:
    """A file embedded in the PDF: an associated file of PDF/A-3 (ISO 19005-3, 6.8).

    naam: file name as the reader sees it, unique within one PDF.
    inhoud: its bytes, stored unchanged.
    mediatype: e.g. ``text/csv``.
    omschrijving: one line that says what it is.
    relatie: how it relates to the letter (ISO 19005-3, 6.8): ``Data`` (the figures behind a
        table or chart), ``Source`` (what the letter was made from), ``Supplement``,
        ``Alternative``.
    datum: aware; stored as creation and modification date, so that bytes stay reproducible.
    """

    naam: str
    inhoud: bytes
    mediatype: str
    omschrijving: str
    relatie: Relatie
    datum: datetime

    def __post_init__(self) -> None:
        if self.datum.tzinfo is None:
            raise ValueError(f"Bijvoegsel {self.naam!r}: datum has no time zone")
        if not self.naam or "/" not in self.mediatype:
            raise ValueError(f"Bijvoegsel {self.naam!r}: needs a name and a media type")


@dataclass(frozen=True, slots=True)
class Limieten:
    """Bounds on one rendering. A letter of 25 pages takes about 2 s, 100 MB.

    cpu_seconden: processor time (RLIMIT_CPU).
    geheugen_bytes: private memory of the process (RLIMIT_DATA).
    wandklok_seconden: real time that the caller waits, for its turn and for the worker. Generous:
        a busy machine is no fault of the letter's.
    """

    cpu_seconden: int = 60
    geheugen_bytes: int = 1 << 30
    wandklok_seconden: float = 900.0


STANDAARD_LIMIETEN = Limieten()


class Opdracht(msgspec.Struct, frozen=True):
    """One rendering job, as it goes to the worker. Fields as in `render_pdf`."""

    html: str
    stylesheets: tuple[str, ...] = ()
    files: dict[str, bytes] = {}
    bijvoegsels: tuple[Bijvoegsel, ...] = ()
    limieten: Limieten = STANDAARD_LIMIETEN


class Uitkomst(msgspec.Struct, frozen=True):
    """What the worker answers: `pdf`, or when there is none why, as in PdfFout."""

    pdf: bytes | None = None
    code: str = ""
    melding: str = ""


class Logregel(msgspec.Struct, frozen=True):
    """A log record on its way from the worker to the caller's log, one JSON line each."""

    niveau: int
    naam: str
    bericht: str
