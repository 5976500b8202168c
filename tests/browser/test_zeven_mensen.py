"""From a sentence to the secretariaat, with seven people: two writers, two eindredacteuren, a
leidinggevende, a wethouder without an account and the secretariaat. With a mouse, without
JavaScript, and by keyboard alone.

After everything that is done the focus is somewhere; no screen on the way has a barrier.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import demo
from tests.browser.hand import Hand, Muis, Toetsenbord, ZonderScript
from tests.browser.hulp import BREEDTES, fits, log_in, violations
from themas.models import Bijdrage
from veiligheid.core.models import Bericht, Gebruiker, Stap
from veiligheid.core.nazien.verbs import move_staat
from veiligheid.core.rollen import Rol
from veiligheid.demo import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VAN_ELF = "Van elf naar zesentwintig scholen met cyberles"
VIJFTIEN = "Vijftien vrijwilligers namen de oefenmiddagen over"
WOORDEN = "26 deden mee"
WAYS: dict[str, tuple[Hand, bool]] = {
    "muis": (Muis, True),
    "zonder-script": (ZonderScript, False),
    "toetsenbord": (Toetsenbord, True),
}


@dataclass
class Mens:
    """Somebody in a browser of their own."""

    page: Page
    hand: Any
    gezien: set[str] = field(repr=False)
    script: bool

    def go(self, adres: str) -> None:
        self.page.goto(adres)

    def open(self, words: str) -> None:
        self.hand.open(words)
        self.page.wait_for_load_state()

    def press(self, words: str) -> None:
        self.hand.press(words)
        self.lands()

    def lands(self) -> None:
        """Something was done: the focus is on what came of it."""
        self.page.wait_for_load_state()
        expect(self.page.locator("body :focus")).to_have_count(1)

    def says(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def look(self, scherm: str) -> None:
        """No barrier here, and no scrolling sideways on a phone. Once on every screen, whoever
        comes there first."""
        if scherm in self.gezien:
            return
        self.gezien.add(scherm)
        wide = self.page.viewport_size
        assert wide
        page = self.page if self.script else self._copy()
        assert violations(page) == [], scherm
        fits(page, BREEDTES[1])
        if self.script:
            page.set_viewport_size(wide)
        else:
            page.context.close()

    def _copy(self) -> Page:
        """The same page where what looks at it, a script, can run; its own scripts can't."""
        html = re.sub(r"<script\b.*?</script>", "", self.page.content(), flags=re.DOTALL)
        browser = self.page.context.browser
        assert browser
        page = browser.new_page(viewport=self.page.viewport_size)
        page.route(self.page.url, lambda r: r.fulfill(body=html, content_type="text/html"))
        page.goto(self.page.url)
        return page


class Huis:
    """Who works there, each with the same kind of hand."""

    def __init__(self, browser: Browser, base_url: str, way: str) -> None:
        self.browser, self.base = browser, base_url
        self.hand, self.script = WAYS[way]
        self.gezien: set[str] = set()

    def window(self, breedte: int = 1280) -> Mens:
        context = self.browser.new_context(
            locale="nl-NL",
            java_script_enabled=self.script,
            viewport={"width": breedte, "height": 800},
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        return Mens(page, self.hand(page), self.gezien, self.script)

    def enters(self, wie: str, adres: str) -> Mens:
        mens = self.window()
        log_in(mens.page, self.base, wie, adres)
        return mens


@pytest.fixture
def bijdrage(transactional_db: None, settings: Any) -> Bijdrage:
    """Daan's and Naima's; it takes three to approve it, and Joris has a colleague, Eva."""
    settings.GOEDKEURSTAPPEN = [["eindredacteur"], ["leidinggevende"], ["portefeuillehouder"]]
    settings.MAIL_TONEN = True
    demo.load()
    found = Bijdrage.objects.get(thema__slug="digitale-criminaliteit", ronde__staat="open")
    found.adviseurs.add(Gebruiker.objects.get(username="naima"))
    eva = Gebruiker.objects.create_user("eva", "eva@voorbeeldstad.example", WACHTWOORD)
    eva.first_name = "Eva"
    eva.save()
    eva.grant(Rol.EINDREDACTEUR)
    return found


@pytest.mark.parametrize("way", WAYS)
def test_from_a_sentence_to_the_secretariaat(
    bijdrage: Bijdrage, browser: Browser, base_url: str, way: str
) -> None:
    huis = Huis(browser, base_url, way)
    adres = f"/schrijven/{bijdrage.pk}/"
    daan, joris = huis.enters("daan", adres), huis.enters("joris", adres)
    writes_and_hands_in(daan, huis.script)
    remarks_suggests_and_edits(joris, huis.script)
    naima = huis.enters("naima", adres)
    answers_and_objects(naima, daan)
    eva = huis.enters("eva", adres)
    cannot_approve_and_sends_back(eva)
    takes_over_and_hands_in_again(daan)
    approve_in_three_steps(huis, eva, joris, bijdrage)
    reopened_and_written_again(joris, daan)
    handed_over(huis, joris, bijdrage)


def staat(bijdrage: Bijdrage) -> str:
    bijdrage.refresh_from_db()
    return str(bijdrage.staat)


def writes_and_hands_in(daan: Mens, script: bool) -> None:
    daan.look("bijdrage om te schrijven")
    daan.open(f"Schrijven aan {VAN_ELF}")
    daan.hand.add(" Dat is meer dan de helft.")
    if script:
        stand = daan.page.locator("#opslagstand")
        expect(stand).to_have_text(re.compile("^Opgeslagen om"), timeout=20_000)
    daan.look("schrijven")
    daan.press("Opslaan en terug")
    daan.says("Dat is meer dan de helft.")
    daan.press("Indienen")
    daan.says("Indienen? Er mist nog iets")
    daan.look("er mist nog iets")
    daan.press("Toch indienen")
    daan.says("De bijdrage is nu ingediend.")


def remarks_suggests_and_edits(joris: Mens, script: bool) -> None:
    """In a window that was open before it was handed in."""
    joris.page.reload()
    joris.look("bijdrage om te beoordelen")
    joris.hand.remark(VAN_ELF, WOORDEN, "Klopt dit met de telling?")
    joris.lands()
    expect(joris.page.locator("mark", has_text=WOORDEN)).to_be_visible()
    joris.look("een opmerking")
    joris.open(f"Een voorstel doen bij {VAN_ELF}")
    joris.look("voorstel doen")
    joris.hand.add(" Wij gaan door tot iedere school meedoet.")
    joris.press("Voorstel versturen")
    joris.says("Het voorstel ligt bij de schrijver.")
    joris.look("een voorstel")
    joris.open("Digitale criminaliteit")
    joris.open(f"Redigeren: {VIJFTIEN}")
    joris.says("U redigeert een ingediende tekst.")
    joris.look("redigeren")
    joris.hand.add(" Het waren gezellige middagen.")
    joris.press("Opslaan en terug")
    joris.says("Redactioneel gewijzigd na het indienen")


def answers_and_objects(naima: Mens, daan: Mens) -> None:
    """The one writer answers the remark, the other objects."""
    naima.hand.unfold("Antwoorden op Joris")
    naima.hand.fill("Antwoord", "Ja, zie het register.")
    naima.press("Antwoord plaatsen")
    naima.says("Ja, zie het register.")
    daan.page.reload()
    daan.says("gezellige middagen")
    daan.look("redactioneel gewijzigd")
    daan.hand.unfold("Bezwaar maken")
    daan.hand.fill("Waarom bent u het er niet mee eens?", "Gezellig is geen resultaat.")
    daan.press("Bezwaar maken")
    daan.says("Uw bezwaar staat erbij")


def cannot_approve_and_sends_back(eva: Mens) -> None:
    eva.says("maakt bezwaar")
    eva.press("Goedkeuren")
    eva.press("Toch goedkeuren")
    eva.says("maakt bezwaar tegen wat er redactioneel is gewijzigd")
    eva.look("goedkeuren mag niet")
    eva.hand.unfold("Terugsturen met een reden")
    eva.hand.fill("Waarom terugsturen?", "Los het bezwaar op.")
    eva.press("Terugsturen")
    eva.says("De bijdrage is nu teruggestuurd.")


def takes_over_and_hands_in_again(daan: Mens) -> None:
    daan.page.reload()
    daan.says("Teruggestuurd door Eva.")
    daan.says("Los het bezwaar op.")
    daan.look("teruggestuurd")
    daan.press("Afgehandeld: Klopt dit")
    daan.open("Bekijk en beslis")
    daan.look("alle voorstellen")
    daan.open("Op het scherm")
    daan.press("Overnemen")
    daan.says("Over alle voorstellen is besloten.")
    daan.look("een voorstel overgenomen")
    daan.open("Digitale criminaliteit")
    daan.says("tot iedere school meedoet")
    daan.open(f"Schrijven aan {VIJFTIEN}")
    daan.hand.add(" De deelnemers gaven een 8.")
    daan.press("Opslaan en terug")
    daan.press("Indienen")
    daan.press("Toch indienen")
    daan.says("De bijdrage is nu ingediend.")


def approve_in_three_steps(huis: Huis, eva: Mens, joris: Mens, bijdrage: Bijdrage) -> None:
    eva.page.reload()
    eva.hand.unfold("Gewijzigd sinds het terugsturen (2 plaatsen)")
    gewijzigd = eva.page.locator("ins")
    expect(gewijzigd.filter(has_text="De deelnemers gaven een 8.").first).to_be_visible()
    expect(gewijzigd.filter(has_text="tot iedere school meedoet").first).to_be_visible()
    eva.look("wat er is gewijzigd")
    approves(eva)
    eva.says("De volgende stap is aan een ander.")
    eva.open("Alles wat is ingediend")
    eva.look("twee versies")
    marit = huis.enters("marit", f"/schrijven/{bijdrage.pk}/")
    marit.says("Akkoord van Eva")
    marit.look("na een eerste akkoord")
    approves(marit)
    assert staat(bijdrage) == "ingediend"
    asks_by_mail(joris)
    by_link(huis)
    assert staat(bijdrage) == "goedgekeurd"
    held = Stap.objects.filter(soort="bijdrage", record=bijdrage.pk, stap="akkoord")
    assert [s.wie for s in held.order_by("pk")] == ["Eva", "Marit Holtrop", "Pia de Wit"]
    assert {s.versie for s in held} == {bijdrage.versie}


def approves(mens: Mens) -> None:
    mens.press("Goedkeuren")
    mens.press("Toch goedkeuren")


def asks_by_mail(joris: Mens) -> None:
    joris.page.reload()
    joris.open("Akkoord vragen per mail")
    joris.look("akkoord vragen")
    joris.press("Link versturen")
    joris.says("Dit veld is verplicht.")
    joris.hand.fill("Naam", "Pia de Wit")
    joris.hand.fill("Functie", "wethouder")
    joris.hand.fill("E-mailadres", "pia@stad.example")
    joris.hand.choose("Dit akkoord telt als", "de stap van de portefeuillehouder")
    joris.press("Link versturen")
    joris.says("De link gaat per mail.")


def by_link(huis: Huis) -> None:
    """On a phone, without an account, on the address in the mail."""
    found = re.search(r"/akkoord/[\w-]+/", Bericht.objects.latest("pk").tekst)
    assert found
    pia = huis.window(360)
    pia.go(huis.base + found[0])
    pia.says("tot iedere school meedoet")
    pia.look("per link lezen")
    pia.hand.fill("Opmerking (bij ‘niet akkoord’ nodig)", "Mooi stuk.")
    pia.press("Akkoord")
    pia.says("Uw antwoord is bewaard: akkoord")
    pia.look("per link bedankt")
    pia.go(huis.base + found[0])
    pia.says("Deze link werkt niet meer")
    pia.look("per link te laat")


def reopened_and_written_again(joris: Mens, daan: Mens) -> None:
    joris.open("Digitale criminaliteit")
    joris.look("goedgekeurd")
    joris.hand.fill("Waarom heropenen?", "Er is een nieuw cijfer.")
    joris.press("Heropenen")
    joris.says("De bijdrage is nu concept.")
    daan.page.reload()
    daan.says("Er is een nieuw cijfer.")
    daan.look("heropend")


def handed_over(huis: Huis, joris: Mens, bijdrage: Bijdrage) -> None:
    """All themes were approved, this one a second time."""
    bijdrage = Bijdrage.objects.get(pk=bijdrage.pk)
    people = {g.username: g for g in Gebruiker.objects.all()}
    move_staat("indienen", bijdrage, people["daan"])
    for wie in ("eva", "marit", "floris"):
        move_staat("goedkeuren", bijdrage, people[wie], gezien=bijdrage.versie)
    assert staat(bijdrage) == "goedgekeurd"
    Bijdrage.objects.filter(ronde=bijdrage.ronde).update(staat="goedgekeurd")
    joris.go(f"{huis.base}/schrijven/ronde/{bijdrage.ronde_id}/")
    joris.look("de ronde")
    joris.press("Geef door aan het secretariaat")
    joris.says("Doorgeven? Nog niet alles is klaar")
    joris.look("doorgeven")
    joris.press("Ja, geef de brief zo door")
    joris.look("doorgegeven")
    bericht = Bericht.objects.get(soort="doorgegeven")
    assert bericht.aan.startswith("greet@")
    greet = huis.enters("greet", "/start/")
    greet.go(huis.base + re.findall(r"/concept/[\w-]+/besluit/", bericht.tekst)[0])
    greet.says("klaar voor college")
    greet.look("bij het secretariaat")
