"""A published mirror: a document of its own, made of the records once and of itself ever after."""

import csv
from collections import Counter
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html as lxml_html
from openpyxl import load_workbook

from rapportage.brieven import start_brief, start_spiegel
from rapportage.composition import compose
from rapportage.models import Bijlage, Brief, Publicatie
from rapportage.validation import validate
from tests.fabriek import een_bijdrage, een_functionaris, een_plan, een_ronde, een_thema, iemand
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import CAMERA, Jaren, drie_jaren
from themas.models import Actie, Bijdrage, Blok, Blokactie, Oordeel, Plan, Ronde, Thema, Voortgang
from veiligheid.core.findings import Geweigerd
from veiligheid.core.rollen import Rol
from veiligheid.document.brief import Briefdocument
from veiligheid.document.woorden import Kleur

pytestmark = pytest.mark.django_db

KLEUREN = {
    "groen": "Groen: verantwoord",
    "geel": "Geel: deels verantwoord",
    "rood": "Rood: niet verantwoord",
    "open": "Nog te beoordelen",
    "blauw": "Blauw: niet beloofd, wel gedaan",
}


@pytest.fixture
def jaren() -> Jaren:
    return drie_jaren()


@pytest.fixture
def spiegel(jaren: Jaren) -> Publicatie:
    """The mirror of 2026, published."""
    return publish_quickly(jaren.spiegel(2026))


def page(client: Client, publicatie: Publicatie, vraag: str = "") -> Any:
    answer = client.get(publicatie.get_absolute_url() + vraag)
    assert answer.status_code == 200
    return lxml_html.document_fromstring(answer.content.decode())


def rows(root: Any) -> dict[str, list[str]]:
    """By actie the words of its three cells."""
    return {
        words(tr.xpath("./th")[0]): [words(td) for td in tr.xpath("./td")]
        for tr in root.xpath("//tr[contains(@class, 'vb-spiegel__rij')]")
    }


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


# -- Beginning one ----------------------------------------------------------------------------


def test_it_is_begun_on_a_round_and_signed_as_its_letter(jaren: Jaren) -> None:
    brief = jaren.brief(2027)
    Brief.objects.filter(pk=brief.pk).update(aan="de raad", groet="Hoogachtend,")
    een_functionaris("A. de Wit")
    spiegel = jaren.spiegel(2026)
    assert (spiegel.slug, spiegel.titel) == ("spiegel-2026", "Beloofd en gedaan in 2026")
    assert (spiegel.aan, spiegel.groet) == ("de raad", "Hoogachtend,")
    assert [o.naam for o in compose(spiegel).document.ondertekenaars] == ["A. de Wit"]


def test_one_mirror_per_plan_and_year_and_an_address_over_all_plans(jaren: Jaren) -> None:
    jaren.spiegel(2026)
    with pytest.raises(Geweigerd, match="is er al"):
        jaren.spiegel(2026)
    other = een_plan(slug="wonen")
    assert start_spiegel(een_ronde(other, 2027), None).slug == "spiegel-2026-wonen"
    ahead = Ronde.objects.create(plan=other, vooruitblikjaar=2030)
    with pytest.raises(Geweigerd, match="kijkt nergens op terug"):
        start_spiegel(ahead, None)


def test_only_the_eindredacteur_begins_one(jaren: Jaren) -> None:
    for rol in set(Rol) - {Rol.EINDREDACTEUR}:
        with pytest.raises(PermissionDenied):
            start_spiegel(jaren.rondes[2027], iemand(rol))
    assert start_spiegel(jaren.rondes[2027], iemand(Rol.EINDREDACTEUR)).soort == "spiegel"


def test_on_screen(jaren: Jaren, client: Client) -> None:
    client.force_login(iemand(Rol.EINDREDACTEUR))
    assert "/schrijven/beloofd-en-gedaan/" in client.get("/start/").content.decode()
    html = client.get("/schrijven/beloofd-en-gedaan/").content.decode()
    assert html.count("Maak het document") == 4
    answer = client.post("/schrijven/beloofd-en-gedaan/", {"ronde": jaren.rondes[2027].pk})
    assert answer["Location"] == "/concept/spiegel-2026/schrijven/"
    screen = client.get(answer["Location"]).content.decode()
    assert "Vóór de tabel" in screen
    assert "De hele ronde" not in screen
    again = client.post("/schrijven/beloofd-en-gedaan/", {"ronde": jaren.rondes[2027].pk})
    assert again["Location"] == "/schrijven/beloofd-en-gedaan/"
    html = client.get(again["Location"]).content.decode()
    assert "is er al bij dit plan" in html
    assert html.count("Maak het document") == 3
    assert client.post("/schrijven/beloofd-en-gedaan/", {"ronde": "9999"}).status_code == 404


# -- The page ---------------------------------------------------------------------------------


def test_every_actie_with_its_colour_in_words_and_a_symbol(
    spiegel: Publicatie, client: Client
) -> None:
    found = rows(page(client, spiegel))
    assert {titel: cells[2].split()[:2] for titel, cells in found.items()} == {
        "Een hek om het plein": ["×", "Rood:"],
        "Een poort in het hek": ["✓", "Groen:"],
        "Zes camera’s": ["½", "Geel:"],
        "Een bank": ["…", "Nog"],
        "Een lamp": ["+", "Blauw:"],
    }
    beloofd, gedaan, oordeel = found["Zes camera’s"]
    assert beloofd.endswith("Wij hangen zes camera’s op.")
    assert CAMERA in gedaan
    assert "Oorzaak: Er is geen stroom. Gevolg: Twee hoeken zijn donker." in gedaan
    assert "Bijsturing: De netbeheerder komt in mei." in gedaan
    assert oordeel == (
        "½ Geel: deels verantwoord Deels Tweede jaar geel 2025: geel, deels (De stroom kwam laat.)"
    )
    assert found["Een lamp"][0] == "Dit was niet beloofd."
    assert found["Een hek om het plein"][1] == "Hierover is niets verteld."


def test_counts_of_what_was_promised_and_blauw_apart(spiegel: Publicatie, client: Client) -> None:
    root = page(client, spiegel)
    [telling] = root.xpath("//ul[contains(@class, 'vb-telling')]")
    assert [words(li) for li in telling] == [
        "✓ Groen: verantwoord 1 van 4",
        "½ Geel: deels verantwoord 1 van 4",
        "× Rood: niet verantwoord 1 van 4",
        "… Nog te beoordelen 1 van 4",
        "+ Blauw: niet beloofd, wel gedaan 1",
    ]
    [title] = root.xpath("//*[local-name()='title' and starts-with(., 'Balk')]")
    assert title.text == (
        "Balk: groen: verantwoord 1 van 4, geel: deels verantwoord 1 van 4, "
        "rood: niet verantwoord 1 van 4, nog te beoordelen 1 van 4"
    )
    assert "%" not in words(root.xpath("//article")[0])
    assert "Niet beloofd en niet verteld: Een boom (Overlast)." in words(root)


def test_the_third_year_rood_is_told_with_the_years_before(
    spiegel: Publicatie, client: Client
) -> None:
    oordeel = rows(page(client, spiegel))["Een hek om het plein"][2]
    assert oordeel == "× Rood: niet verantwoord Derde jaar rood 2024: rood 2025: rood"


def test_three_years_each_with_the_promises_of_the_year_before(
    jaren: Jaren, client: Client
) -> None:
    seen = {}
    for jaar in (2024, 2025, 2026):
        found = rows(page(client, publish_quickly(jaren.spiegel(jaar))))
        seen[jaar] = {titel: cells[2] for titel, cells in found.items()}
    assert seen[2024] == {"Een hek om het plein": "× Rood: niet verantwoord"}
    assert seen[2025]["Een hek om het plein"].startswith("× Rood: niet verantwoord Tweede jaar")
    assert set(seen[2025]) == {"Een hek om het plein", "Zes camera’s"}
    assert len(seen[2026]) == 5


def test_a_year_without_an_earlier_round_is_not_available_and_not_published(
    jaren: Jaren, client: Client
) -> None:
    brief = jaren.spiegel(2023)
    client.force_login(iemand(Rol.EINDREDACTEUR))
    html = client.get("/concept/spiegel-2023/").content.decode()
    assert "Niet beschikbaar." in html
    assert "Geen eerdere brief keek vooruit naar 2023." in html
    with pytest.raises(Geweigerd, match="niets te spiegelen"):
        publish_quickly(brief)


# -- Filters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vraag", "titels"),
    [
        ("?thema=drukte", {"Een hek om het plein", "Een poort in het hek"}),
        ("?kleur=rood", {"Een hek om het plein"}),
        ("?kleur=open", {"Een bank"}),
        ("?kleur=blauw&thema=", {"Een lamp"}),
        ("?thema=overlast&kleur=geel", {"Zes camera’s"}),
        ("?thema=drukte&kleur=geel", set()),
        ("?thema=bestaat-niet", set()),
        ("?kleur=paars", set()),
    ],
)
def test_filters(spiegel: Publicatie, client: Client, vraag: str, titels: set[str]) -> None:
    root = page(client, spiegel, vraag)
    assert set(rows(root)) == titels
    assert words(root.xpath("//p[@role='status']")[0]).startswith(f"{len(titels)} van 5 getoond.")
    # The counts stay those of the whole, and say so.
    assert "× Rood: niet verantwoord 1 van 4" in words(root)
    if not titels:
        assert "Er is niets met deze keuze." in words(root)


def test_what_is_chosen_stays_chosen_in_the_form(spiegel: Publicatie, client: Client) -> None:
    root = page(client, spiegel, "?thema=overlast&kleur=geel")
    assert root.xpath("//select/option[@selected]/@value") == ["overlast", "geel"]
    labels = root.xpath("//select[@name='kleur']/option/text()")
    assert labels == ["Alle", *KLEUREN.values()]


def test_a_filtered_page_is_made_of_the_publication_alone(
    spiegel: Publicatie, client: Client
) -> None:
    asked = ["", "?kleur=rood", "?thema=overlast&kleur=geel", "spiegel.csv", "spiegel.xlsx"]
    addresses = [spiegel.get_absolute_url() + a for a in asked]
    before = [client.get(a).content for a in addresses]
    Blok.objects.update(tekst="<p>Iets heel anders.</p>")
    assert [client.get(a).content for a in addresses] == before
    for model in (Oordeel, Blokactie, Blok, Actie, Voortgang, Bijdrage, Brief, Ronde, Thema, Plan):
        model._default_manager.all().delete()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert [client.get(a).content for a in addresses] == before
    tables = {q["sql"].split("FROM")[1].split()[0].strip('"') for q in queries.captured_queries}
    frozen = {"rapportage_publicatie", "rapportage_publicatiebestand", "rapportage_intrekking"}
    assert tables <= frozen


def test_a_question_about_a_letter_gives_the_stored_letter(jaren: Jaren, client: Client) -> None:
    letter = publish_quickly(jaren.brief(2027))
    stored = client.get(letter.get_absolute_url())
    asked = client.get(letter.get_absolute_url() + "?kleur=rood&thema=drukte")
    assert asked.content == stored.content
    assert asked["ETag"] == stored["ETag"]


@pytest.mark.parametrize(
    "adres",
    [
        "/brieven/spiegel-2025/",
        "/brieven/spiegel-2025/?kleur=rood",
        "/brieven/spiegel-2026/brief.txt",
        "/brieven/spiegel-2026/index.html",
        "/brieven/spiegel-2026/anders.csv",
        "/brieven/spiegel-2026/thema/drukte/",
        "/brieven/spiegel-2026/bijlage/1/",
        "/brieven/spiegel-2026/bijlage/1/?kleur=rood",
        "/brieven/spiegel-2026/bijlage/1/spiegel.csv",
    ],
)
def test_what_is_not_there_is_404(spiegel: Publicatie, client: Client, adres: str) -> None:
    missing = client.get("/bestaat-niet/")
    answer = client.get(adres)
    assert (answer.status_code, answer.content) == (404, missing.content)


def test_a_draft_of_a_mirror_shows_nowhere(jaren: Jaren, client: Client) -> None:
    jaren.spiegel(2026)
    for adres in ("/", "/brieven/", "/brieven/spiegel-2026/", "/brieven/spiegel-2026/spiegel.csv"):
        html = client.get(adres).content.decode()
        assert "spiegel-2026" not in html
        assert "Beloofd en gedaan" not in html


# -- Where it is found ------------------------------------------------------------------------


def test_it_is_listed_by_itself_and_in_the_menu_of_living_pages(
    jaren: Jaren, client: Client
) -> None:
    publish_quickly(jaren.brief(2027))
    publish_quickly(jaren.spiegel(2025))
    newest = publish_quickly(jaren.spiegel(2026))
    root = lxml_html.document_fromstring(client.get("/brieven/").content.decode())
    outline = [(h.tag, words(h)) for h in root.xpath("//main//*[self::h1 or self::h2 or self::h3]")]
    assert outline == [
        ("h1", "Brieven"),
        ("h2", "Veiligheidsbrief 2027"),
        ("h2", "Beloofd en gedaan"),
        ("h3", "Beloofd en gedaan in 2026"),
        ("h3", "Beloofd en gedaan in 2025"),
    ]
    item = "//nav[@aria-label='Hoofdmenu']//a[text()='Beloofd en gedaan']/@href"
    assert set(root.xpath(item)) == {newest.get_absolute_url()}
    front = lxml_html.document_fromstring(client.get("/").content.decode())
    assert words(front.xpath("//main//h2")[0]) == "Veiligheidsbrief 2027"
    # Around what was published before there was a newer one, too.
    assert set(page(client, newest).xpath(item)) == {newest.get_absolute_url()}
    stored = bytes(newest.bestanden.get(pad="index.html").inhoud).decode()
    assert not lxml_html.document_fromstring(stored).xpath(item)


def test_its_downloads_are_called_what_they_are(spiegel: Publicatie, client: Client) -> None:
    html = words(page(client, spiegel))
    assert "Download het overzicht (pdf, 1 blz." in html
    assert "Overzicht als gegevens (json)" in html
    assert "de brief" not in html.split("Download het overzicht")[1].split("Beloofd voor")[0]


# -- As files ---------------------------------------------------------------------------------


def test_the_json_gives_back_the_same_document(spiegel: Publicatie, client: Client) -> None:
    data = client.get(spiegel.get_absolute_url() + "brief.json").content
    document = Briefdocument.from_json(data)
    assert document.to_json() == data
    assert not list(document.hoofdstukken)
    [deel] = document.delen
    assert deel.spiegel.telling.beloofd == 4  # type: ignore[union-attr]


def test_the_colour_is_a_word_in_every_row_of_the_files(
    spiegel: Publicatie, client: Client
) -> None:
    base = spiegel.get_absolute_url()
    answer = client.get(base + "spiegel.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="spiegel-2026-spiegel.csv"'
    table = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert Counter(r["kleur"] for r in table) == Counter(
        [*(k.value for k in Kleur), "nog te beoordelen", "niet genoemd"]
    )
    by_title = {r["actie"]: r for r in table}
    assert {by_title[titel]["teken"] for titel in rows(page(client, spiegel))} == {
        *(f"{k} {k.teken}" for k in Kleur),
        "nog te beoordelen …",
    }
    assert by_title["Een hek om het plein"]["spoor"] == (
        "2024: rood; 2025: rood; 2026: rood (derde jaar rood)"
    )
    assert by_title["Zes camera’s"]["gedaan_2026"] == f"[Overlast › Over Zes camera’s]\n{CAMERA}"
    book = load_workbook(BytesIO(client.get(base + "spiegel.xlsx").content))
    [head, *body] = book.worksheets[0].iter_rows(values_only=True)
    for naam in ("kleur", "teken"):
        assert [dict(zip(head, r, strict=True))[naam] or "" for r in body] == [
            r[naam] for r in table
        ]


# -- As an annex ------------------------------------------------------------------------------


def test_the_annex_of_a_letter_is_the_same_mirror(jaren: Jaren, client: Client) -> None:
    letter = jaren.brief(2027)
    Bijlage.objects.create(brief=letter, nummer=3, soort="spiegel", titel="Beloofd en gedaan")
    published = publish_quickly(letter)
    base = published.get_absolute_url() + "bijlage/3/"
    root = lxml_html.document_fromstring(client.get(base).content.decode())
    assert len(rows(root)) == 5
    chosen = client.get(base + "?kleur=rood").content.decode()
    assert set(rows(lxml_html.document_fromstring(chosen))) == {"Een hek om het plein"}
    own = publish_quickly(jaren.spiegel(2026))
    as_annex = client.get(base + "spiegel.csv").content
    assert as_annex == client.get(own.get_absolute_url() + "spiegel.csv").content


# -- Findings ---------------------------------------------------------------------------------


def test_the_findings_of_the_letter_itself_are_not_those_of_its_mirror(jaren: Jaren) -> None:
    codes = Counter(b.code for b in validate(compose(jaren.spiegel(2026))))
    assert "belofte-rood" in codes
    assert "thema-leeg" not in codes
    assert "geen-themas" not in codes


def test_a_letter_that_has_no_mirror_beside_it_shows_its_own_preview(client: Client) -> None:
    """A mirror is no letter of themes: the preview of a theme is another document's."""
    thema = een_thema(een_plan(), "Drukte")
    ronde = een_ronde(thema.plan, 2027)
    bijdrage = een_bijdrage(ronde, thema)
    start_spiegel(ronde, None)
    client.force_login(iemand(Rol.EINDREDACTEUR))
    assert client.get(f"/schrijven/{bijdrage.pk}/voorbeeld/").status_code == 404
    assert client.get("/concept/spiegel-2026/thema/drukte/").status_code == 404
    letter = start_brief(ronde)
    answer = client.get(f"/schrijven/{bijdrage.pk}/voorbeeld/")
    assert answer["Location"] == f"/concept/{letter.slug}/thema/drukte/"
