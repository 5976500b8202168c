"""Somebody who writes on a bad day: real keys, and what is left of them afterwards."""

import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from uuid import uuid4

from playwright.sync_api import Page, expect

from rapportage.editing import OnderdeelDoel
from rapportage.models import Bijlage, Brief, Onderdeel
from tests.browser.hulp import log_in, to_the_end
from tests.fabriek import een_bijlagetekst
from themas.jaar.saving import VoortgangDoel
from themas.models import Voortgang
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.richtext import plain
from veiligheid.core.saving import Inhoud, Opslag, save

OPGESLAGEN = "Opgeslagen om"
GEVONDEN = "Niet-opgeslagen tekst gevonden."
TERUG = "Zet die tekst terug"
BEKIJK = "Bekijk beide teksten"
NIETS_OVERSCHREVEN = "Er is niets overschreven."


@dataclass(frozen=True)
class Tekst:
    """One of the texts that are written here: where, by whom, and how it is stored."""

    soort: str
    wie: str
    adres: str
    doel: VoortgangDoel | OnderdeelDoel

    def stored(self) -> str:
        """What the letter would say, as plain text."""
        return plain(self._tekst(self.doel.read()[1]))

    def history(self) -> str:
        """Everything that was ever kept of it."""
        kept = Revisie.objects.filter(soort=self.doel.soort, record=self.doel.pk)
        return " ".join(plain(self._tekst(Inhoud.from_json(r.inhoud))) for r in kept)

    def by_a_colleague(self, tekst: str) -> None:
        """Saves another text over this one, as Rosa who opened it a moment ago."""
        versie, inhoud = self.doel.read()
        stukken = deepcopy(inhoud.stukken)
        nieuw = Inhoud(stukken, inhoud.volgorde)
        self._stuk(nieuw)["tekst"] = f"<p>{tekst}</p>"
        opslag = Opslag(uuid4(), versie, nieuw)
        assert save(self.doel, opslag, Gebruiker.objects.get(username="rosa")).gelukt

    def _tekst(self, inhoud: Inhoud) -> str:
        return str(self._stuk(inhoud)["tekst"])

    def _stuk(self, inhoud: Inhoud) -> dict[str, str]:
        """The first of its texts: by the order that is kept, a database has one of its own for
        the names in JSON."""
        if self.soort != "paragraaf":
            return inhoud.stukken
        return next(inhoud.stukken[n] for n in inhoud.volgorde if n.startswith("blok/"))


def teksten(brief: Brief) -> dict[str, Tekst]:
    """One of each kind, in the demo's municipality."""
    voortgang = Voortgang.objects.get(kop__startswith="Van elf")
    algemeen = brief.onderdelen.filter(bijlage=None).order_by("pk").first()
    bijlage = Bijlage.objects.filter(brief=brief, soort="tekst").order_by("pk").first()
    assert algemeen
    assert bijlage
    los = een_bijlagetekst(bijlage, "In het centrum", "<p>Het is er druk.</p>")

    def onderdeel(soort: str, o: Onderdeel) -> Tekst:
        adres = f"/concept/{brief.slug}/schrijven/{o.pk}/"
        return Tekst(soort, "joris", adres, OnderdeelDoel(o))

    adres = f"/schrijven/{voortgang.bijdrage_id}/{voortgang.pk}/"
    return {
        "paragraaf": Tekst("paragraaf", "daan", adres, VoortgangDoel(voortgang)),
        "algemeen deel": onderdeel("algemeen deel", algemeen),
        "bijlage": onderdeel("bijlage", los),
    }


@dataclass
class Poging:
    """A sentence that is typed, and when each of its keys was."""

    zin: str = ""
    toen: list[float] = field(default_factory=list)

    def type(self, page: Page, tekst: str) -> None:
        """Goes on where the caret is. A key takes some time, as it does."""
        for teken in tekst:
            page.keyboard.type(teken)
            self.toen.append(time.monotonic())
            self.zin += teken
            page.wait_for_timeout(12)

    def seconds_lost(self, tekst: str) -> float:
        """How much typing is not in this text."""
        n = len(self.zin)
        while n and self.zin[:n].strip() not in tekst:
            n -= 1
        return 0.0 if n == len(self.zin) else self.toen[-1] - self.toen[max(n - 1, 0)]


class Schrijver:
    """At one text, in one browser."""

    def __init__(self, page: Page, base_url: str, tekst: Tekst) -> None:
        self.page, self.base_url, self.tekst = page, base_url, tekst

    def log_in(self) -> None:
        log_in(self.page, self.base_url, self.tekst.wie, self.tekst.adres)
        self.ready()

    def open(self) -> None:
        """The text anew, in a tab of its own."""
        self.page = self.page.context.new_page()
        self.page.goto(self.base_url + self.tekst.adres)
        self.ready()

    def ready(self) -> None:
        expect(self.page.get_by_role("toolbar").first).to_be_visible(timeout=20_000)

    def to_the_end(self) -> None:
        to_the_end(self.page)

    def shown(self) -> str:
        return " ".join(self.page.locator(".vb-veld__tekst").first.inner_text().split())

    def stand(self, woorden: str) -> None:
        expect(self.page.locator("#opslagstand")).to_contain_text(woorden, timeout=40_000)

    def close(self) -> None:
        """As a person closes a tab."""
        with self.page.expect_event("close"):
            self.page.close(run_before_unload=True)

    def put_back(self, zin: str) -> None:
        """At a next visit: what is offered is taken, and saved; or it was saved already."""
        offer = self.page.get_by_text(GEVONDEN)
        assert until(self.page, lambda: offer.count() > 0 or self._stored(zin), 20), (
            f"{zin!r} is nowhere"
        )
        if not self._stored(zin):
            self.page.get_by_role("button", name=TERUG).first.click()
            self.settle()

    def settle(self) -> None:
        """Saved; where somebody else came first, by choosing what stands in the form."""
        self.page.wait_for_function(
            """() => /Opgeslagen om|niets overschreven/.test(
              document.getElementById("opslagstand").textContent)""",
            timeout=40_000,
        )
        if self.page.get_by_role("button", name=BEKIJK).count():
            self.page.get_by_role("button", name=BEKIJK).click()
            expect(self.page.get_by_role("alert").first).to_contain_text(NIETS_OVERSCHREVEN)
            self.ready()
            self.page.get_by_role("button", name="Opslaan", exact=True).last.click()
            expect(self.page.locator(".vb-meldingen")).to_contain_text(OPGESLAGEN)

    def _stored(self, zin: str) -> bool:
        return zin.strip() in self.tekst.stored()

    def is_stored(self, zin: str) -> bool:
        return until(self.page, lambda: self._stored(zin), 10)


def until(page: Page, true: Callable[[], bool], seconds: float) -> bool:
    """Waits for it, while the page goes on; tells whether it came."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        page.wait_for_timeout(50)
    return True
