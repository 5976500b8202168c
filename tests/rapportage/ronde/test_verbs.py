"""Closing and opening a round, nothing special, another writer, on to the secretariaat, and who did
what."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from rapportage.brieven import start_spiegel
from rapportage.composition import compose
from rapportage.models import Brief
from tests.fabriek import (
    een_actie,
    een_bijdrage,
    een_brief,
    een_paragraaf,
    een_plan,
    een_ronde,
    een_thema,
    een_toezegging,
    een_uitspraak,
    iemand,
)
from tests.themas.views.formulier import filled
from themas.jaar.sluiten import close_ronde, last_step, reopen_ronde
from themas.jaar.stand import themastanden
from themas.mist import missing
from themas.models import Bijdrage, Oordeel, Ronde, Voortgang
from themas.spiegel.maken import make_spiegel
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Bericht, Gebruiker, Logregel, Opmerking, Revisie
from veiligheid.core.nazien.verbs import move_staat
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def bijdrage() -> Bijdrage:
    """Two acties were promised for 2025; one of them was told of."""
    plan = een_plan()
    thema = een_thema(plan, "Drukte")
    vorige = een_bijdrage(een_ronde(plan, 2025), thema)
    nu = een_bijdrage(een_ronde(plan, 2026, deadline=date(2026, 12, 11)), thema)
    Brief.objects.create(ronde=nu.ronde, slug="veiligheidsbrief-2026", titel="Brief 2026")
    for titel in ("Tellen", "Praten"):
        een_uitspraak(vorige, "vooruitblik", "<p>Wij gaan.</p>", een_actie(thema, titel))
    een_uitspraak(nu, "terugblik", "<p>Wij telden.</p>", thema.acties.get(titel="Tellen"))
    naima = iemand(Rol.BELEIDSADVISEUR, first_name="Naima", email="naima@example.org")
    nu.adviseurs.add(naima)
    thema.adviseurs.add(naima)
    return Bijdrage.objects.select_related("ronde", "thema").get(pk=nu.pk)


def client_of(wie: Gebruiker) -> Client:
    client = Client()
    client.force_login(wie)
    return client


# -- Closing and opening --------------------------------------------------------------------------


def test_close_and_open_again_with_a_reason(joris: Client, bijdrage: Bijdrage) -> None:
    ronde = bijdrage.ronde
    adres = f"/schrijven/ronde/{ronde.pk}/staat/"
    page = joris.get(adres).content.decode()
    assert "Drukte: concept (1 belofte nog niet verteld" in page
    joris.post(adres, {"doe": "sluiten"})
    ronde.refresh_from_db()
    assert ronde.staat == "gesloten"
    naima = client_of(bijdrage.adviseurs.get())
    nieuw = f"/schrijven/{bijdrage.pk}/nieuw/"
    naima.post(nieuw, {"kop": "Nog iets"})
    assert not Voortgang.objects.filter(kop="Nog iets").exists()
    answer = joris.post(adres, {"doe": "heropenen", "reden": "  "})
    assert answer.status_code == 409
    assert "waarom de ronde weer opengaat" in answer.content.decode()
    geheim = "Er kwam een KANARIE bij."
    joris.post(adres, {"doe": "heropenen", "reden": geheim})
    ronde.refresh_from_db()
    assert ronde.staat == "open"
    step = last_step(ronde)
    assert step is not None
    assert (step.reden, step.wie) == (geheim, "Joris")
    assert geheim in joris.get(adres).content.decode()
    naima.post(nieuw, {"kop": "Nog iets"})
    assert Voortgang.objects.filter(kop="Nog iets").exists()
    assert [r.verb for r in Logregel.objects.filter(soort="ronde")] == ["heropenen", "sluiten"]
    assert not any("KANARIE" in str(r.details) + r.label for r in Logregel.objects.all())


def test_twice_is_told_and_not_everybody_may(bijdrage: Bijdrage) -> None:
    redacteur, ronde = iemand(Rol.EINDREDACTEUR), bijdrage.ronde
    close_ronde(ronde, redacteur)
    with pytest.raises(Geweigerd, match="al gesloten"):
        close_ronde(ronde, redacteur)
    reopen_ronde(ronde, iemand(Rol.BEHEERDER), "Vergissing.")
    with pytest.raises(Geweigerd, match="al open"):
        reopen_ronde(ronde, redacteur, "Nog eens.")
    for rol in set(Rol) - {Rol.EINDREDACTEUR, Rol.BEHEERDER}:
        with pytest.raises(PermissionDenied):
            close_ronde(ronde, iemand(rol))


def test_all_rounds_are_to_be_found_by_who_opens_them(bijdrage: Bijdrage) -> None:
    Ronde.objects.filter(vooruitblikjaar=2025).update(staat="gesloten")
    page = client_of(iemand(Rol.BEHEERDER)).get("/schrijven/rondes/").content.decode()
    assert "Weer openen" in page
    assert f"/schrijven/ronde/{bijdrage.ronde_id}/staat/" in page


# -- Nothing special ------------------------------------------------------------------------------


def test_nothing_special_counts_as_answered_everywhere(bijdrage: Bijdrage) -> None:
    client = client_of(bijdrage.adviseurs.get())
    page = client.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert "er over 2025 niets bijzonders te melden" in page
    assert "1 belofte nog niet verteld" in missing(bijdrage)
    for _ in range(2):  # a second click changes nothing
        client.post(f"/schrijven/{bijdrage.pk}/geen-bijzonderheden/")
    said = Voortgang.objects.get(kop="Geen bijzonderheden")
    assert [(b.soort, [a.titel for a in b.acties.all()]) for b in said.blokken.all()] == [
        ("terugblik", ["Praten"])
    ]
    oordeel = Oordeel.objects.get()
    assert (oordeel.kleur, oordeel.realisatie) == ("groen", "doorlopend")
    # Only what nobody judged yet is left.
    bijdrage.refresh_from_db()
    assert missing(bijdrage) == ("1 actie nog te beoordelen",)
    assert themastanden([bijdrage])[0].open_beloften == 0
    spiegel = make_spiegel(bijdrage.ronde.plan, 2025)
    kleuren = {rij.titel: rij.kleur for rij in spiegel.rijen}
    assert kleuren["Praten"] == "groen"
    brief = Brief.objects.get()
    codes = {b.code for b in compose(brief).bevindingen}
    assert "thema-leeg" not in codes
    assert Revisie.objects.filter(soort="voortgang", record=said.pk).exists()
    assert Revisie.objects.filter(soort="oordeel", record=oordeel.pk).exists()
    (line,) = Logregel.objects.filter(verb="geen bijzonderheden")
    assert line.soort == "bijdrage"


def test_nothing_special_of_an_empty_theme_leaves_nothing_missing() -> None:
    ronde = een_ronde(jaar=2026)
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Stilte"))
    daan = iemand(Rol.BELEIDSADVISEUR)
    bijdrage.adviseurs.add(daan)
    client_of(daan).post(f"/schrijven/{bijdrage.pk}/geen-bijzonderheden/")
    assert missing(bijdrage) == ()
    # Not in a state in which nobody writes, and not by who does not write it.
    Voortgang.objects.all().delete()
    Bijdrage.objects.update(staat="ingediend")
    client_of(daan).post(f"/schrijven/{bijdrage.pk}/geen-bijzonderheden/")
    Bijdrage.objects.update(staat="concept")
    other = client_of(iemand(Rol.BELEIDSADVISEUR))
    assert other.post(f"/schrijven/{bijdrage.pk}/geen-bijzonderheden/").status_code == 404
    assert not Voortgang.objects.exists()


# -- Another writer -------------------------------------------------------------------------------


def test_a_writer_is_replaced_with_everything_that_goes_with_it(
    joris: Client, bijdrage: Bijdrage
) -> None:
    naima = bijdrage.adviseurs.get()
    daan = iemand(Rol.BELEIDSADVISEUR, first_name="Daan", email="daan@example.org")
    een_toezegging(adviseur=naima)
    ronde = bijdrage.ronde
    setup = f"/schrijven/ronde/{ronde.pk}/inrichten/"
    stale = filled(joris, setup)
    adres = f"/schrijven/ronde/{ronde.pk}/vervangen/{naima.pk}/"
    page = joris.get(adres).content.decode()
    for wat in ("1 bijdrage in een open ronde", "1 thema", "2 lopende acties", "1 deadline"):
        assert wat in page
    assert joris.post(adres, {"naar": ""}).status_code == 422
    answer = joris.post(adres, {"naar": str(daan.pk)}, follow=True)
    assert "Over aan Daan: " in answer.content.decode()
    assert list(bijdrage.adviseurs.all()) == [daan]
    assert list(bijdrage.thema.adviseurs.all()) == [daan]
    assert Gebruiker.objects.get(pk=naima.pk).is_active
    assert {b.aan: b.onderwerp for b in Bericht.objects.all()} == {
        "daan@example.org": "U neemt het werk van Naima over",
        "naima@example.org": "Uw werk gaat over naar Daan",
    }
    # A page that was open does not put the former writer back.
    joris.post(setup, stale | {"deadline": "2026-12-18"})
    assert list(bijdrage.adviseurs.all()) == [daan]
    assert joris.get(adres).status_code == 404  # writes nothing here any more


# -- On to the secretariaat -----------------------------------------------------------------------


def test_what_is_not_done_is_told_before_the_letter_goes_on(joris: Client) -> None:
    brief = een_brief(themas=1, paragrafen=1)
    iemand(Rol.SECRETARIAAT, first_name="Greet", email="greet@example.org")
    adres = f"/concept/{brief.slug}/besluit/"
    html = joris.post(adres, {"doe": "aanbieden"}, follow=True).content.decode()
    assert "Nog niet alle bijdragen zijn goedgekeurd" in html
    Bijdrage.objects.update(staat="goedgekeurd")
    assert (
        "Geef door aan het secretariaat"
        in joris.get(f"/schrijven/ronde/{brief.ronde_id}/").content.decode()
    )
    html = joris.post(adres, {"doe": "aanbieden"}).content.decode()
    assert "Nog niet alles is klaar" in html
    assert "bijlage 2" in html.lower()
    assert not Bericht.objects.exists()
    joris.post(adres, {"doe": "aanbieden", "bevestigd": "ja"})
    brief.refresh_from_db()
    assert brief.staat == "klaar voor college"
    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.soort) == ("greet@example.org", "doorgegeven")


# -- Who did what ---------------------------------------------------------------------------------


def test_who_did_what_reads_as_sentences(joris: Client, bijdrage: Bijdrage) -> None:
    naima = bijdrage.adviseurs.get()
    move_staat("indienen", bijdrage, naima)
    move_staat("terugsturen", bijdrage, iemand(Rol.EINDREDACTEUR, first_name="Rosa"), "KANARIE")
    elders = een_ronde(jaar=2030)
    close_ronde(elders, iemand(Rol.EINDREDACTEUR))
    adres = f"/schrijven/ronde/{bijdrage.ronde_id}/wie-deed-wat/"
    page = joris.get(adres).content.decode()
    assert "<strong>Naima</strong> diende in Drukte (Ronde 2026)" in page
    assert "<strong>Rosa</strong> stuurde terug Drukte (Ronde 2026)" in page
    assert "KANARIE" not in page
    assert "2030" not in page
    page = joris.get(f"{adres}?wie=Rosa").content.decode()
    assert "stuurde terug" in page
    assert "diende in" not in page


def test_a_remark_of_the_round_is_among_them(joris: Client, bijdrage: Bijdrage) -> None:
    joris.post(f"/opmerkingen/bijdrage/{bijdrage.pk}/", {"tekst": "KANARIE"})
    assert Opmerking.objects.count() == 1
    page = joris.get(f"/schrijven/ronde/{bijdrage.ronde_id}/wie-deed-wat/").content.decode()
    assert "plaatste opmerking" in page
    assert "KANARIE" not in page


# -- What is missing ------------------------------------------------------------------------------


def test_a_figure_without_source_and_an_actie_without_owner_are_asked_about(
    bijdrage: Bijdrage,
) -> None:
    naima = bijdrage.adviseurs.get()
    elders = een_thema(bijdrage.ronde.plan, "Van niemand")
    een_uitspraak(bijdrage, "vooruitblik", "<p>Wij gaan.</p>", een_actie(elders, "Losse actie"))
    een_paragraaf(
        bijdrage,
        "Cijfers",
        ("terugblik", "<p>Er waren 143 inbraken.</p><p>Volgens het CBS 151, in 2025.</p>"),
    )
    said = missing(bijdrage)
    assert "1 cijfer zonder bron" in said
    assert "1 actie zonder eigenaar" in said
    page = (
        client_of(naima)
        .post(f"/schrijven/{bijdrage.pk}/staat/", {"doe": "indienen"})
        .content.decode()
    )
    assert "Er mist nog iets" in page
    for words in ("1 cijfer zonder bron", "1 actie zonder eigenaar"):
        assert words in page
    elders.adviseurs.add(naima)
    assert "1 actie zonder eigenaar" not in missing(bijdrage)
    elders.adviseurs.clear()
    elders.acties.update(eigenaar="Team Jeugd")
    assert "1 actie zonder eigenaar" not in missing(bijdrage)
    assert start_spiegel(bijdrage.ronde, None)
