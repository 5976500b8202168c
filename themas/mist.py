"""What is missing of a bijdrage, all of it and in words: what whoever hands in or approves is asked
about, what the screen of the round shows, and what a reminder says. Never a word of the text."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Count, Q

from themas.jaar.getallen import unsourced
from themas.jaar.models import Bijdrage, Blok
from themas.jaar.stand import Themastand, themastanden
from themas.jaar.terugkomst.models import Voorstel
from themas.opmerkingen import open_remarks_of
from themas.plan.models import Actie
from veiligheid.core.zinnen import counted


def missing_of(
    bijdragen: Sequence[Bijdrage],
    standen: Sequence[Themastand] | None = None,
    remarks: Mapping[int, int] | None = None,
) -> dict[int, tuple[str, ...]]:
    """Of each by its key, empty when nothing is missing. Constant queries, whatever their number.

    standen, remarks: theirs, where somebody has them already.
    """
    remarks = open_remarks_of(bijdragen) if remarks is None else remarks
    waiting = _proposals(bijdragen)
    figures = _unsourced(bijdragen)
    ownerless = _ownerless(bijdragen)
    found: dict[int, tuple[str, ...]] = {}
    for stand in themastanden(bijdragen) if standen is None else standen:
        pk = stand.bijdrage.pk
        said = (
            (remarks[pk], "open opmerking", "open opmerkingen"),
            (waiting[pk], "open voorstel", "open voorstellen"),
            (figures[pk], "cijfer zonder bron", "cijfers zonder bron"),
            (ownerless[pk], "actie zonder eigenaar", "acties zonder eigenaar"),
        )
        found[pk] = (*stand.ontbreekt, *(counted(n, een, meer) for n, een, meer in said if n))
    return found


def missing(bijdrage: Bijdrage) -> tuple[str, ...]:
    """The same of one."""
    return missing_of([bijdrage])[bijdrage.pk]


def _proposals(bijdragen: Sequence[Bijdrage]) -> Mapping[int, int]:
    rows = Voorstel.objects.filter(terugkomst__bijdrage__in=bijdragen, besluit=None)
    counts = rows.order_by().values_list("terugkomst__bijdrage").annotate(n=Count("pk"))
    return Counter(dict(counts))


def _unsourced(bijdragen: Sequence[Bijdrage]) -> Mapping[int, int]:
    counts: Counter[int] = Counter()
    blokken = Blok.objects.speaking().filter(voortgang__bijdrage__in=bijdragen).order_by()
    for pk, tekst in blokken.values_list("voortgang__bijdrage", "tekst"):
        counts[pk] += len(unsourced(tekst))
    return counts


def _ownerless(bijdragen: Sequence[Bijdrage]) -> Mapping[int, int]:
    """Acties that still run, that a bijdrage looks ahead to, and that are nobody's: the plan names
    no owner, and nobody is advisor of the theme, in the plan or in this round."""
    named: dict[int, set[int]] = defaultdict(set)
    rows = (
        Blok.acties.through.objects.filter(
            blok__voortgang__bijdrage__in=bijdragen,
            blok__voortgang__verwijderd_op=None,
            blok__soort="vooruitblik",
            actie__beeindigd_in=None,
        )
        .values_list("actie", "blok__voortgang__bijdrage")
        .distinct()
    )
    for actie, bijdrage in rows:
        named[actie].add(bijdrage)
    rondes = {b.ronde_id for b in bijdragen}
    themas = Actie.objects.filter(pk__in=named).values("thema")
    written = Bijdrage.objects.filter(thema__in=themas, ronde__in=rondes, adviseurs__isnull=False)
    owned = (
        Actie.objects.filter(pk__in=named)
        .filter(
            ~Q(eigenaar="")
            | Q(thema__adviseurs__isnull=False)
            | Q(thema__in=written.values("thema"))
        )
        .values_list("pk", flat=True)
    )
    counts: Counter[int] = Counter()
    for actie in named.keys() - set(owned):
        counts.update(named[actie])
    return counts
