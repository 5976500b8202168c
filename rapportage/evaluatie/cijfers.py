"""What became of a theme's figures over a plan's term: the base year beside now, and the target."""

from collections.abc import Sequence

from monitoring.charts.notatie import punt_tekst
from monitoring.cijfers.models import Indicator
from monitoring.zinnen import change_sentence
from rapportage.raad.compositie import Themacijfers
from veiligheid.document import delen as p
from veiligheid.document.figuur import Punt, Reeks

_NIETS = "–"


def base_of(punten: Sequence[Punt], van_jaar: int) -> Punt | None:
    """The figure to hold the term against: that of the year before the plan began, or else the
    first known one since; of what is known no earlier than that. Figures of years, from early to
    late."""
    since = [q for q in punten if int(q.label[:4]) >= van_jaar - 1]
    return next((q for q in since if q.waarde is not None), None)


def figure_table(cijfers: Themacijfers, slug: str, van_jaar: int, anker: str) -> p.Tabeldeel | None:
    """A row for each public figure of a theme; None when it has none."""
    indicatoren = cijfers.per_thema.get(slug, [])
    rijen = [_rij(cijfers, indicator, van_jaar) for indicator in indicatoren]
    if not rijen:
        return None
    bronnen = sorted({i.bron for i in indicatoren if i.bron})
    return p.Tabeldeel(
        anker=anker,
        kop="",
        bijschrift="De cijfers vóór het plan en nu, en wat het doel was",
        kolommen=(
            p.Kolom("Cijfer"),
            p.Kolom("Eenheid"),
            p.Kolom("Nulmeting"),
            p.Kolom("Nieuwste"),
            p.Kolom("Hoe het ging"),
            p.Kolom("Streefwaarde"),
            p.Kolom("Uitkomst"),
        ),
        rijen=tuple(rijen),
        bron=", ".join(bronnen),
    )


def _rij(cijfers: Themacijfers, indicator: Indicator, van_jaar: int) -> p.Rij:
    punten = cijfers.punten(indicator)
    base = base_of(punten, van_jaar)
    newest = next((q for q in reversed(punten) if q.waarde is not None), None)
    last = punten[-1] if punten else Punt("", None, toelichting="geen jaarcijfer ingelezen")
    target = cijfers.streefstand(indicator, last)
    return p.Rij(
        indicator.naam,
        (
            indicator.eenheid,
            _shown(base, indicator),
            _shown(newest, indicator),
            _went(base, newest, indicator) or _NIETS,
            f"{target.woorden} in {target.jaar} ({target.document})" if target else _NIETS,
            f"{target.uitkomst}{_because(target.waarom)}" if target else _NIETS,
        ),
    )


def _shown(punt: Punt | None, indicator: Indicator) -> str:
    return f"{punt_tekst(punt, indicator.decimalen)} ({punt.label})" if punt else "onbekend"


def _went(base: Punt | None, newest: Punt | None, indicator: Indicator) -> str:
    if base is None or newest is None or base is newest:
        return ""
    reeks = Reeks("", (base, newest))
    return change_sentence(reeks, indicator.decimalen, indicator.eenheid, telt=indicator.telt)


def _because(waarom: str) -> str:
    return f": {waarom}" if waarom else ""
