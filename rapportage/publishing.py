"""Publishing: a letter becomes a Publicatie that nothing can change any more."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from rapportage.bewijs.manifest import chain
from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.geheim.kopie import read_secrets, store
from rapportage.maken import Gereed, make
from rapportage.models import Aanvaarding, Brief, Publicatie, Publicatiebestand, Vormbestand
from rapportage.pakket.beheer import archiefbeheer
from rapportage.pakket.word import DOCX
from rapportage.permissions import may_publish, unapproved
from rapportage.redline.document import PDF_PAD
from rapportage.rendering.delen import cijferbestanden
from rapportage.rendering.html import (
    WEB_CSS,
    WEB_JS,
    Publicatiegegevens,
    Vorm,
    render_bijlage,
    render_brief,
    render_raad,
    render_thema,
)
from rapportage.rendering.vormbestanden import Vormdeel, bundle_css, bundle_js, compress
from rapportage.toezeggingen import published
from rapportage.validation import validate
from themas.toezeggingen.transitions import publish_with_letter
from veiligheid.core.findings import Bevinding, Geweigerd, blocking, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.zinnen import counted
from veiligheid.document.brief import Bijlage, Briefdocument
from veiligheid.document.delen import bestandsnamen

_ANDERE_VERSIE = (
    "Er is intussen een andere versie gepubliceerd. Wat er verandert, is daarmee anders geworden: "
    "publiceer opnieuw."
)
_HTML, PDF = "text/html; charset=utf-8", "application/pdf"


def prepare(
    brief: Brief, gezien: str | None = None, *, papier: bool = True, reden: str = ""
) -> Gereed:
    """Compose, check and render: the slow part, done before anything is locked.

    reden: of a correction why it comes; without one it has no files that say what changed.
    gezien: the SHA-256 of the document that somebody looked at and means; another is refused.
    papier: False leaves out the PDFs: for the demo on a machine that can't make them.

    Raises Geweigerd with every finding when one of them blocks.
    """
    vandaag = timezone.localdate()
    compositie = compose(brief, vandaag)
    if gezien is not None and gezien != compositie.document.sha256:
        raise Geweigerd(not_as_seen(brief, gezien, vandaag))
    bevindingen = validate(compositie)
    if blocking(bevindingen):
        raise Geweigerd(*bevindingen)
    document = compositie.document
    bestanden = load_files(brief, document)
    return make(
        document,
        bestanden,
        vandaag,
        tuple(bevindingen),
        papier=papier,
        reden=reden,
        geheim=read_secrets(brief, vandaag),
    )


def not_as_seen(brief: Brief, gezien: str, vandaag: date) -> Bevinding:
    """Why what somebody looked at is not what would be published now."""
    if compose(brief, vandaag - timedelta(days=1)).document.sha256 == gezien:
        return blokkeert(
            "na-middernacht",
            "Het is intussen een dag later, en in deze brief zonder datum staat een overzicht van "
            "toezeggingen van vandaag. Verder is er niets veranderd. Bekijk hem nog eens, of geef "
            "de brief een datum.",
        )
    return blokkeert(
        "anders-dan-gezien",
        "De brief is veranderd sinds u deze bladzijde opende. Bekijk hem nog eens.",
    )


def publish(
    brief: Brief,
    gereed: Gereed,
    door: Gebruiker | None,
    reden: str = "",
    *,
    op: datetime | None = None,
    vast: bool = False,
    herdruk: bool = False,
    akkoord: Sequence[Mapping[str, str]] = (),
) -> Publicatie:
    """Store a new version of this letter. Raises Geweigerd when the letter has changed since it
    was prepared, when nothing changed since the last version, when a correction has no reason, or
    when a bijdrage was not approved. Raises PermissionDenied for whoever may not publish it.

    akkoord: the open points that somebody said yes to (`code` and `zin`), kept with it.
    vast: this document was fixed when somebody asked for it; what was saved since is not in it.
    herdruk: it is made of what was published before and of no draft: nothing waits for approval,
    and nothing in the register becomes public by it.
    `door` is None for the administrator on the machine, who may publish a letter of an earlier
    year that was taken in and that nobody approves any more. `op`: when a letter of an earlier year
    was published, for the demo; whoever publishes does so now. Raises ValueError for another.
    """
    if op is not None and (door is not None or op > timezone.now()):
        raise ValueError("alleen zonder persoon, en alleen voor een moment dat voorbij is")
    if door is not None and not may_publish(door, brief):
        raise PermissionDenied
    with transaction.atomic():
        # The lock makes two publishers take turns; the second finds what the first one stored.
        brief = Brief.objects.select_for_update().get(pk=brief.pk)
        if door is not None and not herdruk:
            check_approved(brief)
        if not (vast or herdruk) and compose(brief, gereed.vandaag).document != gereed.document:
            raise Geweigerd(
                blokkeert(
                    "tussentijds-gewijzigd",
                    "De brief is veranderd terwijl de pdf werd gemaakt. Bekijk hem en publiceer "
                    "opnieuw.",
                )
            )
        versie = next_version(brief, gereed.document, reden, bool(gereed.pdf))
        if gereed.redline and gereed.redline_van != versie:
            raise Geweigerd(blokkeert("andere-versie-eerst", _ANDERE_VERSIE))
        publicatie = _store(brief, gereed, door, versie, reden, op or timezone.now(), akkoord)
        if not herdruk:
            address = publicatie.get_absolute_url()
            publish_with_letter(published(brief, gereed.document, address), door)
        # That it went out like this was somebody's yes, and stays known.
        left = {"akkoord": [punt["code"] for punt in akkoord]} if akkoord else {}
        Logregel.write("publiceren", publicatie, door, versie=versie, reden=reden, **left)
    return publicatie


def check_approved(brief: Brief) -> None:
    """Raises Geweigerd while a bijdrage waits for approval."""
    if unread := unapproved(brief).count():
        raise Geweigerd(
            blokkeert(
                "niet-goedgekeurd",
                f"{counted(unread, 'bijdrage is', 'bijdragen zijn')} nog niet goedgekeurd.",
            )
        )


def next_version(brief: Brief, document: Briefdocument, reden: str, papier: bool = True) -> int:
    """The number of the version that this document would be. Raises Geweigerd when it is the one
    that stands already, or has no reason to be another."""
    vorige = Publicatie.objects.current(brief.slug)
    if vorige is None:
        return 1
    stored = vorige.bestanden.get(pad="brief.json")
    adds_paper = papier and not vorige.pdf_bladzijden
    if says_the_same(bytes(stored.inhoud), document) and not adds_paper:
        raise Geweigerd(
            blokkeert(
                "niets-nieuws",
                f"Versie {vorige.versie} van deze brief is al gepubliceerd en er is sindsdien "
                "niets veranderd.",
            )
        )
    if not reden.strip():
        raise Geweigerd(
            blokkeert(
                "reden-nodig",
                f"Versie {vorige.versie} is al gepubliceerd. Geef de reden van deze nieuwe versie; "
                "lezers zien die reden.",
            )
        )
    return vorige.versie + 1


def says_the_same(stored: bytes, document: Briefdocument) -> bool:
    """Whether a stored document is this one. Of an earlier schema its bytes differ, and what it
    says may not."""
    return Briefdocument.from_json(stored) == document


def _store(
    brief: Brief,
    gereed: Gereed,
    door: Gebruiker | None,
    versie: int,
    reden: str,
    op: datetime,
    akkoord: Sequence[Mapping[str, str]],
) -> Publicatie:
    document = gereed.document
    wie = door.naam if door else "beheer (opdrachtregel)"
    publicatie = Publicatie.objects.create(
        slug=document.slug,
        versie=versie,
        brief_id=brief.pk,
        soort=document.soort,
        titel=document.titel,
        samenvatting=document.samenvatting,
        jaar=brief.ronde.jaar,
        kenmerk=document.kenmerk,
        datum=document.datum,
        gepubliceerd_op=op,
        door=wie,
        reden=reden,
        pdf_bladzijden=gereed.bladzijden,
    )
    for pad, mediatype, inhoud in _files(gereed, versie, op, reden):
        _add_file(publicatie, pad, mediatype, inhoud)
    for punt in akkoord:
        Aanvaarding.objects.create(
            publicatie=publicatie, code=punt["code"], zin=punt["zin"], door=wie
        )
    store(publicatie, gereed.geheim)
    chain(publicatie, gereed.woorden, archiefbeheer(), gereed.invoer)
    return publicatie


def gegevens_van(publicatie: Publicatie) -> Publicatiegegevens:
    """The facts of a publication as they are printed on its pages."""
    pdf = publicatie.bestanden.filter(pad="brief.pdf").values_list("grootte", flat=True).first()
    return Publicatiegegevens(
        publicatie.versie,
        publicatie.gepubliceerd_op,
        publicatie.reden,
        publicatie.pdf_bladzijden,
        pdf or 0,
    )


def _files(gereed: Gereed, versie: int, now: datetime, reden: str) -> list[tuple[str, str, bytes]]:
    """Path, media type and bytes of every file of the publication."""
    document = gereed.document
    vorm = Vorm(
        stylesheets=(bundle_css(WEB_CSS, _save_vorm),), scripts=(bundle_js(WEB_JS, _save_vorm),)
    )
    gegevens = Publicatiegegevens(versie, now, reden, gereed.bladzijden, len(gereed.pdf))
    pages = [("index.html", render_brief(document, vorm, gegevens))]
    pages += [
        (f"thema/{h.slug}.html", render_thema(document, h.slug, vorm, gegevens))
        for h in document.hoofdstukken
    ]
    pages += [
        (f"thema/{h.slug}/raad.html", render_raad(document, h.slug, vorm, gegevens))
        for h in document.hoofdstukken
        if h.raad is not None
    ]
    pages += [
        (f"bijlage/{b.nummer}/index.html", render_bijlage(document, b.nummer, vorm, gegevens))
        for b in document.gevulde_bijlagen
    ]
    return [
        *[(pad, _HTML, html.encode()) for pad, html in pages],
        *([("brief.pdf", PDF, gereed.pdf)] if gereed.pdf else []),
        ("brief.json", "application/json", document.to_json()),
        *[(pad, PDF if pad == PDF_PAD else DOCX, data) for pad, data in gereed.redline.items()],
        *[(c.naam, c.mediatype, c.inhoud) for c in cijferbestanden(document.delen, "deel")],
        *[file for b in document.gevulde_bijlagen for file in _annex_files(gereed, b)],
    ]


def _annex_files(gereed: Gereed, bijlage: Bijlage) -> Iterator[tuple[str, str, bytes]]:
    """What lies beside an annex's page: its PDF, its figures, its pictures and files."""
    folder = f"bijlage/{bijlage.nummer}/"
    if gereed.pdf:
        yield f"{folder}bijlage.pdf", PDF, gereed.bijlagen[bijlage.nummer]
    for csv in cijferbestanden(bijlage.delen, bijlage.anker):
        yield folder + csv.naam, csv.mediatype, csv.inhoud
    for naam, mediatype in bestandsnamen(bijlage.delen).items():
        yield folder + naam, mediatype, gereed.bestanden[naam]


def _add_file(publicatie: Publicatie, pad: str, mediatype: str, inhoud: bytes) -> None:
    packed = compress(inhoud)
    Publicatiebestand.objects.create(
        publicatie=publicatie,
        pad=pad,
        mediatype=mediatype,
        sha256=hashlib.sha256(inhoud).hexdigest(),
        grootte=len(inhoud),
        inhoud=inhoud,
        # A PDF is compressed already; what gains little is not worth unpacking.
        gzip=packed if len(packed) < 0.9 * len(inhoud) else None,
    )


def _save_vorm(part: Vormdeel) -> str:
    """Store a style part unless it is there, and give its address."""
    found = Vormbestand.objects.filter(sha256=part.sha256).first()
    if found is None:
        packed = compress(part.inhoud)
        # Another letter may be published at this moment.
        found, _ = Vormbestand.objects.get_or_create(
            sha256=part.sha256,
            defaults={
                "naam": part.naam,
                "mediatype": part.mediatype,
                "inhoud": part.inhoud,
                "gzip": packed if len(packed) < 0.9 * len(part.inhoud) else None,
            },
        )
    return found.get_absolute_url()
