"""A plan made and kept in the browser: from nothing, in order, corrected, ended, never lost."""

from datetime import date
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from rapportage.models import Publicatiebestand
from rapportage.plandocument import compose_plan
from tests.fabriek import (
    een_actie,
    een_bijdrage,
    een_brief,
    een_plan,
    een_planstuk,
    een_ronde,
    een_thema,
    een_toezegging,
    iemand,
)
from tests.rapportage.publiceren import publish_quickly
from tests.themas.views.formulier import filled
from themas.forms.plan import (
    ActieForm,
    PijlerForm,
    PlanForm,
    PlanonderdeelForm,
    ThemaForm,
)
from themas.jaar.transitions import open_ronde
from themas.models import Actie, Bijdrage, Kruisverband, Pijler, Plan, PlanOnderdeel, Thema
from veiligheid.core.models import Gebruiker, Logregel, Revisie
from veiligheid.core.richtext import plain
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

NIEUW = "/schrijven/plannen/nieuw/"
GEGEVENS = {
    "soort": "ivp",
    "titel": "Samen veilig",
    "van_jaar": "2027",
    "tot_en_met_jaar": "2030",
    "label_thema": "thema",
    "label_pijler": "pijler",
    "label_actie": "actie",
}


@pytest.fixture
def beheerder(client: Client) -> Client:
    client.force_login(iemand(Rol.BEHEERDER))
    return client


@pytest.fixture
def plan() -> Plan:
    plan = een_plan(titel="Samen veilig", slug="samen", van_jaar=2024, tot_en_met_jaar=2027)
    for n in (1, 2, 3):
        een_thema(plan, f"Onderwerp {n}", positie=n * 10)
    return plan


def titels(plan: Plan) -> list[str]:
    return [s.kop for s in compose_plan(plan).secties]


def step(client: Client, record: Any, doe: str, **data: str) -> Any:
    soort = {Thema: "thema", Pijler: "pijler", Actie: "actie", PlanOnderdeel: "onderdeel"}
    plan = record.plan if isinstance(record, Thema | PlanOnderdeel) else record.thema.plan
    adres = reverse("plan-stap", args=[plan.slug, soort[type(record)], record.pk])
    return client.post(adres, {"doe": doe, **data}, follow=True)


def text(answer: Any) -> str:
    return " ".join(plain(answer.content.decode()).split())


# -- Making -----------------------------------------------------------------------------------


def test_from_nothing_to_a_round(beheerder: Client) -> None:
    assert "Nog geen plan. Maak er een." in text(beheerder.get("/schrijven/plannen/"))
    assert "nog geen plan: maak er een" in text(beheerder.get("/start/"))
    nothing = text(beheerder.get("/schrijven/ronde/nieuw/"))
    assert "Nog geen plan met thema’s." in nothing
    data = GEGEVENS | {"themas": "Jeugd\n\n  Verkeer  \n"}
    answer = beheerder.post(NIEUW, data, follow=True)
    plan = Plan.objects.get()
    assert answer.redirect_chain[-1][0] == f"/schrijven/plannen/{plan.slug}/"
    assert list(plan.themas.values_list("titel", flat=True)) == ["Jeugd", "Verkeer"]
    jeugd = plan.themas.get(titel="Jeugd")
    adres = reverse("plan-thema-erbij", args=[plan.slug, jeugd.pk])
    beheerder.post(adres, {"doe": "erbij", "deel-soort": "pijler", "deel-titels": "School"})
    beheerder.post(adres, {"doe": "erbij", "deel-soort": "actie", "deel-titels": "Praten\nLeren"})
    beheerder.post(adres, {"doe": "erbij", "deel-soort": "onderdeel", "deel-titels": "Wet"})
    beheerder.post(
        reverse("plan-beheer", args=[plan.slug]), {"doe": "stukken", "stuk-titels": "Kosten"}
    )
    assert titels(plan) == ["Jeugd", "School", "Praten", "Leren", "Wet", "Verkeer", "Kosten"]
    answer = beheerder.post(
        "/schrijven/ronde/nieuw/", {"plan": plan.pk, "jaar": "2028", "deadline": ""}
    )
    assert answer.status_code == 302
    assert [b.thema.titel for b in plan.rondes.get().bijdragen.in_order()] == ["Jeugd", "Verkeer"]


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"titel": ""}, "Dit veld is verplicht."),
        ({"tot_en_met_jaar": "2026"}, "Een plan eindigt in of na het jaar waarin het begint"),
        ({"themas": "x" * 301}, "Deze regel is te lang voor een titel"),
        ({"themas": "\n".join(map(str, range(61)))}, "Dat zijn 61 regels."),
    ],
)
def test_what_is_wrong_is_told_and_kept(
    beheerder: Client, velden: dict[str, str], melding: str
) -> None:
    answer = beheerder.post(NIEUW, GEGEVENS | {"themas": "Jeugd"} | velden)
    assert answer.status_code == 422
    assert melding in text(answer)
    if velden.get("titel") != "":
        assert 'value="Samen veilig"' in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_plan_called_new_has_a_page_of_its_own(beheerder: Client) -> None:
    beheerder.post(NIEUW, GEGEVENS | {"titel": "Nieuw"})
    assert Plan.objects.get().slug == "nieuw-2"
    assert "Een plan maken" in text(beheerder.get(NIEUW))


def test_nobody_else_keeps_a_plan(client: Client, plan: Plan) -> None:
    client.force_login(iemand(Rol.BELEIDSADVISEUR, Rol.SECRETARIAAT, Rol.GRIFFIE))
    assert client.get("/schrijven/plannen/").status_code == 404
    assert client.post(NIEUW, GEGEVENS).status_code == 404
    assert Plan.objects.count() == 1


# -- Order ------------------------------------------------------------------------------------


def test_a_theme_moves_with_all_that_is_in_it(beheerder: Client, plan: Plan) -> None:
    een, twee, drie = plan.themas.all()
    een_actie(twee, "Praten", positie=21)
    pijler = Pijler.objects.create(thema=twee, titel="School", positie=22)
    step(beheerder, twee, "omhoog")
    assert titels(plan) == ["Onderwerp 2", "Praten", "School", "Onderwerp 1", "Onderwerp 3"]
    step(beheerder, twee, "omhoog")  # beyond the edge is the edge
    assert Logregel.objects.filter(verb="verplaatsen").count() == 1
    step(beheerder, drie, "omhoog")
    step(beheerder, pijler, "omhoog")
    assert titels(plan) == ["Onderwerp 2", "School", "Praten", "Onderwerp 3", "Onderwerp 1"]
    assert [t.pk for t in plan.themas.all()] == [twee.pk, drie.pk, een.pk]


def test_what_was_typed_beside_a_button_is_saved(beheerder: Client, plan: Plan) -> None:
    thema = plan.themas.all()[0]
    een_actie(thema, "Een", positie=11)
    twee = een_actie(thema, "Twee", positie=12)
    adres = reverse("plan-thema", args=[plan.slug, thema.pk])
    typed = filled(beheerder, adres) | {"opgave": "Het is druk."}
    stap = reverse("plan-stap", args=[plan.slug, "actie", twee.pk])
    beheerder.post(stap, typed | {"doe": "omhoog"})
    thema.refresh_from_db()
    assert thema.opgave == "<p>Het is druk.</p>"
    assert titels(plan)[:4] == ["Onderwerp 1", "Opgave", "Twee", "Een"]
    # A title that was typed below, when one saves above, is still there.
    typed = filled(beheerder, adres) | {"deel-titels": "Drie", "deel-soort": "actie"}
    answer = beheerder.post(adres, typed | {"ambitie": "Rust."})
    assert "Er is nog niets toegevoegd." in text(answer)
    assert filled(beheerder, adres)["ambitie"] == "Rust."
    assert ">\nDrie</textarea>" in answer.content.decode()


# -- Correcting -------------------------------------------------------------------------------


def test_an_actie_with_all_that_it_can_have(beheerder: Client, plan: Plan) -> None:
    thema, ander, _ = plan.themas.all()
    eerder = een_plan(van_jaar=2020, tot_en_met_jaar=2023)
    voor = een_actie(een_thema(eerder, "Toen"), "Praten toen")
    Plan.objects.filter(pk=plan.pk).update(voorganger=eerder)
    pijler = Pijler.objects.create(thema=thema, titel="School", positie=12)
    actie = een_actie(thema, "Praten", positie=13)
    adres = reverse("plan-actie", args=[plan.slug, actie.pk])
    wanted = {
        "titel": "Praten met jongeren",
        "pijler": str(pijler.pk),
        "eigenaar": "Team Jeugd",
        "partners": "Scholen\nPolitie",
        "begint_op": "2027-01-15",
        "eindigt_op": "2027-12-31",
        "toelichting": "Elke week.",
        "doel": "Weten wat er speelt.",
        "beoogd_effect": "Minder ruzie.",
        "inzet": "Twee mensen.",
        "verdere_themas": [str(ander.pk)],
        "voorganger": str(voor.pk),
        "doe": "klaar",
    }
    answer = beheerder.post(adres, filled(beheerder, adres) | wanted)
    assert answer["Location"] == reverse("plan-thema", args=[plan.slug, thema.pk])
    actie.refresh_from_db()
    assert (actie.eigenaar, actie.pijler, actie.voorganger) == ("Team Jeugd", pijler, voor)
    assert (actie.begint_op, actie.eindigt_op) == (date(2027, 1, 15), date(2027, 12, 31))
    assert list(actie.verdere_themas.all()) == [ander]
    (sectie,) = (s for s in compose_plan(plan).secties if s.kop == "Praten met jongeren")
    for told in (
        "Eigenaar: Team Jeugd",
        "Partners: Scholen Politie",
        "Loopt van 15 januari 2027 tot en met 31 december 2027",
    ):
        assert told in plain(sectie.html)
    kept = text(beheerder.get(f"{adres}geschiedenis/"))
    for read in ("School", "Onderwerp 2", "Praten toen", "15 januari 2027"):
        assert read in kept
    # What a piece named may go; the version that named it can still come back.
    pijler.delete()
    data = filled(beheerder, adres) | {"titel": "Anders"}
    assert beheerder.post(adres, data).status_code == 302
    oude = Revisie.objects.filter(soort="actie", record=actie.pk, versie=2).get()
    beheerder.post(f"{adres}geschiedenis/", {"versie": oude.pk})
    actie.refresh_from_db()
    assert (actie.titel, actie.pijler) == ("Praten met jongeren", None)


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"beeindigd_in": "2026"}, "Schrijf waarom de actie eindigt."),
        ({"reden_einde": "Klaar."}, "Vul het jaar in waarin de actie eindigt"),
        (
            {"begint_op": "2027-02-01", "eindigt_op": "2027-01-01"},
            "De actie moet eindigen op of na de dag waarop zij begint.",
        ),
        ({"begint_op": "32-1-2027"}, "Schrijf de datum als dag-maand-jaar"),
        ({"titel": " "}, "Dit veld is verplicht."),
    ],
)
def test_an_actie_that_can_not_be(
    beheerder: Client, plan: Plan, velden: dict[str, str], melding: str
) -> None:
    actie = een_actie(plan.themas.all()[0], "Praten", positie=11)
    adres = reverse("plan-actie", args=[plan.slug, actie.pk])
    answer = beheerder.post(adres, filled(beheerder, adres) | {"doel": "Rust."} | velden)
    assert answer.status_code == 422
    assert melding in text(answer)
    assert "Rust." in answer.content.decode()
    assert Actie.objects.filter(pk=actie.pk, versie=1, doel="").exists()


def test_half_a_form_takes_nobody_away(beheerder: Client, plan: Plan) -> None:
    thema, schrijver = plan.themas.all()[0], iemand(Rol.BELEIDSADVISEUR)
    thema.adviseurs.add(schrijver)
    adres = reverse("plan-thema", args=[plan.slug, thema.pk])
    data = filled(beheerder, adres)
    assert data["adviseurs"] == str(schrijver.pk)
    half = {n: w for n, w in data.items() if n not in ("adviseurs", "getoond")}
    assert beheerder.post(adres, half | {"titel": "Anders"}).status_code == 302
    assert list(thema.adviseurs.all()) == [schrijver]
    data = filled(beheerder, adres)
    del data["adviseurs"]
    beheerder.post(adres, data)
    assert not thema.adviseurs.exists()


def test_a_theme_comes_and_goes_during_the_term(beheerder: Client, plan: Plan) -> None:
    ronde = open_ronde(plan, 2026, None)
    data = {"doe": "themas", "thema-titels": "Drones", "thema-soort": "kern", "thema-sinds": "2026"}
    beheerder.post(reverse("plan-beheer", args=[plan.slug]), data)
    drones = plan.themas.get(titel="Drones")
    schrijver = iemand(Rol.BELEIDSADVISEUR)
    drones.adviseurs.add(schrijver)
    adres = reverse("plan-thema", args=[plan.slug, drones.pk])
    assert "Nog niet in een open ronde" in text(beheerder.get(adres))
    erbij = reverse("plan-thema-erbij", args=[plan.slug, drones.pk])
    beheerder.post(erbij, {"doe": "ronde", "ronde": ronde.pk})
    bijdrage = ronde.bijdragen.get(thema=drones)
    assert list(bijdrage.adviseurs.all()) == [schrijver]
    assert bijdrage.positie == 4
    assert "Nog niet in een open ronde" not in text(beheerder.get(adres))
    assert beheerder.post(erbij, {"doe": "ronde", "ronde": ronde.pk}).status_code == 404
    # It ends: the year after has it no more, and what was written stays.
    data = filled(beheerder, adres) | {"vervallen_in": "2027", "reden_vervallen": "Geen drones."}
    beheerder.post(adres, data)
    assert Logregel.objects.filter(verb="beëindigen", soort="thema").get().details == {"jaar": 2027}
    later = open_ronde(plan, 2027, None)
    assert not later.bijdragen.filter(thema=drones).exists()
    assert Bijdrage.objects.filter(pk=bijdrage.pk).exists()
    (sectie,) = (s for s in compose_plan(plan).secties if s.kop == "Drones")
    assert plain(sectie.html).split("\n")[0].startswith("Toegevoegd in 2026.")
    assert "Vervallen in 2027: Geen drones." in plain(sectie.html)
    data = filled(beheerder, adres) | {"vervallen_in": "2026"}
    assert "Dit moet na 2026 zijn" in text(beheerder.post(adres, data))


# -- What letters tell about ------------------------------------------------------------------


def test_what_is_told_about_can_end_but_not_go(beheerder: Client, plan: Plan) -> None:
    los, thema, ander = plan.themas.all()
    actie = een_actie(thema, "Praten", positie=21)
    een_bijdrage(een_ronde(plan, 2026), thema)
    een_toezegging(thema=ander)
    for record, told in (
        (thema, "bijdragen"),
        (ander, "toezeggingen"),
    ):
        page = step(beheerder, record, "verwijderen")
        assert told in text(page)
        assert "Laat het dan vervallen" in text(page)
        assert "Ja, verwijderen" not in text(page)
        answer = step(beheerder, record, "verwijderen", bevestigd="ja")
        assert f"kan niet worden verwijderd, want erover staat iets in: {told}." in text(answer)
        assert Thema.objects.filter(pk=record.pk).exists()
    # What nothing tells about goes, after a question that says what goes with it.
    een_actie(los, "Mee", positie=11)
    page = step(beheerder, los, "verwijderen")
    assert "Mee gaan: 1 × actie." in text(page)
    assert Thema.objects.filter(pk=los.pk).exists()
    step(beheerder, los, "verwijderen", bevestigd="ja")
    assert not Thema.objects.filter(pk=los.pk).exists()
    step(beheerder, actie, "verwijderen", bevestigd="ja")
    assert not Actie.objects.exists()


def test_a_later_plan_that_goes_on_with_it_keeps_it(beheerder: Client, plan: Plan) -> None:
    thema = plan.themas.all()[0]
    een_thema(een_plan(van_jaar=2028, tot_en_met_jaar=2031), "Verder", voorganger=thema)
    assert "thema’s van een later plan" in text(step(beheerder, thema, "verwijderen"))


def test_a_published_letter_is_not_touched(beheerder: Client) -> None:
    brief = een_brief(themas=1, paragrafen=1)
    thema = Thema.objects.get(titel="Onderwerp 1")
    actie = een_actie(thema, "Praten", positie=50)
    bijdrage = Bijdrage.objects.get(thema=thema)
    blok = bijdrage.voortgangen.get().blokken.all()[0]
    type(blok).objects.filter(pk=blok.pk).update(soort="vooruitblik")
    blok.acties.add(actie)
    publish_quickly(brief)
    before = list(Publicatiebestand.objects.order_by("pk").values_list("pad", "sha256"))
    plan = thema.plan
    for record, veld, text_ in ((thema, "titel", "Heel anders"), (actie, "titel", "Zwijgen")):
        adres = reverse(f"plan-{record._meta.model_name}", args=[plan.slug, record.pk])
        assert beheerder.post(adres, filled(beheerder, adres) | {veld: text_}).status_code == 302
    page = beheerder.get(f"/brieven/{brief.slug}/").content.decode()
    assert "Onderwerp 1" in page
    assert "Heel anders" not in page
    after = list(Publicatiebestand.objects.order_by("pk").values_list("pad", "sha256"))
    assert before == after
    # Also when the draft behind it names the actie no more.
    blok.acties.clear()
    answer = step(beheerder, actie, "verwijderen", bevestigd="ja")
    assert "erover staat iets in: gepubliceerde brieven. Beëindig de actie" in text(answer)
    assert Actie.objects.filter(pk=actie.pk).exists()


# -- Kruisverbanden ---------------------------------------------------------------------------


def test_kruisverbanden_are_decided(beheerder: Client, plan: Plan) -> None:
    een, twee, drie = plan.themas.all()
    ja, nee = (
        Kruisverband.objects.create(plan=plan, van=een, naar=n, reden="Omdat.", staat="voorstel")
        for n in (twee, drie)
    )
    adres = reverse("plan-kruisverbanden", args=[plan.slug])
    assert "Kruisverbanden (2 te beslissen)" in text(
        beheerder.get(reverse("plan-beheer", args=[plan.slug]))
    )
    beheerder.post(adres, {"doe": "aannemen", "kruisverband": ja.pk})
    beheerder.post(adres, {"doe": "weigeren", "kruisverband": nee.pk})
    shown = [(van, naar) for van, naar, _ in compose_plan(plan).kruisverbanden]
    assert shown == [("Onderwerp 1", "Onderwerp 2")]
    same = {"doe": "toevoegen", "van": drie.pk, "naar": drie.pk, "reden": "Zelf."}
    assert "een thema raakt niet aan zichzelf" in text(beheerder.post(adres, same))
    # One that was refused, in other words.
    again = {"doe": "toevoegen", "van": een.pk, "naar": drie.pk, "reden": "Toch wel."}
    beheerder.post(adres, again)
    nee.refresh_from_db()
    assert (nee.staat, nee.reden) == ("aangenomen", "Toch wel.")
    vreemd = Kruisverband.objects.create(
        plan=(ander := een_plan()), van=een_thema(ander, "A"), naar=een_thema(ander, "B"), reden="x"
    )
    answer = beheerder.post(adres, {"doe": "weigeren", "kruisverband": vreemd.pk})
    assert answer.status_code == 404


# -- What changes by other means is a version too ---------------------------------------------


def test_ending_an_actie_while_writing_is_a_version_of_it(client: Client, plan: Plan) -> None:
    thema, schrijver = plan.themas.all()[0], iemand(Rol.BELEIDSADVISEUR)
    bijdrage = een_bijdrage(een_ronde(plan, 2026), thema)
    bijdrage.adviseurs.add(schrijver)
    actie = een_actie(thema, "Praten", positie=11)
    client.force_login(schrijver)
    stap = reverse("actie-stap", args=[bijdrage.pk, actie.pk])
    client.post(stap, {"doe": "beëindigen", "reden": "Gestopt."})
    client.post(stap, {"doe": "hervatten"})
    rows = Revisie.objects.filter(soort="actie", record=actie.pk).order_by("pk")
    assert [(r.versie, r.inhoud["stukken"]["reden_einde"]) for r in rows] == [
        (1, ""),
        (2, "Gestopt."),
        (3, ""),
    ]


# -- Every column has a door ------------------------------------------------------------------

_FORMS: dict[type[models.Model], Any] = {
    Plan: PlanForm,
    Thema: ThemaForm,
    Pijler: PijlerForm,
    Actie: ActieForm,
    PlanOnderdeel: PlanonderdeelForm,
}
# Set by what makes or moves a piece, or by an import.
_ANDERS = {
    "id": "the database",
    "versie": "every save",
    "positie": "adding and moving",
    "slug": "made once, of the title",
    "sleutel": "made once",
    "plan": "where it is added",
    "thema": "where it is added",
    "actie": "an import: a section under an actie",
    "bron_sleutel": "an import",
    "bron_hash": "an import",
    "bronkoppen": "an import: the words of the source above doel, effect and inzet",
}


@pytest.mark.parametrize("model", _FORMS, ids=lambda m: m.__name__)
def test_every_column_has_a_door(model: type[models.Model]) -> None:
    own = {f.name for f in (*model._meta.fields, *model._meta.many_to_many)}
    shown = set(_FORMS[model].base_fields)
    assert own - shown - _ANDERS.keys() == set()


def test_the_number_of_queries_does_not_grow(
    beheerder: Client, plan: Plan, django_assert_max_num_queries: Any
) -> None:
    for n in range(2):
        for thema in plan.themas.all():
            for m in range(n * 20 + 2):
                een_actie(thema, f"Actie {m}", positie=thema.positie * 1000 + n * 100 + m)
            last = thema
        with django_assert_max_num_queries(17):
            beheerder.get(reverse("plan-beheer", args=[plan.slug]))
        with django_assert_max_num_queries(26):
            beheerder.get(reverse("plan-thema", args=[plan.slug, last.pk]))
        with django_assert_max_num_queries(13):
            beheerder.get("/schrijven/plannen/")


def test_every_page_of_a_piece_opens(beheerder: Client, plan: Plan) -> None:
    where = een_planstuk(plan)
    for naam, waar in where.items():
        if naam not in ("plan-stap", "plan-thema-erbij"):
            assert beheerder.get(reverse(naam, kwargs=waar)).status_code == 200
    assert Gebruiker.objects.count() == 1
