"""Which pages there are for those who write, edit, take in and use Word: from the routes
themselves, so that a test that says "every screen" finds a new one."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.rechten import WIE_MAG

_ROOMS = (
    "themas.views.",
    "rapportage.views.",
    "monitoring.views.",
    "veiligheid.start",
    "veiligheid.core.nazien.",
)
# The register and the public pages have their own tests, and these answer with no page.
_ELSEWHERE = (
    "themas.views.toezeggingen",
    "rapportage.views.public",
    "rapportage.views.bewijs",
    "rapportage.views.schema",
    "rapportage.views.pakket",
    "rapportage.views.vindbaar",
    "rapportage.views.wijzigingen",
    "rapportage.views.feeds",
    "rapportage.views.lezen",
    "rapportage.views.opendata",
    "rapportage.views.plannen",
    "rapportage.views.volgen",
    "rapportage.views.voorpagina",
    "rapportage.views.wijk",
    "rapportage.views.zoeken",
    "rapportage.views.paragraafkeuze",
    "monitoring.views.dashboard",
    "monitoring.views.citeren",
)
_NO_PAGE = {"bijdrage-word", "concept-pdf", "concept-word", "sessie", "voorbeeld"}
_NO_PAGE |= {"concept-bestand", "concept-bijlagebestand", "spiegel-csv", "spiegel-xlsx"}
_NO_PAGE |= {"raadsoverzicht-bestand", "plan-json", "plan-docx"}
_NO_PAGE |= {"voorstel-pdf", "voorstel-word", "geheim-bestand", "proefbrief-pdf"}


def writing_screens() -> set[str]:
    """The names of their routes."""

    def walk(patterns: list[Any]) -> Iterator[URLPattern]:
        for p in patterns:
            if isinstance(p, URLResolver):
                yield from walk(p.url_patterns)
            else:
                yield p

    return {
        str(p.name)
        for p in walk(get_resolver().url_patterns)
        if p.callback.__module__.startswith(_ROOMS)
        and not p.callback.__module__.startswith(_ELSEWHERE)
        and p.name in WIE_MAG.keys() - _NO_PAGE
    }
