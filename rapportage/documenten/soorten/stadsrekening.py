"""The chapter of the annual account."""

from collections.abc import Iterable

from rapportage.documenten.soort import Documentsoort, Keuze, Samenstelling, register
from rapportage.stadsrekening.beginnen import start_stadsrekening
from rapportage.stadsrekening.compositie import stadsrekeningdelen
from rapportage.workflow import Briefsoort
from veiligheid.document.delen import Deel


def _compose(s: Samenstelling) -> Iterable[Deel]:
    return stadsrekeningdelen(s.brief, s.anker, s.tekst)


register(
    Documentsoort(
        Briefsoort.STADSREKENING,
        vak="In de stadsrekening",
        compose=_compose,
        keuze=Keuze(
            pad="stadsrekening",
            route="stadsrekeningen",
            titel="Stadsrekening",
            stand="het hoofdstuk van een jaar",
            uitleg="Van elk jaar maakt het portaal het hoofdstuk over veiligheid: een inleiding, "
            "van elk thema een eerste samenvatting van wat de brief erover vertelt, het geld per "
            "deelproduct en de cijfers. U werkt het bij en publiceert het als een brief.",
            begonnen="‘{}’ is begonnen. Schrijf de inleiding en loop de samenvattingen na.",
            begin=start_stadsrekening,
        ),
        volgorde=3,
    )
)
