"""Making the PDFs of a publication again from what was stored, and comparing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from rapportage.bewijs.lezer import NietTeLezen, letters, read_pdf
from rapportage.bewijs.manifest import Manifestinhoud
from rapportage.models import Publicatie
from rapportage.redline.document import PDF_PAD, redline
from rapportage.redline.papier import redline_papier
from rapportage.rendering.paper import bijlage_pdf, letter_pdf
from veiligheid import __version__
from veiligheid.core.findings import Geweigerd
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import bestandsnamen


@dataclass(frozen=True, slots=True)
class Hermaakt:
    """A PDF that was made again. `bytes_gelijk`: byte for byte the same. `anders`: the pages whose
    words differ; None when it could not be made or read. Other bytes with the same words come from
    other versions of the program or its libraries, and are no fault."""

    slug: str
    versie: int
    pad: str
    bytes_gelijk: bool
    anders: tuple[int, ...] | None
    # By which version of the program it was made, when that is another than this one.
    andere_versie: str = ""

    @property
    def gelijk(self) -> bool:
        """It says what was published, or another version of the program says it in other words:
        of what is stored the chain says whether it is the one of then."""
        return self.bytes_gelijk or self.anders == () or bool(self.anders and self.andere_versie)

    def __str__(self) -> str:
        where = f"{self.slug}, versie {self.versie}, {self.pad}"
        if self.bytes_gelijk:
            return f"{where}: dezelfde bytes"
        if self.anders is None:
            return f"{where}: kon niet opnieuw worden gemaakt of gelezen"
        if not self.anders:
            return f"{where}: dezelfde woorden, andere bytes (een andere versie van het programma)"
        why = f" (gemaakt door {self.andere_versie})" if self.andere_versie else ""
        return f"{where}: andere woorden op bladzijde {', '.join(map(str, self.anders))}{why}"


def remake(publicatie: Publicatie) -> Iterator[Hermaakt]:
    """Every PDF that this publication made itself."""
    stored = {b.pad: bytes(b.inhoud) for b in publicatie.bestanden.all()}
    if "brief.pdf" not in stored:
        return
    document = Briefdocument.from_json(stored["brief.json"])
    version = _other_version(publicatie)
    files = dict(_files(document, stored))
    made = chain(_pdfs(document, stored, files), _redline(publicatie, document, stored))
    for pad, now in made:
        was = stored[pad]
        anders: tuple[int, ...] | None = ()
        if now != was:
            anders = _differences(was, now)
        yield Hermaakt(publicatie.slug, publicatie.versie, pad, now == was, anders, version)


def _other_version(publicatie: Publicatie) -> str:
    row = getattr(publicatie, "manifest", None)
    then = Manifestinhoud.from_json(bytes(row.inhoud)).programma if row else {}
    made = then.get("veiligheidsbrief", "")
    return "" if made == __version__ else f"versie {made}" if made else "een eerdere versie"


def _pdfs(
    document: Briefdocument, stored: Mapping[str, bytes], files: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    try:
        yield "brief.pdf", letter_pdf(document, files, bron=stored["brief.json"])[0]
        for b in document.gevulde_bijlagen:
            pad = f"bijlage/{b.nummer}/bijlage.pdf"
            if pad in stored:
                yield pad, bijlage_pdf(document, b.nummer, files)
    except Geweigerd:
        yield "brief.pdf", b""


def _redline(
    publicatie: Publicatie, document: Briefdocument, stored: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """What it changed in the version before, where that goes along as a file."""
    if PDF_PAD not in stored:
        return
    before = Publicatie.objects.versions(publicatie.slug).get(versie=publicatie.versie - 1)
    oud = Briefdocument.from_json(bytes(before.bestanden.get(pad="brief.json").inhoud))
    changed = redline(oud, document, publicatie.versie, publicatie.reden)
    try:
        yield PDF_PAD, redline_papier(changed).make() if changed else b""
    except Geweigerd:
        yield PDF_PAD, b""


def _files(document: Briefdocument, stored: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The pictures and files of its annexes, by the name that the document has for them."""
    for b in document.gevulde_bijlagen:
        for naam in bestandsnamen(b.delen):
            yield naam, stored[f"bijlage/{b.nummer}/{naam}"]


def _differences(was: bytes, now: bytes) -> tuple[int, ...] | None:
    """The pages whose words differ, or that only one of them has."""
    try:
        before, after = read_pdf(was).bladzijden, read_pdf(now).bladzijden
    except NietTeLezen:
        return None
    pages = max(len(before), len(after))
    one, other = (
        [letters(text) for text in texts] + [""] * (pages - len(texts)) for texts in (before, after)
    )
    return tuple(n for n in range(1, pages + 1) if one[n - 1] != other[n - 1])
