"""The columns of a mirror as CSV or XLSX: one table for out and in, so that what went out comes
back equal.

An audit committee's file has five: ``ambitie;doel;activiteit;begroting_2023;jaarverslag_2023``.
Ours has the same five under the plan's own words, and more to the right. The words of a cell are
for people; what they can't show (which paragraaf said it, bold, references) stands in the last
columns, *vorm*, as JSON.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from themas.spiegel.tekst import lines_of
from veiligheid.document.spiegel import Passage
from veiligheid.document.woorden import Kleur, Realisatie

TE_BEOORDELEN = "nog te beoordelen"
NIET_GENOEMD = "niet genoemd"
ZONDER_ACTIE = "zonder actie"
KLEUREN = [*(k.value for k in Kleur), TE_BEOORDELEN, NIET_GENOEMD, ZONDER_ACTIE]

# By the words that a plan has for its levels, and an audit committee for the two texts.
WOORDEN: dict[str, tuple[str, ...]] = {
    "thema": ("thema", "ambitie", "speerpunt"),
    "pijler": ("pijler", "doel"),
    "actie": ("actie", "activiteit", "maatregel"),
    "beloofd": ("beloofd", "begroting", "vooruitblik"),
    "gedaan": ("gedaan", "jaarverslag", "terugblik", "verslag"),
}
NODIG = tuple(WOORDEN)
NIVEAUS = ("thema", "pijler", "actie")
VRIJ = (
    "kleur",
    "realisatie",
    "oorzaak",
    "gevolg",
    "bijsturing",
    "beëindigd in",
    "reden einde",
    "ook bij",
    "spoor",
    "teken",
    "plan",
    "sleutel",
)
VORM = "vorm"
# A mirror is no larger file.
MAX_BYTES = 20_000_000
# A cell of a spreadsheet holds 32,767 characters.
MAX_CEL = 32_000
_LABEL = re.compile(r"(\w+) \((.+)\)")
_MET_JAAR = re.compile(r"(\w+) (\d{4})")


@dataclass(frozen=True, slots=True)
class Kop:
    """What a heading says: the column, and the plan's own word for it or the year in it."""

    kolom: str
    woord: str = ""
    jaar: int | None = None


def read_kop(cel: Any) -> Kop | None:
    """None for a column that is not ours."""
    written = " ".join(str(cel or "").replace("_", " ").split())
    naam = written.casefold()
    if naam in VRIJ or re.fullmatch(rf"{VORM}(?: \d+)?", naam):
        return Kop(naam)
    if (labelled := _LABEL.fullmatch(written)) and labelled[1].casefold() in NIVEAUS:
        return Kop(labelled[1].casefold(), labelled[2])
    dated = _MET_JAAR.fullmatch(naam)
    woord, jaar = (dated[1], int(dated[2])) if dated else (naam, None)
    for kolom, woorden in WOORDEN.items():
        if woord in woorden and (jaar is None or kolom not in NIVEAUS):
            return Kop(kolom, woord, jaar)
    return None


def label_kop(kolom: str, label: str) -> str:
    """The heading of a level: the plan's own word when it is read back as that, else both."""
    kop = read_kop(label)
    return label if kop == Kop(kolom, label) else f"{kolom} ({label})"


# -- What a cell can't show -------------------------------------------------------------------


class Deel(msgspec.Struct, array_like=True):
    """A passage: slug and title of its theme, lasting name of its paragraaf, kop and html."""

    thema: str
    thema_titel: str
    paragraaf: str
    kop: str
    html: str

    @classmethod
    def of(cls, passage: Passage) -> "Deel":
        sleutel = passage.anker.partition("--")[2]
        return cls(passage.thema_slug, passage.thema_titel, sleutel, passage.kop, passage.html)


class Vorm(msgspec.Struct):
    """What belongs to a row and stands in none of its cells. `thema` is the slug of its theme."""

    thema: str
    beloofd: list[Deel] = msgspec.field(default_factory=list)
    gedaan: list[Deel] = msgspec.field(default_factory=list)


def readable(delen: Sequence[Deel], titel: str) -> str:
    """The words of a cell. A kop that says more than the actie's title goes before its text."""
    texts = []
    for deel in delen:
        kop = f"[{deel.thema_titel} › {deel.kop}]" if len(delen) > 1 or deel.kop != titel else ""
        texts.append("\n".join(part for part in (kop, lines_of(deel.html)) if part))
    return _shortened("\n\n".join(texts))


def without_kop(tekst: str, deel: Deel, titel: str) -> str:
    """A cell of one passage without what `readable` put before its text."""
    kop = f"[{deel.thema_titel} › {deel.kop}]\n"
    return tekst.removeprefix(kop) if deel.kop != titel else tekst


def _shortened(tekst: str) -> str:
    return tekst if len(tekst) <= MAX_CEL else tekst[: MAX_CEL - 1] + "…"


def in_cells(vorm: Vorm) -> list[str]:
    """As many cells as it takes."""
    json = msgspec.json.encode(vorm).decode()
    return [json[at : at + MAX_CEL] for at in range(0, len(json), MAX_CEL)]


def from_cells(cellen: Iterable[str]) -> Vorm | None:
    """None when they are all empty. Raises ValueError when they are no whole form any more."""
    json = "".join(cellen)
    return msgspec.json.decode(json.encode(), type=Vorm, strict=True) if json else None


REALISATIES = [r.value for r in Realisatie]
