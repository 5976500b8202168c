"""Refuses a Word file that carries a program."""

from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.word.package import open_package


def refuse_macros(data: bytes) -> None:
    """Raises Geweigerd ``macros`` for a file with macros in it, and what `open_package` raises.

    Nothing here ever runs them; but a text that people send around needs none, and a file that
    has them is not what its sender thinks it is.
    """
    package = open_package(data)
    if any(r.soort == "vbaProject" for r in package.relations(package.main).values()):
        raise Geweigerd(
            blokkeert(
                "macros",
                "In dit bestand zitten macro’s (.docm). Open het in Word, kies Opslaan als › "
                "Word-document (.docx) en stuur dat.",
            )
        )
