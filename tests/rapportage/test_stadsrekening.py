"""The chapter of the annual account: taken in from Word, and made from a round."""

import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from docx import Document

from monitoring.models import Bedrag, Deelproduct, VermeldTotaal
from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.models import Brief, Briefsoort
from rapportage.rendering.html import render_papier
from rapportage.rendering.paper import letter_pdf
from rapportage.rendering.word import document_word
from rapportage.stadsrekening.beginnen import start_stadsrekening
from rapportage.stadsrekening.geld import jaarregels
from rapportage.stadsrekening.samenvatten import WOORDEN
from rapportage.validation import validate
from rapportage.zinnen.geld import stated_sentence
from tests.fabriek import een_brief, iemand
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting
from themas.plan.models import Plan
from veiligheid.core.findings import Geweigerd
from veiligheid.core.richtext import plain
from veiligheid.core.rollen import Rol
from veiligheid.core.zinnen import split_sentences

pytestmark = pytest.mark.django_db
REKENING = "stadsrekening-2017-veiligheid.docx"


def take_in(path: Path, **opties: Any) -> str:
    uit = StringIO()
    standaard = {"soort": "stadsrekening", "jaar": 2017, "toepassen": True}
    call_command("importeer_brief", path, stdout=uit, stderr=uit, **{**standaard, **opties})
    return uit.getvalue()


def sentences(path: Path) -> list[tuple[str, str]]:
    """Heading and sentence of the Word file, read by another program."""
    found, kop = [], ""
    for p in Document(str(path)).paragraphs:
        style = str(p.style.name if p.style else "")
        if style.startswith("Heading"):
            kop = p.text.strip()
        elif style != "Title" and p.text.strip():
            found += [(kop, z.strip()) for z in split_sentences(p.text)]
    return found


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


# -- From Word --------------------------------------------------------------------------------


@pytest.mark.bronnen
def test_the_real_chapter_with_its_plan(bronnen: Path) -> None:
    told = take_in(bronnen / REKENING)
    assert "stadsrekening-2017" in told
    assert "is opgenomen als plan" in told
    plan = Plan.objects.get()
    assert (plan.titel, plan.van_jaar, plan.tot_en_met_jaar) == (
        "Beleidskader Integrale Veiligheid 2016-2018",
        2016,
        2018,
    )
    brief = Brief.objects.get()
    assert (brief.soort, brief.titel) == (Briefsoort.STADSREKENING, "Stadsrekening 2017")
    assert brief.ronde.verslagjaar == 2017
    koppen = [(o.niveau, o.kop) for o in brief.onderdelen.order_by("positie")]
    assert koppen == [
        (1, "De afspraken"),
        (2, "Veiliger Wijkteams nieuwe stijl"),
        (2, "Intelligence op het veiligheidsdomein"),
        (2, "Doorontwikkeling Veiligheidshuis"),
        (2, "Radicalisering"),
        (2, "Fysieke veiligheid"),
    ]
    assert [t.titel for t in plan.themas.order_by("positie")] == [k for n, k in koppen if n == 2]
    assert "Er is niets veranderd" in take_in(bronnen / REKENING)
    # Under a plan that is there, nothing is made but the texts.
    assert Plan.objects.count() == 1


@pytest.mark.bronnen
def test_every_sentence_once_in_order_under_its_heading(bronnen: Path) -> None:
    take_in(bronnen / REKENING)
    document = compose(Brief.objects.get()).document
    found = [(o.kop, z.strip()) for o in document.inleiding for z in _sentences_of(o.html)]
    wanted = sentences(bronnen / REKENING)
    assert [(k, flat(z)) for k, z in found] == [(k, flat(z)) for k, z in wanted]
    # And back to the same text on paper and in Word.
    page = flat(re.sub(r"<[^>]+>", " ", render_papier(document)))
    at = 0
    for _, zin in wanted:
        at = page.index(_plain_signs(zin), at)
    again = BytesIO(document_word(document))
    written = flat(" ".join(p.text for p in Document(again).paragraphs))
    at = 0
    for _, zin in wanted:
        at = written.index(flat(zin), at)


def _sentences_of(html: str) -> list[str]:
    blocks = re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", html, re.S)
    return [z for block in blocks for z in split_sentences(plain(block)) if z.strip()]


def _plain_signs(zin: str) -> str:
    return flat(zin).replace("&", "&amp;")


@pytest.mark.bronnen
def test_the_real_chapter_on_screen(bronnen: Path, client: Client) -> None:
    client.force_login(iemand(Rol.EINDREDACTEUR))
    sent = SimpleUploadedFile(REKENING, (bronnen / REKENING).read_bytes())
    adres = client.post("/importeren/stadsrekening/", {"bestand": sent, "jaar": "2017"})["Location"]
    assert "Er is nog niets veranderd" in client.get(adres).content.decode()
    assert not Brief.objects.exists()
    done = client.post(adres, {"doe": "inlezen"}, follow=True).content.decode()
    assert "Ingelezen." in done
    assert Brief.objects.get().slug == "stadsrekening-2017"


@pytest.mark.bronnen
def test_a_year_outside_the_plan_that_is_named(bronnen: Path) -> None:
    with pytest.raises(CommandError) as fout:
        take_in(bronnen / REKENING, jaar=2025)
    assert "De tekst noemt geen plan waar 2025 in valt" in str(fout.value.__cause__)
    assert not Plan.objects.exists()


# -- From a round -------------------------------------------------------------------------------


@pytest.fixture
def ronde() -> Any:
    """A round with its letter, the money of its year, and a figure."""
    brief = een_brief(2, 2)
    plan, jaar = brief.ronde.plan, brief.ronde.verslagjaar or 0
    for n, (naam, bedragen) in enumerate(
        {
            "Toezicht": ("63000", "70000", "58000"),
            "Zorg": ("100000", None, "112000"),
            "Brandweer": ("500000", "500000", "500000"),
            "Onderzoek": ("20000", None, None),
        }.items(),
        start=1,
    ):
        deelproduct = Deelproduct.objects.add(plan, naam, positie=n)
        soorten = ("begroot", "na wijziging", "gerealiseerd")
        for soort, bedrag in zip(soorten, bedragen, strict=True):
            if bedrag is not None:
                Bedrag.objects.create(
                    deelproduct=deelproduct,
                    jaar=jaar,
                    soort=soort,
                    bedrag=Decimal(bedrag),
                    toelichting="Er was meer vraag."
                    if (naam, soort) == ("Zorg", "gerealiseerd")
                    else "",
                )
    VermeldTotaal.objects.create(plan=plan, jaar=jaar, soort="begroot", bedrag=Decimal("690000"))
    (gemeente,) = een_gemeente(0, "GM0000")
    indicator = een_indicator("Inbraken")
    indicator.themas.add(brief.ronde.bijdragen.all()[0].thema)
    for j in range(jaar - 3, jaar + 1):
        een_meting(indicator, gemeente, j, j - 2000)
    return brief.ronde


def test_made_by_itself(ronde: Any) -> None:
    brief = start_stadsrekening(ronde, None)
    document = compose(brief).document
    koppen = [(o.niveau, o.kop) for o in document.inleiding]
    themas = [b.thema.titel for b in ronde.bijdragen.order_by("positie")]
    assert koppen == [(1, "De afspraken"), *((2, titel) for titel in themas)]
    # What the letter looks back on, in its own words.
    letter = compose(Brief.objects.get(soort=Briefsoort.VEILIGHEIDSBRIEF)).document
    for hoofdstuk, onderdeel in zip(letter.hoofdstukken, document.inleiding[1:], strict=True):
        told = plain("".join(b.html for p in hoofdstuk.paragrafen for b in p.blokken))
        zinnen = re.findall(r"<p>(.*?)</p>", onderdeel.html)
        assert len(zinnen) == len(hoofdstuk.paragrafen)
        assert all(plain(z) in told for z in zinnen), (zinnen, told)
    [tabel] = document.delen
    assert [bijlage.titel for bijlage in document.bijlagen] == ["Cijfers"]
    assert document.bijlagen[0].delen
    assert not document.groepen
    rows = {rij.kop: rij.cellen for rij in tabel.rijen}  # type: ignore[union-attr]
    assert rows["Toezicht"] == ("63", "70", "58", "12 (V)", "–")
    assert rows["Zorg"] == ("100", "–", "112", "12 (N)", "Er was meer vraag.")
    assert rows["Brandweer"] == ("500", "500", "500", "0", "–")
    assert rows["Onderzoek"] == ("20", "–", "–", "–", "–")
    assert rows["Som van de regels"][:4] == ("683", "570", "670", "0")


def test_sums_equal_the_source_and_the_difference_is_told(ronde: Any) -> None:
    regels = jaarregels(ronde.plan, ronde.verslagjaar, "lasten")
    for soort in ("begroot", "na wijziging", "gerealiseerd"):
        stored = sum(b.bedrag for b in Bedrag.objects.filter(soort=soort, jaar=ronde.verslagjaar))
        ours = sum(getattr(r, soort.replace(" ", "_")) or 0 for r in regels)
        assert ours == stored
    [tabel] = compose(start_stadsrekening(ronde, None)).document.delen
    difference = stated_sentence("begroot", Decimal("690000"), Decimal("683000"))
    assert tabel.opmerkingen == (difference,)  # type: ignore[union-attr]
    assert "Verschil: €\u00a07.000." in difference


def test_the_length_only_advises(ronde: Any) -> None:
    brief = start_stadsrekening(ronde, None)
    onderdeel = brief.onderdelen.filter(niveau=2).order_by("positie")[0]
    onderdeel.tekst = f"<p>{' '.join(['woord'] * (WOORDEN + 25))}.</p>"
    onderdeel.save()
    compositie = compose(brief)
    assert compositie.document.inleiding[1].html == onderdeel.tekst
    [found] = [b for b in validate(compositie) if b.code == "samenvatting-lang"]
    assert "heeft 25 woorden meer dan de 150" in found.melding
    assert not found.blokkeert
    codes = {b.code for b in validate(compositie)}
    assert "verschil-zonder-toelichting" in codes  # of Toezicht; of Zorg it is told why
    assert "onderdeel-leeg" in codes  # the introduction is still to be written


def test_one_for_each_year(ronde: Any) -> None:
    start_stadsrekening(ronde, None)
    with pytest.raises(Geweigerd, match="is er al bij dit plan"):
        start_stadsrekening(ronde, None)


def test_begun_on_screen_and_taken_away_as_word(ronde: Any, client: Client) -> None:
    client.force_login(iemand(Rol.EINDREDACTEUR))
    begun = client.post(reverse("stadsrekeningen"), {"ronde": ronde.pk}, follow=True)
    page = begun.content.decode()
    assert "is begonnen" in page
    assert "Als Word" in page
    brief = Brief.objects.get(soort=Briefsoort.STADSREKENING)
    assert client.get(reverse("concept", args=[brief.slug])).status_code == 200
    data = client.get(reverse("concept-word", args=[brief.slug])).content
    written = Document(BytesIO(data))
    styled = [(p.text, str(p.style.name).casefold()) for p in written.paragraphs if p.style]
    koppen = [text for text, style in styled if style.startswith("heading")]
    assert koppen[0] == "De afspraken"
    cells = [c.text for t in written.tables for r in t.rows for c in r.cells]
    assert "12 (V)" in cells
    assert "Er was meer vraag." in cells
    assert data == client.get(reverse("concept-word", args=[brief.slug])).content


@pytest.mark.verapdf
def test_both_standards(ronde: Any, verapdf: Callable[..., None], tmp_path: Path) -> None:
    brief = start_stadsrekening(ronde, None)
    document = compose(brief).document
    path = tmp_path / "stadsrekening.pdf"
    path.write_bytes(letter_pdf(document, load_files(brief, document))[0])
    verapdf(path)
