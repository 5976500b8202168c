"""What the templates of a mirror see: rows by theme, each colour as a word, a symbol and a class,
counts of what was promised, and the small bar that shows them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapportage.rendering.tekst import plain
from rapportage.zinnen.spiegel import bar_words
from veiligheid.core.zoeken.index import Deel, Index, Zoekstuk
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import Spiegeldeel
from veiligheid.document.spiegel import Jaarstand, Passage, Spiegel, Spiegelrij, Telling
from veiligheid.document.woorden import GEEN_TEKEN, Kleur

# The colour says whether there is a report, never whether it went well.
_UITLEG = {
    Kleur.ROOD: "niet verantwoord",
    Kleur.GEEL: "deels verantwoord",
    Kleur.GROEN: "verantwoord",
    Kleur.BLAUW: "niet beloofd, wel gedaan",
    None: "nog te beoordelen",
}
_SOORT = {
    Kleur.ROOD: "danger",
    Kleur.GEEL: "warning",
    Kleur.GROEN: "success",
    Kleur.BLAUW: "info",
    None: "neutral",
}
_VOLGORDE = (Kleur.GROEN, Kleur.GEEL, Kleur.ROOD, None)
_BALK = {Kleur.ROOD: "#a3172a", Kleur.GEEL: "#c9a400", Kleur.GROEN: "#17633a", None: "#8a9490"}
_BREEDTE, _HOOGTE = 640, 14
# On paper, in millimetres: a line in a cell, the room between alinea's, and from where a row is so
# long that keeping it whole leaves a page half empty.
_REGEL, _WIT, _LANG = 4.3, 1.0, 45.0
# How wide the letter's font is, in em, and how much of that a line in a cell holds.
_BREEDTES = {
    **dict.fromkeys("iIjl.,:;'’‘!|()[]", 0.26),
    **dict.fromkeys('tfr-“”"/', 0.35),
    **dict.fromkeys("mwMW@%—…", 0.83),
}
_HOOFDLETTER, _LETTER, _SPATIE, _REGELBREEDTE = 0.61, 0.52, 0.2, 24.0
_BLOKKEN = re.compile(r"</(?:p|li|div)>|<br[^>]*>")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class KleurWeergave:
    """A colour in words, with a symbol, and the kind of badge. `sleutel`: its name in a filter."""

    sleutel: str
    woord: str
    teken: str
    soort: str


@dataclass(frozen=True, slots=True)
class Telregel:
    """How many of what was promised have this colour; `van` None for what was not promised."""

    kleur: KleurWeergave
    aantal: int
    van: int | None


@dataclass(frozen=True, slots=True)
class RijWeergave:
    rij: Spiegelrij
    kleur: KleurWeergave
    beloofd: tuple[Passage, ...]
    gedaan: tuple[Passage, ...]
    redenen: tuple[tuple[str, str], ...]
    eerder: tuple[str, ...]

    @property
    def lang(self) -> bool:
        """Whether a cell of it takes more than some ten lines on paper: such a row may be torn, and
        goes on beneath the heads of its columns on the next page."""
        told = "".join(f"<p>{naam}: {tekst}</p>" for naam, tekst in self.redenen)
        told += f"<p>{self.rij.reden_einde}</p>"
        cells = (_html(self.beloofd), _html(self.gedaan) + told)
        return max(map(_height, cells)) > _LANG


@dataclass(frozen=True, slots=True)
class SpiegelthemaWeergave:
    slug: str
    titel: str
    rijen: tuple[RijWeergave, ...]


@dataclass(frozen=True, slots=True)
class ThemaInSpiegel:
    """The rows of one theme, and the annex where all of them stand with their texts."""

    jaar: int
    bijlage: int
    telling: tuple[Telregel, ...]
    rijen: tuple[RijWeergave, ...]

    @property
    def kop(self) -> str:
        return f"Wat was beloofd voor {self.jaar}"


@dataclass(frozen=True, slots=True)
class Tabelregel:
    """A theme in numbers: promised, then each colour in the order of `kleuren`."""

    titel: str
    beloofd: int
    aantallen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spiegelkeuze:
    """What a reader wants to see of a mirror; empty is everything. q: words to search for."""

    thema: str = ""
    kleur: str = ""
    q: str = ""

    def __bool__(self) -> bool:
        return bool(self.thema or self.kleur or self.q)


@dataclass(frozen=True, slots=True)
class SpiegelWeergave:
    spiegel: Spiegel
    telling: tuple[Telregel, ...]
    themas: tuple[SpiegelthemaWeergave, ...]
    alle_themas: tuple[tuple[str, str], ...]
    kleuren: tuple[KleurWeergave, ...]
    keuze: Spiegelkeuze
    balk: str
    per_thema: tuple[Tabelregel, ...]

    @property
    def aantal(self) -> int:
        return sum(len(thema.rijen) for thema in self.themas)


def spiegel_in_beeld(spiegel: Spiegel, keuze: Spiegelkeuze | None = None) -> SpiegelWeergave:
    """All of a mirror, or what somebody chose of it; the counts are always those of the whole."""
    keuze = keuze or Spiegelkeuze()
    shown = [r for r in _answering(spiegel, keuze.q) if _chosen(r, keuze)]
    return SpiegelWeergave(
        spiegel,
        telregels(spiegel.telling),
        tuple(_themas(shown)),
        tuple({r.thema_slug: (r.thema_slug, r.thema_titel) for r in spiegel.rijen}.values()),
        tuple(in_beeld(k) for k in (*_VOLGORDE, Kleur.BLAUW)),
        keuze,
        balk(spiegel.telling),
        tuple(_per_thema(spiegel)),
    )


# What of the rows of a mirror somebody may see.
Zeef = Callable[[Iterable[Spiegelrij]], Iterable[Spiegelrij]]


def thema_in_spiegel(document: Briefdocument, slug: str, zeef: Zeef) -> ThemaInSpiegel | None:
    """What the mirror in an annex says of one theme, for the page of that theme; None where there
    is none."""
    for bijlage in document.gevulde_bijlagen:
        for deel in bijlage.delen:
            if isinstance(deel, Spiegeldeel):
                own = (r for r in deel.spiegel.rijen if r.thema_slug == slug)
                if rijen := tuple(zeef(own)):
                    telling = telregels(Telling.of(rijen))
                    shown = tuple(regel for regel in telling if regel.aantal)
                    found = tuple(map(rij_in_beeld, rijen))
                    return ThemaInSpiegel(deel.spiegel.jaar, bijlage.nummer, shown, found)
    return None


def in_beeld(kleur: Kleur | None) -> KleurWeergave:
    """A colour as a reader meets it: "Rood: niet verantwoord"."""
    naam = kleur.value if kleur else "open"
    uitleg = _UITLEG[kleur]
    woord = f"{naam.capitalize()}: {uitleg}" if kleur else uitleg.capitalize()
    return KleurWeergave(naam, woord, kleur.teken if kleur else GEEN_TEKEN, _SOORT[kleur])


def telregels(telling: Telling) -> tuple[Telregel, ...]:
    """Counts of what was promised, and apart what was not."""
    counts = _counts(telling)
    found = [Telregel(in_beeld(k), counts[k], telling.beloofd) for k in _VOLGORDE if counts[k]]
    return (*found, Telregel(in_beeld(Kleur.BLAUW), telling.blauw, None))


def balk(telling: Telling) -> str:
    """The counts as a bar: an svg with its meaning as title. The pieces are apart, so that it holds
    without colour; the words stand beside it. Empty when nothing was promised."""
    if not telling.beloofd:
        return ""
    counts, x, pieces = _counts(telling), 0.0, []
    for kleur in _VOLGORDE:
        width = _BREEDTE * counts[kleur] / telling.beloofd
        if width:
            pieces.append(
                f'<rect x="{x:.1f}" y="0" width="{max(1.0, width - 3):.1f}" height="{_HOOGTE}" '
                f'fill="{_BALK[kleur]}"/>'
            )
        x += width
    named = [(in_beeld(k).woord.lower(), counts[k]) for k in _VOLGORDE if counts[k]]
    titel = bar_words(named, telling.beloofd)
    return (
        f'<svg class="vb-balk" role="img" viewBox="0 0 {_BREEDTE} {_HOOGTE}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{titel}</title>{"".join(pieces)}</svg>'
    )


def _per_thema(spiegel: Spiegel) -> Iterator[Tabelregel]:
    """The counts of each theme, and of all together."""
    for (_, titel), group in groupby(spiegel.rijen, key=lambda r: (r.thema_slug, r.thema_titel)):
        yield _tabelregel(titel, Telling.of(group))
    yield _tabelregel("Samen", spiegel.telling)


def _tabelregel(titel: str, telling: Telling) -> Tabelregel:
    counts = _counts(telling)
    aantallen = (*(counts[k] for k in _VOLGORDE), telling.blauw)
    return Tabelregel(titel, telling.beloofd, aantallen)


def _counts(telling: Telling) -> dict[Kleur | None, int]:
    return {
        Kleur.ROOD: telling.rood,
        Kleur.GEEL: telling.geel,
        Kleur.GROEN: telling.groen,
        None: telling.te_beoordelen,
    }


def _answering(spiegel: Spiegel, q: str) -> Sequence[Spiegelrij]:
    """The rows that have what is sought, in the order of the mirror: by the search of the whole
    portal."""
    if not q.strip():
        return spiegel.rijen
    pieces = (Zoekstuk(r.titel, r.thema_titel, words_of_row(r), r.sleutel) for r in spiegel.rijen)
    found = {hit.stuk.van for hit in Index([Deel(pieces)]).search(q) if hit.volledig}
    return [r for r in spiegel.rijen if r.sleutel in found]


def words_of_row(rij: Spiegelrij) -> str:
    """All that a row says besides its title, without mark-up."""
    told = [plain(p.html) for p in (*rij.beloofd, *rij.gedaan)]
    return " ".join(filter(None, (*told, rij.oorzaak, rij.gevolg, rij.bijsturing, rij.reden_einde)))


def _chosen(rij: Spiegelrij, keuze: Spiegelkeuze) -> bool:
    naam = rij.kleur.value if rij.kleur else "open"
    return keuze.thema in ("", rij.thema_slug) and keuze.kleur in ("", naam)


def _themas(rijen: Iterable[Spiegelrij]) -> Iterator[SpiegelthemaWeergave]:
    for (slug, titel), group in groupby(rijen, key=lambda r: (r.thema_slug, r.thema_titel)):
        yield SpiegelthemaWeergave(slug, titel, tuple(map(rij_in_beeld, group)))


def rij_in_beeld(rij: Spiegelrij) -> RijWeergave:
    """A row as a reader meets it."""
    named = (("Oorzaak", rij.oorzaak), ("Gevolg", rij.gevolg), ("Bijsturing", rij.bijsturing))
    return RijWeergave(
        rij,
        in_beeld(rij.kleur),
        tuple(_own(p, rij) for p in rij.beloofd),
        tuple(_own(p, rij) for p in rij.gedaan),
        tuple((naam, tekst) for naam, tekst in named if tekst),
        tuple(_jaar(stand) for stand in rij.spoor[:-1]),
    )


def _html(passages: Iterable[Passage]) -> str:
    return "".join(f"<p>{p.kop}</p>{p.html}" for p in passages)


def _height(html: str) -> float:
    """Of the text of a cell, roughly, and rather too much than too little."""
    blokken = [_TAG.sub("", blok).strip() for blok in _BLOKKEN.split(html)]
    return sum(_REGEL * _lines(b) + _WIT for b in blokken if b)


def _lines(tekst: str) -> int:
    """How many lines it takes, word after word."""
    lines, room = 1, _REGELBREEDTE
    for woord in tekst.split():
        width = sum(_BREEDTES.get(t, _HOOFDLETTER if t.isupper() else _LETTER) for t in woord)
        if width > room:
            lines, room = lines + 1, _REGELBREEDTE
        room -= width + _SPATIE
    return lines


def _own(passage: Passage, rij: Spiegelrij) -> Passage:
    """Its heading, unless that is the actie's own title."""
    return replace(passage, kop="" if passage.kop == rij.titel else passage.kop)


def _jaar(stand: Jaarstand) -> str:
    """ "2023: rood, gestopt (te duur)"."""
    kleur = stand.kleur.value if stand.kleur else "niet beoordeeld"
    words = f"{stand.jaar}: {kleur}" + (f", {stand.realisatie}" if stand.realisatie else "")
    return f"{words} ({stand.reden})" if stand.reden else words
