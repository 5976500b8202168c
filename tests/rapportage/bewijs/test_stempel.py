"""A time stamp from outside: asked of a service that the test starts, checked, kept beside the
manifest; and nothing that waits for it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test import Client

from rapportage.bewijs import nacht
from rapportage.bewijs.stempel import GeenStempel, stamp, stamp_all
from rapportage.bewijs.verifieren import verify
from rapportage.models import Brief, Manifest, Publicatie, Tijdstempel
from tests.fabriek import een_brief, iemand
from tests.rapportage.publiceren import publish_quickly, with_all_said_yes
from tests.taken import werk_af
from tests.tijdstempel import make_certificates, stamping_service
from themas.models import Bijdrage
from veiligheid.core import triggers
from veiligheid.core.models import Taak
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def certificaten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tsa")
    make_certificates(folder)
    return folder


@pytest.fixture
def dienst(certificaten: Path, settings: Any) -> Iterator[Path]:
    with stamping_service(certificaten) as url:
        settings.TIJDSTEMPEL_URL = url
        settings.TIJDSTEMPEL_CA = str(certificaten / "ca.pem")
        yield certificaten


@pytest.fixture
def brief() -> Brief:
    brief = een_brief(themas=1, paragrafen=1)
    Bijdrage.objects.update(staat="goedgekeurd")
    return brief


def test_a_stamp_that_others_can_check(
    brief: Brief, dienst: Path, client: Client, tmp_path: Path
) -> None:
    publicatie = publish_quickly(brief)
    pdf = bytes(publicatie.bestanden.get(pad="brief.pdf").inhoud)
    base = publicatie.get_absolute_url()
    assert client.get(f"{base}manifest.tsr").status_code == 404
    assert stamp_all() == "1 tijdstempel gezet."
    assert stamp_all() == "0 tijdstempels gezet."
    answer = client.get(f"{base}manifest.tsr")
    assert answer.headers["Content-Type"] == "application/timestamp-reply"
    (tmp_path / "manifest.tsr").write_bytes(answer.content)
    (tmp_path / "manifest.json").write_bytes(client.get(f"{base}manifest.json").content)
    command = ["openssl", "ts", "-verify", "-data", "manifest.json", "-in", "manifest.tsr"]
    command += ["-CAfile", str(dienst / "ca.pem")]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in said.stdout, said.stderr
    # Beside it, and not in it.
    assert bytes(publicatie.bestanden.get(pad="brief.pdf").inhoud) == pdf
    assert verify().gebreken == ()


def test_publishing_waits_for_no_stamp(
    brief: Brief, client: Client, settings: Any, certificaten: Path
) -> None:
    """Nobody answers at that address: the letter is out, and at night it is tried again."""
    settings.TIJDSTEMPEL_URL = "http://127.0.0.1:9/"
    settings.TIJDSTEMPEL_CA = str(certificaten / "ca.pem")
    client.force_login(iemand(Rol.SECRETARIAAT))
    adres = f"/concept/{brief.slug}/publiceren/"
    client.post(adres, with_all_said_yes(client, adres))
    werk_af()
    publicatie = Publicatie.objects.get()
    assert client.get(publicatie.get_absolute_url()).status_code == 200
    assert Taak.objects.get(soort="tijdstempel").staat == "geweigerd"
    told = stamp_all()
    assert "1 zonder tijdstempel: de dienst antwoordt niet" in told
    with stamping_service(certificaten) as url:
        settings.TIJDSTEMPEL_URL = url
        assert stamp_all() == "1 tijdstempel gezet."
    assert Tijdstempel.objects.get().manifest == publicatie.manifest


def test_right_after_publishing(brief: Brief, client: Client, dienst: Path) -> None:
    client.force_login(iemand(Rol.SECRETARIAAT))
    adres = f"/concept/{brief.slug}/publiceren/"
    client.post(adres, with_all_said_yes(client, adres))
    werk_af()
    assert Tijdstempel.objects.get().manifest.publicatie == Publicatie.objects.get()
    assert Taak.objects.get(soort="tijdstempel").staat == "gelukt"


def test_who_is_not_trusted_gives_none(
    brief: Brief, dienst: Path, settings: Any, tmp_path: Path
) -> None:
    publicatie = publish_quickly(brief)
    settings.TIJDSTEMPEL_CA = str(make_certificates(tmp_path))  # another root
    with pytest.raises(GeenStempel, match="niet te vertrouwen"):
        stamp(publicatie.manifest)
    settings.TIJDSTEMPEL_CA = str(tmp_path / "weg.pem")
    with pytest.raises(GeenStempel, match="niet te vertrouwen"):
        stamp(publicatie.manifest)
    assert not Tijdstempel.objects.exists()


@pytest.mark.parametrize("answer", [b"", b"geen stempel", b"\x30\x03\x02\x01\x02"])
def test_an_answer_that_is_none(
    brief: Brief, dienst: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    publicatie = publish_quickly(brief)
    monkeypatch.setattr("rapportage.bewijs.stempel._ask", lambda body: answer)
    with pytest.raises(GeenStempel):
        stamp(publicatie.manifest)


def test_a_stamp_on_something_else_is_named(brief: Brief, dienst: Path) -> None:
    publish_quickly(brief)
    Brief.objects.update(kenmerk="VB-2")
    publish_quickly(brief, "Het kenmerk.")
    stamp_all()
    one, two = Tijdstempel.objects.order_by("manifest__nummer")
    triggers.remove(connection)
    try:
        models.QuerySet(Tijdstempel).filter(pk=two.pk).update(antwoord=bytes(one.antwoord))
    finally:
        triggers.install(connection)
    (gebrek,) = verify().gebreken
    assert "tijdstempel" in str(gebrek)


def test_without_a_setting_nothing_is_asked(brief: Brief, client: Client) -> None:
    client.force_login(iemand(Rol.SECRETARIAAT))
    adres = f"/concept/{brief.slug}/publiceren/"
    client.post(adres, with_all_said_yes(client, adres))
    werk_af()
    assert not Taak.objects.filter(soort="tijdstempel").exists()
    assert "geen dienst" in stamp_all()
    assert Manifest.objects.count() == 1
    with pytest.raises(CommandError, match="TIJDSTEMPEL_URL"):
        call_command("tijdstempels")
    assert nacht  # the night's list holds it
