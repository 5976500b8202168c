"""The letter as a page on disk, with its style in a folder beside it: it looks right when opened
from there, and can be sent or kept without the portal."""

from pathlib import Path

from rapportage.rendering.html import WEB_CSS, WEB_JS, Publicatiegegevens, Vorm, render_brief
from rapportage.rendering.vormbestanden import Vormdeel, bundle_css, bundle_js
from veiligheid.document.brief import Briefdocument


def write_page(document: Briefdocument, gegevens: Publicatiegegevens | None, path: Path) -> bool:
    """Write the page to `path` and its style to `path`'s folder; tells whether anything changed."""
    changed = False

    def save(part: Vormdeel) -> str:
        nonlocal changed
        changed |= write_if_new(path.parent / "vorm" / part.naam, part.inhoud)
        # Fonts are named from inside the stylesheet, which lies in the same folder.
        return part.naam if part.mediatype.startswith("font/") else f"vorm/{part.naam}"

    vorm = Vorm(stylesheets=(bundle_css(WEB_CSS, save),), scripts=(bundle_js(WEB_JS, save),))
    page = render_brief(document, vorm, gegevens).encode()
    return write_if_new(path, page) or changed


def write_if_new(path: Path, data: bytes) -> bool:
    """Write unless the file holds exactly this already; tells whether it was written."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True
