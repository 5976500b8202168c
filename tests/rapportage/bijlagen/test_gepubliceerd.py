"""Annexes as they are published: the same bytes for ever, and PDFs that everybody can read."""

import csv
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import transaction
from django.db.models import Model
from django.test import Client

from monitoring.charts.notatie import nl
from monitoring.models import Deelproduct, Gebied, Indicator, Meting
from rapportage.maken import Gereed
from rapportage.models import Bijlage, Bijlagebestand, Bijlagecijfer, Brief, Onderdeel
from rapportage.publishing import prepare
from tests import pdfhulp
from tests.demo import load as load_demo
from tests.rapportage.bijlagen.hulp import a_poor_pdf, een_volle_brief
from tests.rapportage.publiceren import publish_quickly
from themas.models import Actie, Bijdrage, Plan, PlanOnderdeel, Ronde, Thema
from veiligheid.document.delen import Afbeelding, Deel, Figuurdeel, Kerncijfers, Tabeldeel
from veiligheid.document.figuur import Figuur

pytestmark = pytest.mark.django_db

_RECORDS: tuple[type[Model], ...] = (
    *(Bijlagecijfer, Bijlagebestand, Onderdeel, Bijlage, Brief, Bijdrage, Ronde),
    *(Meting, Indicator, Gebied, Deelproduct, Actie, PlanOnderdeel),
)


def test_published_bytes_stay_when_every_record_is_gone(client: Client) -> None:
    publicatie = publish_quickly(een_volle_brief())
    base = publicatie.get_absolute_url()
    adressen = [
        base + re.sub(r"index\.html$", "", re.sub(r"^(thema/.*)\.html$", r"\1/", pad))
        for pad in publicatie.bestanden.values_list("pad", flat=True)
    ]
    before = {adres: client.get(adres) for adres in adressen}
    assert {answer.status_code for answer in before.values()} == {200}
    assert len([a for a in adressen if re.search(r"/bijlage/\d/$", a)]) == 6
    assert a_poor_pdf() in [answer.content for answer in before.values()]
    Onderdeel.objects.update(afbeelding=None)
    for model in _RECORDS:
        model._default_manager.all().delete()
    for plan in Plan.objects.order_by("-pk"):
        plan.delete()
    assert not Thema.objects.exists()
    assert {a: client.get(a).content for a in before} == {a: r.content for a, r in before.items()}


# -- The demo's letter with its eight annexes, made once --------------------------------------


@pytest.fixture(scope="module")
def gereed(django_db_setup: None, django_db_blocker: Any) -> Gereed:
    """Judged by our own judge already: what does not conform is not ready."""
    with django_db_blocker.unblock(), transaction.atomic():
        ready = prepare(load_demo())
        transaction.set_rollback(True)
    return ready


def delen(gereed: Gereed, nummer: int | None = None) -> Iterator[Deel]:
    for bijlage in gereed.document.gevulde_bijlagen:
        if nummer in (None, bijlage.nummer):
            yield from bijlage.delen


def figuren(gereed: Gereed, nummer: int | None = None) -> Iterator[Figuur]:
    for deel in delen(gereed, nummer):
        if isinstance(deel, Figuurdeel):
            yield deel.figuur
        elif isinstance(deel, Kerncijfers):
            yield from (c.figuur for c in deel.cijfers)


def texts(gereed: Gereed) -> Iterator[str]:
    """What people wrote in the letter itself."""
    document = gereed.document
    yield from (o.html for o in (*document.inleiding, *document.afsluiting))
    for hoofdstuk in document.hoofdstukken:
        for paragraaf in hoofdstuk.paragrafen:
            yield from (b.html for b in paragraaf.blokken)


def values(figuur: Figuur) -> list[str]:
    """The known values of a figure, as they are written."""
    return [
        nl(p.waarde, figuur.decimalen)
        for reeks in figuur.reeksen
        for p in reeks.punten
        if p.waarde is not None
    ]


@pytest.mark.verapdf
def test_all_conform_by_reference(
    gereed: Gereed, verapdf: Callable[..., None], tmp_path: Path
) -> None:
    assert sorted(gereed.bijlagen) == list(range(1, 9))
    pdfs = {"brief": gereed.pdf} | {f"bijlage-{n}": pdf for n, pdf in gereed.bijlagen.items()}
    for naam, pdf in pdfs.items():
        (tmp_path / f"{naam}.pdf").write_bytes(pdf)
    verapdf(*sorted(tmp_path.glob("*.pdf")))


def tagged_figures(pdf: bytes) -> list[str]:
    """The alternative text of every figure in the structure, in order."""
    with pikepdf.open(BytesIO(pdf)) as document:
        found = [e for e in pdfhulp.structuurelementen(document) if e.S == "/Figure"]
        return [str(e.Alt) for e in found]


def test_every_chart_is_a_tagged_figure_with_its_words(gereed: Gereed) -> None:
    for nummer in (2, 3, 4):
        wanted = [f.alt.removesuffix(".") for f in figuren(gereed, nummer)]
        wanted += [
            d.alt.removesuffix(".") for d in delen(gereed, nummer) if isinstance(d, Afbeelding)
        ]
        assert wanted
        own = [alt.removesuffix(".") for alt in tagged_figures(gereed.bijlagen[nummer])]
        assert own == wanted
        assert set(wanted) <= {alt.removesuffix(".") for alt in tagged_figures(gereed.pdf)}


def test_the_words_of_a_chart_are_words(gereed: Gereed) -> None:
    """In the PDF the figures stand in the chart as text; on a page in its SVG."""
    tree = pdfhulp.structuurboom(gereed.bijlagen[2])
    drawn = [line for line in tree.splitlines() if line.strip().startswith("Figure ")]
    charts = list(figuren(gereed, 2))
    assert len(drawn) == len(charts) == 7
    for words, figuur in zip(drawn, charts, strict=True):
        for value in values(figuur):
            assert value in words, figuur.titel


def attachments(pdf: bytes) -> dict[str, tuple[str, bytes]]:
    """By name what it is to the document, and its bytes."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return {
            naam: (str(spec.obj.AFRelationship), spec.get_file().read_bytes())
            for naam, spec in document.attachments.items()
        }


def test_the_figures_are_in_the_pdf_as_csv(gereed: Gereed) -> None:
    """Of every chart and table, readable, with the values of the chart."""
    whole = attachments(gereed.pdf)
    assert whole["veiligheidsbrief-2025.json"] == ("/Source", gereed.document.to_json())
    for nummer in (1, 2, 3):
        own = attachments(gereed.bijlagen[nummer])
        count = len(list(figuren(gereed, nummer)))
        count += sum(isinstance(d, Tabeldeel) for d in delen(gereed, nummer))
        assert len(own) == count
        assert own.items() <= whole.items()
        for relation, data in own.values():
            assert relation == "/Data"
            kop, *rijen = csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";")
            assert rijen
            assert {len(rij) for rij in rijen} == {len(kop)}
    inbraken = next(f for f in figuren(gereed, 2) if f.titel.startswith("Woninginbraken"))
    text = whole["bijlage-2-cijfer-woninginbraken.csv"][1].decode("utf-8-sig")
    in_file = [rij[2] for rij in csv.reader(text.splitlines(), delimiter=";")][1:6]
    assert in_file == values(inbraken)


def test_text_chart_table_and_csv_say_the_same(gereed: Gereed) -> None:
    """What the letter quotes is what its annex shows."""
    inbraken = next(f for f in figuren(gereed, 2) if f.titel.startswith("Woninginbraken"))
    *_, vorig, nieuwste = values(inbraken)
    text = " ".join(texts(gereed))
    assert re.search(rf"van {vorig} inbraken<.{{,90}} in 2023 naar {nieuwste} inbraken<", text)
    quoted = {c.sleutel for c in gereed.document.citaten}
    assert {f"woninginbraken--GM0000--{jaar}JJ00" for jaar in (2023, 2024)} <= quoted


def test_every_annex_is_reached_from_the_letter(gereed: Gereed) -> None:
    """By the references in its text, and on paper as on the page."""
    with pikepdf.open(BytesIO(gereed.pdf)) as document:
        annotations = [a for page in document.pages for a in page.obj.get("/Annots", [])]
        on_paper = {str(a.get("/Contents", "")).lower() for a in annotations}
    in_text = " ".join(texts(gereed))
    for nummer in range(1, 9):
        assert re.search(rf'href="#bijlage-{nummer}">[Bb]ijlage {nummer}<', in_text), nummer
        assert f"bijlage {nummer}" in on_paper
