"""The editor in a real browser: it saves by itself, and nothing typed is lost on any bad day."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.hulp import BREEDTES, violations
from tests.browser.veld import saved, stored, typ
from themas.jaar.saving import (
    BlokInhoud,
    VoortgangDoel,
    as_inhoud,
    blokken_of,
    read_together,
)
from themas.models import Bijdrage, Blok, Voortgang
from veiligheid.core.saving import Opslag, save
from veiligheid.document.woorden import Bloksoort

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def veld(page: Page, n: int = 0) -> str:
    return page.locator(".vb-veld__tekst").nth(n).inner_text()


def test_writing_with_all_its_tools(schrijvend: Page) -> None:
    page = schrijvend
    typ(page, " Nieuw.")
    expect(page.locator("#opslagstand")).to_have_text("Nog niet opgeslagen")
    saved(page)
    assert stored().endswith("Nieuw.</p>")
    bar = page.get_by_role("toolbar").first
    bar.get_by_role("button", name="Voetnoot").click()
    assert violations(page) == []
    page.get_by_label("Tekst van de noot").fill("Bron: eigen telling.")
    page.get_by_role("button", name="Noot opslaan").click()
    expect(page.locator(".vb-voetnootteken")).to_be_visible()
    page.keyboard.type(" Zie ")
    bar.get_by_role("button", name="Verwijzing").click()
    page.get_by_label("Zoek een thema").fill("ondermijning")
    page.get_by_role("radio", name=re.compile("Ondermijning thema$")).check()
    assert violations(page) == []
    page.get_by_role("button", name="Verwijzing invoegen").click()
    expect(page.locator(".vb-veld__tekst a", has_text="onder 2")).to_be_visible()
    bar.get_by_role("button", name="Vet").click()
    page.keyboard.type("vet")
    bar.get_by_role("button", name="Tabel", exact=True).click()
    page.get_by_role("button", name="Tabel maken").click()
    expect(page.locator(".vb-veld__tekst table")).to_be_visible()
    page.keyboard.type("Jaar")
    page.keyboard.press("Tab")
    page.keyboard.type("Aantal")
    bar.get_by_role("button", name="Tabel", exact=True).click()
    assert violations(page) == []
    page.get_by_role("button", name="Rij erbij").click()
    expect(page.locator(".vb-veld__tekst tr")).to_have_count(4)
    page.wait_for_timeout(300)
    saved(page)
    html = stored()
    assert '<a href="verwijzing:voetnoot" title="Bron: eigen telling.">*</a>' in html
    assert '<a href="verwijzing:thema/ondermijning">onder 2</a>' in html
    assert "<strong>vet</strong>" in html
    assert "<p>Jaar</p></th>" in html
    for breedte in BREEDTES:
        page.set_viewport_size({"width": breedte, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= breedte
    assert violations(page) == []
    # The preview shows what was saved, in the look of the letter.
    page.get_by_text("Voorbeeld: zo komt dit thema in de brief").click()
    expect(page.frame_locator("iframe").get_by_text("Nieuw.")).to_be_visible()


def test_a_table_keeps_its_caption(schrijvend: Page) -> None:
    page = schrijvend
    tabel = (
        "<table><caption>Lessen <strong>per jaar</strong>"
        '<a href="verwijzing:voetnoot" title="Noot.">*</a></caption>'
        '<tbody><tr><th scope="col"><p>Jaar</p></th></tr>'
        "<tr><td><p>2025</p></td></tr></tbody></table>"
    )
    Blok.objects.filter(voortgang__kop__startswith="Van elf", soort="terugblik").update(tekst=tabel)
    page.reload()
    page.locator(".vb-veld__tekst td").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" en verder")
    saved(page)
    assert stored() == tabel.replace("2025", "2025 en verder")
    bar = page.get_by_role("toolbar").first
    bar.get_by_role("button", name="Tabel", exact=True).click()
    page.get_by_role("button", name="Bijschrift", exact=True).click()
    expect(page.get_by_label("Wat staat er in de tabel?")).to_have_value("Lessen per jaar*")
    page.get_by_label("Wat staat er in de tabel?").fill("Lessen <per> school & jaar")
    page.get_by_role("button", name="Bijschrift opslaan").click()
    page.wait_for_timeout(300)
    saved(page)
    assert "<caption>Lessen &lt;per&gt; school &amp; jaar</caption>" in stored()
    bar.get_by_role("button", name="Tabel", exact=True).click()
    page.get_by_role("button", name="Bijschrift", exact=True).click()
    page.get_by_role("button", name="Bijschrift weghalen").click()
    page.wait_for_timeout(300)
    saved(page)
    assert "caption" not in stored()


def test_what_deserves_a_look_is_told_while_writing(schrijvend: Page) -> None:
    """Beside the form, without a new page; and it goes when it has been mended."""
    page = schrijvend
    let_op = page.locator("#opletten")
    expect(let_op).to_be_hidden()
    typ(page, " Mooi 🙂")
    expect(let_op).to_contain_text("U+1F642", timeout=20_000)
    page.keyboard.press("Backspace")
    expect(let_op).to_be_hidden(timeout=20_000)
    Bijdrage.objects.get(thema__slug="ondermijning", ronde__staat="open").delete()
    blok = Blok.objects.get(voortgang__kop__startswith="Van elf", soort="terugblik")
    los = '<p>Zie <a href="verwijzing:thema/ondermijning">onder 2</a>.</p>'
    Blok.objects.filter(pk=blok.pk).update(tekst=los)
    page.reload()
    expect(let_op).to_contain_text("“onder 2” wijst naar iets wat niet (meer) in deze brief staat")
    assert violations(page) == []
    page.locator(".vb-veld__tekst").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Zie elders.")
    expect(let_op).to_be_hidden(timeout=20_000)


def test_typed_before_the_editor_was_there(schrijvend: Page) -> None:
    """On a slow line the editor comes late: what was typed until then stays and is saved."""
    page = schrijvend
    held: list[Route] = []
    page.route("**/editor.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    vlak = page.locator("textarea[data-schrijfveld]").first
    vlak.fill("Getypt voordat het schrijfveld er was.")
    page.wait_for_timeout(500)
    (route,) = held
    route.continue_()
    expect(page.get_by_role("toolbar")).to_have_count(1)  # of the other field
    expect(vlak).to_have_value("Getypt voordat het schrijfveld er was.")
    saved(page)
    assert stored() == "<p>Getypt voordat het schrijfveld er was.</p>"


def test_enter_in_the_kop_saves(schrijvend: Page) -> None:
    """The first button of a form is what Enter presses: it may not be one that moves a block."""
    page = schrijvend
    page.get_by_label("Kop", exact=True).fill("Een kop met Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Opgeslagen om").first).to_be_visible()
    voortgang = Voortgang.objects.get(kop="Een kop met Enter")
    soorten = voortgang.blokken.order_by("positie").values_list("soort", flat=True)
    assert list(soorten) == ["terugblik", "vooruitblik"]


def test_by_keyboard(schrijvend: Page) -> None:
    page = schrijvend
    page.get_by_label("Kop", exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Vet").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Cursief").first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Schuin ")
    saved(page)
    assert "<em>Schuin </em>" in stored()


def test_a_line_that_fails_and_comes_back(schrijvend: Page) -> None:
    page = schrijvend
    page.context.set_offline(True)
    typ(page, " Zonder net.")
    expect(page.locator("#opslagstand")).to_contain_text("Geen verbinding", timeout=20_000)
    page.context.set_offline(False)
    saved(page)
    assert "Zonder net." in stored()


def test_the_copy_in_the_browser(schrijvend: Page) -> None:
    page = schrijvend

    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=503, body="")
        else:
            route.continue_()

    page.route("**/schrijven/**", refuse)
    typ(page, " Alleen hier.")
    expect(page.locator("#opslagstand")).to_contain_text("in deze browser", timeout=20_000)
    page.reload()
    expect(page.get_by_text("Niet-opgeslagen tekst gevonden.")).to_be_visible()
    assert violations(page) == []
    assert "Alleen hier." not in veld(page)
    page.unroute("**/schrijven/**")
    page.get_by_role("button", name="Zet die tekst terug").click()
    assert "Alleen hier." in veld(page)
    expect(page.get_by_label("Kop", exact=True)).to_be_focused()
    saved(page)
    assert "Alleen hier." in stored()
    page.reload()
    expect(page.get_by_role("toolbar").first).to_be_visible()
    expect(page.get_by_text("Niet-opgeslagen tekst gevonden.")).to_be_hidden()


def test_logged_out_while_typing(schrijvend: Page, base_url: str) -> None:
    page = schrijvend
    page.context.clear_cookies()
    typ(page, " Na het uitloggen.")
    expect(page.locator("#opslagstand")).to_contain_text("U bent uitgelogd", timeout=20_000)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log opnieuw in").click()
    tab = opened.value
    tab.get_by_label("Gebruikersnaam").fill("daan")
    tab.get_by_label("Wachtwoord").fill("veilig-samenleven")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Mijn thema’s")
    page.bring_to_front()
    expect(page.locator("#opslagstand")).to_have_text(re.compile("^Opgeslagen om"), timeout=40_000)
    assert "Na het uitloggen." in stored()


def test_a_colleague_in_the_same_block(schrijvend: Page) -> None:
    page = schrijvend
    blok = Blok.objects.get(voortgang__kop__startswith="Van elf", soort="terugblik")
    Blok.objects.filter(pk=blok.pk).update(tekst="<p>Van een ander.</p>")
    Voortgang.objects.filter(pk=blok.voortgang_id).update(versie=9)
    typ(page, " Van mij.")
    expect(page.locator("#opslagstand")).to_contain_text("Er is niets overschreven", timeout=20_000)
    page.get_by_role("button", name="Bekijk beide teksten").click()
    expect(page.get_by_role("alert").first).to_contain_text("wijzigde hetzelfde stuk")
    expect(page.get_by_text("Van een ander.").first).to_be_visible()
    expect(page.get_by_text("Van mij.").first).to_be_visible()
    assert violations(page) == []


def test_sent_after_the_session_ran_out(schrijvend: Page) -> None:
    """The ordinary way: log in on the page that follows, and it is saved after all."""
    page = schrijvend
    page.context.clear_cookies(name="sessionid")
    typ(page, " Op de valreep.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U was uitgelogd")
    assert violations(page) == []
    page.get_by_label("Gebruikersnaam").fill("daan")
    page.get_by_label("Wachtwoord").fill("veilig-samenleven")
    page.get_by_role("button", name="Inloggen en opslaan").click()
    expect(page.get_by_text("Opgeslagen om")).to_be_visible()
    assert stored().endswith("Op de valreep.</p>")


def by_a_colleague(**velden: str) -> None:
    """Saves the paragraaf as a colleague who opened it a moment ago."""
    voortgang = Voortgang.objects.get(kop__startswith="Van elf")
    versie, inhoud = read_together(voortgang)
    blokken = [replace(b, tekst=velden.get(b.soort, b.tekst)) for b in blokken_of(inhoud)]
    if soort := velden.get("erbij"):
        blokken.append(BlokInhoud(uuid4(), Bloksoort(soort), "<p>Erbij.</p>"))
    opslag = Opslag(uuid4(), versie, as_inhoud(velden.get("kop", voortgang.kop), blokken))
    assert save(VoortgangDoel(voortgang), opslag, None).gelukt


def test_a_colleague_in_another_block(schrijvend: Page) -> None:
    """What a colleague wrote comes into the form, and the next save leaves it alone."""
    page = schrijvend
    by_a_colleague(vooruitblik="<p>Vooruit van een ander.</p>", kop="Van elf, anders")
    typ(page, " Van mij.")
    saved(page)
    assert veld(page, 1) == "Vooruit van een ander."
    expect(page.get_by_label("Kop", exact=True)).to_have_value("Van elf, anders")
    typ(page, " En nog iets.")
    page.wait_for_timeout(300)
    saved(page)
    assert stored().endswith("Van mij. En nog iets.</p>")
    voortgang = Voortgang.objects.get(kop="Van elf, anders")
    assert voortgang.blokken.get(soort="vooruitblik").tekst == "<p>Vooruit van een ander.</p>"


def test_a_colleague_who_adds_a_block(schrijvend: Page) -> None:
    """This form can't show it: the page comes anew, with both."""
    page = schrijvend
    by_a_colleague(erbij="context")
    typ(page, " Van mij.")
    expect(page.locator("fieldset[id^=blok]")).to_have_count(3, timeout=20_000)
    assert "Van mij." in veld(page)
    assert stored().endswith("Van mij.</p>")
    assert Blok.objects.filter(tekst="<p>Erbij.</p>").count() == 1


def test_pasted_from_word(schrijvend: Page) -> None:
    page = schrijvend
    typ(page, " ")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", `<!--[if gte mso 9]><xml></xml><![endif]-->
            <h2>Kop uit Word</h2><p class="MsoNormal">Gewoon<o:p></o:p></p>
            <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span
            style="mso-list:Ignore">·<span>&nbsp;&nbsp;</span></span>Een punt</p>
            <img src="data:image/png;base64,AAAA">`);
          const doel = document.querySelector(".vb-veld__tekst");
          doel.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }"""
    )
    expect(page.locator("#opgemerkt")).to_contain_text("Plaatjes zijn niet meegekomen")
    saved(page)
    html = stored()
    assert "<strong>Kop uit Word</strong>" in html
    assert "<li><p>Een punt</p></li>" in html
    assert "Mso" not in html


def test_the_focus_stays_where_it_was(schrijvend: Page) -> None:
    page = schrijvend
    page.get_by_role("link", name="Digitale criminaliteit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Digitale criminaliteit")
    down = page.get_by_role("button", name=re.compile("^Omlaag.*Van elf"))
    down.focus()
    page.keyboard.press("Enter")
    first = page.locator("[data-versleepbaar] h2").first
    expect(first).not_to_contain_text("Van elf")
    expect(page.get_by_role("button", name=re.compile("^Omlaag.*Van elf"))).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(first).to_contain_text("Van elf")
    expect(page.get_by_role("button", name=re.compile("^Omhoog.*Van elf"))).to_be_focused()
    # And by dragging, for who likes that.
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.locator("[data-greep]").first.hover()
    page.mouse.down()
    there = page.locator("[data-versleepbaar]").nth(1).bounding_box()
    assert there is not None
    page.mouse.move(there["x"] + 100, there["y"] + 40, steps=6)
    page.mouse.move(there["x"] + 110, there["y"] + 60, steps=4)
    page.mouse.up()
    expect(first).not_to_contain_text("Van elf")
