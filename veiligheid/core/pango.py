"""Whether the libraries that WeasyPrint needs from the system are there."""

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
    "libharfbuzz-subset0": (
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "harfbuzz-subset"),
    ),
}


def pango_ontbreekt() -> str | None:
    """A Dutch sentence that names the Debian packages to install when Pango can't be loaded,
    None when all is there. Does not import WeasyPrint (which raises OSError then)."""
    missing = [
        package
        for package, libraries in _LIBRARIES.items()
        if not all(any(map(_loads, names)) for names in libraries)
    ]
    if not missing:
        return None
    return (
        "Er kan geen PDF worden gemaakt, omdat systeembibliotheken ontbreken: installeer "
        f"{' '.join(missing)} (Debian: apt-get install {' '.join(missing)})."
    )


def _loads(name: str) -> bool:
    found = name if "." in name.removesuffix("-1.0") or sys.platform == "win32" else None
    try:
        ctypes.CDLL(found or ctypes.util.find_library(name) or name)
    except OSError:
        return False
    return True
