"""The fixed pieces of a Word file: namespaces, styles, numbering, relations, the zip."""

import zipfile
from io import BytesIO

Delen = dict[str, bytes]

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:r="{R_NS}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def inpakken(delen: Delen) -> bytes:
    """A zip of `delen`, the same bytes for the same parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for naam, inhoud in delen.items():
            info = zipfile.ZipInfo(naam, date_time=(2026, 1, 15, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, inhoud)
    return buffer.getvalue()


def numpr(num_id: int, ilvl: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr>'


def num(num_id: int, abstract: int, overrides: str = "") -> str:
    inhoud = f'<w:abstractNumId w:val="{abstract}"/>{overrides}'
    return f'<w:num w:numId="{num_id}">{inhoud}</w:num>'


def level(ilvl: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def style(style_id: str, name: str, based_on: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/></w:style>'
    )


def relation(nummer: int, soort: str, doel: str) -> str:
    return f'<Relationship Id="rId{nummer}" Type="{R_NS}/{soort}" Target="{doel}"/>'


def relationships(*relaties: str) -> str:
    return f'<Relationships xmlns="{_RELS}">{"".join(relaties)}</Relationships>'


def content_types(delen: dict[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{naam}" ContentType="{_WORD_TYPE}.{_kind(naam)}+xml"/>'
        for naam in sorted(delen)
        if naam.startswith("word/") and naam.endswith(".xml")
    )
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )


def _kind(naam: str) -> str:
    kind = naam.removeprefix("word/").removesuffix(".xml")
    return "document.main" if kind == "document" else kind
