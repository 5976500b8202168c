"""The gate before publishing: findings on a composed letter."""

from collections.abc import Iterator

from rapportage.composition import Compositie
from rapportage.delen import Spiegeldeel
from rapportage.document import Briefdocument
from rapportage.workflow import Briefsoort
from veiligheid.core.findings import Bevinding, blokkeert, let_op


def validate(compositie: Compositie) -> list[Bevinding]:
    """All findings, blocking ones first, each group in the order of the letter."""
    found = [*compositie.bevindingen, *_letter(compositie.document)]
    return sorted(found, key=lambda b: not b.blokkeert)


def _letter(document: Briefdocument) -> Iterator[Bevinding]:
    if Briefsoort(document.soort).heeft_themas:
        yield from _themas(document)
    else:
        yield from _romp(document)
    wat = "De brief" if Briefsoort(document.soort).heeft_themas else "Het document"
    if document.datum is None:
        yield let_op("geen-datum", f"{wat} heeft nog geen datum.")
    if not document.kenmerk:
        yield let_op("geen-kenmerk", f"{wat} heeft nog geen kenmerk.")
    if not document.ondertekenaars:
        yield let_op("geen-ondertekenaars", f"{wat} heeft nog geen ondertekenaars.")
    for bijlage in document.bijlagen:
        if bijlage.ontbreekt:
            yield let_op("bijlage-ontbreekt", "Deze bijlage ontbreekt nog.", bijlage.naam)


def _themas(document: Briefdocument) -> Iterator[Bevinding]:
    if not any(True for _ in document.hoofdstukken):
        yield blokkeert("geen-themas", "De brief heeft geen thema’s.")
    for hoofdstuk in document.hoofdstukken:
        plek = f"{hoofdstuk.nummer}. {hoofdstuk.titel}"
        if not hoofdstuk.paragrafen:
            yield let_op("thema-leeg", "Over dit thema staat nog niets in de brief.", plek)
        for paragraaf in hoofdstuk.paragrafen:
            if not paragraaf.kop:
                yield let_op("kop-leeg", "Deze paragraaf heeft geen kop.", plek)
            if not paragraaf.blokken:
                yield let_op("paragraaf-leeg", "Deze paragraaf heeft geen tekst.", paragraaf.kop)


def _romp(document: Briefdocument) -> Iterator[Bevinding]:
    """Of a document that is no letter of themes: a mirror without rows is not worth its name."""
    for deel in document.delen:
        if isinstance(deel, Spiegeldeel) and not deel.spiegel.beschikbaar:
            melding = f"Niet beschikbaar: er is niets te spiegelen. {deel.spiegel.waarom_niet}"
            yield blokkeert("spiegel-leeg", melding)
    if not document.delen:
        yield blokkeert("document-leeg", "Er staat niets in dit document.")
