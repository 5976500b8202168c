"""What went from a paragraaf comes back from its history: a block, or a whole version."""

import pytest
from django.test import Client
from lxml import html as lxml_html

from tests.fabriek import een_paragraaf
from tests.themas.views.formulier import address, filled
from themas.models import Actie, Bijdrage, Blok
from veiligheid.core.models import Revisie

pytestmark = pytest.mark.django_db
ZWAAR = "<p>Een <strong>vet</strong> woord.</p><p>Tweede alinea.</p>"


def teksten(bijdrage: Bijdrage) -> list[str]:
    voortgang = bijdrage.voortgangen.get(kop="De kop")
    return list(voortgang.blokken.order_by("positie").values_list("tekst", flat=True))


def test_a_block_that_was_taken_away(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    actie = Actie.objects.get()
    blok = Blok.objects.get(voortgang__bijdrage=bijdrage, soort="terugblik")
    blok.acties.add(actie)
    naima_client.post(adres, filled(naima_client, adres) | {"doe": "weg:0"})
    assert teksten(bijdrage) == ["<p>Straks.</p>"]
    page = naima_client.get(f"{adres}geschiedenis/").content.decode()
    assert "Weggehaalde blokken" in page
    for _ in range(2):  # a second click does nothing
        naima_client.post(f"{adres}geschiedenis/", {"blok": str(blok.sleutel)})
    assert teksten(bijdrage) == ["<p>Straks.</p>", ZWAAR]
    assert list(Blok.objects.get(sleutel=blok.sleutel).acties.all()) == [actie]
    assert "Weggehaalde" not in naima_client.get(f"{adres}geschiedenis/").content.decode()


def test_an_earlier_version(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    naima_client.post(adres, filled(naima_client, adres) | {"blok-0-tekst": "Anders."})
    begin = Revisie.objects.get(versie=1)
    answer = naima_client.post(f"{adres}geschiedenis/", {"versie": begin.pk}, follow=True)
    assert "Teruggezet." in answer.content.decode()
    assert teksten(bijdrage)[0] == ZWAAR
    assert bijdrage.voortgangen.get().versie == 3
    assert "Anders." in naima_client.get(f"{adres}geschiedenis/").content.decode()


def test_of_another_paragraaf_there_is_no_version(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    naima_client.post(adres, filled(naima_client, adres) | {"kop": "De kop "})
    ander = een_paragraaf(bijdrage, "Anders", ("context", "<p>x</p>"))
    vreemd = f"/schrijven/{bijdrage.pk}/{ander.pk}/"
    naima_client.post(vreemd, filled(naima_client, vreemd) | {"blok-0-tekst": "Van haar."})
    hers = Revisie.objects.get(record=ander.pk, versie=2)
    answer = naima_client.post(f"{adres}geschiedenis/", {"versie": hers.pk}, follow=True)
    assert "Deze versie is er niet." in answer.content.decode()
    assert teksten(bijdrage)[0] == ZWAAR


def test_a_version_with_a_block_that_moved_to_another_paragraaf(
    naima_client: Client, bijdrage: Bijdrage
) -> None:
    adres = address(bijdrage)
    naima_client.post(adres, filled(naima_client, adres) | {"blok-0-tekst": "Eerst."})
    vanaf = Blok.objects.get(tekst="<p>Straks.</p>").sleutel
    naima_client.post(f"{adres}structuur/", {"doe": "splitsen", "vanaf": str(vanaf)})
    assert teksten(bijdrage) == ["<p>Eerst.</p>"]
    page = naima_client.get(f"{adres}geschiedenis/").content.decode()
    assert "Weggehaalde blokken" not in page  # it is next door
    naima_client.post(f"{adres}geschiedenis/", {"versie": Revisie.objects.get(versie=2).pk})
    assert teksten(bijdrage) == ["<p>Eerst.</p>", "<p>Straks.</p>"]
    assert Blok.objects.get(sleutel=vanaf).voortgang.kop == "De kop (vervolg)"


def test_split_by_a_colleague_while_writing(naima_client: Client, bijdrage: Bijdrage) -> None:
    """The block that was being written lives next door now: nothing is overwritten or lost."""
    adres = address(bijdrage)
    mine = filled(naima_client, adres) | {"blok-1-tekst": "Wat ik typte."}
    vanaf = Blok.objects.get(tekst="<p>Straks.</p>").sleutel
    naima_client.post(f"{adres}structuur/", {"doe": "splitsen", "vanaf": str(vanaf)})
    answer = naima_client.post(adres, mine)
    assert answer.status_code == 409
    page = lxml_html.fromstring(answer.content.decode())
    again = dict(next(f for f in page.forms if f.get("class") == "vb-schrijf").form_values())
    assert "Wat ik typte." in str(again)
    assert naima_client.post(adres, again).status_code == 302
    assert teksten(bijdrage) == [ZWAAR, "<p>Wat ik typte.</p>"]
    assert Blok.objects.get(sleutel=vanaf).tekst == "<p>Straks.</p>"


def test_a_block_of_another_paragraaf_is_not_taken(
    naima_client: Client, bijdrage: Bijdrage
) -> None:
    adres = address(bijdrage)
    data = filled(naima_client, adres)
    ander = een_paragraaf(bijdrage, "Anders", ("context", "<p>Niet van hier.</p>"))
    data["blok-0-sleutel"] = str(ander.blokken.get().sleutel)
    answer = naima_client.post(adres, data)
    assert answer.status_code == 409
    assert "staat nu in een andere paragraaf" in answer.content.decode()
    assert ander.blokken.get().tekst == "<p>Niet van hier.</p>"


def test_a_long_history_has_pages(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    for n in range(30):
        naima_client.post(adres, filled(naima_client, adres) | {"kop": f"Kop {n}"})
    page = naima_client.get(f"{adres}geschiedenis/").content.decode()
    assert page.count("<details") == 25
    assert "Bladzijde 1 van 2" in page
    page = naima_client.get(f"{adres}geschiedenis/?bladzijde=2").content.decode()
    assert page.count("<details") == 6
    assert "zoals het begon" in page
