"""Which public functions take text and do more with it than pass it on, and which of them the
entries of the table reach."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings

_PACKAGES = ("veiligheid", "themas", "monitoring", "rapportage")
# Who uses one of these looks for patterns in text, compares texts or parses them.
_LOOKS_INTO = {"re", "difflib", "lxml", "nh3", "csv", "markdown_it", "openpyxl"}
_TEXT = {"str", "bytes", "str | None", "bytes | None", "list[str]", "Sequence[str]"}
# Why a function is timed in no entry.
_ONS = "reads what we made ourselves"
_NAAM = "a key or a name of ours, at most some hundreds of characters"
_MELDING = "puts text in a sentence and looks no further"
_RECORDS = "reads records; what it does with text is timed by its own name"
UITGEZONDERD = {
    "monitoring.importing.metingen.gebieden.known_areas": _NAAM,
    "monitoring.importing.metingen.gebieden.lies_in": _NAAM,
    "monitoring.importing.metingen.indicatoren.resolve_own": _RECORDS,
    "monitoring.importing.metingen.indicatoren.resolve_published": _RECORDS,
    "monitoring.importing.metingen.run.log_import": _MELDING,
    "monitoring.zoeken.find_cijfers": "its view takes the first 200 characters",
    "rapportage.bijlagen.bestanden.store_pdf": "the text is the name of a file",
    "rapportage.bijlagen.bestanden.store_picture": "the text is the name of a file",
    "rapportage.rendering.een_thema.without_links_elsewhere": _ONS,
    "rapportage.rendering.pdf.judgement.aantal_bladzijden": _ONS,
    "rapportage.rendering.pdf.judgement.beoordeel_pdf": _ONS,
    "rapportage.rendering.pdf.direction.runs_to_left": "looks once at each sign of a line on paper",
    "rapportage.rendering.spiegel.thema_in_spiegel": _NAAM,
    "rapportage.bewijs.manifest.describe": _ONS,
    "rapportage.bewijs.manifest.digest": _ONS,
    "rapportage.bewijs.manifest.chain_event": _ONS,
    "rapportage.bewijs.manifest.event_digest": _ONS,
    "rapportage.bewijs.manifest.slug_of": _ONS,
    "rapportage.views.bewijs.stempel": "the text is a part of an address",
    "rapportage.rendering.pagina.thema_inhoud": _ONS,
    "rapportage.openbaar.kader.kader_of": _ONS,
    "rapportage.views.bewijs.manifest": "the text is a part of an address",
    "rapportage.views.bewijs.sommen": "the text is a part of an address",
    "veiligheid.core.mensen.mensen.change": _NAAM,
    "rapportage.openbaar.bytes.answer": _ONS,
    "rapportage.openbaar.nieuw.news": _NAAM,
    "rapportage.openbaar.nieuw.only_whole": _NAAM,
    "rapportage.openbaar.wijk.place_of": _ONS,
    "rapportage.rendering.html.render_raad": _NAAM,
    "rapportage.rendering.html.render_thema": _NAAM,
    "rapportage.wijzigingen.wijziging_anker": _NAAM,
    "rapportage.openbaar.bytes.asked_part": "a header, at most some kilobytes",
    "rapportage.openbaar.bytes.codings_of": "a header, at most some kilobytes",
    "rapportage.openbaar.bytes.reader_has": "a header, at most some kilobytes",
    "rapportage.openbaar.kader.live_chrome": _ONS,
    "rapportage.rendering.tekst.plain": _ONS,
    "veiligheid.core.zoeken.synoniemen.others": "the text is a word, cut off at sixty letters",
    "veiligheid.bediening.verzoeken.request_number": "a header, at most some kilobytes",
    "veiligheid.bediening.verzoeken.tell": "the text is a part of an address",
    "veiligheid.core.stijl.bundel": _ONS,
    "veiligheid.core.stijl.bundled": _ONS,
    "veiligheid.core.stijl.read_static": _ONS,
    "veiligheid.core.stijl.stijl": "the text is a part of an address",
    "themas.jaar.blokken.apply_step": "the text is what a button says; `pieces` is timed",
    "themas.jaar.blokken.focus_after": "the text is what a button says",
    "themas.jaar.word.steps.steps": "counts its own work, and stops at MAX_WORK",
    "themas.spiegel.importing.apply.apply_plan": _RECORDS,
    "themas.spiegel.importing.apply.source_key": _NAAM,
    "themas.spiegel.kolommen.label_kop": _NAAM,
    "themas.toezeggingen.bevindingen.bevindingen_for": _RECORDS,
    "veiligheid.core.klembord.lijsten.is_lettered": "the text is the type of a list",
    "veiligheid.core.opmerkingen.noemen.tell_mentioned": _RECORDS,
    "veiligheid.core.verwijzingen.link": _MELDING,
    "veiligheid.core.word.controls.shown_by": "an instruction of a field, at most 4,000 characters",
    "veiligheid.core.word.numbering.format_number": _NAAM,
    "veiligheid.core.zinnen.enumerate_words": _MELDING,
    "veiligheid.core.zinsoorten.declare": _ONS,
    "veiligheid.core.zinsoorten.zinsoort": _ONS,
}


def public_functions() -> set[str]:
    """As "package.module.function"."""
    root = Path(settings.BASE_DIR)
    files = (path for package in _PACKAGES for path in (root / package).rglob("*.py"))
    return {
        f"{'.'.join(path.relative_to(root).with_suffix('').parts)}.{name}"
        for path in files
        if not {"migrations", "commands"} & set(path.parts)
        for name in _takes_text(ast.parse(path.read_text("utf-8")))
    }


def _takes_text(module: ast.Module) -> Iterator[str]:
    used = set[str]()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            used |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            used.add(node.module.partition(".")[0])
    if not used & _LOOKS_INTO:
        return
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            arguments = [*node.args.args, *node.args.kwonlyargs]
            annotations = {ast.unparse(a.annotation) for a in arguments if a.annotation}
            if annotations & _TEXT:
                yield node.name


class Gezien:
    """Notes the functions that are called while it is there, as "package.module.function"."""

    def __init__(self) -> None:
        self.namen: set[str] = set()

    def _look(self, frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            module = frame.f_globals.get("__name__", "")
            self.namen.add(f"{module}.{frame.f_code.co_name}")

    def __enter__(self) -> "Gezien":
        # What an earlier test had worked out would not be called again.
        for naam in public_functions():
            module, _, function = naam.rpartition(".")
            found: Any = getattr(sys.modules.get(module), function, None)
            if hasattr(found, "cache_clear"):
                found.cache_clear()
        sys.setprofile(self._look)
        return self

    def __exit__(self, *exception: object) -> None:
        sys.setprofile(None)
