"""Nine questions of somebody who prepares a debate: on a telephone, from the first page, without
JavaScript, each answered within three taps. The answer's words are those of the records."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from monitoring.cijfers.models import Gebied, Indicator
from rapportage.models import Brief, Onderdeel, Publicatie
from rapportage.openbaar.publicaties import document_of
from rapportage.openbaar.voorpagina import front_figures
from rapportage.rendering.raad import raad_in_beeld
from tests.browser.hulp import fits, violations
from tests.rapportage.publiceren import publish_quickly
from themas.toezeggingen.models import Toezegging
from veiligheid.demo import laden

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BREEDTE = 360


class Lezer:
    """Somebody on the first page, who counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.tikken = page, 0

    def begin(self) -> None:
        self.page.goto("/")
        self.tikken = 0

    def tik(self, where: Locator) -> None:
        where.first.click()
        self.tikken += 1
        fits(self.page, BREEDTE)

    def link(self, naam: str | re.Pattern[str]) -> None:
        self.tik(self.page.get_by_role("main").get_by_role("link", name=naam))

    def leest(self, words: str) -> None:
        """Sees these words, within three taps."""
        expect(self.page.get_by_role("main")).to_contain_text(words)
        assert self.tikken <= 3


@pytest.fixture
def brief(transactional_db: None) -> Publicatie:
    """The demo with its letters of two years, and a correction of the last."""
    laden.load()
    with time_machine.travel("2024-01-16T10:00:00Z"):
        publish_quickly(Brief.objects.get(slug="veiligheidsbrief-2024"))
    record = Brief.objects.get(slug=laden.read("brief-2025")["slug"])
    with time_machine.travel("2025-01-16T10:00:00Z"):
        publish_quickly(record)
    onderdeel = Onderdeel.objects.filter(brief=record, kop="Afsluiting").get()
    onderdeel.tekst = onderdeel.tekst.replace("Dit was 2024.", "Dit was het jaar 2024.")
    onderdeel.save()
    return publish_quickly(record, "In de afsluiting stond een verkeerd woord.")


@pytest.fixture
def lezer(browser: Browser, base_url: str) -> Iterator[Lezer]:
    context = browser.new_context(
        base_url=base_url,
        java_script_enabled=False,
        viewport={"width": BREEDTE, "height": 740},
        locale="nl-NL",
    )
    yield Lezer(context.new_page())
    context.close()


def test_nine_questions(brief: Publicatie, lezer: Lezer) -> None:
    """One demo, nine questions: making it is the slow part."""
    told = []
    for question in VRAGEN:
        lezer.begin()
        question(lezer, brief)
        told.append(f"{question.__name__}: {lezer.tikken}")
    print("taps:", ", ".join(told))


def what_became_of_a_promise(lezer: Lezer, brief: Publicatie) -> None:
    promise = Toezegging.objects.public().get(nummer="M25-006")
    lezer.link(re.compile("^Alle toezeggingen$"))
    lezer.link(promise.tekst[:60])
    lezer.leest(promise.stand.publiek.capitalize())
    lezer.leest(promise.stand.reden)


def what_is_new_since_last_year(lezer: Lezer, brief: Publicatie) -> None:
    lezer.link(re.compile("Alles wat er nieuw is"))
    lezer.leest(brief.reden)
    late = Toezegging.objects.public().overdue(timezone.localdate())[0]
    lezer.leest(late.tekst)


def what_happens_in_my_wijk(lezer: Lezer, brief: Publicatie) -> None:
    wijk = Gebied.objects.filter(naam="Molenrak")[0]
    lezer.link(wijk.naam)
    lezer.leest(f"Wat er in {wijk.naam} gebeurt")
    kop = next(
        p.kop
        for h in document_of(brief).hoofdstukken
        for p in h.paragrafen
        if any("Molenrak" in blok.html for blok in p.blokken)
    )
    lezer.leest(kop)


def is_burglary_up(lezer: Lezer, brief: Publicatie) -> None:
    figure = next(c for c in front_figures() if c.naam == "Woninginbraken")
    assert Indicator.objects.get(slug="woninginbraken").voorpagina == 1
    lezer.leest(figure.zin)


def what_did_it_cost(lezer: Lezer, brief: Publicatie) -> None:
    lezer.link(re.compile("Voor het debat"))
    raad = next(h.raad for h in document_of(brief).hoofdstukken if h.slug == "ondermijning")
    assert raad is not None
    lezer.leest(raad_in_beeld(raad).gekost)


def which_promises_are_late(lezer: Lezer, brief: Publicatie) -> None:
    late = Toezegging.objects.public().overdue(timezone.localdate())
    lezer.leest(f"Te laat {late.count()}")
    lezer.link(re.compile("te laat zijn"))
    lezer.leest(late.order_by("termijn_op")[0].tekst)


def where_does_it_say(lezer: Lezer, brief: Publicatie) -> None:
    lezer.page.get_by_role("searchbox").fill("gestolen fietsen")
    lezer.tik(lezer.page.get_by_role("button", name="Zoek"))
    lezer.link(re.compile("Fietsdieven kiezen"))
    lezer.leest("Een gestolen fiets is vervelend.")
    assert "#" in lezer.page.url


def quote_one_paragraaf(lezer: Lezer, brief: Publicatie) -> None:
    lezer.link(brief.titel)
    lezer.link(re.compile("Deel of citeer"))
    text = lezer.page.get_by_role("textbox", name="Tekst met bron").input_value()
    for part in (brief.kenmerk, f"versie {brief.versie}", f"/versie/{brief.versie}/", brief.titel):
        assert part in text
    assert lezer.tikken <= 3


def what_differs_between_two_versions(lezer: Lezer, brief: Publicatie) -> None:
    lezer.link(brief.titel)
    changed = lezer.page.locator("#onderdeel-afsluiting")
    expect(changed).to_contain_text(f"Gewijzigd in versie 2: {brief.reden}")
    expect(lezer.page.get_by_text("Gewijzigd in versie 2")).to_have_count(1)
    lezer.tik(changed.get_by_role("link", name="Wat er hier veranderde"))
    lezer.leest(brief.reden)


VRAGEN = (
    what_became_of_a_promise,
    what_is_new_since_last_year,
    what_happens_in_my_wijk,
    is_burglary_up,
    what_did_it_cost,
    which_promises_are_late,
    where_does_it_say,
    quote_one_paragraaf,
    what_differs_between_two_versions,
)


def test_the_new_pages_for_everybody(brief: Publicatie, page: Page) -> None:
    """No barrier, nothing sideways, one title each."""
    pages = (
        "/",
        "/voor-het-debat/",
        "/zoeken/?q=overlast",
        "/nieuw/?sinds=2024-01-01",
        "/plannen/ivp-2022-2026/",
        brief.get_absolute_url(),
        f"{brief.get_absolute_url()}citeer/onderdeel-afsluiting/",
    )
    titles = set()
    for breedte in (320, 1280):
        page.set_viewport_size({"width": breedte, "height": 800})
        for adres in pages:
            page.goto(adres)
            fits(page, breedte)
            assert violations(page) == [], (adres, breedte)
            titles.add(page.title())
    assert len(titles) == len(pages)
    for adres in pages:
        for colours in ({"color_scheme": "dark"}, {"forced_colors": "active"}):
            page.emulate_media(**colours)  # type: ignore[arg-type]
            page.goto(adres)
            assert violations(page) == [], (adres, colours)
            page.emulate_media(color_scheme="light", forced_colors="none")
    page.goto("/voor-het-debat/")
    with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as sheet:
        assert len(sheet.pages) == 1


def test_the_first_page_is_light(brief: Publicatie, page: Page) -> None:
    """At most six requests and 110 kB, fonts and all."""
    sizes: dict[str, int] = {}

    def add(response: object) -> None:
        sizes[response.url] = len(response.body())  # type: ignore[attr-defined]

    page.on("response", add)
    page.goto("/", wait_until="networkidle")
    print({url.rpartition("/")[2]: size for url, size in sizes.items()})
    assert len(sizes) <= 6
