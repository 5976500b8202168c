"""Errors by mail: once per kind an hour, over all processes, and never a text."""

import logging
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from tests.veiligheid.bediening.proces import python
from tests.veiligheid.bediening.test_logregels import GEHEIM

pytestmark = pytest.mark.urls("tests.veiligheid.bediening.test_logregels")


@pytest.fixture(autouse=True)
def _beheerder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ADMINS = [("", "beheer@voorbeeldstad.example")]
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def breek() -> None:
    client = Client(raise_request_exception=False)
    assert client.post("/breuk/", {"tekst": GEHEIM}).status_code == 500


def test_once_an_hour_per_kind() -> None:
    with time_machine.travel("2026-11-22 10:00:00+00:00", tick=False) as klok:
        for _ in range(5):
            breek()
        assert len(mail.outbox) == 1
        logging.getLogger("proef").error("Something else: %s", 1)
        logging.getLogger("proef").error("Something else: %s", 2)
        assert len(mail.outbox) == 2
        klok.shift(3_590)
        breek()
        assert len(mail.outbox) == 2
        klok.shift(20)
    # The files are as old as the machine says, not as old as this test's clock.
    for file in Path(tempfile.gettempdir()).rglob("*"):
        if file.is_file():
            file.unlink()
    breek()
    assert len(mail.outbox) == 3


def test_what_it_says() -> None:
    breek()
    [bericht] = mail.outbox
    assert bericht.to == ["beheer@voorbeeldstad.example"]
    assert "ValueError in tests/veiligheid/bediening/test_logregels.py:" in bericht.subject
    assert '"verzoek": "' in bericht.body
    assert GEHEIM not in f"{bericht.body} {bericht.subject}"


def test_a_refusal_is_not_mailed(settings: Any) -> None:
    client = Client()
    assert client.get("/conflict/").status_code == 409
    assert client.get("/nergens/").status_code == 404
    assert mail.outbox == []


def test_nobody_to_mail(settings: Any) -> None:
    settings.ADMINS = []
    breek()
    assert mail.outbox == []


def test_mail_that_fails_costs_nothing(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_BACKEND = "nergens.Backend"
    breek()
    assert "ModuleNotFoundError" in capsys.readouterr().err  # said by logging itself


EEN_PROCES = """
import django; django.setup()
from veiligheid.bediening.foutmail import _first_this_hour
print(sum(_first_this_hour(f"soort {n}") for n in range(20)))
"""


def test_four_processes_mail_once(tmp_path: Path) -> None:
    def een_proces(_: int) -> int:
        answer = python(
            "-c", EEN_PROCES, TMPDIR=str(tmp_path), DJANGO_SETTINGS_MODULE="veiligheid.settings"
        )
        assert answer.returncode == 0, answer.stderr
        return int(answer.stdout)

    with ThreadPoolExecutor(4) as pool:
        each = list(pool.map(een_proces, range(4)))
    print(f"four processes, twenty kinds: mailed {each}, together {sum(each)}")
    assert sum(each) == 20
