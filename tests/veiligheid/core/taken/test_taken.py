"""Work is asked for once, done once, and told to whoever asked; a dead worker costs an attempt."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from time_machine import travel

from tests.fabriek import iemand
from tests.taken import werk_af
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Inleesbestand, Taak, Taakbestand, Werkproces
from veiligheid.core.rollen import Rol
from veiligheid.core.taken import herstel
from veiligheid.core.taken.plaats import here, is_dead, my_name
from veiligheid.core.taken.soorten import Soort, nachtwerken, register
from veiligheid.core.taken.uitvoeren import Ingehaald, Werk, run
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import ONAF, OVERGANGEN, Taakstaat, Uitkomst

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wachtrij")]


def een_soort(doe: Any, **velden: Any) -> None:
    register(Soort("proef", doe, lambda taak: f"Proef {taak.sleutel}", **velden))


def make_user(werk: Werk) -> None:
    with werk.besluit() as besluit:
        Gebruiker.objects.create(username=werk.taak.argumenten["naam"])
        besluit.uitkomst = Uitkomst(("Gemaakt.",), "/start/")


def long_ago(**velden: Any) -> None:
    Taak.objects.update(gehoord_op=timezone.now() - timedelta(minutes=1), **velden)


def test_asked_twice_is_asked_once_and_done_once() -> None:
    een_soort(make_user)
    one = ask("proef", "1", None, naam="een")
    assert ask("proef", "1", iemand(), naam="twee") == one
    assert ask("proef", "2", None, naam="drie") != one
    werk_af()
    one.refresh_from_db()
    assert (one.staat, one.resultaat.zinnen, one.poging) == ("gelukt", ("Gemaakt.",), 1)
    assert one.begonnen_op is not None
    assert one.klaar_op is not None
    assert Gebruiker.objects.filter(username__in=["een", "twee", "drie"]).count() == 2
    # Done with: the same may be asked for again.
    assert ask("proef", "1", None, naam="vier") != one


def test_states_and_the_constraint_agree() -> None:
    assert set(ONAF) == {Taakstaat.WACHT, Taakstaat.BEZIG}
    (constraint,) = [c for c in Taak._meta.constraints if c.name == "taak_een_tegelijk"]
    assert sorted(constraint.condition.children[0][1]) == sorted(ONAF)  # type: ignore[attr-defined]
    assert set(OVERGANGEN) == set(Taakstaat)


def test_a_refusal_is_told_with_its_reasons(client: Client) -> None:
    def refuses(werk: Werk) -> None:
        raise Geweigerd(blokkeert("te-groot", "De tabel is te groot.", "Drukte", "/daar/"))

    een_soort(refuses)
    wie = iemand()
    taak = ask("proef", "1", wie)
    werk_af()
    client.force_login(wie)
    html = client.get(f"/taken/{taak.pk}/").content.decode()
    assert "Proef 1" in html
    assert "De tabel is te groot." in html
    assert "(Drukte)" in html
    assert "refresh" not in html
    other = Client()
    other.force_login(iemand(Rol.EINDREDACTEUR))
    assert other.get(f"/taken/{taak.pk}/").status_code == 404


def test_a_mistake_of_ours_is_told_without_its_details(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(werk: Werk) -> None:
        raise RuntimeError("geheim")

    een_soort(breaks)
    wie = iemand()
    taak = ask("proef", "1", wie)
    werk_af()
    client.force_login(wie)
    html = client.get(f"/taken/{taak.pk}/").content.decode()
    assert "ging iets mis dat niet aan u ligt" in html
    assert "geheim" not in html
    assert "RuntimeError: geheim" in caplog.text


def test_the_page_tells_each_step_once(client: Client) -> None:
    een_soort(make_user)
    wie = iemand()
    taak = ask("proef", "1", wie, naam="x")
    client.force_login(wie)
    adres, asks = f"/taken/{taak.pk}/", {"HX-Request": "true"}
    assert "Wacht op zijn beurt." in client.get(adres).content.decode()
    Taak.objects.update(staat="bezig", stap="Pdf 1 van 2.")
    assert '<meta http-equiv="refresh"' in client.get(adres).content.decode()
    assert client.get(adres, {"stap": "Pdf 1 van 2."}, headers=asks)["HX-Reswap"] == "none"
    assert "HX-Reswap" not in client.get(adres, {"stap": ""}, headers=asks)
    Taak.objects.update(staat="gelukt", uitkomst=Uitkomst(("Klaar.",), "/start/").to_json())
    assert client.get(adres, headers=asks)["HX-Refresh"] == "true"
    assert 'href="/start/"' in client.get(adres).content.decode()
    Taak.objects.update(uitkomst=Uitkomst(("Klaar.",), "/start/", meteen=True).to_json())
    assert client.get(adres)["Location"] == "/start/"


def test_the_file_that_came_of_it(client: Client) -> None:
    def writes(werk: Werk) -> Uitkomst:
        return werk.with_file("x.pdf", "application/pdf", b"%PDF")

    een_soort(writes)
    wie = iemand()
    taak = ask("proef", "1", wie)
    client.force_login(wie)
    assert client.get(f"/taken/{taak.pk}/bestand").status_code == 404
    werk_af()
    assert client.get(f"/taken/{taak.pk}/")["Location"] == f"/taken/{taak.pk}/bestand"
    answer = client.get(f"/taken/{taak.pk}/bestand")
    assert (answer.content, answer["Content-Disposition"]) == (b"%PDF", 'inline; filename="x.pdf"')
    other = Client()
    other.force_login(iemand())
    assert other.get(f"/taken/{taak.pk}/bestand").status_code == 404
    Taakbestand.objects.update(op=timezone.now() - timedelta(hours=2))
    herstel.prune()
    assert client.get(f"/taken/{taak.pk}/bestand").status_code == 404


# -- A worker that died


@pytest.mark.parametrize(
    "velden",
    [
        {"werker": f"{here()}4194305"},  # no machine gives such a number
        {"werker": "elders//7", "gehoord_op": timezone.now() - timedelta(minutes=1)},
        {"werker": my_name(), "gehoord_op": timezone.now() - timedelta(minutes=11)},
    ],
    ids=["dead here", "silent elsewhere", "silent here for long"],
)
def test_what_it_left_is_done_by_another(velden: dict[str, Any]) -> None:
    een_soort(make_user)
    taak = ask("proef", "1", None, naam="een")
    DBTaskResult.objects.all().delete()  # as if claimed
    now = {"gehoord_op": timezone.now(), **velden}
    Taak.objects.update(staat="bezig", **now)
    assert herstel.revive() == 1
    werk_af()
    taak.refresh_from_db()
    assert (taak.staat, taak.poging) == ("gelukt", 2)
    assert Gebruiker.objects.filter(username="een").count() == 1


@pytest.mark.parametrize(
    ("werker", "gehoord"),
    [("elders//7", timedelta(0)), (my_name(), timedelta(minutes=1))],
    ids=["heard elsewhere", "lives here"],
)
def test_what_goes_on_is_left_alone(werker: str, gehoord: timedelta) -> None:
    een_soort(make_user)
    ask("proef", "1", None, naam="een")
    Taak.objects.update(staat="bezig", werker=werker, gehoord_op=timezone.now() - gehoord)
    assert herstel.revive() == 0


def test_what_lost_its_place_in_the_queue_gets_another() -> None:
    een_soort(make_user)
    taak = ask("proef", "1", None, naam="een")
    DBTaskResult.objects.get().claim("somebody who died at once")
    assert herstel.revive() == 0  # it may yet begin
    Taak.objects.update(gevraagd_op=timezone.now() - timedelta(minutes=1))
    assert herstel.revive() == 1
    assert herstel.revive() == 0
    werk_af()
    taak.refresh_from_db()
    assert taak.staat == "gelukt"


def test_after_three_times_it_is_given_up_and_told() -> None:
    een_soort(make_user)
    taak = ask("proef", "1", None, naam="een")
    for _ in range(3):
        taak.refresh_from_db()
        assert taak.staat == "wacht"
        long_ago(staat="bezig", werker="elders//7")
        herstel.revive()
    taak.refresh_from_db()
    assert (taak.staat, taak.poging) == ("mislukt", 3)
    assert "3 keer onderbroken" in taak.resultaat.zinnen[0]
    werk_af()
    assert not Gebruiker.objects.filter(username="een").exists()


def test_an_attempt_that_was_overtaken_decides_nothing() -> None:
    een_soort(make_user)
    taak = ask("proef", "1", None, naam="een")
    Taak.objects.update(staat="bezig")
    taak.refresh_from_db()
    old = Werk(taak)
    long_ago(werker="elders//7")
    herstel.revive()
    with pytest.raises(Ingehaald):
        make_user(old)
    old.meld("Ik leef nog.")
    assert Taak.objects.get().stap == ""
    run(str(taak.pk), 1)  # its place in the queue comes late
    assert Taak.objects.get().staat == "wacht"
    assert not Gebruiker.objects.filter(username="een").exists()


def test_effect_and_outcome_are_one() -> None:
    """Killed before the commit: nothing is left. The next attempt does it all."""

    def dies(werk: Werk) -> None:
        with werk.besluit() as besluit:
            Gebruiker.objects.create(username="een")
            besluit.uitkomst = Uitkomst(("Gemaakt.",))
            raise SystemExit

    een_soort(dies)
    taak = ask("proef", "1", None, naam="een")
    werk_af()
    assert (Taak.objects.get().staat, Gebruiker.objects.exists()) == ("bezig", False)
    een_soort(make_user)
    long_ago(werker="elders//7")
    herstel.revive()
    werk_af()
    taak.refresh_from_db()
    assert (taak.staat, Gebruiker.objects.count()) == ("gelukt", 1)


def test_a_database_that_went_away_is_no_outcome() -> None:
    def loses(werk: Werk) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    een_soort(loses)
    ask("proef", "1", None)
    werk_af()
    assert Taak.objects.get().staat == "bezig"


def test_whether_a_process_lives() -> None:
    assert not is_dead(my_name())
    assert is_dead(f"{here()}4194305")
    assert not is_dead("elders//4194305")
    assert not is_dead("")


# -- At night


@pytest.mark.parametrize(("uur", "wanted"), [(3, 0), (4, 1), (13, 1)])
def test_once_a_night(uur: int, wanted: int) -> None:
    """Also in the night that the clock is put forward and has no hour 2."""
    with travel(f"2026-03-29 {uur:02}:30:00 +0200", tick=False):
        gone = Inleesbestand.objects.create(
            soort="plan", gebruiker=iemand(), inhoud=b"x", verloopt_op=timezone.now()
        )
        for _ in range(2):
            herstel.ask_nachtwerk()
            werk_af()
    assert Taak.objects.filter(soort="nachtwerk").count() == wanted * len(nachtwerken())
    assert Inleesbestand.objects.filter(pk=gone.pk).exists() is not bool(wanted)
    assert set(Taak.objects.values_list("staat", flat=True)) <= {"gelukt"}


def test_what_served_is_thrown_away() -> None:
    een_soort(make_user)
    ask("proef", "1", None, naam="een")
    werk_af()
    Werkproces.objects.create(naam="oud", gehoord_op=timezone.now() - timedelta(days=2))
    herstel.prune()
    assert (Taak.objects.count(), DBTaskResult.objects.count()) == (1, 1)
    assert not Werkproces.objects.exists()
    old = timezone.now() - timedelta(days=15)
    Taak.objects.update(klaar_op=old)
    DBTaskResult.objects.update(enqueued_at=old)
    herstel.prune()
    assert (Taak.objects.count(), DBTaskResult.objects.count()) == (0, 0)
