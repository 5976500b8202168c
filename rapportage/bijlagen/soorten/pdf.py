"""The annex *pdf van elders*: a file that stands beside the letter."""

from collections.abc import Iterator

from rapportage.bijlagen.soort import Bijlagesoort, Samenstelling, register
from rapportage.models import Bijlage, Bijlagebestand
from veiligheid.document import delen as p


def newest_pdf(bijlage: Bijlage) -> list[Bijlagebestand]:
    """The PDF that stands now: the last one that was uploaded. The ones before it are kept."""
    return [b for b in bijlage.bestanden.all() if b.mediatype == "application/pdf"][-1:]


def _bestand(bestand: Bijlagebestand) -> p.Bestanddeel:
    return p.Bestanddeel(
        bestand.adres,
        bestand.bestandsnaam,
        bestand.mediatype,
        bestand.grootte,
        bestand.sha256,
        bestand.bladzijden,
        tuple(bestand.oordeel),
    )


def _compose(s: Samenstelling) -> Iterator[p.Deel]:
    return map(_bestand, newest_pdf(s.bijlage))


register(
    Bijlagesoort(
        "pdf",
        "pdf van elders",
        _compose,
        bestand=True,
        nodig="Kies hieronder het pdf-bestand.",
        volgorde=8,
    )
)
