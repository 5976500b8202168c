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
from tests.demo import load as load_demo
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
    load_demo()
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


def public_pages(brief: Publicatie) -> list[str]:
    """One of every kind of page that anybody reads."""
    letter = brief.get_absolute_url()
    return [
        "/",
        "/brieven/",
        letter,
        f"{letter}thema/veilige-wijken/",
        f"{letter}thema/veilige-wijken/raad/",
        f"{letter}bijlage/2/",
        f"{letter}bijlage/7/",
        f"{letter}bijlage/7/?q=overlast",
        f"{letter}versies/",
        f"{letter}versies/2/",
        f"{letter}citeer/onderdeel-afsluiting/",
        "/voor-het-debat/",
        "/zoeken/",
        "/zoeken/?q=overlast",
        "/zoeken/?q=xyzzy",
        "/nieuw/?sinds=2024-01-01",
        "/nieuw/veilige-wijken/",
        "/plannen/",
        "/plannen/ivp-2022-2026/",
        "/toezeggingen/",
        f"/toezeggingen/{Toezegging.objects.public()[0].sleutel}/",
        "/cijfers/",
        "/cijfers/gebied/WK000001/",
        "/open-data/",
        "/volgen/",
        "/controleer/",
        "/toegankelijkheid",
    ]


# A stylesheet made by script is no inline style: the page's policy is as it always is.
_SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
_LARGE = "() => { document.documentElement.style.fontSize = '200%' }"
_WIDTH = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("deel", range(3))
def test_every_public_page_for_everybody(brief: Publicatie, page: Page, deel: int) -> None:
    """No barrier, nothing sideways, one title each; at the narrowest, with letters of twice the
    size (WCAG 1.4.4), with room between them (1.4.12), in the dark and in forced colours. deel: of
    the pages each third one, from this."""
    pages, titles = public_pages(brief)[deel::3], []
    found: list[tuple[str, object, object]] = []
    for adres in pages:
        for breedte in (320, 360, 1280):
            page.set_viewport_size({"width": breedte, "height": 800})
            answer = page.goto(adres)
            assert answer is not None
            assert answer.ok, adres
            wide = page.evaluate(_WIDTH)
            found += [(adres, breedte, wide)] if wide > breedte else []
            # At the narrowest below, with larger letters.
            found += [(adres, breedte, v) for v in (violations(page) if breedte > 320 else ())]
        titles.append(page.title())
        for colours in ({"color_scheme": "dark"}, {"forced_colors": "active"}):
            page.emulate_media(**colours)  # type: ignore[arg-type]
            page.goto(adres)
            found += [(adres, str(colours), v) for v in violations(page)]
            page.emulate_media(color_scheme="light", forced_colors="none")
        page.set_viewport_size({"width": 320, "height": 800})
        for naam, script in (("spacing", _SPACING), ("large", _LARGE)):
            page.goto(adres)
            page.evaluate(script)
            wide = page.evaluate(_WIDTH)
            found += [(adres, naam, wide)] if wide > 320 else []
        found += [(adres, "large", v) for v in violations(page)]
    print(*found, sep="\n")
    assert found == []
    assert len(set(titles)) >= len(pages) - 1  # of a mirror that is searched the title stays


def test_the_debate_fits_on_one_sheet(brief: Publicatie, page: Page) -> None:
    page.goto("/voor-het-debat/")
    with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as sheet:
        assert len(sheet.pages) == 1


def weight(page: Page, adres: str) -> dict[str, int]:
    """What comes over the wire for a page, headers and all, by the end of each address."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    asked: dict[str, str] = {}
    came: dict[str, int] = {}
    wire.on(
        "Network.responseReceived",
        lambda e: asked.update({e["requestId"]: e["response"]["url"]}),
    )
    wire.on(
        "Network.loadingFinished", lambda e: came.update({e["requestId"]: e["encodedDataLength"]})
    )
    page.goto(adres, wait_until="networkidle")
    wire.detach()
    return {asked[key].rpartition("/")[2]: int(size) for key, size in came.items()}


def test_light(brief: Publicatie, page: Page) -> None:
    """The first page: at most six requests and 110 kB, fonts and all. The letter: 23 kB."""
    first = weight(page, "/")
    letter = weight(page, brief.get_absolute_url())
    print(first, sum(first.values()), letter[""])
    assert len(first) <= 6
    assert sum(first.values()) <= 110_000
    assert letter[""] <= 23_000
