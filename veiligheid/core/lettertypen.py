"""The fonts that a letter is printed with: its own, and those that have the signs it lacks.

They come from packages and never from the machine, so that the same letter gives the same bytes
everywhere. Knows no Django: the PDF worker stands on it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from io import BytesIO

from fontTools.ttLib import TTFont

EIGEN = tuple(
    f"SourceSansPro-{style}.ttf"
    for style in ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
)


@dataclass(frozen=True, slots=True)
class Reserve:
    """A family for signs that the letter's own font lacks. snedes: file name, weight and style of
    each of its fonts; the name without its ending is that of a module of the package."""

    familie: str
    snedes: tuple[tuple[str, int, str], ...]

    @property
    def tekens(self) -> frozenset[int]:
        return _characters(self.snedes[0][0])

    @property
    def css(self) -> str:
        return "".join(
            f'@font-face {{ font-family: "{self.familie}"; font-weight: {weight}; '
            f'font-style: {style}; src: url("lettertype:{name}") }}\n'
            for name, weight, style in self.snedes
        )


# Tried in this order: letters of other scripts, then mathematics, then dingbats and the rest.
RESERVES = (
    Reserve(
        "FiraGO",
        (
            ("FiraGO_Regular.ttf", 400, "normal"),
            ("FiraGO_Italic.ttf", 400, "italic"),
            ("FiraGO_Bold.ttf", 700, "normal"),
            ("FiraGO_BoldItalic.ttf", 700, "italic"),
        ),
    ),
    Reserve("Noto Sans Math", (("NotoSansMath_Regular.otf", 400, "normal"),)),
    Reserve("Noto Sans Symbols2", (("NotoSansSymbols2_Regular.otf", 400, "normal"),)),
    Reserve("Noto Sans Symbols", (("NotoSansSymbols_Regular.otf", 400, "normal"),)),
)
NAMEN = frozenset(EIGEN) | {name for r in RESERVES for name, _, _ in r.snedes}


def font_bytes(naam: str) -> bytes:
    """A font by the name that it has here (one of NAMEN)."""
    if naam in EIGEN:
        return (files("font_source_sans_pro") / "files" / naam).read_bytes()
    found: bytes = import_module(f"pymupdf_fonts.{naam.partition('.')[0]}").fontbuffer
    return found


def lacking(tekens: Iterable[str]) -> set[str]:
    """Those of these characters that some style of the letter's own font lacks."""
    own = _own()
    return {c for c in tekens if not c.isspace() and ord(c) not in own}


def reserves_for(tekens: Iterable[str]) -> tuple[list[Reserve], set[str]]:
    """The families that are needed for what the letter's own font lacks, and the characters that
    no font of ours has."""
    rest = lacking(tekens)
    needed = []
    for reserve in RESERVES:
        if not rest:
            break
        found = {c for c in rest if ord(c) in reserve.tekens}
        if found:
            needed.append(reserve)
            rest -= found
    return needed, rest - {c for c in rest if ord(c) in _characters(EIGEN[0])}


@cache
def _own() -> frozenset[int]:
    return frozenset.intersection(*map(_characters, EIGEN))


@cache
def _characters(naam: str) -> frozenset[int]:
    with TTFont(BytesIO(font_bytes(naam)), lazy=True) as font:
        return frozenset(font.getBestCmap())
