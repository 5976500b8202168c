"""Quoting a figure while writing: found by a few words, live in the preview, with its source."""

import re

import pytest
from playwright.sync_api import Page, expect

from monitoring.models import Meting
from tests import demo
from tests.browser.hulp import log_in, violations, without_barriers
from themas.models import Blok

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def stored() -> str:
    return Blok.objects.get(voortgang__kop__startswith="Van elf", soort="terugblik").tekst


def test_with_the_editor(transactional_db: None, page: Page, base_url: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    demo.load()
    log_in(page, base_url, "daan")
    page.get_by_role("link", name="Digitale criminaliteit").click()
    page.get_by_role("link", name=re.compile("^Schrijven aan Van elf")).click()
    page.locator(".vb-veld__tekst").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" In het Havenkwartier waren dat er ")
    page.get_by_role("toolbar").first.get_by_role("button", name="Cijfer").click()
    page.get_by_label("Onderwerp, wijk en jaar").fill("woning haven 2024")
    radio = page.get_by_role("radio", name=re.compile("^Woninginbraken, Havenkwartier, 2024: "))
    expect(page.get_by_role("dialog").get_by_role("radio")).to_have_count(1)
    page.keyboard.press("Enter")  # asks again, and closes nothing
    expect(radio).to_be_visible()
    assert violations(page) == []
    radio.check()
    page.get_by_role("button", name="Cijfer invoegen").click()
    expect(page.locator("#opslagstand")).to_have_text(re.compile("^Opgeslagen om"), timeout=20_000)
    href = "verwijzing:cijfer/woninginbraken--WK000003--2024JJ00"
    meting = Meting.objects.get(
        indicator__slug="woninginbraken", gebied__code="WK000003", periode="2024JJ00"
    )
    assert f'dat er <a href="{href}">{meting.waarde:.0f}</a>' in stored()
    Meting.objects.filter(pk=meting.pk).update(waarde=1077)
    page.get_by_text("Voorbeeld: zo komt dit thema in de brief").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("waren dat er 1.077")).to_be_visible()
    expect(
        frame.get_by_text("Woninginbraken, Havenkwartier, 2024. Bron: Voorbeeld")
    ).to_be_visible()
    assert complaints == []
    without_barriers(page, f"{base_url}/cijfers/citeren/?zoek=woning")
