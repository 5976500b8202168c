"""The styles, lists and settings of the exported file, as XML.

They are our own and few, so that Word's gallery shows what is of use here; names that Word knows
("heading 2") stay in English inside the file and are shown in the user's language.
"""

from collections.abc import Iterator, Mapping

from themas.jaar.word.labels import CAPTION_STYLE, NOTE_STYLE, STYLES
from veiligheid.core.word.markup import W
from veiligheid.document.woorden import Bloksoort

W_NS = W[1:-1]
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W_NS}" xmlns:r="{R_NS}"'

BULLETS, NUMBERS = 1, 2
LEVELS = 9

# Dark enough on white for small text (contrast over 6:1).
_COLOURS = {
    Bloksoort.CONTEXT: "4A4A4A",
    Bloksoort.TERUGBLIK: "00587C",
    Bloksoort.VOORUITBLIK: "1B5E20",
}
_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
    '<w:sz w:val="22"/><w:szCs w:val="22"/>'
    '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" '
    'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)


def style_id(name: str) -> str:
    return name.title().replace(" ", "")


def styles_xml() -> bytes:
    """The whole styles part."""
    return f"<w:styles {NAMESPACES}>{_DEFAULTS}{''.join(_styles())}</w:styles>".encode()


def numbering_xml(nums: list[tuple[int, int, int]]) -> bytes:
    """The whole numbering part. nums: each list as (BULLETS or NUMBERS, level 0..8, start); list
    number n of the document has num n, from 1."""
    out = [_abstract(BULLETS), _abstract(NUMBERS)]
    for num_id, (abstract, level, start) in enumerate(nums, start=1):
        override = ""
        if abstract == NUMBERS:
            override = (
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/>'
                "</w:lvlOverride>"
            )
        out.append(
            f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        )
    return f"<w:numbering {NAMESPACES}>{''.join(out)}</w:numbering>".encode()


def settings_xml(variables: Mapping[str, str]) -> bytes:
    """The whole settings part: changes are tracked from the start, the notes' separators, and
    `variables` as document variables."""
    stored = "".join(f'<w:docVar w:name="{n}" w:val="{v}"/>' for n, v in variables.items())
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:trackRevisions/>'
        '<w:defaultTabStop w:val="708"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        "<w:compat><w:compatSetting "
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f"</w:compat><w:docVars>{stored}</w:docVars>"
        '<w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    ).encode()


def _styles() -> Iterator[str]:
    yield _style("Normal", default=True, more="<w:qFormat/>")
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
    )
    yield _style("Title", next_="Normal", run='<w:sz w:val="40"/><w:szCs w:val="40"/>')
    for level, size in ((1, 32), (2, 28), (3, 24)):
        yield _style(
            f"heading {level}",
            next_="Normal",
            paragraph='<w:keepNext/><w:spacing w:before="320" w:after="80"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            run=f'<w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        )
    for soort, name in STYLES.items():
        yield _style(name, next_="Normal", paragraph=_label_paragraph(soort), run=_label_run(soort))
    yield _style(
        NOTE_STYLE,
        paragraph='<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="8A8A8A"/></w:pBdr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="F3F3F3"/>',
        run='<w:sz w:val="20"/>',
    )
    yield _style("List Bullet", paragraph="<w:contextualSpacing/>")
    yield _style("List Number", paragraph="<w:contextualSpacing/>")
    yield _style("List Continue", paragraph="<w:contextualSpacing/>")
    yield _style(CAPTION_STYLE, paragraph="<w:keepNext/>", run='<w:sz w:val="20"/>')
    yield _style("footnote text", run='<w:sz w:val="18"/>')
    yield _character("footnote reference", '<w:vertAlign w:val="superscript"/>')
    yield _character("Hyperlink", '<w:color w:val="00587C"/><w:u w:val="single"/>')
    yield _table_style()


def _label_paragraph(soort: Bloksoort) -> str:
    colour = _COLOURS[soort]
    return (
        "<w:keepNext/><w:pBdr>"
        f'<w:left w:val="single" w:sz="36" w:space="6" w:color="{colour}"/></w:pBdr>'
        '<w:spacing w:before="200" w:after="60"/>'
    )


def _label_run(soort: Bloksoort) -> str:
    return f'<w:color w:val="{_COLOURS[soort]}"/><w:spacing w:val="10"/><w:sz w:val="18"/>'


def _style(
    name: str,
    *,
    next_: str = "",
    paragraph: str = "",
    run: str = "",
    default: bool = False,
    more: str = "<w:qFormat/>",
) -> str:
    attribute = ' w:default="1"' if default else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    follows = f'<w:next w:val="{next_}"/>' if next_ else ""
    return (
        f'<w:style w:type="paragraph"{attribute} w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/>{based}{follows}{more}'
        f"{paragraph and f'<w:pPr>{paragraph}</w:pPr>'}{run and f'<w:rPr>{run}</w:rPr>'}</w:style>"
    )


def _character(name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{run}</w:rPr></w:style>'
    )


def _table_style() -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8A8A8A"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>"
    return (
        '<w:style w:type="table" w:styleId="Brieftabel"><w:name w:val="Brieftabel"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow">{bold}</w:tblStylePr>'
        f'<w:tblStylePr w:type="firstCol">{bold}</w:tblStylePr></w:style>'
    )


def _abstract(kind: int) -> str:
    levels = []
    for level in range(LEVELS):
        look, text = ("bullet", "•") if kind == BULLETS else ("decimal", f"%{level + 1}.")
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{look}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
            f'<w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )
