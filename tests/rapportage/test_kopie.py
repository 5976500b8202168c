"""The site as files: served without the portal, with every link working."""

import functools
import gzip
import http.server
import re
import threading
import urllib.request
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit

import brotli
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import html as lxml_html

from rapportage.models import Brief, Publicatie
from tests.rapportage.bijlagen.hulp import een_volle_brief
from tests.rapportage.publiceren import publish_quickly

pytestmark = pytest.mark.django_db

_NOT_IN_IT = ("/inloggen/", "/controleer/", "/start/")
_MAIN = re.compile(rb"<main.*</main>", re.S)


@pytest.fixture
def kopie(tmp_path: Path, settings: Any) -> Path:
    settings.CSRF_TRUSTED_ORIGINS = ["http://testserver"]
    brief = een_volle_brief()
    publish_quickly(brief)
    Brief.objects.filter(pk=brief.pk).update(kenmerk="VB-2")
    publish_quickly(Brief.objects.get(pk=brief.pk), "Het kenmerk klopte niet.")
    een_concept = Brief.objects.create(ronde=brief.ronde, slug="geheim", titel="Zwaluwstaartje")
    assert een_concept.pk
    call_command("exporteer_site", str(tmp_path), stdout=StringIO())
    return tmp_path


@pytest.fixture
def served(kopie: Path) -> Iterator[str]:
    """By a web server that knows nothing of the portal."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        # As web servers of this world have it; Python's own knows no Atom.
        extensions_map = {
            **http.server.SimpleHTTPRequestHandler.extensions_map,
            ".atom": "application/atom+xml",
        }

        def log_message(self, *args: Any) -> None: ...

    handler = functools.partial(Quiet, directory=str(kopie))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_every_link_leads_somewhere(served: str) -> None:
    todo, seen, broken = ["/"], set[str](), []
    while todo:
        adres = todo.pop()
        if adres in seen or adres in _NOT_IN_IT:
            continue
        seen.add(adres)
        try:
            with urllib.request.urlopen(served + adres) as answer:
                data, kind = answer.read(), answer.headers["Content-Type"]
        except HTTPError as error:
            broken.append((adres, error.code))
            continue
        if kind.startswith("text/html"):
            for _, kind, link, _ in lxml_html.document_fromstring(data).iterlinks():
                if kind not in ("href", "src"):
                    continue  # a form asks a portal
                whole = urlsplit(urljoin(served + adres, link))
                if f"{whole.scheme}://{whole.netloc}" == served:
                    todo.append(whole.path)
    print(f"\n{len(seen)} adressen, {len(broken)} stuk")
    assert not broken
    assert len(seen) > 40


def test_the_bytes_are_those_of_the_portal(kopie: Path, served: str, client: Client) -> None:
    for publicatie in Publicatie.objects.all():
        for bestand in publicatie.bestanden.exclude(pad__endswith=".html"):
            own = kopie / f"brieven/{publicatie.slug}/versie/{publicatie.versie}/{bestand.pad}"
            assert own.read_bytes() == bytes(bestand.inhoud)
    current = Publicatie.objects.current(Publicatie.objects.all()[0].slug)
    assert current is not None
    page = kopie / f"brieven/{current.slug}/index.html"
    stored = bytes(current.bestanden.get(pad="index.html").inhoud)
    answered = client.get(current.get_absolute_url()).content
    # Around what was stored stand the menu and the foot of today.
    assert _main(page.read_bytes()) == _main(answered)
    for anker in re.findall(rb' id="([^"]+)"', _main(stored)):
        assert anker in page.read_bytes()
    _a_plain_web_server_answers_as_the_portal(kopie, served, client)


def _a_plain_web_server_answers_as_the_portal(kopie: Path, served: str, client: Client) -> None:
    """Every file of the copy: the same bytes and the same media type at the same address, and what
    lies compressed beside it is that same file."""
    files = {path for path in kopie.rglob("*") if path.is_file()}
    packed = {path for path in files if path.suffix in _PACKED and path.with_suffix("") in files}
    other, kinds = [], []
    for path in sorted(files - packed):
        adres = "/" + quote(path.relative_to(kopie).as_posix().removesuffix("index.html"))
        if adres.startswith("/static/"):
            continue  # the portal leaves these to its layer of static files
        portal: Any = client.get(adres, secure=True)
        if portal.status_code == 404:
            portal = client.get(adres.rstrip("/"), secure=True)
        data = b"".join(portal.streaming_content) if portal.streaming else portal.content
        with urllib.request.urlopen(served + adres) as answer:
            if _OF_NOW.sub(b"", answer.read()) != _OF_NOW.sub(b"", data):
                other.append(adres)
            kind = answer.headers.get_content_type()
        wanted = portal.headers["Content-Type"].partition(";")[0]
        if kind != _PLAINER.get(path.name, wanted):
            kinds.append((adres, kind, wanted))
    wrong = [
        p for p in packed if _PACKED[p.suffix](p.read_bytes()) != p.with_suffix("").read_bytes()
    ]
    print(f"\n{len(files) - len(packed)} bestanden, {len(packed)} ingepakt")
    assert (other, kinds, wrong) == ([], [], [])
    assert len(packed) > 80


# What is made anew for each answer, and says nothing.
_OF_NOW = re.compile(rb' nonce="[^"]*"|(?<=</id>)<updated>[^<]*</updated>')
# What a web server can't know of a file by its name.
_PLAINER = {"SHA256SUMS": "application/octet-stream", "brief.schema.json": "application/json"}
_PACKED: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".br": brotli.decompress,
}


def _main(page: bytes) -> bytes:
    found = _MAIN.search(page)
    assert found is not None
    return found[0]


def test_no_draft_and_nothing_that_asks_for_somebody(kopie: Path) -> None:
    everything = [p for p in kopie.rglob("*") if p.is_file()]
    assert not [p for p in everything if b"Zwaluwstaartje" in p.read_bytes()]
    assert not {"concept", "schrijven", "beheer", "inloggen"} & {p.name for p in kopie.iterdir()}


def test_a_folder_that_is_not_there_or_not_empty(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="geen map"):
        call_command("exporteer_site", str(tmp_path / "weg"))
    (tmp_path / "iets").touch()
    with pytest.raises(CommandError, match="niet leeg"):
        call_command("exporteer_site", str(tmp_path))
