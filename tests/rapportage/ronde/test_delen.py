"""General parts, annexes and the facts of a letter: handed in, sent back, approved and opened again
as a bijdrage is."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapportage.besluit.punten import open_points
from rapportage.briefdelen import unapproved_parts
from rapportage.composition import compose
from rapportage.models import Bijlage, Brief, Onderdeel
from rapportage.ronde.doorgeven import not_done
from tests.fabriek import een_bijlagetekst, iemand
from tests.rapportage.ronde.delen import (
    DELEN,
    as_client,
    deel,
    doe,
    edit,
    edited_at,
    een_brief_met_delen,
)
from tests.themas.views.formulier import filled
from veiligheid.core.models import Bericht, Gebruiker, Logregel, Stap
from veiligheid.core.nazien.soorten import inzending
from veiligheid.core.nazien.stappen import approvals, steps_of
from veiligheid.core.nazien.verbs import move_staat
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    return een_brief_met_delen()


@pytest.fixture
def joris() -> Gebruiker:
    return iemand(Rol.EINDREDACTEUR, first_name="Joris", email="joris@stad.example")


@pytest.fixture
def els() -> Gebruiker:
    return iemand(Rol.EINDREDACTEUR, first_name="Els")


@pytest.fixture
def karin() -> Gebruiker:
    return iemand(Rol.LEIDINGGEVENDE, first_name="Karin")


@pytest.mark.parametrize("soort", DELEN)
def test_the_whole_way(
    soort: str, brief: Brief, joris: Gebruiker, els: Gebruiker, karin: Gebruiker
) -> None:
    record = deel(brief, soort)
    stuk = inzending(record)
    assert as_client(karin).get(stuk.adres).status_code == 404  # a concept is its writers'
    doe(joris, record, "indienen")
    assert inzending(record).staat == "ingediend"
    assert "mee aan deze tekst" in doe(joris, record, "goedkeuren")
    assert stuk.titel in as_client(karin).get("/start/").content.decode()
    doe(karin, record, "terugsturen", reden="Dit klopt nog niet.")
    # The reason stands above the text, on both its screens.
    for adres in (stuk.adres, edited_at(record)):
        html = as_client(joris).get(adres).content.decode()
        assert "Teruggestuurd door Karin." in html
        assert "Dit klopt nog niet." in html
    (bericht,) = Bericht.objects.filter(soort="stand")
    assert "Dit klopt nog niet." not in bericht.tekst
    assert edit(joris, record, "Beter zo").status_code == 302
    doe(joris, record, "indienen")
    html = as_client(karin).get(stuk.adres).content.decode()
    assert "Gewijzigd sinds het terugsturen (1 plaats)" in html
    assert "Beter zo" in html
    seen = inzending(record).versie
    # What the other editor changes lets it be approved only by who saw it, and not by her.
    assert edit(els, record, "Nog beter").status_code == 302
    assert "gewijzigd sinds u haar las" in doe(karin, record, "goedkeuren", versie=seen)
    assert "mee aan deze tekst" in doe(els, record, "goedkeuren")
    doe(joris, record, "goedkeuren")
    assert inzending(record).staat == "ingediend"
    doe(karin, record, "goedkeuren")
    assert inzending(record).vast
    (akkoord,) = approvals(record, steps_of(record))
    assert (akkoord.wie, akkoord.functie) == ("Karin", "Leidinggevende")
    assert "Nog beter" in str(akkoord.inhoud)
    answer = edit(joris, record, "Te laat")
    assert answer.status_code == 409
    assert "Dit is goedgekeurd en ligt vast" in answer.content.decode()
    assert "Te laat" in answer.content.decode()  # what was typed is still there
    doe(els, record, "heropenen", reden="Een naam klopt niet.")
    assert "Heropend door Els." in as_client(joris).get(edited_at(record)).content.decode()
    assert edit(joris, record, "Weer open").status_code == 302
    verbs = ("indienen", "terugsturen", "goedkeuren", "heropenen")
    steps = Stap.objects.filter(stap__in=verbs).count()
    assert Logregel.objects.filter(verb__in=verbs).count() == steps == 5
    assert "klopt" not in str(list(Logregel.objects.values()))


@pytest.mark.parametrize("soort", DELEN)
def test_what_is_missing_is_told_first(soort: str, brief: Brief, joris: Gebruiker) -> None:
    record = deel(brief, soort)
    if soort == "onderdeel":
        Onderdeel.objects.filter(pk=record.pk).update(tekst="")
    elif soort == "bijlage":
        Onderdeel.objects.filter(bijlage=record.pk).delete()
    else:
        Brief.objects.filter(pk=brief.pk).update(aanhef="")
    adres = inzending(record).adres_staat
    html = as_client(joris).post(adres, {"doe": "indienen"}).content.decode()
    wat = {"onderdeel": "nog geen tekst", "bijlage": "nog leeg", "gegevens": "geen aanhef"}[soort]
    assert wat in html
    assert "Toch indienen" in html
    record.refresh_from_db()
    assert inzending(record).staat == "concept"


def test_an_annex_is_one_whole(brief: Brief, joris: Gebruiker, karin: Gebruiker) -> None:
    """A change in a text of it lets the approval fall; approved, nothing in it moves."""
    annex = deel(brief, "bijlage")
    text = annex.onderdelen.get()
    client, stap = as_client(joris), f"/concept/{brief.slug}/bijlagen/{annex.sleutel}/stap/"
    move_staat("indienen", annex, joris)
    before = inzending(annex).versie
    assert edit(joris, text, "Anders").status_code == 302
    client.post(stap, {"doe": "tekst", "kop": "Erbij", "niveau": "1"})
    annex.refresh_from_db()
    assert inzending(annex).versie > before + 1
    doe(karin, annex, "goedkeuren")
    assert inzending(annex).vast
    frozen = inzending(annex).versie
    assert edit(joris, text, "Toch").status_code == 409
    for data in ({"doe": "tekst", "kop": "Nog een", "niveau": "1"}, {"doe": "verwijderen"}):
        html = client.post(stap, data, follow=True).content.decode()
        assert "Dit is goedgekeurd en ligt vast" in html
    away = f"/concept/{brief.slug}/schrijven/{text.pk}/stap/"
    assert "ligt vast" in client.post(away, {"doe": "verwijderen"}, follow=True).content.decode()
    # Its number is no part of it: annexes move.
    Bijlage.objects.create(brief=brief, nummer=3, titel="Later")
    client.post(stap, {"doe": "omlaag"})
    annex.refresh_from_db()
    assert (annex.nummer, inzending(annex).versie, inzending(annex).staat) == (
        3,
        frozen,
        "goedgekeurd",
    )


def test_what_is_withheld_is_read_by_its_editors_only(
    brief: Brief, joris: Gebruiker, els: Gebruiker, karin: Gebruiker
) -> None:
    annex = deel(brief, "bijlage")
    Bijlage.objects.filter(pk=annex.pk).update(geheim_grond="artikel 87", geheim_door="het college")
    move_staat("indienen", annex, joris)
    stuk = inzending(annex)
    assert as_client(karin).get(stuk.adres).status_code == 404
    assert as_client(karin).get(stuk.adres_versies).status_code == 404
    assert as_client(joris).get(stuk.adres_akkoord).status_code == 404  # goes to nobody outside
    doe(els, annex, "goedkeuren")
    assert inzending(annex).vast


def test_the_office_fills_in_its_part_of_approved_facts(
    brief: Brief, joris: Gebruiker, karin: Gebruiker
) -> None:
    move_staat("indienen", brief, joris)
    move_staat("goedkeuren", brief, karin)
    greet, adres = as_client(iemand(Rol.SECRETARIAAT)), f"/concept/{brief.slug}/gegevens/"
    answer = greet.post(adres, filled(greet, adres) | {"kenmerk": "VB-7", "datum": "2026-03-02"})
    assert answer.status_code == 302
    brief.refresh_from_db()
    assert (brief.kenmerk, brief.gegevens_staat) == ("VB-7", "goedgekeurd")
    assert approvals(brief, steps_of(brief))


@pytest.mark.parametrize("soort", DELEN)
def test_who_has_no_business_there(soort: str, brief: Brief, joris: Gebruiker) -> None:
    record = deel(brief, soort)
    move_staat("indienen", record, joris)
    stuk = inzending(record)
    judges = {Rol.EINDREDACTEUR, Rol.LEIDINGGEVENDE}
    for rol in set(Rol) - judges:
        client = as_client(iemand(rol))
        for adres in (stuk.adres, stuk.adres_versies, stuk.adres_akkoord):
            assert client.get(adres).status_code == 404, (rol, adres)
        for adres in (stuk.adres_staat, stuk.adres_bezwaar):
            assert client.post(adres, {"doe": "goedkeuren"}).status_code == 404, (rol, adres)
    assert as_client(iemand(Rol.LEIDINGGEVENDE)).get(stuk.adres).status_code == 200


@pytest.mark.parametrize("soort", ["onderdeel", "bijlage"])
def test_who_judges_may_remark(
    soort: str, brief: Brief, joris: Gebruiker, karin: Gebruiker
) -> None:
    record = deel(brief, soort)
    client, adres = as_client(karin), inzending(record).adres
    sent = {"tekst": "Is dit zo?", "terug": adres}
    where = f"/opmerkingen/{soort}/{record.pk}/"
    assert client.post(where, sent).status_code == 404  # a concept is its writers'
    move_staat("indienen", record, joris)
    html = client.post(where, sent, follow=True).content.decode()
    assert "Is dit zo?" in html
    assert "Is dit zo?" in as_client(joris).get(edited_at(record)).content.decode()


def test_more_steps(
    brief: Brief, joris: Gebruiker, els: Gebruiker, karin: Gebruiker, settings: Any
) -> None:
    settings.GOEDKEURSTAPPEN = [["eindredacteur"], ["leidinggevende"]]
    record = deel(brief, "onderdeel")
    doe(joris, record, "indienen")
    assert "Dit kan niet meer" in doe(karin, record, "goedkeuren")  # not her turn
    doe(els, record, "goedkeuren")
    assert inzending(record).staat == "ingediend"
    doe(karin, record, "goedkeuren")
    assert inzending(record).vast


def points(brief: Brief) -> list[Any]:
    brief = Brief.objects.get(pk=brief.pk)
    found = open_points(brief, compose(brief))
    return [p for p in found if p.code.startswith("delen-niet-goedgekeurd")]


def test_publishing_and_handing_over_tell_what_is_not_approved(
    brief: Brief, joris: Gebruiker, karin: Gebruiker
) -> None:
    (punt,) = points(brief)
    assert punt.zin == "Niet goedgekeurd: de gegevens, ‘Inleiding’ en bijlage 2."
    assert (
        "Niet goedgekeurd, concept: ‘Gegevens van de brief’, ‘Inleiding’ en ‘Bijlage 2: Cijfers’."
        in not_done(brief)
    )
    record = deel(brief, "onderdeel")
    move_staat("indienen", record, joris)
    move_staat("goedkeuren", record, karin)
    (left,) = points(brief)
    assert left.zin == "Niet goedgekeurd: de gegevens en bijlage 2."
    assert left.code != punt.code  # a yes to three is none to two
    for record in (deel(brief, "bijlage"), deel(brief, "gegevens")):
        move_staat("indienen", record, joris)
        move_staat("goedkeuren", record, karin)
    assert points(brief) == []
    assert unapproved_parts(Brief.objects.get(pk=brief.pk)) == []


def test_a_document_without_themes_is_only_asked_about_what_was_handed_in(
    brief: Brief, joris: Gebruiker
) -> None:
    Brief.objects.filter(pk=brief.pk).update(soort="spiegel")
    assert points(brief) == []
    move_staat("indienen", deel(brief, "onderdeel"), joris)
    (punt,) = points(brief)
    assert punt.zin == "Niet goedgekeurd: ‘Inleiding’."


def test_the_round_shows_them_whatever_their_number(brief: Brief, joris: Gebruiker) -> None:
    client, adres = as_client(joris), f"/schrijven/ronde/{brief.ronde_id}/"

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            html = client.get(adres).content.decode()
        assert "Algemene delen, bijlagen en gegevens" in html
        return len(found)

    asked()
    few = asked()
    for n in range(10, 20):
        annex = Bijlage.objects.create(brief=brief, nummer=n, titel=f"Bijlage {n}", soort="tekst")
        een_bijlagetekst(annex, f"Tekst {n}", "<p>Er waren 143 meldingen.</p>")
        Onderdeel.objects.create(
            brief=brief, plek="algemeen", positie=100 + n, sleutel=f"deel-{n}", kop=f"Deel {n}"
        )
    assert asked() == few
    html = client.get(adres).content.decode()
    assert html.count("1 cijfer zonder bron") == 10
    assert html.count("nog geen tekst") == 10
