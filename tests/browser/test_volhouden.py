"""Nothing typed is lost: ten bad days, on a paragraaf, a general part and a text of an annex.

An ordinary run tries each day once, on one of the three. HERHALINGEN=n tries each of the thirty n
times (`make volhard`), and the run ends with what was tried and what was lost.
"""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests import demo
from tests.browser.server import Server
from tests.browser.volhouden import Poging, Schrijver, teksten, until
from veiligheid.demo import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERHALINGEN = int(os.environ.get("HERHALINGEN", "0"))
SOORTEN = ("paragraaf", "algemeen deel", "bijlage")
# The pause after which it would be saved: more than this may never be missing.
HOOGSTENS = 1.0


Dag = Callable[[Schrijver, Poging, Server, str], None]


def sluiten(wie: Schrijver, poging: Poging, server: Server, zin: str) -> None:
    poging.type(wie.page, zin)
    wie.close()
    wie.open()
    wie.put_back(zin)


def een_link(wie: Schrijver, poging: Poging, server: Server, zin: str) -> None:
    poging.type(wie.page, zin)
    wie.page.get_by_role("link", name="Mijn werk").first.click()
    expect(wie.page.get_by_role("heading", level=1)).to_contain_text("Goedendag")
    wie.open()
    wie.put_back(zin)


def terug(wie: Schrijver, poging: Poging, server: Server, zin: str) -> None:
    poging.type(wie.page, zin)
    wie.page.go_back()
    wie.page.go_forward()
    wie.ready()
    wie.put_back(zin)


def zonder_net(wie: Schrijver, poging: Poging, server: Server, zin: str) -> None:
    wie.page.context.set_offline(True)
    poging.type(wie.page, zin)
    wie.stand("Geen verbinding")
    poging.type(wie.page, " Nog iets.")
    wie.page.context.set_offline(False)
    wie.settle()


def zonder_net_en_dicht(wie: Schrijver, poging: Poging, server: Server, zin: str) -> None:
    wie.page.context.set_offline(True)
    poging.type(wie.page, zin)
    wie.close()
    wie.page.context.set_offline(False)
    wie.open()
    wie.put_back(zin)


def uitgelogd(wie: Schrijver, poging: Poging, server: Server, zin: str) -> None:
    wie.page.context.clear_cookies()
    poging.type(wie.page, zin)
    wie.stand("U bent uitgelogd")
    with wie.page.context.expect_page() as opened:
        wie.page.get_by_role("link", name="Log opnieuw in").click()
    tab = opened.value
    tab.get_by_label("Gebruikersnaam").fill(wie.tekst.wie)
    tab.get_by_label("Wachtwoord").fill(WACHTWOORD)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("button", name="Uitloggen")).to_be_visible()
    tab.close()
    wie.settle()


def herstart(wie: Schrijver, poging: Poging, server: Server, zin: str) -> None:
    poging.type(wie.page, zin)
    server.stop()
    poging.type(wie.page, " Terwijl hij weg was.")
    wie.stand("Geen verbinding")
    server.start()
    wie.settle()


def twee_vensters(wie: Schrijver, poging: Poging, server: Server, zin: str) -> None:
    ander = Schrijver(wie.page, wie.base_url, wie.tekst)
    ander.open()
    ander.to_the_end()
    eigen = Poging()
    eigen.type(ander.page, f" Uit het andere venster, bij{zin}")
    ander.settle()
    ander.page.close()
    poging.type(wie.page, zin)
    wie.stand("in een ander venster")
    poging.type(wie.page, " En verder.")
    wie.settle()
    assert eigen.zin.strip() in wie.tekst.history()


def twee_mensen(wie: Schrijver, poging: Poging, server: Server, zin: str) -> None:
    poging.type(wie.page, zin[:8])
    wie.tekst.by_a_colleague(f"Van een ander, bij {zin}")
    poging.type(wie.page, zin[8:])
    wie.stand("hetzelfde stuk")
    poging.type(wie.page, " En verder.")
    wie.close()
    wie.open()
    wie.put_back(poging.zin)
    assert f"Van een ander, bij {zin.strip()}" in " ".join(wie.tekst.history().split())


def traag(wie: Schrijver, poging: Poging, server: Server, zin: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    wie.page.route("**/schrijven/**", hold)
    poging.type(wie.page, zin)
    assert until(wie.page, lambda: bool(held), 10)
    poging.type(wie.page, " En zonder ophouden door.")
    wie.close()
    wie.open()
    wie.put_back(poging.zin)


DAGEN: dict[str, Dag] = {
    "venster dicht": sluiten,
    "een link": een_link,
    "terug": terug,
    "zonder net": zonder_net,
    "zonder net en dicht": zonder_net_en_dicht,
    "uitgelogd": uitgelogd,
    "server herstart": herstart,
    "twee vensters": twee_vensters,
    "twee mensen": twee_mensen,
    "traag opslaan": traag,
}


def _cases() -> list[tuple[str, str]]:
    if HERHALINGEN:
        return [(dag, soort) for dag in DAGEN for soort in SOORTEN]
    return [(dag, SOORTEN[n % len(SOORTEN)]) for n, dag in enumerate(DAGEN)]


@pytest.mark.parametrize(("dag", "soort"), _cases())
def test_nothing_is_lost(
    dag: str, soort: str, server: Server, page: Page, record_property: Callable[[str, object], None]
) -> None:
    tekst = teksten(demo.load())[soort]
    wie = Schrijver(page, server.url, tekst)
    wie.log_in()
    lost, missing = 0, 0.0
    for keer in range(1, max(HERHALINGEN, 1) + 1):
        if keer > 1:
            wie.open()
        seconds = _attempt(wie, DAGEN[dag], server, f" Zin {keer} van deze dag.")
        missing = max(missing, seconds)
        lost += seconds > HOOGSTENS
        for tab in wie.page.context.pages[:-1]:
            tab.close()
    record_property(
        "volgehouden",
        f"{dag:20} {soort:14} {keer:3} geprobeerd {lost:3} verloren, {missing:.2f} s kwijt",
    )
    assert lost == 0


def _attempt(wie: Schrijver, dag: Dag, server: Server, zin: str) -> float:
    """How many seconds of typing the letter misses after this day."""
    wie.to_the_end()
    poging = Poging()
    dag(wie, poging, server, zin)
    if wie.is_stored(poging.zin):
        return 0.0
    return poging.seconds_lost(wie.tekst.stored())


def test_the_count_counts() -> None:
    """A sentence of which the end is gone is counted as missing what it took to type it."""
    poging = Poging("abcdef", [0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    assert poging.seconds_lost("xx abcdef") == 0.0
    assert poging.seconds_lost("abcd") == 2.0
    assert poging.seconds_lost("") == 5.0
