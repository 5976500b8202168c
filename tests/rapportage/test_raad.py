"""The council's reading of a theme: four questions, answered from plan, letter, figures and budget,
and kept as it was published."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html as lxml_html

from monitoring.models import Bedrag, Deelproduct, Gebied, Indicator, Meting, Streefwaarde
from rapportage.composition import compose
from rapportage.models import Publicatie
from rapportage.raad.compositie import compose_raad
from rapportage.rendering.html import render_raad, render_thema, static_vorm
from rapportage.rendering.raad import raad_in_beeld
from tests.fabriek import een_plan, een_ronde, een_thema, een_uitspraak, iemand
from tests.monitoring.fabriek import een_gebied, een_indicator, een_meting
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import Jaren, drie_jaren
from themas.models import Oordeel, Pijler, Thema
from themas.spiegel.maken import make_spiegel
from veiligheid.core.rollen import Rol
from veiligheid.document.brief import Briefdocument
from veiligheid.document.raad import Raadsbedrag, Raadscijfer, Raadspagina, Wvragen

pytestmark = pytest.mark.django_db

VRAGEN = [
    "Wat wilden we bereiken?",
    "Wat hebben we gedaan?",
    "Zijn de doelen behaald?",
    "Wat heeft het gekost?",
]


@pytest.fixture
def jaren() -> Jaren:
    """With an opgave and a pijler, five figures and two lines of the budget for Overlast; Drukte
    has nothing of these."""
    jaren = drie_jaren()
    Thema.objects.filter(pk=jaren.overlast.pk).update(
        opgave='<p>Het is er <a href="verwijzing:thema/drukte">onder 7</a> te luid.</p>'
    )
    Pijler.objects.create(thema=jaren.overlast, positie=1, titel="Rust", tekst="<p>Stilte.</p>")
    gemeente = een_gebied(settings.GEMEENTE_CODE, "De gemeente")
    _figure(jaren, gemeente, "Meldingen", 2026, 402, target=("≤", 400, 2026))
    _figure(jaren, gemeente, "Klachten", 2026, 90, target=("<", 100, 2026), status="voorlopig")
    _figure(jaren, gemeente, "Boetes", 2026, 90, target=(">", 50, 2026), precisie="ruim")
    onbekend = _figure(jaren, gemeente, "Geluid", 2026, None, target=("<", 60, 2027))
    een_meting(onbekend, gemeente, 2025, 61)
    een_meting(onbekend, gemeente, 2027, 1)
    _figure(jaren, gemeente, "Geheim", 2026, 7, eigen_registratie=True)
    toezicht = Deelproduct.objects.add(jaren.plan, "Toezicht", positie=1)
    samen = Deelproduct.objects.add(jaren.plan, "Wonen", positie=2)
    alle = Deelproduct.objects.add(jaren.plan, "Onderzoek", positie=3, voor_alle_themas=True)
    toezicht.themas.add(jaren.overlast)
    samen.themas.add(jaren.overlast, een_thema(jaren.plan, "Zorg"))
    for line, soort, bedrag in (
        (toezicht, "begroot", 1_000_000),
        (toezicht, "na wijziging", 1_100_000),
        (toezicht, "gerealiseerd", 900_000),
        (samen, "begroot", 250_000),
        (alle, "begroot", 5),
    ):
        line.bedragen.create(jaar=2026, soort=soort, bedrag=bedrag)
    toezicht.bedragen.create(jaar=2025, bedrag=1)
    return jaren


def _figure(
    jaren: Jaren, gemeente: Gebied, naam: str, jaar: int, waarde: Any, **velden: Any
) -> Indicator:
    meting = {n: velden.pop(n) for n in ("status", "precisie") if n in velden}
    vergelijking, streef, streefjaar = velden.pop("target", ("", 0, 0))
    indicator = een_indicator(naam, **velden)
    indicator.themas.add(jaren.overlast)
    een_meting(indicator, gemeente, jaar, waarde, **meting)
    if vergelijking:
        Streefwaarde.objects.create(
            indicator=indicator,
            jaar=streefjaar,
            vergelijking=vergelijking,
            waarde=streef,
            document="Het plan",
        )
    return indicator


@pytest.fixture
def brief(jaren: Jaren) -> Publicatie:
    """The letter that looks back on 2026, published."""
    return publish_quickly(jaren.brief(2027))


def adres(thema: str) -> str:
    return f"/brieven/veiligheidsbrief-2027/thema/{thema}/raad/"


def sections(client: Client, pad: str) -> dict[str, str]:
    """By question the words beneath it."""
    answer = client.get(pad)
    assert answer.status_code == 200
    root: Any = lxml_html.document_fromstring(answer.content.decode())
    return {
        words(section.xpath("./h2")[0]): words(section)
        for section in root.xpath("//section[contains(@class, 'vb-raad')]")
    }


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_four_questions_answered(brief: Publicatie, client: Client) -> None:
    found = sections(client, adres("overlast"))
    assert list(found) == VRAGEN
    bereiken, gedaan, behaald, gekost = found.values()
    assert "Het plan heeft hierover een opgave en een uitwerking per pijler (1)." in bereiken
    assert "Voor 2026 zijn 2 beloften gedaan." in bereiken
    assert "Het is er onder 1 te luid." in bereiken
    assert "Rust Stilte." in bereiken
    assert "Over 2 van 2 beloften is verteld wat ervan kwam. Wat ervan werd: 1 deels." in gedaan
    assert "½ Geel: deels verantwoord 1 van 2" in gedaan
    assert "Zes camera’s ½ Geel: deels verantwoord Deels · Tweede jaar geel" in gedaan
    assert "Oorzaak: Er is geen stroom. Gevolg: Twee hoeken zijn donker." in gedaan
    assert "Wij hangen zes camera’s op." in gedaan
    assert "hek" not in gedaan
    assert "Van de 4 streefwaarden: 1 gehaald, 1 niet gehaald en 2 niet te zeggen." in behaald
    assert (
        "Lasten in 2026: begroot € 1.250.000, na wijziging € 1.100.000 (bekend van 1 van 2 regels) "
        "en gerealiseerd € 900.000 (bekend van 1 van 2 regels)." in gekost
    )
    assert "%" not in "".join(found.values())


def test_a_figure_with_its_target_and_never_a_zero(brief: Publicatie, client: Client) -> None:
    behaald = sections(client, adres("overlast"))[VRAGEN[2]]
    for line in (
        "Meldingen 402 in 2026 Streefwaarde voor 2026: hoogstens 400 (Het plan). × Niet gehaald",
        "Klachten 90 (voorlopig) in 2026 Streefwaarde voor 2026: minder dan 100 (Het plan). "
        "✓ Gehaald",
        "Boetes ruim 90 in 2026 Streefwaarde voor 2026: meer dan 50 (Het plan). … Niet te zeggen "
        "Het cijfer is niet precies bekend.",
        "Geluid onbekend in 2026: nog niet gemeten Laatst bekend: 61 in 2025. Streefwaarde voor "
        "2027: minder dan 60 (Het plan). … Niet te zeggen Het cijfer is niet bekend.",
        "Bron: Politie / CBS.",
    ):
        assert line in behaald
    assert "Geheim" not in behaald


def test_money_as_it_is_stated(brief: Publicatie, client: Client) -> None:
    root: Any = lxml_html.document_fromstring(client.get(adres("overlast")).content.decode())
    [table] = root.xpath("//section[@id='gekost']//table")
    assert [[words(cell) for cell in row] for row in table.xpath(".//tr")] == [
        ["Deelproduct", "Begroot", "Na wijziging", "Gerealiseerd"],
        ["Toezicht", "€ 1.000.000", "€ 1.100.000", "€ 900.000"],
        ["Wonen", "€ 250.000", "niet vermeld", "niet vermeld"],
        ["Som van wat is vermeld", "€ 1.250.000", "€ 1.100.000", "€ 900.000"],
    ]
    gekost = sections(client, adres("overlast"))[VRAGEN[3]]
    assert "gerealiseerd € 900.000 (bekend van 1 van 2 regels)" in gekost
    assert "‘Wonen’ is ook voor Zorg; het bedrag is van die thema’s samen" in gekost
    assert "Niet meegeteld, want voor alle thema’s samen: ‘Onderzoek’." in gekost


def test_a_question_without_data_says_so(brief: Publicatie, client: Client) -> None:
    bereiken, gedaan, behaald, gekost = sections(client, adres("drukte")).values()
    assert "Het plan zegt hier niets over. Voor 2026 zijn 2 beloften gedaan." in bereiken
    assert "Over 1 van 2 beloften is verteld wat ervan kwam." in gedaan
    assert "Derde jaar rood" in gedaan
    assert behaald.endswith("Voor dit thema zijn geen cijfers gekoppeld.")
    assert "Voor dit thema zijn geen bedragen van 2026 gekoppeld." in gekost


def test_a_year_without_an_earlier_letter(jaren: Jaren, client: Client) -> None:
    publish_quickly(jaren.brief(2024))
    pad = adres("drukte").replace("2027", "2024")
    bereiken, gedaan, *_ = sections(client, pad).values()
    assert "beloften" not in bereiken
    assert "Niet beschikbaar. Geen eerdere brief keek vooruit naar 2023." in gedaan


def een_pagina(**velden: Any) -> Raadspagina:
    """About nothing, unless these say otherwise."""
    vragen = Wvragen("rust", "Rust", 2026, "pijler", "actie", "", "", "", doelen=(), rijen=())
    return Raadspagina(vragen, **velden)


def test_a_line_of_all_themes_is_counted_in_none(jaren: Jaren) -> None:
    """Also when it is linked to some; and one without an amount in that year is not named."""
    lines = Deelproduct.objects.filter(plan=jaren.plan)
    lines.filter(naam="Toezicht").update(voor_alle_themas=True)
    Deelproduct.objects.add(jaren.plan, "Leeg", positie=9, voor_alle_themas=True)
    document = compose(jaren.brief(2027)).document
    page = next(h.raad for h in document.hoofdstukken if h.slug == "overlast")
    assert page is not None
    assert "Toezicht" not in [b.naam for b in page.geld]
    assert "Toezicht" in page.voor_alle_themas
    assert "Leeg" not in page.voor_alle_themas


def test_money_that_is_known_in_part() -> None:
    """Income apart from costs; cents in all amounts when one has them."""
    lasten = Raadsbedrag("Toezicht", "lasten", (), Decimal(1000), None, Decimal("999.5"))
    baten = Raadsbedrag("Toezicht", "baten", (), None, Decimal(5), None)
    beeld = raad_in_beeld(een_pagina(geld=(lasten, baten)))
    assert beeld.gekost == "Lasten in 2026: begroot €\u00a01.000,00 en gerealiseerd €\u00a0999,50."
    assert [(r.kop, r.kant, r.bedragen) for r in beeld.geld] == [
        ("Toezicht", "lasten", ("€\u00a01.000,00", "niet vermeld", "€\u00a0999,50")),
        ("Toezicht", "baten", ("niet vermeld", "€\u00a05,00", "niet vermeld")),
    ]
    beeld = raad_in_beeld(een_pagina(geld=(baten,)))
    assert beeld.gekost == "Voor dit thema zijn van 2026 alleen baten vermeld."


def test_figures_without_a_target() -> None:
    cijfer = Raadscijfer("Meldingen", "", "7", "2026", "", "", None, "Wij", "/cijfers/")
    beeld = raad_in_beeld(een_pagina(cijfers=(cijfer,)))
    assert beeld.behaald.startswith("Bij dit thema hoort 1 cijfer, zonder streefwaarde.")
    assert beeld.gedaan == (
        "Voor 2026 was over dit thema niets beloofd en er is niets over verteld."
    )
    assert beeld.bereiken == "Het plan zegt hier niets over. Voor 2026 zijn geen beloften gedaan."


def test_what_is_published_stays(brief: Publicatie, jaren: Jaren, client: Client) -> None:
    before = client.get(adres("overlast")).content
    Meting.objects.all().delete()
    Bedrag.objects.all().delete()
    Oordeel.objects.all().delete()
    Thema.objects.filter(pk=jaren.overlast.pk).update(opgave="<p>Iets anders.</p>")
    assert client.get(adres("overlast")).content == before
    assert client.get(adres("bestaat-niet")).status_code == 404
    theme = client.get(adres("overlast").removesuffix("raad/")).content.decode()
    assert 'href="raad/"' in theme


def test_a_letter_of_before_there_was_such_a_page(brief: Publicatie) -> None:
    data = json.loads(bytes(brief.bestanden.get(pad="brief.json").inhoud))
    whole = Briefdocument.from_json(json.dumps(data))
    assert [h.raad is not None for h in whole.hoofdstukken] == [True, True]
    amounts = [b.begroot for h in whole.hoofdstukken if h.raad for b in h.raad.geld]
    assert amounts == [Decimal(1_000_000), Decimal(250_000)]
    for groep in data["groepen"]:
        for hoofdstuk in groep["hoofdstukken"]:
            del hoofdstuk["raad"]
    document = Briefdocument.from_json(json.dumps(data))
    assert "raad/" not in render_thema(document, "overlast", static_vorm(), None)
    with pytest.raises(KeyError):
        render_raad(document, "overlast", static_vorm(), None)


def test_an_advisor_reads_no_draft_of_a_colleague_here(jaren: Jaren, client: Client) -> None:
    """Drukte tells of the cameras too, in a text that is not finished; so does a judgement."""
    jaren.brief(2027)
    drukte = jaren.bijdrage(2027)
    een_uitspraak(drukte, "terugblik", "<p>Ons geheim.</p>", jaren.acties["bank"])
    Oordeel.objects.create(bijdrage=drukte, actie=jaren.acties["bank"], kleur="groen")
    wie = iemand(Rol.BELEIDSADVISEUR)
    jaren.bijdrage(2027, jaren.overlast).adviseurs.add(wie)
    pad = adres("overlast").replace("/brieven/", "/concept/")
    client.force_login(wie)
    gedaan = sections(client, pad)[VRAGEN[1]]
    assert "Ons geheim." not in gedaan
    assert "Hierover staat iets in de tekst van dit thema. Die is nog niet af." in gedaan
    assert "Een bank … Nog te beoordelen" in gedaan
    client.force_login(iemand(Rol.EINDREDACTEUR))
    gedaan = sections(client, pad)[VRAGEN[1]]
    assert "Ons geheim." in gedaan
    assert "Een bank ✓ Groen: verantwoord" in gedaan
    client.force_login(iemand(Rol.AUDITCOMMISSIE))
    assert client.get(pad).status_code == 404


def test_queries_do_not_grow_with_the_themes() -> None:
    gemeente = een_gebied(settings.GEMEENTE_CODE, "De gemeente")

    def counted(n: int) -> int:
        plan = een_plan()
        een_ronde(plan)
        for i in range(n):
            thema = een_thema(plan, f"Thema {i}")
            indicator = een_indicator()
            indicator.themas.add(thema)
            een_meting(indicator, gemeente, 2024, 1)
            line = Deelproduct.objects.add(plan, f"Regel {i}", positie=i)
            line.themas.add(thema)
            line.bedragen.create(jaar=2024, bedrag=1)
        spiegel = make_spiegel(plan, 2024)
        with CaptureQueriesContext(connection) as queries:
            found = compose_raad(plan, spiegel, str)
        assert len(found) == n
        assert all(pagina.cijfers and pagina.geld for pagina in found.values())
        return len(queries)

    assert counted(2) == counted(9)


def test_the_document_comes_back_from_json(jaren: Jaren) -> None:
    document = compose(jaren.brief(2027)).document
    assert Briefdocument.from_json(document.to_json()) == document
