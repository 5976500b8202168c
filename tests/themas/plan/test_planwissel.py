"""From one plan to the next: out as a file and in again, and the draft of a successor."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from rapportage.openbaar.plannen import public_plannen
from tests import demo
from tests.fabriek import iemand
from themas.jaar.transitions import open_ronde
from themas.models import Actie, Plan, Thema
from themas.plan.importing.planbestand import read_planbestand, write_planbestand
from themas.plan.importing.source import BronOnderdeel, BronPlan
from themas.plan.opvolger import start_opvolger
from themas.plan.uitvoer import bron_of, plan_word
from themas.spiegel.maken import make_spiegel
from veiligheid.core.findings import Geweigerd
from veiligheid.core.richtext import plain
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    demo.load()
    return Plan.objects.get()


def take_in(path: Path, **opties: Any) -> str:
    uit = StringIO()
    call_command("importeer_plan", path, stdout=uit, stderr=uit, **{"toepassen": True, **opties})
    return uit.getvalue()


def nameless(bron: BronPlan) -> Any:
    """What a plan says, without the keys of its pieces."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: strip(v) for k, v in value.items() if k != "sleutel"}
        return [strip(v) for v in value] if isinstance(value, list) else value

    return strip(msgspec.to_builtins(bron))


def test_the_draft_has_what_goes_on_with_what_it_succeeds(plan: Plan) -> None:
    Thema.objects.filter(plan=plan, slug="openbare-orde").update(
        vervallen_in=2026, reden_vervallen="Opgegaan in wijken."
    )
    made = start_opvolger(plan, None)
    assert (made.slug, made.van_jaar, made.tot_en_met_jaar) == ("ivp-2027-2031", 2027, 2031)
    assert made.titel == "Veilig samenleven – Integraal Veiligheidsplan 2027-2031 (concept)"
    assert made.voorganger == plan
    stays = plan.themas.filter(vervallen_in=None)
    assert [t.voorganger for t in made.themas.order_by("positie")] == list(
        stays.order_by("positie")
    )
    goes_on = Actie.objects.filter(thema__in=stays, beeindigd_in=None)
    new = Actie.objects.filter(thema__plan=made)
    assert {a.voorganger_id for a in new} == set(goes_on.values_list("pk", flat=True))
    assert not new.filter(sleutel__in=goes_on.values("sleutel")).exists()
    for actie in new.select_related("voorganger__pijler", "pijler"):
        before = actie.voorganger
        assert before is not None
        assert (actie.titel, actie.doel, actie.eigenaar, actie.partners) == (
            before.titel, before.doel, before.eigenaar, before.partners,
        )  # fmt: skip
        assert (actie.pijler and actie.pijler.titel) == (before.pijler and before.pijler.titel)
    assert made.onderdelen.count() == plan.onderdelen.count()
    assert made.kruisverbanden.count() > 0
    # Nobody outside sees it, and what was promised before stands beside what is told from now on.
    assert not public_plannen().filter(pk=made.pk).exists()
    open_ronde(made, 2027, None)
    mirror = make_spiegel(made, 2026)
    assert mirror.rijen
    assert {r.thema_slug for r in mirror.rijen if r.kleur} <= {
        t.slug for t in made.themas.all()
    } | {"openbare-orde"}


def test_once_and_by_the_editor(plan: Plan) -> None:
    with pytest.raises(PermissionDenied):
        start_opvolger(plan, iemand(Rol.BELEIDSADVISEUR))
    start_opvolger(plan, iemand(Rol.EINDREDACTEUR))
    with pytest.raises(Geweigerd, match="volgt"):
        start_opvolger(plan, None)


def test_the_draft_taken_in_again_is_what_went_out(plan: Plan, tmp_path: Path) -> None:
    made = start_opvolger(plan, None)
    path = tmp_path / "volgend-plan.json"
    path.write_bytes(write_planbestand(bron_of(made)))
    # Into the same plan: nothing changes.
    assert "Er is niets veranderd" in take_in(path, slug=made.slug)
    # As a plan of its own: the same, down to the byte.
    take_in(path, slug="ingelezen")
    again = Plan.objects.get(slug="ingelezen")
    assert write_planbestand(bron_of(again)) == path.read_bytes()
    assert again.voorganger == plan
    assert Actie.objects.filter(thema__plan=again).exclude(voorganger=None).count() > 30
    # And what a person changed since stays.
    Thema.objects.filter(plan=made, slug="ondermijning").update(opgave="<p>Anders.</p>")
    assert "1 behouden" in take_in(path, slug=made.slug)
    assert Thema.objects.get(plan=made, slug="ondermijning").opgave == "<p>Anders.</p>"


def test_the_word_file_taken_in_again_has_every_text(plan: Plan, tmp_path: Path) -> None:
    made = start_opvolger(plan, None)
    path = tmp_path / "volgend-plan.docx"
    path.write_bytes(plan_word(bron_of(made)))
    take_in(path, slug="uit-word")
    out, back = bron_of(made), bron_of(Plan.objects.get(slug="uit-word"))

    def texts(bron: BronPlan) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        for stuk in bron.stukken:
            if isinstance(stuk, BronOnderdeel):
                found.append(("onderdeel", stuk.kop, plain(stuk.tekst)))
                continue
            found.append(("thema", stuk.titel, str(stuk.soort), plain(stuk.opgave)))
            found.append(("ambitie", plain(stuk.ambitie)))
            found += [("pijler", p.titel, plain(p.tekst)) for p in stuk.pijlers]
            found += [
                ("actie", a.titel, *map(plain, (a.toelichting, a.doel, a.beoogd_effect, a.inzet)))
                for a in stuk.acties
            ]
        return found

    assert texts(back) == texts(out)
    assert (back.titel, back.van_jaar, back.tot_en_met_jaar) == (
        out.titel, out.van_jaar, out.tot_en_met_jaar,
    )  # fmt: skip
    assert path.read_bytes() == plan_word(out)


@pytest.mark.bronnen
@pytest.mark.parametrize("naam", ["ivp-2022-2026", "projectplan-radicalisering-2020"])
def test_real_plans_as_json_and_back(bronnen: Path, tmp_path: Path, naam: str) -> None:
    soort = "ivp" if naam.startswith("ivp") else "projectplan"
    take_in(bronnen / f"{naam}.docx", soort=soort)
    out = bron_of(Plan.objects.get())
    path = tmp_path / "plan.json"
    path.write_bytes(write_planbestand(out))
    assert "Er is niets veranderd" in take_in(path, slug=naam)
    take_in(path, slug="weer")
    assert nameless(bron_of(Plan.objects.get(slug="weer"))) == nameless(out)


def test_what_a_planbestand_must_be(plan: Plan, tmp_path: Path) -> None:
    good = json.loads(write_planbestand(bron_of(plan)))
    double = json.loads(json.dumps(good))
    themas = [s for s in double["plan"]["stukken"] if s["type"] == "thema"]
    themas[1]["sleutel"] = themas[0]["sleutel"]
    loose = json.loads(json.dumps(good))
    loose["plan"]["kruisverbanden"][0]["naar"] = "elders"
    for wrong, code in (
        ("{}", "geen-planbestand"),
        ("{" * 5000, "geen-planbestand"),
        ('{"formaat": "anders", "versie": 1}', "geen-planbestand"),
        (json.dumps({**good, "versie": 9}), "planbestand-versie"),
        (json.dumps(double), "planbestand-sleutels"),
        (json.dumps(loose), "planbestand-sleutels"),
    ):
        with pytest.raises(Geweigerd) as geweigerd:
            read_planbestand(wrong.encode())
        assert [b.code for b in geweigerd.value.bevindingen] == [code]
    path = tmp_path / "plan.json"
    path.write_text("{}")
    with pytest.raises(CommandError):
        take_in(path)
    # A plan that it goes on with, which is not here, is told of.
    good["plan"]["voorganger"] = "ivp-1999"
    path.write_text(json.dumps(good))
    assert "‘ivp-1999’, en dat is hier niet" in take_in(path, slug="nieuw")


def test_on_screen(plan: Plan, client: Client) -> None:
    client.force_login(iemand(Rol.EINDREDACTEUR))
    page = client.get(reverse("planwissel")).content.decode()
    assert "Begin het volgende plan" in page
    done = client.post(reverse("planwissel"), {"plan": plan.pk}, follow=True).content.decode()
    assert "is begonnen met de thema’s en acties die doorlopen" in done
    assert "volgt op Veilig samenleven" in done
    data = client.get(reverse("plan-json", args=["ivp-2027-2031"])).content
    assert client.get(reverse("plan-docx", args=["ivp-2027-2031"])).content[:2] == b"PK"
    sent = SimpleUploadedFile("weer.json", data)
    answer = client.post("/importeren/plan/", {"bestand": sent, "soort": "ivp"})
    assert "Er is nog niets veranderd" in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"], {"doe": "inlezen"})
    again = Plan.objects.get(slug="weer")
    assert write_planbestand(bron_of(again)) == data
    again_twice = client.post(reverse("planwissel"), {"plan": plan.pk}, follow=True)
    assert "al op" in again_twice.content.decode()
