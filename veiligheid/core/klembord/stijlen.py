"""What the styles of pasted html say: of an element itself, or by a class in a ``<style>``.

Only what changes the words or their meaning is looked at; colours and margins are the letter's own.
"""

import re
from typing import Any

_CLASS = re.compile(r"\.([\w-]{1,80})")
_YELLOW = re.compile(r"yellow|lime|aqua|cyan|#ff0\b|#ffff00|#00ff00|rgb\(255, ?255, ?0\)")

Style = dict[str, str]
_NONE: Style = {}


class Styles:
    """Looks up what the styles of an element say, its own last."""

    def __init__(self, root: Any) -> None:
        self._classes: dict[str, Style] = {}
        for sheet in root.iter("style"):
            for rule in (sheet.text or "").split("}"):
                selector, _, body = rule.partition("{")
                declared = _declarations(body)
                # A rule for what stands inside something else says nothing of the class alone.
                for part in selector.split(","):
                    names = _CLASS.findall(part)
                    if declared and len(names) == 1 and part.strip().endswith(names[0]):
                        self._classes.setdefault(names[0], {}).update(declared)

    def of(self, element: Any) -> Style:
        own = element.get("style")
        classes = [self._classes[c] for c in classes_of(element) if c in self._classes]
        if not own and not classes:
            return _NONE
        merged: Style = {}
        for each in classes:
            merged |= each
        return merged | _declarations(own or "")


def classes_of(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _declarations(text: str) -> Style:
    pairs = (declaration.partition(":") for declaration in text.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, colon, value in pairs if colon}


def is_hidden(element: Any, style: Style) -> bool:
    """Whether its reader sees nothing of it."""
    return (
        element.get("hidden") is not None
        or style.get("display", "").startswith("none")
        or style.get("mso-hide", "") == "all"
        or style.get("visibility", "") in ("hidden", "collapse")
    )


def is_deleted(element: Any, style: Style) -> bool:
    """Taken away with tracked changes."""
    marked = {"msodel", "mso-del"} & {c.lower() for c in classes_of(element)}
    return element.tag == "del" or bool(marked) or any(n.startswith("mso-del") for n in style)


def is_comment(element: Any, style: Style) -> bool:
    """A remark in the margin, the list of them, or the sign that points there."""
    kinds = {"msocommentreference", "msocomanchor", "msocomtxt", "msocommenttext"}
    target = element.get("href", "") if element.tag == "a" else ""
    return (
        style.get("mso-element", "") in ("comment", "comment-list")
        or bool(kinds & {c.lower() for c in classes_of(element)})
        or target.startswith(("#_msocom_", "#cmnt"))
    )


def is_struck(element: Any, style: Style) -> bool:
    line = style.get("text-decoration", "") + " " + style.get("text-decoration-line", "")
    return element.tag in ("s", "strike") or "line-through" in line


def is_marked(element: Any, style: Style) -> bool:
    """Made yellow with a highlighter; a white or grey background is the page's own."""
    pen = style.get("mso-highlight", "none")
    ground = style.get("background-color", "") + " " + style.get("background", "")
    return element.tag == "mark" or pen != "none" or _YELLOW.search(ground[:200]) is not None


def is_bold(element: Any, style: Style) -> bool | None:
    """None when neither the element nor its style speaks of it."""
    weight = style.get("font-weight", "").split(" ")[0]
    if weight:
        return weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
    return True if element.tag in ("b", "strong") else None


def is_italic(element: Any, style: Style) -> bool | None:
    slope = style.get("font-style", "")
    if slope:
        return slope in ("italic", "oblique")
    return True if element.tag in ("i", "em") else None


def script_of(element: Any, style: Style) -> str:
    """ "sup", "sub" or ""."""
    if element.tag in ("sup", "sub"):
        return str(element.tag)
    return {"super": "sup", "sub": "sub"}.get(style.get("vertical-align", ""), "")


def font_of(element: Any, style: Style) -> str | None:
    """The font that its own text stands in; None when it leaves that to what it stands in."""
    family = style.get("font-family") or element.get("face")
    if family is None and (short := style.get("font")):
        # "font:7.0pt "Times New Roman"": the family is what follows the size.
        family = short.partition("pt")[2] or None
    return None if family is None else family.split(",")[0].strip(" \"'")
