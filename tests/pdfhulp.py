"""Looks into a PDF as a reader would: its words in structure order, its bookmarks, its tags.

pikepdf only reads here. Nothing of this is used outside the tests.
"""

import os
import re
import shlex
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html as lxml_html

_WORD = re.compile(r"\w+")

# HTML elements that a text stands in by itself: between two of them a word ends.
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)


def htmlwoorden(html: str) -> list[str]:
    """The words of an HTML document in the order of its source, without what is no text in a
    PDF either: head, drawings, what is hidden from screen readers."""
    root: Any = lxml_html.document_fromstring(html)
    for part in root.xpath(
        "//head | //style | //script | //*[local-name()='svg'] | //*[@aria-hidden='true']"
    ):
        part.drop_tree()
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in _INLINE:
            element.text = " " + (element.text or "")
            element.tail = " " + (element.tail or "")
    return _WORD.findall(str(root.text_content()))


def structuurwoorden(pdf: bytes) -> list[str]:
    """The words of a PDF in the order of its structure tree: what a screen reader says. Left
    out is what stands in no HTML either: page numbers in the table of contents, numbers and
    bullets of lists. What is no part of the tree (headers, footers) is not there at all."""
    with pikepdf.open(BytesIO(pdf)) as document:
        texts = {page.objgen: _texts(page) for page in document.pages}
        text = "".join(_in_order(document.Root.StructTreeRoot.K, texts, None))
    return _WORD.findall(text)


def bladwijzers(pdf: bytes) -> list[tuple[int, str]]:
    """(level from 1, title) of each bookmark, in order."""

    def items(outline: list[Any], level: int) -> Iterator[tuple[int, str]]:
        for item in outline:
            yield level, item.title
            yield from items(item.children, level + 1)

    with pikepdf.open(BytesIO(pdf)) as document, document.open_outline() as outline:
        return list(items(outline.root, 1))


def taal(pdf: bytes) -> str:
    """The language that the document says it is in."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return str(document.Root.Lang)


def structuurtypes(pdf: bytes) -> Counter[str]:
    """How many structure elements there are of each type, such as ``{"P": 12, "Table": 1}``."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return Counter(str(element.S)[1:] for element in structuurelementen(document))


def structuurelementen(document: pikepdf.Pdf) -> Iterator[Any]:
    """The structure elements (dictionaries) of an open PDF, in reading order."""
    pending = [document.Root.StructTreeRoot.K]
    while pending:
        item = pending.pop()
        if isinstance(item, pikepdf.Dictionary) and "/S" in item:
            yield item
            pending.extend(reversed(_kids(item)))


def afstammelingen(element: Any) -> Iterator[Any]:
    """The structure elements beneath one, in reading order."""
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from afstammelingen(kid)


def bladzijden_van(element: Any) -> set[tuple[int, int]]:
    """The pages that the content of a structure element stands on, by their object."""
    found = set()
    for one in (element, *afstammelingen(element)):
        for kid in _kids(one):
            if isinstance(kid, int):
                found.add(one.Pg.objgen)
            elif "/MCID" in kid:
                found.add(kid.Pg.objgen)
    return found


def ouderboom_klopt(pdf: bytes) -> bool:
    """Whether the parent tree says of each content and link the element that it stands in."""
    with pikepdf.open(BytesIO(pdf)) as document:
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        tree = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        pages: dict[Any, Any] = {
            page.objgen: tree[int(page.obj.StructParents)] for page in document.pages
        }
        for element in structuurelementen(document):
            for kid in _kids(element):
                if isinstance(kid, int):
                    named = pages[element.Pg.objgen][kid]
                elif "/MCID" in kid:
                    named = pages[kid.Pg.objgen][int(kid.MCID)]
                elif "/Obj" in kid:
                    named = tree[int(kid.Obj.StructParent)]
                else:
                    named = kid.P if kid.P.objgen != element.objgen else element
                if named.objgen != element.objgen:
                    return False
    return True


def structuurboom(pdf: bytes) -> str:
    """The structure tree as an indented list: type, own text in quotes, then what is below it.
    Text between two child elements stands on a line of its own."""
    with pikepdf.open(BytesIO(pdf)) as document:
        texts = {page.objgen: _texts(page) for page in document.pages}
        return "\n".join(_outline(document.Root.StructTreeRoot.K, texts, None, 0))


def artefacten(page: pikepdf.Page) -> list[dict[str, str]]:
    """Properties of each artifact with properties on a page, in the order of painting."""
    found = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        if str(instruction.operator) == "BDC" and operands[0] == "/Artifact":
            found.append({key: str(value) for key, value in operands[1].items()})
    return found


def verapdf(pdf: bytes, tmp_path: Path) -> str:
    """What the reference validator says of PDF/UA-1 and PDF/A-3a: ``$VERAPDF ua1,3a FILE``.
    Skips the test when VERAPDF names no command; mark such a test with ``verapdf``."""
    command = os.environ.get("VERAPDF", "")
    if not command:
        pytest.skip("VERAPDF is not set: no reference validator here")
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        [*shlex.split(command), "ua1,3a", str(path)], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def geschilderde_tekst(pdf: bytes) -> str:
    """All text in the order of painting, what screen readers skip included: as a program that
    takes text out of a PDF without its tags finds it."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            fonts = {name: _to_unicode(f) for name, f in page.resources.get("/Font", {}).items()}
            font = ""
            for instruction in pikepdf.parse_content_stream(page):
                operands: Any = instruction.operands
                if str(instruction.operator) == "Tf":
                    font = str(operands[0])
                elif str(instruction.operator) in ("TJ", "Tj"):
                    is_array = isinstance(operands[0], pikepdf.Array)
                    found.append(_decode(operands[0] if is_array else operands, fonts[font]))
    return " ".join(" ".join(found).split())


# -- Text of a page, by marked-content number -------------------------------------------------


def _texts(page: pikepdf.Page) -> dict[int, str]:
    found: dict[int, str] = defaultdict(str)
    actual: dict[int, str] = {}
    _read(page, page.resources, [], found, actual)
    return found | actual


def _read(
    stream: Any,
    resources: Any,
    open_marks: list[int | None],
    found: dict[int, str],
    actual: dict[int, str],
) -> None:
    """Note the text of a page, and of the forms that it paints (in drawings)."""
    fonts = {name: _to_unicode(font) for name, font in resources.get("/Font", {}).items()}
    font = ""
    for instruction in pikepdf.parse_content_stream(stream):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC" | "BMC":
                properties: Any = operands[1] if len(operands) > 1 else {}
                mcid = int(properties.MCID) if "/MCID" in properties else None
                open_marks.append(mcid)
                if mcid is not None:
                    found[mcid] += ""
                    if "/ActualText" in properties:
                        actual[mcid] = str(properties.ActualText)
            case "EMC":
                open_marks.pop()
            case "Tf":
                font = str(operands[0])
            case "Do":
                form = resources.XObject[operands[0]]
                if form.Subtype == "/Form":
                    _read(form, form.get("/Resources", {}), open_marks, found, actual)
            case "TJ" | "Tj":
                mcid = next((mark for mark in reversed(open_marks) if mark is not None), None)
                parts = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                if mcid is not None:
                    found[mcid] += _decode(parts, fonts[font])


def _decode(parts: Any, to_unicode: dict[int, str]) -> str:
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    pairs = zip(codes[::2], codes[1::2], strict=True)
    return "".join(to_unicode[high << 8 | low] for high, low in pairs)


def _to_unicode(font: Any) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _in_order(item: Any, texts: dict[Any, dict[int, str]], page: Any) -> Iterator[str]:
    """Text of a structure element, or of something it holds."""
    if isinstance(item, int):
        yield texts[page][item] or " "
    elif item.get("/Type") == "/MCR":
        yield texts[item.Pg.objgen][int(item.MCID)] or " "
    elif "/S" in item and not _is_generated(item):
        page = item.Pg.objgen if "/Pg" in item else page
        around = "" if item.S in ("/Span", "/Link", "/Quote", "/Code") else " "
        yield around
        for kid in _kids(item):
            yield from _in_order(kid, texts, page)
        yield around


def _kids(item: Any) -> list[Any]:
    kids = item.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _outline(item: Any, texts: dict[Any, dict[int, str]], page: Any, depth: int) -> Iterator[str]:
    """Lines for one structure element."""
    page = item.Pg.objgen if "/Pg" in item else page
    lines = [""]
    for kid in _kids(item):
        if isinstance(kid, int):
            lines[-1] += texts[page][kid]
        elif kid.get("/Type") == "/MCR":
            lines[-1] += texts[kid.Pg.objgen][int(kid.MCID)]
        elif "/S" in kid:
            lines += [*_outline(kid, texts, page, depth + 1), ""]
    first, *rest = lines
    yield "  " * depth + str(item.S)[1:] + (f' "{first.strip()}"' if first.strip() else "")
    for line in rest:
        if line.strip():
            yield line if line.startswith("  ") else "  " * (depth + 1) + f'"{line.strip()}"'


def _is_generated(element: Any) -> bool:
    if element.S == "/Figure" or element.get("/T") == "Paginanummer":
        return True
    if element.S != "/Lbl":
        return False
    attributes = element.P.P.get("/A", {})
    return str(attributes.get("/ListNumbering", "/Disc")) != "/None"
