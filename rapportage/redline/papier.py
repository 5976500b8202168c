"""The changes of a version as a printed page: PDF/A-3a and PDF/UA-1."""

from django.template.loader import render_to_string
from django.utils import timezone, translation

from rapportage.redline.document import Redline, groups_of
from rapportage.rendering.html import papier_css
from rapportage.rendering.paper import Papier


def redline_papier(redline: Redline) -> Papier:
    """As what its PDF is made of. The same changes give the same bytes."""
    with translation.override("nl"), timezone.override(None):
        parts = [(w, list(groups_of(w))) for w in redline.wijzigingen]
        context = {"redline": redline, "delen": parts}
        html = str(render_to_string("document/redline_papier.html", context))[:]
    return Papier(html, (papier_css(),), {}, ())
