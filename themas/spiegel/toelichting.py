"""What the source of a mirror said around its table: the legend before it, the notes after it."""

from themas.plan.models import Plan
from themas.spiegel.importing.apply import source_key
from themas.spiegel.importing.source import BEGIN, SLOT


def read_toelichting(plan: Plan, jaar: int) -> str:
    """Legend and notes of the mirror that was taken in for this year, as rich text as it stands in
    the records; empty where there are none. One query."""
    keys = [source_key("onderdeel", f"spiegel {jaar}", "", naam) for naam in (BEGIN, SLOT)]
    found = plan.onderdelen.filter(thema=None, actie=None, bron_sleutel__in=keys)
    return "".join(o.tekst for o in found.order_by("positie"))
