"""Quoting a paragraaf: its words, and where they come from."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import formats, timezone

from rapportage.models import Publicatie
from rapportage.openbaar.publicaties import document_of
from rapportage.openbaar.stukken import stukken_of
from rapportage.rendering.tekst import plain
from veiligheid.core.zinnen import split_sentences
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import Tekstdeel

# So many characters of a paragraaf stand in a mail or a motion; the link leads to the rest.
_MEEST = 600


@dataclass(frozen=True, slots=True)
class Citaat:
    """kop, plek: what it is and where it stands; adres: for ever this version's; geldend: that of
    the version that holds, empty when it is not in that one. tekst: with its source, ready to be
    pasted; terug: where the reader came from."""

    kop: str
    plek: str
    tekst: str
    adres: str
    geldend: str
    terug: str


def citaat_of(publicatie: Publicatie, anker: str, absolute: Callable[[str], str]) -> Citaat | None:
    """None when this version has no such place. absolute: a path → the whole address."""
    document = document_of(publicatie)
    stuk = next((s for s in stukken_of(document) if s.anker == anker and anker), None)
    if stuk is None:
        return None
    basis = reverse("brief", args=[publicatie.slug])
    eigen = reverse("versie:brief", args=[publicatie.slug, publicatie.versie])
    current = Publicatie.objects.standing(publicatie.slug)
    holds = current is not None and (
        current.pk == publicatie.pk
        or any(s.anker == anker for s in stukken_of(document_of(current)))
    )
    bron = ", ".join(
        filter(
            None,
            (
                document.gemeente,
                publicatie.titel,
                f"kenmerk {publicatie.kenmerk}" if publicatie.kenmerk else "",
                f"versie {publicatie.versie}",
                _day(publicatie),
                f"‘{stuk.kop}’",
            ),
        )
    )
    adres = absolute(eigen + stuk.adres)
    return Citaat(
        kop=stuk.kop,
        plek=" › ".join(filter(None, (publicatie.titel, stuk.thema, _annex(stuk.pagina)))),
        tekst=f"“{_shortened(stuk.tekst or _beneath(document, anker))}”\n{bron}.\n{adres}",
        adres=adres,
        geldend=absolute(basis + stuk.adres) if holds else "",
        terug=(basis if holds else eigen) + stuk.adres,
    )


def _beneath(document: Briefdocument, anker: str) -> str:
    """What the parts beneath a heading say, for one that has no words of its own."""
    for delen in (document.delen, *(b.delen for b in document.bijlagen)):
        texts = [d for d in delen if isinstance(d, Tekstdeel)]
        for n, kop in enumerate(texts):
            if kop.anker == anker:
                end = (m for m, d in enumerate(texts) if m > n and d.niveau <= kop.niveau)
                parts = texts[n + 1 : next(end, len(texts))]
                return " ".join(f"{d.kop}: {plain(d.html)}" for d in parts if d.html)
    return ""


def _annex(pagina: str) -> str:
    """ "Bijlage 2"; empty on the letter's own page."""
    return pagina.strip("/").replace("bijlage/", "Bijlage ")


def _day(publicatie: Publicatie) -> str:
    day = publicatie.datum or timezone.localtime(publicatie.gepubliceerd_op).date()
    return formats.date_format(day, "j F Y")


def _shortened(tekst: str) -> str:
    """Whole sentences, and that there is more."""
    if len(tekst) <= _MEEST:
        return tekst
    kept = ""
    for sentence in split_sentences(tekst):
        if kept and len(kept) + len(sentence) > _MEEST:
            break
        kept = f"{kept} {sentence}".strip()
    return f"{kept[:_MEEST]} […]"
