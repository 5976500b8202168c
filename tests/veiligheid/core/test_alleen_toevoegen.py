"""What is written once can't be changed or removed: not by the model, not by SQL."""

import pytest
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


def test_a_line_outlives_who_and_what(regel: Logregel) -> None:
    naam, label = regel.wie, regel.label
    Gebruiker.objects.filter(pk=regel.gebruiker_id or 0).delete()
    regel.refresh_from_db()
    assert (regel.wie, regel.label) == (naam, label)
