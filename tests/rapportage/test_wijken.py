"""A writer says which wijken a paragraaf and an actie are about; readers find them there."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from monitoring.models import Gebied
from rapportage.models import Brief, Publicatie
from rapportage.openbaar.publicaties import document_of
from rapportage.openbaar.wijk import Wijkvraag
from tests.fabriek import een_actie, een_brief, een_toezegging, iemand
from tests.monitoring.fabriek import een_gebied, een_gemeente, een_indicator, een_meting
from tests.rapportage.publiceren import publish_quickly
from tests.themas.views.formulier import filled
from themas.gebieden import as_named
from themas.jaar.saving import VoortgangDoel, blokken_of, gebieden_of
from themas.jaar.structure import merge_voortgang, split_voortgang
from themas.jaar.terugkomst.deciding import accept
from themas.jaar.terugkomst.op_scherm import propose
from themas.models import Actie, Bijdrage, Voortgang
from themas.plan.importing.planbestand import read_planbestand, write_planbestand
from themas.plan.uitvoer import bron_of
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.rollen import Rol
from veiligheid.core.saving import Inhoud
from veiligheid.document.gebied import Genoemd

pytestmark = pytest.mark.django_db
EEN, TWEE = "WK000001", "WK000002"
OPENBAAR: dict[str, Any] = {"openbaar": True, "openbaar_sinds": datetime(2025, 3, 12, tzinfo=UTC)}
JSON = {"Accept": "application/json"}


@pytest.fixture
def gebieden(settings: object) -> list[Gebied]:
    found = een_gemeente(code="GM0000")
    een_meting(een_indicator("Inbraken"), found[1], 2024, 5)
    return [*found, een_gebied("BU00000101", "De Hoek", parent=found[1])]


@pytest.fixture
def schrijver() -> Gebruiker:
    return iemand(Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR, first_name="Naima")


@pytest.fixture
def brief(gebieden: list[Gebied], schrijver: Gebruiker) -> Brief:
    brief = een_brief(themas=1, paragrafen=2)
    for bijdrage in Bijdrage.objects.all():
        bijdrage.adviseurs.add(schrijver)
    return brief


@pytest.fixture
def paragrafen(brief: Brief) -> list[Voortgang]:
    bijdrage = Bijdrage.objects.get(thema__titel="Onderwerp 1")
    return list(bijdrage.voortgangen.order_by("positie"))


@pytest.fixture
def client(client: Client, schrijver: Gebruiker) -> Client:
    client.force_login(schrijver)
    return client


def address(voortgang: Voortgang) -> str:
    return reverse("paragraaf", args=[voortgang.bijdrage_id, voortgang.pk])


def name(voortgang: Voortgang, *codes: str) -> None:
    Voortgang.objects.filter(pk=voortgang.pk).update(gebieden=list(codes))


def areas(voortgang: Voortgang) -> list[str]:
    return list(Voortgang.objects.get(pk=voortgang.pk).gebieden)


def test_chosen_saved_in_the_history_and_put_back(
    client: Client, paragrafen: list[Voortgang]
) -> None:
    adres = address(paragrafen[0])
    # Before areas could be named: such a version has none of them.
    client.post(adres, filled(client, adres) | {"kop": "Een kop"})
    for revisie in Revisie.objects.all():
        old = {k: v for k, v in revisie.inhoud["stukken"].items() if k != "gebieden"}
        assert gebieden_of(Inhoud(old)) == []
    assert client.post(adres, filled(client, adres) | {"gebieden": [TWEE, EEN]}).status_code == 302
    assert areas(paragrafen[0]) == [EEN, TWEE]
    page = client.get(adres).content.decode()
    assert "<summary>Gaat over Wijk 1, Wijk 2</summary>" in page
    history = client.get(f"{adres}geschiedenis/").content.decode()
    assert "<dt>Gaat over</dt><dd><p>Wijk 1, Wijk 2</p>" in " ".join(history.split()).replace(
        "> <", "><"
    )
    first = Revisie.objects.filter(versie=2).get()
    client.post(f"{adres}geschiedenis/", {"versie": first.pk})
    assert areas(paragrafen[0]) == []


def test_what_is_no_area_is_refused_and_half_a_form_takes_none_away(
    client: Client, paragrafen: list[Voortgang]
) -> None:
    adres = address(paragrafen[0])
    answer = client.post(adres, filled(client, adres) | {"gebieden": "WK999999"})
    assert answer.status_code == 422
    name(paragrafen[0], EEN)
    half = filled(client, adres) | {"kop": "Anders"}
    del half["getoond"], half["gebieden"]
    assert client.post(adres, half).status_code == 302
    assert areas(paragrafen[0]) == [EEN]
    none = filled(client, adres)
    del none["gebieden"]
    client.post(adres, none)
    assert areas(paragrafen[0]) == []


def test_two_people_choose_otherwise(client: Client, paragrafen: list[Voortgang]) -> None:
    adres = address(paragrafen[0])
    bram = Client()
    other = iemand(Rol.BELEIDSADVISEUR, first_name="Bram")
    paragrafen[0].bijdrage.adviseurs.add(other)
    bram.force_login(other)
    mine, theirs = filled(client, adres), filled(bram, adres)
    bram.post(adres, theirs | {"gebieden": EEN})
    # Another piece: both stand.
    answer = client.post(adres, mine | {"kop": "Van mij"}, headers=JSON)
    assert answer.json()["uitkomst"] == "samengevoegd"
    assert areas(paragrafen[0]) == [EEN]
    # The same: nobody is overwritten, and both are shown.
    answer = client.post(adres, mine | {"gebieden": TWEE, "uuid": str(uuid4())})
    assert answer.status_code == 409
    assert areas(paragrafen[0]) == [EEN]
    page = answer.content.decode()
    assert "Gaat over" in page
    assert "Wijk 1" in page


def test_they_go_along_when_a_paragraaf_is_split_joined_or_corrected_by_word(
    paragrafen: list[Voortgang], schrijver: Gebruiker
) -> None:
    first, second = paragrafen
    name(first, EEN)
    name(second, TWEE)
    versie, inhoud = VoortgangDoel(first).read()
    made = propose(
        first,
        {"uuid": uuid4(), "basis": versie, "kop": "Een ander woord"},
        blokken_of(inhoud),
        schrijver,
    )
    assert made is not None
    accept(made.voorstellen.get(), schrijver)
    assert areas(first) == [EEN]
    new = split_voortgang(first, blokken_of(inhoud)[1].sleutel, schrijver)
    assert areas(new) == [EEN]
    new.refresh_from_db()
    merge_voortgang(new, schrijver)
    assert areas(new) == [EEN, TWEE]


def test_an_actie_names_them_and_takes_them_into_the_next_plan(
    client: Client, brief: Brief
) -> None:
    thema = Bijdrage.objects.get(thema__titel="Onderwerp 1").thema
    actie = een_actie(thema, "Een hek")
    adres = reverse("plan-actie", args=[thema.plan.slug, actie.pk])
    assert client.post(adres, filled(client, adres) | {"gebieden": EEN}).status_code == 302
    assert Actie.objects.get(pk=actie.pk).gebieden == [EEN]
    bron = read_planbestand(write_planbestand(bron_of(thema.plan)))
    assert [a.gebieden for t in bron.themas for a in t.acties] == [[EEN]]


def test_without_areas_there_is_nothing_to_choose(
    client: Client, paragrafen: list[Voortgang]
) -> None:
    Gebied.objects.filter(soort="wijk").update(soort="buurt")
    page = client.get(address(paragrafen[0])).content.decode()
    assert "Gaat over een wijk?" not in page


def wijk(client: Client, code: str) -> str:
    return client.get(f"/cijfers/gebied/{code}/").content.decode()


def test_frozen_with_the_letter_and_first_on_the_page_of_the_wijk(
    client: Client, brief: Brief, paragrafen: list[Voortgang], schrijver: Gebruiker
) -> None:
    first, second = paragrafen
    blok = first.blokken.get(soort="terugblik")
    blok.tekst = "<p>Wij stonden in Wijk 1 met een kraam.</p>"
    blok.save()
    name(second, EEN)
    een_actie(first.bijdrage.thema, "Een hek", gebieden=[EEN])
    een_actie(first.bijdrage.thema, "Voorbij", gebieden=[EEN], beeindigd_in=2024, reden_einde="x")
    before = publish_quickly(brief)
    kept = {b.pad: b.sha256 for b in before.bestanden.all()}
    Gebied.objects.filter(code=EEN).update(naam="Hernoemd")
    name(second, TWEE)

    document = json.loads(bytes(before.bestanden.get(pad="brief.json").inhoud))
    told = document["groepen"][0]["hoofdstukken"][0]["paragrafen"]
    assert [p["gebieden"] for p in told] == [[], [{"code": EEN, "naam": "Wijk 1"}]]
    letter = client.get(before.get_absolute_url()).content.decode()
    assert letter.count("Gaat over Wijk 1</p>") == 1

    page = wijk(client, EEN)
    assert "Wat er in Hernoemd gebeurt" in page
    assert page.count("Een hek") == 1
    assert "Voorbij" not in page
    assert second.kop in page
    # Its text names it by another name now, so it is not found by that.
    Gebied.objects.filter(code=EEN).update(naam="Wijk 1")
    page = wijk(client, EEN)
    assert page.index(second.kop) < page.index(f">{first.kop}<") < page.index("met een kraam")
    # A buurt is in its wijk; another wijk and the whole municipality are not.
    assert second.kop in wijk(client, "BU00000101")
    assert second.kop not in wijk(client, TWEE)
    assert "Wat er in" not in wijk(client, "GM0000")
    # A correction names the other one; what was published stays to the byte.
    after = publish_quickly(brief, "Een andere wijk.")
    assert second.kop in wijk(client, TWEE)
    assert {b.pad: b.sha256 for b in Publicatie.objects.get(pk=before.pk).bestanden.all()} == kept
    assert after.versie == 2


def news_of(client: Client, code: str, sinds: str = "2020-01-01") -> str:
    page = client.get(f"/nieuw/?wijk={code}&sinds={sinds}").content.decode()
    return page.split("<main")[1].split("</main>")[0]


def test_what_is_new_is_narrowed_to_the_wijk(
    client: Client, brief: Brief, paragrafen: list[Voortgang]
) -> None:
    first, second = paragrafen
    blok = first.blokken.get(soort="terugblik")
    blok.tekst = "<p>Wij stonden in Wijk 1 met een kraam.</p>"
    blok.save()
    name(second, EEN)
    een_meting(
        een_indicator("Alleen van de stad"),
        Gebied.objects.get(code="GM0000"),
        2024,
        7,
        raadpleegdatum=date(2025, 1, 1),
    )
    een_toezegging(tekst="Er komt een hek in Wijk 1.", **OPENBAAR)
    een_toezegging(tekst="Er komt een hek in Wijk 11.", **OPENBAAR)
    een_toezegging(tekst="Er komt een geheim hek in Wijk 1.", **(OPENBAAR | {"openbaar": False}))
    before = publish_quickly(brief)

    told, other = news_of(client, EEN), news_of(client, TWEE)
    assert f">{first.kop}</a>" in told
    assert f">{second.kop}</a>" in told
    assert "Wij stonden in Wijk 1 met een kraam." in told
    assert "Er komt een hek in Wijk 1.<" in told
    for not_of_it in ("Wijk 11", "geheim"):
        assert not_of_it not in told
    for only_there in (first.kop, second.kop, "een hek", before.titel):
        assert only_there not in other
    # What can't be narrowed is said, with the way to it.
    assert "Wat geen wijk noemt" in told
    assert "Alleen van de stad" in told
    whole = client.get("/nieuw/?sinds=2020-01-01").content.decode()
    assert 'href="/nieuw/?sinds=2020-01-01&amp;thema="' in told
    assert "In de brief over de wijk" not in whole
    assert "Wijk 11" in whole
    # A theme as well.
    of_theme = client.get(f"/nieuw/?wijk={EEN}&sinds=2020-01-01&thema=Onderwerp+1").content.decode()
    assert second.kop in of_theme
    none = client.get(f"/nieuw/?wijk={EEN}&sinds=2020-01-01&thema=Anders").content.decode()
    assert second.kop not in none

    # A correction elsewhere is no news here; one that takes the wijk away is.
    anders = second.blokken.get(soort="terugblik")
    anders.tekst = "<p>Een woord anders.</p>"
    anders.save()
    publish_quickly(brief, "Een woord.")
    assert "versie 2" in news_of(client, EEN)
    assert "versie 2" not in news_of(client, TWEE)
    name(second)
    publish_quickly(brief, "Geen wijk meer.")
    assert "versie 3" in news_of(client, EEN)
    assert second.kop not in news_of(client, EEN)


def test_a_promise_made_in_a_paragraaf_about_the_wijk_is_news_of_it(
    client: Client, brief: Brief, paragrafen: list[Voortgang]
) -> None:
    first, second = paragrafen
    name(second, EEN)
    publicatie = publish_quickly(brief)
    anker = {p.kop: p.anker for h in document_of(publicatie).hoofdstukken for p in h.paragrafen}
    for kop in (first.kop, second.kop):
        made = een_toezegging(tekst=f"Beloofd bij {kop}.", **OPENBAAR)
        made.__class__.objects.filter(pk=made.pk).update(
            adres=f"{publicatie.get_absolute_url()}#{anker[kop]}"
        )
    told = news_of(client, EEN)
    assert f"Beloofd bij {second.kop}." in told
    assert f"Beloofd bij {first.kop}." not in told
    # The draft does not count: only what was published.
    name(second)
    assert f"Beloofd bij {second.kop}." in news_of(client, EEN)


def test_one_that_is_no_more_is_left_out() -> None:
    assert as_named(["WK9", EEN], {EEN: "Een"}) == (Genoemd(EEN, "Een"),)


@pytest.mark.parametrize(
    ("naam", "zin", "genoemd"),
    [
        ("Centrum", "In het Centrum staan drie camera's.", True),
        ("Centrum", "Bij het centrum voor jeugd meldden zich er zes.", False),
        ("Centrum", "Het Centrumplan is klaar.", False),
        ("De Hoek", "In de Hoek en de Punt is het rustig.", True),
        ("De Hoek", "Om de hoek is het rustig.", False),
        ("'t Zand", "Op ’t Zand, en op 't Zand.", True),
        ("Noord (oost)", "In Noord (oost) is het rustig.", True),
    ],
)
def test_a_name_has_its_capitals(naam: str, zin: str, genoemd: bool) -> None:
    assert Wijkvraag.of(Gebied(code="BU1", naam=naam)).named_in(zin) is genoemd
