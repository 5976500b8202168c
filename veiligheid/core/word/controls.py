"""Word's content controls and form fields: what was filled in, and what is still a prompt."""

import re

from lxml import etree

from veiligheid.core.overname import AANGEVINKT, NIET_AANGEVINKT, quoted
from veiligheid.core.symbolen import symbol
from veiligheid.core.word.inline import Inline, clean
from veiligheid.core.word.markup import W, child_val, is_on, number, val
from veiligheid.core.word.styles import Styles

_PROMPT_STYLES = ("placeholder text", "placeholdertext", "tekstvantijdelijkeaanduiding")
# Prompts of Word's own that lost their style in another program.
_PROMPT = re.compile(
    r"(?:klik|tik|click|tap)\b[^.]{0,100}\.?"
    r"|(?:kies|choose|selecteer|select) (?:een|an?)\b[^.]{0,40}\.?",
    re.I,
)
_SYMBOL = re.compile(r"\s*SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,6})", re.I)
_FONT = re.compile(r'\\f\s+"?([^"\\]{1,80})', re.I)
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.+)", re.I | re.S)
# Word counts these by itself and keeps the number nowhere.
_COUNTED = ("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT")


def is_contents_control(control: etree._Element) -> bool:
    """Whether a ``w:sdt`` holds the table of contents that Word inserted."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return "table of contents" in (val(gallery) or "").lower()


def remark_unread(inline: Inline, control: etree._Element, styles: Styles) -> bool:
    """Remarks on a control whose text is not read: a table of contents, or a prompt that nobody
    answered. False when it is text like any other."""
    if is_contents_control(control):
        remark_contents(inline)
        return True
    properties = control.find(W + "sdtPr")
    if properties is None or not is_on(properties.find(W + "showingPlcHdr")):
        return False
    text = clean("".join(t.text or "" for t in control.iter(W + "t"))).strip()
    if text and not _PROMPT.fullmatch(text) and not _only_prompt(control, styles):
        return False
    name = child_val(properties, "alias") or child_val(properties, "tag") or ""
    naam = f" “{name}”" if name else ""
    vraag = f" (er staat{quoted([text])})" if text else ""
    inline.remark(
        "invulveld-leeg",
        f"Het invulveld{naam} is in Word niet ingevuld{vraag}; er is niets van overgenomen.",
    )
    return True


def _only_prompt(control: etree._Element, styles: Styles) -> bool:
    """Whether all text has the style of a prompt: Word sometimes leaves the mark on a control
    that was filled in by a program."""
    for run in control.iter(W + "r"):
        if "".join(t.text or "" for t in run.iter(W + "t")).strip():
            style_id = child_val(run.find(W + "rPr"), "rStyle")
            chain = styles.chain(style_id) if style_id else ()
            names = {n for style in chain for n in (style.name, style.id.lower())}
            if not names & set(_PROMPT_STYLES):
                return False
    return True


def remark_contents(inline: Inline) -> None:
    inline.remark(
        "inhoudsopgave",
        "De inhoudsopgave is niet overgenomen: die wordt hier vanzelf gemaakt. Een lijst van "
        "tabellen of figuren ook niet.",
    )


def filled_in(mark: etree._Element) -> str:
    """What an old form field shows that keeps its value beside the text: a box or a choice.

    mark: the ``w:fldChar`` that begins the field.
    """
    data = mark.find(W + "ffData")
    if data is None:
        return ""
    box, choice = data.find(W + "checkBox"), data.find(W + "ddList")
    if box is not None:
        stated = box.find(W + "checked")
        checked = is_on(box.find(W + "default") if stated is None else stated)
        return AANGEVINKT if checked else NIET_AANGEVINKT
    entries = [] if choice is None else [val(e) or "" for e in choice.iterchildren(W + "listEntry")]
    at = number(child_val(choice, "result") or child_val(choice, "default"), 0)
    return clean(entries[at]) if 0 <= at < len(entries) else ""


def shown_by(instruction: str, inline: Inline) -> str:
    """What a field without a result shows all the same; a remark where that can't be known."""
    sign = _SYMBOL.match(instruction)
    if sign is not None:
        font = _FONT.search(instruction)
        shown = symbol(font[1].strip() if font else "", int(sign[1], 0))
        if shown is None:
            inline.remark(
                "symbool-onbekend",
                "Hier staat een teken uit een symboollettertype dat niet is overgenomen; er staat "
                "nu een □. Typ er een gewoon teken voor in de plaats.",
            )
        return shown or "□"
    button = _BUTTON.match(instruction)
    if button is not None:
        return clean(button[1].strip())
    word = (instruction.split(maxsplit=1) or [""])[0].upper()
    if word in _COUNTED:
        inline.remark(
            "nummer-vervallen",
            f"Hier staat een nummer dat Word zelf telt ({word}). Dat is niet overgenomen; typ het "
            "nummer in de tekst.",
        )
    elif word == "EQ":
        inline.remark(
            "formule", "Hier staat een formule in een veld. Die is niet overgenomen; typ haar over."
        )
    return ""
