"""The council's own reading of a theme: what did we want to reach, what did we do, were the goals
reached, and what did it cost. What the plan and the mirror say of it; figures and money are laid
beside it by who has them."""

from collections.abc import Iterable

from django.db.models import Prefetch

from themas.plan.models import Pijler, Plan
from veiligheid.document.raad import Doel, Wvragen
from veiligheid.document.spiegel import Spiegel, Spiegelrij


def wvragen(plan: Plan, spiegel: Spiegel) -> tuple[Wvragen, ...]:
    """For every theme of the mirror, in its order. Two queries."""
    pijlers = Prefetch("pijlers", Pijler.objects.order_by("positie"))
    themas = {t.slug: t for t in plan.themas.prefetch_related(pijlers)}
    rijen: dict[str, list[Spiegelrij]] = {}
    for rij in spiegel.rijen:
        rijen.setdefault(rij.thema_slug, []).append(rij)
    return tuple(
        Wvragen(
            thema_slug=thema.slug,
            thema_titel=thema.titel,
            jaar=spiegel.jaar,
            label_pijler=spiegel.label_pijler,
            label_actie=spiegel.label_actie,
            inleiding=record.inleiding if record else "",
            opgave=record.opgave if record else "",
            ambitie=record.ambitie if record else "",
            doelen=_doelen(record.pijlers.all() if record else ()),
            rijen=tuple(rijen.get(thema.slug, ())),
            waarom_niet=spiegel.waarom_niet,
        )
        for thema in spiegel.themas
        for record in [themas.get(thema.slug)]
    )


def _doelen(pijlers: Iterable[Pijler]) -> tuple[Doel, ...]:
    return tuple(Doel(p.titel, p.tekst) for p in pijlers)
