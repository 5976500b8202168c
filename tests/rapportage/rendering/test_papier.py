"""The letter on paper, before it is a PDF."""

from datetime import date

from rapportage.rendering import html
from tests.documenten import LANGE_KOP, voorbeeldbrief
from tests.rapportage.rendering.paginas import LEEG, text, tree


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
