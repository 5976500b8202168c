"""Whether a file that somebody has is one that was published here: by its hash, which anybody can
reckon for themselves, and for a PDF that came along another way by its words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from django.urls import reverse
from django.utils import timezone

from rapportage.bewijs.lezer import Gelezen, NietTeLezen, fingerprint, letters, read_pdf
from rapportage.bewijs.manifest import Bestandsregel, Manifestinhoud, digest
from rapportage.models import Manifest, Publicatie, Publicatiebestand
from veiligheid.core.templatetags.opmaak import datum
from veiligheid.core.verschil import Vergelijker, Werk
from veiligheid.core.zinnen import enumerate_words

# Of how many changed places the words are shown.
_SHOWN = 5
# Two texts of which less than this is alike are two texts.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Vindplaats:
    """A file of a publication. `vervangen_door`: the version that holds, when that is another."""

    publicatie: Publicatie
    pad: str
    bladzijden: tuple[str, ...]
    vervangen_door: int | None = None

    @property
    def naam(self) -> str:
        """ "de pdf van bijlage 2 van Veiligheidsbrief 2025"."""
        titel = self.publicatie.titel
        head, _, rest = self.pad.partition("/")
        if self.pad == "brief.pdf":
            return f"de pdf van ‘{titel}’"
        if self.pad == "wijzigingen.pdf":
            return f"de pdf met wijzigingen van ‘{titel}’"
        if head != "bijlage":
            return f"een bestand ({self.pad}) van ‘{titel}’"
        nummer, _, naam = rest.partition("/")
        wat = "de pdf" if naam == "bijlage.pdf" else f"een bestand ({naam})"
        return f"{wat} van bijlage {nummer} van ‘{titel}’"

    @property
    def adres(self) -> str:
        return reverse("versie:brief", args=[self.publicatie.slug, self.publicatie.versie])


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What is said of a file. `code` for programs: ``origineel``, ``metadata-weg``, ``afgedrukt``,
    ``veranderd``, ``onbekend``, ``onleesbaar``. `soort` and `teken` as a badge shows it.
    `verschil`: pieces of text, what was published and what is in the file."""

    code: str
    kop: str
    zinnen: tuple[str, ...] = ()
    soort: str = "warning"
    teken: str = "!"
    adres: str = ""
    verschil: tuple[tuple[str, str], ...] = field(default=())

    @property
    def woord(self) -> str:
        """Of the badge."""
        return _WOORD.get(self.code, "niet na te kijken")


_WOORD = {
    "origineel": "echt",
    "metadata-weg": "zelfde tekst",
    "afgedrukt": "zelfde tekst",
    "veranderd": "veranderd",
    "onbekend": "onbekend",
}


NIET_VAN_ONS = Uitslag(
    "onbekend",
    "Dit bestand is niet van ons.",
    (
        "Het is geen bestand dat hier is gepubliceerd, en de tekst lijkt op geen enkele "
        "publicatie. Dat zegt niet van wie het wel is.",
    ),
    "danger",
    "×",
)
ONBEKENDE_HASH = Uitslag(
    "onbekend",
    "Dit bestand is niet byte voor byte van ons.",
    (
        "Het kan onderweg zijn veranderd. Sommige platforms halen bijvoorbeeld de gegevens over "
        "het document weg. Stuur het op om de tekst te laten vergelijken; het wordt niet bewaard.",
    ),
)


def by_hash(sha256: str) -> Uitslag | None:
    """What is known of a file by its SHA-256; None when nothing is. One query, and one more for
    what holds now."""
    rows = Publicatiebestand.objects.filter(sha256=sha256).select_related("publicatie")
    # The same figures may stand in several versions: the newest is the one that matters.
    row = rows.defer("inhoud", "gzip").order_by("-publicatie__pk").first()
    if row is None:
        return None
    where = _found(row.publicatie, row.pad)
    zinnen = (f"Het is byte voor byte {where.naam}, {_version(where)}.", *_replaced(where))
    soort, teken = ("warning", "!") if where.vervangen_door else ("success", "✓")
    return Uitslag("origineel", "Dit bestand is echt.", zinnen, soort, teken, where.adres)


def check(data: bytes) -> Uitslag:
    """What is known of a file: by its hash, else by its words."""
    if known := by_hash(digest(data)):
        return known
    try:
        read = read_pdf(data)
    except NietTeLezen:
        return Uitslag(
            "onleesbaar",
            "Dit bestand is niet van ons, of het is beschadigd.",
            (
                "Alleen van een pdf kan de tekst worden vergeleken, en deze is niet te lezen: het "
                "is geen pdf, hij is beschadigd, of er staat een wachtwoord op.",
            ),
            "danger",
            "×",
        )
    if not any(map(letters, read.bladzijden)):
        return Uitslag(
            "onleesbaar",
            "In dit bestand staat geen tekst, alleen beeld.",
            ("Een scan of foto van een brief is niet na te kijken. Vergelijk hem zelf met de brief "
             "zoals die hier staat.",),
        )  # fmt: skip
    return _by_words(read)


def _by_words(read: Gelezen) -> Uitslag:
    prints = tuple(map(fingerprint, read.bladzijden))
    where, alike = _most_alike(prints)
    if where is None:
        where = _alike_by_letters(read.bladzijden)
        if where is None:
            return NIET_VAN_ONS
    if prints == where.bladzijden:
        return _same_words(read, where)
    return _changed(read, where, alike)


def _same_words(read: Gelezen, where: Vindplaats) -> Uitslag:
    if read.codering:
        kop = "De tekst is gelijk; gegevens over het document zijn na het publiceren weggehaald."
        what = (
            "Het bestand is niet meer byte voor byte het onze: de metadata ontbreekt of is anders. "
            "Sommige platforms doen dat bij elk bestand. Daardoor voldoet het niet meer aan de "
            "eisen voor toegankelijkheid en archivering. Het origineel staat hier."
        )
        code = "metadata-weg"
    else:
        kop = "De tekst is gelijk; het bestand is opnieuw gemaakt, bijvoorbeeld door afdrukken."
        what = (
            "Het bestand is niet meer te volgen voor wie laat voorlezen. Het origineel, dat dat "
            "wel is, staat hier."
        )
        code = "afgedrukt"
    zinnen = (
        f"Alle woorden zijn die van {where.naam}, {_version(where)}.",
        what,
        *_replaced(where),
    )
    return Uitslag(code, kop, zinnen, "warning", "!", where.adres)


def _changed(read: Gelezen, where: Vindplaats, alike: int) -> Uitslag:
    stored = Publicatiebestand.objects.get(publicatie=where.publicatie, pad=where.pad)
    published = read_pdf(bytes(stored.inhoud)).bladzijden
    pages = [n for n, (one, two) in enumerate(zip(published, read.bladzijden, strict=False), 1)
             if letters(one) != letters(two)]  # fmt: skip
    zinnen = [f"Het lijkt op {where.naam}, {_version(where)}, en er staat iets anders in."]
    if pages:
        plural = "bladzijden" if len(pages) > 1 else "bladzijde"
        shown = enumerate_words([str(n) for n in pages[:10]])
        more = " en verder" if len(pages) > 10 else ""
        zinnen.append(f"De tekst is anders op {plural} {shown}{more}.")
    if len(published) != len(read.bladzijden):
        zinnen.append(
            f"Het gepubliceerde bestand heeft {len(published)} bladzijden, dit "
            f"{len(read.bladzijden)}."
        )
    kop = f"Dit bestand is veranderd{f' op bladzijde {pages[0]}' if len(pages) == 1 else ''}."
    found = (d for n in pages for d in _words(published[n - 1], read.bladzijden[n - 1]))
    return Uitslag(
        "veranderd",
        kop,
        (*zinnen, *_replaced(where)),
        "danger",
        "×",
        where.adres,
        tuple(islice(found, _SHOWN)),
    )


def _words(was: str, now: str) -> Iterator[tuple[str, str]]:
    """The words that differ, with one beside them."""
    one, two = was.split(), now.split()
    for tag, a, b, c, d in Vergelijker(one, two, Werk()).get_opcodes():
        if tag != "equal":
            yield " ".join(one[max(0, a - 2) : b + 2]), " ".join(two[max(0, c - 2) : d + 2])


# -- Finding -----------------------------------------------------------------------------------


def _most_alike(prints: Sequence[str]) -> tuple[Vindplaats | None, int]:
    """The published PDF with the most pages of these words, in the version that is newest of those
    that share as many; and how many those are."""
    wanted = Counter(prints)
    best: tuple[int, int, int] | None = None
    chosen: tuple[int, Bestandsregel] | None = None
    for pk, publicatie, regel in _pdfs():
        shared = sum((wanted & Counter(regel.bladzijden)).values())
        if not shared:
            continue
        # As many pages alike: then the one of as many pages, then the newest.
        rank = (shared, -abs(len(regel.bladzijden) - len(prints)), pk)
        if best is None or rank > best:
            best, chosen = rank, (publicatie, regel)
    if best is None or chosen is None or best[0] * 5 < len(prints):
        return None, 0
    found = Publicatie.objects.get(pk=chosen[0])
    return _found(found, chosen[1].pad, chosen[1].bladzijden), best[0]


def _alike_by_letters(pages: Sequence[str]) -> Vindplaats | None:
    """Of few pages every one may have been touched: then the words decide. Looks at published PDFs
    of as many pages, the newest first."""
    if len(pages) > 3:
        return None
    text = " ".join(pages).split()
    for _, publicatie, regel in islice(
        (row for row in _pdfs(newest=True) if len(row[2].bladzijden) == len(pages)), 12
    ):
        stored = Publicatiebestand.objects.get(publicatie=publicatie, pad=regel.pad)
        words = " ".join(read_pdf(bytes(stored.inhoud)).bladzijden).split()
        if Vergelijker(words, text, Werk()).ratio() > _ALIKE:
            return _found(stored.publicatie, regel.pad, regel.bladzijden)
    return None


def _pdfs(*, newest: bool = False) -> Iterator[tuple[int, int, Bestandsregel]]:
    """Number in the chain, publication and line of every PDF that was published."""
    order = "-nummer" if newest else "nummer"
    rows = (
        Manifest.objects.exclude(publicatie=None)
        .order_by(order)
        .values_list("nummer", "publicatie", "sha256")
    )
    for nummer, publicatie, sha256 in rows:
        for regel in _lines(sha256):
            yield nummer, publicatie, regel


@lru_cache(maxsize=512)
def _lines(sha256: str) -> tuple[Bestandsregel, ...]:
    """Kept in the process by what is in it: a manifest never changes."""
    data = Manifest.objects.values_list("inhoud", flat=True).get(sha256=sha256)
    inhoud = Manifestinhoud.from_json(bytes(data))
    return tuple(regel for regel in inhoud.bestanden if regel.bladzijden)


def _found(publicatie: Publicatie, pad: str, bladzijden: tuple[str, ...] = ()) -> Vindplaats:
    current = Publicatie.objects.current(publicatie.slug)
    newer = current.versie if current and current.versie != publicatie.versie else None
    return Vindplaats(publicatie, pad, bladzijden, newer)


def _version(where: Vindplaats) -> str:
    p = where.publicatie
    return f"versie {p.versie}, gepubliceerd op {datum(timezone.localdate(p.gepubliceerd_op))}"


def _replaced(where: Vindplaats) -> Iterator[str]:
    if where.vervangen_door is not None:
        yield f"Deze versie is vervangen: versie {where.vervangen_door} geldt nu."
