"""What the templates of a letter see: frozen, ready to print, with levels of headings counted.

The document says what belongs to what. Here is settled which level a heading has on a page, which
blocks stand together and what the contents list; the templates only print it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from itertools import groupby

from veiligheid.document.brief import (
    Bijlage,
    Briefdocument,
    Hoofdstuk,
    Onderdeel,
    Paragraaf,
    Themagroep,
    Voetnoot,
)
from veiligheid.document.delen import heads
from veiligheid.document.register import Registerlink
from veiligheid.document.woorden import Bloksoort

# Ids of the page itself. The prefix keeps them apart from the anchors of a document.
BIJLAGEN = "vb-bijlagen"
NOTEN, BELOOFD = "vb-noten", "vb-beloofd"

Bewerk = Callable[[str], str]
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class DeelWeergave:
    """A general part. `niveau` is the level of its heading; `kop` may be empty."""

    anker: str
    niveau: int
    kop: str
    html: str
    register: tuple[Registerlink, ...] = ()


@dataclass(frozen=True, slots=True)
class Stuk:
    """Consecutive blocks that read as one: what lies ahead (`vooruit`), or the running text."""

    vooruit: bool
    html: str

    @property
    def begin(self) -> str:
        """Its first two words: what stands above it need not say those again."""
        return " ".join(_words(self.html[:400]).split()[:2]).rstrip(",:")


@dataclass(frozen=True, slots=True)
class ParagraafWeergave:
    anker: str
    niveau: int
    kop: str
    stukken: tuple[Stuk, ...]
    register: tuple[Registerlink, ...] = ()
    gebieden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemaWeergave:
    anker: str
    nummer: int
    slug: str
    titel: str
    niveau: int
    paragrafen: tuple[ParagraafWeergave, ...]
    voor_het_debat: bool = False


@dataclass(frozen=True, slots=True)
class GroepWeergave:
    anker: str
    titel: str
    inleiding: str
    themas: tuple[ThemaWeergave, ...]


@dataclass(frozen=True, slots=True)
class Inhoudsregel:
    """A line of the contents, with the lines beneath it."""

    anker: str
    titel: str
    nummer: int | None = None
    onder: tuple["Inhoudsregel", ...] = ()


@dataclass(frozen=True, slots=True)
class Inhoudsgroep:
    """Lines of the contents under one name; general parts stand in a group without a name."""

    titel: str
    regels: tuple[Inhoudsregel, ...]


@dataclass(frozen=True, slots=True)
class BriefWeergave:
    """A whole letter. `opening` is what precedes the contents on paper, `vervolg` the rest of the
    introduction."""

    opening: tuple[DeelWeergave, ...]
    vervolg: tuple[DeelWeergave, ...]
    groepen: tuple[GroepWeergave, ...]
    afsluiting: tuple[DeelWeergave, ...]
    bijlagen: tuple[Bijlage, ...]
    noten: tuple[Voetnoot, ...]
    inhoud: tuple[Inhoudsgroep, ...]
    vooruitblik: str


# The contents of the council's page: its four questions.
RAAD_INHOUD = (
    Inhoudsgroep(
        "",
        (
            Inhoudsregel("bereiken", "Wat wilden we bereiken?"),
            Inhoudsregel("gedaan", "Wat hebben we gedaan?"),
            Inhoudsregel("behaald", "Zijn de doelen behaald?"),
            Inhoudsregel("gekost", "Wat heeft het gekost?"),
        ),
    ),
)


def brief_weergave(
    document: Briefdocument, bewerk: Bewerk, noten: tuple[Voetnoot, ...]
) -> BriefWeergave:
    """`noten`: those that belong to this page."""
    split = _end_of_opening(document.inleiding)
    inleiding = tuple(_delen(document.inleiding, bewerk))
    return BriefWeergave(
        opening=inleiding[:split],
        vervolg=inleiding[split:],
        groepen=tuple(_groep(groep, bewerk) for groep in document.groepen),
        afsluiting=tuple(_delen(document.afsluiting, bewerk)),
        bijlagen=document.bijlagen,
        noten=noten,
        inhoud=_contents(document, noten),
        vooruitblik=vooruitblik_label(document),
    )


def thema_weergave(hoofdstuk: Hoofdstuk, bewerk: Bewerk, niveau: int) -> ThemaWeergave:
    """`niveau` is the level of the theme's own heading; its paragrafen are one deeper."""
    return ThemaWeergave(
        hoofdstuk.anker,
        hoofdstuk.nummer,
        hoofdstuk.slug,
        hoofdstuk.titel,
        niveau,
        tuple(_paragraaf(p, bewerk, niveau + 1) for p in hoofdstuk.paragrafen),
        hoofdstuk.raad is not None,
    )


def thema_inhoud(
    hoofdstuk: Hoofdstuk, heeft_noten: bool, beloofd: str = ""
) -> tuple[Inhoudsgroep, ...]:
    """The contents of one theme on a page of its own. beloofd: the heading above what the mirror
    says of it, when that is there."""
    regels = _paragraafregels(hoofdstuk)
    if beloofd:
        regels = (*regels, Inhoudsregel(BELOOFD, beloofd))
    if heeft_noten:
        regels = (*regels, Inhoudsregel(NOTEN, "Noten"))
    return (Inhoudsgroep("", regels),) if regels else ()


def bijlage_inhoud(bijlage: Bijlage, heeft_noten: bool) -> tuple[Inhoudsgroep, ...]:
    """The contents of one annex on a page of its own, when there is something to choose."""
    regels = tuple(
        Inhoudsregel(anker, kop) for anker, kop, niveau in heads(bijlage.delen) if niveau == 1
    )
    if heeft_noten:
        regels = (*regels, Inhoudsregel(NOTEN, "Noten"))
    return (Inhoudsgroep("", regels),) if len(regels) > 1 else ()


def vooruitblik_label(document: Briefdocument) -> str:
    """What stands above the text that looks ahead."""
    return f"In {document.vooruitblikjaar}" if document.vooruitblikjaar else "Vooruitblik"


# -- Parts ------------------------------------------------------------------------------------


def _delen(onderdelen: Iterable[Onderdeel], bewerk: Bewerk) -> Iterator[DeelWeergave]:
    """General parts beside the theme groups: h2, and h3 beneath one. A part of the second level
    with no heading above it is an h2 as well, so that no level is skipped."""
    has_parent = False
    for onderdeel in onderdelen:
        niveau = 3 if onderdeel.niveau == 2 and has_parent else 2
        html = bewerk(onderdeel.html)
        yield DeelWeergave(
            onderdeel.anker, niveau, onderdeel.kop, html, _links(onderdeel.register, html)
        )
        has_parent = has_parent or bool(onderdeel.kop)


def _end_of_opening(inleiding: tuple[Onderdeel, ...]) -> int:
    """The letter opens with its first general part and what stands beneath that."""
    for position, onderdeel in enumerate(inleiding):
        if position and onderdeel.niveau == 1:
            return position
    return len(inleiding)


def _groep(groep: Themagroep, bewerk: Bewerk) -> GroepWeergave:
    inleiding = bewerk(groep.inleiding)
    niveau = 3 if groep.titel else 2
    themas = tuple(thema_weergave(h, bewerk, niveau) for h in groep.hoofdstukken)
    return GroepWeergave(groep.anker, groep.titel, inleiding, themas)


def _paragraaf(paragraaf: Paragraaf, bewerk: Bewerk, niveau: int) -> ParagraafWeergave:
    filled = (blok for blok in paragraaf.blokken if blok.html.strip())
    runs = groupby(filled, key=lambda blok: blok.soort == Bloksoort.VOORUITBLIK)
    stukken = tuple(
        Stuk(ahead, "\n".join(bewerk(b.html) for b in blokken)) for ahead, blokken in runs
    )
    text = " ".join(stuk.html for stuk in stukken)
    register = _links(paragraaf.register, text)
    gebieden = tuple(g.naam for g in paragraaf.gebieden)
    return ParagraafWeergave(paragraaf.anker, niveau, paragraaf.kop, stukken, register, gebieden)


def _links(links: tuple[Registerlink, ...], html: str) -> tuple[Registerlink, ...]:
    """The entries of the register that belong to a text. What the text says itself, word for word,
    is not said again beneath it."""
    told = _words(html)
    return tuple(replace(link, tekst="") if _words(link.tekst) in told else link for link in links)


def _words(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split()).rstrip(".")


# -- Contents ---------------------------------------------------------------------------------


def _contents(document: Briefdocument, noten: tuple[Voetnoot, ...]) -> tuple[Inhoudsgroep, ...]:
    """Of a document around one table, which wants the width, only when there is something to
    choose."""
    found = tuple(_inhoud(document, noten))
    if document.delen and sum(len(groep.regels) for groep in found) < 2:
        return ()
    return found


def _inhoud(document: Briefdocument, noten: tuple[Voetnoot, ...]) -> Iterator[Inhoudsgroep]:
    yield from _algemeen(document.inleiding)
    for groep in document.groepen:
        regels = tuple(
            Inhoudsregel(h.anker, h.titel, h.nummer, _paragraafregels(h))
            for h in groep.hoofdstukken
        )
        if regels:
            yield Inhoudsgroep(groep.titel, regels)
    pieces = heads(document.delen)
    if regels := tuple(Inhoudsregel(anker, kop) for anker, kop, niveau in pieces if niveau == 1):
        yield Inhoudsgroep("", regels)
    yield from _algemeen(document.afsluiting, _slot(document, noten))


def _algemeen(
    onderdelen: Iterable[Onderdeel], erachter: tuple[Inhoudsregel, ...] = ()
) -> Iterator[Inhoudsgroep]:
    regels = tuple(Inhoudsregel(o.anker, o.kop) for o in onderdelen if o.niveau == 1 and o.kop)
    if regels or erachter:
        yield Inhoudsgroep("", regels + erachter)


def _slot(document: Briefdocument, noten: tuple[Voetnoot, ...]) -> tuple[Inhoudsregel, ...]:
    regels = []
    if document.bijlagen:
        regels.append(Inhoudsregel(BIJLAGEN, "Bijlagen"))
    if noten:
        regels.append(Inhoudsregel(NOTEN, "Noten"))
    return tuple(regels)


def _paragraafregels(hoofdstuk: Hoofdstuk) -> tuple[Inhoudsregel, ...]:
    return tuple(Inhoudsregel(p.anker, p.kop) for p in hoofdstuk.paragrafen if p.kop)
