"""The letter as HTML: the whole of it, one theme, and the source of the PDF.

Made from a Briefdocument and nothing else, so that the same document gives the same bytes. The
pages hold no inline style or script: a stored page must stand under a strict content security
policy without a nonce.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation

from rapportage.document import Briefdocument, Hoofdstuk, Voetnoot
from rapportage.rendering.pagina import (
    brief_weergave,
    thema_inhoud,
    thema_weergave,
    vooruitblik_label,
)
from rapportage.rendering.tekst import Tekstbewerker, ids_in
from rapportage.rendering.vorm import (
    PAPIER_CSS,
    WEB_CSS,
    WEB_JS,
    Vorm,
    papier_css,
    static_vorm,
)

# A letter without a date still needs one in its metadata, and always the same.
_ZONDER_DATUM = date(2000, 1, 1)
# What fits at the foot of a page beside "Pagina 12 van 34".
_VOETTEKST = 80


@dataclass(frozen=True, slots=True)
class Publicatiegegevens:
    """Facts of the publication that are printed on the page. A preview has none."""

    versie: int
    gepubliceerd_op: datetime
    reden: str
    pdf_bladzijden: int
    pdf_bytes: int


def render_brief(document: Briefdocument, vorm: Vorm, gegevens: Publicatiegegevens | None) -> str:
    """The whole letter as a page that lives at `/brieven/<slug>/`, with `brief.pdf` beside it."""
    bewerk = Tekstbewerker(lambda anker: f"#{anker}", document.voetnoten)
    brief = brief_weergave(document, bewerk)
    return _render(
        "document/brief.html",
        document,
        brief=brief,
        inhoud=brief.inhoud,
        inhoudstitel="In deze brief",
        vorm=vorm,
        gegevens=gegevens,
    )


def render_thema(
    document: Briefdocument,
    anker_or_slug: str,
    vorm: Vorm,
    gegevens: Publicatiegegevens | None,
) -> str:
    """One theme as a page that lives at `/brieven/<slug>/thema/<thema-slug>/`.

    Links to parts of the letter that are not on this page lead to the page of their theme, or to
    the whole letter. Raises KeyError when the letter has no such theme.
    """
    themas = list(document.hoofdstukken)
    position = _position(themas, anker_or_slug)
    hoofdstuk = themas[position]
    noten = _noten_of(hoofdstuk, document.voetnoten)
    bewerk = Tekstbewerker(_links_from(hoofdstuk, noten, themas), document.voetnoten)
    return _render(
        "document/thema.html",
        document,
        thema=thema_weergave(hoofdstuk, bewerk, niveau=1),
        vorige=themas[position - 1] if position else None,
        volgende=themas[position + 1] if position + 1 < len(themas) else None,
        noten=noten,
        inhoud=thema_inhoud(hoofdstuk, bool(noten)),
        inhoudstitel="In dit thema",
        vooruitblik=vooruitblik_label(document),
        vorm=vorm,
        gegevens=gegevens,
    )


def render_papier(document: Briefdocument, *, concept: bool = False) -> str:
    """The letter as the HTML that the PDF is made of, without its stylesheet: see papier_css.
    `concept` says at the top of every page that this is not the published letter."""
    bewerk = Tekstbewerker(lambda anker: f"#{anker}", document.voetnoten)
    return _render(
        "document/papier.html",
        document,
        brief=brief_weergave(document, bewerk),
        papier=True,
        concept=concept,
        metadatum=(document.datum or _ZONDER_DATUM).isoformat(),
        trefwoorden=", ".join(hoofdstuk.titel for hoofdstuk in document.hoofdstukken),
        voettekst=_voettekst(document),
    )


def _render(template: str, document: Briefdocument, **context: object) -> str:
    """In the letter's own language and the portal's own time zone, whoever asks."""
    with translation.override(document.taal), timezone.override(None):
        return render_to_string(template, {"document": document, **context})


def _voettekst(document: Briefdocument) -> str:
    titel = document.titel
    if len(titel) > _VOETTEKST:
        titel = titel[:_VOETTEKST].rsplit(" ", 1)[0] + "…"
    return " · ".join(filter(None, (titel, document.kenmerk)))


# -- A theme on its own -----------------------------------------------------------------------


def _position(themas: list[Hoofdstuk], anker_or_slug: str) -> int:
    for position, hoofdstuk in enumerate(themas):
        if anker_or_slug in (hoofdstuk.slug, hoofdstuk.anker):
            return position
    raise KeyError(anker_or_slug)


def _ankers(hoofdstuk: Hoofdstuk) -> Iterator[str]:
    yield hoofdstuk.anker
    for paragraaf in hoofdstuk.paragrafen:
        yield paragraaf.anker
        for blok in paragraaf.blokken:
            yield from ids_in(blok.html)


def _noten_of(hoofdstuk: Hoofdstuk, voetnoten: tuple[Voetnoot, ...]) -> tuple[Voetnoot, ...]:
    text = "".join(blok.html for p in hoofdstuk.paragrafen for blok in p.blokken)
    return tuple(noot for noot in voetnoten if f'href="#{noot.anker}"' in text)


def _links_from(
    hoofdstuk: Hoofdstuk, noten: tuple[Voetnoot, ...], themas: list[Hoofdstuk]
) -> Callable[[str], str]:
    """Addresses of anchors as seen from the page of this theme."""
    here = {*_ankers(hoofdstuk), *(noot.anker for noot in noten)}
    elsewhere = {anker: thema.slug for thema in themas for anker in _ankers(thema)}

    def link(anker: str) -> str:
        if anker in here:
            return f"#{anker}"
        if anker in elsewhere:
            return f"../{elsewhere[anker]}/#{anker}"
        return f"../../#{anker}"

    return link


__all__ = [
    "PAPIER_CSS",
    "WEB_CSS",
    "WEB_JS",
    "Publicatiegegevens",
    "Vorm",
    "papier_css",
    "render_brief",
    "render_papier",
    "render_thema",
    "static_vorm",
]
