"""Three years in a row, as writers and readers see them: each year the promises of the year before,
and a trail that tells for how long."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from lxml import html as lxml_html

from rapportage.composition import compose
from rapportage.models import Bijlage, Publicatie
from rapportage.rendering.paper import bijlage_pdf
from tests import pdfhulp
from tests.fabriek import iemand
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import Jaren, drie_jaren
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

HEK, POORT = "Een hek om het plein", "Een poort in het hek"
CAMERA, BANK, LAMP = "Zes camera’s", "Een bank", "Een lamp"
BELOOFD = {
    2024: {"drukte": [HEK], "overlast": []},
    2025: {"drukte": [HEK], "overlast": [CAMERA]},
    2026: {"drukte": [HEK, POORT], "overlast": [CAMERA, BANK]},
}
SPOOR = {
    2024: "Rood: niet verantwoord",
    2025: "Rood: niet verantwoord · tweede jaar rood 2024: rood",
    2026: "Rood: niet verantwoord · derde jaar rood 2024: rood; 2025: rood",
}


@pytest.fixture
def jaren() -> Jaren:
    return drie_jaren()


@pytest.fixture
def brieven(jaren: Jaren) -> dict[int, Publicatie]:
    """By the year that it looks back on each letter, published with its mirror."""
    found = {}
    for jaar in BELOOFD:
        brief = jaren.brief(jaar + 1)
        Bijlage.objects.create(brief=brief, nummer=3, soort="spiegel", titel="Beloofd en gedaan")
        found[jaar] = publish_quickly(brief)
    return found


def tree(client: Client, adres: str) -> Any:
    answer = client.get(adres)
    assert answer.status_code == 200, adres
    return lxml_html.document_fromstring(answer.content.decode())


def texts(elements: list[Any]) -> list[str]:
    return [" ".join(" ".join(e.itertext()).split()) for e in elements]


@pytest.mark.parametrize("jaar", BELOOFD)
def test_who_writes_sees_the_promises_of_the_year_before(jaar: int, jaren: Jaren) -> None:
    client, redactie = Client(), Client()
    adviseur = iemand(Rol.BELEIDSADVISEUR)
    client.force_login(adviseur)
    redactie.force_login(iemand(Rol.EINDREDACTEUR))
    for thema in (jaren.drukte, jaren.overlast):
        bijdrage = jaren.bijdrage(jaar + 1, thema)
        bijdrage.adviseurs.add(adviseur)
        root = tree(client, f"/schrijven/{bijdrage.pk}/")
        [vak] = root.xpath("//section[@aria-labelledby='beloofd']")
        assert texts(vak.xpath("./h2")) == [f"Beloofd voor {jaar}"]
        titels = texts(vak.xpath("./ul/li/p[@class='vb-actie__titel']"))
        assert titels == BELOOFD[jaar][thema.slug]
    root = tree(redactie, f"/schrijven/spiegel/{jaren.plan.slug}/{jaar}/")
    promised = [t for each in BELOOFD[jaar].values() for t in each]
    rows = root.xpath("//tr[contains(@class, 'vb-spiegel__rij')]")
    told = [r for r in rows if "Dit was niet beloofd" not in r.text_content()]
    assert texts([r[0] for r in told]) == promised


def test_who_reads_sees_them_on_the_theme_and_in_the_annex(
    brieven: dict[int, Publicatie], jaren: Jaren, client: Client
) -> None:
    for jaar, brief in brieven.items():
        base = brief.get_absolute_url()
        for thema, titels in BELOOFD[jaar].items():
            root = tree(client, f"{base}thema/{thema}/")
            vakken = root.xpath("//section[contains(@class, 'vb-themaspiegel')]")
            assert texts([v[0] for v in vakken]) == [f"Wat was beloofd voor {jaar}"][: len(titels)]
            [inhoud] = root.xpath("//nav[@id='vb-inhoud']") or [None]
            linked = inhoud is not None and "#vb-beloofd" in inhoud.xpath(".//a/@href")
            assert linked == bool(titels)
            unasked = [LAMP] if (jaar, thema) == (2026, "overlast") else []
            assert texts(root.xpath("//li[contains(@class, '__rij')]//a")) == titels + unasked
            if thema == "drukte":
                [hek, *_] = texts(root.xpath("//li[contains(@class, '__rij')]"))
                assert hek == f"{HEK} × {SPOOR[jaar]}"
        [link] = tree(client, f"{base}thema/drukte/").xpath(f"//a[. = '{HEK}']/@href")
        assert link == f"../../bijlage/3/#actie-{jaren.acties['hek'].sleutel}"
        annex = tree(client, f"{base}bijlage/3/")
        assert annex.xpath(f"//tr[@id='{link.partition('#')[2]}']")


def test_the_third_year_rood_in_page_pdf_and_list(
    brieven: dict[int, Publicatie], jaren: Jaren, client: Client
) -> None:
    base = f"{brieven[2026].get_absolute_url()}bijlage/3/"
    [row] = tree(client, base).xpath(f"//tr[@id='actie-{jaren.acties['hek'].sleutel}']")
    assert texts([row[3]]) == ["× Rood: niet verantwoord Derde jaar rood 2024: rood 2025: rood"]
    pdf = bijlage_pdf(compose(jaren.rondes[2027].brieven.get()).document, 3)
    words = " ".join(pdfhulp.structuurwoorden(pdf))
    assert "Rood niet verantwoord Derde jaar rood 2024 rood 2025 rood" in words
    listed = client.get(f"{base}spiegel.csv").content.decode("utf-8-sig")
    rows = {r["actie"]: r for r in csv.DictReader(StringIO(listed), delimiter=";")}
    assert rows[HEK]["spoor"] == "2024: rood; 2025: rood; 2026: rood (derde jaar rood)"
    assert rows[CAMERA]["spoor"].endswith("(tweede jaar geel)")
    assert "De stroom kwam laat." in rows[CAMERA]["spoor"]
