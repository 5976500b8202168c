"""Writing a file and importing it, as somebody does at the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


@dataclass
class Uitkomst:
    """What an import said, and whether it was refused."""

    tekst: str
    geweigerd: bool = False


Invoeren = Callable[..., Uitkomst]


@pytest.fixture
def invoeren(tmp_path: Path) -> Invoeren:
    def run(inhoud: str | bytes | Path, naam: str = "tabel.csv", **opties: Any) -> Uitkomst:
        if isinstance(inhoud, Path):
            path = inhoud
        else:
            path = tmp_path / naam
            path.write_bytes(inhoud.encode() if isinstance(inhoud, str) else inhoud)
        commando = opties.pop("commando", "importeer_metingen")
        if commando == "importeer_metingen":
            opties = {"gemeente": "GM0268", **opties}
        uit = StringIO()
        try:
            call_command(
                commando,
                path,
                **{"toepassen": True, **opties},
                stdout=uit,
                stderr=uit,
                no_color=True,
            )
        except CommandError as fout:
            return Uitkomst(f"{uit.getvalue()}{fout}", geweigerd=True)
        return Uitkomst(uit.getvalue())

    return run
