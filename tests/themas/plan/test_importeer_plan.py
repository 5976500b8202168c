"""A plan from Word: what is what, twice is once, and what a person wrote stays."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from rapportage.plandocument import compose_plan
from tests.wordbouwer import Bouwer, voetnoot
from themas.models import Actie, Kruisverband, Pijler, Plan, PlanOnderdeel, Thema
from themas.plan.opvolger import start_opvolger
from veiligheid.core.models import Logregel, Revisie
from veiligheid.core.richtext import plain
from veiligheid.core.word import read_word

pytestmark = pytest.mark.django_db


def een_ivp() -> Bouwer:
    return (
        Bouwer()
        .titel("Samen sterk - Veiligheidsplan 2023-2026")
        .kop(1, "Voorwoord")
        .alinea("Welkom bij dit plan.")
        .kop(1, "De prioritaire thema’s")
        .alinea("Deze gaan voor.")
        .kop(2, "1. Drukke straten")
        .kop(3, "Opgave")
        .alinea("Het is vol.", voetnoot("Geteld in mei."))
        .kop(3, "Ambitie")
        .alinea("Onze aanpak berust op twee pijlers:")
        .lijst(["Ruimte.", "Rust."], genummerd=True)
        .kop(4, "Vooraf")
        .alinea("Dit is geen pijler.")
        .kop(4, "Ruimte")
        .alinea("Meer ruimte, zie het thema Stille wijken.")
        .kop(4, "Rust")
        .alinea("Meer rust.")
        .kop(1, "Kernthema’s")
        .kop(2, "2. Stille wijken")
        .kop(3, "Opgave")
        .alinea("Het is stil.")
        .kop(3, "Ambitie")
        .alinea("Er is een kruisverband met het thema drukke straten.")
        .kop(1, "Geld")
        .tabel([["Post", "2023"], ["Straten", "10"]])
    )


def importeer(tmp_path: Path, bouwer: Bouwer, naam: str = "plan.docx", **opties: Any) -> str:
    path = tmp_path / naam
    path.write_bytes(bouwer.bytes())
    uit = StringIO()
    call_command("importeer_plan", path, stdout=uit, stderr=uit, **{"toepassen": True, **opties})
    return uit.getvalue()


def test_every_piece_finds_its_home(tmp_path: Path) -> None:
    uit = importeer(tmp_path, een_ivp())
    plan = Plan.objects.get(slug="plan")
    assert (plan.titel, plan.van_jaar, plan.tot_en_met_jaar) == (
        "Samen sterk - Veiligheidsplan 2023-2026",
        2023,
        2026,
    )
    assert list(plan.themas.values_list("titel", "soort")) == [
        ("Drukke straten", "prioritair"),
        ("Stille wijken", "kern"),
    ]
    assert list(Pijler.objects.values_list("titel", flat=True)) == ["Ruimte", "Rust"]
    own = PlanOnderdeel.objects.filter(thema=None).values_list("kop", flat=True)
    assert list(own) == ["Voorwoord", "De prioritaire thema’s", "Kernthema’s", "Geld"]
    assert PlanOnderdeel.objects.get(thema__titel="Drukke straten").kop == "Vooraf"
    assert "2 thema’s, 2 pijlers, 0 acties, 5 andere onderdelen" not in uit
    assert "2 thema’s, 2 pijlers, 0 acties, 4 andere onderdelen, 1 kruisverband " in uit
    assert "1 voetnoot" in uit


def test_kruisverbanden_plain_and_proposed(tmp_path: Path) -> None:
    importeer(tmp_path, een_ivp())
    assert list(Kruisverband.objects.values_list("van__titel", "naar__titel", "staat")) == [
        ("Drukke straten", "Stille wijken", "voorstel"),
        ("Stille wijken", "Drukke straten", "aangenomen"),
    ]


def test_the_plan_renders_back_in_the_order_of_the_document(tmp_path: Path) -> None:
    data = een_ivp().bytes()
    importeer(tmp_path, een_ivp())
    document = compose_plan(Plan.objects.get())
    assert [s.kop for s in document.secties] == [
        "Voorwoord",
        "De prioritaire thema’s",
        "Drukke straten",
        "Opgave",
        "Ambitie",
        "Vooraf",
        "Ruimte",
        "Rust",
        "Kernthema’s",
        "Stille wijken",
        "Opgave",
        "Ambitie",
        "Geld",
    ]
    said = " ".join(f"{s.nummer or ''}. {s.kop} {plain(s.html)}" for s in document.secties)
    for element in read_word(data).elementen:
        for regel in re.split(r"[\n\t]", element.tekst):
            assert regel in said
    assert [noot[3] for noot in document.voetnoten] == ["Geteld in mei."]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    uit = importeer(tmp_path, een_ivp(), toepassen=False)
    assert "Er is niets opgeslagen" in uit
    assert not Plan.objects.exists()
    assert not Logregel.objects.exists()


def test_the_second_time_changes_nothing(tmp_path: Path) -> None:
    importeer(tmp_path, een_ivp())
    before = list(Thema.objects.values()) + list(PlanOnderdeel.objects.values())
    uit = importeer(tmp_path, een_ivp())
    assert "Er is niets veranderd" in uit
    assert list(Thema.objects.values()) + list(PlanOnderdeel.objects.values()) == before
    assert Logregel.objects.count() == 1


def test_a_persons_text_stays_and_a_new_source_text_comes_in(tmp_path: Path) -> None:
    importeer(tmp_path, een_ivp())
    Thema.objects.filter(titel="Drukke straten").update(opgave="<p>Door een mens geschreven.</p>")
    nieuw = een_ivp().kop(1, "Nawoord").alinea("Tot slot.")
    data = nieuw.bytes()
    assert b"PK" in data
    uit = importeer(tmp_path, nieuw)
    assert "blijft zoals hij is. [Drukke straten]" in uit
    assert Thema.objects.get(titel="Drukke straten").opgave == "<p>Door een mens geschreven.</p>"
    assert [s.kop for s in compose_plan(Plan.objects.get()).secties][-2:] == ["Geld", "Nawoord"]


def test_what_left_the_source_stays_and_is_named(tmp_path: Path) -> None:
    importeer(tmp_path, een_ivp().kop(1, "Bijzaak").alinea("Weg ermee."))
    uit = importeer(tmp_path, een_ivp())
    assert "staat niet meer in het bestand" in uit
    assert "[Bijzaak]" in uit
    assert PlanOnderdeel.objects.filter(kop="Bijzaak").exists()


def test_headings_numbered_by_word_and_names_in_dutch(tmp_path: Path) -> None:
    bouwer = (
        Bouwer(namen="kop", titel_eigenschap="Plan 2024")
        .kop(1, "Prioritaire thema’s")
        .kop(2, "Licht", nummer_door_word=True)
        .kop(3, "Opgave")
        .alinea("Donker.")
    )
    importeer(tmp_path, bouwer)
    assert Thema.objects.get().titel == "Licht"
    assert Plan.objects.get().titel == "Plan 2024"


def een_projectplan() -> Bouwer:
    return (
        Bouwer(titel_eigenschap="Projectplan rust 2024")
        .kop(1, "De activiteiten")
        .kop(2, "SPEERPUNT 1: Eerst luisteren")
        .kop(3, "Een spreekuur")
        .alinea("Elke week.")
        .kop(4, "De gastvrouw")
        .alinea("Zij zit er.")
        .kop(4, "Als effecten worden beoogd")
        .lijst(["Minder ruzie"])
        .kop(4, "De inzet")
        .alinea("Vier uur.")
        .kop(3, "Een belronde")
        .kop(4, "Het doel")
        .alinea("Contact.")
        .kop(1, "Risico’s")
        .alinea("Geen tijd.")
    )


def test_a_projectplan_has_speerpunten_with_acties_under_its_theme(tmp_path: Path) -> None:
    importeer(tmp_path, een_ivp(), naam="ivp.docx")
    opties = {"soort": "projectplan", "onder": "stille wijken"}
    importeer(tmp_path, een_projectplan(), naam="project.docx", **opties)
    plan = Plan.objects.get(soort="projectplan")
    assert plan.onder_thema is not None
    assert plan.onder_thema.titel == "Stille wijken"
    assert (plan.label_thema, plan.van_jaar) == ("speerpunt", 2024)
    eerste, tweede = Actie.objects.order_by("positie")
    assert plain(eerste.beoogd_effect) == "Minder ruzie"
    assert eerste.bronkoppen == {
        "beoogd_effect": "Als effecten worden beoogd",
        "inzet": "De inzet",
    }
    assert plain(eerste.inzet) == "Vier uur."
    assert eerste.doel == ""
    assert eerste.onderdelen.get().kop == "De gastvrouw"
    assert plain(tweede.doel) == "Contact."


def test_a_years_update_beside_the_plan_of_last_year(tmp_path: Path, joris: Client) -> None:
    """From Word: what came, went and changed is told, on the page of the plan with its words; and
    every piece goes on with the one of the same title."""
    importeer(tmp_path, een_projectplan(), naam="rust.docx", soort="projectplan")
    new = (
        Bouwer(titel_eigenschap="Projectplan rust 2025")
        .kop(1, "De activiteiten")
        .kop(2, "SPEERPUNT 1: Eerst luisteren")
        .kop(3, "Een spreekuur")
        .alinea("Elke week.")
        .kop(4, "De inzet")
        .alinea("Zes uur.")
        .kop(3, "Een wandeling")
        .alinea("Buiten.")
        .kop(1, "Risico’s")
        .alinea("Geen tijd.")
    )
    asked = {"soort": "projectplan", "voorganger": "rust"}
    told = importeer(tmp_path, new, naam="rust-2025.docx", **asked)
    assert "Erbij gekomen sinds ‘Projectplan rust 2024’: actie ‘Een wandeling’." in told
    assert "actie ‘Een belronde’" in told.partition("Vervallen sinds")[2]
    assert "actie ‘Een spreekuur’ (beoogd effect, inzet)" in told.partition("Gewijzigd sinds")[2]
    plan = Plan.objects.get(slug="rust-2025")
    assert str(plan.voorganger) == "Projectplan rust 2024"
    assert str(plan.themas.get().voorganger) == "Eerst luisteren"
    before = {a.titel: a.voorganger for a in Actie.objects.filter(thema__plan=plan)}
    assert (str(before["Een spreekuur"]), before["Een wandeling"]) == ("Een spreekuur", None)
    page = joris.get(reverse("plan-beheer", args=[plan.slug])).content.decode()
    assert "Wat anders is dan in ‘Projectplan rust 2024’" in page
    assert "Vier uur." in page
    assert "Zes uur." in page
    with pytest.raises(CommandError):
        importeer(tmp_path, new, naam="rust-2026.docx", soort="projectplan", voorganger="weg")


def test_the_theme_above_is_of_the_plan_that_holds(tmp_path: Path) -> None:
    """Not of a draft of the next plan, which has the same titles; unless its address is given."""
    importeer(tmp_path, een_ivp(), naam="ivp.docx")
    draft = start_opvolger(Plan.objects.get(slug="ivp"), None)
    thema = draft.themas.get(titel="Stille wijken")
    for naam, onder, plan in (
        ("een", "Stille wijken", "ivp"),
        ("twee", f"{draft.slug}/{thema.slug}", draft.slug),
    ):
        importeer(
            tmp_path, een_projectplan(), naam=f"{naam}.docx", soort="projectplan", onder=onder
        )
        above = Plan.objects.get(slug=naam).onder_thema
        assert above is not None
        assert above.plan.slug == plan


@pytest.mark.parametrize(
    ("bouwer", "melding"),
    [
        (Bouwer().alinea("Alleen tekst."), "geen koppen"),
        (Bouwer().kop(1, "Iets").alinea("x"), "geen thema’s gevonden"),
        (
            Bouwer(titel_eigenschap="Plan 2024")
            .kop(1, "Thema’s")
            .kop(2, "Licht")
            .kop(2, "1. LICHT"),
            "staat twee keer",
        ),
        (Bouwer().kop(1, "Thema’s").kop(2, "Licht"), "geen titel"),
        (Bouwer().titel("Zonder jaar").kop(1, "Thema’s").kop(2, "Licht"), "geen looptijd"),
    ],
)
def test_what_is_no_plan_is_refused_with_what_to_do(
    tmp_path: Path, bouwer: Bouwer, melding: str
) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(bouwer.bytes())
    fout = StringIO()
    with pytest.raises(CommandError) as geweigerd:
        call_command("importeer_plan", path, toepassen=True, stderr=fout, stdout=StringIO())
    assert geweigerd.value.returncode == 1
    assert melding in fout.getvalue()
    assert not Plan.objects.exists()


def test_an_unknown_theme_above_names_the_known_ones(tmp_path: Path) -> None:
    importeer(tmp_path, een_ivp(), naam="ivp.docx")
    fout = StringIO()
    path = tmp_path / "p.docx"
    path.write_bytes(een_projectplan().bytes())
    with pytest.raises(CommandError):
        call_command("importeer_plan", path, onder="Onzin", soort="projectplan", stderr=fout)
    assert "‘Stille wijken’" in fout.getvalue()


def test_what_an_import_changes_is_a_version_and_what_was_refused_stays_so(tmp_path: Path) -> None:
    importeer(tmp_path, een_ivp())
    Kruisverband.objects.filter(staat="voorstel").update(staat="geweigerd")
    nieuw = (
        Bouwer()
        .titel("Samen sterk - Veiligheidsplan 2023-2026")
        .kop(1, "De prioritaire thema’s")
        .kop(2, "1. Drukke straten")
        .kop(3, "Opgave")
        .alinea("Het is nu echt vol. Het thema stille wijken hoort erbij.")
        .kop(1, "Kernthema’s")
        .kop(2, "2. Stille wijken")
        .kop(3, "Opgave")
        .alinea("Het is stil.")
    )
    importeer(tmp_path, nieuw)
    thema = Thema.objects.get(titel="Drukke straten")
    assert thema.versie == 2
    rows = Revisie.objects.filter(soort="thema", record=thema.pk).order_by("pk")
    assert [(r.versie, "nu echt vol" in r.inhoud["stukken"]["opgave"]) for r in rows] == [
        (1, False),
        (2, True),
    ]
    assert Plan.objects.get().versie == 1
    assert Kruisverband.objects.get(van=thema).staat == "geweigerd"
