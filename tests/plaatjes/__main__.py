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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.urls import resolve
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.plaatjes.lijst import PLAATJES, Plaatje
from veiligheid.demo import WACHTWOORD

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
UIT = Path("docs/handleiding/plaatjes")
BREEDTES = (360, 1280)
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Mislukt(Exception):
    """A picture of another screen than was meant."""


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


def _wait_for(url: str, seconds: int = 300) -> None:
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
    page.get_by_role("button", name="Inloggen", exact=True).click()


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
        if (route := resolve(urlsplit(page.url).path).url_name) != plaatje.scherm:
            raise Mislukt(f"shows {route}, not {plaatje.scherm}: {page.url}")
        page.screenshot(path=uit / f"{plaatje.naam}-{breedte}.png", full_page=plaatje.geheel)
        context.close()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veiligheid.settings")
    django.setup()
    wanted = sys.argv[1:]
    UIT.mkdir(parents=True, exist_ok=True)
    with demo_server() as base, sync_playwright() as p:
        # Dutch buttons and dates, where the browser has them (Debian: chromium-l10n).
        env: dict[str, str | float | bool] = {**os.environ, "LANGUAGE": "nl"}
        browser = p.chromium.launch(executable_path=CHROMIUM, args=_FLAGS, env=env)
        failed = []
        for plaatje in PLAATJES:
            if wanted and plaatje.naam not in wanted:
                continue
            try:
                take(browser, base, plaatje, UIT)
                print(UIT / plaatje.naam, flush=True)
            except (AssertionError, PlaywrightError, Mislukt) as why:
                # The others first: what one screen lacks is no reason to start all over.
                failed.append(f"{plaatje.naam}: {str(why).splitlines()[0]}")
        browser.close()
    if failed:
        sys.exit("\n".join(["Not taken:", *failed]))


if __name__ == "__main__":
    main()
