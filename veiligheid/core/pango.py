"""Whether the libraries that WeasyPrint needs from the system are there. Only a PDF needs them:
everything else works without (ADR 0023)."""

import ctypes
import ctypes.util
import sys

# By Debian package, the names under which WeasyPrint looks for the libraries in it.
_LIBRARIES = {
    "libpango-1.0-0": (("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0"),),
    "libpangoft2-1.0-0": (
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0"),
        ("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig"),
        ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "harfbuzz"),
    ),
}
# With it, HarfBuzz cuts the fonts; without, fontTools does: the same text in other bytes.
SNIJDER = "libharfbuzz-subset0"


def missing_packages() -> list[str]:
    """The Debian packages without which there is no PDF. Does not import WeasyPrint (which raises
    OSError then)."""
    return [
        package
        for package, libraries in _LIBRARIES.items()
        if not all(any(map(_loads, names)) for names in libraries)
    ]


def install_line(packages: list[str]) -> str:
    """What an administrator types to get these packages."""
    if sys.platform == "darwin":
        return "brew install pango"
    return f"apt-get install {' '.join([*packages, SNIJDER])}"


def pango_ontbreekt() -> str | None:
    """A Dutch sentence that says what to type when Pango can't be loaded; None when it is there."""
    missing = missing_packages()
    if not missing:
        return None
    return (
        "Er kan geen PDF worden gemaakt, omdat systeembibliotheken ontbreken. De beheerder typt: "
        f"{install_line(missing)} (zo heten de pakketten van Debian en Ubuntu)."
    )


def _loads(name: str) -> bool:
    found = name if "." in name.removesuffix("-1.0") or sys.platform == "win32" else None
    try:
        ctypes.CDLL(found or ctypes.util.find_library(name) or name)
    except OSError:
        return False
    return True
