"""Alive and ready: what a load balancer hears, and what nobody hears."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from tests.veiligheid.bediening.proces import python
from veiligheid.bediening import gereed
from veiligheid.core import triggers
from veiligheid.core.taken.models import Werkproces


def test_alive_without_a_database(client: Client) -> None:
    """Without the `db` mark a query fails this test."""
    answer = client.get("/gezond")
    assert (answer.status_code, answer.content) == (200, b"ok")


def mislukt(client: Client) -> list[str]:
    answer = client.get("/gereed")
    found: list[str] = answer.json()["mislukt"]
    assert answer.status_code == (503 if found else 200)
    assert answer.json() == {"gereed": not found, "mislukt": found}
    assert "no-store" in answer["Cache-Control"]
    return found


@pytest.fixture
def werker(db: None) -> None:
    """One that was heard just now."""
    Werkproces.objects.create(naam="proef", gehoord_op=timezone.now())


@pytest.mark.django_db
def test_nobody_works(client: Client) -> None:
    assert mislukt(client) == ["werker"]
    Werkproces.objects.create(naam="proef", gehoord_op=timezone.now() - timedelta(seconds=60))
    assert mislukt(client) == ["werker"]
    Werkproces.objects.update(gehoord_op=timezone.now())
    assert mislukt(client) == []


@pytest.mark.usefixtures("werker")
def test_ready_when_every_check_holds(client: Client) -> None:
    assert mislukt(client) == []
    assert client.post("/gereed").status_code == 405


@pytest.mark.usefixtures("werker")
def test_a_migration_that_was_not_applied(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied(
        "rapportage", "0005_auditoordeel_over_een_versie"
    )
    assert mislukt(client) == ["migraties"]


@pytest.mark.usefixtures("werker")
def test_a_newer_version_that_migrated_already(client: Client) -> None:
    """While it takes the place of this one, this one goes on."""
    MigrationRecorder(connection).record_applied("rapportage", "0099_van_later")
    assert mislukt(client) == []


@pytest.mark.usefixtures("werker")
def test_a_lock_that_is_off(client: Client) -> None:
    triggers.remove(connection)
    assert mislukt(client) == ["sloten"]
    triggers.install(connection)
    assert mislukt(client) == []


VRAAG = """
import django; django.setup()
from django.test import Client
from django.utils import timezone
for adres in ("/gezond", "/gereed"):
    answer = Client(headers={"host": "portaal.example"}).get(adres)
    print(answer.status_code, answer.content.decode())
"""


@pytest.mark.parametrize(
    "adres", ["postgres://portaal:geheim@127.0.0.1:1/weg", "sqlite:////nergens/weg.sqlite3"]
)
def test_a_database_that_is_away(adres: str) -> None:
    """As production answers, over plain http; the name and password of the database stay inside."""
    answer = python("-c", VRAAG, DATABASE_URL=adres, DJANGO_SETTINGS_MODULE="veiligheid.settings")
    assert answer.stdout.splitlines() == [
        "200 ok",
        '503 {"gereed": false, "mislukt": ["database", "migraties", "sloten", "werker"]}',
    ], answer.stderr
    assert "geheim" not in answer.stdout + answer.stderr


@pytest.fixture
def een_eigen_controle() -> Iterator[None]:
    gereed.CONTROLES["proef"] = lambda: False
    yield
    del gereed.CONTROLES["proef"]


@pytest.mark.django_db
@pytest.mark.usefixtures("een_eigen_controle", "werker")
def test_a_check_is_added_by_one_line(client: Client) -> None:
    assert mislukt(client) == ["proef"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_locked_database_keeps_nobody_waiting(client: Client) -> None:
    """PostgreSQL: somebody holds the table of migrations; the answer comes within seconds."""
    Werkproces.objects.create(naam="proef", gehoord_op=timezone.now() + timedelta(minutes=1))
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
        assert mislukt(client) == ["migraties"]
    finally:
        other.rollback()
        other.close()
    assert mislukt(client) == []


@pytest.mark.django_db
def test_headers_on_every_answer(client: Client) -> None:
    for answer in (
        client.get("/gezond"),
        client.get("/start/"),
        client.get("/static/css/tokens.css"),
    ):
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=(), " in answer["Permissions-Policy"]
        assert "geolocation=()" in answer["Permissions-Policy"]
    answer.close()
    assert client.get("/gezond")["Cross-Origin-Opener-Policy"] == "same-origin"
