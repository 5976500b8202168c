"""The committee's second year: its verdicts and remarks of the year before, beside this year's, and
what was told since about what it remarked. From published documents alone, but for this year's own
judgement."""

from collections.abc import Iterator, Mapping

from rapportage.audit.models import Auditoordeel
from rapportage.audit.spiegels import Gepubliceerd
from rapportage.models import Publicatie, Publicatiebestand
from rapportage.workflow import Briefsoort
from veiligheid.core.richtext import plain
from veiligheid.core.zinnen import split_sentences
from veiligheid.document import delen as p
from veiligheid.document.brief import Briefdocument
from veiligheid.document.oordeel import Beoordeling, Oordeelstuk
from veiligheid.document.spiegel import Spiegelrij

_NIETS = "–"


def judgement_before(nu: Gepubliceerd) -> Oordeelstuk | None:
    """What the committee published of the year before, of the same plan; None when it did not. Two
    queries."""
    newest = Publicatie.objects.newest_per_slug().filter(soort=Briefsoort.AUDITOORDEEL.value)
    files = Publicatiebestand.objects.filter(pad="brief.json", publicatie__in=newest)
    for file in files.order_by("-publicatie__gepubliceerd_op").iterator(chunk_size=1):
        document = Briefdocument.from_json(bytes(file.inhoud))
        for deel in document.delen:
            if isinstance(deel, p.Auditdeel) and _precedes(deel.stuk, nu):
                return deel.stuk
    return None


def _precedes(stuk: Oordeelstuk, nu: Gepubliceerd) -> bool:
    then, now = stuk.spiegel, nu.spiegel
    return then.plan_slug == now.plan_slug and then.jaar == now.jaar - 1


def verdicts_beside(
    toen: Oordeelstuk, nu: Gepubliceerd, oordelen: Mapping[str, Auditoordeel], anker: str
) -> p.Tabeldeel | None:
    """A row for each actie that the committee said something of the year before; None when it said
    nothing."""
    said = [(rij, b) for rij, b in toen.paren if b.kleur or b.toelichting]
    if not said:
        return None
    van, tot = toen.spiegel.jaar, nu.spiegel.jaar
    now = {key: rij for rij in nu.spiegel.rijen for key in (rij.sleutel, *rij.sleutels)}
    return p.Tabeldeel(
        anker=anker,
        kop=f"Wat er met het oordeel over {van} is gedaan",
        bijschrift=f"Het oordeel van de commissie over {van} naast dat over {tot}",
        kolommen=(
            p.Kolom(nu.spiegel.label_actie.capitalize()),
            p.Kolom(f"Oordeel over {van}"),
            p.Kolom("Opmerking toen"),
            p.Kolom(f"Oordeel over {tot}"),
            p.Kolom(f"Wat er over {tot} is verteld"),
        ),
        rijen=tuple(_rij(rij, b, now.get(rij.sleutel), oordelen) for rij, b in said),
    )


def _rij(
    toen: Spiegelrij,
    gezegd: Beoordeling,
    nu: Spiegelrij | None,
    oordelen: Mapping[str, Auditoordeel],
) -> p.Rij:
    then = gezegd.kleur.value if gezegd.kleur else _NIETS
    if nu is None:
        told = ("staat er niet meer in", "Deze staat niet in het verslag van dit jaar.")
    else:
        own = oordelen.get(nu.sleutel)
        told = (
            (own.kleur if own else "") or _NIETS,
            " ".join(_since(nu)) or "Er is niets verteld.",
        )
    return p.Rij(toen.titel, (then, gezegd.toelichting or _NIETS, *told))


def _since(rij: Spiegelrij) -> Iterator[str]:
    """How it is steered now, or that it ended and why; else the first sentence of what is told."""
    if rij.beeindigd_in is not None:
        yield f"Beëindigd in {rij.beeindigd_in}: {rij.reden_einde}".rstrip(": ")
    elif rij.bijsturing:
        yield rij.bijsturing
    else:
        told = split_sentences(plain("".join(passage.html for passage in rij.gedaan)))
        yield from (zin.strip() for zin in told[:1])
