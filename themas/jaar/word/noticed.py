"""What a person must know of a file that came back, beside its proposals: all ``let op``."""

import re
from collections.abc import Iterator
from uuid import UUID

from themas.jaar.word.identity import Found
from themas.jaar.word.inhoud import BijdrageTekst
from themas.jaar.word.origin import Origin
from themas.jaar.word.resolving import resolved
from themas.jaar.word.revisions import is_structural
from themas.jaar.word.structure import Deel
from themas.jaar.word.wordfile import Wordfile
from themas.jaar.word.wording import brief_quote
from veiligheid.core.findings import Bevinding, let_op
from veiligheid.core.word.markup import W

_FRAME = re.compile(r"<(ul|ol|li|table|caption|thead|tbody|tfoot|tr|td|th)\b")
# What the reader remarks on and a person must know of here; the rest is about other documents.
_REMARKS = frozenset(
    (
        *("afbeelding", "link-niet-overgenomen", "verborgen-tekst", "symbool-onbekend", "formule"),
        *("tekstvak", "voetnoot-in-kop", "voetnoot-leeg", "invulveld-leeg", "tabel-in-tabel"),
        "ingevoegd-document",
    )
)


def of_reading(file: Wordfile, accepted: frozenset[str]) -> Iterator[Bevinding]:
    """What could not be taken over: pictures, links that lead nowhere."""
    found = file.remarks(resolved(file.blocks, accepted), accepted)
    yield from (bevinding for bevinding in found if bevinding.code in _REMARKS)


def of_origin(origin: Origin, was: BijdrageTekst, found: Found) -> Iterator[Bevinding]:
    if origin.versie is None:
        yield let_op(
            "versie-onbekend",
            "Dit bestand zegt niet meer uit welke versie van de bijdrage het is gemaakt. Let op "
            "voorstellen die latere wijzigingen in het portaal terugdraaien.",
        )
    elif origin.versie != was.versie:
        how = "een oudere" if origin.versie < was.versie else "een nieuwere"
        yield let_op(
            "andere-versie",
            f"Dit bestand is gemaakt uit {how} versie van de bijdrage ({origin.versie}) dan "
            f"waarmee het is vergeleken ({was.versie}). Let op voorstellen die latere wijzigingen "
            "in het portaal terugdraaien.",
        )
    if found.without:
        yield let_op(
            "bladwijzers-kwijt",
            "In dit bestand ontbreken bladwijzers. Paragrafen en blokken zijn herkend aan hun kop, "
            "label en tekst; kijk of elk voorstel op de goede plek staat.",
        )
    if found.unknown:
        yield let_op(
            "blok-onbekend",
            "In dit bestand staan blokken die (niet meer) in de bijdrage staan, of dubbel. Ze "
            "staan als nieuw bij de voorstellen.",
        )


def of_formatting(file: Wordfile) -> Iterator[Bevinding]:
    count = sum(1 for _ in file.body.iter(W + "rPrChange"))
    count += sum(not is_structural(c) for c in file.body.iter(W + "pPrChange"))
    if count:
        yield let_op(
            "opmaakwijzigingen",
            f"In dit bestand {'is 1 wijziging' if count == 1 else f'zijn {count} wijzigingen'} van "
            "alleen de opmaak bijgehouden (vet, lettertype, inspringing). Die "
            f"{'is' if count == 1 else 'zijn'} niet overgenomen.",
        )


def of_labels(final: list[Deel], original: list[Deel]) -> Iterator[Bevinding]:
    soorten = {stuk.key: stuk.soort for deel in original for stuk in deel.stukken}
    for deel in final:
        plek = f"onder {brief_quote(deel.kop)}"
        for stuk in deel.stukken:
            was = soorten.get(stuk.key)
            labelled = stuk.head != deel.head
            if was is not None and was is not stuk.soort and labelled:
                yield let_op(
                    "label-gewijzigd",
                    f"Het label van een blok {was.value} is in Word veranderd. De soort van het "
                    "blok blijft zoals zij was; verander haar zo nodig in het portaal.",
                    plek,
                )
            if stuk.typed_in_label:
                yield let_op(
                    "tekst-in-label",
                    "In de gekleurde regel van een blok is tekst getypt. Die staat nu als eerste "
                    "alinea in het blok.",
                    plek,
                )


def of_losses(
    original: list[Deel], stored: dict[UUID | None, str], changed: set[UUID]
) -> Iterator[Bevinding]:
    """Where the text goes through Word less than whole, and somebody proposes to change it."""
    for deel in original:
        for stuk in deel.stukken:
            if stuk.key in changed and _frame(stored[stuk.key]) != _frame(stuk.html):
                yield let_op(
                    "indeling-vervalt",
                    "Dit blok heeft een indeling die Word niet bewaart (zoals een bijschrift bij "
                    "een tabel of twee alinea's in één punt). Kijk na het overnemen of de indeling "
                    "nog klopt.",
                    f"onder {brief_quote(deel.kop)}",
                )


def _frame(html: str) -> list[str]:
    return sorted(_FRAME.findall(html))
