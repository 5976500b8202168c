"""The line manager reads what was handed in, and approves it or sends it back; nothing else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.fabriek import een_bijdrage, een_paragraaf, een_plan, een_ronde, een_thema, iemand
from themas.jaar.models import Bijdrage
from veiligheid.core.models import Logregel
from veiligheid.core.nazien.verbs import move_staat
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def bijdrage() -> Bijdrage:
    plan = een_plan()
    found = een_bijdrage(een_ronde(plan), een_thema(plan, "Wijken"))
    een_paragraaf(found, "Wat wij deden", ("terugblik", "<p>Dit.</p>"))
    return found


def handed_in(bijdrage: Bijdrage, staat: Inzendingstaat = Inzendingstaat.INGEDIEND) -> None:
    Bijdrage.objects.filter(pk=bijdrage.pk).update(staat=staat)


def test_a_draft_is_not_for_a_line_manager(client: Client, bijdrage: Bijdrage) -> None:
    client.force_login(iemand(Rol.LEIDINGGEVENDE))
    adres = f"/schrijven/{bijdrage.pk}/"
    assert client.get(adres).status_code == 404
    handed_in(bijdrage)
    html = client.get(adres).content.decode()
    assert "Wat wij deden" in html
    assert 'value="goedkeuren"' in html
    assert 'value="heropenen"' not in html
    assert client.get("/start/").content.decode().count(adres) == 1


def versie_of(bijdrage: Bijdrage) -> int:
    """Of the text that was seen."""
    return Bijdrage.objects.get(pk=bijdrage.pk).versie


@pytest.mark.parametrize(
    ("doe", "staat"), [("goedkeuren", "goedgekeurd"), ("terugsturen", "teruggestuurd")]
)
def test_approving_and_sending_back(
    client: Client, bijdrage: Bijdrage, doe: str, staat: str
) -> None:
    handed_in(bijdrage)
    client.force_login(iemand(Rol.LEIDINGGEVENDE, first_name="Lies"))
    adres = f"/schrijven/{bijdrage.pk}/staat/"
    answer = client.post(
        adres,
        {"doe": doe, "reden": "Zo kan het.", "bevestigd": "ja", "versie": versie_of(bijdrage)},
        follow=True,
    )
    assert answer.status_code == 200
    assert Bijdrage.objects.get(pk=bijdrage.pk).staat == staat
    assert Logregel.objects.get(verb=doe).wie == "Lies"


def test_who_wrote_along_approves_nothing(client: Client, bijdrage: Bijdrage) -> None:
    lies = iemand(Rol.LEIDINGGEVENDE, Rol.BELEIDSADVISEUR)
    bijdrage.adviseurs.add(lies)
    handed_in(bijdrage)
    client.force_login(lies)
    data = {"doe": "goedkeuren", "bevestigd": "ja", "versie": versie_of(bijdrage)}
    answer = client.post(f"/schrijven/{bijdrage.pk}/staat/", data, follow=True)
    assert "U schreef mee" in answer.content.decode()
    assert Bijdrage.objects.get(pk=bijdrage.pk).staat == "ingediend"


def test_reopening_is_the_editors(bijdrage: Bijdrage) -> None:
    handed_in(bijdrage, Inzendingstaat.GOEDGEKEURD)
    with pytest.raises(PermissionDenied):
        move_staat("heropenen", bijdrage, iemand(Rol.LEIDINGGEVENDE), "Toch niet.")


def test_a_portefeuillehouder_reads_what_was_approved(client: Client, bijdrage: Bijdrage) -> None:
    client.force_login(iemand(Rol.PORTEFEUILLEHOUDER))
    adres = f"/schrijven/{bijdrage.pk}/"
    for staat, status in (("concept", 404), ("ingediend", 404), ("goedgekeurd", 200)):
        Bijdrage.objects.filter(pk=bijdrage.pk).update(staat=staat)
        assert client.get(adres).status_code == status, staat
    assert client.post(f"{adres}staat/", {"doe": "heropenen", "reden": "x"}).status_code == 404
