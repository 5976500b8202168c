"""What a drawing of Word shows, in words: pictures, charts, diagrams, shapes and WordArt.

None of it can be taken over; its words are told, so that nobody misses them unnoticed.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from veiligheid.core.overname import Melding, quoted
from veiligheid.core.word.inline import clean
from veiligheid.core.word.markup import WP, A, R, V, W

# The part that a relation of this one leads to, by its id: the words of a diagram stand apart.
PartOf = Callable[[str], etree._Element | None]

_HINT = "Voeg wat erop te zien is als tekst of als bijlage toe."
_PICTURE = "afbeelding"
# By the last piece of what the drawing says that it holds.
_KINDS = {
    "chart": "grafiek",
    "chartex": "grafiek",
    "diagram": "schema (SmartArt)",
    "lockedCanvas": "schema",
    "wordprocessingCanvas": "tekening",
    "wordprocessingGroup": "tekening",
    "wordprocessingShape": "vorm",
}
# The part of a diagram or chart that has its words; other parts hold its colours and layout.
_WITH_WORDS = (R + "dm", R + "id")
_DRAWN = tuple(
    V + name
    for name in (
        "shape", "rect", "oval", "line", "group", "polyline", "roundrect", "arc", "curve",
    )
)  # fmt: skip
_CHART_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"


def describe(element: etree._Element, part: PartOf) -> Melding | None:
    """About a ``w:drawing`` or ``w:pict``; None for a text box, whose text is taken over, and for
    what is no more than a line."""
    words = _words(element, part)
    boxed = next(element.iter(W + "txbxContent"), None) is not None
    pictured = next(element.iter(A + "blip", V + "imagedata"), None) is not None
    if (boxed and not pictured and not words) or _is_line(element):
        return None
    if (
        not pictured
        and not words
        and element.tag == W + "pict"
        and next(element.iter(*_DRAWN), None) is None
    ):
        return None
    name = next((p.get("descr", "") for p in element.iter(WP + "docPr")), "")
    name = name or next((s.get("alt", "") for s in element.iter() if s.get("alt")), "")
    named = f" (“{clean(name).strip()[:120]}”)" if name.strip() else ""
    said = f" met de tekst{quoted(words)}" if words else ""
    return Melding(
        "afbeelding",
        f"Hier staat een {_kind(element, pictured)}{named}{said}. Die is niet overgenomen. {_HINT}",
    )


def embedded() -> Melding:
    """About a piece of another program."""
    return Melding(
        "afbeelding",
        "Hier staat een ingesloten object, zoals een Excel-blad. Dat is niet overgenomen. " + _HINT,
    )


def _kind(element: etree._Element, pictured: bool) -> str:
    graphic = next(element.iter(A + "graphicData"), None)
    shown = "" if graphic is None else graphic.get("uri", "").rpartition("/")[2]
    if shown in _KINDS and not (pictured and _KINDS[shown] == "vorm"):
        return _KINDS[shown]
    if next(element.iter(V + "textpath"), None) is not None:
        return "tekst als tekening (WordArt)"
    return _PICTURE if pictured or shown == "picture" else "tekening"


def _words(element: etree._Element, part: PartOf) -> list[str]:
    """The words in a drawing that are no text of the document, in their order, each once."""
    words = [path.get("string", "") for path in element.iter(V + "textpath")]
    words += _paragraphs(element)
    for each in element.iter():
        for name in _WITH_WORDS:
            relation = each.get(name)
            root = part(relation) if relation else None
            words += _paragraphs(root) if root is not None else []
    cleaned = (" ".join(clean(w).split()) for w in words)
    return list(dict.fromkeys(w for w in cleaned if w))


def _paragraphs(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(A + "p"):
        yield "".join(t.text or "" for t in paragraph.iter(A + "t"))
    for value in root.iter(_CHART_TEXT):
        # Names of rows and columns; the numbers say nothing without the picture.
        if any(c.isalpha() for c in value.text or ""):
            yield value.text or ""


def _is_line(element: etree._Element) -> bool:
    """A line between two pieces of text, which says nothing."""
    hr = "{urn:schemas-microsoft-com:office:office}hr"
    shapes = [each for each in element.iter(*_DRAWN) if not each.get("alt")]
    if element.tag == W + "pict" and shapes:
        return all(each.tag == V + "line" or each.get(hr) in ("t", "true", "1") for each in shapes)
    drawn = [each.get("prst", "") for each in element.iter(A + "prstGeom")]
    told = any(each.get("descr") for each in element.iter(WP + "docPr"))
    lines = all(name == "line" or name.startswith("straightConnector") for name in drawn)
    return bool(drawn) and lines and not told
