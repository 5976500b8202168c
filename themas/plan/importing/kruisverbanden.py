"""Kruisverbanden that the text of a plan names.

Plain: a sentence in a theme that speaks of a "kruisverband" and names another theme by its title.
Everything weaker is a proposal for a person: a theme that is only named, named almost, or named
together with another one in a general section.
"""

import re
from collections.abc import Iterator
from itertools import permutations

from themas.plan.importing.source import BronKruisverband, BronOnderdeel, BronPlan, BronThema
from veiligheid.core.matching import titelsleutel
from veiligheid.core.richtext import plain
from veiligheid.core.zinnen import split_sentences

# Words too small to tell one title from another.
_KLEIN = {"de", "het", "een", "en", "in", "van", "op", "aan", "bij", "voor"}


def find_kruisverbanden(plan: BronPlan) -> list[BronKruisverband]:
    """In document order, at most one per pair of themes; a plain one wins from a proposal."""
    found: dict[tuple[str, str], BronKruisverband] = {}
    for k in _all(plan):
        known = found.get((k.van, k.naar))
        if known is None or (known.voorstel and not k.voorstel):
            found[k.van, k.naar] = k
    return list(found.values())


def _all(plan: BronPlan) -> Iterator[BronKruisverband]:
    for stuk in plan.stukken:
        if isinstance(stuk, BronThema):
            for zin in _sentences(_text(stuk)):
                yield from _from_theme(stuk, zin, plan.themas)
        elif isinstance(stuk, BronOnderdeel):
            for zin in _sentences(stuk.tekst):
                yield from _general(zin, plan.themas)


def _from_theme(thema: BronThema, zin: str, themas: list[BronThema]) -> Iterator[BronKruisverband]:
    plainly = "kruisverband" in zin.casefold()
    mentions_themes = "thema" in zin.casefold()
    for other in themas:
        if other is thema:
            continue
        if plainly and _names(zin, other):
            yield BronKruisverband(thema.sleutel, other.sleutel, zin, voorstel=False)
        elif mentions_themes and _nearly_names(zin, other):
            yield BronKruisverband(thema.sleutel, other.sleutel, zin, voorstel=True)


def _general(zin: str, themas: list[BronThema]) -> Iterator[BronKruisverband]:
    if "kruisverband" not in zin.casefold():
        return
    named = [t for t in themas if _names(zin, t)]
    for a, b in permutations(named, 2):
        if themas.index(a) < themas.index(b):
            yield BronKruisverband(a.sleutel, b.sleutel, zin, voorstel=True)


def _text(thema: BronThema) -> str:
    parts = [thema.inleiding, thema.opgave, thema.ambitie]
    parts += [s.tekst for s in thema.stukken if not hasattr(s, "toelichting")]
    for actie in thema.acties:
        parts += [actie.toelichting, actie.doel, actie.beoogd_effect, actie.inzet]
    return " ".join(parts)


def _sentences(html: str) -> list[str]:
    return [z.strip() for z in split_sentences(plain(html))]


def _names(zin: str, thema: BronThema) -> bool:
    return f" {titelsleutel(thema.titel)} " in f" {titelsleutel(zin)} "


def _nearly_names(zin: str, thema: BronThema) -> bool:
    """All telling words of the title in a row, small words aside."""
    return f" {_core(thema.titel)} " in f" {_core(zin)} "


def _core(text: str) -> str:
    return " ".join(w for w in re.split(r"\s+", titelsleutel(text)) if w not in _KLEIN)
