"""Whether a file is still being read is told truly, however long reading takes."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.fabriek import een_inleesbestand, iemand
from veiligheid.core import models
from veiligheid.core.bron import Ingelezen, Telling
from veiligheid.core.inlezen import Importer, Inzending, preview
from veiligheid.core.models import Inleesbestand

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bestand(monkeypatch: pytest.MonkeyPatch) -> Inleesbestand:
    monkeypatch.setattr(Inleesbestand, "KLOP", timedelta(milliseconds=5))
    record = een_inleesbestand("plan", iemand())
    Inleesbestand.objects.update(staat="wacht", inhoud=b"x", voorproef=None)
    record.refresh_from_db()
    return record


def long_ago() -> None:
    """As if the last word was long before now."""
    Inleesbestand.objects.update(gehoord_op=timezone.now() - timedelta(hours=1))


def read(bestand: Inleesbestand, lees: Any, doe: Any = None) -> Inleesbestand:
    def nothing(*args: Any) -> Ingelezen:
        return Ingelezen(Telling(), "Niets.", "")

    importer = Importer(lees, doe or nothing, open=lambda b, meld: Inzending(b"x", "x", {}))
    preview(bestand.pk, bestand.poging, importer)
    return Inleesbestand.objects.get()


def test_reading_lets_itself_be_heard_by_every_machine(
    bestand: Inleesbestand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "gaat_door", lambda wat: False)  # as seen by another process

    def slowly(inzending: Inzending) -> None:
        long_ago()
        until = time.monotonic() + 10
        while not Inleesbestand.objects.get().onderweg and time.monotonic() < until:
            time.sleep(0.01)
        assert not Inleesbestand.objects.get().gestrand

    assert read(bestand, slowly).staat == "klaar"


def test_while_it_writes_its_own_process_knows(bestand: Inleesbestand) -> None:
    """On SQLite nobody else can write as long as it does, not even that it goes on."""

    def slowly(*args: Any) -> Ingelezen:
        long_ago()
        assert Inleesbestand.objects.get().onderweg
        return Ingelezen(Telling(), "Niets.", "")

    assert read(bestand, lambda inzending: None, slowly).staat == "klaar"


def test_a_reader_that_died_is_not_heard(bestand: Inleesbestand) -> None:
    def breaks(inzending: Inzending) -> None:
        raise RuntimeError

    assert read(bestand, breaks).staat == "mislukt"
    Inleesbestand.objects.update(staat="bezig")
    long_ago()
    assert Inleesbestand.objects.get().gestrand
