"""Keeping figures and money by hand: by whom, nothing overwritten or lost, unknown no zero."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from monitoring import geciteerd
from monitoring.geciteerd import Briefcitaat
from monitoring.models import (
    Bedrag,
    Bedragversie,
    Deelproduct,
    Gebied,
    Indicator,
    Invoer,
    Meting,
    Metingversie,
)
from tests.fabriek import een_plan, een_thema, iemand
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting
from themas.models import Thema
from veiligheid.core.models import Logregel, Revisie
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def thema() -> Thema:
    return een_thema(een_plan(), "Ondermijning")


@pytest.fixture
def meldingen(thema: Thema) -> Indicator:
    een_gemeente(3, "GM0000")
    indicator = een_indicator("Meldingen", slug="meldingen", eigen_registratie=True, bron="")
    indicator.themas.add(thema)
    return indicator


def fields(client: Client, adres: str) -> dict[str, Any]:
    """What the forms on a page would send if nobody touched them."""
    context = client.get(adres).context
    found: dict[str, Any] = {}
    forms = [context["form"]]
    if rijen := getattr(context.get("formulier"), "rijen", None):
        forms += [rijen.management_form, *rijen.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            # A zero is something.
            if value is not None and value is not False and value != "":
                found[bound.html_name] = "on" if value is True else value
    return found


# -- Indicators -------------------------------------------------------------------------------


def test_a_new_indicator_stays_inside(joris: Client, thema: Thema) -> None:
    answer = joris.post(
        "/cijfers/beheer/nieuw/", {"naam": "Demonstraties", "eenheid": "aantal", "themas": thema.pk}
    )
    indicator = Indicator.objects.get()
    assert answer["Location"] == "/cijfers/beheer/i/demonstraties/"
    assert (indicator.eigen_registratie, indicator.openbaar) == (True, False)
    assert indicator.themas.get() == thema
    assert Logregel.objects.exclude(verb="inloggen").get().verb == "toevoegen"


def test_an_indicator_with_targets(joris: Client, meldingen: Indicator) -> None:
    adres = reverse("indicator", args=["meldingen"])
    data = fields(joris, adres)
    data |= {
        "naam": "Meldingen bij het meldpunt",
        "decimalen": "1",
        "telregel": "Eén beller telt één keer.",
        "openbaar": "on",
        "streef-0-jaar": "2026",
        "streef-0-vergelijking": "<",
        "streef-0-waarde": "1.250,5",
        "streef-0-document": "Begroting 2026",
    }
    assert joris.post(adres, data)["Location"] == adres
    meldingen.refresh_from_db()
    assert (meldingen.naam, meldingen.slug, meldingen.versie) == (
        "Meldingen bij het meldpunt",
        "meldingen",  # references in texts keep working
        2,
    )
    assert meldingen.openbaar
    assert meldingen.streefwaarden.get().waarde == Decimal("1250.5")
    assert [r.wie for r in Revisie.objects.all()] == ["", "Joris"]
    # Unchanged is no new version; a row without a year goes.
    again = fields(joris, adres)
    assert again["streef-0-waarde"] == "1.250,5"
    joris.post(adres, again)
    assert Indicator.objects.get().versie == 2
    joris.post(adres, {**again, "streef-0-jaar": ""})
    assert not meldingen.streefwaarden.exists()
    html = joris.get(f"{adres}geschiedenis/").content.decode()
    assert "Versie 3" in html
    assert "Eén beller telt één keer." in html


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"naam": ""}, "Dit veld is verplicht"),
        ({"decimalen": "9"}, "hoogstens 4 is"),
        ({"streef-0-jaar": "2026"}, "Vul de streefwaarde in."),
        ({"streef-0-jaar": "2026", "streef-0-waarde": "veel"}, "Schrijf een getal zoals"),
        ({"streef-0-jaar": "2026", "streef-0-waarde": "5"}, "Noem het document"),
    ],
)
def test_what_an_indicator_can_not_be(
    joris: Client, meldingen: Indicator, velden: dict[str, str], melding: str
) -> None:
    adres = reverse("indicator", args=["meldingen"])
    answer = joris.post(adres, {**fields(joris, adres), **velden})
    assert answer.status_code == 422
    assert melding in answer.content.decode()
    assert Indicator.objects.get().versie == 1


def test_two_people_at_once(joris: Client, meldingen: Indicator) -> None:
    adres = reverse("indicator", args=["meldingen"])
    mine = fields(joris, adres)
    ander = Client()
    ander.force_login(iemand(Rol.EINDREDACTEUR, first_name="Anne"))
    ander.post(adres, {**fields(ander, adres), "definitie": "Van Anne"})
    # Another piece is merged.
    joris.post(adres, {**mine, "telregel": "Van Joris"})
    meldingen.refresh_from_db()
    assert (meldingen.definitie, meldingen.telregel) == ("Van Anne", "Van Joris")
    # The same piece is never decided by itself.
    answer = joris.post(adres, {**mine, "uuid": str(uuid4()), "definitie": "Van mij"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Er is niets overschreven." in html
    assert "Anne wijzigde hetzelfde stuk terwijl u schreef." in html
    assert "<td>Van mij</td><td>Van Anne</td>" in html
    assert "Van mij</textarea>" in html
    assert Indicator.objects.get().definitie == "Van Anne"
    joris.post(adres, {**fields(joris, adres), "definitie": "Van ons"})
    assert Indicator.objects.get().definitie == "Van ons"


def test_an_advisor_keeps_the_indicators_of_the_own_themes(
    client: Client, meldingen: Indicator, thema: Thema
) -> None:
    naima = iemand(Rol.BELEIDSADVISEUR)
    client.force_login(naima)
    adres = reverse("indicator", args=["meldingen"])
    missing = client.get("/cijfers/beheer/i/bestaat-niet/").content
    assert client.get(adres).content == missing
    assert "Meldingen" not in client.get("/cijfers/beheer/").content.decode()
    thema.adviseurs.add(naima)
    assert "Meldingen" in client.get("/cijfers/beheer/").content.decode()
    data = fields(client, adres)
    # What outsiders see, what is guarded as a count, and whose it is are not hers to decide.
    data |= {"naam": "Tips", "openbaar": "on", "themas": []}
    assert "openbaar" not in client.get(adres).context["form"].fields
    assert client.post(adres, data).status_code == 302
    meldingen.refresh_from_db()
    assert (meldingen.naam, meldingen.openbaar, meldingen.telt) == ("Tips", False, True)
    assert meldingen.themas.get() == thema
    answer = client.post("/cijfers/beheer/nieuw/", {"naam": "Los", "eenheid": "aantal"})
    assert answer.status_code == 422  # without a theme it would be gone at once
    other = een_thema(een_plan(), "Van een ander")
    answer = client.post(
        "/cijfers/beheer/nieuw/", {"naam": "Los", "eenheid": "aantal", "themas": other.pk}
    )
    assert answer.status_code == 422
    assert Indicator.objects.count() == 1


def test_a_published_source_is_kept_but_not_typed(joris: Client, meldingen: Indicator) -> None:
    bron = een_indicator("Inbraken", slug="inbraken", bron_tabel="47018NED", bron_code="1.1.1")
    adres = reverse("indicator", args=["inbraken"])
    context = joris.get(adres).context
    assert not {"openbaar", "eigen_registratie"} & context["form"].fields.keys()
    joris.post(adres, {**fields(joris, adres), "naam": "Woninginbraken"})
    bron.refresh_from_db()
    assert (bron.naam, bron.bron_code) == ("Woninginbraken", "1.1.1")
    assert joris.get(reverse("meting-nieuw", args=["inbraken"])).status_code == 404
    een = een_meting(bron, Gebied.objects.all()[0], 2024, 7)
    assert joris.get(reverse("meting", args=["inbraken", een.pk])).status_code == 404


# -- Measurements -----------------------------------------------------------------------------


def new(client: Client, **velden: Any) -> Any:
    gemeente = Gebied.objects.get(code="GM0000")
    data = {"gebied": gemeente.pk, "periode": "2024", "precisie": "exact", **velden}
    return client.post(reverse("meting-nieuw", args=["meldingen"]), data)


def test_one_figure_after_the_other(joris: Client, meldingen: Indicator) -> None:
    answer = new(joris, waarde="ruim 1.250", status="voorlopig", peildatum="2024-12-31")
    meting = Meting.objects.get()
    assert (meting.waarde, meting.precisie, meting.status) == (Decimal(1250), "ruim", "voorlopig")
    assert (meting.invoer, str(meting.peildatum), meting.jaar) == (None, "2024-12-31", 2024)
    # Straight on to the next area of the same year.
    form = joris.get(answer["Location"]).context["form"]
    assert (form.initial["gebied"].code, form.initial["periode"]) == ("WK000001", "2024")
    assert new(joris, periode="2e kwartaal 2024", waarde="3", doe="klaar")["Location"].endswith(
        "/i/meldingen/"
    )
    assert Meting.objects.filter(periode="2024KW02").exists()
    twice = new(joris, waarde="9")
    assert twice.status_code == 422
    assert "Van De gemeente is er al een cijfer over 2024." in twice.content.decode()
    assert Meting.objects.count() == 2


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({}, "Vul een waarde in, of hieronder waarom die er niet is."),
        ({"waarde": "veel"}, "Schrijf een getal zoals"),
        ({"waarde": "=1+1"}, "Schrijf een getal zoals"),
        ({"waarde": "12,5"}, "Dit is een heel getal"),
        ({"waarde": "5", "reden_onbekend": "geteld"}, "Er is een waarde: laat dit dan leeg."),
        ({"waarde": "5", "verwacht_op": "2026-01-01"}, "Er is een waarde: laat dit dan leeg."),
        ({"waarde": "5", "periode": "ooit"}, "Schrijf de periode als"),
        ({"waarde": "5", "gebied": "0"}, "Selecteer een geldige keuze"),
    ],
)
def test_what_is_no_figure(
    joris: Client, meldingen: Indicator, velden: dict[str, str], melding: str
) -> None:
    answer = new(joris, **velden)
    assert answer.status_code == 422
    assert melding in answer.content.decode()
    assert not Meting.objects.exists()


def test_unknown_has_a_reason_and_a_day(joris: Client, meldingen: Indicator) -> None:
    new(joris, reden_onbekend="nog niet geteld", verwacht_op="2026-12-15", precisie="ruim")
    meting = Meting.objects.get()
    assert (meting.waarde, meting.reden_onbekend, meting.precisie) == (
        None,
        "nog niet geteld",
        "exact",
    )
    adres = reverse("meting", args=["meldingen", meting.pk])
    data = fields(joris, adres)
    assert data["verwacht_op"] == "2026-12-15"
    joris.post(adres, {**data, "waarde": "0", "reden_onbekend": "", "verwacht_op": ""})
    meting.refresh_from_db()
    assert (meting.waarde, meting.reden_onbekend, meting.verwacht_op) == (Decimal(0), "", None)
    assert "onbekend: nog niet geteld, vervangen op" in joris.get(adres).content.decode()


def test_what_it_was_is_kept_and_an_import_leaves_it(joris: Client, meldingen: Indicator) -> None:
    gemeente = Gebied.objects.get(code="GM0000")
    invoer = Invoer.objects.create(bestand="x.csv", sha256="0" * 64, rijen=1)
    meting = een_meting(meldingen, gemeente, 2024, 40, invoer=invoer)
    adres = reverse("meting", args=["meldingen", meting.pk])
    assert "komt uit het bestand x.csv" in joris.get(adres).content.decode()
    joris.post(adres, {**fields(joris, adres), "waarde": "43"})
    meting.refresh_from_db()
    assert (meting.waarde, meting.invoer, meting.versie) == (Decimal(43), None, 2)
    assert Metingversie.objects.get().waarde == 40


def test_an_import_meanwhile_is_no_silent_loss(joris: Client, meldingen: Indicator) -> None:
    meting = een_meting(meldingen, Gebied.objects.get(code="GM0000"), 2024, 40)
    adres = reverse("meting", args=["meldingen", meting.pk])
    mine = fields(joris, adres)
    # What `importing.toepassen` does with a value that changes.
    Meting.objects.filter(pk=meting.pk).update(waarde=41, versie=2)
    answer = joris.post(adres, {**mine, "waarde": "43"})
    assert answer.status_code == 409
    assert "<td>43</td><td>41</td>" in answer.content.decode()
    assert Meting.objects.get().waarde == 41


def test_who_quotes_a_figure_is_told(
    joris: Client, meldingen: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    meting = een_meting(meldingen, Gebied.objects.get(code="GM0000"), 2024, 40)
    letter = Briefcitaat("Veiligheidsbrief 2025", "/brieven/x/", "40")
    monkeypatch.setattr(
        geciteerd, "_vragers", [lambda keys: {k: [letter] for k in keys if "meldingen" in k}]
    )
    adres = reverse("meting", args=["meldingen", meting.pk])
    assert "‘Veiligheidsbrief 2025’ noemt dit cijfer als 40" in joris.get(adres).content.decode()
    data = fields(joris, adres)
    answer = joris.post(adres, {**data, "bron": "Eigen telling"}, follow=True)
    assert "vb-meldingen" in answer.content.decode()
    assert answer.content.decode().count("noemt dit cijfer") == 1  # it did not change
    answer = joris.post(adres, {**fields(joris, adres), "waarde": "41"}, follow=True)
    assert answer.content.decode().count("noemt dit cijfer") == 2


def test_a_mistake_is_taken_out_and_kept(joris: Client, meldingen: Indicator) -> None:
    meting = een_meting(meldingen, Gebied.objects.get(code="GM0000"), 2024, 40)
    adres = reverse("meting", args=["meldingen", meting.pk])
    mine = fields(joris, adres)
    joris.post(adres, {"doe": "verwijderen"})
    assert not Meting.objects.exists()
    assert Metingversie.objects.get().waarde == 40
    assert Logregel.objects.exclude(verb="inloggen").get().verb == "verwijderen"
    assert joris.post(adres, mine).status_code == 404


def test_small_counts_are_for_who_keeps_them(client: Client, meldingen: Indicator) -> None:
    meldingen.openbaar = True
    meldingen.save()
    gemeente, *wijken = Gebied.objects.order_by("code")
    for gebied, waarde in zip((gemeente, *wijken), (111, 3, 44, 64), strict=True):
        een_meting(meldingen, gebied, 2024, waarde)
    client.force_login(iemand(Rol.EINDREDACTEUR))
    kept = client.get(reverse("indicator", args=["meldingen"])).content.decode()
    assert "Wijk 1: <strong>3</strong>" in kept
    assert "niet getoond" in client.get("/cijfers/gebieden.csv").content.decode()


# -- Money ------------------------------------------------------------------------------------


@pytest.fixture
def wonen(thema: Thema) -> Deelproduct:
    line = Deelproduct.objects.add(thema.plan, "Wonen", positie=1)
    Bedrag.objects.create(deelproduct=line, jaar=2024, bedrag=100_000, document="Begroting 2024")
    return line


def test_a_line_of_the_budget(joris: Client, wonen: Deelproduct, thema: Thema) -> None:
    adres = reverse("deelproduct", args=[wonen.plan.slug, wonen.slug])
    data = fields(joris, adres)
    assert data["bedrag-0-bedrag"] == "100.000"
    data |= {
        "naam": "Wonen en wijken",
        "themas": [thema.pk],
        "bedrag-0-bedrag": "101.000,50",
        "bedrag-1-jaar": "2024",
        "bedrag-1-soort": "gerealiseerd",
        "bedrag-1-kant": "lasten",
        "bedrag-1-geldbron": "spuk",
        "bedrag-1-bedrag": "5.000",
        "bedrag-1-voorwaarden": "Vóór 1 mei verantwoorden.",
    }
    assert joris.post(adres, data).status_code == 302
    wonen.refresh_from_db()
    assert (wonen.naam, wonen.slug, wonen.sleutel) == (
        "Wonen en wijken",
        "wonen",
        "wonen en wijken",
    )
    assert wonen.themas.get() == thema
    assert [(b.geldbron, b.bedrag) for b in wonen.bedragen.order_by("bedrag")] == [
        ("spuk", 5000),
        ("", Decimal("101000.50")),
    ]
    assert Bedragversie.objects.get().bedrag == 100_000
    again = fields(joris, adres)
    joris.post(adres, {**again, "bedrag-1-jaar": ""})
    assert Bedrag.objects.count() == 1
    assert Bedragversie.objects.count() == 2
    zorg = Deelproduct.objects.add(wonen.plan, "Zorg", positie=2)
    for jaar in (2024, 2025):
        Bedrag.objects.create(deelproduct=zorg, jaar=jaar, bedrag=7_000)
    html = joris.get("/cijfers/beheer/begroting/").content.decode()
    assert "Wonen en wijken" in html
    # Cents for the whole column of a year, or for none of it.
    for getal in ("101.000,50", "7.000,00", "108.000,50", ">7.000<"):
        assert getal in html


def test_what_a_line_can_not_be(joris: Client, wonen: Deelproduct) -> None:
    Deelproduct.objects.add(wonen.plan, "Zorg", positie=2)
    adres = reverse("deelproduct", args=[wonen.plan.slug, wonen.slug])
    data = fields(joris, adres)
    for velden, melding in (
        ({"naam": "ZORG"}, "Er is al een deelproduct ‘ZORG’ in dit plan."),
        ({"bedrag-0-bedrag": ""}, "Vul het bedrag in"),
        ({"bedrag-0-bedrag": "1,234"}, "meer dan 2 cijfers achter de komma"),
        ({"bedrag-1-jaar": "2024", "bedrag-1-bedrag": "1"}, "er twee keer"),
    ):
        extra = {"bedrag-1-soort": "begroot", "bedrag-1-kant": "lasten"}
        answer = joris.post(adres, {**data, **extra, **velden})
        assert answer.status_code == 422, melding
        assert melding in answer.content.decode()
    assert Bedrag.objects.get().bedrag == 100_000
    wonen.refresh_from_db()
    assert (wonen.naam, wonen.versie) == ("Wonen", 1)
