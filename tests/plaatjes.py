"""`make plaatjes`: the pictures of the README and the manual, taken from the demo.

Starts the demo on a database of its own, logs in as each persona and photographs the screens at
360 and 1280 pixels wide. Run it after every change to a screen and look at what it made.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from tests.themas.jaar.word.bewerking import ANNE, BRAM, Bewerking, ins, run, weg
from tests.wordbouwer import Bouwer
from veiligheid.demo import WACHTWOORD

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
UIT = Path("docs/handleiding/plaatjes")
BREEDTES = (360, 1280)
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Plaatje:
    """A screen: its file name, its address, who is logged in ("" for a visitor), and whether the
    whole page is in the picture or only what one sees first."""

    naam: str
    adres: str
    persona: str = ""
    geheel: bool = False
    # Links to follow from there, by (the beginning of) their words.
    klik: tuple[str, ...] = ()
    # What is done there before the picture is taken.
    dan: Callable[[Page], None] | None = None


def _bring_back(page: Page) -> None:
    """A Word file with the changes of two colleagues and a comment."""
    with page.expect_download() as download:
        page.get_by_role("link", name="ophaalt als Word-bestand").click()
    word = Bewerking(Path(download.value.path()).read_bytes())
    oud = "De oudste is 83 en werkte vroeger bij een bank."
    rest = word.text(word.find(oud)).removeprefix(oud)
    new = weg("vroeger ", ANNE) + ins("veertig jaar ", ANNE)
    word.rewrite(oud, run("De oudste is 83 en werkte ") + new + run("bij een bank.") + run(rest))
    word.comment("Mag haar leeftijd erin?", "bij een bank.", BRAM)
    _upload(page, "digitale-criminaliteit.docx", word.bytes())


def _upload(page: Page, naam: str, data: bytes) -> None:
    bestand = FilePayload(name=naam, mimeType="application/octet-stream", buffer=data)
    page.get_by_label("Word-bestand").set_input_files(bestand)
    page.get_by_role("button", name="Bestand lezen").click()


def _look_at_a_plan(page: Page) -> None:
    plan = Bouwer().titel("Integraal Veiligheidsplan 2027-2030").kop(1, "Prioritaire thema’s")
    plan = plan.kop(2, "Ondermijning").kop(3, "Opgave").alinea("Wat niet mag, mag niet lonen.")
    plan = plan.kop(3, "Ambitie").alinea("Geen pand verhuurd zonder te weten aan wie.")
    _upload(page, "ivp-2027-2030.docx", plan.bytes())
    expect(page.get_by_role("button", name="Inlezen zoals hierboven")).to_be_visible(timeout=60_000)


def _collide(page: Page) -> None:
    """The same paragraaf saved in another window, after it was opened in this one."""
    _begin_again(page)
    ander = page.context.new_page()
    ander.goto(page.url)
    for window, woorden in ((ander, " Zo zegt een collega het."), (page, " En zo zeg ik het.")):
        window.locator(".vb-veld__tekst").first.click()
        window.keyboard.press("Control+End")
        window.keyboard.type(woorden)
        window.get_by_role("button", name="Opslaan", exact=True).click()
    ander.close()
    expect(page.get_by_role("heading", level=1)).to_contain_text("wijzigden hetzelfde stuk")


def _begin_again(page: Page) -> None:
    """Put back the text that the demo came with, when an earlier picture changed it."""
    adres = page.url
    page.goto(f"{adres}geschiedenis/")
    begin = page.locator("details", has_text="zoals het begon")
    if begin.count():
        begin.locator("summary").click()
        begin.get_by_role("button", name=re.compile("^Deze tekst terugzetten")).click()
        expect(page.get_by_text("Teruggezet.")).to_be_visible()
    page.goto(adres)
    expect(page.get_by_role("toolbar").first).to_be_visible()


def _to_history(page: Page) -> None:
    """With a block that went, and the versions that were."""
    _begin_again(page)
    page.get_by_text("Soort, plaats, splitsen en verwijderen").last.click()
    page.get_by_role("button", name=re.compile("^Blok 1 verwijderen")).click()
    page.get_by_role("link", name="Geschiedenis en weggehaalde blokken").click()


PLAATJES = [
    Plaatje("brief", "/brieven/veiligheidsbrief-2025/"),
    Plaatje("thema", "/brieven/veiligheidsbrief-2025/thema/ondermijning/"),
    Plaatje("raad", "/brieven/veiligheidsbrief-2025/thema/veilige-wijken/raad/"),
    Plaatje("voorpagina", "/"),
    Plaatje("cijfers", "/cijfers/?indicator=woninginbraken"),
    Plaatje("cijfers-wijk", "/cijfers/gebied/WK000003/"),
    Plaatje("inloggen", "/inloggen/"),
    Plaatje("start-adviseur", "/start/", "naima"),
    Plaatje("start-eindredacteur", "/start/", "joris"),
    Plaatje("mijn-themas", "/schrijven/", "daan"),
    Plaatje("bijdrage", "/schrijven/", "daan", geheel=True, klik=("Digitale criminaliteit",)),
    Plaatje(
        "paragraaf",
        "/schrijven/",
        "daan",
        geheel=True,
        klik=("Digitale criminaliteit", "Schrijven aan"),
    ),
    Plaatje("toezeggingen", "/toezeggingen/"),
    Plaatje("register", "/toezeggingen/beheer/", "meiling"),
    Plaatje(
        "toezegging",
        "/toezeggingen/beheer/",
        "meiling",
        geheel=True,
        klik=("De wethouder komt bij de raad terug",),
    ),
    Plaatje("audit", "/audit/", "hendrik"),
    Plaatje("audit-oordelen", "/audit/oordeel-veiligheidsbrief-2025/", "hendrik"),
    Plaatje(
        "audit-actie",
        "/audit/oordeel-veiligheidsbrief-2025/",
        "hendrik",
        klik=("Meldpunt en training",),
    ),
    Plaatje("lijst-inlezen", "/toezeggingen/beheer/inlezen/", "meiling"),
    Plaatje(
        "paragraaf-belofte",
        "/schrijven/",
        "rosa",
        geheel=True,
        klik=("Zorg & Veiligheid", "Schrijven aan De verpleegkundige"),
    ),
    Plaatje(
        "actie",
        "/schrijven/",
        "daan",
        geheel=True,
        klik=("Digitale criminaliteit", "Oordeel geven"),
    ),
    Plaatje(
        "terugkomsten",
        "/schrijven/",
        "daan",
        klik=("Digitale criminaliteit", "Terug uit Word"),
    ),
    Plaatje(
        "terugkomst",
        "/schrijven/",
        "daan",
        geheel=True,
        klik=("Digitale criminaliteit", "Terug uit Word"),
        dan=_bring_back,
    ),
    Plaatje("importeer-plan", "/importeren/plan/", "joris"),
    Plaatje("importeer-brief", "/importeren/brief/", "joris"),
    Plaatje("voorproef", "/importeren/plan/", "joris", geheel=True, dan=_look_at_a_plan),
    Plaatje("ronde", "/schrijven/", "joris", klik=("Volgorde van de thema",)),
    Plaatje("ronde-nieuw", "/schrijven/ronde/nieuw/", "joris"),
    Plaatje(
        "ronde-inrichten",
        "/schrijven/",
        "joris",
        klik=("Volgorde van de thema", "Wie schrijft wat"),
    ),
    Plaatje(
        "verwijzingen",
        "/schrijven/",
        "daan",
        klik=("Digitale criminaliteit", "Schrijven aan", "Waarnaar u kunt verwijzen"),
    ),
    Plaatje(
        "conflict",
        "/schrijven/",
        "daan",
        klik=("Digitale criminaliteit", "Schrijven aan Vijftien"),
        dan=_collide,
    ),
    Plaatje(
        "geschiedenis",
        "/schrijven/",
        "daan",
        klik=("Digitale criminaliteit", "Schrijven aan Vijftien"),
        dan=_to_history,
    ),
    Plaatje("brief-schrijven", "/concept/veiligheidsbrief-2025/schrijven/", "joris"),
    Plaatje(
        "onderdeel",
        "/concept/veiligheidsbrief-2025/schrijven/",
        "joris",
        klik=("Inleiding",),
    ),
    Plaatje(
        "onderdeel-belofte",
        "/concept/veiligheidsbrief-2025/schrijven/",
        "joris",
        geheel=True,
        klik=("Afsluiting",),
    ),
    Plaatje("brief-feiten", "/concept/veiligheidsbrief-2025/gegevens/", "greet", geheel=True),
    Plaatje("concept", "/concept/veiligheidsbrief-2026/", "joris"),
    Plaatje("bevindingen", "/concept/veiligheidsbrief-2026/bevindingen/", "joris"),
]


@contextmanager
def demo_server() -> Iterator[str]:
    """The demo on a free port with a database of its own; gives its address."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        adres = f"127.0.0.1:{s.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "DJANGO_DEBUG": "1"}
        command = [sys.executable, "manage.py", "demo", "--adres", adres]
        nul = subprocess.DEVNULL
        with subprocess.Popen(command, env=env, stdout=nul, stderr=nul) as server:
            try:
                _wait_for(f"http://{adres}/gezond")
                yield f"http://{adres}"
            finally:
                server.terminate()


def _wait_for(url: str, seconds: int = 120) -> None:
    for _ in range(seconds * 4):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    sys.exit(f"{url} does not answer.")


def log_in(page: Page, base: str, persona: str) -> None:
    page.goto(f"{base}/inloggen/")
    page.get_by_label("Gebruikersnaam").fill(persona)
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.get_by_role("button", name="Inloggen").click()


def take(browser: Browser, base: str, plaatje: Plaatje, uit: Path) -> None:
    for breedte in BREEDTES:
        context = browser.new_context(
            viewport={"width": breedte, "height": 900 if breedte > 600 else 780}, locale="nl-NL"
        )
        page = context.new_page()
        if plaatje.persona:
            log_in(page, base, plaatje.persona)
        page.goto(base + plaatje.adres)
        for words in plaatje.klik:
            page.get_by_role("link", name=re.compile(f"^{words}")).first.click()
        page.wait_for_load_state("networkidle")
        if plaatje.dan:
            plaatje.dan(page)
            page.wait_for_load_state("networkidle")
        if plaatje.geheel:
            # What sticks to the window would lie over the middle of a whole page.
            page.evaluate(
                "document.querySelectorAll('.vb-opslaan').forEach(e => e.style.position = 'static')"
            )
        page.screenshot(path=uit / f"{plaatje.naam}-{breedte}.png", full_page=plaatje.geheel)
        context.close()


def main() -> None:
    wanted = sys.argv[1:]
    UIT.mkdir(parents=True, exist_ok=True)
    with demo_server() as base, sync_playwright() as p:
        # Dutch buttons and dates, where the browser has them (Debian: chromium-l10n).
        env: dict[str, str | float | bool] = {**os.environ, "LANGUAGE": "nl"}
        browser = p.chromium.launch(executable_path=CHROMIUM, args=_FLAGS, env=env)
        for plaatje in PLAATJES:
            if not wanted or plaatje.naam in wanted:
                take(browser, base, plaatje, UIT)
                print(UIT / plaatje.naam)
        browser.close()


if __name__ == "__main__":
    main()
