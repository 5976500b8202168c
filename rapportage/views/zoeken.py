"""Searching in all that is public."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapportage.openbaar.zoekindex import SOORTEN, Vondst, index
from veiligheid.core.zoeken.fragment import Stukje, fragment, marked
from veiligheid.core.zoeken.index import Treffer, Zoekstuk

_PER_BLADZIJDE = 20
_LANGST = 200


@dataclass(frozen=True, slots=True)
class Zoekkeuze:
    """What was asked, and of which year, theme and kind; empty for all."""

    vraag: str
    jaar: str
    thema: str
    soort: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Zoekkeuze":
        return cls(
            *(request.GET.get(n, "")[:_LANGST].strip() for n in ("q", "jaar", "thema", "soort"))
        )

    def keeps(self, stuk: Zoekstuk[Vondst]) -> bool:
        return (
            self.jaar in ("", str(stuk.van.jaar))
            and self.thema in ("", stuk.thema)
            and self.soort in ("", stuk.van.soort)
        )

    @property
    def verfijnd(self) -> bool:
        return any((self.jaar, self.thema, self.soort))


@dataclass(frozen=True, slots=True)
class Regel:
    """A hit as it is shown."""

    kop: list[Stukje]
    tekst: list[Stukje]
    vondst: Vondst
    thema: str

    @property
    def plek(self) -> str:
        """Where it stands: of what, in which theme, of which year, of which kind; nothing of it
        twice."""
        v = self.vondst
        jaar = str(v.jaar) if v.jaar and str(v.jaar) not in v.plek else ""
        of = "" if v.plek.casefold() == v.soort else v.plek
        return " · ".join(filter(None, (of, self.thema, jaar, v.soort)))

    @classmethod
    def of(cls, hit: Treffer[Vondst]) -> "Regel":
        stuk = hit.stuk
        return cls(
            marked(stuk.kop, hit.stammen),
            fragment(stuk.tekst, hit.stammen),
            stuk.van,
            stuk.thema,
        )


@require_safe
def zoeken(request: HttpRequest) -> HttpResponse:
    """Hits as pieces of text, best first, each straight at its place."""
    keuze = Zoekkeuze.of(request)
    context: dict[str, Any] = {"keuze": keuze, "soorten": SOORTEN}
    if keuze.vraag:
        found = index().search(keuze.vraag)
        kept = [hit for hit in found if keuze.keeps(hit.stuk)]
        page = Paginator(kept, _PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
        query = request.GET.copy()
        query.pop("bladzijde", None)
        context |= {
            "bladzijde": page,
            "regels": [Regel.of(hit) for hit in page],
            "jaren": sorted({h.stuk.van.jaar for h in found if h.stuk.van.jaar}, reverse=True),
            "themas": sorted({h.stuk.thema for h in found if h.stuk.thema}),
            "query": query.urlencode(),
        }
    return render(request, "rapportage/zoeken.html", context)
