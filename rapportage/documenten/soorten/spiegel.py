"""The mirror of a year as a document of its own."""

from collections.abc import Iterable

from rapportage.bijlagen.soorten.spiegel import spiegel
from rapportage.brieven import start_spiegel
from rapportage.documenten.soort import Documentsoort, Keuze, Samenstelling, register
from rapportage.workflow import Briefsoort
from veiligheid.document.delen import Deel


def _compose(s: Samenstelling) -> Iterable[Deel]:
    return spiegel(s.brief.ronde, s.anker, s.tekst.citeer)


register(
    Documentsoort(
        Briefsoort.SPIEGEL,
        vak="Beloofd en gedaan",
        compose=_compose,
        keuze=Keuze(
            pad="beloofd-en-gedaan",
            route="spiegeldocumenten",
            titel="Beloofd en gedaan",
            stand="als eigen document, per jaar",
            uitleg="Van elk jaar kunt u een eigen document maken waarin naast elkaar staat wat was "
            "beloofd en wat erover is verteld. Het wordt vastgesteld en gepubliceerd als een "
            "brief.",
            begonnen="‘{}’ is begonnen. De tabel vult zichzelf.",
            begin=start_spiegel,
        ),
        volgorde=2,
    )
)
