"""Showing the content of a version in templates."""

from django import template

from themas.jaar.saving import BlokInhoud, blokken_of
from veiligheid.core.models import Revisie
from veiligheid.core.saving import Inhoud

register = template.Library()


@register.filter
def blokken(inhoud: Inhoud) -> list[BlokInhoud]:
    """The blocks of a content, in order."""
    return blokken_of(inhoud)


@register.filter
def inhoud(revisie: Revisie) -> Inhoud:
    """The content that a revision keeps."""
    return Inhoud.from_json(revisie.inhoud)
