"""Who signs a letter and whose portefeuille it is: its own where it names them, else who held the
function on its day."""

from dataclasses import dataclass
from datetime import date

from rapportage.models import Brief, Briefsoort, Functionaris
from veiligheid.document.brief import Ondertekenaar


@dataclass(frozen=True, slots=True)
class Ondertekening:
    ondertekenaars: tuple[Ondertekenaar, ...] = ()
    portefeuillehouder: str = ""


def op_dag(dag: date) -> Ondertekening:
    """Of letters of this day. One query."""
    standing = list(Functionaris.objects.op(dag))
    return Ondertekening(
        tuple(Ondertekenaar(f.naam, f.functie) for f in standing if f.ondertekent),
        next((f.portefeuillehouder for f in standing if f.portefeuillehouder), ""),
    )


def ondertekening_of(brief: Brief, vandaag: date) -> Ondertekening:
    """Of this letter, as of its date, or of this day while it has none. What the auditcommissie
    writes is signed by nobody of the college. A query, and one more for a letter that came without
    its parts."""
    named = tuple(Ondertekenaar(o.naam, o.functie) for o in brief.ondertekenaars.all())
    if brief.soort == Briefsoort.AUDITOORDEEL:
        return Ondertekening(named, brief.portefeuillehouder)
    standing = op_dag(brief.datum or vandaag)
    return Ondertekening(
        named or standing.ondertekenaars,
        brief.portefeuillehouder or standing.portefeuillehouder,
    )
