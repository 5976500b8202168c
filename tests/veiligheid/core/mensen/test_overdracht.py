"""Somebody leaves: what they had goes over in one step, and nothing of the past changes."""

from datetime import date

import pytest
from django.test import Client

from tests.fabriek import (
    een_actie,
    een_bijdrage,
    een_paragraaf,
    een_plan,
    een_ronde,
    een_terugkomst,
    een_thema,
    een_toezegging,
    iemand,
)
from tests.veiligheid.core.toegang.hulp import een_collega, log_in
from themas.models import Actie, Bijdrage, Ronde, Thema, Toezegging
from veiligheid.core.mensen import mensen
from veiligheid.core.mensen.overdracht import in_words
from veiligheid.core.models import Gebruiker, Logregel, Revisie
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def naima() -> Gebruiker:
    """Three themes, two acties that run and one that ended, an open remark, a deadline, a promise;
    and the year before, that is closed."""
    wie = een_collega(Rol.BELEIDSADVISEUR, first_name="Naima")
    plan = een_plan()
    ronde = een_ronde(plan, 2026, deadline=date(2026, 12, 11))
    vorig = een_ronde(plan, 2025, staat="gesloten")
    for n in (1, 2, 3):
        thema = een_thema(plan, f"Onderwerp {n}")
        thema.adviseurs.add(wie)
        for r in (ronde, vorig):
            een_bijdrage(r, thema).adviseurs.add(wie)
    eerste = Bijdrage.objects.filter(ronde=ronde).order_by("pk")[0]
    een_paragraaf(eerste, "Over iets", ("terugblik", "<p>Zo was het.</p>"))
    een_terugkomst(eerste)
    een_actie(eerste.thema, "Een")
    een_actie(eerste.thema, "Twee")
    een_actie(eerste.thema, "Voorbij", beeindigd_in=2025, reden_einde="Klaar.")
    een_toezegging(adviseur=wie)
    een_toezegging(adviseur=een_collega(Rol.BELEIDSADVISEUR))
    return wie


HEEFT = [
    "3 bijdragen in een open ronde",
    "3 thema’s",
    "2 lopende acties",
    "1 open opmerking",
    "1 deadline",
    "1 open toezegging",
]


def past() -> list[object]:
    """What was done, and by whom it says."""
    return [
        *Logregel.objects.exclude(verb__in=["inloggen", "toegang weghalen", "overdragen"]).values(),
        # Who writes about a theme is on its page: a version of its own.
        *Revisie.objects.exclude(soort="thema").values(),
        *Bijdrage.objects.filter(ronde__staat="gesloten").values("pk", "adviseurs"),
        *Actie.objects.values(),
        # Who writes what is part of an open round: its version tells that it changed.
        *Ronde.objects.values("pk", "staat", "deadline"),
    ]


def test_all_of_it_goes_over_in_one_step(client: Client, naima: Gebruiker) -> None:
    daan = een_collega(Rol.BELEIDSADVISEUR, first_name="Daan")
    Thema.objects.order_by("pk")[0].adviseurs.add(daan)  # has one of them already
    log_in(client, een_collega(Rol.BEHEERDER, first_name="Sanne").username)
    assert in_words(naima) == HEEFT
    adres = f"/beheer/mensen/{naima.pk}/"
    assert f"Naima heeft: {', '.join(HEEFT)}." in client.get(adres).content.decode()
    before = past()
    unchosen = client.post(adres, {"doe": "weg", "naar": ""})
    assert unchosen.status_code == 422
    assert Gebruiker.objects.get(pk=naima.pk).is_active
    answer = client.post(adres, {"doe": "weg", "naar": daan.pk}, follow=True).content.decode()
    assert f"Over aan Daan: {', '.join(HEEFT)}." in answer
    assert in_words(Gebruiker.objects.get(pk=naima.pk)) == []
    assert in_words(daan) == HEEFT
    assert past() == before
    for thema in Thema.objects.all():
        now = Revisie.objects.filter(soort="thema", record=thema.pk).latest("pk")
        assert (now.versie, thema.versie) == (2, 2)
        assert now.inhoud["stukken"]["adviseurs"] == [daan.pk]
    assert not Gebruiker.objects.get(pk=naima.pk).is_active
    assert Bijdrage.objects.filter(ronde__staat="gesloten", adviseurs=naima).count() == 3
    line = Logregel.objects.get(verb="overdragen")
    assert (line.wie, line.details["naar"], line.details["wat"]["thema’s"]) == ("Sanne", "Daan", 3)
    # And the one who has it now, writes it.
    daan_client = Client()
    daan_client.force_login(daan)
    bijdrage = Bijdrage.objects.filter(ronde__staat="open").order_by("pk")[0]
    assert "Over iets" in daan_client.get(f"/schrijven/{bijdrage.pk}/").content.decode()


def test_when_one_part_fails_nothing_went_over(
    naima: Gebruiker, monkeypatch: pytest.MonkeyPatch
) -> None:
    daan, sanne = een_collega(Rol.BELEIDSADVISEUR), iemand(Rol.BEHEERDER)

    def breaks(*args: object) -> None:
        raise RuntimeError("stroom weg")

    monkeypatch.setattr(mensen, "end_sessions", breaks)
    with pytest.raises(RuntimeError):
        mensen.deactivate(naima, daan, sanne)
    fresh = Gebruiker.objects.get(pk=naima.pk)
    assert (in_words(fresh), fresh.is_active, in_words(daan)) == (HEEFT, True, [])


def test_only_to_a_writer(client: Client, naima: Gebruiker) -> None:
    greet = een_collega(Rol.SECRETARIAAT)
    log_in(client, een_collega(Rol.BEHEERDER).username)
    answer = client.post(f"/beheer/mensen/{naima.pk}/", {"doe": "weg", "naar": greet.pk})
    assert answer.status_code == 422
    assert in_words(naima) == HEEFT


def test_work_without_leaving_and_leaving_without_a_taker(client: Client, naima: Gebruiker) -> None:
    daan = een_collega(Rol.BELEIDSADVISEUR)
    log_in(client, een_collega(Rol.BEHEERDER).username)
    client.post(f"/beheer/mensen/{naima.pk}/", {"doe": "overdragen", "naar": daan.pk})
    assert Gebruiker.objects.get(pk=naima.pk).is_active
    assert in_words(daan) == HEEFT
    client.post(f"/beheer/mensen/{daan.pk}/", {"doe": "weg", "naar": "niemand"})
    gone = Gebruiker.objects.get(pk=daan.pk)
    assert (gone.is_active, in_words(gone)) == (False, HEEFT)
    # Later, when there is somebody.
    rosa = een_collega(Rol.BELEIDSADVISEUR)
    client.post(f"/beheer/mensen/{daan.pk}/", {"doe": "overdragen", "naar": rosa.pk})
    assert in_words(rosa) == HEEFT
    assert Toezegging.objects.filter(adviseur=rosa).count() == 1
