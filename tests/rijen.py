"""All rows of the database, taken and put back past the ORM: what makes a test with commits cheap.

On PostgreSQL a row is a line of COPY, on SQLite a tuple; both go back as they came.
"""

from typing import Any

from django.db import connection, transaction

from veiligheid.core import triggers

Rijen = dict[str, list[Any]]
# Of the database's make, not of what is in it.
_NIET = {"django_migrations"}


def tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - _NIET)


def taken(*of: str) -> Rijen:
    """The rows of these tables."""
    found: Rijen = {}
    with connection.cursor() as cursor:
        for table in of:
            if connection.vendor == "sqlite":
                found[table] = cursor.execute(f'SELECT * FROM "{table}"').fetchall()
            else:
                with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                    found[table] = b"".join(copy).splitlines(keepends=True)
    return found


def put(rijen: Rijen) -> None:
    """Into tables that don't have them. Foreign keys are looked at when all of it is there."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in rijen.items():
            if connection.vendor == "sqlite" and rows:
                marks = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
            elif rows:
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(b"".join(rows))


def without_statistics() -> None:
    """PostgreSQL plans by what it counted, and between two tests it counts nothing: as if a table
    of hundreds had one row, a question that joins nine of them takes minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in tables():
                cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')


def back_to(begin: Rijen) -> None:
    """Only these rows are left, of all tables: what was committed since is gone. Django's own
    flush empties every table there is and makes its rows of permissions anew."""
    with transaction.atomic(), connection.cursor() as cursor:
        filled = _filled(cursor)
        now = taken(*(t for t, rows in begin.items() if rows))
        gone = filled - now.keys() | {t for t, rows in now.items() if rows != begin[t]}
        if not gone:
            return
        guarded = gone & set(triggers.tables())
        if guarded:
            triggers.remove(connection)
        for table in gone:
            cursor.execute(f'DELETE FROM "{table}"')
        put({table: begin[table] for table in gone & now.keys()})
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or a trigger can't be made
        if guarded:
            triggers.install(connection)


def _filled(cursor: Any) -> set[str]:
    """The tables with any row in them."""
    everything = tables()
    if connection.vendor == "postgresql":
        # Whoever still writes, in a request that nobody waited for, is waited for.
        names = ", ".join(f'"{table}"' for table in everything)
        cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
    each = (f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM \"{t}\")" for t in everything)
    cursor.execute(" UNION ALL ".join(each))
    return {table for (table,) in cursor.fetchall()}
