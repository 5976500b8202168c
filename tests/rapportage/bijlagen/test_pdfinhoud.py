"""A PDF that does something besides being read is refused, and what it does is told."""

import zlib
from collections.abc import Callable
from io import BytesIO
from time import monotonic
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from rapportage.bijlagen.bestanden import store_pdf
from rapportage.bijlagen.pdfinhoud import NietNaTeKijken, looked_into
from tests.rapportage.bijlagen.hulp import Soort, a_pdf, a_poor_pdf, een_bijlage, een_kale_brief
from veiligheid.core.findings import Geweigerd

Maak = Callable[[Any], object]


def made(change: Maak, **opties: Any) -> bytes:
    """A page, with something done to it."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(out, **opties)
    return out.getvalue()


def action(kind: str, **more: Any) -> Any:
    return Dictionary(Type=Name.Action, S=Name(kind), **more)


def opens(pdf: Any, what: Any) -> None:
    pdf.Root.OpenAction = what


def annotation(pdf: Any, kind: str, **more: Any) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=[0, 0, 9, 9], **more)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def embed(naam: str, data: bytes) -> Maak:
    def change(pdf: Any) -> None:
        pdf.attachments[naam] = pikepdf.AttachedFileSpec(pdf, data, filename=naam)

    return change


def script(pdf: Any) -> None:
    names = Array([String("a"), action("/JavaScript", JS=String("app.alert(1)"))])
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))


DOET_IETS: dict[str, tuple[Maak, str]] = {
    "script of the document": (script, "JavaScript"),
    "script in a stream": (
        lambda pdf: opens(pdf, action("/JavaScript", JS=Stream(pdf, b"app.alert(1)"))),
        "JavaScript",
    ),
    "script behind a link": (
        lambda pdf: annotation(pdf, "/Link", A=action("/JavaScript", JS=String("x"))),
        "JavaScript",
    ),
    "script as the next action": (
        lambda pdf: annotation(
            pdf, "/Link", A=action("/GoTo", Next=Array([action("/JavaScript", JS=String("x"))]))
        ),
        "JavaScript",
    ),
    "launch": (
        lambda pdf: annotation(pdf, "/Link", A=action("/Launch", F=String("cmd.exe"))),
        "een opdracht die een programma of bestand start",
    ),
    "opens an address": (
        lambda pdf: opens(pdf, action("/URI", URI=String("https://x.example"))),
        "een opdracht die bij het openen wordt uitgevoerd",
    ),
    "when a page shows": (
        lambda pdf: pdf.pages[0].obj.update({"/AA": Dictionary(O=action("/Named", N=Name.Print))}),
        "opdrachten die vanzelf worden uitgevoerd",
    ),
    "sends a form": (
        lambda pdf: annotation(pdf, "/Link", A=action("/SubmitForm", F=String("https://x"))),
        "een formulier dat gegevens verstuurt",
    ),
    "xfa": (
        lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(XFA=Stream(pdf, b"<xdp/>"))),
        "een XFA-formulier",
    ),
    "rich media": (lambda pdf: annotation(pdf, "/RichMedia"), "rich media (Flash of 3D)"),
    "sound": (
        lambda pdf: annotation(pdf, "/Screen"),
        "beeld of geluid dat wordt afgespeeld",
    ),
    "program": (embed("Factuur.PDF.exe", b"MZ\x90"), "het ingesloten bestand “Factuur.PDF.exe”"),
    "program under another name": (embed("a.txt", b"MZ\x90"), "het ingesloten bestand “a.txt”"),
    "archive": (embed("alles.zip", b"PK\x03\x04"), "het ingesloten bestand “alles.zip”"),
    "macros": (embed("lijst.xlsm", b"PK\x03\x04"), "het ingesloten bestand “lijst.xlsm”"),
    "script in a pdf in it": (
        embed("binnen.pdf", made(script)),
        "JavaScript, in het ingesloten bestand “binnen.pdf”",
    ),
}


@pytest.mark.parametrize("soort", DOET_IETS)
@pytest.mark.parametrize("streams", ["disable", "generate"])
def test_what_does_something_is_found(soort: str, streams: str) -> None:
    """In the open and in compressed streams of objects."""
    change, told = DOET_IETS[soort]
    data = made(change, object_stream_mode=getattr(pikepdf.ObjectStreamMode, streams))
    assert told in looked_into(data)


STIL: dict[str, Maak] = {
    "a plain page": lambda pdf: None,
    "opens at its second line": lambda pdf: opens(
        pdf, Array([pdf.pages[0].obj, Name.XYZ, 0, 700, None])
    ),
    "opens by going to a page": lambda pdf: opens(pdf, action("/GoTo", D=String("hoofdstuk"))),
    "a link": lambda pdf: annotation(
        pdf, "/Link", A=action("/URI", URI=String("https://voorbeeldstad.example"))
    ),
    "figures in it": embed("cijfers.csv", b"a;b\n1;2\n"),
    "its source in it": embed("brief.json", b"{}"),
    "a pdf in it": embed("kaart.pdf", a_poor_pdf()),
    "a structure element that is called S": lambda pdf: setattr(
        pdf.Root, "StructTreeRoot", Dictionary(K=Dictionary(S=Name.Sound, Type=Name.StructElem))
    ),
}


@pytest.mark.parametrize("soort", STIL)
def test_what_is_only_read_is_left_alone(soort: str) -> None:
    assert looked_into(made(STIL[soort])) == []


@pytest.mark.parametrize("data", [a_pdf(), a_poor_pdf()], ids=["ours", "poor"])
def test_our_own_letters_are_only_read(data: bytes) -> None:
    assert looked_into(data) == []


def test_an_odd_spelling_hides_nothing() -> None:
    data = made(lambda pdf: opens(pdf, action("/JavaScript", JS=String("x"))))
    odd = data.replace(b"/JavaScript", b"/J#61vaScrip#74").replace(b"/JS", b"/#4a#53")
    assert odd != data
    assert "JavaScript" in looked_into(odd)


def test_a_pdf_in_a_pdf_in_a_pdf() -> None:
    data = a_poor_pdf()
    for _ in range(6):
        data = made(embed("binnen.pdf", data))
    with pytest.raises(NietNaTeKijken):
        looked_into(data)


def test_one_that_wants_all_memory() -> None:
    """Three megabytes that become three thousand, as a stream of objects."""
    packer = zlib.compressobj(9)
    block = b"0" * 1_000_000
    packed = b"".join(packer.compress(block) for _ in range(3_000)) + packer.flush()

    def bomb(pdf: Any) -> None:
        stream = Stream(pdf, b"")
        stream.write(packed, filter=Name.FlateDecode)
        specification = Dictionary(
            Type=Name.Filespec, UF=String("a.txt"), EF=Dictionary(F=pdf.make_indirect(stream))
        )
        pdf.Root.AF = Array([pdf.make_indirect(specification)])

    data, begin = made(bomb), monotonic()
    with pytest.raises(NietNaTeKijken):
        looked_into(data)
    print(f"{len(data) // 1000} kB that unpack to 3 GB: given up after {monotonic() - begin:.1f} s")


@pytest.mark.django_db
def test_it_is_told_and_not_kept() -> None:
    bijlage = een_bijlage(een_kale_brief(), Soort.PDF, "Kaart")

    def both(pdf: Any) -> None:
        script(pdf)
        embed("gratis.exe", b"MZ")(pdf)

    with pytest.raises(Geweigerd) as refused:
        store_pdf(bijlage, made(both), "kaart.pdf")
    [bevinding] = refused.value.bevindingen
    for words in (
        "‘kaart.pdf’ is niet bewaard",
        "JavaScript",
        "“gratis.exe”",
        "Afdrukken, Opslaan",
    ):
        assert words in bevinding.melding
    assert not bijlage.bestanden.exists()
    assert store_pdf(bijlage, made(lambda pdf: None), "kaart.pdf").pk
