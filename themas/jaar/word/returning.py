"""A Word file that came back: proposals and remarks. Nothing is ever applied here."""

from collections.abc import Callable
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from themas.jaar.word.bookmarks import keys_by_name
from themas.jaar.word.comparing import States, compare
from themas.jaar.word.export import to_word
from themas.jaar.word.identity import Known, identify
from themas.jaar.word.inhoud import BijdrageTekst, Terugkomst
from themas.jaar.word.marginalia import read_comments
from themas.jaar.word.noticed import of_formatting, of_labels, of_losses, of_origin, of_reading
from themas.jaar.word.origin import Origin, origin_of
from themas.jaar.word.resolving import resolved
from themas.jaar.word.structure import Deel, StructureReader
from themas.jaar.word.wordfile import Wordfile
from themas.jaar.word.wording import brief_quote
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.richtext import TekstGeweigerd
from veiligheid.core.word.package import open_package

_NOTHING: frozenset[str] = frozenset()


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
        raise _other_bijdrage(was)
    file = Wordfile(package)
    keys = keys_by_name([paragraaf.sleutel for paragraaf in was.paragrafen])
    original, by_text = _original(was, keys)
    reader = StructureReader(file, keys, by_text=by_text)
    base = reader.read(resolved(file.blocks, _NOTHING), _NOTHING)
    if origin.bijdrage_id is None and not _ours(base, original):
        raise _not_ours()
    stored: dict[UUID | None, str] = {
        blok.sleutel: blok.html for paragraaf in was.paragrafen for blok in paragraaf.blokken
    }
    known, new_key = Known(), _new_keys(data)
    found = identify(base, original, known, new_key)
    accepted = frozenset(file.changes)
    final = base
    if accepted:
        final = reader.read(resolved(file.blocks, accepted), accepted)
        identify(final, original, known, new_key)
    voorstellen = compare(file, reader, States(original, base, final, stored))
    opmerkingen = read_comments(file, [final, base])
    changed = {v.blok for v in voorstellen if v.blok is not None}
    bevindingen = (
        *of_origin(origin, was, found),
        *of_formatting(file),
        *of_labels(final, original),
        *of_losses(original, stored, changed),
        *of_reading(file, accepted),
    )
    return Terugkomst(
        voorstellen, opmerkingen, bevindingen, not voorstellen and not opmerkingen, origin.versie
    )


def _other_bijdrage(was: BijdrageTekst) -> Geweigerd:
    return Geweigerd(
        blokkeert(
            "andere-bijdrage",
            "Dit bestand is gemaakt uit een andere bijdrage. Kies het bestand dat bij deze "
            f"bijdrage hoort ({brief_quote(was.thema)}), of open de andere bijdrage.",
        )
    )


def _not_ours() -> Geweigerd:
    return Geweigerd(
        blokkeert(
            "niet-uit-het-portaal",
            "Dit bestand is niet uit het portaal gehaald: er is geen paragraaf van deze bijdrage "
            "in te vinden. Haal de bijdrage als Word-bestand op en werk daarin.",
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
