"""Showing the content of a version in templates."""

from dataclasses import dataclass

from django import template

from themas.jaar.saving import BlokInhoud, blokken_of
from veiligheid.core.models import Revisie
from veiligheid.core.saving import Inhoud
from veiligheid.core.verschil import Regel, difference

register = template.Library()


@dataclass(frozen=True, slots=True)
class VergelekenBlok:
    """A block beside what it was: its differing words (`regels`), or that it came or went."""

    blok: BlokInhoud
    regels: list[Regel]
    nieuw: bool = False
    weg: bool = False


@register.filter
def blokken(inhoud: Inhoud) -> list[BlokInhoud]:
    """The blocks of a content, in order."""
    return blokken_of(inhoud)


@register.filter
def inhoud(revisie: Revisie) -> Inhoud:
    """The content that a revision keeps."""
    return Inhoud.from_json(revisie.inhoud)


@register.filter
def vergeleken(inhoud: Inhoud, basis: Inhoud | None) -> list[VergelekenBlok]:
    """The blocks of a content, each beside what it was in `basis`; at the end those that went."""
    if basis is None:
        return [VergelekenBlok(b, []) for b in blokken_of(inhoud)]
    was = {b.sleutel: b for b in blokken_of(basis)}
    shown = []
    for blok in blokken_of(inhoud):
        old = was.pop(blok.sleutel, None)
        regels = difference(old.tekst, blok.tekst) if old else []
        shown.append(VergelekenBlok(blok, regels, nieuw=old is None))
    return [*shown, *(VergelekenBlok(b, [], weg=True) for b in was.values())]
