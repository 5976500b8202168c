"""Stored bytes as an answer: parts of a PDF, HEAD, and a store that never outgrows its bounds."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from rapportage.models import Publicatiebestand
from rapportage.publishing import Gereed, publish
from rapportage.views import bewaard
from rapportage.views.bewaard import Inhoud, Voorraad
from tests.fabriek import een_brief
from tests.rapportage.publiceren import composed_document

pytestmark = pytest.mark.django_db
PDF = b"%PDF-" + bytes(range(256)) * 40


@pytest.fixture
def adres() -> str:
    """Of a published PDF of known bytes."""
    brief = een_brief(themas=1, paragrafen=1)
    document = composed_document(brief)
    return publish(brief, Gereed(document, PDF, 1, ()), None).get_absolute_url() + "brief.pdf"


ETAG = f'"{sha256(PDF).hexdigest()}"'
N = len(PDF)


@pytest.mark.parametrize(
    ("gevraagd", "begin", "eind"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, N - 1),
        ("bytes=-16", N - 16, N - 1),
        (f"bytes={N - 1}-", N - 1, N - 1),
        (f"bytes=10-{N * 9}", 10, N - 1),
        (f"bytes=-{N * 9}", 0, N - 1),
        (" Bytes = 5 - 6 ", 5, 6),
    ],
)
def test_a_part(client: Client, adres: str, gevraagd: str, begin: int, eind: int) -> None:
    """Never compressed, whatever the reader takes."""
    answer = client.get(adres, headers={"Range": gevraagd, "Accept-Encoding": "gzip"})
    assert answer.status_code == 206
    assert answer.content == PDF[begin : eind + 1]
    assert answer["Content-Range"] == f"bytes {begin}-{eind}/{N}"
    assert answer["Content-Length"] == str(eind - begin + 1)
    assert (answer["ETag"], answer["Content-Type"]) == (ETAG, "application/pdf")
    assert "Content-Encoding" not in answer


@pytest.mark.parametrize("gevraagd", [f"bytes={N}-", f"bytes={N}-{N + 5}", "bytes=-0"])
def test_no_such_part(client: Client, adres: str, gevraagd: str) -> None:
    answer = client.get(adres, headers={"Range": gevraagd})
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer["Content-Range"] == f"bytes */{N}"


@pytest.mark.parametrize(
    "gevraagd", ["", "bytes=", "bytes=-", "bytes=9-3", "bytes=a-b", "bytes=0-1,5-6", "regels=1-2"]
)
def test_no_range_at_all(client: Client, adres: str, gevraagd: str) -> None:
    answer = client.get(adres, headers={"Range": gevraagd})
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer["Accept-Ranges"] == "bytes"


def test_a_part_of_what_the_reader_has(client: Client, adres: str) -> None:
    """If-Range: only of the same file; If-None-Match goes before it."""
    part = {"Range": "bytes=0-9"}
    assert client.get(adres, headers={**part, "If-Range": ETAG}).status_code == 206
    for other in ('"anders"', f"W/{ETAG}", "Sun, 22 Nov 2026 10:00:00 GMT"):
        answer = client.get(adres, headers={**part, "If-Range": other})
        assert (answer.status_code, answer.content) == (200, PDF)
    same = client.get(adres, headers={**part, "If-None-Match": ETAG})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", ETAG)


def test_a_page_has_no_parts(client: Client, adres: str) -> None:
    page = adres.removesuffix("brief.pdf")
    answer = client.get(page, headers={"Range": "bytes=0-9"})
    assert answer.status_code == 200
    assert "Accept-Ranges" not in answer
    assert answer["ETag"].startswith("W/")


@pytest.mark.django_db(transaction=True)
def test_head_says_what_get_gives(live_server: Any, adres: str) -> None:
    """Over a real connection, that is used on: a body after HEAD would be read as an answer."""
    link = http.client.HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=20)
    own = {"Date", "X-Request-ID"}
    for path in (adres, adres.removesuffix("brief.pdf"), "/brieven/"):
        link.request("HEAD", path, headers={"Range": "bytes=0-9"})
        head = link.getresponse()
        assert (head.status, head.read()) == (200, b"")
        link.request("GET", path)
        get = link.getresponse()
        body = get.read()
        assert get.status == 200
        assert head.headers["Content-Length"] == str(len(body))
        assert {k: v for k, v in head.headers.items() if k not in own} == {
            k: v for k, v in get.headers.items() if k not in own
        }
    link.close()


def een_inhoud(size: int) -> Inhoud:
    return "text/plain", b"x" * size, None


def test_the_store_is_bounded_by_bytes() -> None:
    voorraad, read = Voorraad(1_000), []

    def ask(n: int, size: int) -> None:
        def from_database() -> Inhoud:
            read.append(n)
            return een_inhoud(size)

        assert len(voorraad.get((Publicatiebestand, n, "x"), from_database)[1]) == size

    for n in range(5):
        ask(n, 200)
    assert voorraad.held == 1_000
    ask(0, 200)  # at hand, and asked last
    ask(5, 200)  # pushes out the one that was not asked longest: 1
    assert (voorraad.held, read) == (1_000, [0, 1, 2, 3, 4, 5])
    ask(0, 200)
    ask(1, 200)
    assert read == [0, 1, 2, 3, 4, 5, 1]
    for _ in range(2):
        ask(6, 251)  # larger than a quarter: read each time, and nothing makes way for it
    assert (voorraad.held, read[-2:]) == (1_000, [6, 6])


def test_many_readers_at_once_keep_the_bound() -> None:
    voorraad = Voorraad(100_000)

    def reader(seed: int) -> int:
        most = 0
        for n in range(400):
            key = (Publicatiebestand, (n * 7 + seed) % 90, "x")
            voorraad.get(key, lambda: een_inhoud(5_000))
            most = max(most, voorraad.held)
        return most

    with ThreadPoolExecutor(8) as pool:
        most = max(pool.map(reader, range(8)))
    print(f"8 readers, 90 files of 5 kB, bound 100 kB: at most {most} bytes, now {voorraad.held}")
    # While one is being let in, before another goes.
    assert most <= 105_000
    assert voorraad.held == sum(len(i[1]) for i in voorraad._items.values()) <= 100_000


def test_twice_asked_once_read(client: Client, adres: str, django_assert_num_queries: Any) -> None:
    bewaard.VOORRAAD.clear()
    client.get(adres)
    with django_assert_num_queries(1):  # which version holds now
        assert client.get(adres).content == PDF
