"""Running text, pictures and files: what a template shows as it is."""

from rapportage.rendering.delen.register import Deelsoort, Plek, register
from veiligheid.document.delen import Afbeelding, Bestanddeel, Tekstdeel


def _html(deel: Tekstdeel, plek: Plek) -> str:
    return plek.bewerk(deel.html)


register(Deelsoort(Tekstdeel, "document/_deel.html", toon=_html))
register(Deelsoort(Afbeelding, "document/delen/_afbeelding.html"))
register(Deelsoort(Bestanddeel, "document/delen/_bestand.html"))
