"""A correction makes only the PDFs anew whose content changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models

from rapportage import maken
from rapportage.bewijs.verifieren import verify
from rapportage.maken import Gereed
from rapportage.models import Brief, Onderdeel, Publicatie, Publicatiebestand
from rapportage.publishing import prepare, publish
from rapportage.rendering.paper import Papier
from tests.fabriek import een_bijlagetekst
from tests.rapportage.bijlagen.hulp import Soort, een_bijlage, een_kale_brief
from veiligheid.core import triggers
from veiligheid.core.findings import Bevinding

pytestmark = pytest.mark.django_db

ANNEXES = 3


@pytest.fixture
def brief() -> Brief:
    brief = een_kale_brief()
    for n in range(1, ANNEXES + 1):
        een_bijlagetekst(
            een_bijlage(brief, Soort.TEKST, f"Bijlage {n}"), f"Kop {n}", "<p>Tekst.</p>"
        )
    return brief


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was rendered, by its title; the engine itself is tried elsewhere."""
    titles: list[str] = []

    def make(paper: Papier, wacht: Callable[[], object] = lambda: None) -> bytes:
        titles.append(paper.html.split("<title>")[1].split("</title>")[0])
        return b"%PDF " + paper.sleutel({}).encode()

    nothing: tuple[Bevinding, ...] = ()
    monkeypatch.setattr(Papier, "make", make)
    monkeypatch.setattr(maken, "beoordeel_pdf", lambda pdf: nothing)
    monkeypatch.setattr(maken, "aantal_bladzijden", lambda pdf: 1)
    monkeypatch.setattr(maken, "own_fingerprints", lambda pdf: ("een",))
    return titles


def correct(brief: Brief, **velden: Any) -> Gereed:
    Brief.objects.filter(pk=brief.pk).update(**velden)
    return prepare(Brief.objects.get(pk=brief.pk))


def test_only_what_changed_is_made_again(brief: Brief, made: list[str]) -> None:
    publish(brief, prepare(brief), None)
    assert len(made) == 1 + ANNEXES
    made.clear()
    Onderdeel.objects.filter(bijlage=None).update(tekst="<p>Een ander getal.</p>")
    second = publish(brief, prepare(brief), None, "Een getal was fout.")
    assert made == [brief.titel]
    first = Publicatie.objects.get(versie=1)
    for n in range(1, ANNEXES + 1):
        pad = f"bijlage/{n}/bijlage.pdf"
        assert bytes(second.bestanden.get(pad=pad).inhoud) == bytes(
            first.bestanden.get(pad=pad).inhoud
        )
    made.clear()
    Onderdeel.objects.filter(bijlage__nummer=2).update(tekst="<p>Anders.</p>")
    publish(brief, prepare(brief), None, "Bijlage 2 klopte niet.")
    assert sorted(made) == sorted([brief.titel, f"Bijlage 2: Bijlage 2 – {brief.titel}"])
    assert not verify().gebreken


def test_what_stands_on_every_page_makes_all_of_them(brief: Brief, made: list[str]) -> None:
    publish(brief, prepare(brief), None)
    made.clear()
    correct(brief, kenmerk="VB-2")
    assert len(made) == 1 + ANNEXES


def test_another_version_of_a_library_makes_all_of_them(
    brief: Brief, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(brief, prepare(brief), None)
    made.clear()
    monkeypatch.setattr(maken, "programma", lambda: {"weasyprint": "71.0"})
    correct(brief, samenvatting="Korter.")
    assert len(made) == 1 + ANNEXES


def test_what_is_not_what_the_manifest_says_is_not_used(brief: Brief, made: list[str]) -> None:
    publish(brief, prepare(brief), None)
    made.clear()
    triggers.remove(connection)
    rows: Any = models.QuerySet(Publicatiebestand)
    rows.filter(pad="bijlage/1/bijlage.pdf").update(inhoud=b"%PDF stuk")
    triggers.install(connection)
    correct(brief, samenvatting="Korter.")
    assert len(made) == 2
