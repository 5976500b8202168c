"""A published letter never changes: not when its records do, not when they are gone."""

import hashlib
import threading
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from rapportage.composition import compose
from rapportage.maken import Gereed
from rapportage.models import Bijlage, Brief, Onderdeel, Publicatie, Publicatiebestand
from rapportage.publishing import prepare, publish
from tests.fabriek import een_brief, iemand
from tests.kader import published
from themas.models import Bijdrage, Blok, Plan, Ronde, Thema, Voortgang
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Logregel
from veiligheid.core.rollen import Rol


@pytest.fixture
def gepubliceerd(db: None) -> Publicatie:
    brief = een_brief(themas=2, paragrafen=1)
    Bijdrage.objects.update(staat="goedgekeurd")
    return publish(brief, prepare(brief), iemand(Rol.SECRETARIAAT))


def addresses(publicatie: Publicatie) -> list[str]:
    base = publicatie.get_absolute_url()
    themas = [
        f"thema/{pad.removeprefix('thema/').removesuffix('.html')}/"
        for pad in publicatie.bestanden.values_list("pad", flat=True)
        if pad.startswith("thema/")
    ]
    return [base + a for a in ["", "brief.pdf", "brief.json", *themas]]


def test_every_record_gone_and_every_byte_the_same(
    gepubliceerd: Publicatie, client: Client
) -> None:
    before = {a: client.get(a).content for a in addresses(gepubliceerd)}
    assert len(before) == 9
    Blok.objects.update(tekst="<p>Iets heel anders.</p>")
    assert {a: client.get(a).content for a in before} == before
    for model in (Blok, Voortgang, Bijdrage, Onderdeel, Bijlage, Brief, Ronde, Thema, Plan):
        model._default_manager.all().delete()
    assert {a: client.get(a).content for a in before} == before


def test_the_files_are_what_their_hashes_say(gepubliceerd: Publicatie) -> None:

    for bestand in gepubliceerd.bestanden.all():
        assert hashlib.sha256(bytes(bestand.inhoud)).hexdigest() == bestand.sha256
        assert bestand.grootte == len(bytes(bestand.inhoud))


@pytest.mark.parametrize("tabel", ["publicatie", "publicatiebestand", "vormbestand"])
@pytest.mark.parametrize("sql", ["DELETE FROM {}", "UPDATE {} SET id = id + 100"])
def test_the_database_refuses_to_change_it(gepubliceerd: Publicatie, tabel: str, sql: str) -> None:
    with pytest.raises(DatabaseError, match="verandert nooit"), transaction.atomic():
        connection.cursor().execute(sql.format(f"rapportage_{tabel}"))


def test_the_page_needs_no_nonce_and_its_style_is_stored_with_it(
    gepubliceerd: Publicatie, client: Client
) -> None:
    html = client.get(gepubliceerd.get_absolute_url()).content.decode()
    assert "nonce" not in html
    assert "<style" not in html
    assert " style=" not in html
    css = html.split('rel="stylesheet" href="')[1].split('"')[0]
    assert css.startswith("/vorm/")
    answer = client.get(css)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    font = answer.content.decode().split('url("')[1].split('"')[0]
    assert client.get(font)["Content-Type"] == "font/woff2"


def test_a_reader_who_has_it_hears_not_modified(gepubliceerd: Publicatie, client: Client) -> None:
    address = gepubliceerd.get_absolute_url()
    first = client.get(address, headers={"accept-encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address).content.startswith(b"<!doctype html>")


@pytest.mark.django_db
def test_queries_for_the_page_do_not_grow(client: Client, django_assert_num_queries: Any) -> None:
    for size in (1, 4):
        brief = een_brief(themas=size, paragrafen=size)
        publicatie = publish(brief, prepare(brief), None)
        client.get(publicatie.get_absolute_url())
        # The file; and for its frame the version that holds, the document, the newest letter and
        # mirror, and a judgement. The first layer asks it once.
        with django_assert_num_queries(6):
            client.get(publicatie.get_absolute_url())


def test_a_correction_is_a_new_version_with_a_reason(gepubliceerd: Publicatie) -> None:
    brief = Brief.objects.get()
    with pytest.raises(Geweigerd, match="niets veranderd"):
        publish(brief, prepare(brief), None)
    Onderdeel.objects.update(tekst="<p>Verbeterd.</p>")
    with pytest.raises(Geweigerd, match="reden"):
        publish(brief, prepare(brief), None)
    tweede = publish(brief, prepare(brief), None, reden="Een getal was fout.")
    assert tweede.versie == 2
    assert Publicatie.objects.current(brief.slug) == tweede
    assert Publicatie.objects.count() == 2


def test_what_stood_there_before_stays_readable(gepubliceerd: Publicatie, client: Client) -> None:
    """Every file of the first version, byte for byte, at an address of its own; its pages tell that
    another holds now, and the page of all versions why."""
    base = gepubliceerd.get_absolute_url()
    before = {
        a.removeprefix(base): published(client.get(a).content) for a in addresses(gepubliceerd)
    }
    assert client.get(f"{base}versies/").status_code == 200
    assert "Eerdere versies" not in before[""].decode()
    Onderdeel.objects.update(tekst="<p>Verbeterd.</p>")
    brief = Brief.objects.get()
    publish(brief, prepare(brief), None, reden="Een getal was fout.")
    for a, content in before.items():
        old = client.get(f"{base}versie/1/{a}").content
        is_page = a in ("", *(x for x in before if x.endswith("/")))
        assert (b"Dit is een eerdere versie." in old) is is_page, a
        assert published(old) == content, a
    now = client.get(base).content.decode()
    assert "Verbeterd." in now
    assert f'href="{base}versies/"' in now
    html = client.get(f"{base}versies/").content.decode()
    assert "Een getal was fout." in html
    assert f'href="{base}versie/1/"' in html
    assert f'href="{base}versies/"' in client.get("/brieven/").content.decode()
    paper = client.get(f"{base}versie/1/brief.pdf")
    assert paper["X-Robots-Tag"] == "noindex"
    assert paper["Content-Disposition"] == f'inline; filename="{brief.slug}-versie-1.pdf"'
    for gone in ("versie/3/", "versie/0/", "versie/1/brief.csv", "versie/1/thema/er-is-geen/"):
        assert client.get(f"{base}{gone}").status_code == 404
    assert client.get("/brieven/er-is-geen/versies/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("rol", [r for r in Rol if r is not Rol.SECRETARIAAT])
def test_only_the_secretariaat_publishes(rol: Rol) -> None:
    brief = een_brief(themas=1)
    gereed = Gereed(compose(brief).document, b"%PDF", 1, ())
    with pytest.raises(PermissionDenied):
        publish(brief, gereed, iemand(rol))
    assert not Publicatie.objects.exists()


@pytest.mark.django_db
def test_a_letter_that_changed_after_the_pdf_is_not_published() -> None:
    brief = een_brief(themas=1)
    gereed = prepare(brief)
    Onderdeel.objects.update(tekst="<p>Nog even gewijzigd.</p>")
    with pytest.raises(Geweigerd, match="veranderd terwijl"):
        publish(brief, gereed, None)
    assert not Publicatie.objects.exists()


@pytest.mark.django_db
def test_a_dangling_reference_stops_publishing() -> None:
    brief = een_brief(themas=1)
    Onderdeel.objects.update(tekst='<p><a href="verwijzing:bijlage/weg">bijlage 8</a></p>')
    with pytest.raises(Geweigerd, match="bijlage 8"):
        prepare(brief)
    fout = StringIO()
    with pytest.raises(CommandError):
        call_command("publiceer", brief.slug, stderr=fout, stdout=StringIO())
    assert "bijlage 8" in fout.getvalue()


@pytest.mark.django_db
def test_the_command_publishes_and_shows(tmp_path: Any) -> None:
    brief = een_brief(themas=1)
    uit = StringIO()
    call_command("publiceer", brief.slug, stdout=uit)
    assert f"/brieven/{brief.slug}/" in uit.getvalue()
    assert Logregel.objects.filter(verb="publiceren").count() == 1
    for als in ("html", "pdf", "json"):
        path = tmp_path / f"x.{als}"
        call_command("toon_brief", brief.slug, als=als, uit=path, stdout=uit)
        pad = {"html": "index.html", "pdf": "brief.pdf", "json": "brief.json"}[als]
        assert path.read_bytes() == bytes(Publicatiebestand.objects.get(pad=pad).inhoud)


@pytest.mark.django_db
def test_show_says_what_to_do_when_there_is_nothing() -> None:
    with pytest.raises(CommandError, match="--concept"):
        call_command("toon_brief", "nergens")
    with pytest.raises(CommandError, match="geen brief"):
        call_command("toon_brief", "nergens", concept=True)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_publishers_at_once_make_one_version(capsys: pytest.CaptureFixture[str]) -> None:
    brief = een_brief(themas=1, paragrafen=1)
    gereed = prepare(brief)
    outcomes: list[str] = []

    def attempt(ready: Gereed) -> None:
        try:
            publish(Brief.objects.get(pk=brief.pk), ready, None)
            outcomes.append("gepubliceerd")
        except Geweigerd:
            outcomes.append("geweigerd")
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=(gereed,)) for _ in range(20)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    with capsys.disabled():
        done = outcomes.count("gepubliceerd")
        print(
            f"\npublish: {len(threads)} attempted, {done} published, {len(outcomes) - done} refused"
        )
    assert sorted(outcomes) == ["gepubliceerd"] + ["geweigerd"] * 19
    assert Publicatie.objects.count() == 1
