"""The decision, a planned publication, withdrawing and the check of a file, as people see them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rapportage.models import Bijlage, Brief, Planning, Publicatie, Publicatiebestand
from tests.browser import test_taken
from tests.browser.hulp import log_in
from tests.rapportage.bijlagen.hulp import a_pdf
from tests.rapportage.publiceren import publish_quickly
from tests.taken import werk_af

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("wachtrij"),
]
brief = test_taken.brief
kijk = test_taken.kijk
Kijk = Callable[[str], None]


def test_from_ready_to_planned_to_withdrawn(
    brief: Brief, page: Page, base_url: str, kijk: Kijk
) -> None:
    Bijlage.objects.filter(brief=brief).update(
        geheim_grond="Gemeentewet artikel 87", geheim_door="het college"
    )
    besluit = f"{base_url}/concept/{brief.slug}/besluit/"
    log_in(page, base_url, "joris")
    page.goto(besluit)
    page.get_by_role("button", name="Geef door aan het secretariaat").click()
    page.get_by_role("button", name="Ja, geef de brief zo door").click()
    expect(page.get_by_text("De brief is klaar voor het college.")).to_be_visible()
    page.context.clear_cookies()
    log_in(page, base_url, "greet")
    page.goto(besluit)
    kijk("besluit")
    page.get_by_label("Datum van het besluit").fill("2026-01-13")
    page.get_by_label("Besluitnummer").fill("2026-0042")
    page.get_by_role("button", name="Leg het besluit vast").click()
    expect(page.get_by_text("Conform op 13 januari 2026, nummer 2026-0042")).to_be_visible()
    kijk("besloten")
    publiceren = f"{base_url}/concept/{brief.slug}/publiceren/"
    page.goto(publiceren)
    expect(page.get_by_role("checkbox")).to_have_count(1)
    page.get_by_label("Ja, publiceer zonder akkoord op deze delen").check()
    kijk("publiceren")
    page.get_by_label("Wanneer").fill("2027-01-14T09:00")
    page.get_by_role("button", name="Publiceer versie 1").click()
    werk_af()
    page.goto(publiceren)
    expect(page.get_by_text("Gepland op 14 januari 2027, 09:00")).to_be_visible()
    kijk("gepland")
    page.get_by_role("button", name="Trek de planning in").click()
    expect(page.get_by_text("Er gaat niets uit.")).to_be_visible()
    assert not Planning.objects.exists()
    publish_quickly(brief)
    page.goto(f"{base_url}/brieven/{brief.slug}/")
    expect(page.get_by_text("Deze bijlage is niet openbaar")).to_be_visible()
    kijk("geheim")
    page.goto(publiceren)
    page.get_by_role("link", name="De brief intrekken").click()
    page.get_by_label("Waarom wordt de brief ingetrokken?").fill("Er stond een naam in.")
    kijk("intrekken")
    page.get_by_role("button", name="Trek versie 1 in").click()
    expect(page.get_by_text("Op zijn plaats staat een mededeling.")).to_be_visible()
    page.goto(f"{base_url}/brieven/{brief.slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{brief.titel} is ingetrokken")
    kijk("ingetrokken")


def test_a_file_is_checked_without_being_sent(
    brief: Brief, page: Page, base_url: str, kijk: Kijk, tmp_path: Path
) -> None:
    publicatie: Publicatie = publish_quickly(brief)
    mine, other = tmp_path / "brief.json", tmp_path / "ander.pdf"
    stored = Publicatiebestand.objects.get(publicatie=publicatie, pad="brief.json")
    mine.write_bytes(bytes(stored.inhoud))
    other.write_bytes(a_pdf())
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.method))
    page.goto(f"{base_url}/controleer/")
    kijk("controleer")
    expect(page.get_by_role("button", name="Kijk dit bestand na")).to_be_hidden()
    page.get_by_label("Bestand").set_input_files(mine)
    expect(page.get_by_text("Dit bestand is echt.")).to_be_visible()
    kijk("controleer-echt")
    page.get_by_label("Bestand").set_input_files(other)
    expect(page.get_by_text("niet byte voor byte van ons")).to_be_visible()
    assert "POST" not in sent  # nothing went out but a hash
    page.get_by_role("button", name="Stuur het op en vergelijk de tekst").click()
    expect(page.get_by_text("Dit bestand is niet van ons.")).to_be_visible()
    kijk("controleer-onbekend")
    assert sent.count("POST") == 1
