"""Files in an annex: what comes in is judged and made safe, what can't come in is said clearly."""

import struct
import zlib
from io import BytesIO
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageFile

from rapportage.bijlagen import bestanden
from rapportage.models import Bijlage, Bijlagebestand, Onderdeel
from tests.fabriek import een_bijlagetekst
from tests.rapportage.bijlagen.hulp import (
    Soort,
    a_pdf,
    a_poor_pdf,
    composed,
    delen_of,
    een_bijlage,
    een_kale_brief,
    picture,
    png,
    zet_afbeelding,
)
from tests.themas.views.formulier import filled
from veiligheid.document.delen import Afbeelding, Bestanddeel

pytestmark = pytest.mark.django_db


# -- A PDF from elsewhere ---------------------------------------------------------------------


@pytest.fixture
def pdf() -> Bijlage:
    return een_bijlage(een_kale_brief(), Soort.PDF, "Kaart")


def scherm(bijlage: Bijlage) -> str:
    return f"/concept/{bijlage.brief.slug}/bijlagen/{bijlage.sleutel}/"


def upload(client: Client, bijlage: Bijlage, data: bytes | None, naam: str = "kaart.pdf") -> Any:
    files = {} if data is None else {"bestand": SimpleUploadedFile(naam, data)}
    return client.post(f"{scherm(bijlage)}bestand/", files, follow=True)


def test_a_pdf_comes_with_its_verdict(joris: Client, pdf: Bijlage) -> None:
    """For who edits, and for who reads; the file itself stays as it came."""
    assert "Kies hieronder het pdf-bestand." in joris.get(scherm(pdf)).content.decode()
    goed = a_pdf()
    page = upload(joris, pdf, goed, "Kaart van de STAD.pdf").content.decode()
    assert "toegankelijk (PDF/UA) en te archiveren (PDF/A)" in page
    assert "voldoet niet" not in page
    [deel] = delen_of(pdf, Bestanddeel)
    assert (deel.naam, deel.bladzijden) == ("kaart-van-de-stad.pdf", 1)
    page = upload(joris, pdf, a_poor_pdf(), "schets.pdf").content.decode()
    zin = "Het voldoet niet aan PDF/UA-1 (toegankelijkheid) en PDF/A-3a (archivering)."
    for woorden in ("niet voor iedereen toegankelijk", zin, "Eerder: kaart-van-de-stad.pdf"):
        assert woorden in page
    assert page.count("Wat de keuring vond") == 1
    base = f"/concept/{pdf.brief.slug}/bijlage/{pdf.nummer}/"
    lezer = joris.get(base).content.decode()
    assert zin in lezer
    assert "niet in de pdf van de brief samengevoegd" in lezer
    [deel] = delen_of(pdf, Bestanddeel)
    assert joris.get(f"{base}{deel.bestand}").content == a_poor_pdf()
    first = pdf.bestanden.order_by("pk")[0]
    assert bytes(first.inhoud) == goed


def encrypted() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(a_poor_pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "melding"),
    [
        (None, "Kies een pdf-bestand."),
        (b"", "is geen pdf-bestand. Sla het op als pdf en kies dat."),
        (b"PK\x03\x04 een Word-bestand", "‘kaart.pdf’ is geen pdf-bestand."),
        (a_poor_pdf()[:200], "beschadigd of met een wachtwoord beveiligd"),
        (encrypted(), "Sla het opnieuw op als pdf, zonder wachtwoord."),
        (a_poor_pdf() + b" " * 5_000, "is groter dan 0 MB"),
    ],
    ids=["nothing", "empty", "word", "damaged", "encrypted", "large"],
)
def test_what_is_no_pdf_to_show_is_refused(
    joris: Client, pdf: Bijlage, monkeypatch: pytest.MonkeyPatch, data: bytes | None, melding: str
) -> None:
    upload(joris, pdf, a_poor_pdf(), "staat-er-al.pdf")
    monkeypatch.setattr(bestanden, "MAX_BYTES", 5_000)
    answer = upload(joris, pdf, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert melding in page
    assert 'aria-invalid="true"' in page
    assert [b.bestandsnaam for b in pdf.bestanden.all()] == ["staat-er-al.pdf"]
    assert "staat-er-al.pdf" in page


def test_a_file_that_is_far_too_large_is_not_even_kept(joris: Client, pdf: Bijlage) -> None:
    answer = upload(joris, pdf, b"%PDF-" + b"x" * 51_000_000)
    assert answer.status_code == 422
    assert "groter dan 50 MB en is niet gelezen" in answer.content.decode()
    assert not Bijlagebestand.objects.exists()


def test_a_pdf_goes_in_an_annex_of_that_kind_only(joris: Client, pdf: Bijlage) -> None:
    tekst = een_bijlage(pdf.brief, Soort.TEKST)
    assert upload(joris, tekst, a_poor_pdf()).status_code == 404
    assert not Bijlagebestand.objects.exists()


# -- A picture beneath a text -----------------------------------------------------------------


@pytest.fixture
def tekst() -> Onderdeel:
    bijlage = een_bijlage(een_kale_brief(), Soort.TEKST, "De wijk")
    return een_bijlagetekst(bijlage, "Wat we deden", "<p>De heg is weg.</p>")


def adres_van(onderdeel: Onderdeel) -> str:
    return f"/concept/{onderdeel.brief.slug}/schrijven/{onderdeel.pk}/"


def place(
    client: Client,
    onderdeel: Onderdeel,
    data: bytes | None = None,
    naam: str = "kaart.png",
    **v: str,
) -> Any:
    """Press the picture's button on the page of the text."""
    standing = Onderdeel.objects.get(pk=onderdeel.pk)
    velden: dict[str, Any] = {"basis": str(standing.versie), "uuid": str(uuid4())}
    velden |= {"kop": standing.kop, "tekst": "De heg is weg.", "doe": "afbeelding"}
    velden |= {"alt": "Een plattegrond", "bijschrift": "De wijk", **v}
    if data is not None:
        velden["bestand"] = SimpleUploadedFile(naam, data)
    return client.post(f"{adres_van(onderdeel)}afbeelding/", velden, follow=True)


def afbeelding_in(onderdeel: Onderdeel) -> list[Afbeelding]:
    assert onderdeel.bijlage is not None
    return [d for d in composed(onderdeel.bijlage).delen if isinstance(d, Afbeelding)]


def test_a_picture_with_its_words(joris: Client, tekst: Onderdeel) -> None:
    page = place(joris, tekst, png((60, 40)), "Mijn Kaart.png").content.decode()
    assert "De afbeelding staat onder de tekst." in page
    [deel] = afbeelding_in(tekst)
    assert (deel.alt, deel.bijschrift) == ("Een plattegrond", "De wijk")
    assert (deel.breedte, deel.hoogte) == (60, 40)
    assert f'{deel.bestand}" width="60" height="40" alt="Een plattegrond"' in page
    # Its words are saved with the text, and are needed where it stands.
    adres = adres_van(tekst)
    begun = filled(joris, adres)
    joris.post(adres, begun | {"alt": "Een plattegrond van zes straten", "bijschrift": ""})
    [anders] = afbeelding_in(tekst)
    assert (anders.bestand, anders.alt) == (deel.bestand, "Een plattegrond van zes straten")
    answer = joris.post(adres, filled(joris, adres) | {"alt": " "})
    assert answer.status_code == 422
    assert "Schrijf wat er op de afbeelding te zien is" in answer.content.decode()
    assert afbeelding_in(tekst) == [anders]
    place(joris, tekst, doe="weg", alt="Nog anders")
    assert afbeelding_in(tekst) == []
    assert Bijlagebestand.objects.count() == 1  # history keeps the file, the text its words
    tekst.refresh_from_db()
    assert (tekst.afbeelding, tekst.alt) == (None, "Nog anders")


@pytest.mark.parametrize("doe", ["afbeelding", "weg"])
def test_what_was_typed_beside_a_picture_is_saved(
    joris: Client, tekst: Onderdeel, doe: str
) -> None:
    """Without a script too, and whatever becomes of the picture."""
    zet_afbeelding(tekst)
    place(joris, tekst, b"rommel", kop="Een nieuwe kop", tekst="Half getypt.", doe=doe)
    tekst.refresh_from_db()
    assert (tekst.kop, tekst.tekst) == ("Een nieuwe kop", "<p>Half getypt.</p>")
    assert (tekst.alt, tekst.bijschrift) == ("Een plattegrond", "De wijk")


def test_what_came_along_with_a_picture_stays_behind(joris: Client, tekst: Onderdeel) -> None:
    """A JPEG that is called .png: kept as what it is, turned as it was meant, without its place."""
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Camera van Joris"
    data = picture(Image.new("RGB", (60, 40), "#157c68"), "JPEG", exif=exif)
    place(joris, tekst, data, "foto.png")
    [deel] = afbeelding_in(tekst)
    assert (deel.mediatype, deel.breedte, deel.hoogte) == ("image/jpeg", 40, 60)
    assert deel.bestand.endswith("-foto.jpg")
    assert b"Camera van Joris" not in bytes(Bijlagebestand.objects.get().inhoud)


def noise() -> bytes:
    """A picture that can't be guessed from its beginning."""
    return picture(Image.effect_noise((60, 40), 50), "PNG")


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("data", "velden", "melding"),
    [
        (None, {}, "Kies een afbeelding."),
        (b"", {}, "‘kaart.png’ is geen leesbare afbeelding. Kies een png of jpg."),
        (b"<svg onload='x'/>", {}, "is geen leesbare afbeelding."),
        (picture(Image.new("L", (9, 9)), "GIF"), {}, "is geen leesbare afbeelding."),
        (noise()[:900], {}, "is geen leesbare afbeelding."),
        (
            bomb(9_000, 9_000),
            {},
            "heeft te veel beeldpunten (81 miljoen); hoogstens 40 miljoen kunnen",
        ),
        (bomb(60_000, 60_000), {}, "heeft te veel beeldpunten; hoogstens 40 miljoen"),
        (bomb(30_000, 100), {}, "Een zijde mag hoogstens 20.000 zijn. Maak de afbeelding"),
        (png(), {"alt": ""}, "Schrijf wat er op de afbeelding te zien is, voor wie haar niet"),
        (png() + b" " * 5_000, {}, "is groter dan 0 MB"),
    ],
    ids=["nothing", "empty", "svg", "gif", "damaged", "many", "bomb", "side", "alt", "large"],
)
def test_what_is_no_picture_to_show_is_refused(
    joris: Client,
    tekst: Onderdeel,
    monkeypatch: pytest.MonkeyPatch,
    data: bytes | None,
    velden: dict[str, str],
    melding: str,
) -> None:
    """And what was typed beside it stands there still."""
    # WeasyPrint, which lives in a process of its own, lets half a picture through.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    monkeypatch.setattr(bestanden, "MAX_BYTES", 5_000)
    answer = place(joris, tekst, data, **velden)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert melding in page
    assert 'value="De wijk"' in page
    assert ("Een plattegrond" in page) == ("alt" not in velden)
    assert "De heg is weg." in page
    assert not afbeelding_in(tekst)


def test_a_picture_that_stands_survives_a_bad_one(joris: Client, tekst: Onderdeel) -> None:
    zet_afbeelding(tekst, "Een groen vlak")
    [before] = afbeelding_in(tekst)
    assert place(joris, tekst, b"rommel").status_code == 422
    [after] = afbeelding_in(tekst)
    assert (after.bestand, after.alt) == (before.bestand, "Een plattegrond")


def test_a_picture_stands_in_an_annex_only(joris: Client, tekst: Onderdeel) -> None:
    inleiding = tekst.brief.onderdelen.filter(bijlage=None)[0]
    assert place(joris, inleiding, png()).status_code == 404
    assert "Afbeelding onder deze tekst" not in joris.get(adres_van(inleiding)).content.decode()
