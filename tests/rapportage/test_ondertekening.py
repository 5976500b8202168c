"""Who signs: by the day of the letter, unless the letter names others; kept on screen, and printed
with room to sign."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rapportage.composition import compose
from rapportage.models import Brief, Functionaris, Ondertekenaar
from rapportage.ondertekening.lezen import op_dag
from rapportage.rendering.paper import letter_pdf
from tests.bladen import bladen
from tests.fabriek import een_brief, een_functionaris, iemand
from tests.rapportage.publiceren import publish_quickly
from tests.themas.views.formulier import filled
from veiligheid.core.models import Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

WISSEL = date(2025, 6, 1)


@pytest.fixture
def brief() -> Brief:
    brief = een_brief(themas=1, paragrafen=1)
    Ondertekenaar.objects.all().delete()
    een_functionaris("S. Secretaris", functie="gemeentesecretaris", positie=1)
    oud = {"tot": date(2025, 5, 31), "portefeuillehouder": "burgemeester Oud"}
    een_functionaris("B. Oud", positie=2, **oud)
    een_functionaris("B. Nieuw", van=WISSEL, positie=2, portefeuillehouder="burgemeester Nieuw")
    een_functionaris("W. Wethouder", functie="wethouder", ondertekent=False)
    return brief


def names(brief: Brief, **velden: Any) -> tuple[list[str], str]:
    Brief.objects.filter(pk=brief.pk).update(**velden)
    document = compose(brief, date(2026, 1, 1)).document
    return [o.naam for o in document.ondertekenaars], document.portefeuillehouder


@pytest.mark.parametrize(
    ("dag", "wie"),
    [
        (date(2025, 5, 31), "Oud"),
        (WISSEL, "Nieuw"),
        (date(2030, 1, 1), "Nieuw"),
        (None, "Nieuw"),  # of today
    ],
)
def test_the_day_decides(brief: Brief, dag: date | None, wie: str) -> None:
    Brief.objects.update(portefeuillehouder="")
    assert names(brief, datum=dag) == (["S. Secretaris", f"B. {wie}"], f"burgemeester {wie}")


def test_before_anybody_there_is_nobody(brief: Brief) -> None:
    assert op_dag(date(2009, 12, 31)).ondertekenaars == ()


def test_a_letter_that_names_others_is_signed_by_those(brief: Brief) -> None:
    Ondertekenaar.objects.create(brief=brief, positie=1, naam="L. Loco", functie="locoburgemeester")
    assert names(brief, datum=WISSEL, portefeuillehouder="de loco") == (["L. Loco"], "de loco")


def test_what_was_published_keeps_its_names(brief: Brief) -> None:
    Brief.objects.update(datum=WISSEL)
    publicatie = publish_quickly(brief)
    Functionaris.objects.all().delete()
    assert b"B. Nieuw" in bytes(publicatie.bestanden.get(pad="brief.json").inhoud)


def test_kept_on_screen(client: Client, brief: Brief) -> None:
    client.force_login(iemand(Rol.SECRETARIAAT))
    lijst = reverse("functionarissen")
    assert client.post(lijst, {"naam": "N. Erbij", "functie": "", "van": "x"}).status_code == 422
    data = {"naam": "N. Erbij", "functie": "burgemeester", "van": "2027-01-01"}
    adres = client.post(lijst, data).headers["Location"]
    assert client.post(lijst, data).headers["Location"] == adres  # pressed twice: once
    wrong = client.post(adres, filled(client, adres) | {"tot": "2026-12-31"})
    assert "De laatste dag ligt vóór de eerste." in wrong.content.decode()
    assert client.post(adres, filled(client, adres) | {"tot": "2027-12-31"}).status_code == 302
    made = Functionaris.objects.get(naam="N. Erbij")
    assert (made.tot, made.versie) == (date(2027, 12, 31), 2)
    assert client.post(adres, {"doe": "verwijderen"}).headers["Location"] == lijst
    assert not Functionaris.objects.filter(naam="N. Erbij").exists()
    assert client.get(adres).status_code == 404
    assert Logregel.objects.filter(verb="verwijderen", soort="functionaris").exists()


def test_the_block_has_room_to_sign(brief: Brief) -> None:
    """Between who sends it and the names there are at least 15 millimetres."""

    Brief.objects.update(afzender="het college", datum=WISSEL)
    pdf, _ = letter_pdf(compose(brief).document)
    page = next(p for p in bladen(pdf) if any("B. Nieuw" in line.tekst for line in p))
    college = next(line for line in page if line.tekst == "het college")
    signed = next(line for line in page if "B. Nieuw" in line.tekst)
    assert "S. Secretaris" in signed.tekst
    assert signed.boven - college.onder > 15
