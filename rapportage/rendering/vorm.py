"""Where the look of a letter lives: its stylesheets and scripts, for the screen and on paper."""

from dataclasses import dataclass

from django.templatetags.static import static
from django.urls import reverse

from veiligheid.core.huisstijl import tokens_css
from veiligheid.core.stijl import read_static

# In this order: tokens first, so that whatever follows them can override them.
WEB_CSS: tuple[str, ...] = (
    "css/tokens.css",
    "css/fonts.css",
    "css/base.css",
    "css/skip-link.css",
    "css/page-header.css",
    "css/page-footer.css",
    "css/breadcrumb-nav.css",
    "css/button.css",
    "css/data-list.css",
    "css/status-badge.css",
    "css/alert.css",
    "css/rich-text.css",
    "css/table-of-contents.css",
    "css/brief.css",
    "css/bijlage.css",
    "css/spiegel.css",
    "css/raad.css",
    "css/audit.css",
    "css/form.css",
    "css/print.css",
)
WEB_JS: tuple[str, ...] = ("js/inhoud.js", "js/tabel.js")
PAPIER_CSS: tuple[str, ...] = (
    "css/tokens.css",
    "css/document/page.css",
    "css/document/letterhead.css",
    "css/document/contents.css",
    "css/document/text.css",
    "css/document/closing.css",
    "css/document/redline.css",
    "css/document/annexes.css",
    "css/document/mirror.css",
    "css/document/blad.css",
)


@dataclass(frozen=True, slots=True)
class Vorm:
    """The addresses of the stylesheets and scripts that a page names, in order."""

    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]


def static_vorm() -> Vorm:
    """The addresses as this installation serves them today: for previews. A published page gets
    addresses that never change their content."""
    huisstijl = (reverse("huisstijl"),) if tokens_css() else ()
    return Vorm(
        stylesheets=(*(static(name) for name in WEB_CSS), *huisstijl),
        scripts=tuple(static(name) for name in WEB_JS),
    )


def papier_css() -> str:
    """All of PAPIER_CSS in one text. Holds no `url()` and no `@import`."""
    return "\n".join([*(read_static(name).decode() for name in PAPIER_CSS), tokens_css()])
