"""Which structure type an HTML element gets, seen by itself (ISO 32000-1, 14.8.4).

What depends on its surroundings (lists, tables, tables of contents) is in `builder`.
"""

from typing import Any

SVG = "{http://www.w3.org/2000/svg}"

_ROLES = {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "dl": "L",
    "table": "Table",
    "caption": "Caption",
    "figcaption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "q": "Quote",
    "code": "Code",
}

_NUMBERING = {
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "circle": "Circle",
    "square": "Square",
    "none": "None",
}


def role_of(element: Any) -> str | None:
    """Structure type of an HTML element; None when it has no meaning of its own."""
    attributes = element.attrib
    if attributes.get("role") in ("doc-footnote", "doc-endnote") and element.tag != "li":
        return "Note"
    if element.tag == "a":
        return "Link" if "href" in attributes else None
    if "data-h" in attributes or (element.tag == "abbr" and attributes.get("title")):
        return "Span"
    return _ROLES.get(element.tag)


def entries_of(element: Any) -> dict[str, str]:
    """Entries of the structure element that follow from the HTML element alone."""
    if element.tag == "abbr" and (full := element.attrib.get("title")):
        return {"E": full}
    if "data-h" in element.attrib:
        return {"T": "Paginanummer"}
    return {}


def numbering(list_style_type: object) -> str:
    """ListNumbering of a list (ISO 32000-1, 14.8.5.5) from its CSS ``list-style-type``."""
    return _NUMBERING.get(list_style_type, "Disc") if isinstance(list_style_type, str) else "Disc"


def is_hidden(element: Any) -> bool:
    """Whether the element is decoration, which a screen reader must not read."""
    attributes = element.attrib
    if attributes.get("aria-hidden") == "true":
        return True
    is_image = element.tag in ("img", f"{SVG}svg")
    return is_image and (
        attributes.get("alt") == "" or attributes.get("role") in ("presentation", "none")
    )


def alternative_text(element: Any) -> str:
    """Text in place of an image: ``aria-label``, ``alt``, or title and description of an SVG.
    Empty when the author gave none."""
    named = element.attrib.get("aria-label") or element.attrib.get("alt") or ""
    if named or element.tag != f"{SVG}svg":
        return " ".join(named.split())
    found = (element.find(f"{SVG}{name}") for name in ("title", "desc"))
    texts = [" ".join("".join(part.itertext()).split()) for part in found if part is not None]
    return ". ".join(text.rstrip(".") for text in texts if text)


def link_text(element: Any) -> str:
    """What a link says: ``aria-label``, its words, or those of the image in it."""
    if label := element.attrib.get("aria-label"):
        return " ".join(label.split())
    if words := " ".join("".join(element.itertext()).split()):
        return words
    return " ".join(
        filter(None, (alternative_text(part) for part in element.iter() if part is not element))
    )
