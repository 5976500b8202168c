"""The mirror as a table of cards, and as CSV and XLSX."""

from collections.abc import Iterator

from rapportage.rendering.bestandsnamen import XLSX, Cijferbestand
from rapportage.rendering.delen.register import Deelsoort, Plek, register
from rapportage.rendering.spiegel import SpiegelWeergave, spiegel_in_beeld
from themas.spiegel.export import as_csv, as_xlsx
from veiligheid.document.delen import Spiegeldeel


def _toon(deel: Spiegeldeel, plek: Plek) -> SpiegelWeergave:
    return spiegel_in_beeld(deel.spiegel, plek.keuze)


def _bestanden(deel: Spiegeldeel, anker: str) -> Iterator[Cijferbestand]:
    if deel.spiegel.beschikbaar:
        titel = f"Beloofd en gedaan in {deel.spiegel.jaar}"
        yield Cijferbestand("spiegel.csv", titel, as_csv(deel.spiegel))
        yield Cijferbestand("spiegel.xlsx", titel, as_xlsx(deel.spiegel), XLSX)


register(
    Deelsoort(
        Spiegeldeel,
        "document/delen/_spiegel.html",
        toon=_toon,
        bestanden=_bestanden,
        breed=True,
    )
)
