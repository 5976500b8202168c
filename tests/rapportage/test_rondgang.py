"""A walk along every public page from the first: nothing is broken, every id is there once, every
fragment leads somewhere, every page has one title of its own."""

from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from lxml import html as lxml_html

from rapportage.models import Brief
from tests.demo import load as load_demo
from tests.rapportage.publiceren import publish_quickly
from veiligheid.demo import audit, laden

pytestmark = [pytest.mark.django_db, pytest.mark.eenmaal]
# Behind these is somebody's own work, or a choice without end.
_ELDERS = ("/inloggen/", "/start/", "/account/", "/static/")
_LINKS = "//a/@href | //link/@href | //script/@src | //form[@method='get']/@action"
# From the first page; and addresses that are told to people and stand on no page.
_BEGIN = ("/", "/brieven/feed/", "/toezeggingen/feed/", "/volgen/thema/ondermijning/feed/")
# Files that the demo of a test has four bytes of.
_PDF = ".pdf"


@pytest.fixture
def demo() -> None:
    load_demo()
    publish_quickly(Brief.objects.get(slug="veiligheidsbrief-2024"))
    record = Brief.objects.get(slug=laden.read("brief-2025")["slug"])
    publish_quickly(record)
    publish_quickly(audit.load(record.slug))
    record.onderdelen.filter(bijlage=None).first().delete()  # type: ignore[union-attr]
    publish_quickly(record, "Een onderdeel is vervallen.")


def test_a_walk_along_everything_public(demo: None, client: Client) -> None:
    walk = Rondgang(client)
    walk.go()
    print(
        f"{len(walk.pages)} pages and {walk.files} files, {walk.links} links; broken "
        f"{len(walk.broken)}, ids twice {len(walk.twice)}, fragments nowhere {len(walk.nowhere)}"
    )
    assert walk.broken == []
    assert walk.twice == []
    assert walk.nowhere == []
    titles: dict[str, list[str]] = {}
    for adres, page in walk.pages.items():
        (title,) = page.xpath("/html/head/title")
        titles.setdefault(title.text_content().strip(), []).append(adres)
    # An earlier version of a page calls itself the same, and so does a page with a choice made.
    shared = {t: a for t, a in titles.items() if len({_bare(x) for x in a}) > 1}
    assert shared == {}
    assert len(walk.pages) > 80


def _bare(adres: str) -> str:
    """Without the choice, and without the version."""
    path = adres.partition("?")[0]
    head, found, tail = path.partition("/versie/")
    return head + "/" + tail.partition("/")[2] if found else path


class Rondgang:
    def __init__(self, client: Client) -> None:
        self.client = client
        self.pages: dict[str, lxml_html.HtmlElement] = {}
        self.files = self.links = 0
        self.broken: list[tuple[str, str, int]] = []
        self.twice: list[tuple[str, str]] = []
        self.nowhere: list[tuple[str, str]] = []

    def go(self) -> None:
        queue = deque((adres, "") for adres in _BEGIN)
        seen = set(_BEGIN)
        wanted: list[tuple[str, str, str]] = []
        while queue:
            adres, van = queue.popleft()
            answer = self.client.get(adres, follow=True)
            if answer.status_code != 200:
                self.broken.append((van, adres, answer.status_code))
                continue
            if not answer["Content-Type"].startswith("text/html"):
                self.files += 1
                continue
            page = lxml_html.document_fromstring(answer.content.decode())
            self.pages[adres] = page
            ids = page.xpath("//@id")
            self.twice += [(adres, i) for i in set(ids) if ids.count(i) > 1]
            for href in page.xpath(_LINKS):
                self.links += 1
                target = urljoin(f"http://x{adres}", href)
                if urlsplit(target).netloc != "x":
                    continue
                path, _, fragment = target.removeprefix("http://x").partition("#")
                if path.startswith(_ELDERS) or path.endswith(_PDF):
                    continue
                if fragment:
                    wanted.append((adres, path, fragment))
                if path not in seen and not self._one_choice_too_many(path):
                    seen.add(path)
                    queue.append((path, adres))
        for van, path, fragment in wanted:
            if path in self.pages and fragment not in self.pages[path].xpath("//@id"):
                self.nowhere.append((van, f"{path}#{fragment}"))

    def _one_choice_too_many(self, path: str) -> bool:
        """Of the pages with a choice a few of each: together they have no end."""
        kaal, vraag, _ = path.partition("?")
        return bool(vraag) and sum(p.partition("?")[0] == kaal for p in self.pages) > 6
