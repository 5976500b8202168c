"""A plan as HTML and as PDF, made from a Plandocument and nothing else."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone, translation

from rapportage.plandocument import Plandocument, Sectie
from rapportage.rendering.html import papier_css, static_vorm
from rapportage.rendering.pdf import render_pdf


@dataclass(frozen=True, slots=True)
class _Deel:
    """A section with the heading level it gets on the page, where the title is level 1 and no
    level may be skipped."""

    niveau: int
    sectie: Sectie


def render_plan(document: Plandocument) -> str:
    """The plan as a complete page, in the portal's own look."""
    return _render("document/plan.html", document)


def plan_pdf(document: Plandocument) -> bytes:
    """The plan as PDF/A-3a and PDF/UA-1. Raises PdfFout when the engine can't make it."""
    return render_pdf(_render("document/plan_papier.html", document), stylesheets=[papier_css()])


def _render(template: str, document: Plandocument) -> str:
    context = {"document": document, "delen": levels(document.secties), "vorm": static_vorm()}
    with translation.override(document.taal), timezone.override(None):
        return str(render_to_string(template, context))[:]


def levels(secties: tuple[Sectie, ...]) -> list[_Deel]:
    """Each section one level below the title at most one deeper than the one before it."""
    delen: list[_Deel] = []
    previous = 1
    for sectie in secties:
        if sectie.kop:
            previous = min(sectie.niveau + 1, previous + 1, 6)
        delen.append(_Deel(previous, sectie))
    return delen
