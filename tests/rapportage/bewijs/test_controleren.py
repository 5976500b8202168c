"""Whether a PDF from somebody's mailbox is ours: six files, six verdicts."""

import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from rapportage.bewijs.controleren import Uitslag, check
from rapportage.bewijs.lezer import read_pdf
from rapportage.bewijs.manifest import digest
from rapportage.models import Brief, Publicatie
from rapportage.publishing import prepare, publish
from rapportage.rendering.paper import bijlage_pdf, letter_pdf
from tests.fabriek import een_bijlagetekst, een_brief
from tests.rapportage.bijlagen.hulp import Soort, a_pdf, een_bijlage
from veiligheid.document.brief import Briefdocument


@pytest.fixture(scope="module")
def brieven(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Two versions of a letter with an annex, made once."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        brief = een_brief(themas=2, paragrafen=6)
        tekst = een_bijlage(brief, Soort.TEKST, "Wat we deden")
        een_bijlagetekst(tekst, "Wat we deden", "<p>Er kwamen zeventien camera’s bij.</p>")
        first = publish(brief, prepare(brief), None)
        Brief.objects.filter(pk=brief.pk).update(kenmerk="VB-2026-0002")
        brief = Brief.objects.get(pk=brief.pk)
        second = publish(brief, prepare(brief), None, "Het kenmerk klopte niet.")
        yield first, second, tekst.nummer
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


pytestmark = pytest.mark.django_db


def pdf_of(publicatie: Publicatie, pad: str = "brief.pdf") -> bytes:
    return bytes(publicatie.bestanden.get(pad=pad).inhoud)


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def stripped(data: bytes) -> bytes:
    """What some publication platforms do to every upload."""
    with pikepdf.open(BytesIO(data)) as pdf:
        del pdf.Root.Metadata
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        return saved(pdf)


def printed(data: bytes) -> bytes:
    """The same pages without tags, embedded files and all else that is no ink."""
    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.new() as paper:
        paper.add_pages_from(pdf)
        for page in paper.pages:
            for naam in ("/StructParents", "/Annots", "/Tabs"):
                if naam in page.obj:
                    del page.obj[naam]
        return saved(paper)


def words(uitslag: Uitslag) -> str:
    return " ".join((uitslag.kop, *uitslag.zinnen))


def test_the_original(brieven: Any) -> None:
    said = check(pdf_of(brieven[1]))
    assert (said.code, said.soort) == ("origineel", "success")
    assert "versie 2" in words(said)
    assert "vervangen" not in words(said)
    annex = check(pdf_of(brieven[1], f"bijlage/{brieven[2]}/bijlage.pdf"))
    assert f"de pdf van bijlage {brieven[2]}" in words(annex)


def test_an_older_version(brieven: Any) -> None:
    said = check(pdf_of(brieven[0]))
    assert said.code == "origineel"
    assert "Deze versie is vervangen: versie 2 geldt nu." in said.zinnen
    assert said.adres.endswith("/versie/1/")


def test_metadata_removed_after_publishing(brieven: Any) -> None:
    data = stripped(pdf_of(brieven[1]))
    assert digest(data) != digest(pdf_of(brieven[1]))
    said = check(data)
    assert said.code == "metadata-weg"
    assert "De tekst is gelijk" in said.kop
    assert "versie 2" in words(said)
    assert check(stripped(pdf_of(brieven[0]))).adres.endswith("/versie/1/")


def test_printed_to_pdf(brieven: Any) -> None:
    said = check(printed(pdf_of(brieven[1])))
    assert said.code == "afgedrukt"
    assert "De tekst is gelijk" in said.kop


def test_one_word_changed(brieven: Any) -> None:
    data = bytes(brieven[1].bestanden.get(pad="brief.json").inhoud).decode()
    assert data.count("Wij deden 5 dingen voor onderwerp 2") == 1
    changed = data.replace(
        "Wij deden 5 dingen voor onderwerp 2", "Wij deden 6 dingen voor onderwerp 2"
    )
    said = check(letter_pdf(Briefdocument.from_json(changed))[0])
    assert said.code == "veranderd"
    page = re.search(r"op bladzijde (\d+)", said.kop)
    assert page is not None, said
    texts = read_pdf(pdf_of(brieven[1])).bladzijden
    assert "deden 5 dingen voor onderwerp 2" in texts[int(page[1]) - 1]
    (verschil,) = said.verschil
    assert ("5" in verschil[0], "6" in verschil[1]) == (True, True)


def test_one_word_changed_on_the_only_page(brieven: Any) -> None:
    """No page of it is as it was: then the words decide."""
    data = bytes(brieven[1].bestanden.get(pad="brief.json").inhoud)
    changed = Briefdocument.from_json(data.replace(b"zeventien", b"achttien"))
    said = check(bijlage_pdf(changed, brieven[2]))
    assert said.code == "veranderd"
    (verschil,) = said.verschil
    assert verschil[1] == verschil[0].replace("zeventien", "achttien")


def test_another_document_a_scan_and_no_pdf(brieven: Any) -> None:
    assert check(a_pdf("Een brief van een andere gemeente.")).code == "onbekend"
    with pikepdf.new() as blank:
        blank.add_blank_page()
        assert "geen tekst" in check(saved(blank)).kop
    for data in (b"", b"%PDF-1.7 stuk", b"PK\x03\x04"):
        assert check(data).code == "onleesbaar"


def test_the_page_without_a_script_and_by_hash_alone(brieven: Any, client: Client) -> None:
    letter = pdf_of(brieven[1])
    page = client.get("/controleer/", {"sha256": digest(letter)}).content.decode()
    assert "Dit bestand is echt." in page
    page = client.get("/controleer/", {"sha256": "0" * 64}).content.decode()
    assert 'data-code="onbekend"' in page
    sent = Client(enforce_csrf_checks=True)
    response = sent.post("/controleer/", {"bestand": SimpleUploadedFile("a.pdf", stripped(letter))})
    assert response.status_code == 200
    assert 'data-code="metadata-weg"' in response.content.decode()
    assert not response.cookies
    assert client.post("/controleer/", {}).status_code == 422
