"""The register: who may see and change what, and what becomes of a promise."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.fabriek import (
    edit_toezegging,
    een_bijdrage,
    een_paragraaf,
    een_ronde,
    een_thema,
    een_toezegging,
    iemand,
)
from tests.themas.toezeggingen.lijsten import import_lijst
from themas.jaar.models import Voortgang
from themas.jaar.structure import remove_voortgang
from themas.toezeggingen.aanbod import (
    aanbod_for,
    letter_day,
    naast_context,
    open_for,
)
from themas.toezeggingen.bevindingen import bevindingen_for
from themas.toezeggingen.forms import AfdoeningForm
from themas.toezeggingen.herkomst import GepubliceerdeBrief, anker_van
from themas.toezeggingen.importing.export import as_csv
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.opnemen import register_sentence
from themas.toezeggingen.permissions import (
    editable_toezeggingen,
    may_settle,
    visible_toezeggingen,
)
from themas.toezeggingen.transitions import (
    Waarmee,
    change_state,
    make_public,
    possible_changes,
    publish_with_letter,
    register,
    withdraw,
)
from themas.toezeggingen.workflow import OVERGANGEN, Staat
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
DAG = date(2025, 1, 14)
DOCUMENT = Waarmee(titel="Raadsbrief 12", url="https://raad.example/12")


@pytest.fixture
def paragraaf() -> Voortgang:
    """A paragraaf of a draft of 2025 that makes one promise."""
    ronde = een_ronde(jaar=2025)
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Ondermijning"))
    return een_paragraaf(
        bijdrage,
        "De proef loopt",
        ("terugblik", "<p>Hierover bent u op 16 januari 2024 geïnformeerd.</p>"),
        ("vooruitblik", "<p>We evalueren de proef. Voor de zomer van 2025 hoort u meer.</p>"),
    )


@pytest.fixture
def adviseur(paragraaf: Voortgang) -> Gebruiker:
    gebruiker = iemand(Rol.BELEIDSADVISEUR)
    paragraaf.bijdrage.adviseurs.add(gebruiker)
    return gebruiker


@pytest.fixture
def griffie() -> Gebruiker:
    return iemand(Rol.GRIFFIE)


def published(paragraaf: Voortgang, adres: str, datum: date | None = None) -> GepubliceerdeBrief:
    """A letter that holds this paragraaf."""
    ankers = frozenset({anker_van(paragraaf)})
    return GepubliceerdeBrief(paragraaf.bijdrage.ronde, adres, ankers, datum=datum)


def refused(code: str, do: Any) -> None:
    with pytest.raises(Geweigerd) as fout:
        do()
    assert fout.value.bevindingen[0].code == code


# -- While writing ----------------------------------------------------------------------------


def test_the_sentences_of_a_paragraaf_are_offered(paragraaf: Voortgang) -> None:
    (offer,) = aanbod_for(paragraaf)
    assert offer.zin == "Voor de zomer van 2025 hoort u meer."
    assert (offer.termijn, offer.termijn_op) == ("voor de zomer van 2025", date(2025, 6, 30))
    assert letter_day(paragraaf.bijdrage.ronde) == date(2025, 1, 1)
    assert not Toezegging.objects.exists()


def test_one_click_registers_once(paragraaf: Voortgang, adviseur: Gebruiker) -> None:
    (offer,) = aanbod_for(paragraaf)
    t = register_sentence(paragraaf, offer.sleutel, adviseur)
    assert (t.tekst, t.termijn, t.thema) == (offer.zin, offer.termijn, paragraaf.bijdrage.thema)
    assert t.plek == "Brief 2025 › Ondermijning › De proef loopt"
    assert t.anker == f"ondermijning--{paragraaf.sleutel}"
    assert not t.openbaar
    assert Logregel.objects.filter(verb="registreren", sleutel=str(t.pk)).exists()
    assert aanbod_for(paragraaf)[0].toezegging == t
    refused("al-geregistreerd", lambda: register_sentence(paragraaf, offer.sleutel, adviseur))
    refused("zin-weg", lambda: register_sentence(paragraaf, "0" * 32, adviseur))
    with pytest.raises(PermissionDenied):
        register_sentence(paragraaf, offer.sleutel, iemand(Rol.BELEIDSADVISEUR))


def test_beside_the_text_in_a_constant_number_of_queries(
    paragraaf: Voortgang, adviseur: Gebruiker, django_assert_max_num_queries: Any
) -> None:
    thema = paragraaf.bijdrage.thema
    for n in range(8):
        een_toezegging(thema=thema, termijn_op=date(2025, 1, 1 + n))
    een_toezegging(thema=thema, staat=Staat.AFGEDAAN)
    een_toezegging(thema=een_thema(thema.plan, "Ander"))
    adviseur = Gebruiker.objects.get(pk=adviseur.pk)
    with django_assert_max_num_queries(8):
        context = naast_context(paragraaf.bijdrage, adviseur, paragraaf)
    assert [t.termijn_op.day for t in context["open_toezeggingen"]] == list(range(1, 9))
    assert len(context["aanbod"]) == 1


def test_past_its_term_and_not_in_the_letter(paragraaf: Voortgang, adviseur: Gebruiker) -> None:
    ronde, thema = paragraaf.bijdrage.ronde, paragraaf.bijdrage.thema
    made = date(2024, 3, 12)
    late = [
        een_toezegging(thema=thema, gemaakt_op=made, termijn_op=date(2024, 5, n)) for n in (1, 2, 3)
    ]
    een_toezegging(thema=thema, gemaakt_op=made, termijn_op=date(2099, 1, 1))
    # The letter's day counts, not today: this term was not over then.
    een_toezegging(thema=thema, gemaakt_op=made, termijn_op=DAG)
    een_toezegging(thema=thema, termijn_op=date(2024, 1, 1), staat=Staat.VERVALLEN, reden="x")
    # Settled after the letter's day is not settled on it.
    change_state(late[0], "afdoen", iemand(Rol.GRIFFIE), waarmee=DOCUMENT)
    assert len(bevindingen_for(ronde, DAG, set(), "")) == 3
    change_state(late[1], "voorstellen", adviseur, waarmee=Waarmee(paragraaf=paragraaf))
    (finding,) = bevindingen_for(ronde, DAG, {late[0].sleutel}, "")
    assert not finding.blokkeert
    assert finding.link.endswith(f"/{late[2].sleutel}/")
    assert finding.plek == "Ondermijning"
    assert "8 maanden te laat" in finding.melding


# -- Who may see what -------------------------------------------------------------------------


def test_a_draft_is_known_to_its_writers_only(paragraaf: Voortgang, adviseur: Gebruiker) -> None:
    t = register_sentence(paragraaf, aanbod_for(paragraaf)[0].sleutel, adviseur)
    sees = {rol for rol in Rol if visible_toezeggingen(iemand(rol)).filter(pk=t.pk).exists()}
    assert sees == {Rol.EINDREDACTEUR}
    assert visible_toezeggingen(adviseur).filter(pk=t.pk).exists()
    publish_with_letter(published(paragraaf, "/brieven/b-2025/", date(2025, 1, 14)), None)
    t.refresh_from_db()
    assert (t.openbaar, t.gemaakt_op) == (True, date(2025, 1, 14))
    assert t.adres == f"/brieven/b-2025/#{t.anker}"
    sees = {rol for rol in Rol if visible_toezeggingen(iemand(rol)).exists()}
    assert sees == {Rol.EINDREDACTEUR, Rol.GRIFFIE, Rol.SECRETARIAAT, Rol.BELEIDSADVISEUR}
    # From now on its words are no longer the advisor's.
    assert not editable_toezeggingen(adviseur).exists()


def test_a_removed_paragraaf_publishes_nothing(paragraaf: Voortgang, adviseur: Gebruiker) -> None:
    t = register_sentence(paragraaf, aanbod_for(paragraaf)[0].sleutel, adviseur)
    Voortgang.objects.filter(pk=paragraaf.pk).update(
        positie=None, verwijderd_op="2025-01-01T00:00Z"
    )
    publish_with_letter(published(paragraaf, "/brieven/b/"), None)
    t.refresh_from_db()
    assert not t.openbaar


def test_the_griffie_makes_its_own_public(griffie: Gebruiker) -> None:
    t = een_toezegging()
    with pytest.raises(PermissionDenied):
        make_public(t, iemand(Rol.EINDREDACTEUR))
    make_public(t, griffie)
    assert Toezegging.objects.public().get() == t
    with pytest.raises(PermissionDenied):
        make_public(t, griffie)


# -- From open to settled ---------------------------------------------------------------------


def test_the_college_proposes_and_the_griffie_declares(
    paragraaf: Voortgang, adviseur: Gebruiker, griffie: Gebruiker
) -> None:
    t = een_toezegging(thema=paragraaf.bijdrage.thema, openbaar=True)
    with pytest.raises(PermissionDenied):
        change_state(t, "afdoen", adviseur, waarmee=DOCUMENT)
    with pytest.raises(PermissionDenied):
        change_state(t, "voorstellen", griffie, waarmee=DOCUMENT)
    refused("waarmee-nodig", lambda: change_state(t, "voorstellen", adviseur))
    change_state(t, "voorstellen", adviseur, waarmee=Waarmee(paragraaf=paragraaf))
    public = Toezegging.objects.public().get()
    assert (public.staat, public.stand.publiek) == (Staat.VOORGESTELD, Staat.OPEN)
    # Agreeing with the proposal asks for nothing more.
    change_state(t, "afdoen", griffie)
    t.refresh_from_db()
    afdoening = t.afdoeningen.get()
    assert t.staat == Staat.AFGEDAAN
    assert [w.door for w in t.standwijzigingen.all()] == [adviseur.naam, griffie.naam]
    assert not afdoening.openbaar  # the letter is a draft still
    publish_with_letter(published(paragraaf, "/brieven/b/"), None)
    afdoening.refresh_from_db()
    assert afdoening.openbaar
    assert afdoening.adres.startswith("/brieven/b/#ondermijning--")
    refused("staat-verkeerd", lambda: change_state(t, "afdoen", griffie, waarmee=DOCUMENT))


def test_partly_settled_stays_partly(griffie: Gebruiker) -> None:
    t = een_toezegging(thema=een_thema(een_ronde().plan, "Wijken"))
    change_state(t, "deels", griffie, waarmee=DOCUMENT)
    redactie = iemand(Rol.EINDREDACTEUR)
    change_state(t, "voorstellen", redactie, waarmee=Waarmee(vergadering_op=date(2025, 5, 1)))
    refused("reden-nodig", lambda: change_state(t, "afwijzen", griffie, reden=" "))
    change_state(t, "afwijzen", griffie, reden="Het antwoord ging over iets anders.")
    t.refresh_from_db()
    assert t.staat == Staat.DEELS
    assert [v.deels for v in t.stand.verklaringen] == [True]


def test_lapsed_with_a_reason_and_opened_again(griffie: Gebruiker) -> None:
    t = een_toezegging()
    refused("reden-nodig", lambda: change_state(t, "vervallen", griffie))
    change_state(t, "vervallen", griffie, reden="De wet is ingetrokken.")
    t.refresh_from_db()
    assert (t.staat, t.stand.reden) == (Staat.VERVALLEN, "De wet is ingetrokken.")
    change_state(t, "heropenen", griffie, reden="De wet kwam terug.")
    t.refresh_from_db()
    assert (t.staat, t.stand.reden) == (Staat.OPEN, "")
    lines = Logregel.objects.filter(soort="toezegging").values_list("verb", flat=True)
    assert list(lines) == ["heropenen", "vervallen"]


def test_who_declares_settled_is_a_setting(settings: Any, griffie: Gebruiker) -> None:
    t = een_toezegging()
    redactie = iemand(Rol.EINDREDACTEUR)
    assert may_settle(griffie, t)
    assert not may_settle(redactie, t)
    settings.TOEZEGGINGEN_AFDOEN_DOOR = "eindredacteur"
    assert may_settle(redactie, t)
    assert not may_settle(griffie, t)
    assert set(possible_changes(redactie, t)) == {"voorstellen", "deels", "afdoen", "vervallen"}


@pytest.mark.parametrize("verb", OVERGANGEN)
@pytest.mark.parametrize(
    "rol", [r for r in Rol if r not in {Rol.GRIFFIE, Rol.EINDREDACTEUR}], ids=str
)
def test_nobody_else_changes_a_state(rol: Rol, verb: str) -> None:
    t = een_toezegging(staat=next(iter(OVERGANGEN[verb].van)), reden="x", openbaar=True)
    with pytest.raises(PermissionDenied):
        change_state(t, verb, iemand(rol), "x", DOCUMENT)


# -- Words ------------------------------------------------------------------------------------


def test_two_people_change_it_at_once(griffie: Gebruiker) -> None:
    t = een_toezegging()
    assert edit_toezegging(t, 1, griffie, tekst="Nieuw.").gelukt
    assert not edit_toezegging(t, 1, griffie, tekst="Ander.").gelukt
    assert edit_toezegging(t, 1, griffie, vergadering="Commissie").gelukt
    t.refresh_from_db()
    assert (t.tekst, t.vergadering, t.versie) == ("Nieuw.", "Commissie", 3)


def test_a_number_is_given_once(griffie: Gebruiker) -> None:
    velden = {"soort": "motie", "tekst": "x", "gemaakt_op": date(2025, 1, 1), "nummer": "M1"}
    register(velden, griffie)
    refused("nummer-dubbel", lambda: register(velden, griffie))
    with pytest.raises(IntegrityError), transaction.atomic():
        een_toezegging(nummer="M1")


def test_an_advisor_registers_under_an_own_theme(adviseur: Gebruiker, paragraaf: Voortgang) -> None:
    velden = {"soort": "toezegging", "tekst": "x", "gemaakt_op": date(2025, 1, 1)}
    register({**velden, "thema": paragraaf.bijdrage.thema}, adviseur)
    for thema in (None, een_thema(paragraaf.bijdrage.ronde.plan, "Ander")):
        with pytest.raises(PermissionDenied):
            register({**velden, "thema": thema}, adviseur)
    for rol in (Rol.EINDREDACTEUR, Rol.GRIFFIE):
        register({**velden, "thema": None}, iemand(rol))


def test_what_was_promised_under_an_earlier_plan_goes_on_under_the_next(
    adviseur: Gebruiker, paragraaf: Voortgang
) -> None:
    """A theme that succeeds another takes over its open promises."""
    thema = paragraaf.bijdrage.thema
    thema.voorganger = een_thema(een_ronde(jaar=2021).plan, "Ondermijning")
    thema.save()
    late = een_toezegging(
        thema=thema.voorganger,
        openbaar=True,
        gemaakt_op=date(2021, 5, 1),
        termijn_op=date(2022, 1, 1),
    )
    assert list(open_for(paragraaf.bijdrage, adviseur)) == [late]
    assert [b.code for b in bevindingen_for(paragraaf.bijdrage.ronde, DAG, set(), "")] == [
        "toezegging-te-laat"
    ]
    form = AfdoeningForm(gebruiker=adviseur, toezegging=late)
    assert paragraaf in form.fields["paragraaf"].queryset  # type: ignore[attr-defined]
    change_state(late, "voorstellen", adviseur, waarmee=Waarmee(paragraaf=paragraaf))
    late.refresh_from_db()
    assert late.staat == Staat.VOORGESTELD


def test_a_mistake_is_taken_out_until_it_is_public(
    adviseur: Gebruiker, paragraaf: Voortgang, griffie: Gebruiker
) -> None:
    t = register_sentence(paragraaf, aanbod_for(paragraaf)[0].sleutel, adviseur)
    with pytest.raises(PermissionDenied):
        withdraw(t, iemand(Rol.BELEIDSADVISEUR))
    withdraw(t, adviseur)
    assert not Toezegging.objects.exists()
    assert Logregel.objects.get(verb="intrekken").details["tekst"] == t.tekst
    public = een_toezegging(openbaar=True)
    for gebruiker in (griffie, iemand(Rol.EINDREDACTEUR)):
        with pytest.raises(PermissionDenied):
            withdraw(public, gebruiker)


def test_a_sentence_that_left_the_text_is_a_finding(
    adviseur: Gebruiker, paragraaf: Voortgang
) -> None:
    register_sentence(paragraaf, aanbod_for(paragraaf)[0].sleutel, adviseur)
    ronde = paragraaf.bijdrage.ronde
    assert bevindingen_for(ronde, DAG, set(), "") == []
    paragraaf.blokken.filter(soort="vooruitblik").update(tekst="<p>Iets anders.</p>")
    assert [b.code for b in bevindingen_for(ronde, DAG, set(), "")] == ["toezegging-zin-weg"]


def test_a_removed_paragraaf_with_a_promise_is_a_finding(
    adviseur: Gebruiker, paragraaf: Voortgang
) -> None:
    register_sentence(paragraaf, aanbod_for(paragraaf)[0].sleutel, adviseur)
    remove_voortgang(paragraaf, adviseur)
    found = bevindingen_for(paragraaf.bijdrage.ronde, DAG, set(), "")
    assert [b.code for b in found] == ["toezegging-zin-weg"]


def test_a_removed_paragraaf_settles_nothing(adviseur: Gebruiker, paragraaf: Voortgang) -> None:
    late = een_toezegging(
        thema=paragraaf.bijdrage.thema, gemaakt_op=date(2024, 3, 1), termijn_op=date(2024, 5, 1)
    )
    change_state(late, "voorstellen", adviseur, waarmee=Waarmee(paragraaf=paragraaf))
    ronde = paragraaf.bijdrage.ronde
    assert bevindingen_for(ronde, DAG, set(), "") == []
    remove_voortgang(paragraaf, adviseur)
    assert [b.code for b in bevindingen_for(ronde, DAG, set(), "")] == ["toezegging-te-laat"]


def test_a_list_does_not_name_a_paragraaf_of_a_draft(
    adviseur: Gebruiker, paragraaf: Voortgang, griffie: Gebruiker
) -> None:
    t = een_toezegging(thema=paragraaf.bijdrage.thema, openbaar=True)
    change_state(t, "voorstellen", adviseur, waarmee=Waarmee(paragraaf=paragraaf))
    change_state(t, "afdoen", griffie)
    data = as_csv(visible_toezeggingen(griffie)).decode()
    assert "De proef loopt" not in data
    assert "een paragraaf van een brief in voorbereiding" in data
    assert import_lijst(data.encode(), griffie).ongewijzigd == 1
