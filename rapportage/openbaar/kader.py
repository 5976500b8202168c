"""What lives, around what was published: menu, search box, notices, and at every paragraaf a way to
share and quote it.

A stored page keeps its bytes. Everything that is put in carries `data-leeft`, and nothing within
<main> is taken out or changed: without those elements its content is what was published.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from rapportage.api.openapi import licence
from rapportage.audit.adressen import audit_slug
from rapportage.models import Briefsoort, Publicatie
from rapportage.openbaar.publicaties import document_of
from rapportage.wijzigingen import wijziging_anker
from veiligheid.core.mail.vragen import absolute
from veiligheid.core.stijl import KADER, bundel
from veiligheid.document.brief import Briefdocument

_HEAD = re.compile(r"</head>")
_HEADER = re.compile(r'<header class="utrecht-page-header".*?</header>', re.S)
_FOOTER = re.compile(r'<footer class="utrecht-page-footer".*?</footer>', re.S)
_MAIN = re.compile(r"<main[^>]*>")
# The end of the line that holds the heading; a paragraaf without one begins with its text.
_PARAGRAAF = re.compile(
    r'(<section class="vb-(?:paragraaf|deel vb-deel--\d)" id="([^"]+)">\s*)'
    r'(<div class="vb-kopregel">.*?</div>)?',
    re.S,
)
# What nobody quotes by itself: the smallest headings, a table, and a heading with larger parts
# beneath it and no words of its own.
_KLEIN = re.compile(r'<section class="vb-deel vb-deel--6"')
_NIET_TE_CITEREN = re.compile(
    r'\s*(?:<div class="vb-tabel|</section>\s*(?!<section class="vb-deel vb-deel--6"|\s))'
)
_THEMA = re.compile(
    r'(<section class="vb-thema" id="([^"]+)">\s*<h(\d)[^>]*>.*?</h\3>)',
    re.S,
)
_INHOUD = re.compile(r'(<p class="vb-inhoud__titel">.*?</p>)', re.S)


@dataclass(frozen=True, slots=True)
class Kader:
    """All that is put around the pages of one version. gewijzigd: the anchors of what reads
    otherwise than in the version before, with what is said there (`wijziging`) and the page that
    shows how (`wijzigingen`); raad: by the anchor of a theme the slug of its page for the
    council; hoofd: what machines are told of the page, lines for its head."""

    kop: str
    voet: str
    meldingen: str
    citeer: str
    basis: str
    gewijzigd: frozenset[str] = frozenset()
    raad: Mapping[str, str] = field(default_factory=dict)
    wijziging: str = ""
    wijzigingen: str = ""
    hoofd: str = ""

    def around(self, page: str) -> str:
        """The page as a reader gets it."""
        link = (
            f'<link data-leeft rel="stylesheet" href="{bundel(KADER).adres}">\n{self.hoofd}</head>'
        )
        page = _HEAD.sub(lambda _: link, page, count=1)
        page = _HEADER.sub(lambda _: self.kop, page, count=1)
        page = _FOOTER.sub(lambda _: self.voet, page, count=1)
        page = _PARAGRAAF.sub(self._marked, page)
        page = _THEMA.sub(self._to_debate, page)
        if self.raad:
            short = (
                f'<p data-leeft class="vb-naar-debat"><a href="{self._debat}">'
                "Voor het debat: alles op één bladzijde</a></p>"
            )
            page = _INHOUD.sub(lambda m: m[1] + short, page, count=1)
        return _MAIN.sub(lambda m: m[0] + self.meldingen, page, count=1)

    @property
    def _debat(self) -> str:
        return f"{reverse('debat')}?brief={self.basis}"

    def _marked(self, match: re.Match[str]) -> str:
        start, anker, kop = match[1], match[2], match[3] or ""
        mark = ""
        if not (_KLEIN.match(start) or _NIET_TE_CITEREN.match(match.string, match.end())):
            adres = f"{self.citeer}{anker}/"
            mark = f'<a data-leeft class="vb-deelciteer" href="{adres}">Deel of citeer</a>'
        changed = self._to_change(anker) if anker in self.gewijzigd else ""
        return f"{start}{kop}{mark}{changed}"

    def _to_change(self, anker: str) -> str:
        """That this reads otherwise, with the way to what was changed here."""
        where = f"{self.wijzigingen}#{wijziging_anker(anker)}"
        return (
            '<p data-leeft class="vb-rondom vb-rondom--let-op vb-rondom--plek">'
            f'{self.wijziging} <a href="{where}">Wat er hier veranderde</a></p>'
        )

    def _to_debate(self, match: re.Match[str]) -> str:
        if not (slug := self.raad.get(match[2])):
            return match[0]
        return (
            f'{match[0]}<p data-leeft class="vb-naar-debat"><a href="thema/{slug}/raad/">'
            "Voor het debat: dit thema in vier antwoorden</a></p>"
        )


def kader_of(publicatie: Publicatie, versie: int | None, pad: str = "") -> Kader:
    """The frame of this publication. versie: the version in the address; None for the one that
    holds now. pad: of the page that it is put around, that of the letter by itself."""
    current = Publicatie.objects.current(publicatie.slug) or publicatie
    document = document_of(publicatie)
    basis = reverse("brief", args=[publicatie.slug])
    if versie is not None:
        basis += f"versie/{versie}/"
    changed = _changed(publicatie, document) if publicatie.versie > 1 else frozenset()
    context = {
        "publicatie": publicatie,
        "geldt": current if current.versie > publicatie.versie else None,
        "nieuwere_brief": _newer_letter(publicatie),
        "oordeel": _judgement(publicatie),
        "debat": any(h.raad for h in document.hoofdstukken),
    }
    chrome = live_chrome(basis)
    return Kader(
        hoofd=_for_machines(publicatie, pad or basis),
        kop=chrome["kop"],
        voet=chrome["voet"],
        meldingen=_one_line(render_to_string("rapportage/_rondom.html", context)),
        citeer=f"{basis}citeer/",
        basis=publicatie.slug,
        gewijzigd=changed,
        raad={h.anker: h.slug for h in document.hoofdstukken if h.raad},
        wijziging=_one_line(f"Gewijzigd in versie {publicatie.versie}: {escape(publicatie.reden)}"),
        wijzigingen=reverse("brief-wijzigingen", args=[publicatie.slug, publicatie.versie]),
    )


def _for_machines(publicatie: Publicatie, pad: str) -> str:
    """Its lasting address, its icon, its licence, and who published it when, in the words of Open
    Graph and of Dublin Core: the portal knows its own address, the stored page does not."""
    adres, (_, licentie) = absolute(pad), licence()
    links = [
        ("canonical", adres, ""),
        ("license", licentie, ""),
        ("icon", static("favicon.svg"), ' type="image/svg+xml"'),
    ]
    published = publicatie.gepubliceerd_op.isoformat(timespec="seconds")
    metas = [
        ("property", "og:url", adres),
        ("property", "og:site_name", settings.GEMEENTE_NAAM),
        ("property", "og:locale", "nl_NL"),
        ("property", "article:published_time", published),
        ("name", "dcterms.identifier", adres),
        ("name", "dcterms.publisher", settings.GEMEENTE_NAAM),
        ("name", "dcterms.issued", published),
        ("name", "dcterms.license", licentie),
    ]
    lines = [
        f'<link data-leeft rel="{rel}" href="{escape(to)}"{more}>\n' for rel, to, more in links
    ]
    lines += [
        f'<meta data-leeft {kind}="{naam}" content="{escape(value)}">\n'
        for kind, naam, value in metas
    ]
    return "".join(lines)


def live_chrome(pad: str) -> dict[str, str]:
    """Header and foot for everybody, as they are today, for a page at this address."""
    context: dict[str, Any] = {
        "gemeente": settings.GEMEENTE_NAAM,
        "contact_email": settings.CONTACT_EMAIL,
        "hoofdmenu": "components/hoofdmenu.html",
        "nieuwste_spiegel": newest_mirror(),
        "leeft": True,
        "pad": pad,
    }
    return {
        "kop": _one_line(render_to_string("components/page_header.html", context)),
        "voet": _one_line(render_to_string("components/page_footer.html", context)),
    }


def newest_mirror() -> str:
    """The address of the newest published mirror; empty when there is none."""
    newest = Publicatie.objects.newest_per_slug().filter(soort=Briefsoort.SPIEGEL.value).first()
    return newest.get_absolute_url() if newest else ""


def _newer_letter(publicatie: Publicatie) -> Publicatie | None:
    """The letter of a later year that was published since."""
    later = Publicatie.objects.newest_per_slug().filter(soort=publicatie.soort)
    return later.filter(jaar__gt=publicatie.jaar).first()


def _judgement(publicatie: Publicatie) -> Publicatie | None:
    """What the auditcommissie said of this version."""
    return Publicatie.objects.standing(audit_slug(publicatie.slug, publicatie.versie))


def _changed(publicatie: Publicatie, document: Briefdocument) -> frozenset[str]:
    """The anchors of the paragrafen and general parts that differ from the version before."""
    before = Publicatie.objects.versions(publicatie.slug).filter(versie=publicatie.versie - 1)
    if (previous := before.first()) is None:
        return frozenset()
    then = _texts(document_of(previous))
    return frozenset(anker for anker, text in _texts(document).items() if then.get(anker) != text)


def _texts(document: Briefdocument) -> dict[str, object]:
    parts = {o.anker: (o.kop, o.html) for o in (*document.inleiding, *document.afsluiting)}
    paragrafen = {p.anker: (p.kop, p.blokken) for h in document.hoofdstukken for p in h.paragrafen}
    return {**parts, **paragrafen}


def _one_line(html: str) -> str:
    """Without the space between two living lines: that would carry no mark."""
    return " ".join(html.split()).replace("> <p data-leeft", "><p data-leeft")
