"""A PostgreSQL with a small letter in it, once; each test takes a copy."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.chaos.omgeving import Dienst, Postgres

# Everybody's, and only on this machine.
WACHTWOORD = "veilig-samenleven"
_VULLING = f"""
import django; django.setup()
from tests.fabriek import een_brief
from themas.models import Bijdrage
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
een_brief(themas=2, paragrafen=2)
Bijdrage.objects.update(staat="goedgekeurd")
for n in range(10):
    for rol in (Rol.SECRETARIAAT, Rol.EINDREDACTEUR):
        Gebruiker.objects.create_user(f"{{rol}}{{n}}", password="{WACHTWOORD}").grant(rol)
"""
_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # Not in pytest's own folder: that is closed to the user who runs PostgreSQL.
    with TemporaryDirectory(prefix="volhard-") as place:
        folder = Path(place)
        server = Postgres(folder)
        server.start()
        try:
            server.sql("postgres", "CREATE DATABASE sjabloon")
            dienst = Dienst(server.url("sjabloon"), folder / "vullen")
            dienst.manage("migrate", "--noinput")
            dienst.manage("collectstatic", "--noinput")
            dienst.manage(code=_VULLING)
            yield server
        finally:
            server.stop()


@pytest.fixture
def dienst_met(postgres: Postgres, tmp_path: Path) -> Callable[..., Dienst]:
    """A service on a database of this test; what is given goes into its environment."""
    naam = f"proef{next(_numbers)}"
    postgres.sql("postgres", f"CREATE DATABASE {naam} TEMPLATE sjabloon")

    def make(folder: str = "dienst", **more: str) -> Dienst:
        made = Dienst(postgres.url(naam), tmp_path / folder, **more)
        made.naam = naam  # type: ignore[attr-defined]
        return made

    return make


@pytest.fixture
def vraag(postgres: Postgres) -> Callable[..., Any]:
    """Ask the database of a service."""

    def ask(dienst: Dienst, query: str, *values: Any) -> list[Any]:
        return postgres.sql(dienst.naam, query, *values)  # type: ignore[attr-defined]

    return ask
