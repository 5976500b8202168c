"""The letter on the web: what each construct becomes."""

from dataclasses import replace

import pytest

from rapportage.rendering import html
from tests.documenten import LANGE_KOP, voorbeeldbrief
from tests.rapportage.rendering.paginas import GEGEVENS, LEEG, VORM, brief, text, tree
from veiligheid.document.brief import Blok, Briefdocument, Hoofdstuk, Onderdeel, Paragraaf
from veiligheid.document.woorden import Bloksoort

# -- The web page ---------------------------------------------------------------------------------


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
        "Waarom deze versie": "Een getal klopte niet. Eerdere versies",
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


# -- Tables ---------------------------------------------------------------------------------------


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


# -- One theme ------------------------------------------------------------------------------------


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
