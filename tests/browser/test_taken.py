"""Publishing as it is seen: what goes on, what came of it, and that nobody's text is lost."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rapportage.models import Brief, Publicatie
from tests.browser.hulp import log_in, looks_fine
from tests.fabriek import een_brief
from tests.taken import werk_af
from themas.models import Bijdrage
from veiligheid.core.models import Bericht, Gebruiker, Taak
from veiligheid.core.rollen import Rol
from veiligheid.demo import WACHTWOORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("wachtrij"),
]


@pytest.fixture
def brief(transactional_db: None) -> Brief:
    brief = een_brief(themas=1, paragrafen=1)
    Bijdrage.objects.update(staat="goedgekeurd")
    for naam, rol in (
        ("greet", Rol.SECRETARIAAT),
        ("joris", Rol.EINDREDACTEUR),
        ("sanne", Rol.BEHEERDER),
    ):
        wie = Gebruiker.objects.create_user(naam, f"{naam}@voorbeeld.example", WACHTWOORD)
        wie.first_name = naam.capitalize()
        wie.save()
        wie.grant(rol)
    return brief


@pytest.fixture
def kijk(page: Page) -> Callable[[str], None]:
    """Look at the page; with PLAATJES set, keep what was seen."""

    def look(naam: str) -> None:
        looks_fine(page)
        if folder := os.environ.get("PLAATJES"):
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                page.screenshot(path=f"{folder}/{naam}-{width}.png", full_page=True)

    return look


def publish_anyway(page: Page) -> None:
    """With a yes to all that is open."""
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Publiceer versie 1").click()


def test_publishing_is_followed_to_its_end(
    brief: Brief, page: Page, base_url: str, kijk: Callable[[str], None]
) -> None:
    log_in(page, base_url, "greet")
    adres = f"{base_url}/concept/{brief.slug}/publiceren/"
    page.goto(adres)
    publish_anyway(page)
    expect(page.get_by_text("Wacht op zijn beurt.")).to_be_visible()
    kijk("wacht")
    Taak.objects.update(stap="Pdf 1 van 2 wordt gemaakt.")
    expect(page.get_by_text("Pdf 1 van 2 wordt gemaakt.")).to_be_visible(timeout=10_000)
    Taak.objects.update(stap="")
    place = page.url
    page.goto(adres)
    expect(page.get_by_text("Deze brief wordt nu gepubliceerd")).to_be_visible()
    kijk("bezig")
    page.goto(place)
    werk_af()
    expect(page.get_by_text("Versie 1 is gepubliceerd en staat online.")).to_be_visible(
        timeout=10_000
    )
    kijk("gelukt")
    assert Publicatie.objects.count() == 1
    page.get_by_role("link", name="Bekijk wat lezers zien").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # What was mailed about it.
    assert Bericht.objects.count() == 2
    page.context.clear_cookies()
    log_in(page, base_url, "sanne")
    page.goto(f"{base_url}/mail/")
    expect(page.get_by_text("Deze omgeving verstuurt niets.")).to_be_visible()
    kijk("mail")


def test_a_letter_that_stands_still_takes_the_text_later_by_itself(
    brief: Brief, page: Page, base_url: str, kijk: Callable[[str], None]
) -> None:
    log_in(page, base_url, "greet")
    adres = f"{base_url}/concept/{brief.slug}/publiceren/"
    page.goto(adres)
    brief.onderdelen.filter(bijlage=None).update(tekst="<p>Net veranderd.</p>")
    publish_anyway(page)
    expect(page.get_by_text("De brief staat stil")).to_be_visible()
    kijk("stil")
    writer = page.context.browser.new_page()  # type: ignore[union-attr]
    log_in(writer, base_url, "joris")
    onderdeel = brief.onderdelen.filter(bijlage=None)[0]
    writer.goto(f"{base_url}/concept/{brief.slug}/schrijven/{onderdeel.pk}/")
    writer.locator("[name=kop]").fill("Wat Joris schreef")
    expect(writer.get_by_text("wordt op dit moment gepubliceerd")).to_be_visible(timeout=10_000)
    publish_anyway(page)
    werk_af()
    # No hand is needed.
    expect(writer.get_by_text("Opgeslagen om")).to_be_visible(timeout=40_000)
    onderdeel.refresh_from_db()
    assert onderdeel.kop == "Wat Joris schreef"
    writer.close()


def test_without_javascript_a_page_keeps_what_was_written(
    brief: Brief, page: Page, base_url: str, kijk: Callable[[str], None]
) -> None:
    log_in(page, base_url, "greet")
    page.goto(f"{base_url}/concept/{brief.slug}/publiceren/")
    publish_anyway(page)
    page.context.clear_cookies()
    log_in(page, base_url, "joris")
    page.goto(f"{base_url}/concept/{brief.slug}/gegevens/")
    page.get_by_label("Kenmerk").first.fill("2025-1")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("heading", name="Nog niet opgeslagen")).to_be_visible()
    kijk("nog_eens")
    werk_af()
    page.get_by_role("button", name="Nog eens versturen").click()
    expect(page.get_by_text("Opgeslagen om")).to_be_visible()
    assert Brief.objects.get().kenmerk == "2025-1"
