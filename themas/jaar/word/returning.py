"""A Word file that came back: proposals and remarks. Nothing is ever applied here."""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from themas.jaar.word.bookmarks import keys_by_name
from themas.jaar.word.comparing import States, compare
from themas.jaar.word.export import to_word
from themas.jaar.word.identity import Found, Known, identify
from themas.jaar.word.inhoud import BijdrageTekst, Terugkomst
from themas.jaar.word.marginalia import read_comments
from themas.jaar.word.origin import Origin, origin_of
from themas.jaar.word.resolving import resolved
from themas.jaar.word.revisions import is_structural
from themas.jaar.word.structure import Deel, StructureReader
from themas.jaar.word.wordfile import Wordfile
from themas.jaar.word.wording import brief_quote
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.richtext import TekstGeweigerd
from veiligheid.core.word.markup import W
from veiligheid.core.word.package import open_package

_NOTHING: frozenset[str] = frozenset()
_FRAME = re.compile(r"<(ul|ol|li|table|caption|thead|tbody|tfoot|tr|td|th)\b")


def read_origin(data: bytes) -> Origin:
    """The bijdrage and version that a file says it was made from, to find that version's text.

    Raises Geweigerd as `read_back` does for a file that can't be read.
    """
    return origin_of(open_package(data))


def read_back(data: bytes, was: BijdrageTekst) -> Terugkomst:
    """What a colleague changed in an exported file, as proposals and remarks.

    data: the whole file. was: the bijdrage as it stood when the file was made where that is known
    (`read_origin` says which version), else as it stands now.

    Raises Geweigerd: what `open_package` raises for a file that can't be read,
    ``andere-bijdrage``, ``niet-uit-het-portaal`` and ``tekst-te-groot``.
    """
    try:
        return _read_back(data, was)
    except TekstGeweigerd as fout:
        raise Geweigerd(blokkeert("tekst-te-groot", " ".join(fout.messages))) from fout


def _read_back(data: bytes, was: BijdrageTekst) -> Terugkomst:
    package = open_package(data)
    origin = origin_of(package)
    if origin.bijdrage_id not in (None, was.bijdrage_id):
        raise Geweigerd(
            blokkeert(
                "andere-bijdrage",
                "Dit bestand is gemaakt uit een andere bijdrage. Kies het bestand dat bij deze "
                f"bijdrage hoort ({brief_quote(was.thema)}), of open de andere bijdrage.",
            )
        )
    file = Wordfile(package)
    keys = keys_by_name([paragraaf.sleutel for paragraaf in was.paragrafen])
    original, by_text = _original(was, keys)
    reader = StructureReader(file, keys, by_text=by_text)
    final = frozenset(file.changes)
    known = Known()
    new_key = _new_keys(data)
    base_read = reader.read(resolved(file.blocks, _NOTHING), _NOTHING)
    if origin.bijdrage_id is None and not _ours(base_read, original):
        raise Geweigerd(
            blokkeert(
                "niet-uit-het-portaal",
                "Dit bestand is niet uit het portaal gehaald: er is geen paragraaf van deze "
                "bijdrage in te vinden. Haal de bijdrage als Word-bestand op en werk daarin.",
            )
        )
    found = identify(base_read, original, known, new_key)
    final_read = base_read
    if final:
        final_read = reader.read(resolved(file.blocks, final), final)
        identify(final_read, original, known, new_key)
    stored: dict[UUID | None, str] = {
        blok.sleutel: blok.html for paragraaf in was.paragrafen for blok in paragraaf.blokken
    }
    states = States(original, base_read, final_read, stored)
    voorstellen = compare(file, reader, states)
    opmerkingen = read_comments(file, [final_read, base_read])
    changed = {v.blok for v in voorstellen if v.blok is not None}
    bevindingen = (
        *_of_origin(origin, was, found),
        *_of_formatting(file),
        *_of_labels(final_read, original),
        *_of_losses(original, stored, changed),
        *(b for b in file.remarks(resolved(file.blocks, final), final) if b.code in _REMARKS),
    )
    return Terugkomst(
        voorstellen, opmerkingen, bevindingen, not voorstellen and not opmerkingen, origin.versie
    )


# What the reader remarks on and a person must know of here; the rest is about other documents.
_REMARKS = frozenset(
    (
        *("afbeelding", "link-niet-overgenomen", "verborgen-tekst", "symbool-onbekend", "formule"),
        *("tekstvak", "voetnoot-in-kop", "voetnoot-leeg", "invulveld-leeg", "tabel-in-tabel"),
        "ingevoegd-document",
    )
)


def _original(was: BijdrageTekst, keys: dict[str, str]) -> tuple[list[Deel], bool]:
    """The bijdrage in the form in which a file that nobody touched comes back, and whether a line
    can be taken for a label by its text: not when a text of the bijdrage has such a line."""
    package = open_package(to_word(was))
    for by_text in (True, False):
        file = Wordfile(package)
        reader = StructureReader(file, keys, by_text=by_text)
        delen = reader.read(resolved(file.blocks, _NOTHING), _NOTHING)
        if all(stuk.key for deel in delen for stuk in deel.stukken):
            break
    return delen, by_text


def _ours(read: list[Deel], original: list[Deel]) -> bool:
    keys = {deel.key for deel in original} | {s.key for deel in original for s in deel.stukken}
    koppen = {deel.kop for deel in original if deel.kop}
    return any(
        deel.key in keys or deel.kop in koppen or any(s.key in keys for s in deel.stukken)
        for deel in read
        if deel.key or deel.kop or deel.stukken
    )


def _new_keys(data: bytes) -> Callable[[int], UUID]:
    """Keys for new blocks: the same file gives the same keys, another file others."""
    digest = sha256(data).hexdigest()
    return lambda number: uuid5(NAMESPACE_URL, f"{digest}/{number}")


def _of_origin(origin: Origin, was: BijdrageTekst, found: Found) -> Iterator[Bevinding]:
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


def _of_formatting(file: Wordfile) -> Iterator[Bevinding]:
    count = sum(1 for _ in file.body.iter(W + "rPrChange"))
    count += sum(not is_structural(c) for c in file.body.iter(W + "pPrChange"))
    if count:
        yield let_op(
            "opmaakwijzigingen",
            f"In dit bestand {'is 1 wijziging' if count == 1 else f'zijn {count} wijzigingen'} van "
            "alleen de opmaak bijgehouden (vet, lettertype, inspringing). Die "
            f"{'is' if count == 1 else 'zijn'} niet overgenomen.",
        )


def _of_labels(final: list[Deel], original: list[Deel]) -> Iterator[Bevinding]:
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


def _of_losses(
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
