"""What must be right, and what deserves a look, before a letter is taken in."""

from collections import Counter
from collections.abc import Iterator

from rapportage.importing.references import annex_numbers
from rapportage.importing.source import BronBrief
from veiligheid.core.findings import Bevinding, blokkeert, let_op
from veiligheid.core.matching import titelsleutel


def validate_brief(
    brief: BronBrief, bekende_themas: set[str], *, nieuwe_themas: bool
) -> list[Bevinding]:
    """bekende_themas: `titelsleutel` of the plan's themes. nieuwe_themas: themes the plan does
    not have may be taken in as added during the term."""
    return [
        *_structure(brief),
        *_themas(brief, bekende_themas, nieuwe_themas=nieuwe_themas),
        *_bijlagen(brief),
    ]


def _structure(brief: BronBrief) -> Iterator[Bevinding]:
    if not brief.hoofdstukken:
        if any(o.kop for o in brief.onderdelen):
            yield blokkeert(
                "geen-themas",
                "Geen enkele kop is een thema van dit plan, en er is geen kop ‘Prioritaire "
                "thema’s’ of ‘Kernthema’s’.",
            )
        else:
            yield blokkeert(
                "geen-koppen",
                "Dit bestand heeft geen koppen. Geef de koppen in Word de stijl Kop 1, Kop 2 … "
                "en bewaar het bestand opnieuw.",
            )
    for hoofdstuk in brief.hoofdstukken:
        if not hoofdstuk.paragrafen:
            yield let_op("thema-leeg", "Onder dit thema staat geen tekst.", hoofdstuk.plek)


def _themas(
    brief: BronBrief, bekende_themas: set[str], *, nieuwe_themas: bool
) -> Iterator[Bevinding]:
    seen = Counter(titelsleutel(h.titel) for h in brief.hoofdstukken)
    for hoofdstuk in brief.hoofdstukken:
        key = titelsleutel(hoofdstuk.titel)
        if seen.pop(key, 0) > 1:
            yield blokkeert(
                "thema-dubbel",
                f"Het thema ‘{hoofdstuk.titel}’ staat twee keer in de brief. Voeg de twee samen.",
                hoofdstuk.plek,
            )
        if key in bekende_themas:
            continue
        if nieuwe_themas:
            yield let_op(
                "thema-nieuw",
                f"Het thema ‘{hoofdstuk.titel}’ staat niet in het plan; het is opgenomen als "
                "toegevoegd tijdens de looptijd.",
                hoofdstuk.plek,
            )
        else:
            yield blokkeert(
                "thema-onbekend",
                f"Het plan heeft geen thema ‘{hoofdstuk.titel}’. Pas de titel aan, of kies bij "
                "het inlezen om nieuwe thema’s op te nemen (--nieuwe-themas).",
                hoofdstuk.plek,
            )


def _bijlagen(brief: BronBrief) -> Iterator[Bevinding]:
    mentioned = mentioned_annexes(brief)
    for nummer in range(1, max(mentioned, default=0) + 1):
        if nummer not in mentioned:
            yield let_op(
                "bijlage-ongenoemd",
                f"Bijlage {nummer} wordt in de tekst nergens genoemd.",
                f"bijlage {nummer}",
            )


def mentioned_annexes(brief: BronBrief) -> set[int]:
    """Numbers of all annexes that the text of the letter mentions."""
    texts = [o.html for o in brief.onderdelen]
    texts += [b.html for h in brief.hoofdstukken for p in h.paragrafen for b in p.blokken]
    return {n for text in texts for n in annex_numbers(text)}
