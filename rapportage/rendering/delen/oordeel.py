"""The judgement of the auditcommissie, row by row, and as CSV and XLSX."""

from collections.abc import Iterator

from rapportage.audit.export import as_csv, as_xlsx
from rapportage.rendering.audit import AuditWeergave, audit_in_beeld
from rapportage.rendering.bestandsnamen import XLSX, Cijferbestand
from rapportage.rendering.delen.register import Deelsoort, Plek, register
from veiligheid.document.delen import Auditdeel


def _toon(deel: Auditdeel, plek: Plek) -> AuditWeergave:
    return audit_in_beeld(deel.stuk)


def _bestanden(deel: Auditdeel, anker: str) -> Iterator[Cijferbestand]:
    titel = f"Oordeel over ‘{deel.stuk.titel}’"
    yield Cijferbestand("oordeel.csv", titel, as_csv(deel.stuk))
    yield Cijferbestand("oordeel.xlsx", titel, as_xlsx(deel.stuk), XLSX)


register(
    Deelsoort(Auditdeel, "document/delen/_audit.html", toon=_toon, bestanden=_bestanden, breed=True)
)
