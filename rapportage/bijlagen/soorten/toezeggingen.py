"""The register of promises as an annex."""

from collections.abc import Iterator
from datetime import date

from rapportage.bijlagen.soort import Bijlagesoort, Samenstelling, register
from rapportage.models import Brief
from themas.toezeggingen.overzicht import register_rows
from veiligheid.document import delen as p


def toezeggingen(brief: Brief, anker: str, vandaag: date) -> Iterator[p.Registerdeel]:
    """The entries that the letter's readers may see, overdue first; nothing when there are none.
    Two queries.

    vandaag: the day, for a letter that has no date yet.
    """
    dag = brief.datum or vandaag
    rijen = register_rows(
        brief.ronde,
        dag,
        [o.pk for o in brief.openbare_onderdelen],
        datum=brief.datum,
        portefeuillehouder=brief.portefeuillehouder,
    )
    if rijen:
        yield p.Registerdeel(f"{anker}--register", dag, rijen)


def _compose(s: Samenstelling) -> Iterator[p.Deel]:
    return toezeggingen(s.brief, s.anker, s.vandaag)


register(Bijlagesoort("toezeggingen", "toezeggingen aan de raad", _compose, volgorde=5))
