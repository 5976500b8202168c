"""The risks that a plan names, one by one."""

import re
from collections.abc import Iterator

from themas.plan.models import Plan, PlanOnderdeel
from veiligheid.core.richtext import plain
from veiligheid.core.zinnen import split_sentences

_ITEM = re.compile(r"<li>(.*?)</li>", re.S)
_MOST = 300


def risk_sections(plan: Plan) -> list[PlanOnderdeel]:
    """Those with "risico" in their heading, in the order of the plan; of the plans beneath its
    themes as well."""
    own = PlanOnderdeel.objects.filter(plan=plan) | PlanOnderdeel.objects.filter(
        plan__onder_thema__plan=plan
    )
    return list(own.filter(kop__icontains="risico").exclude(tekst="").order_by("plan", "positie"))


def risks(plan: Plan) -> Iterator[str]:
    """The first sentence of each item of a list in such a section; of a section without a list its
    heading. At most 300 characters each."""
    for onderdeel in risk_sections(plan):
        items = [first_words(match[1]) for match in _ITEM.finditer(onderdeel.tekst)]
        yield from filter(None, items or [onderdeel.kop])


def first_words(html: str) -> str:
    """The first sentence, without its full stop; shortened at a word when it is too long."""
    text = " ".join(plain(html).split())
    first = split_sentences(text)[0].strip().rstrip(".") if text else ""
    if len(first) <= _MOST:
        return first
    return f"{first[: _MOST - 1].rsplit(' ', 1)[0]}…"
