"""Annexes in a real browser: read by keyboard, without JavaScript, on a telephone; and the screens
on which each kind is made, also when something is wrong there."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from monitoring.models import Indicator
from rapportage.bijlagen.bestanden import store_pdf
from rapportage.bijlagen.bewerken import add_bijlage
from rapportage.models import Bijlage, Brief
from tests import demo
from tests.browser.hulp import log_in, looks_fine, tab_to, without_barriers
from tests.fabriek import een_bijlagetekst
from tests.rapportage.bijlagen.hulp import (
    Soort,
    a_poor_pdf,
    een_bijlagecijfer,
    een_projectplan,
    zet_afbeelding,
)
from tests.rapportage.publiceren import publish_quickly
from veiligheid.core.models import Gebruiker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def brief(transactional_db: None) -> Brief:
    return demo.load()


def read_and_download(page: Page, tmp_path: Path, *, keyboard: bool) -> None:
    """From chart to table to file: the same figures in each."""
    page.get_by_role("link", name="Diefstal van fietsen").first.focus()
    if keyboard:
        tab_to(page, "Grafiek als tabel: Diefstal van fietsen")
        page.keyboard.press("Enter")
    else:
        page.get_by_text("Grafiek als tabel: Diefstal van fietsen").click()
    table = page.get_by_role("table", name="Diefstal van fietsen, Voorbeeldstad")
    expect(table).to_be_visible()
    shown = table.get_by_role("cell").all_inner_texts()
    assert shown == ["904", "865", "951", "996", "1.025"]
    with page.expect_download() as download:
        if keyboard:
            tab_to(page, "Download als CSV")
            page.keyboard.press("Enter")
        else:
            page.get_by_role("link", name=re.compile("^Download als CSV.*fietsen")).click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[2] for row in rows[1:6]] == [cel.replace(".", "") for cel in shown]


def test_published(
    brief: Brief, page: Page, browser: Browser, base_url: str, tmp_path: Path
) -> None:
    base = base_url + publish_quickly(brief).get_absolute_url()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    for nummer in range(1, 9):
        without_barriers(page, f"{base}bijlage/{nummer}/")
    page.goto(f"{base}bijlage/2/")
    read_and_download(page, tmp_path, keyboard=True)
    looks_fine(page)  # with the table open
    assert complaints == []  # a refused style or script would be told here
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(base)
    page.get_by_role("link", name="bijlage 2", exact=True).first.click()
    expect(page).to_have_url(f"{base}bijlage/2/")
    expect(page.get_by_role("img", name=re.compile("^Lijngrafiek: Diefstal"))).to_be_visible()
    read_and_download(page, tmp_path, keyboard=False)
    context.close()


def test_made(brief: Brief, page: Page, base_url: str, tmp_path: Path) -> None:
    """A screen of each kind, filled and not; refused files; two people at once."""
    joris = Gebruiker.objects.get(username="joris")
    made: dict[str, Any] = {
        soort: add_bijlage(brief, soort, f"Soort {soort}", joris)
        for soort in list(Soort)
        if soort not in (Soort.SPIEGEL, Soort.TOEZEGGINGEN, Soort.FINANCIEEL)
    }
    log_in(page, base_url, "joris")
    lijst = f"{base_url}/concept/{brief.slug}/bijlagen/"
    for soort in (Soort.ONBEKEND, Soort.CIJFERS, Soort.PROJECTPLAN):
        without_barriers(page, f"{lijst}{made[soort].sleutel}/")
    tekst = een_bijlagetekst(made[Soort.TEKST], "In het centrum", "<p>Het is er druk.</p>")
    zet_afbeelding(tekst)
    for indicator in Indicator.objects.filter(slug__in=("drugspanden", "hennepkwekerijen")):
        een_bijlagecijfer(made[Soort.KERNCIJFERS], indicator)
    store_pdf(made[Soort.PDF], a_poor_pdf(), "schets.pdf")
    Bijlage.objects.filter(pk=made[Soort.PROJECTPLAN].pk).update(
        plan=een_projectplan(brief.ronde.plan)
    )
    for soort in (Soort.KERNCIJFERS, Soort.PDF, Soort.TEKST):
        without_barriers(page, f"{lijst}{made[soort].sleutel}/")
    schrijven = f"{base_url}/concept/{brief.slug}/schrijven/{tekst.pk}/"
    without_barriers(page, schrijven)
    for soort in (Soort.KERNCIJFERS, Soort.PDF, Soort.PROJECTPLAN):
        without_barriers(page, f"{base_url}/concept/{brief.slug}/bijlage/{made[soort].nummer}/")
    # What can't come in is said beside the field that it was chosen in.
    rommel = tmp_path / "rommel.pdf"
    rommel.write_bytes(b"geen pdf")
    page.goto(f"{lijst}{made[Soort.PDF].sleutel}/")
    page.get_by_text("Wat de keuring vond").click()
    page.get_by_label("Pdf-bestand").set_input_files(rommel)
    page.get_by_role("button", name="Vervangen").click()
    expect(page.get_by_text("‘rommel.pdf’ is geen pdf-bestand.").first).to_be_visible()
    looks_fine(page)
    page.goto(schrijven)
    page.get_by_label("Andere afbeelding").set_input_files(rommel)
    page.get_by_role("button", name="Afbeelding vervangen").click()
    expect(page.get_by_text("‘rommel.pdf’ is geen leesbare afbeelding.").first).to_be_visible()
    looks_fine(page)
    # A colleague was there meanwhile.
    page.goto(f"{lijst}{made[Soort.CIJFERS].sleutel}/")
    Bijlage.objects.filter(pk=made[Soort.CIJFERS].pk).update(titel="Van Ilse", versie=7)
    page.get_by_label("Titel").fill("Van mij")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Er is niets overschreven.")).to_be_visible()
    looks_fine(page)
