"""The audit committee's own mirror, taken in and published: every word of it on the page and in the
PDF, its legend and its closing note too."""

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from lxml import html as lxml_html

from rapportage.brieven import start_spiegel
from rapportage.models import Publicatie
from rapportage.publishing import prepare, publish
from rapportage.rendering.html import render_papier
from tests import pdfhulp
from themas.models import Ronde
from veiligheid.core.word import read_word
from veiligheid.document.brief import Briefdocument

pytestmark = [pytest.mark.bronnen, pytest.mark.django_db]
PLAN = "Programma Welzijn, Wijkontwikkeling en Zorg"
# The heads of its tables became the two rounds; labels before titles say what a level is called.
_NOT_ON_THE_PAGE = {"Begroting", "Jaarverslag", "2023", "Activiteit", "Ambitie", "Doel"}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def published(bronnen: Path) -> Publicatie:
    uit = StringIO()
    bestand = bronnen / "spiegel-wwz-2023.docx"
    call_command(
        "importeer_spiegel", bestand, plan=PLAN, jaar=2023, toepassen=True, stdout=uit, stderr=uit
    )
    assert "Haar 6 activiteiten zijn opgenomen zonder doel" in uit.getvalue()
    assert "Deze tekst staat na de laatste tabel en is bewaard in het plan" in uit.getvalue()
    brief = start_spiegel(Ronde.objects.get(verslagjaar=2023), None)
    return publish(brief, prepare(brief), None)


def test_every_word_of_the_source_on_the_page_and_in_the_pdf(bronnen: Path, client: Client) -> None:
    publicatie = published(bronnen)
    adres = publicatie.get_absolute_url()
    html = client.get(adres).content.decode()
    root: Any = lxml_html.document_fromstring(html)
    pdf = client.get(f"{adres}brief.pdf").content
    document = Briefdocument.from_json(client.get(f"{adres}brief.json").content)
    paper = pdfhulp.structuurwoorden(pdf)
    assert paper == pdfhulp.htmlwoorden(render_papier(document))

    data = read_word((bronnen / "spiegel-wwz-2023.docx").read_bytes())
    told = {word for element in data.elementen for word in words(element.tekst)}
    for shown in (pdfhulp.htmlwoorden(html), paper):
        assert told - set(shown) <= _NOT_ON_THE_PAGE

    every_text_in_its_own_row(root, bronnen / "spiegel-wwz-2023.csv")
    [around] = root.xpath("//*[contains(@id, '--toelichting')]")
    text = " ".join(around.text_content().split())
    assert text.count("Rood:") == text.count("Blauw:") == 1
    assert "1 In de begroting 2023 zijn de activiteiten niet geordend naar de doelen." in text


def unnumbered(text: str) -> str:
    """A list types its numbers in the file, and shows them on the page."""
    return re.sub(r"^\d\. ", "", text, flags=re.MULTILINE)


def every_text_in_its_own_row(root: Any, path: Path) -> None:
    rijen = {}
    for tr in root.xpath("//tr[contains(@class, 'vb-spiegel__rij')]"):
        th, beloofd, gedaan, oordeel = tr
        rijen[" ".join(words(th.text_content()))] = (beloofd, gedaan, oordeel)
    rows = list(csv.DictReader(StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    assert len(rijen) == len(rows) == 44
    kleuren: Counter[str] = Counter()
    for row in rows:
        key = " ".join(words(f"{row['activiteit']} {row['doel']}"))
        beloofd, gedaan, oordeel = rijen.pop(key)
        for cel, column in ((beloofd, "begroting_2023"), (gedaan, "jaarverslag_2023")):
            alineas = cel.xpath(".//div//p | .//div//li[not(p)]")
            shown = "\n".join(a.text_content() for a in alineas)
            assert words(unnumbered(shown)) == words(unnumbered(row[column]))
        kleuren[" ".join(oordeel.text_content().split()[:2])] += 1
    assert kleuren == {"× Rood:": 10, "… Nog": 32, "+ Blauw:": 2}
