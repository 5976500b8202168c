"""The gate before publishing: findings on a composed letter."""

from collections.abc import Iterator

from django.urls import reverse

from rapportage.composition import Compositie
from rapportage.workflow import Briefsoort
from veiligheid.core.findings import Herstelbaar
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import Spiegeldeel


def validate(compositie: Compositie) -> list[Herstelbaar]:
    """All findings, blocking ones first, each group in the order of the letter."""
    found = [*compositie.bevindingen, *_letter(compositie)]
    return sorted(found, key=lambda b: not b.blokkeert)


def _letter(compositie: Compositie) -> Iterator[Herstelbaar]:
    document = compositie.document
    if Briefsoort(document.soort).heeft_themas:
        yield from _themas(compositie)
    else:
        yield from _romp(document)
    wat = "De brief" if Briefsoort(document.soort).heeft_themas else "Het document"
    facts = reverse("brief-feiten", args=[document.slug])
    if document.datum is None:
        yield Herstelbaar.warn("geen-datum", f"{wat} heeft nog geen datum.", "", facts)
    if not document.kenmerk:
        yield Herstelbaar.warn("geen-kenmerk", f"{wat} heeft nog geen kenmerk.", "", facts)
    if not document.ondertekenaars:
        melding = f"{wat} heeft nog geen ondertekenaars."
        yield Herstelbaar.warn("geen-ondertekenaars", melding, "", facts)
    for bijlage in document.bijlagen:
        if bijlage.ontbreekt:
            link = compositie.adressen.get(bijlage.anker, reverse("bijlagen", args=[document.slug]))
            yield Herstelbaar.warn(
                "bijlage-ontbreekt", "Deze bijlage ontbreekt nog.", bijlage.naam, link
            )


def _themas(compositie: Compositie) -> Iterator[Herstelbaar]:
    document, adressen = compositie.document, compositie.adressen
    general = reverse("brief-schrijven", args=[document.slug])
    if not any(True for _ in document.hoofdstukken):
        yield Herstelbaar.stop("geen-themas", "De brief heeft geen thema’s.", "", general)
    for hoofdstuk in document.hoofdstukken:
        plek = f"{hoofdstuk.nummer}. {hoofdstuk.titel}"
        thema = adressen.get(hoofdstuk.anker, general)
        if not hoofdstuk.paragrafen:
            melding = "Over dit thema staat nog niets in de brief."
            yield Herstelbaar.warn("thema-leeg", melding, plek, thema)
        for paragraaf in hoofdstuk.paragrafen:
            link = adressen.get(paragraaf.anker, thema)
            if not paragraaf.kop:
                yield Herstelbaar.warn("kop-leeg", "Deze paragraaf heeft geen kop.", plek, link)
            if not paragraaf.blokken:
                melding = "Deze paragraaf heeft geen tekst."
                yield Herstelbaar.warn("paragraaf-leeg", melding, paragraaf.kop, link)


def _romp(document: Briefdocument) -> Iterator[Herstelbaar]:
    """Of a document that is no letter of themes: a mirror without rows is not worth its name."""
    general = reverse("brief-schrijven", args=[document.slug])
    for deel in document.delen:
        if isinstance(deel, Spiegeldeel) and not deel.spiegel.beschikbaar:
            melding = f"Niet beschikbaar: er is niets te spiegelen. {deel.spiegel.waarom_niet}"
            yield Herstelbaar.stop("spiegel-leeg", melding, "", general)
    if not document.delen and not document.inleiding:
        yield Herstelbaar.stop("document-leeg", "Er staat niets in dit document.", "", general)
