"""Taking in a mirror on screen: the same as the command gives, looked at first."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.fabriek import een_plan, iemand
from tests.themas.spiegel.bestanden import PLAN, RIJEN, csv_of, doelen_of, een_spiegel_in_word
from themas.models import Actie, Pijler, Plan
from themas.spiegel.maken import make_spiegel
from veiligheid.core.models import Inleesbestand, Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
ADRES = "/importeren/spiegel/"


def upload(client: Client, data: bytes, bestand: str = "spiegel.csv", **velden: Any) -> Any:
    standaard = {"naam": PLAN, "jaar": "2023", "bestand": SimpleUploadedFile(bestand, data)}
    return client.post(ADRES, {**standaard, **velden})


def do(client: Client, answer: Any, doe: str) -> str:
    return client.post(answer["Location"], {"doe": doe}, follow=True).content.decode()


def page(client: Client, answer: Any) -> str:
    return client.get(answer["Location"]).content.decode()


def goals() -> SimpleUploadedFile:
    return SimpleUploadedFile("doelen.csv", doelen_of())


def test_look_first_then_confirm(joris: Client) -> None:
    answer = upload(joris, csv_of(), doelen=goals())
    html = page(joris, answer)
    assert "Er is nog niets veranderd" in html
    assert "4 doelen (1 zonder activiteit), 5 activiteiten; 4 beloofd: 2 rood" in html
    assert "Er staan 98 bomen." in html
    assert not Plan.objects.exists()
    assert "Ingelezen." in do(joris, answer, "inlezen")
    assert Pijler.objects.count() == 4
    assert make_spiegel(Plan.objects.get(), 2023).telling.rood == 2
    assert Logregel.objects.get(verb="importeren").wie == "Joris"
    # Nothing of either file stays.
    bestand = Inleesbestand.objects.get()
    assert (bytes(bestand.inhoud), bestand.opties) == (
        b"",
        {"bestandsnaam": "spiegel.csv", "jaar": 2023, "plan": PLAN},
    )


def test_word_as_well(joris: Client) -> None:
    answer = upload(joris, een_spiegel_in_word().bytes(), "spiegel.docx")
    assert "opgenomen zonder doel" in page(joris, answer)
    do(joris, answer, "inlezen")
    assert Actie.objects.count() == 5


def test_the_second_time_says_that_nothing_changes(joris: Client) -> None:
    do(joris, upload(joris, csv_of()), "inlezen")
    plan = Plan.objects.get()
    answer = upload(joris, csv_of(), plan=plan.pk, naam="")
    assert "Inlezen zou niets veranderen" in page(joris, answer)
    changed = [[*rij] for rij in RIJEN]
    changed[0][3] = "We planten 200 bomen."
    html = page(joris, upload(joris, csv_of(changed), plan=plan.pk, naam=""))
    assert "<ins>" in html
    assert "200" in html.split("Dit zou veranderen")[1].split("</section>")[0]


def test_a_bad_file_is_told_with_its_rows(joris: Client) -> None:
    wrong = [[*RIJEN[0]], ["Groen", "Bomen", "", "Zonder naam.", ""]]
    html = page(joris, upload(joris, csv_of(wrong)))
    assert "kan zo niet worden ingelezen" in html
    assert "In deze rij staat geen activiteit" in html
    assert "rij 3" in html
    html = page(joris, upload(joris, b"geen;spiegel\n1;2\n"))
    assert "Een vraag over dit bestand" in html
    assert "beloofd" in html
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"naam": ""}, "Kies een programma, of geef het nieuwe een naam."),
        ({"jaar": "x"}, "Voer een geheel getal in"),
        (
            {"doelen": SimpleUploadedFile("doelen.csv", b"x" * 2_000_001)},
            "Deze lijst is groter dan 2 MB.",
        ),
    ],
)
def test_what_the_form_asks(velden: dict[str, Any], melding: str, joris: Client) -> None:
    answer = upload(joris, csv_of(), **velden)
    assert answer.status_code == 422
    assert melding in answer.content.decode()


def test_no_file(joris: Client) -> None:
    answer = joris.post(ADRES, {"naam": PLAN, "jaar": "2023"})
    assert "Kies het bestand met de spiegel." in answer.content.decode()


def test_a_name_of_signs_alone(joris: Client) -> None:
    html = page(joris, upload(joris, csv_of(), naam="!!!"))
    assert "Geef het plan een naam met letters of cijfers." in html


def test_an_existing_plan_is_completed(joris: Client) -> None:
    plan = een_plan(titel="Bestaand")
    do(joris, upload(joris, csv_of(), plan=plan.pk, naam="telt niet"), "inlezen")
    assert Plan.objects.get() == plan
    assert Actie.objects.filter(thema__plan=plan).count() == 5


@pytest.mark.parametrize("rol", [Rol.BELEIDSADVISEUR, Rol.GRIFFIE, Rol.SECRETARIAAT])
def test_the_eindredacteur_alone(rol: Rol, client: Client) -> None:
    client.force_login(iemand(rol))
    assert client.get(ADRES).status_code == 404
    assert upload(client, csv_of()).status_code == 404
