"""Feeds by RFC 4287."""

import re
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from django.test import Client
from lxml import etree

from rapportage.models import Brief
from tests.demo import load as load_demo
from tests.rapportage.publiceren import publish_quickly
from veiligheid.demo import laden

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
# The grammar of the RFC itself (appendix B), in the syntax that lxml reads.
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
FEEDS = ("/brieven/feed.atom", "/toezeggingen/feed.atom", "/volgen/thema/ondermijning/feed.atom")


@pytest.fixture(autouse=True)
def demo() -> Brief:
    load_demo()
    record = Brief.objects.get(slug=laden.read("brief-2025")["slug"])
    publish_quickly(Brief.objects.get(slug="veiligheidsbrief-2024"))
    publish_quickly(record)
    return record


def _checked(xml: bytes) -> list[dict[str, str]]:
    """The entries. Fails where RFC 4287 is not met: section 4.1.1 of a feed, 4.1.2 of an entry,
    3.3 of a date, 4.2.6 and RFC 4151 of an id, 4.2.7 of a link."""
    feed = etree.fromstring(xml)
    GRAMMAR.assertValid(feed)
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
        for dated in part.findall(f"{ATOM}updated") + part.findall(f"{ATOM}published"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", dated.text)
            assert datetime.fromisoformat(dated.text).tzinfo
        assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}:\S+", part.findtext(f"{ATOM}id"))
        for link in part.findall(f"{ATOM}link"):
            assert link.get("href", "").startswith(("http://", "https://"))
    # A feed without an author has one in every entry.
    entries = feed.findall(f"{ATOM}entry")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert [li.get("rel") for li in feed.findall(f"{ATOM}link")].count("self") == 1
    ids = [e.findtext(f"{ATOM}id") for e in entries]
    assert len(ids) == len(set(ids))
    for e in entries:
        kinds = [
            (li.get("rel", "alternate"), li.get("hreflang")) for li in e.findall(f"{ATOM}link")
        ]
        assert len(kinds) == len(set(kinds))
        assert e.find(f"{ATOM}summary") is not None
    newest = max((e.findtext(f"{ATOM}updated") for e in entries), default="")
    assert newest <= feed.findtext(f"{ATOM}updated")
    return [{c.tag.removeprefix(ATOM): c.text or "" for c in e} for e in entries]


@pytest.mark.parametrize("adres", FEEDS)
def test_valid_and_the_same_names_again(client: Client, adres: str) -> None:
    answer = client.get(adres)
    assert answer["Content-Type"].startswith("application/atom+xml")
    entries = _checked(answer.content)
    assert entries
    assert [e["id"] for e in _checked(client.get(adres).content)] == [e["id"] for e in entries]


@pytest.mark.parametrize("adres", FEEDS)
def test_a_readers_program_reads_it_without_a_remark(client: Client, adres: str) -> None:
    """Somebody else's parser, given what a browser would be given: no remark, and it understands
    the same."""
    answer = client.get(adres)
    ours = _checked(answer.content)
    read = _read(answer.content, answer["Content-Type"])
    assert (read.bozo, read.version, read.encoding) == (False, "atom10", "utf-8")
    assert read.feed.author
    assert len(read.feed.updated_parsed) == 9
    assert [(e.id, e.title, e.summary) for e in read.entries] == [
        (o["id"], o["title"], o["summary"]) for o in ours
    ]
    for e in read.entries:
        assert len(e.updated_parsed) == 9
        assert e.link.startswith(("http://", "https://"))


def _read(xml: bytes, content_type: str) -> feedparser.FeedParserDict:
    return feedparser.parse(
        xml, response_headers={"content-type": content_type, "content-location": "http://x.nl/"}
    )


def test_that_program_remarks_on_what_is_wrong(client: Client) -> None:
    answer = client.get("/brieven/feed.atom")
    xml, soort = answer.content, answer["Content-Type"]
    for wrong, as_what in (
        (xml, "text/html; charset=utf-8"),
        (xml.replace(b"</entry>", b"", 1), soort),
        (xml.replace(b"<title>", b"<title>&eacute&", 1), soort),
    ):
        assert _read(wrong, as_what).bozo, as_what


@pytest.mark.parametrize("adres", FEEDS)
def test_the_address_without_a_kind_of_file_leads_to_it(client: Client, adres: str) -> None:
    short = adres.replace("feed.atom", "feed/")
    assert client.get(short, follow=True).redirect_chain == [(adres, 302)]
    assert client.head(short).status_code == 302
    assert client.post(short).status_code == 405


def test_the_grammar_refuses_what_is_no_feed(client: Client) -> None:
    xml = client.get("/brieven/feed.atom").content.decode()
    for wrong in (
        re.sub(r"<updated>.*?</updated>", "", xml, count=1),
        re.sub(r"<id>", "<id>x</id><id>", xml, count=1),
        re.sub(r"<updated>", "<updated>gisteren ", xml, count=1),
        xml.replace("<entry>", "<entry><mening>goed</mening>", 1),
    ):
        assert wrong != xml
        assert not GRAMMAR.validate(etree.fromstring(wrong.encode()))


def test_a_correction_is_an_entry_of_its_own(client: Client, demo: Brief) -> None:
    before = {e["id"] for e in _checked(client.get("/brieven/feed.atom").content)}
    demo.onderdelen.filter(bijlage=None).first().delete()  # type: ignore[union-attr]
    publish_quickly(demo, "Er stond iets dubbel.")
    after = _checked(client.get("/brieven/feed.atom").content)
    (new,) = [e for e in after if e["id"] not in before]
    assert new["title"].startswith("Verbeterd: ")
    assert new["summary"] == "Er stond iets dubbel."
    assert before < {e["id"] for e in after}


def test_an_unknown_theme_is_not_there(client: Client) -> None:
    assert client.get("/volgen/thema/bestaat-niet/feed.atom").status_code == 404
