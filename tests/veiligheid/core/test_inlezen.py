"""Reading a file is work for a worker; what it comes to is told whatever happens."""

from typing import Any

import pytest

from tests.fabriek import iemand
from tests.taken import werk_af
from veiligheid.core.bron import Ingelezen, Telling
from veiligheid.core.inlezen import Importer, Inzending, read_again, receive, register_importer
from veiligheid.core.models import Gebruiker, Inleesbestand, Taak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wachtrij")]


def nothing(*args: Any) -> Ingelezen:
    return Ingelezen(Telling(), "Niets.", "")


def sent(lees: Any, doe: Any = nothing) -> Inleesbestand:
    """An uploaded file of a kind that is read so."""
    register_importer("proef", Importer(lees, doe))
    return receive("proef", Inzending(b"x", "x.txt", {}), {}, iemand())


def now(bestand: Inleesbestand) -> Inleesbestand:
    return Inleesbestand.objects.get(pk=bestand.pk)


def test_it_waits_is_read_and_shown() -> None:
    told: list[str] = []

    def lees(inzending: Inzending) -> str:
        inzending.meld("Tien rijen.")
        told.append(Taak.objects.get().stap)
        assert Inleesbestand.objects.get().vordering == 1
        return "gelezen"

    def doe(gelezen: str, opties: Any, door: Any) -> Ingelezen:
        assert (gelezen, Inleesbestand.objects.get().vordering) == ("gelezen", 2)
        Gebruiker.objects.create(username="mag niet blijven")
        return nothing()

    bestand = sent(lees, doe)
    assert (bestand.staat, bestand.onderweg, bestand.voorproef) == ("wacht", True, None)
    werk_af()
    assert now(bestand).staat == "klaar"
    assert now(bestand).voorproef["slot"] == "Niets."  # type: ignore[index]
    assert told == ["Stap 1 van 2: het bestand wordt gelezen. Tien rijen."]
    assert not Gebruiker.objects.filter(username="mag niet blijven").exists()


def test_asked_twice_it_is_read_once() -> None:
    times: list[int] = []
    bestand = sent(lambda inzending: times.append(1))
    read_again(bestand)
    assert Taak.objects.count() == 1
    werk_af()
    assert times == [1]
    read_again(bestand)
    assert now(bestand).voorproef is None
    werk_af()
    assert (times, now(bestand).staat) == ([1, 1], "klaar")


def test_a_reader_that_breaks_says_so() -> None:
    def breaks(inzending: Inzending) -> None:
        raise RuntimeError

    bestand = sent(breaks)
    werk_af()
    assert now(bestand).staat == "mislukt"


def test_thrown_away_while_it_waits() -> None:
    bestand = sent(lambda inzending: pytest.fail("read all the same"))
    bestand.delete()
    werk_af()
    assert Taak.objects.get().staat == "gelukt"
