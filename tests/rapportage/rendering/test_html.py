"""The letter as HTML: what every page must hold to."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from django.utils import timezone, translation
from lxml import etree

from rapportage.rendering import html
from tests.documenten import voorbeeldbrief
from tests.rapportage.rendering.paginas import (
    ADRES,
    DOCUMENTEN,
    GEGEVENS,
    VORM,
    brief,
    files,
    letter_words,
    pages,
    text,
    tree,
)
from veiligheid.document.brief import Briefdocument, Hoofdstuk, Paragraaf

KINDS = [
    (name, kind)
    for name, document in DOCUMENTEN.items()
    for kind in (
        *("brief", "concept", "papier"),
        *(h.slug for h in document.hoofdstukken),
        *(f"bijlage {b.nummer}" for b in document.gevulde_bijlagen),
        *(f"bijlage {b.nummer} op papier" for b in document.gevulde_bijlagen),
    )
]


@pytest.fixture(params=KINDS, ids=[f"{name}-{kind}" for name, kind in KINDS])
def page(request: pytest.FixtureRequest) -> str:
    """Each page of each letter: the whole, a preview of it, paper, every theme, every annex."""
    name, kind = request.param
    document = DOCUMENTEN[name]
    match kind:
        case "brief":
            return brief(document)
        case "concept":
            return brief(document, None)
        case "papier":
            return html.render_papier(document)
        case _ if kind.startswith("bijlage"):
            nummer = int(kind.split()[1])
            if kind.endswith("papier"):
                return html.render_bijlage_papier(document, nummer)
            return html.render_bijlage(document, nummer, VORM, GEGEVENS)
        case _:
            return html.render_thema(document, kind, VORM, GEGEVENS)


def test_a_page_is_well_formed(page: str) -> None:
    # As XML, once the void elements are closed: every tag is closed in its place.
    source = re.sub(r"<(meta|link|br|img)\b([^>]*)>", r"<\1\2/>", page.partition("\n")[2])
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
    beside = {*files(document), f"{ADRES}versies/"}
    for address, page in pages(document):
        for href in tree(page).xpath("//a/@href|//img/@src"):
            target, _, fragment = urljoin(address, href).partition("#")
            if target.startswith(ADRES) and target not in beside:
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
    annexes = ".//section[@class='vb-bijlageblad']"
    paper = letter_words(tree(html.render_papier(document)), "//main", f".//nav|.//h1|{annexes}")
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
