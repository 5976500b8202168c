"""The copy in the browser: what it holds, when it is offered, and when it goes."""

import contextlib
import re

import pytest
from playwright.sync_api import Error, Page, Route, expect

from rapportage.models import Bijlage, Brief
from tests import demo
from tests.browser.hulp import log_in, violations
from tests.browser.server import Server
from tests.browser.volhouden import (
    BEKIJK,
    GEVONDEN,
    OPGESLAGEN,
    TERUG,
    Poging,
    Schrijver,
    teksten,
    until,
)
from tests.fabriek import iemand
from themas.jaar.saving import VoortgangDoel
from themas.models import Actie, Blok, Voortgang
from themas.toezeggingen.models import Toezegging
from veiligheid.core.rollen import Rol
from veiligheid.demo import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def brief(transactional_db: None) -> Brief:
    return demo.load()


@pytest.fixture
def daan(brief: Brief, page: Page, server: Server) -> Schrijver:
    """At his paragraaf, the caret at the end of its first text."""
    daan = Schrijver(page, server.url, teksten(brief)["paragraaf"])
    daan.log_in()
    daan.to_the_end()
    return daan


def offered(page: Page) -> None:
    expect(page.get_by_text(GEVONDEN)).to_be_visible(timeout=20_000)


def not_offered(page: Page) -> None:
    """After the script has looked: it then says which copies there are."""
    page.wait_for_function("() => [...document.forms].every(f => !f.kopie || f.kopie.gekeken)")
    expect(page.get_by_text(GEVONDEN)).to_have_count(0)


# -- The four losses --------------------------------------------------------------------------


def test_typed_on_after_a_conflict(daan: Schrijver) -> None:
    poging = Poging()
    daan.tekst.by_a_colleague("Van Rosa.")
    poging.type(daan.page, " Van mij.")
    daan.stand("hetzelfde stuk")
    poging.type(daan.page, " En nog een zin.")
    daan.close()
    daan.open()
    assert daan.shown() == "Van Rosa."
    offered(daan.page)
    daan.page.get_by_role("button", name=TERUG).click()
    assert daan.shown().endswith("Van mij. En nog een zin.")
    # On the version that it was begun on: it doesn't undo what Rosa wrote.
    daan.stand("hetzelfde stuk")
    assert daan.tekst.stored() == "Van Rosa."
    daan.page.get_by_role("button", name=BEKIJK).click()
    expect(daan.page.get_by_text("Van Rosa.").first).to_be_visible()
    assert violations(daan.page) == []
    daan.ready()
    not_offered(daan.page)
    # Closed on the page that shows both: what is not saved is offered once more.
    daan.close()
    daan.open()
    offered(daan.page)
    daan.page.get_by_role("button", name=TERUG).click()
    daan.settle()
    assert daan.tekst.stored().endswith("Van mij. En nog een zin.")
    assert "Van Rosa." in daan.tekst.history()


def test_typed_while_a_save_is_under_way(daan: Schrijver) -> None:
    """Without a pause, and then the browser falls over: nothing of the page runs any more."""
    page, poging = daan.page, Poging()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route("**/schrijven/**", hold)
    poging.type(page, " Eerst dit.")
    assert until(page, lambda: bool(held), 10)
    poging.type(page, " En daarna aan één stuk door nog een hele zin, en nog een.")
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")
    daan.open()
    offered(daan.page)
    daan.page.get_by_role("button", name=TERUG).click()
    assert poging.seconds_lost(daan.shown()) <= 1.0


def test_more_than_a_closing_page_may_send(daan: Schrijver, server: Server) -> None:
    """A browser sends at most 64 kB for a page that goes: more than that is in the copy."""
    lang = "<p>" + "Eén zin van dit lange verhaal. " * 2600 + "</p>"
    Blok.objects.filter(voortgang=daan.tekst.doel.pk, soort="terugblik").update(tekst=lang)
    daan.page.reload()
    daan.ready()
    daan.to_the_end()
    server.stop()
    Poging().type(daan.page, "En het slot.")
    daan.close()
    server.start()
    daan.open()
    offered(daan.page)
    daan.page.get_by_role("button", name=TERUG).click()
    daan.stand(OPGESLAGEN)
    assert len(daan.tekst.stored()) > 75_000
    assert daan.tekst.stored().endswith("En het slot.")


def test_ticks_and_the_kind_of_a_block(daan: Schrijver, server: Server) -> None:
    page = daan.page
    actie = Actie.objects.filter(thema__slug="digitale-criminaliteit").order_by("pk")[0]
    blok = Blok.objects.get(voortgang=daan.tekst.doel.pk, soort="vooruitblik")
    blok.acties.clear()
    page.reload()
    daan.ready()
    server.stop()
    page.locator("#blok-1").get_by_label(str(actie), exact=True).check()
    page.locator("#blok-1 summary").click()
    page.locator("#blok-1").get_by_label("Dit blok is").select_option("context")
    page.get_by_label("Kop", exact=True).press_sequentially("Ook dit. ")
    daan.close()
    server.start()
    daan.open()
    offered(daan.page)
    daan.page.get_by_role("button", name=TERUG).click()
    expect(daan.page.locator("#blok-1").get_by_label(str(actie), exact=True)).to_be_checked()
    daan.stand(OPGESLAGEN)
    blok.refresh_from_db()
    assert blok.soort == "context"
    assert list(blok.acties.all()) == [actie]
    assert Voortgang.objects.get(pk=daan.tekst.doel.pk).kop.startswith("Ook dit.")


# -- What else a copy meets -------------------------------------------------------------------


def test_a_copy_with_other_blocks_than_the_page(daan: Schrijver, server: Server) -> None:
    """A block was moved since: each text comes back in the block that it was typed in."""
    server.stop()
    Poging().type(daan.page, " Van de vorige keer.")
    daan.close()
    server.start()
    doel = VoortgangDoel(Voortgang.objects.get(pk=daan.tekst.doel.pk))
    first, second = Blok.objects.filter(voortgang=doel.pk).order_by("positie")
    daan.open()
    daan.page.locator("#blok-0 summary").click()
    daan.page.get_by_role("button", name="Blok 1 omlaag").click()
    offered(daan.page)
    daan.page.get_by_role("button", name=TERUG).click()
    expect(daan.page.locator(".vb-meldingen")).to_contain_text(OPGESLAGEN)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.tekst.endswith("Van de vorige keer.</p>")
    assert "vorige keer" not in second.tekst
    assert first.positie > second.positie
    not_offered(daan.page)


def test_what_a_second_window_saves_leaves_the_copy_of_the_first(
    daan: Schrijver, server: Server
) -> None:
    first = daan.page

    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    first.route("**/schrijven/**", refuse)
    Poging().type(first, " Uit het eerste venster.")
    daan.open()
    daan.page.locator(".vb-veld__tekst").nth(1).click()
    daan.page.keyboard.type("Uit het tweede. ")
    daan.stand(OPGESLAGEN)
    server.stop()
    first.close(run_before_unload=True)
    server.start()
    daan.page.reload()
    daan.ready()
    offered(daan.page)
    daan.page.get_by_role("button", name=TERUG).click()
    daan.stand("beide staan er nu in")
    assert daan.tekst.stored().endswith("Uit het eerste venster.")


# -- Forms that don't save by themselves ------------------------------------------------------


def bijlage_van(brief: Brief) -> str:
    bijlage = Bijlage.objects.filter(brief=brief, soort="tekst").order_by("pk").first()
    assert bijlage
    return f"/concept/{brief.slug}/bijlagen/{bijlage.sleutel}/"


def test_the_words_of_a_picture(brief: Brief, page: Page, base_url: str) -> None:
    """They are saved with the text above it, by each button of the page."""
    adres = teksten(brief)["bijlage"].adres
    log_in(page, base_url, "joris", adres)
    alt = page.locator("[name=alt]")
    alt.press_sequentially("Een plein met banken.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.locator(".vb-meldingen")).to_contain_text(OPGESLAGEN)
    expect(alt).to_have_value("Een plein met banken.")
    assert violations(page) == []
    alt.press("End")
    alt.press_sequentially(" En een boom.")
    page.get_by_role("button", name="Afbeelding toevoegen").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()  # there is no picture
    page.goto(base_url + adres)
    expect(alt).to_have_value("Een plein met banken. En een boom.")


def test_a_piece_of_the_page_that_comes_anew(daan: Schrijver) -> None:
    """Moving a paragraaf brings the list anew, and the form under it: with what was typed in it."""
    page = daan.page
    adres = daan.base_url + daan.tekst.adres.rsplit("/", 2)[0] + "/"
    page.goto(adres)
    kop = page.locator("[name=kop]")
    kop.press_sequentially("Een begin van een kop")
    page.get_by_role("button", name=re.compile("^Omlaag.*Van elf")).click()
    expect(page.locator("[data-versleepbaar] h2").first).not_to_contain_text("Van elf")
    expect(kop).to_have_value("Een begin van een kop")
    kop.press("End")
    kop.press_sequentially(", en meer")
    page.get_by_role("link", name="Mijn werk").first.click()
    page.goto(adres)
    offered(page)
    page.get_by_role("button", name=TERUG).click()
    expect(kop).to_have_value("Een begin van een kop, en meer")


def test_refused_and_sent_again(brief: Brief, page: Page, base_url: str) -> None:
    """What the server refuses stays; what it takes after all, goes."""
    log_in(page, base_url, "meiling", "/toezeggingen/beheer/nieuw/")
    tekst = page.locator("[name=tekst]")
    tekst.press_sequentially("De wethouder komt hierop terug.")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    not_offered(page)
    page.get_by_role("link", name="Mijn werk").first.click()
    page.goto(f"{base_url}/toezeggingen/beheer/nieuw/")
    offered(page)
    page.get_by_role("button", name=TERUG).click()
    expect(tekst).to_have_value("De wethouder komt hierop terug.")
    page.locator("[name=soort]").select_option("toezegging")
    page.locator("[name=gemaakt_op]").fill("2025-03-01")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator(".vb-meldingen")).to_be_visible()
    assert Toezegging.objects.filter(tekst="De wethouder komt hierop terug.").exists()
    page.goto(f"{base_url}/toezeggingen/beheer/nieuw/")
    not_offered(page)


def test_sent_after_the_session_ran_out(brief: Brief, page: Page, base_url: str) -> None:
    """Logging in comes in between: only then it is saved, and only then the copy goes."""
    adres = bijlage_van(brief)
    log_in(page, base_url, "joris", adres)
    page.locator("[name=titel]").press_sequentially(" op de valreep")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U was uitgelogd")
    page.get_by_label("Gebruikersnaam").fill("joris")
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.get_by_role("button", name="Inloggen en opslaan").click()
    expect(page.locator(".vb-meldingen")).to_contain_text(OPGESLAGEN)
    page.goto(base_url + adres)
    not_offered(page)
    # And who walks away from the page that asks to log in, finds it back.
    page.locator("[name=titel]").press_sequentially(", nog later")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U was uitgelogd")
    log_in(page, base_url, "joris", adres)
    offered(page)


def test_a_server_that_is_away_when_it_is_sent(brief: Brief, page: Page, base_url: str) -> None:
    adres = bijlage_van(brief)
    log_in(page, base_url, "joris", adres)
    page.locator("[name=titel]").press_sequentially(" zonder antwoord")
    page.context.set_offline(True)
    page.get_by_role("button", name="Opslaan", exact=True).click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(base_url + adres)
    offered(page)


def test_thrown_away_and_somebody_else(brief: Brief, page: Page, base_url: str) -> None:
    adres = bijlage_van(brief)
    ilse = iemand(Rol.EINDREDACTEUR)
    ilse.set_password(WACHTWOORD)
    ilse.save()
    log_in(page, base_url, "joris", adres)
    page.locator("[name=titel]").press_sequentially("Van Joris")
    page.get_by_role("button", name="Uitloggen").click()
    log_in(page, base_url, ilse.username, adres)
    not_offered(page)
    page.get_by_role("button", name="Uitloggen").click()
    log_in(page, base_url, "joris", adres)
    offered(page)
    page.get_by_role("button", name="Gooi weg").click()
    expect(page.locator(".vb-bijlageform :focus")).to_have_count(1)
    page.reload()
    not_offered(page)
