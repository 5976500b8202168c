"""The judgement of the auditcommissie. It rests on what was published: no text of the round is in
its reach. The commission begins it on a screen of its own."""

from collections.abc import Iterable

from rapportage.audit.compositie import auditdelen
from rapportage.documenten.soort import Documentsoort, Samenstelling, register
from rapportage.workflow import Briefsoort
from veiligheid.document.delen import Deel


def _compose(s: Samenstelling) -> Iterable[Deel]:
    return auditdelen(s.brief, s.anker, s.tekst)


register(
    Documentsoort(
        Briefsoort.AUDITOORDEEL,
        vak="Oordeel van de auditcommissie",
        compose=_compose,
        uit_de_ronde=False,
        volgorde=90,
    )
)
