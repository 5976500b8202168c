"""A letter from Word on screen: the same as the command gives, looked at first."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from rapportage.composition import compose
from rapportage.models import Bijlage, Brief, Onderdeel, Ondertekenaar
from rapportage.plandocument import compose_plan
from tests.fabriek import een_plan, een_thema
from tests.rapportage.test_importeer_brief import een_brief_in_word
from tests.wordbouwer import Bouwer
from themas.models import Actie, Bijdrage, Blok, Kruisverband, Pijler, Plan, Thema, Voortgang
from veiligheid.core.models import Inleesbestand, Logregel, Revisie

pytestmark = pytest.mark.django_db
ADRES = "/importeren/brief/"


@pytest.fixture
def plan(db: None) -> Plan:
    plan = een_plan(slug="ivp")
    een_thema(plan, "Drukke straten")
    een_thema(plan, "Stille wijken", "kern")
    return plan


def upload(client: Client, plan: Plan, data: bytes, **velden: Any) -> Any:
    bestand = SimpleUploadedFile("brief.docx", data)
    standaard = {"plan": plan.pk, "jaar": 2025, "nieuwe_themas": "on", "bestand": bestand}
    return client.post(ADRES, {**standaard, **velden})


def do(client: Client, answer: Any, doe: str) -> str:
    return client.post(answer["Location"], {"doe": doe}, follow=True).content.decode()


def test_look_first_then_confirm(joris: Client, plan: Plan) -> None:
    answer = upload(joris, plan, een_brief_in_word().bytes())
    html = joris.get(answer["Location"]).content.decode()
    assert "Er is nog niets veranderd" in html
    assert "We telden alles" in html
    assert "Nieuw onderwerp" in html
    assert not Brief.objects.exists()
    assert "Ingelezen." in do(joris, answer, "inlezen")
    assert Brief.objects.get().titel == "Brief over 2024"
    assert Logregel.objects.get(verb="importeren").wie == "Joris"


def test_an_unknown_theme_is_refused_in_words_for_the_screen(joris: Client, plan: Plan) -> None:
    answer = upload(joris, plan, een_brief_in_word().bytes(), nieuwe_themas="")
    html = joris.get(answer["Location"]).content.decode()
    assert "kan zo niet worden ingelezen" in html
    assert "Het plan heeft geen thema ‘Nieuw onderwerp’" in html


def changed() -> Bouwer:
    return (
        Bouwer()
        .titel("Brief over 2024")
        .kop(1, "Prioritaire thema's")
        .kop(2, "1. Drukke straten")
        .kop(3, "We telden alles")
        .alinea("In 2024 hebben we alles geteld.")
    )


def test_a_changed_paragraaf_is_shown_and_keeps_its_history(joris: Client, plan: Plan) -> None:
    do(joris, upload(joris, plan, een_brief_in_word().bytes()), "inlezen")
    versie = Bijdrage.objects.get(thema__titel="Drukke straten").versie
    answer = upload(joris, plan, changed().bytes())
    html = joris.get(answer["Location"]).content.decode()
    part = html.split("Dit zou veranderen")[1].split("</section>")[0]
    assert "We telden alles" in part
    assert "<del>" in part
    assert "Ingelezen." in do(joris, answer, "inlezen")
    voortgang = Voortgang.objects.get(kop="We telden alles")
    assert [b.tekst for b in voortgang.blokken.all()] == ["<p>In 2024 hebben we alles geteld.</p>"]
    assert "fietsen" in str(Revisie.objects.get(record=voortgang.pk, uitkomst="begin").inhoud)
    assert Bijdrage.objects.get(thema__titel="Drukke straten").versie == versie + 1


def test_what_was_approved_is_not_changed(joris: Client, plan: Plan) -> None:
    do(joris, upload(joris, plan, een_brief_in_word().bytes()), "inlezen")
    Bijdrage.objects.update(staat="goedgekeurd")
    before = list(Blok.objects.values("pk", "tekst"))
    answer = upload(joris, plan, changed().bytes())
    html = joris.get(answer["Location"]).content.decode()
    assert "is ingediend of goedgekeurd" in html
    do(joris, answer, "inlezen")
    assert list(Blok.objects.values("pk", "tekst")) == before


def test_a_general_part_that_was_handed_in_is_not_changed(joris: Client, plan: Plan) -> None:
    do(joris, upload(joris, plan, een_brief_in_word().bytes()), "inlezen")
    Onderdeel.objects.filter(kop="Het gaat goed").update(staat="ingediend")
    before = list(Onderdeel.objects.values("pk", "tekst"))
    word = Bouwer().titel("Brief over 2024").kop(1, "Algemeen").kop(3, "Het gaat goed")
    word = word.alinea("Het gaat nog beter.").kop(1, "Prioritaire thema's")
    word = word.kop(2, "1. Drukke straten").kop(3, "We telden alles").alinea("Alles.")
    answer = upload(joris, plan, word.bytes())
    html = joris.get(answer["Location"]).content.decode()
    assert "‘Het gaat goed’ is ingediend of goedgekeurd" in html
    do(joris, answer, "inlezen")
    assert list(Onderdeel.objects.values("pk", "tekst")) == before


# -- the real ones


def everything() -> list[Any]:
    """All that an import makes, without what differs by chance: keys and moments."""
    fields: list[tuple[Any, tuple[str, ...]]] = [
        (Plan, ("slug", "titel", "van_jaar", "tot_en_met_jaar", "bron_hash")),
        (Thema, ("slug", "titel", "soort", "positie", "toegevoegd_in", "bron_hash")),
        (Pijler, ("thema__slug", "titel", "positie", "bron_hash")),
        (Actie, ("thema__slug", "titel", "positie", "bron_hash")),
        (Kruisverband, ("van__slug", "naar__slug", "reden", "staat")),
        (Brief, ("slug", "titel", "aanhef", "groet", "afzender")),
        (Onderdeel, ("plek", "positie", "sleutel", "kop", "tekst")),
        (Ondertekenaar, ("positie", "naam", "functie")),
        (Bijlage, ("nummer", "titel", "sleutel")),
        (Bijdrage, ("thema__slug", "positie", "versie")),
        (Voortgang, ("bijdrage__thema__slug", "positie", "sleutel", "kop", "bron_hash")),
        (Blok, ("voortgang__sleutel", "positie", "soort", "tekst")),
    ]
    return [list(model.objects.order_by(*names).values_list(*names)) for model, names in fields]


def made() -> Any:
    """The records, and the two documents that are made of them."""
    brief, plan = Brief.objects.get(), Plan.objects.get()
    return everything(), compose(brief).document, compose_plan(plan)


def by_command(bronnen: Path) -> Any:
    """What the commands make of the real files; taken back afterwards."""
    with transaction.atomic():
        uit = {"stdout": StringIO(), "toepassen": True}
        call_command("importeer_plan", bronnen / "ivp-2022-2026.docx", **uit)
        brief = bronnen / "veiligheidsbrief-2025.docx"
        call_command(
            "importeer_brief", brief, plan="ivp-2022-2026", jaar=2025, nieuwe_themas=True, **uit
        )
        found = made()
        transaction.set_rollback(True)
    return found


@pytest.mark.bronnen
def test_the_screens_make_of_the_real_files_what_the_commands_make(
    joris: Client, bronnen: Path
) -> None:
    expected = by_command(bronnen)
    assert not Plan.objects.exists()
    naam = "ivp-2022-2026.docx"
    bestand = SimpleUploadedFile(naam, (bronnen / naam).read_bytes())
    answer = joris.post("/importeren/plan/", {"soort": "ivp", "bestand": bestand})
    assert not Plan.objects.exists()
    do(joris, answer, "inlezen")
    data = (bronnen / "veiligheidsbrief-2025.docx").read_bytes()
    answer = upload(joris, Plan.objects.get(), data)
    assert "56" in joris.get(answer["Location"]).content.decode()
    assert not Brief.objects.exists()
    do(joris, answer, "inlezen")
    assert made() == expected
    assert {bestand.staat for bestand in Inleesbestand.objects.all()} == {"ingelezen"}
    # Once more changes nothing.
    answer = upload(joris, Plan.objects.get(), data)
    assert "Inlezen zou niets veranderen" in joris.get(answer["Location"]).content.decode()
