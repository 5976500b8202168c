"""What is open when a letter is about to be published, and asks an explicit yes: a point each, kept
with the publication. Each kind of point is a function that enters itself here."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.urls import reverse

from rapportage.besluit.models import Besluit
from rapportage.besluit.workflow import Briefstaat, Uitkomst
from rapportage.briefdelen import ever_handed_in, unapproved_parts
from rapportage.composition import Compositie
from rapportage.herkend import lijst_of
from rapportage.models import Bijlage, Brief, Publicatie
from rapportage.rendering.adressen import html_of_bijlage, html_of_brief
from rapportage.wijzigingen import piece_html
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.nazien.soorten import Inzending
from veiligheid.core.zinnen import enumerate_words
from veiligheid.document.brief import Briefdocument


@dataclass(frozen=True, slots=True)
class Punt:
    """An open point. `ja`: what somebody says yes to. `link`: where it can be mended instead, by
    whoever writes the letter when it is `voor_redactie`."""

    code: str
    zin: str
    ja: str
    link: str = ""
    voor_redactie: bool = False


_TAG = re.compile(r"<[^>]*>")
_GETAL = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_JAAR = re.compile(r"(?:19|20)\d\d")
# How many are named; of more the number is told.
_GENOEMD = 6
Zoeker = Callable[[Brief, Compositie], Iterator[Punt]]
_ZOEKERS: list[Zoeker] = []


def register_punten(zoeker: Zoeker) -> Zoeker:
    _ZOEKERS.append(zoeker)
    return zoeker


def open_points(brief: Brief, compositie: Compositie) -> list[Punt]:
    """All of them, in the order in which their kinds were entered."""
    return [punt for zoeker in _ZOEKERS for punt in zoeker(brief, compositie)]


def check_points(punten: Sequence[Punt], ja: Collection[str]) -> None:
    """Raises Geweigerd with every point that nobody said yes to."""
    if waiting := [punt for punt in punten if punt.code not in ja]:
        raise Geweigerd(*(blokkeert(p.code, f"{p.zin} {p.ja}?", link=p.link) for p in waiting))


@register_punten
def _besluit(brief: Brief, compositie: Compositie) -> Iterator[Punt]:
    """Of a letter that was never published: what the college decided. A correction of one that was
    is the office's."""
    if not brief.heeft_themas or Publicatie.objects.filter(slug=brief.slug).exists():
        return
    link = reverse("brief-besluit", args=[brief.slug])
    if brief.staat != Briefstaat.VASTGESTELD:
        yield Punt(
            "geen-besluit",
            f"Er is geen besluit van het college vastgelegd: de brief is {brief.staat}.",
            "Ja, publiceer zonder vastgelegd besluit",
            link,
        )
        return
    besluit = Besluit.objects.filter(brief_id=brief.pk).first()
    conform = besluit is not None and besluit.uitkomst == Uitkomst.CONFORM
    if besluit is not None and conform and besluit.document != compositie.document.sha256:
        yield Punt(
            "anders-dan-vastgesteld",
            "De brief is veranderd sinds het college hem conform vaststelde.",
            "Ja, publiceer de brief zoals hij nu is",
            link,
        )


@register_punten
def _delen(brief: Brief, compositie: Compositie) -> Iterator[Punt]:
    """Parts besides the themes that nobody approved. Of a correction, and of what is no letter of
    themes, only those that were ever handed in: a municipality may do without."""
    waiting = unapproved_parts(brief)
    if not brief.heeft_themas or Publicatie.objects.filter(slug=brief.slug).exists():
        waiting = ever_handed_in(brief, waiting)
    if not waiting:
        return
    names = [_name(stuk) for stuk in waiting]
    shown = names if len(names) <= _GENOEMD + 1 else [*names[:_GENOEMD], _more(names)]
    # Which they are is part of its code: a yes to two of them is none to a third.
    which = sha256("|".join(f"{s.soort.soort}/{s.pk}" for s in waiting).encode()).hexdigest()
    yield Punt(
        f"delen-niet-goedgekeurd-{which[:12]}",
        f"Niet goedgekeurd: {enumerate_words(shown)}.",
        "Ja, publiceer zonder akkoord op deze delen",
        reverse("brief-schrijven", args=[brief.slug]),
        voor_redactie=True,
    )


def _name(stuk: Inzending) -> str:
    """Without the title of an annex: that may be withheld."""
    if isinstance(stuk.record, Bijlage):
        return f"bijlage {stuk.record.nummer}"
    return "de gegevens" if isinstance(stuk.record, Brief) else f"‘{stuk.titel}’"


def _more(names: Sequence[str]) -> str:
    return f"{len(names) - _GENOEMD} andere delen"


@register_punten
def _toezeggingen(brief: Brief, compositie: Compositie) -> Iterator[Punt]:
    lijst = lijst_of(brief)
    if lijst.wachtend:
        yield Punt(
            "lijst-niet-bekeken",
            lijst.zin,
            "Ja, publiceer zonder deze toezeggingen in het register",
            reverse("brief-toezeggingen", args=[brief.slug]),
        )


@register_punten
def _oude_cijfers(brief: Brief, compositie: Compositie) -> Iterator[Punt]:
    """Of a correction: a figure that was taken out of the text, and that an annex still has."""
    current = Publicatie.objects.current(brief.slug)
    if current is None:
        return
    stored = Briefdocument.from_json(bytes(current.bestanden.get(pad="brief.json").inhoud))
    document = compositie.document
    gone = numbers_in(html_of_brief(stored)) - numbers_in(html_of_brief(document))
    for bijlage in document.bijlagen if gone else ():
        kept = gone & numbers_in(" ".join(map(piece_html, bijlage.delen)))
        for n, getal in enumerate(sorted(kept), start=1):
            yield Punt(
                f"bijlage-{bijlage.nummer}-cijfer-{n}",
                f"In de tekst is {getal} verbeterd, en in {bijlage.naam} staat het nog.",
                f"Ja, bijlage {bijlage.nummer} blijft zo",
                compositie.adressen.get(bijlage.anker, ""),
                voor_redactie=True,
            )


def numbers_in(html: str) -> set[str]:
    """The figures of a text as they stand there, without years and what is too short to be told
    from another."""
    found = set(_GETAL.findall(_TAG.sub(" ", html)))
    return {g for g in found if len(g) > 1 and not _JAAR.fullmatch(g)}


@register_punten
def _bijlagen(brief: Brief, compositie: Compositie) -> Iterator[Punt]:
    """Annexes without anything in them to which the text refers."""
    document = compositie.document
    text = html_of_brief(document) + "".join(map(html_of_bijlage, document.bijlagen))
    for bijlage in document.bijlagen:
        if bijlage.ontbreekt and f'href="#{bijlage.anker}"' in text:
            yield Punt(
                f"bijlage-{bijlage.nummer}-ontbreekt",
                f"De tekst verwijst naar {bijlage.naam}, en die ontbreekt nog.",
                f"Ja, publiceer zonder bijlage {bijlage.nummer}",
                compositie.adressen.get(bijlage.anker, ""),
                voor_redactie=True,
            )
