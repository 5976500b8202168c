"""What can stand in a paragraph: text with a look, changes, notes, links, fields, pictures."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from tests.wordbouwer.bouwer import Bouwer

Run: TypeAlias = "str | Callable[[Bouwer], str]"

_LINK = '<w:rStyle w:val="Hyperlink"/><w:u w:val="single"/>'


def run(tekst: str, eigenschappen: str = "") -> str:
    """The XML of a run; `eigenschappen` is what stands in its ``w:rPr``."""
    look = f"<w:rPr>{eigenschappen}</w:rPr>" if eigenschappen else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(tekst)}</w:t></w:r>'


def xml(ruw: str) -> Run:
    """XML as it is, among the runs of a paragraph."""
    return lambda _: ruw


def opmaak(tekst: str, eigenschappen: str) -> Run:
    return xml(run(tekst, eigenschappen))


def vet(tekst: str) -> Run:
    return opmaak(tekst, "<w:b/>")


def cursief(tekst: str) -> Run:
    return opmaak(tekst, "<w:i/>")


def verborgen(tekst: str) -> Run:
    return opmaak(tekst, "<w:vanish/>")


def doorgehaald(tekst: str) -> Run:
    return opmaak(tekst, "<w:strike/>")


def hoog(tekst: str) -> Run:
    return opmaak(tekst, '<w:vertAlign w:val="superscript"/>')


def laag(tekst: str) -> Run:
    return opmaak(tekst, '<w:vertAlign w:val="subscript"/>')


def ingevoegd(tekst: str, auteur: str = "A. Adviseur") -> Run:
    """Text inserted while changes were tracked."""
    return lambda bouwer: f"<w:ins {bouwer.wijziging(auteur)}>{run(tekst)}</w:ins>"


def verwijderd(tekst: str, auteur: str = "A. Adviseur") -> Run:
    """Text deleted while changes were tracked."""
    gone = f'<w:r><w:delText xml:space="preserve">{escape(tekst)}</w:delText></w:r>'
    return lambda bouwer: f"<w:del {bouwer.wijziging(auteur)}>{gone}</w:del>"


def voetnoot(*alineas: str) -> Run:
    """A reference to a new footnote with these paragraphs."""
    return lambda bouwer: bouwer.noot("footnote", alineas)


def eindnoot(*alineas: str) -> Run:
    return lambda bouwer: bouwer.noot("endnote", alineas)


def link(tekst: str, adres: str) -> Run:
    """A hyperlink to an address outside the file."""
    return lambda bouwer: (
        f"<w:hyperlink r:id={bouwer.relatie('hyperlink', adres, buiten=True)!r}>"
        f"{run(tekst, _LINK)}</w:hyperlink>"
    )


def bladwijzerlink(tekst: str, naam: str) -> Run:
    return xml(f'<w:hyperlink w:anchor="{naam}">{run(tekst)}</w:hyperlink>')


def veld(instructie: str, uitkomst: str) -> Run:
    """A complex field with an instruction and a result."""
    return xml(f"{veldbegin(instructie)}{run(uitkomst)}{VELDEINDE}")


def veldbegin(instructie: str) -> str:
    """The XML of a field up to its result; VELDEINDE ends it, in a later paragraph if need be."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instructie)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


VELDEINDE = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def afbeelding(omschrijving: str = "") -> Run:
    return xml(
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr={quoteattr(omschrijving)}/>'
        '<a:graphic><a:graphicData uri="picture"><a:blip r:embed="rId99"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def tekstvak(*alineas: str) -> Run:
    """A text box as Word writes it: twice, for new and for old programs."""
    inhoud = "".join(f"<w:p>{run(tekst)}</w:p>" for tekst in alineas)
    box = f"<w:txbxContent>{inhoud}</w:txbxContent>"
    return xml(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


regeleinde: Run = xml("<w:r><w:br/></w:r>")
tab: Run = xml("<w:r><w:tab/></w:r>")
zachte_afbreking: Run = xml("<w:r><w:softHyphen/></w:r>")
vaste_afbreking: Run = xml("<w:r><w:noBreakHyphen/></w:r>")
