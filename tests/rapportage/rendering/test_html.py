"""The letter as HTML: what every page must hold to, and what each construct becomes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.contrib.messages import ERROR, SUCCESS
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation
from lxml import etree
from lxml import html as lxml_html

from rapportage.document import Blok, Briefdocument, Hoofdstuk, Onderdeel, Paragraaf
from rapportage.rendering import html
from tests.documenten import LANGE_KOP, grote_brief, voorbeeldbrief
from themas.jaar.workflow import Bloksoort

VORM = html.Vorm(stylesheets=("/vorm/1/brief.css",), scripts=("/vorm/2/brief.js",))
GEGEVENS = html.Publicatiegegevens(
    versie=2,
    gepubliceerd_op=datetime(2025, 1, 16, 8, 0, tzinfo=UTC),
    reden="Een getal klopte niet.",
    pdf_bladzijden=25,
    pdf_bytes=212_345,
)
ADRES = "https://x.example/brieven/veiligheidsbrief-2025/"
LEEG = voorbeeldbrief(
    verslagjaar=None,
    vooruitblikjaar=None,
    datum=None,
    kenmerk="",
    portefeuillehouder="",
    samenvatting="",
    aanhef="",
    aan="",
    inleiding=(),
    groepen=(),
    afsluiting=(),
    groet="",
    afzender="",
    ondertekenaars=(),
    bijlagen=(),
    voetnoten=(),
)
DOCUMENTEN = {"voorbeeld": voorbeeldbrief(), "leeg": LEEG, "groot": grote_brief(3, 4)}


def brief(document: Briefdocument, gegevens: html.Publicatiegegevens | None = GEGEVENS) -> str:
    return html.render_brief(document, VORM, gegevens)


def pages(document: Briefdocument) -> Iterator[tuple[str, str]]:
    """The published pages of a letter, each with the address it lives at."""
    yield ADRES, brief(document)
    for hoofdstuk in document.hoofdstukken:
        page = html.render_thema(document, hoofdstuk.slug, VORM, GEGEVENS)
        yield f"{ADRES}thema/{hoofdstuk.slug}/", page


KINDS = [
    (name, kind)
    for name, document in DOCUMENTEN.items()
    for kind in ("brief", "concept", "papier", *(h.slug for h in document.hoofdstukken))
]


@pytest.fixture(params=KINDS, ids=[f"{name}-{kind}" for name, kind in KINDS])
def page(request: pytest.FixtureRequest) -> str:
    """Each page of each letter: the whole, a preview of it, paper, and every theme."""
    name, kind = request.param
    document = DOCUMENTEN[name]
    match kind:
        case "brief":
            return brief(document)
        case "concept":
            return brief(document, None)
        case "papier":
            return html.render_papier(document)
        case _:
            return html.render_thema(document, kind, VORM, GEGEVENS)


def tree(page: str) -> Any:
    return lxml_html.document_fromstring(page)


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def letter_words(root: Any, start: str, helpers: str) -> list[str]:
    """The words of the letter itself, without contents, permalinks and other help."""
    letter = root.xpath(start)[0]
    for element in letter.xpath(helpers):
        element.drop_tree()
    return re.findall(r"\w+", " ".join(letter.itertext()))


# -- Every page -------------------------------------------------------------------------------


def test_a_page_is_well_formed(page: str) -> None:
    # As XML, once the void elements are closed: every tag is closed in its place.
    source = re.sub(r"<(meta|link|br)\b([^>]*)>", r"<\1\2/>", page.partition("\n")[2])
    source = re.sub(r" (defer)(?=[ >])", r' \1=""', source)
    etree.fromstring(source.encode())


def test_headings_start_with_one_h1_and_skip_no_level(page: str) -> None:
    headings = tree(page).xpath("//h1|//h2|//h3|//h4|//h5|//h6")
    levels = [int(h.tag[1]) for h in headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(text(h) for h in headings)


def test_every_id_is_used_once(page: str) -> None:
    ids = tree(page).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_nothing_on_a_page_needs_a_looser_security_policy(page: str) -> None:
    root = tree(page)
    assert not root.xpath("//@style")
    assert not root.xpath("//style")
    assert not root.xpath("//@nonce")
    assert not [name for e in root.iter("*") for name in e.attrib if name.startswith("on")]
    assert all(s.get("src") and not text(s) for s in root.xpath("//script"))


def test_references_of_aria_and_contents_exist_on_the_page(page: str) -> None:
    root = tree(page)
    ids = set(root.xpath("//@id"))
    assert set(root.xpath("//@aria-labelledby")) <= ids
    assert {value.removeprefix("#") for value in root.xpath("//@data-h")} <= ids


@pytest.mark.parametrize("document", DOCUMENTEN.values(), ids=DOCUMENTEN)
def test_every_link_inside_a_letter_leads_somewhere(document: Briefdocument) -> None:
    ids = {address: set(tree(page).xpath("//@id")) for address, page in pages(document)}
    files = {ADRES + "brief.pdf", ADRES + "brief.json"}
    for address, page in pages(document):
        for href in tree(page).xpath("//a/@href"):
            target, _, fragment = urljoin(address, href).partition("#")
            if target.startswith(ADRES) and target not in files:
                assert target in ids, (address, href)
                assert not fragment or fragment in ids[target], (address, href)


@pytest.mark.parametrize("document", DOCUMENTEN.values(), ids=DOCUMENTEN)
def test_every_link_on_paper_leads_somewhere(document: Briefdocument) -> None:
    root = tree(html.render_papier(document))
    ids = set(root.xpath("//@id"))
    assert {h[1:] for h in root.xpath("//a/@href") if h.startswith("#")} <= ids


@pytest.mark.parametrize("document", DOCUMENTEN.values(), ids=DOCUMENTEN)
def test_paper_says_the_same_words_as_the_web_in_the_same_order(document: Briefdocument) -> None:
    web = letter_words(
        tree(brief(document)), "//article", ".//*[contains(@class, 'vb-hulp')]|.//nav"
    )
    paper = letter_words(tree(html.render_papier(document)), "//main", ".//nav|.//h1")
    assert web == paper


@pytest.mark.parametrize(
    "render",
    [brief, html.render_papier, lambda d: html.render_thema(d, "veilige-wijken", VORM, GEGEVENS)],
    ids=["brief", "papier", "thema"],
)
def test_the_same_document_gives_the_same_bytes(render: Callable[[Briefdocument], str]) -> None:
    document = voorbeeldbrief()
    again = Briefdocument.from_json(document.to_json())
    assert render(document) == render(again)


def test_pages_do_not_depend_on_the_language_or_clock_of_who_asks() -> None:
    expected = brief(voorbeeldbrief())
    with translation.override("en"), timezone.override("America/New_York"):
        assert brief(voorbeeldbrief()) == expected


def test_text_of_people_is_escaped() -> None:
    evil = '<script>alert("x")</script>'
    hoofdstuk = Hoofdstuk("thema-x", 1, "x", evil, (Paragraaf("p", evil, ()),))
    groep = replace(voorbeeldbrief().groepen[0], titel=evil, hoofdstukken=(hoofdstuk,))
    document = voorbeeldbrief(
        titel=evil, samenvatting=evil, kenmerk=evil, gemeente=evil, groepen=(groep,), voetnoten=()
    )
    for page in (
        brief(document),
        html.render_papier(document),
        html.render_thema(document, "x", VORM, replace(GEGEVENS, reden=evil)),
    ):
        assert "<script>" not in page
        assert "&lt;script&gt;" in page


# -- The web page -----------------------------------------------------------------------------


def test_the_head_names_style_scripts_and_summary() -> None:
    root = tree(brief(voorbeeldbrief()))
    assert root.xpath("//link[@rel='stylesheet']/@href") == list(VORM.stylesheets)
    assert root.xpath("//script/@src") == list(VORM.scripts)
    assert root.xpath("//meta[@name='description']/@content")[0].startswith("Wat we in 2024")
    assert root.xpath("/html/@lang") == ["nl"]
    assert text(root.xpath("//title")[0]) == "Veiligheidsbrief 2025 – Gemeente Voorbeeldstad"


def test_facts_and_downloads_of_a_publication() -> None:
    root = tree(brief(voorbeeldbrief()))
    facts = {text(dt): text(dt.getnext()) for dt in root.xpath("//dt")}
    assert facts == {
        "Vastgesteld op": "14 januari 2025",
        "Kenmerk": "VB-2025-001",
        "Portefeuillehouder": "de burgemeester",
        "Versie": "2 · gepubliceerd op 16 januari 2025, 09:00",
        "Waarom deze versie": "Een getal klopte niet.",
    }
    downloads = {a.get("href"): text(a) for a in root.xpath("//ul[@class='vb-kop__acties']//a")}
    assert downloads == {
        "brief.pdf": "Download de brief (pdf, 25 blz., 0,2 MB)",
        "brief.json": "Brief als gegevens (json)",
    }
    assert not root.xpath("//*[contains(@class, 'vb-concept')]")


def test_a_preview_says_so_and_knows_no_size() -> None:
    page = brief(voorbeeldbrief(), None)
    assert "Concept – niet gepubliceerd" in page
    assert "noindex" in page
    assert "blz." not in page
    assert "Versie" not in page


def test_facts_that_are_not_known_leave_no_trace() -> None:
    root = tree(brief(LEEG, None))
    assert not root.xpath("//dl|//nav[@id='vb-inhoud']|//article//*[normalize-space()='']")


def test_the_contents_list_groups_themes_and_the_end() -> None:
    nav = tree(brief(voorbeeldbrief())).xpath("//nav[@id='vb-inhoud']")[0]
    top = nav.xpath(".//ol[not(ancestor::ol)]/li/a")
    assert [text(a) for a in top] == [
        "Algemene ontwikkelingen",
        "1. Veilige wijken",
        "2. Digitale criminaliteit",
        "3. Openbare orde & evenementen",
        "Tot slot",
        "Bijlagen",
        "Noten",
    ]
    assert [text(p) for p in nav.xpath(".//p[@class='vb-inhoud__groep']")] == [
        "Prioritaire thema’s",
        "Kernthema’s",
    ]


def test_consecutive_blocks_that_look_ahead_stand_apart_as_one() -> None:
    section = tree(brief(voorbeeldbrief())).xpath("//section[@id='fietsen']")[0]
    kinds = [child.get("class") for child in section]
    assert kinds == ["vb-kopregel", "utrecht-html", "vb-vooruitblik", "utrecht-html"]
    ahead = section.xpath("div[@class='vb-vooruitblik']")[0]
    assert text(ahead) == "In 2025 We openen een derde stalling. Meer hierover staat verderop."


def test_the_year_ahead_without_a_year() -> None:
    page = brief(voorbeeldbrief(vooruitblikjaar=None))
    assert text(tree(page).xpath("//p[@class='vb-vooruitblik__label']")[0]) == "Vooruitblik"


def test_each_headed_paragraaf_can_be_linked_to() -> None:
    root = tree(brief(voorbeeldbrief()))
    permalinks = root.xpath("//a[contains(@class, 'vb-permalink')]/@href")
    assert {"#fietsen", "#lange-kop", "#demonstraties"} <= set(permalinks)
    # Beside the heading, not in it: a list of headings must not repeat the link's text.
    assert not root.xpath("//h4//a")


def test_empty_headings_and_empty_themes() -> None:
    root = tree(brief(voorbeeldbrief()))
    assert not root.xpath("//section[@id='zonder-kop']//h4")
    assert "Een los stuk tekst." in text(root.xpath("//section[@id='zonder-kop']")[0])
    leeg = root.xpath("//section[@id='thema-digitaal']/p")[0]
    assert text(leeg) == "Over dit thema is in deze brief niets opgenomen."
    assert text(root.xpath("//section[@id='lange-kop']//h4")[0]) == LANGE_KOP


@pytest.mark.parametrize(
    ("niveaus", "expected"),
    [((1, 2, 2, 1), "2332"), ((2, 2), "23"), ((2, 1, 2), "223")],
)
def test_levels_of_general_parts(niveaus: tuple[int, ...], expected: str) -> None:
    parts = tuple(Onderdeel(f"d{i}", n, f"Deel {i}", "") for i, n in enumerate(niveaus))
    root = tree(brief(voorbeeldbrief(inleiding=parts)))
    found = [root.xpath(f"//section[@id='{p.anker}']//*[self::h2 or self::h3]")[0] for p in parts]
    assert "".join(h.tag[1] for h in found) == expected


def test_themes_without_a_group_heading_are_one_level_higher() -> None:
    groep = replace(voorbeeldbrief().groepen[0], titel="", inleiding="")
    root = tree(brief(voorbeeldbrief(groepen=(groep,), voetnoten=())))
    assert root.xpath("//section[@id='thema-veilige-wijken']/h2")
    assert root.xpath("//section[@id='fietsen']//h3")


def test_an_annex_that_is_missing_says_so_in_words() -> None:
    root = tree(brief(voorbeeldbrief()))
    assert [text(root.xpath(f"//*[@id='bijlage-{n}']")[0]) for n in (1, 2, 3)] == [
        "Bijlage 1 Criminaliteitscijfers",
        "Bijlage 2 Financieel overzicht ☐ ontbreekt nog",
        "Bijlage 3 ☐ ontbreekt nog",
    ]


def test_notes_and_their_places_link_to_each_other() -> None:
    root = tree(brief(voorbeeldbrief()))
    for n in (1, 2):
        reference = root.xpath(f"//a[@href='#noot-{n}']")
        assert [a.get("id") for a in reference] == [f"verwijzing-noot-{n}"]
        assert reference[0].get("role") == "doc-noteref"
        back = root.xpath(f"//*[@id='noot-{n}']//a[@role='doc-backlink']/@href")
        assert back == [f"#verwijzing-noot-{n}"]
    assert root.xpath("//section[@role='doc-endnotes']/h2")


def test_a_note_that_brings_its_own_id_and_role_keeps_them() -> None:
    made = (
        '<p>Tekst<sup><a href="#noot-1" id="verwijzing-noot-1" role="doc-noteref">1</a></sup></p>'
    )
    document = _with_block(made)
    root = tree(brief(document))
    link = root.xpath("//a[@href='#noot-1']")[0]
    assert (link.get("id"), link.get("role")) == ("verwijzing-noot-1", "doc-noteref")


# -- Tables -----------------------------------------------------------------------------------


def _with_block(block: str) -> Briefdocument:
    paragraaf = Paragraaf("p", "Kop", (Blok(Bloksoort.TERUGBLIK, block),))
    hoofdstuk = Hoofdstuk("thema-x", 1, "x", "X", (paragraaf,))
    groep = replace(voorbeeldbrief().groepen[0], hoofdstukken=(hoofdstuk,))
    document = voorbeeldbrief()
    noten = tuple(n for n in document.voetnoten if f"#{n.anker}" in block)
    return replace(document, groepen=(groep,), voetnoten=noten, inleiding=())


def test_a_table_gets_a_head_scopes_and_figures_at_the_right() -> None:
    table = tree(brief(voorbeeldbrief())).xpath("//table")[0]
    assert [c.get("scope") for c in table.xpath("thead/tr/th")] == ["col", "col", "col"]
    assert [c.get("class") for c in table.xpath(".//tr[2]/td")] == [None, "vb-getal", "vb-getal"]
    assert [c.get("class") for c in table.xpath("thead//th")] == [None, "vb-getal", "vb-getal"]


def test_a_table_scrolls_in_a_box_that_can_be_reached_and_has_a_name() -> None:
    box = tree(brief(voorbeeldbrief())).xpath("//div[@class='vb-tabel']")[0]
    assert (box.get("tabindex"), box.get("role")) == ("0", "group")
    assert box.get("aria-label") == "Tabel: Soort melding"
    named = "<table><caption>Meldingen</caption><tr><td>a</td></tr></table>"
    box = tree(brief(_with_block(named))).xpath("//div[@class='vb-tabel']")[0]
    assert box.get("aria-label") == "Tabel: Meldingen"


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("1.234,5", True),
        ("€ 12", True),
        ("-3%", True),
        ("ongeveer 100", True),
        ("< 250", True),
        ("–", False),  # a column of dashes alone says nothing about figures
        ("12 keer", False),
        ("nee", False),
    ],
)
def test_what_counts_as_a_figure(cell: str, figure: bool) -> None:
    rows = f"<table><tr><td>2024</td><td>{cell.replace('<', '&lt;')}</td></tr></table>"
    cells = tree(brief(_with_block(rows))).xpath("//td")
    assert [c.get("class") for c in cells] == [None, "vb-getal" if figure else None]


def test_a_table_of_many_columns_is_known_by_its_class() -> None:
    wide = f"<table><tr>{'<td>a</td>' * 4}<td colspan='2'>b</td></tr></table>"
    assert "vb-tabel--breed" in brief(_with_block(wide))
    assert "vb-tabel--breed" not in brief(voorbeeldbrief())


def test_merged_cells_and_nested_tables_are_left_as_they_are() -> None:
    merged = '<table><tr><td colspan="2">1</td></tr><tr><td>1</td><td>2</td></tr></table>'
    root = tree(brief(_with_block(f"<p>Voor</p>{merged}<p>Na</p>")))
    assert not root.xpath("//td[@class]")
    nested = "<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>"
    root = tree(brief(_with_block(nested)))
    assert len(root.xpath("//div[@class='vb-tabel']")) == 1


# -- One theme --------------------------------------------------------------------------------


def test_a_theme_on_its_own_page() -> None:
    root = tree(html.render_thema(voorbeeldbrief(), "digitaal", VORM, GEGEVENS))
    assert text(root.xpath("//h1")[0]) == "2. Digitale criminaliteit"
    crumbs = root.xpath("//nav[@aria-label='Kruimelpad']//li/*")
    assert [(text(c), c.get("href")) for c in crumbs] == [
        ("Brieven", "/brieven/"),
        ("Veiligheidsbrief 2025", "../../"),
        ("Digitale criminaliteit", None),
    ]
    neighbours = root.xpath("//nav[@aria-label='Andere thema’s']//a")
    assert [(a.get("href"), text(a)) for a in neighbours] == [
        ("../veilige-wijken/", "← Vorig thema 1. Veilige wijken"),
        ("../openbare-orde/", "Volgend thema → 3. Openbare orde & evenementen"),
        ("../../", "Lees de hele brief"),
    ]


def test_links_from_a_theme_page_follow_what_they_point_to() -> None:
    root = tree(html.render_thema(voorbeeldbrief(), "thema-openbare-orde", VORM, GEGEVENS))
    links = root.xpath("//section[@id='demonstraties']//p//a/@href")
    assert links == [
        "#noot-2",
        "../veilige-wijken/#thema-veilige-wijken",
        "../veilige-wijken/#fietsen",
        "../../#bijlage-2",
    ]
    assert [e.get("id") for e in root.xpath("//li[@class='vb-noot']")] == ["noot-2"]


def test_an_unknown_theme() -> None:
    with pytest.raises(KeyError):
        html.render_thema(voorbeeldbrief(), "bestaat-niet", VORM, None)


# -- Paper ------------------------------------------------------------------------------------


def test_the_letterhead_and_the_metadata() -> None:
    root = tree(html.render_papier(voorbeeldbrief()))
    facts = {text(dt): text(dt.getnext()) for dt in root.xpath("//dt")}
    assert facts == {
        "Aan": "de gemeenteraad",
        "Datum": "14 januari 2025",
        "Ons kenmerk": "VB-2025-001",
        "Portefeuillehouder": "de burgemeester",
        "Bijlagen": "3, zie bladzijde",
    }
    meta = {m.get("name"): m.get("content") for m in root.xpath("//meta[@name]")}
    assert meta["author"] == "Gemeente Voorbeeldstad"
    assert meta["dcterms.created"] == meta["dcterms.modified"] == "2025-01-14"
    assert meta["keywords"].startswith("Veilige wijken, Digitale criminaliteit")
    assert root.xpath("//body/@data-voettekst") == ["Veiligheidsbrief 2025 · VB-2025-001"]


def test_a_preview_on_paper_says_so_on_every_page() -> None:
    root = tree(html.render_papier(voorbeeldbrief(), concept=True))
    assert root.xpath("//body/@data-stand") == ["Concept – niet gepubliceerd"]
    assert "string(stand)" in html.papier_css()
    assert not tree(html.render_papier(voorbeeldbrief())).xpath("//body/@data-stand")


def test_paper_without_facts_keeps_a_fixed_date_and_no_empty_rows() -> None:
    root = tree(html.render_papier(LEEG))
    assert root.xpath("//meta[@name='dcterms.created']/@content") == ["2000-01-01"]
    assert not root.xpath("//dt|//meta[@name='description']|//nav")


def test_a_long_title_is_shortened_at_the_foot_of_the_page_only() -> None:
    document = voorbeeldbrief(titel=f"Veiligheidsbrief {LANGE_KOP}")
    root = tree(html.render_papier(document))
    foot = root.xpath("//body/@data-voettekst")[0]
    assert foot.endswith("… · VB-2025-001")
    assert len(foot) < 110
    assert text(root.xpath("//h1")[0]) == document.titel


def test_the_contents_on_paper_follow_the_opening_and_know_their_pages() -> None:
    root = tree(html.render_papier(voorbeeldbrief()))
    nav = root.xpath("//nav")[0]
    assert nav.getprevious().get("id") == "inleiding"
    assert nav.getnext().get("id") == "ontwikkelingen"
    assert nav.get("role") == "doc-toc"
    for line in nav.xpath(".//li"):
        assert line.xpath(".//@data-h") == line.xpath(".//a/@href")


def test_dates_follow_the_document() -> None:
    page = html.render_papier(voorbeeldbrief(datum=date(2026, 3, 1)))
    assert "1 maart 2026" in page
    assert "2026-03-01" in page


# -- The screens around it --------------------------------------------------------------------


def test_not_allowed_looks_exactly_like_not_there(rf: RequestFactory) -> None:
    pages = {
        render_to_string("404.html", {"request_path": path, "exception": reason}, rf.get(path))
        for path, reason in (("/concept/geheim/", "Geen recht"), ("/bestaat-niet/", "Resolver404"))
    }
    assert len(pages) == 1
    assert "Deze pagina is er niet" in pages.pop()


def test_the_page_of_an_error_needs_no_request_and_no_context() -> None:
    page = get_template("500.html").render()
    assert text(tree(page).xpath("//h1")[0]) == "Er ging iets mis"
    assert "/brieven/" in page


def test_the_other_screens_have_landmarks_and_say_what_happened(rf: RequestFactory) -> None:
    request = rf.get("/brieven/")
    messages = [Message(SUCCESS, "De tekst is opgeslagen."), Message(ERROR, "<b>")]
    page = render_to_string("base.html", {"messages": messages}, request)
    root = tree(page)
    assert [len(root.xpath(f"//{tag}")) for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert root.xpath("//a[@href='/brieven/' and @aria-current]")
    alerts = root.xpath("//div[@role='status']/p")
    assert [text(p) for p in alerts] == [
        "Gelukt. De tekst is opgeslagen.",
        "Niet gelukt. <b>",
    ]
    assert "utrecht-alert--ok" in alerts[0].get("class")
    assert not root.xpath("//@style|//style")


# -- Style ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*html.WEB_CSS, *html.WEB_JS, *html.PAPIER_CSS])
def test_every_file_of_the_look_is_there(name: str) -> None:
    assert finders.find(name)


def test_tokens_come_first_and_the_paper_fetches_nothing() -> None:
    assert html.WEB_CSS[0] == html.PAPIER_CSS[0] == "css/tokens.css"
    css = html.papier_css()
    assert "@page" in css
    assert "url(" not in css
    assert "@import" not in css


def test_addresses_for_previews() -> None:
    vorm = html.static_vorm()
    assert vorm.stylesheets[0].endswith("css/tokens.css")
    assert len(vorm.scripts) == len(html.WEB_JS)


@pytest.mark.parametrize("name", sorted({*html.WEB_CSS, *html.PAPIER_CSS}))
def test_every_custom_property_is_a_token(name: str) -> None:
    path = finders.find(name)
    tokens = finders.find("css/tokens.css")
    assert isinstance(path, str)
    assert isinstance(tokens, str)
    defined = set(re.findall(r"^\s*(--[\w-]+):", _read(tokens), re.M))
    assert set(re.findall(r"var\((--[\w-]+)", _read(path))) <= defined


def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")
