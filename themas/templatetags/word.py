"""What of Word somebody may see on the page of a bijdrage."""

from django import template
from django.http import Http404

from themas.jaar.models import Bijdrage
from themas.jaar.permissions import Bezoeker, get_discussed_bijdrage

register = template.Library()


@register.filter
def discusses(gebruiker: Bezoeker, bijdrage: Bijdrage) -> bool:
    """Whether this person may see the proposals for this bijdrage."""
    try:
        get_discussed_bijdrage(gebruiker, bijdrage.pk)
    except Http404:
        return False
    return True
