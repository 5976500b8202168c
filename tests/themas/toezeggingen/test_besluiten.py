"""What the council decides on moties, amendementen and aanbevelingen: by hand and from a list."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from tests.fabriek import een_toezegging, iemand
from tests.themas.toezeggingen.lijsten import import_lijst
from themas.toezeggingen.importing.export import as_csv, as_xlsx
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.transitions import Raadsbesluit, decide
from themas.toezeggingen.workflow import UITSLAGEN, Soort, Staat, Uitslag
from veiligheid.core.findings import Geweigerd
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
DAG = date(2025, 6, 3)


def again(t: Toezegging) -> Toezegging:
    return Toezegging.objects.get(pk=t.pk)


@pytest.mark.parametrize(
    ("soort", "besluit"), [(s, b) for s in Soort for b in Uitslag], ids=lambda v: str(v)
)
def test_what_can_be_decided_on_what(soort: Soort, besluit: Uitslag) -> None:
    t = een_toezegging(soort=soort, gemaakt_op=date(2025, 3, 12))
    griffie = iemand(Rol.GRIFFIE)
    if besluit not in UITSLAGEN.get(soort, ()):
        with pytest.raises(Geweigerd, match="wordt niet"):
            decide(t, Raadsbesluit(besluit, DAG, 20, 19), griffie)
        assert again(t).besluit == ""
        return
    decide(t, Raadsbesluit(besluit, DAG, 20, 19), griffie)
    t = again(t)
    assert t.besloten == f"{besluit} op 3 juni 2025 (20 voor, 19 tegen)"
    lapses = besluit in (Uitslag.VERWORPEN, Uitslag.INGETROKKEN, Uitslag.NIET_OVERGENOMEN)
    assert t.staat == (Staat.VERVALLEN if lapses else Staat.OPEN)
    if lapses:
        assert t.stand.op == DAG
        assert t.stand.reden == f"{str(besluit).capitalize()} op 3 juni 2025 (20 voor, 19 tegen)."


@pytest.mark.parametrize("rol", [r for r in Rol if r != Rol.GRIFFIE], ids=str)
def test_the_griffie_alone_puts_it_down(rol: Rol) -> None:
    t = een_toezegging(soort="motie")
    with pytest.raises(PermissionDenied):
        decide(t, Raadsbesluit(Uitslag.AANGENOMEN), iemand(rol))


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"besluit": ""}, "Kies wat de raad besloot."),
        ({"besluit": "overgenomen"}, "overgenomen"),
        ({"besluit": "aangenomen", "stemmen_voor": "20"}, "de stemmen tegen"),
        ({"besluit": "aangenomen", "besluit_op": "2020-01-01"}, "niet van 1 januari 2020 zijn"),
        ({"besluit": "aangenomen", "stemmen_voor": "-1"}, "0"),
    ],
)
def test_on_screen_a_wrong_decision_is_told(
    client: Client, velden: dict[str, str], melding: str
) -> None:
    t = een_toezegging(soort="motie")
    client.force_login(iemand(Rol.GRIFFIE))
    adres = reverse("toezegging-staat", args=[t.sleutel])
    answer = client.post(adres, {"doe": "besluit", **velden})
    assert answer.status_code in (409, 422)
    assert melding in answer.content.decode()
    assert again(t).besluit == ""


def test_on_screen(client: Client) -> None:
    t = een_toezegging(soort="aanbeveling", indiener="Rekenkamer", openbaar=True)
    client.force_login(iemand(Rol.GRIFFIE))
    page = client.get(reverse("toezegging-beheer", args=[t.sleutel])).content.decode()
    assert "Wat besloot de raad?" in page
    adres = reverse("toezegging-staat", args=[t.sleutel])
    data = {"doe": "besluit", "besluit": "overgenomen", "besluit_op": "2025-06-03"}
    assert client.post(adres, data).status_code == 302
    client.logout()
    public = client.get(t.get_absolute_url()).content.decode()
    assert "Rekenkamer" in public
    assert "overgenomen op 3 juni 2025" in public


LIJST = (
    b"nr;type;onderwerp;datum;indiener;status;uitslag\n"
    b"M1;Motie;Meer licht;7-4-2025;Fractie A;;aangenomen (25-14)\n"
    b"M2;Motie;Minder lawaai;7-4-2025;Fractie B;Verworpen;\n"
    b"M3;Motie;Later;7-4-2025;Fractie B;;ingetrokken\n"
    b"A1;Aanbeveling;Tel beter;7-4-2025;Rekenkamer;;deels overgenomen, 30 voor, 9 tegen\n"
    b"T1;Toezegging;Een brief;7-4-2025;;;\n"
)


def test_from_a_list_and_out_and_in_again() -> None:
    assert import_lijst(LIJST, None).gemaakt == 5
    found = {t.nummer: (t.besloten, t.staat.value) for t in Toezegging.objects.all()}
    assert found == {
        "M1": ("aangenomen (25 voor, 14 tegen)", "open"),
        "M2": ("verworpen", "vervallen"),
        "M3": ("ingetrokken", "vervallen"),
        "A1": ("deels overgenomen (30 voor, 9 tegen)", "open"),
        "T1": ("", "open"),
    }
    assert Toezegging.objects.get(nummer="A1").indiener == "Rekenkamer"
    for uit in (as_csv, as_xlsx):
        again = import_lijst(uit(Toezegging.objects.all()), None)
        assert (again.gemaakt, again.bijgewerkt, again.ongewijzigd) == (0, 0, 5)
    assert import_lijst(LIJST, None).ongewijzigd == 5


@pytest.mark.parametrize(
    ("rij", "melding"),
    [
        ("T1;toezegging;x;2025-01-01;aangenomen", "wordt niet ‘aangenomen’"),
        ("M1;motie;x;2025-01-01;overgenomen", "wordt niet ‘overgenomen’"),
        ("M1;motie;x;2025-01-01;met elkaar eens", "is geen besluit"),
    ],
)
def test_a_list_that_decides_what_cannot_be(rij: str, melding: str) -> None:
    data = f"nummer;soort;tekst;gedaan op;besluit\n{rij}".encode()
    with pytest.raises(Geweigerd, match=melding) as fout:
        import_lijst(data, None)
    assert fout.value.bevindingen[0].plek == "rij 2"
