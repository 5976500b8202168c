"""Where the anchors of a document live on the web: the letter's own page, a page for each theme,
a page for each annex.

A page is named by its path beneath the letter: ``""``, ``"thema/ondermijning/"``,
``"bijlage/2/"``.
"""

from collections.abc import Callable
from posixpath import relpath

from rapportage.rendering.tekst import ids_in
from veiligheid.document.brief import Bijlage, Briefdocument, Hoofdstuk, Voetnoot
from veiligheid.document.delen import Tekstdeel, ankers

BRIEF = ""


def thema_pagina(hoofdstuk: Hoofdstuk) -> str:
    return f"thema/{hoofdstuk.slug}/"


def bijlage_pagina(bijlage: Bijlage) -> str:
    return f"bijlage/{bijlage.nummer}/"


def links_from(
    document: Briefdocument, pagina: str, noten: tuple[Voetnoot, ...]
) -> Callable[[str], str]:
    """The address of an anchor as seen from a page. What is on that page (its notes included) is
    named by its anchor alone; a theme is looked for on its own page only from another theme's."""
    homes = {**_themas(document), **_bijlagen(document)}
    here = {anker for anker, home in homes.items() if home == pagina}
    here |= {noot.anker for noot in noten}
    from_thema = pagina.startswith("thema/")
    annexes = {b.anker for b in document.gevulde_bijlagen}

    def link(anker: str) -> str:
        home = homes.get(anker, BRIEF)
        if anker in here or (pagina == BRIEF and not home.startswith("bijlage/")):
            return f"#{anker}"
        if home.startswith("thema/") and not from_thema:
            # The letter's own page has it too, and there it stands among the others.
            home = BRIEF
        path = _relative(home, pagina)
        return path if anker in annexes else f"{path}#{anker}"

    return link


def _relative(home: str, pagina: str) -> str:
    """The path of one page as seen from another."""
    path = relpath(f"/{home}", f"/{pagina}")
    return "" if path == "." else f"{path}/"


def noten_of(html: str, voetnoten: tuple[Voetnoot, ...]) -> tuple[Voetnoot, ...]:
    """The notes that this text refers to."""
    return tuple(noot for noot in voetnoten if f'href="#{noot.anker}"' in html)


def html_of_hoofdstuk(hoofdstuk: Hoofdstuk) -> str:
    return "".join(blok.html for p in hoofdstuk.paragrafen for blok in p.blokken)


def html_of_bijlage(bijlage: Bijlage) -> str:
    return "".join(deel.html for deel in bijlage.delen if isinstance(deel, Tekstdeel))


def html_of_brief(document: Briefdocument) -> str:
    """All text on the letter's own page."""
    parts = [o.html for o in (*document.inleiding, *document.afsluiting)]
    parts += [groep.inleiding for groep in document.groepen]
    parts += [html_of_hoofdstuk(h) for h in document.hoofdstukken]
    return "".join(parts)


def _themas(document: Briefdocument) -> dict[str, str]:
    found = {}
    for hoofdstuk in document.hoofdstukken:
        home = thema_pagina(hoofdstuk)
        found[hoofdstuk.anker] = home
        found |= {p.anker: home for p in hoofdstuk.paragrafen}
        found |= dict.fromkeys(ids_in(html_of_hoofdstuk(hoofdstuk)), home)
    return found


def ankers_of(bijlage: Bijlage) -> set[str]:
    """Every anchor inside an annex, its own included."""
    return {bijlage.anker, *ankers(bijlage.delen), *ids_in(html_of_bijlage(bijlage))}


def _bijlagen(document: Briefdocument) -> dict[str, str]:
    return {
        anker: bijlage_pagina(bijlage)
        for bijlage in document.gevulde_bijlagen
        for anker in ankers_of(bijlage)
    }
