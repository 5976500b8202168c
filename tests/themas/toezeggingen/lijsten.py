"""The griffie's list as a test takes it in, and the rows of a file."""

from themas.toezeggingen.importing import run
from veiligheid.core.bron import Telling
from veiligheid.core.models import Gebruiker
from veiligheid.core.tabellen.bestand import open_table


def import_lijst(data: bytes, door: Gebruiker | None, **antwoorden: str) -> Telling:
    """Read and write a list in one go. Raises Gevraagd, Geweigerd."""
    return run.import_lijst(run.read_lijst(data, antwoorden), antwoorden, door).telling


def read_rows(data: bytes) -> list[tuple[str, list[str]]]:
    """The headings and the rows, each with where it stands."""
    bestand = open_table(data).at(1)
    return [("rij 1", list(bestand.kolommen)), *((r.plek, list(r.cellen)) for r in bestand.rows())]
