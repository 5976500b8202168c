"""A document reads nothing but what was given with it: no network, no disk."""

import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from rapportage.rendering.pdf import PdfFout, render_pdf
from rapportage.rendering.pdf.contract import Opdracht
from rapportage.rendering.pdf.engine import build_pdf
from rapportage.rendering.pdf.resources import Refused, Resources
from tests.pdfhulp import structuurwoorden

from .conftest import Render, page_of
from .letters import FILES, png

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '

# {0} is an address that must not be visited: of a server, or of a file.
BODIES = {
    "img": '<img src="{0}" alt="x">',
    "img srcset": '<img srcset="{0} 2x" alt="x">',
    "picture": '<picture><source srcset="{0}"><img src="{0}" alt="x"></picture>',
    "svg image": SVG + 'width="9" height="9"><title>t</title><image href="{0}"/></svg>',
    "svg xlink": SVG + 'width="9" height="9"><title>t</title><image xlink:href="{0}"/></svg>',
    "svg use": SVG + 'width="9" height="9"><title>t</title><use href="{0}#a"/></svg>',
    "svg fill": SVG + 'width="9" height="9"><title>t</title><rect fill="url({0}#a)"/></svg>',
    "svg filter": SVG + 'width="9" height="9"><title>t</title>'
    '<filter id="f"><feImage href="{0}"/></filter><rect filter="url(#f)"/></svg>',
    "object": '<object data="{0}">x</object>',
    "embed": '<embed src="{0}">',
    "iframe": '<iframe src="{0}"></iframe>',
    "video": '<video poster="{0}" src="{0}"></video>',
    "input": '<input type="image" src="{0}" alt="x">',
    "link stylesheet": '<link rel="stylesheet" href="{0}">',
    "link attachment": '<link rel="attachment" href="{0}">',
    "a attachment": '<p><a rel="attachment" href="{0}">x</a></p>',
    "style attribute": '<p style="background: url({0})">x</p>',
    "base": '<base href="{0}"><img src="x.png" alt="x"><link rel=stylesheet href="x.css">',
}
SHEETS = {
    "import": '@import "{0}";',
    "import url": "@import url({0}) print;",
    "background": "p {{ background-image: url({0}) }}",
    "border image": 'p {{ border: 9px solid; border-image: url("{0}") 9 }}',
    "list image": "p {{ display: list-item; list-style-image: url({0}) }}",
    "content": "p::before {{ content: url({0}) }}",
    "margin box": "@page {{ @top-left {{ content: url({0}) }} }}",
    "font": "@font-face {{ font-family: F; src: url({0}) }} p {{ font-family: F }}",
    "mask border": "p {{ mask-border-source: url({0}) }}",
}


class Listener:
    """A server that only counts who comes to the door."""

    def __init__(self) -> None:
        self.visits = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    assert server.visits == 0
    server.close()


@pytest.fixture
def addresses(listener: Listener, tmp_path: Path) -> dict[str, str]:
    """Of a live server and of a file that is there, in all ways to write an address."""
    secret = tmp_path / "geheim.png"
    secret.write_bytes(png())
    server = f"//127.0.0.1:{listener.port}/x.png"
    return {
        "http": f"http:{server}",
        "HTTP": f"HTTP:{server}",
        "https": f"https:{server}",
        "ftp": f"ftp:{server}",
        "//": server,
        "file": secret.as_uri(),
        "FILE": f"FILE://localhost{secret}",
        "path": str(secret),
    }


@pytest.fixture(params=["http", "//", "file", "path"])
def address(request: pytest.FixtureRequest, addresses: dict[str, str]) -> str:
    return addresses[request.param]


def assert_nothing_came_in(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        assert list(document.attachments) == []
        for item in document.objects:
            if isinstance(item, pikepdf.Stream):
                assert item.get("/Subtype") != "/Image"


@pytest.mark.parametrize("probe", BODIES)
def test_a_body_reads_nothing(probe: str, address: str, render: Render) -> None:
    assert_nothing_came_in(render(BODIES[probe].format(address) + "<p>Tekst</p>"))


@pytest.mark.parametrize("probe", SHEETS)
def test_a_stylesheet_reads_nothing(probe: str, address: str) -> None:
    css = SHEETS[probe].format(address)
    in_document = build_pdf(Opdracht(page_of("<p>Tekst</p>", css)))
    of_the_caller = build_pdf(Opdracht(page_of("<p>Tekst</p>"), (css,)))
    assert_nothing_came_in(in_document)
    assert_nothing_came_in(of_the_caller)


@pytest.mark.parametrize("kind", ["HTTP", "https", "ftp", "FILE"])
def test_no_way_of_writing_it_helps(kind: str, addresses: dict[str, str], render: Render) -> None:
    body = "".join(body.format(addresses[kind]) for body in BODIES.values())
    css = "".join(sheet.format(addresses[kind]) for sheet in SHEETS.values())
    assert_nothing_came_in(render(body, css))


def test_a_colour_profile_from_elsewhere_stops_the_pdf(listener: Listener, render: Render) -> None:
    css = f"@color-profile --x {{ src: url(http://127.0.0.1:{listener.port}/x.icc) }}"
    with pytest.raises(PdfFout, match="buiten de brief"):
        render("<p>x</p>", css)


@pytest.mark.parametrize(
    "url",
    [
        "data:image/png;base64,iVBORw0KGgo=",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "javascript:alert(1)",
        "jar:file:///x!/y",
        "gopher://127.0.0.1/",
        "about:blank",
        "\\\\127.0.0.1\\share\\x.png",
        "file:///etc/passwd",
        "http://[::1",
        "x" * 5000,
    ],
)
def test_odd_addresses_are_left_out(url: str, render: Render) -> None:
    pdf = render(f'<p>Tekst <img src="{url}" alt="Beeld"></p>')
    assert structuurwoorden(pdf) == ["Tekst", "Beeld"]  # the alternative text, as a browser does
    assert_nothing_came_in(pdf)


def test_an_svg_file_reads_nothing(listener: Listener, render: Render) -> None:
    svg = (
        f'<!DOCTYPE svg [<!ENTITY e SYSTEM "http://127.0.0.1:{listener.port}/e">]>{SVG}'
        f'width="9" height="9"><image href="http://127.0.0.1:{listener.port}/x.png"/></svg>'
    ).encode()
    assert_nothing_came_in(render('<img src="bestand:a.svg" alt="a">', files={"a.svg": svg}))


def test_a_chart_that_cannot_be_drawn_stops_the_pdf(listener: Listener, render: Render) -> None:
    style = f"<style>@import url(http://127.0.0.1:{listener.port}/x.css);</style>"
    with pytest.raises(PdfFout, match="kan niet worden getekend"):
        render(SVG + f'width="9" height="9"><title>t</title>{style}<rect/></svg>')


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("bestand:weg.png", "“weg.png”, maar dat is er niet"),
        ("bestand:../../etc/passwd", "maar dat is er niet"),
        ("bestand:tekst.txt", "geen leesbare"),
        ("bestand:kapot.png", "geen leesbare"),
        ("lettertype:../../../etc/passwd", "hoort niet bij de opmaak"),
        ("lettertype:SourceSansPro-Black.ttf", "hoort niet bij de opmaak"),
    ],
)
def test_what_the_letter_needs_must_be_there(url: str, message: str, render: Render) -> None:
    files = {**FILES, "tekst.txt": b"GEHEIM", "kapot.png": b"\x89PNG\r\n\x1a\n"}
    with pytest.raises(PdfFout, match=message):
        render(f'<p><img src="{url}" alt="x"></p>', files=files)


def test_a_missing_file_in_a_drawing_is_noticed_too(render: Render) -> None:
    with pytest.raises(PdfFout, match=r"weg\.png"):
        render(SVG + 'width="9" height="9"><title>t</title><image href="bestand:weg.png"/></svg>')


def test_images_that_cannot_be_archived() -> None:
    def image(mode: str, size: int, kind: str) -> bytes:
        buffer = BytesIO()
        Image.new(mode, (size, size)).save(buffer, kind)
        return buffer.getvalue()

    resources = Resources(
        {
            "cmyk.jpg": image("CMYK", 4, "JPEG"),
            "rgb.jpg": image("RGB", 4, "JPEG"),
            "groot.png": image("1", 6400, "PNG"),
        }
    )
    assert resources.fetch("bestand:rgb.jpg")[1] == "image/jpeg"
    with pytest.raises(Refused, match="CMYK"):
        resources.fetch("bestand:cmyk.jpg")
    with pytest.raises(Refused, match="te groot"):
        resources.fetch("bestand:groot.png")
    assert len(resources.missing) == 2


def test_names_of_files_may_have_spaces_and_accents(render: Render) -> None:
    files = {"kaart één.png": png()}
    for url in ("bestand:kaart één.png", "bestand:kaart%20%C3%A9%C3%A9n.png"):
        pdf = render(f'<p><img src="{url}" alt="Kaart"></p>', files=files)
        with pikepdf.open(BytesIO(pdf)) as document:
            assert len(document.pages[0].resources.XObject) == 1


def test_refusals_of_the_worker_are_in_the_log(
    listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"http://127.0.0.1:{listener.port}/x"
    with caplog.at_level(logging.WARNING):
        pdf = render_pdf(
            page_of(f'<p>Tekst</p><img src="{address}.png" alt="x">', f"@import '{address}.css';"),
            stylesheets=[f"p {{ background: url({address}.svg) }}"],
        )
    assert_nothing_came_in(pdf)
    for name in ("x.png", "x.css", "x.svg"):
        assert f"/{name}" in caplog.text


def test_the_worker_cannot_open_a_connection_or_start_a_program() -> None:
    code = """
import os, socket, subprocess, urllib.request
from rapportage.rendering.pdf.worker import close_doors
close_doors()
for attempt in (
    lambda: socket.create_connection(("127.0.0.1", 1)),
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: urllib.request.urlopen("http://127.0.0.1:1/"),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
    lambda: os.fork(),
):
    try:
        attempt()
    except (PermissionError, OSError) as error:
        assert "may not" in str(error), error
    else:
        raise SystemExit("not stopped")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
