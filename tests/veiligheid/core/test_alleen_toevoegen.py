"""What is written once can't be changed or removed: not by the model, not by SQL."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, transaction

from tests.fabriek import een_plan, iemand
from veiligheid.core import triggers
from veiligheid.core.checks import check_triggers
from veiligheid.core.models import AlleenToevoegenFout, Gebruiker, Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def regel() -> Logregel:
    return Logregel.write("proef", een_plan(), iemand(Rol.EINDREDACTEUR), waarde=1)


def test_the_model_refuses(regel: Logregel) -> None:
    with pytest.raises(AlleenToevoegenFout):
        regel.save()
    with pytest.raises(AlleenToevoegenFout):
        regel.delete()
    with pytest.raises(AlleenToevoegenFout):
        Logregel.objects.update(label="anders")
    with pytest.raises(AlleenToevoegenFout):
        Logregel.objects.all().delete()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_logregel SET label = 'anders'",
        "DELETE FROM core_logregel",
    ],
)
def test_the_database_refuses(regel: Logregel, sql: str) -> None:
    with pytest.raises(DatabaseError, match="verandert nooit"), transaction.atomic():
        connection.cursor().execute(sql)
    assert Logregel.objects.get(pk=regel.pk).label == regel.label


def test_sqlite_replace_gets_no_further(regel: Logregel) -> None:
    if connection.vendor != "sqlite":
        return  # INSERT OR REPLACE is SQLite's own
    with pytest.raises(DatabaseError, match="verandert nooit"), transaction.atomic():
        connection.cursor().execute(
            "INSERT OR REPLACE INTO core_logregel "
            "(id, op, wie, verb, soort, sleutel, label, details) "
            "VALUES (%s, '2025-01-01', 'x', 'x', 'x', 'x', 'x', '{}')",
            [regel.pk],
        )


def test_the_check_sees_a_missing_trigger() -> None:
    assert check_triggers(databases=["default"]) == []
    triggers.remove(connection)
    assert {e.id for e in check_triggers(databases=["default"])} == {"core.E002"}
    triggers.install(connection)
    assert check_triggers(databases=["default"]) == []


def test_migrating_mends_what_the_check_refuses() -> None:
    """The two commands of the how-to: an older database has fewer triggers than this version."""
    triggers.remove(connection)
    with pytest.raises(SystemCheckError, match=r"core\.E002"):
        call_command("check", tags=["database"], deploy=True, databases=["default"])
    call_command("migrate", verbosity=0)
    out = StringIO()
    call_command("check", tags=["database"], deploy=True, databases=["default"], stdout=out)


TABELLEN = {
    "core_logregel",
    "core_revisie",
    "rapportage_publicatie",
    "rapportage_publicatiebestand",
    "rapportage_vormbestand",
}


def test_what_is_covered() -> None:
    assert set(triggers.tables()) >= TABELLEN


@pytest.mark.postgres
@pytest.mark.parametrize("how", ["", " CASCADE"])
def test_no_table_can_be_emptied_at_once(how: str) -> None:
    """TRUNCATE fires no trigger of rows, and empties by CASCADE what points to a table. Without it
    PostgreSQL itself refuses a table that others point to."""
    for table in triggers.tables():
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            connection.cursor().execute(f'TRUNCATE "{table}"{how}')
        assert re.search("verandert nooit|cannot truncate a table", str(refused.value))


UITGEZET = [
    "ALTER TABLE core_logregel DISABLE TRIGGER core_logregel_update",
    "ALTER TABLE core_logregel DISABLE TRIGGER core_logregel_truncate",
    "ALTER TABLE core_logregel DISABLE TRIGGER ALL",
    "ALTER TABLE core_logregel ENABLE REPLICA TRIGGER core_logregel_delete",
    "DROP TRIGGER core_logregel_truncate ON core_logregel",
    "CREATE FUNCTION niets() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; "
    "CREATE OR REPLACE TRIGGER core_logregel_update BEFORE UPDATE ON core_logregel "
    "FOR EACH ROW EXECUTE FUNCTION niets()",
]


@pytest.mark.postgres
@pytest.mark.parametrize("sql", UITGEZET)
def test_the_check_sees_a_trigger_that_does_not_fire(regel: Logregel, sql: str) -> None:
    """And migrating, as the hint says, mends it."""
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    connection.cursor().execute(sql)
    assert triggers.missing(connection) == ["core_logregel"]
    triggers.install(connection)
    assert triggers.missing(connection) == []
    with pytest.raises(DatabaseError, match="verandert nooit"), transaction.atomic():
        connection.cursor().execute("UPDATE core_logregel SET label = 'anders'")


@pytest.mark.postgres
def test_the_check_sees_a_function_that_lets_through() -> None:
    connection.cursor().execute(
        "CREATE OR REPLACE FUNCTION alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NEW; END $$"
    )
    assert triggers.missing(connection) == triggers.tables()
    triggers.install(connection)
    assert triggers.missing(connection) == []


def test_a_line_outlives_who_and_what(regel: Logregel) -> None:
    naam, label = regel.wie, regel.label
    Gebruiker.objects.filter(pk=regel.gebruiker_id or 0).delete()
    regel.refresh_from_db()
    assert (regel.wie, regel.label) == (naam, label)
