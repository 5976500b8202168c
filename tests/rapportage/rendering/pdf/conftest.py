"""Documents for the PDF engine, rendered in this process; the worker has tests of its own."""

from collections.abc import Callable, Mapping

import pytest

from rapportage.rendering.pdf.contract import NO_FILES, Bijvoegsel, Opdracht
from rapportage.rendering.pdf.engine import build_pdf

from .letters import FILES, PAPER_CSS, Letter

Render = Callable[..., bytes]


def page_of(body: str, css: str = "", lang: str = "nl") -> str:
    """A complete HTML document around `body`."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Proef</title>'
        '<meta name="dcterms.created" content="2025-01-14T09:00:00+01:00">'
        f"<style>{css}</style></head><body>{body}</body></html>"
    )


@pytest.fixture
def render() -> Render:
    """Call it with the body of a document (and `css`, `files`, `bijvoegsels`)."""

    def build(
        body: str,
        css: str = "",
        files: Mapping[str, bytes] = NO_FILES,
        bijvoegsels: tuple[Bijvoegsel, ...] = (),
    ) -> bytes:
        return build_pdf(Opdracht(page_of(body, css), files=dict(files), bijvoegsels=bijvoegsels))

    return build


@pytest.fixture(scope="session")
def long_letter() -> tuple[str, bytes]:
    """(HTML, PDF) of a letter of more than 15 pages with every construct in it."""
    html = Letter(seed=0, themes=5, paragraphs=4).html()
    return html, build_pdf(Opdracht(html, (PAPER_CSS,), dict(FILES)))
