"""The how-to says what works: its files are written and its commands run, in order."""

import re
import shlex
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command, get_commands, load_command_class

from monitoring.models import Bedrag, Gebiedsvorm, Meting
from tests.fabriek import een_plan, een_thema

HOWTO = Path(__file__).parents[2] / "docs" / "howto" / "cijfers-inlezen.md"


@pytest.mark.django_db
def test_every_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    text = HOWTO.read_text(encoding="utf-8")
    files = r"`([\w-]+\.(?:csv|geojson))`[^`]*?:\n\n```(?:csv|json)\n(.*?)```"
    for naam, inhoud in re.findall(files, text, re.S):
        (tmp_path / naam).write_text(inhoud, encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 7
    monkeypatch.chdir(tmp_path)
    settings.GEMEENTE_CODE = "GM0268"
    een_thema(een_plan(slug="ivp-2022-2026"), "Ondermijning")
    lines = re.findall(r"^manage\.py (.+)$", text, re.M)
    assert len(lines) == 8
    for line in lines:
        commando, *arguments = shlex.split(line)
        if commando == "haal_cijfers":  # asks the network: its options are read, no more
            command = load_command_class(get_commands()[commando], commando)
            command.create_parser("manage.py", commando).parse_args(arguments)
        else:
            call_command(commando, *arguments, stdout=StringIO())
    assert Meting.objects.count() == 5
    assert Meting.objects.filter(waarde=None).count() == 2
    assert Bedrag.objects.count() == 8
    assert Gebiedsvorm.objects.get().gebied.code == "WK026801"
