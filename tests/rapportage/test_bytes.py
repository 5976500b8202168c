"""Stored bytes as an answer: parts of a PDF, and HEAD."""

import http.client
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from rapportage.maken import Gereed
from rapportage.publishing import publish
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
