"""What is done on a screen before its picture is taken."""

import re
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from playwright.sync_api import FilePayload, Page, expect

from tests.themas.jaar.word.bewerking import ANNE, BRAM, Bewerking, ins, run, weg
from tests.wordbouwer import Bouwer
from veiligheid.demo import WACHTWOORD

# The plan of the whole municipality, as its name begins.
_PLAN = "Veilig samenleven"


def bring_back(page: Page) -> None:
    """A Word file with the changes of two colleagues and a comment."""
    with page.expect_download() as download:
        page.get_by_role("link", name="ophaalt als Word-bestand").click()
    word = Bewerking(Path(download.value.path()).read_bytes())
    oud = "De oudste is 83 en werkte vroeger bij een bank."
    rest = word.text(word.find(oud)).removeprefix(oud)
    new = weg("vroeger ", ANNE) + ins("veertig jaar ", ANNE)
    word.rewrite(oud, run("De oudste is 83 en werkte ") + new + run("bij een bank.") + run(rest))
    word.comment("Mag haar leeftijd erin?", "bij een bank.", BRAM)
    upload(page, "digitale-criminaliteit.docx", word.bytes())


def open_help(page: Page) -> None:
    """The hints on the text, all of them opened, in sight."""
    page.evaluate(
        "document.querySelectorAll('#schrijfhulp details').forEach(d => { d.open = true; })"
    )
    page.locator("#schrijfhulp-kop").evaluate("e => e.scrollIntoView()")


def make_a_remark(page: Page) -> None:
    """At a few words of the first text, once; in sight."""
    if not page.locator("mark").count():
        _remark(page)
    page.locator("mark").first.evaluate("e => e.closest('.vb-kaart').scrollIntoView()")


def _remark(page: Page) -> None:
    blok = page.locator("[data-stuk^='blok/']").first
    woorden = (blok.locator("p").first.text_content() or "").split()
    vak = page.locator(f"[data-opmerken='{blok.get_attribute('data-gesprek')}']")
    vak.locator("summary").click()
    vak.get_by_label(re.compile("^Bij welke woorden")).fill(" ".join(woorden[1:6]))
    vak.get_by_label("Opmerking", exact=True).fill("Klopt dit met de jaarcijfers?")
    vak.get_by_role("button").click()


def ask_for_akkoord(page: Page) -> None:
    """Of the first bijdrage that waits to be judged."""
    waiting = page.locator("section", has_text="Wacht op uw oordeel")
    waiting.get_by_role("link").first.click()
    page.get_by_role("link", name="Akkoord vragen per mail").click()


def ask_about_the_letter(page: Page) -> None:
    page.get_by_label("Naam").fill("F. Wijnstra")
    page.get_by_label("Functie").fill("burgemeester")
    page.get_by_label("E-mailadres").fill("burgemeester@voorbeeldstad.example")
    page.get_by_role("button", name="Link versturen").click()


def read_the_letter_by_link(page: Page) -> None:
    """As who was asked about all of it."""
    ask_about_the_letter(page)
    _open_link(page)


def read_by_link(page: Page) -> None:
    """Ask Pia for her akkoord, and be Pia, who has a mail and no account."""
    ask_for_akkoord(page)
    if not page.get_by_text("Pia de Wit").count():
        page.get_by_label("Naam").fill("Pia de Wit")
        page.get_by_label("Functie").fill("wethouder")
        page.get_by_label("E-mailadres").fill("pia.de.wit@voorbeeldstad.example")
        page.get_by_role("button", name="Link versturen").click()
        expect(page.get_by_text("De link gaat per mail.")).to_be_visible()
    _open_link(page)


def _open_link(page: Page) -> None:
    """As who got it: the demo shows its mail to the beheerder."""
    become(page, "sanne")
    page.goto(_at(page, "/mail/"))
    [adres, *_] = re.findall(r"/akkoord/[\w-]+/", page.content())
    page.context.clear_cookies()
    page.goto(_at(page, adres))


def become(page: Page, wie: str) -> None:
    page.context.clear_cookies()
    page.goto(_at(page, "/inloggen/"))
    page.get_by_label("Gebruikersnaam").fill(wie)
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Goedendag")


def _at(page: Page, adres: str) -> str:
    return urljoin(page.url, adres)


def edited(page: Page) -> None:
    """As its writer, what the eindredacteur changed in what was handed in."""
    hier = page.url
    if not page.get_by_text("Redactioneel gewijzigd").count():
        become(page, "joris")
        page.goto(hier)
        page.get_by_role("link", name=re.compile("^Redigeren")).first.click()
        editor = page.locator(".vb-veld__tekst").first
        expect(editor).to_be_visible()
        editor.click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" Dat is meer dan vorig jaar.")
        page.get_by_role("button", name="Opslaan en terug").click()
        expect(page.get_by_text("Redactioneel gewijzigd")).to_be_visible()
        become(page, "daan")
        page.goto(hier)
    page.get_by_text("Bezwaar maken").first.click()
    page.locator("#redactie-kop").evaluate("e => e.scrollIntoView()")


def hand_in(page: Page) -> None:
    """What is missing is asked about."""
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Er mist nog iets")


def hand_over(page: Page) -> None:
    """What is not done is told first."""
    page.locator("button[value=aanbieden]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nog niet alles is klaar")


def to_be_judged(page: Page) -> None:
    """A theme that was handed in, with what changed since last year opened."""
    waiting = page.locator("section", has_text="Wacht op uw oordeel")
    waiting.get_by_role("link", name="Openbare orde").click()
    expect(page.get_by_role("button", name="Goedkeuren")).to_be_visible()


def upload(page: Page, naam: str, data: bytes) -> None:
    bestand = FilePayload(name=naam, mimeType="application/octet-stream", buffer=data)
    page.locator("input[type=file]").first.set_input_files(bestand)
    page.get_by_role("button", name="Bestand lezen").click()


def _wait_for_the_proof(page: Page) -> None:
    ready = page.get_by_role("button", name="Inlezen zoals hierboven")
    expect(ready).to_be_visible(timeout=60_000)


def look_at_a_plan(page: Page) -> None:
    plan = Bouwer().titel("Integraal Veiligheidsplan 2027-2030").kop(1, "Prioritaire thema’s")
    plan = plan.kop(2, "Ondermijning").kop(3, "Opgave").alinea("Wat niet mag, mag niet lonen.")
    plan = plan.kop(3, "Ambitie").alinea("Geen pand verhuurd zonder te weten aan wie.")
    upload(page, "ivp-2027-2030.docx", plan.bytes())
    _wait_for_the_proof(page)


def _choose_the_plan(page: Page) -> None:
    """The one of the whole municipality: there are project plans too."""
    plans = page.get_by_label("Bij welk plan")
    ivp = plans.locator("option", has_text="Integraal Veiligheidsplan").first
    plans.select_option(ivp.get_attribute("value"))


def look_at_a_letter(page: Page) -> None:
    brief = Bouwer().titel("Veiligheidsbrief 2027").alinea("Geachte raad,")
    brief = brief.alinea("Met deze brief kijken we terug en vooruit.")
    brief = brief.kop(1, "Prioritaire thema’s").kop(2, "1. Ondermijning")
    brief = brief.kop(3, "Elke week een controle")
    brief = brief.alinea("In 2026 waren er vijftig controles. In 2027 worden dat er zestig.")
    brief = brief.kop(1, "Kernthema’s").kop(2, "2. Openbare orde")
    brief = brief.kop(3, "Demonstraties in goede banen")
    brief = brief.alinea("In 2026 waren er negen demonstraties, alle rustig.")
    _choose_the_plan(page)
    page.get_by_label("Jaar waarnaar de brief vooruitkijkt").fill("2027")
    upload(page, "veiligheidsbrief-2027.docx", brief.bytes())
    _wait_for_the_proof(page)


def look_at_a_mirror(page: Page) -> None:
    page.get_by_label("Naam van het nieuwe programma").fill("Programma Groen en Rust")
    page.get_by_label("Jaar van de spiegel").fill("2023")
    rijen = [
        "ambitie;doel;activiteit;begroting_2023;jaarverslag_2023",
        "Groen;Meer bomen;Planten;We planten 100 bomen.;Er staan 98 bomen.",
        "Groen;Meer bomen;Water geven;We geven water.;",
        "Groen;Minder steen;Tegels wippen;;Er gingen 300 tegels uit.",
        "Rust;Stil;Luisteren;We luisteren.;We hoorden weinig.",
    ]
    upload(page, "spiegel-2023.csv", "\n".join(rijen).encode())
    _wait_for_the_proof(page)


def look_at_an_account(page: Page) -> None:
    rekening = Bouwer().titel("Stadsrekening 2021").kop(1, "De afspraken")
    rekening = rekening.alinea("Met het Veiligheidsplan 2019-2021 spraken we drie dingen af.")
    rekening = rekening.kop(2, "Stille straten").alinea("In vier straten werd het stiller.")
    rekening = rekening.kop(2, "Meer licht").alinea("Er kwamen 120 lampen bij.")
    page.get_by_label("Over welk jaar").fill("2021")
    upload(page, "stadsrekening-2021.docx", rekening.bytes())
    _wait_for_the_proof(page)


def ask_about_a_list(page: Page) -> None:
    rijen = "T26-001;De wethouder stuurt de cijfers na;7-4-2026;wethouder De Boer\n"
    upload(page, "lijst.csv", f"nummer;wat;wanneer gezegd;wie\n{rijen}".encode())
    page.get_by_role("heading", name="Een vraag over dit bestand").wait_for()


def look_at_figures(page: Page) -> None:
    rijen = "".join(
        f"Meldingen bij het meldpunt ondermijning;{gebied};2026;{waarde}\n"
        for gebied, waarde in (("GM0000", "ruim 60"), ("Binnenstad", "21"), ("Kastanjehoek", "-"))
    )
    upload(page, "meldpunt-2025.csv", f"indicator;gebied;periode;waarde\n{rijen}".encode())
    _wait_for_the_proof(page)


def look_at_promises(page: Page) -> None:
    """A list as a griffie keeps it: its own headings, dates in words."""
    rijen = (
        "Onderwerp;Portefeuillehouder;Datum vergadering;Status;Afgedaan met\n"
        "Evaluatie cameratoezicht;Wethouder Veiligheid;7 april 2026;open;\n"
        "Verlichting stationsplein;Burgemeester;12 mei 2026;afgedaan;Raadsbrief van 1 juli\n"
    )
    upload(page, "toezeggingen-raad.csv", rijen.encode())
    _wait_for_the_proof(page)


def look_at_a_budget(page: Page) -> None:
    _choose_the_plan(page)
    page.get_by_label("Document waar de bedragen in staan").fill("Begroting 2027")
    rijen = "Veilige wijken en jeugd;1.250\nInformatie en analyse;310\nTOTAAL;1.560\n"
    upload(page, "begroting-2027.csv", f"deelproduct;2027\n{rijen}".encode())
    _wait_for_the_proof(page)


def look_at_a_map(page: Page) -> None:
    """That of the demo, with one wijk moved a little."""
    kaart = (Path(settings.BASE_DIR) / "veiligheid/demo/inhoud/kaart.geojson").read_text(
        encoding="utf-8"
    )
    upload(page, "wijken.geojson", kaart.replace("5.32, 52.5356", "5.321, 52.5356").encode())
    _wait_for_the_proof(page)


def collide(page: Page) -> None:
    """The same paragraaf saved in another window, after it was opened in this one."""
    begin_again(page)
    ander = page.context.new_page()
    ander.goto(page.url)
    for window, woorden in ((ander, " Zo zegt een collega het."), (page, " En zo zeg ik het.")):
        window.locator(".vb-veld__tekst").first.click()
        window.keyboard.press("Control+End")
        window.keyboard.type(woorden)
        window.get_by_role("button", name="Opslaan", exact=True).click()
    ander.close()
    both = page.get_by_role("button", name="Bekijk beide teksten")
    panel = page.get_by_role("heading", name="Uw tekst")
    expect(both.or_(panel).first).to_be_visible()
    if both.count():
        both.click()
    expect(panel.first).to_be_visible()


def begin_again(page: Page) -> None:
    """Put back the text that the demo came with, when an earlier picture changed it."""
    adres = page.url
    page.goto(f"{adres}geschiedenis/")
    begin = page.locator("details", has_text="zoals het begon")
    if begin.count():
        begin.locator("summary").click()
        begin.get_by_role("button", name=re.compile("^Deze (tekst|versie) terugzetten")).click()
        expect(page.get_by_text("Teruggezet.")).to_be_visible()
    page.goto(adres)
    expect(page.get_by_role("toolbar").first).to_be_visible()


def to_history(page: Page) -> None:
    """With a block that went, and the versions that were."""
    begin_again(page)
    page.get_by_text("Soort, plaats, splitsen en verwijderen").last.click()
    page.get_by_role("button", name=re.compile("^Blok 1 verwijderen")).click()
    page.get_by_role("link", name="Geschiedenis en weggehaalde blokken").click()


def begin_and_read(page: Page) -> None:
    """Begin the newest document of this kind, once, and look at it as it stands."""
    there = page.get_by_role("link", name=re.compile("^voorbeeld"))
    if there.count():
        there.first.click()
        return
    _make_the_document(page)
    page.get_by_role("link", name="Voorbeeld van dit document").click()


def _make_the_document(page: Page) -> None:
    """The newest of the plan of the whole municipality: there are project plans too."""
    of_the_plan = re.compile(f"^Maak het document van .* bij {_PLAN}")
    page.get_by_role("button", name=of_the_plan).first.click()


def to_the_mirror(page: Page) -> None:
    """The newest of that plan, with something in it."""
    rows = page.get_by_role("listitem").filter(has_text=_PLAN)
    rows.get_by_role("link", name="Spiegel 2025").first.click()


def choose_a_phenomenon(page: Page) -> None:
    """Begin an analysis, and choose in its annex of which theme and areas it is."""
    _make_the_document(page)
    page.get_by_role("link", name="Bijlagen", exact=True).click()
    page.get_by_role("link", name=re.compile("De cijfers")).first.click()
    page.get_by_label("Thema").select_option("veilige-wijken")
    page.get_by_label("Vergelijk gebieden").select_option("wijk")
    page.get_by_label("Cijfer", exact=True).first.select_option("woninginbraken")
    page.get_by_role("button", name="Opslaan", exact=True).click()


def to_own_findings(page: Page) -> None:
    """As from the mail that the eindredacteur sends."""
    page.get_by_role("link", name="Digitale criminaliteit").first.click()
    page.wait_for_load_state()
    page.goto(f"{page.url.partition('?')[0]}bevindingen/")
