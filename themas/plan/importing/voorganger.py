"""A plan that goes on with one before it: known again piece by piece, and what differs is told."""

from collections.abc import Iterator

from themas.plan.importing.source import BronPlan
from themas.plan.models import Actie, Plan
from themas.plan.wijzigingen import Planwijziging, changes_since
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.matching import titelsleutel

_KOPPEN = {"nieuw": "Erbij gekomen", "vervallen": "Vervallen", "gewijzigd": "Gewijzigd"}


def go_on_with(bron: BronPlan, slug: str) -> None:
    """Say of the plan, its themes and its acties what they go on with: the piece of the same title,
    where the file itself says nothing. Raises Geweigerd for a plan that is not there."""
    before = Plan.objects.filter(slug=slug).first()
    if before is None:
        known = ", ".join(f"‘{p}’" for p in Plan.objects.values_list("slug", flat=True)) or "geen"
        melding = f"Er is geen plan met het adres ‘{slug}’. Bekende plannen: {known}."
        raise Geweigerd(blokkeert("voorganger-onbekend", melding))
    bron.voorganger = slug
    themas = {titelsleutel(t.titel): t.slug for t in before.themas.all()}
    acties = {
        (titelsleutel(a.thema.titel), titelsleutel(a.titel)): a.sleutel
        for a in Actie.objects.filter(thema__plan=before).select_related("thema")
    }
    for thema in bron.themas:
        name = titelsleutel(thema.titel)
        if not thema.voorganger and name in themas:
            thema.voorganger = f"{slug}/{themas[name]}"
        for actie in thema.acties:
            actie.voorganger = actie.voorganger or acties.get((name, titelsleutel(actie.titel)), "")


def told_changes(plan: Plan) -> Iterator[Bevinding]:
    """What is otherwise than in the plan before it: one finding for what came, one for what went
    and one for what changed."""
    found = changes_since(plan)
    for soort, kop in _KOPPEN.items():
        if named := [_in_words(w) for w in found if w.soort == soort]:
            melding = f"{kop} sinds ‘{plan.voorganger}’: {'; '.join(named)}."
            yield let_op(f"plan-{soort}", melding)


def _in_words(w: Planwijziging) -> str:
    fields = f" ({', '.join(w.velden)})" if w.velden else ""
    return f"{w.wat} ‘{w.titel or '(zonder kop)'}’{fields}"
