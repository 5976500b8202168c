"""Parses the XML of a Word file safely, and names its tags.

A Word file never has a document type (DTD), and every trick with entities needs one: so a part
that has one is refused before its tree is built, instead of trusting the parser's own limits
alone. Those limits stay on (``huge_tree=False``: no text over 10 MB, no entity amplification).

Files saved as "Strict Open XML" use other namespaces for the same elements; they are renamed once
after parsing so that the rest of the reader knows one vocabulary (ISO/IEC 29500-4, annex A).
"""

from typing import NoReturn

from lxml import etree

from veiligheid.core.findings import Geweigerd, blokkeert

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_STRICT = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    _STRICT + "wordprocessingml/main": W,
    _STRICT + "officeDocument/relationships": R,
    _STRICT + "officeDocument/math": M,
    _STRICT + "drawingml/main": A,
    _STRICT + "drawingml/wordprocessingDrawing": WP,
}

# Word's own files stay under 40. The reader recurses at most twice for each level.
MAX_DEPTH = 100
_PIECE = 16_384

_DTD = (
    "Dit bestand bevat een documenttype met entiteiten. Dat hoort niet in een Word-bestand en "
    "is niet veilig. Open het in Word, sla het opnieuw op en probeer het nog eens."
)
_DEEP = (
    "Dit bestand is zo diep genest (tekstvakken of tabellen in elkaar) dat het niet veilig te "
    "lezen is. Haal de tekst uit de binnenste tabellen of tekstvakken en probeer het nog eens."
)


class _Prolog:
    """A parser target that looks no further than the root element."""

    class Done(Exception):
        """The root element began: there is no document type."""

    # The parser calls these by their place, with whatever the file holds.
    def doctype(self, *_: object) -> None:
        raise Geweigerd(blokkeert("xml-onveilig", _DTD))

    def start(self, *_: object) -> None:
        raise self.Done

    def end(self, *_: object) -> None: ...

    def data(self, *_: object) -> None: ...

    def comment(self, *_: object) -> None: ...

    def close(self) -> None: ...


def parse(data: bytes) -> etree._Element:
    """The root of one XML part, with transitional names, without comments.

    Raises Geweigerd: ``xml-onveilig`` (document type, nesting over 100 deep) or ``bestand-kapot``
    (not well-formed).
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        _refuse_doctype(data)
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, LookupError) as fout:
        refuse_broken(fout)
    _check_depth(root)
    if str(root.tag).startswith("{" + _STRICT):
        _make_transitional(root)
    return root


def refuse_broken(cause: Exception | None = None) -> NoReturn:
    """Raises Geweigerd ``bestand-kapot`` for a damaged file."""
    raise Geweigerd(
        blokkeert(
            "bestand-kapot",
            "Dit Word-bestand is beschadigd. Open het in Word, laat Word het herstellen, sla het "
            "opnieuw op en probeer het nog eens.",
        )
    ) from cause


def val(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute in Word's namespace; None when the element or the attribute is missing."""
    return None if element is None else element.get(W + name)


def child_val(element: etree._Element | None, child: str) -> str | None:
    """The ``w:val`` of a child in Word's namespace, None when one of them is missing."""
    return None if element is None else val(element.find(W + child))


def number(text: str | None, default: int, low: int = 0, high: int = 1_000_000) -> int:
    """A whole number from an attribute, `default` when it is none, kept within low..high."""
    if text is None or len(text) > 12:
        return default
    try:
        return min(max(int(text), low), high)
    except ValueError:
        return default


def is_on(element: etree._Element | None) -> bool | None:
    """An on/off property: None when it is not given, True for ``<w:b/>`` (ST_OnOff)."""
    if element is None:
        return None
    return (val(element) or "true").lower() not in ("0", "false", "off", "none")


def _refuse_doctype(data: bytes) -> None:
    prolog: etree.XMLParser = etree.XMLParser(
        target=_Prolog(),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    # In small pieces: the parser then stops soon after the first tag, also in a file of 100 MB.
    try:
        for begin in range(0, len(data), _PIECE):
            prolog.feed(data[begin : begin + _PIECE])
    except _Prolog.Done:
        return


def _check_depth(root: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise Geweigerd(blokkeert("xml-onveilig", _DEEP))


def _make_transitional(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        element.tag = _rename(str(element.tag))
        for name in list(element.attrib):
            new = _rename(str(name))
            if new != name:
                element.set(new, element.attrib.pop(name))


def _rename(name: str) -> str:
    if not name.startswith("{" + _STRICT):
        return name
    space, _, local = name[1:].partition("}")
    return _TRANSITIONAL[space] + local if space in _TRANSITIONAL else name
