"""WeasyPrint draws text with Pango, which comes from the system and not from PyPI."""

import ctypes.util

# What WeasyPrint 70 opens with dlopen, and the Debian package that brings it.
_LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}


def pango_ontbreekt() -> str | None:
    """One Dutch sentence naming the Debian packages to install; None when all are there."""
    missing = [deb for lib, deb in _LIBRARIES.items() if ctypes.util.find_library(lib) is None]
    if not missing:
        return None
    return (
        "Voor het maken van PDF's ontbreekt Pango. Installeer op Debian of Ubuntu: "
        f"apt-get install {' '.join(missing)}"
    )
