"""The first layer answers what Django would, from memory, and knows within a second of a new
publication."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from time import monotonic
from typing import Any

import pytest
import time_machine
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError

from rapportage.models import Publicatie, Vormbestand
from rapportage.openbaar.publicaties import Stand, stand
from tests.fabriek import een_brief, een_ronde
from tests.kader import published
from tests.rapportage.publiceren import publish_quickly
from veiligheid.bediening import voorlaag
from veiligheid.bediening.voorlaag import Antwoord, Geheugen, Voorlaag, Wacht

pytestmark = pytest.mark.django_db(transaction=True)
Given = tuple[str, dict[str, str], bytes]
OWN = {"X-Request-ID"}


class Counted:
    """Django, and how often it was asked."""

    def __init__(self) -> None:
        self.app, self.n = get_wsgi_application(), 0

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.n += 1
        return self.app(environ, start_response)


def ask(app: Any, path: str, method: str = "GET", **headers: str) -> Given:
    given: list[Any] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path.partition("?")[0],
        "QUERY_STRING": path.partition("?")[2],
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
        **{f"HTTP_{naam}": waarde for naam, waarde in headers.items()},
    }
    body = app(environ, lambda status, heads, exc=None: given.extend((status, dict(heads))))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    return given[0], {k: v for k, v in given[1].items() if k not in OWN}, content


@pytest.fixture
def django_app() -> Counted:
    return Counted()


@pytest.fixture
def laag(django_app: Counted) -> Voorlaag:
    return Voorlaag(django_app)


@pytest.fixture
def brief() -> Publicatie:
    return publish_quickly(een_brief(themas=2, paragrafen=2))


def addresses(brief: Publicatie) -> Iterator[str]:
    base = brief.get_absolute_url()
    yield from (base, base + "brief.pdf", base + "brief.json", f"{base}versie/1/")
    yield from (v.get_absolute_url() for v in Vormbestand.objects.all())


def test_the_same_answer_with_the_same_headers(
    laag: Voorlaag, django_app: Counted, brief: Publicatie
) -> None:
    """Whatever is asked of it: whole, compressed, not modified, a part, only the head."""
    tried = 0
    for path in addresses(brief):
        _, heads, whole = ask(django_app.app, path)
        etag = heads["ETag"]
        for headers in (
            {},
            {"ACCEPT_ENCODING": "gzip"},
            {"ACCEPT_ENCODING": "gzip, deflate, br"},
            {"IF_NONE_MATCH": etag},
            {"IF_NONE_MATCH": '"anders"'},
            {"RANGE": "bytes=0-1"},
            {"RANGE": f"bytes={len(whole) + 5}-"},
            {"RANGE": "bytes=0-1", "IF_RANGE": '"anders"'},
            {"COOKIE": "sessionid=van-iemand"},
        ):
            for method in ("GET", "HEAD"):
                # Whoever brings a cookie gets what everybody gets.
                asked = {k: v for k, v in headers.items() if k != "COOKIE"}
                expected = ask(django_app.app, path, method, **asked)
                for _ in range(2):  # asked of Django, and from memory
                    status, given, body = ask(laag, path, method, **headers)
                    assert (status, given) == expected[:2], (path, method, headers)
                    assert body == (b"" if method == "HEAD" else expected[2]), (path, headers)
                    tried += 1
    print(f"{tried} answers compared with Django's own, 0 differ")


def test_from_memory_without_django_or_database(
    laag: Voorlaag, django_app: Counted, brief: Publicatie, django_assert_num_queries: Any
) -> None:
    path = brief.get_absolute_url()
    with time_machine.travel(brief.gepubliceerd_op, tick=False):
        ask(laag, path)
    before = django_app.n
    laag.wacht._asked = monotonic() + 60
    with django_assert_num_queries(0):
        for _ in range(50):
            assert ask(laag, path)[0] == "200 OK"
    assert django_app.n == before


def test_asked_once_a_second(brief: Publicatie, monkeypatch: pytest.MonkeyPatch) -> None:
    now, asked = [100.0], []

    def count() -> Stand:
        asked.append(now[0])
        return stand()

    monkeypatch.setattr(voorlaag, "monotonic", lambda: now[0])
    laag = Voorlaag(get_wsgi_application(), wacht=Wacht(count))
    for n in range(40):
        now[0] = 100 + n / 10
        ask(laag, brief.get_absolute_url())
    assert asked == [100.0, 101.0, 102.0, 103.0]


def test_a_new_version_within_a_second(
    laag: Voorlaag, brief: Publicatie, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = brief.get_absolute_url()
    _, before, _ = ask(laag, path)
    record = een_brief(themas=1, ronde=een_ronde(jaar=2031))
    # Another letter changes the frame of this one no less.
    publish_quickly(record)
    monkeypatch.setattr(laag.wacht, "_asked", -1e9)
    status, after, page = ask(laag, path, IF_NONE_MATCH=before["ETag"])
    assert status == "200 OK"
    assert after["ETag"] != before["ETag"]
    assert b"Er is een nieuwere" in page


def test_readers_go_on_while_the_database_is_away(
    laag: Voorlaag, brief: Publicatie, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = brief.get_absolute_url()
    whole = ask(laag, path)

    def away() -> Stand:
        raise OperationalError

    monkeypatch.setattr(laag.wacht, "_ask", away)
    monkeypatch.setattr(laag.wacht, "_asked", -1e9)
    assert ask(laag, path) == whole


@pytest.mark.parametrize(
    "path", ["/", "/brieven/", "/toezeggingen/", "/inloggen/", "/brieven/bestaat-niet/"]
)
def test_the_rest_is_django(laag: Voorlaag, django_app: Counted, path: str) -> None:
    ask(laag, path, COOKIE="a=b")
    before = django_app.n
    ask(laag, path, COOKIE="a=b")
    assert django_app.n > before
    assert not laag.geheugen.held


def test_nothing_of_somebody_is_kept(laag: Voorlaag, brief: Publicatie) -> None:
    """A page that lives below a letter is asked of Django each time, with the reader's cookies."""
    path = brief.get_absolute_url() + "versies/"
    for cookie in ("sessionid=een", "sessionid=twee"):
        assert ask(laag, path, COOKIE=cookie)[0] == "200 OK"
    kept = [a for a in laag.geheugen._items.values() if a.body]
    assert not kept


def test_another_host_is_refused_by_django(laag: Voorlaag, brief: Publicatie) -> None:
    path = brief.get_absolute_url()
    ask(laag, path)
    assert ask(laag, path, HOST="elders.example")[0] == "400 Bad Request"


def test_without_its_frame_a_page_is_what_was_published(brief: Publicatie) -> None:
    n = 0
    app = get_wsgi_application()
    for bestand in brief.bestanden.filter(pad__endswith=".html"):
        pad = bestand.pad.removesuffix("index.html").replace("/raad.html", "/raad/")
        path = brief.get_absolute_url() + pad.replace(".html", "/")
        status, _, body = ask(app, path)
        assert status == "200 OK", path
        assert body != bytes(bestand.inhoud)
        assert published(body) == published(bytes(bestand.inhoud)), path
        n += 1
    assert n >= 3


def answer_of(size: int) -> Antwoord:
    return Antwoord(200, [], b"x" * (size - voorlaag._HEADERS_SIZE))


def test_the_memory_is_bounded_by_bytes() -> None:
    memory = Geheugen(20_000)
    for n in range(5):
        memory.keep((n,), answer_of(4_000))
    assert memory.held == 20_000
    assert memory.get((0,))  # asked last
    memory.keep((5,), answer_of(4_000))  # pushes out the one that was not asked longest: 1
    assert memory.held == 20_000
    assert [n for n in range(6) if memory.get((n,))] == [0, 2, 3, 4, 5]
    memory.keep((6,), answer_of(5_001))  # larger than a quarter
    assert (memory.held, memory.get((6,))) == (20_000, None)
    memory.keep((0,), answer_of(3_000))  # another in its place
    assert memory.held == 19_000


def test_many_readers_at_once_keep_the_bound() -> None:
    memory = Geheugen(100_000)

    def reader(seed: int) -> int:
        most = 0
        for n in range(400):
            key = ((n * 7 + seed) % 90,)
            if memory.get(key) is None:
                memory.keep(key, answer_of(5_000))
            most = max(most, memory.held)
        return most

    with ThreadPoolExecutor(8) as pool:
        most = max(pool.map(reader, range(8)))
    print(f"8 readers, 90 answers of 5 kB, bound 100 kB: at most {most} bytes")
    assert most <= 105_000
    assert memory.held == sum(a.size for a in memory._items.values()) <= 100_000
