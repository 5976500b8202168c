"""The letter as HTML: the whole of it, one theme, and the source of the PDF.

Made from a Briefdocument and nothing else, so that the same document gives the same bytes. The
pages hold no inline style or script: a stored page must stand under a strict content security
policy without a nonce.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation

from rapportage.rendering.adressen import (
    BRIEF,
    ankers_of,
    bijlage_pagina,
    html_of_bijlage,
    html_of_brief,
    html_of_hoofdstuk,
    links_from,
    noten_of,
    thema_pagina,
)
from rapportage.rendering.bijlage import bijlage_weergave, delen_weergave
from rapportage.rendering.pagina import (
    RAAD_INHOUD,
    bijlage_inhoud,
    brief_weergave,
    thema_inhoud,
    thema_weergave,
    vooruitblik_label,
)
from rapportage.rendering.raad import raad_in_beeld
from rapportage.rendering.spiegel import Spiegelkeuze, Zeef, thema_in_spiegel
from rapportage.rendering.tekst import Tekstbewerker, without_links
from rapportage.rendering.vorm import (
    PAPIER_CSS,
    WEB_CSS,
    WEB_JS,
    Vorm,
    papier_css,
    static_vorm,
)
from veiligheid.document.brief import Briefdocument, Hoofdstuk
from veiligheid.document.raad import Raadspagina

# A letter without a date still needs one in its metadata, and always the same.
_ZONDER_DATUM = date(2000, 1, 1)
# What a page calls the document that it is (of), and its data.
_NAMEN = {
    "veiligheidsbrief": ("brief", "de brief", "deze brief"),
    "stadsrekening": ("hoofdstuk", "het hoofdstuk", "dit hoofdstuk"),
    "spiegel": ("overzicht", "het overzicht", "dit overzicht"),
    "auditoordeel": ("oordeel", "het oordeel", "dit oordeel"),
    "evaluatie": ("evaluatie", "de evaluatie", "deze evaluatie"),
    "raadsoverdracht": ("overdracht", "de overdracht", "deze overdracht"),
    "verantwoording": ("verantwoording", "de verantwoording", "deze verantwoording"),
    "fenomeenanalyse": ("analyse", "de analyse", "deze analyse"),
}
# Rich text has no `pre`, so nowhere in a page does space at the begin of a line mean anything.
_INSPRINGEN = re.compile(r"\n\s+")
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


def render_brief(
    document: Briefdocument,
    vorm: Vorm,
    gegevens: Publicatiegegevens | None,
    keuze: Spiegelkeuze | None = None,
) -> str:
    """The whole letter as a page that lives at `/brieven/<slug>/`, with `brief.pdf` beside it and
    its annexes on pages beneath it. keuze: what of a mirror is shown."""
    noten = noten_of(html_of_brief(document), document.voetnoten)
    bewerk = Tekstbewerker(links_from(document, BRIEF, noten), document.voetnoten)
    brief = brief_weergave(document, bewerk, noten)
    return _render(
        "document/brief.html",
        document,
        brief=brief,
        romp=delen_weergave(document.delen, "deel", bewerk, 1, keuze),
        inhoud=brief.inhoud,
        inhoudstitel=f"In {naam_van(document).dit}",
        vorm=vorm,
        gegevens=gegevens,
    )


def render_thema(
    document: Briefdocument,
    anker_or_slug: str,
    vorm: Vorm,
    gegevens: Publicatiegegevens | None,
    zeef: Zeef = tuple,
) -> str:
    """One theme as a page that lives at `/brieven/<slug>/thema/<thema-slug>/`. zeef: what of its
    rows of the mirror somebody may see; by itself all.

    Links to parts of the letter that are not on this page lead to the page of their theme or
    annex, or to the whole letter. Raises KeyError when the letter has no such theme.
    """
    themas = list(document.hoofdstukken)
    position = _position(themas, anker_or_slug)
    hoofdstuk = themas[position]
    noten = noten_of(html_of_hoofdstuk(hoofdstuk), document.voetnoten)
    link = links_from(document, thema_pagina(hoofdstuk), noten)
    beloofd = thema_in_spiegel(document, hoofdstuk.slug, zeef)
    return _render(
        "document/thema.html",
        document,
        thema=thema_weergave(hoofdstuk, Tekstbewerker(link, document.voetnoten), niveau=1),
        beloofd=beloofd,
        vorige=themas[position - 1] if position else None,
        volgende=themas[position + 1] if position + 1 < len(themas) else None,
        noten=noten,
        inhoud=thema_inhoud(hoofdstuk, bool(noten), beloofd.kop if beloofd else ""),
        inhoudstitel="In dit thema",
        vooruitblik=vooruitblik_label(document),
        vorm=vorm,
        gegevens=gegevens,
    )


def render_raad(
    document: Briefdocument,
    anker_or_slug: str,
    vorm: Vorm,
    gegevens: Publicatiegegevens | None,
    pagina: Raadspagina | None = None,
) -> str:
    """The council's reading of one theme as a page that lives at
    `/brieven/<slug>/thema/<thema-slug>/raad/`. pagina: what of it somebody may see; by itself all
    of it. Raises KeyError when the letter has none of it."""
    themas = list(document.hoofdstukken)
    hoofdstuk = themas[_position(themas, anker_or_slug)]
    pagina = pagina or hoofdstuk.raad
    if pagina is None:
        raise KeyError(anker_or_slug)
    return _render(
        "document/raad.html",
        document,
        thema=hoofdstuk,
        raad=raad_in_beeld(pagina),
        inhoud=RAAD_INHOUD,
        inhoudstitel="Vier vragen",
        vorm=vorm,
        gegevens=gegevens,
    )


def render_bijlage(
    document: Briefdocument,
    nummer: int,
    vorm: Vorm,
    gegevens: Publicatiegegevens | None,
    keuze: Spiegelkeuze | None = None,
) -> str:
    """One annex as a page that lives at `/brieven/<slug>/bijlage/<nummer>/`, with `bijlage.pdf`,
    its pictures and the CSV files of its figures beside it. Raises KeyError when the letter has no
    such annex, or nothing in it yet."""
    bijlage = document.bijlage(nummer)
    noten = noten_of(html_of_bijlage(bijlage), document.voetnoten)
    link = links_from(document, bijlage_pagina(bijlage), noten)
    return _render(
        "document/bijlage.html",
        document,
        bijlage=bijlage_weergave(bijlage, Tekstbewerker(link, document.voetnoten), 1, keuze),
        noten=noten,
        inhoud=bijlage_inhoud(bijlage, bool(noten)),
        inhoudstitel="In deze bijlage",
        vorm=vorm,
        gegevens=gegevens,
    )


def render_papier(document: Briefdocument, *, concept: bool = False) -> str:
    """The letter with its annexes as the HTML that the PDF is made of, without its stylesheet: see
    papier_css. `concept` says at the top of every page that this is not the published letter."""
    bewerk = Tekstbewerker(lambda anker: f"#{anker}", document.voetnoten)
    romp = delen_weergave(document.delen, "deel", bewerk, 1, papier=True)
    return _render(
        "document/papier.html",
        document,
        brief=brief_weergave(document, bewerk, document.voetnoten),
        romp=romp,
        romp_breed=any(deel.wil_breed for deel in romp),
        bijlagen=[
            bijlage_weergave(b, bewerk, niveau=2, papier=True) for b in document.gevulde_bijlagen
        ],
        trefwoorden=", ".join(hoofdstuk.titel for hoofdstuk in document.hoofdstukken),
        **_paper(document, document.titel, concept=concept),
    )


def render_bijlage_papier(document: Briefdocument, nummer: int, *, concept: bool = False) -> str:
    """One annex as the HTML of a PDF of its own. What it refers to in the letter is named, not
    linked. Raises KeyError as `render_bijlage` does."""
    bijlage = document.bijlage(nummer)
    noten = noten_of(html_of_bijlage(bijlage), document.voetnoten)
    bewerk = Tekstbewerker(lambda anker: f"#{anker}", document.voetnoten)
    here = {*ankers_of(bijlage), *(noot.anker for noot in noten)}
    weergave = bijlage_weergave(
        bijlage, lambda t: bewerk(without_links(t, here)), niveau=1, papier=True
    )
    return _render(
        "document/bijlage_papier.html",
        document,
        bijlage=weergave,
        noten=noten,
        **_paper(document, f"{weergave.naam} bij {document.titel}", concept=concept),
    )


def _paper(document: Briefdocument, titel: str, *, concept: bool) -> dict[str, object]:
    """What every document on paper says of itself."""
    return {
        "papier": True,
        "concept": concept,
        "metadatum": (document.datum or _ZONDER_DATUM).isoformat(),
        "voettekst": _voettekst(titel, document.kenmerk),
    }


def _render(template: str, document: Briefdocument, **context: object) -> str:
    """In the letter's own language and the portal's own time zone, whoever asks."""
    with translation.override(document.taal), timezone.override(None):
        own = {"document": document, "naam": naam_van(document)}
        html = render_to_string(template, {**own, **context})
    # What goes to paper is not sent to anybody; in a page the indents of templates weigh.
    return html if context.get("papier") else _INSPRINGEN.sub("\n", html)


@dataclass(frozen=True, slots=True)
class Naam:
    """What a document calls itself: "brief", "de brief", "deze brief"."""

    los: str
    bepaald: str
    dit: str


def naam_van(document: Briefdocument) -> Naam:
    return Naam(*_NAMEN.get(document.soort, _NAMEN["veiligheidsbrief"]))


def _voettekst(titel: str, kenmerk: str) -> str:
    if len(titel) > _VOETTEKST:
        titel = titel[:_VOETTEKST].rsplit(" ", 1)[0] + "…"
    return " · ".join(filter(None, (titel, kenmerk)))


def _position(themas: list[Hoofdstuk], anker_or_slug: str) -> int:
    for position, hoofdstuk in enumerate(themas):
        if anker_or_slug in (hoofdstuk.slug, hoofdstuk.anker):
            return position
    raise KeyError(anker_or_slug)


__all__ = [
    "PAPIER_CSS",
    "WEB_CSS",
    "WEB_JS",
    "Publicatiegegevens",
    "Spiegelkeuze",
    "Vorm",
    "papier_css",
    "render_bijlage",
    "render_bijlage_papier",
    "render_brief",
    "render_papier",
    "render_raad",
    "render_thema",
    "static_vorm",
]
