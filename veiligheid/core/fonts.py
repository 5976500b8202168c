"""The web fonts of the portal: small woff2 subsets, made from the font package on this machine.

No font file stands in the repository. `python -m veiligheid.core.fonts [target-dir]` writes
`SourceSans-Regular.woff2` and its companions (by default to static/fonts); a second run finds its
work done and returns at once. The same package and settings give the same bytes.

The licence of the fonts (OFL 1.1) reserves the name "Source" for unchanged fonts. A subset is a
change, so inside the files the family has a name of our own. The licence lies beside them.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[2] / "static" / "fonts"
STYLES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold")
FAMILY = "Veiligheidsbrief Sans"

# Dutch and its neighbours: Basic Latin, Latin-1, Latin Extended-A. Then what typography adds:
# thin spaces, dashes, quotes, bullet, ellipsis, per mille, primes, guillemets, euro, minus,
# arrows, check, ballot box, triangles, comparisons and the letters of "ca. ½ m²".
_RANGES = ((0x20, 0x7E), (0xA0, 0x17F))
_EXTRA = "\u2002\u2003\u2009\u200a\u202f‐‑‒–—‘’‚“”„†•…‰′″‹›€−≈≠≤≥←↑→↓✓☐▲▶▼■◊№™⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⅓⅔⅛"
# Kerning and ligatures, and the figures: lining and tabular by default, proportional in text.
_FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "pnum", "sups")
_FAMILY_NAME_IDS = {1, 3, 4, 6, 16}
_STAMP = ".recept"


def font_file(style: str) -> str:
    """The name under which a style is written, as the stylesheet names it."""
    return f"SourceSans-{style}.woff2"


def make_fonts(target: Path = TARGET) -> list[Path]:
    """Writes the fonts that are not there yet and returns what was written: nothing when all
    of them were made before from the same package with the same settings."""
    recipe = _recipe()
    stamp = target / _STAMP
    expected = [target / font_file(style) for style in STYLES]
    current = stamp.is_file() and stamp.read_text() == recipe
    if current and all(path.is_file() for path in expected):
        return []
    target.mkdir(parents=True, exist_ok=True)
    for style, path in zip(STYLES, expected, strict=True):
        _replace(path, _subset(style))
    _replace(target / "OFL.txt", _source("LICENSE.txt").read_bytes())
    _replace(stamp, recipe.encode())
    return expected


def _source(name: str) -> Path:
    return Path(str(files("font_source_sans_pro") / "files" / name))


def _codepoints() -> Iterator[int]:
    for first, last in _RANGES:
        yield from range(first, last + 1)
    yield from map(ord, _EXTRA)


def _recipe() -> str:
    """What the bytes depend on. A different recipe makes all files anew."""
    parts = (
        version("font-source-sans-pro"),
        version("fonttools"),
        version("brotli"),
        FAMILY,
        repr((STYLES, _FEATURES, sorted(_codepoints()))),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _subset(style: str) -> bytes:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = list(_FEATURES)
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    # The order of glyphs and tables follows from the source file; the date stays the source's.
    options.recalc_timestamp = False
    buffer = BytesIO()
    with subset.load_font(str(_source(f"SourceSansPro-{style}.ttf")), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=_codepoints())
        subsetter.subset(font)
        _rename(font, style)
        subset.save_font(font, buffer, options)
    return buffer.getvalue()


def _rename(font: TTFont, style: str) -> None:
    for record in font["name"].names:
        if record.nameID in _FAMILY_NAME_IDS:
            name = FAMILY if record.nameID in {1, 16} else f"{FAMILY} {style}"
            record.string = name.replace(" ", "-") if record.nameID == 6 else name


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all: two processes may be making the fonts at the same moment."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.deel")
    partial.write_bytes(content)
    partial.replace(path)


def main(arguments: list[str]) -> None:
    target = Path(arguments[0]) if arguments else TARGET
    for path in make_fonts(target):
        print(f"{path} ({path.stat().st_size} bytes)")


if __name__ == "__main__":
    main(sys.argv[1:])
