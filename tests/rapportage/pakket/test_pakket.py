"""The package: complete, valid by the official schemas, and the same bytes each time."""

import json
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.test import Client
from docx import Document
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree

from rapportage.bewijs.verifieren import verify
from rapportage.models import Brief, Publicatie
from rapportage.pakket.maken import make_pakket
from rapportage.pakket.stukken import read_stukken
from rapportage.pakket.word import to_docx
from tests.document.test_bewaarde_documenten import BEWAARD, naam, read
from tests.fabriek import iemand
from tests.rapportage.bijlagen.hulp import Soort, een_bijlage, een_volle_brief
from tests.rapportage.publiceren import publish_quickly
from tests.veiligheid.bediening.proces import ROOT
from veiligheid.core.rollen import Rol
from veiligheid.document.brief import Briefdocument

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nijmegen(settings: Any) -> None:
    """A municipality that the lists of values know."""
    settings.GEMEENTE_CODE = "GM0268"
    settings.CSRF_TRUSTED_ORIGINS = ["https://veilig.voorbeeldstad.example"]


@pytest.fixture
def publicatie() -> Publicatie:
    brief = een_volle_brief()
    Brief.objects.filter(pk=brief.pk).update(samenvatting="Wat we deden & gaan doen <2025>.")
    geheim = {"geheim_grond": "Gemeentewet artikel 87", "geheim_door": "het college"}
    een_bijlage(brief, Soort.TEKST, "Locaties", **geheim)
    return publish_quickly(Brief.objects.get(pk=brief.pk))


@pytest.fixture
def pakket(publicatie: Publicatie) -> dict[str, bytes]:
    _, data = make_pakket(publicatie)
    return unpacked(data)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as zip_:
        assert zip_.testzip() is None
        return {n.partition("/")[2]: zip_.read(n) for n in zip_.namelist()}


class _Here(etree.Resolver):  # type: ignore[misc]
    """The schemas name each other by their public address; they lie here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, url: str, public_id: str, context: Any) -> Any:
        return self.resolve_filename(str(self.folder / url.rsplit("/", 1)[-1]), context)


def schema(folder: Path, file: str) -> etree.XMLSchema:
    parser = etree.XMLParser()
    parser.resolvers.add(_Here(folder))
    return etree.XMLSchema(etree.parse(folder / file, parser))


def of_kind(pakket: dict[str, bytes], ending: str) -> Iterator[tuple[str, Any]]:
    for file, data in pakket.items():
        if file.endswith(ending):
            yield file, etree.fromstring(data)


def test_every_description_is_valid_mdto(pakket: dict[str, bytes], standaarden: Path) -> None:
    valid, seen = schema(standaarden, "MDTO-XML1.0.1.xsd"), 0
    for file, root in of_kind(pakket, ".mdto.xml"):
        assert valid.validate(root), (file, valid.error_log)
        seen += 1
    print(f"\n{seen} MDTO-bestanden geldig")
    assert seen == sum(1 for file in pakket if file.endswith(".mdto.xml")) > 15


def test_every_file_of_the_index_is_valid_diwoo(
    pakket: dict[str, bytes], standaarden: Path
) -> None:
    valid, seen = schema(standaarden, "diwoo-metadata.xsd"), 0
    for file, root in of_kind(pakket, ".diwoo.xml"):
        assert valid.validate(root), (file, valid.error_log)
        seen += 1
    print(f"\n{seen} DiWoo-bestanden geldig")
    assert seen > 8


def test_what_the_council_takes_in_is_valid_mini_ori(
    pakket: dict[str, bytes], publicatie: Publicatie, client: Client, standaarden: Path
) -> None:
    api = yaml.safe_load((standaarden / "mini-ori-1.0.0.openapi.yaml").read_text())
    shape = {
        **{"$ref": "#/components/schemas/InformatieObjectZonderPid"},
        **{"components": api["components"]},
    }
    # Of `Organisatie` all alternatives have optional fields only, so that each fits each.
    shape["components"]["schemas"]["Organisatie"] = {"$ref": "#/components/schemas/Gemeente"}
    valid = Draft202012Validator(shape, format_checker=FormatChecker())
    objects = json.loads(pakket["ori.json"])
    assert len(objects) > 4
    for found in objects:
        assert not list(valid.iter_errors(found))
    assert client.get(f"{publicatie.get_absolute_url()}ori.json").content == pakket["ori.json"]
    assert objects[0]["titel"] == publicatie.titel
    assert {o["gerelateerdinformatieobject"]["informatieobject"] for o in objects[1:]} == {
        objects[0]["webpaginalink"]
    }


def test_all_that_was_published_is_in_it_byte_for_byte(
    pakket: dict[str, bytes], publicatie: Publicatie
) -> None:
    stored = {bytes(b.inhoud) for b in publicatie.bestanden.exclude(pad__endswith=".html")}
    assert stored <= set(pakket.values())
    lines = [line.split("  ", 1) for line in pakket["SHA256SUMS"].decode().splitlines()]
    sums = {file: digest for digest, file in lines}
    assert sums == {n: sha256(d).hexdigest() for n, d in pakket.items() if n != "SHA256SUMS"}
    metadata = json.loads(pakket["metadata.json"])
    named = {b["naam"] for stuk in metadata["stukken"] for b in stuk["bestanden"]}
    assert named <= set(pakket)
    assert all(f"{n}.bestand.mdto.xml" in pakket for n in named)
    assert metadata["niet_openbaar"][0]["grond"] == "Gemeentewet artikel 87"
    inhoud = read_stukken(publicatie)
    assert f"{inhoud.naam}.pdf" in pakket
    assert f"{inhoud.naam}-bijlage-3.pdf" in pakket
    assert f"https://veilig.voorbeeldstad.example/brieven/{publicatie.slug}/versie/1/brief.pdf" in (
        pakket["LEESMIJ.txt"].decode()
    )


def test_made_again_it_is_the_same(publicatie: Publicatie, settings: Any) -> None:
    first = make_pakket(publicatie)
    # What was noted at publishing holds: a later setting is about later letters.
    settings.ARCHIEF_WAARDERING = ["Te vernietigen", "V"]
    assert make_pakket(Publicatie.objects.get(pk=publicatie.pk)) == first
    assert "Blijvend te bewaren" in unpacked(first[1])["metadata.json"].decode()


def test_the_command_and_the_button(publicatie: Publicatie, tmp_path: Path, client: Client) -> None:
    out = StringIO()
    call_command("maak_pakket", publicatie.slug, uit=str(tmp_path), stdout=out)
    (file,) = tmp_path.iterdir()
    assert file.name == f"{publicatie.slug}-versie-1.zip"
    client.force_login(iemand(Rol.SECRETARIAAT))
    answer = client.get(f"/concept/{publicatie.slug}/pakket/")
    assert answer.content == file.read_bytes()
    assert file.name in answer["Content-Disposition"]
    with pytest.raises(CommandError, match="niet gepubliceerd"):
        call_command("maak_pakket", publicatie.slug, uit=str(tmp_path), versie=9)
    with pytest.raises(CommandError, match="geen map"):
        call_command("maak_pakket", publicatie.slug, uit=str(tmp_path / "weg"))


# -- Word --------------------------------------------------------------------------------------


@pytest.fixture(params=BEWAARD, ids=naam)
def document(request: pytest.FixtureRequest) -> Briefdocument:
    return read(request.param)


def test_the_word_file_has_the_whole_letter_in_order(document: Briefdocument) -> None:
    data = to_docx(document)
    assert to_docx(document) == data
    doc = Document(BytesIO(data))
    body = doc.element.body
    text = " ".join("".join(t.text or "" for t in body.iter(f"{W}t")).split())
    place = 0
    for h in document.hoofdstukken:
        for p in h.paragrafen:
            found = text.find(" ".join(p.kop.split()), place)
            assert found >= place, p.kop
            place = found
    # Every word of the running text is there.
    for h in document.hoofdstukken:
        for p in h.paragrafen:
            for blok in p.blokken:
                words = etree.fromstring(f"<d>{blok.html}</d>".replace("&nbsp;", " ")).itertext()
                for piece in filter(None, (" ".join(w.split()) for w in words)):
                    assert piece in text
    heads = {p.style.name for p in doc.paragraphs if p.style is not None}
    if document.groepen:
        assert {"Heading 1", "Heading 2", "Heading 3"} <= heads
    # Each reference leads to a place that exists.
    names = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    anchors = {a for h in body.iter(f"{W}hyperlink") if (a := h.get(f"{W}anchor"))}
    assert anchors <= names
    assert len(names) == len(list(body.iter(f"{W}bookmarkStart")))
    for table in doc.tables:
        assert next(table.rows[0]._tr.iter(f"{W}tblHeader"), None) is not None


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_the_how_tos_say_what_works(publicatie: Publicatie, tmp_path: Path) -> None:
    """Every command on the two pages, as it stands there."""
    given = 0
    (tmp_path / "kopie").mkdir()
    for page in ("pakket.md", "verifieren.md", "kopie.md"):
        text = (ROOT / "docs" / "howto" / page).read_text(encoding="utf-8")
        for line in re.findall(r"^python manage\.py (.+)$", text, re.M):
            command, *rest = line.split()
            known = {
                "veiligheidsbrief-2025": publicatie.slug,
                "/srv/pakketten": str(tmp_path),
                "/srv/kopie": str(tmp_path / "kopie"),
                "CONTROLEGETAL": verify().top,
            }
            out = StringIO()
            call_command(command, *[known.get(word, word) for word in rest], stdout=out)
            assert out.getvalue()
            given += 1
    assert given == 4
