"""Every screen of those who write, edit, take in and use Word, and the states that are often
forgotten: no barrier, and no scrolling sideways at any width."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from monitoring.models import Meting
from rapportage.audit.oordelen import judged_mirror, start_oordeel
from rapportage.bijlagen.bewerken import add_bijlage
from rapportage.brieven import start_spiegel
from rapportage.herkend import lijst_of
from rapportage.models import Functionaris
from rapportage.voorstel.editing import start_voorstel
from tests import demo
from tests.browser.hulp import log_in, looks_fine, without_barriers
from tests.fabriek import een_bijlagetekst, een_inleesbestand, een_paragraaf, een_planstuk
from tests.rapportage.publiceren import publish_quickly
from tests.rechten import BEWERKEN
from tests.schermen import writing_screens
from tests.themas.views.test_word import bring_back, fetch, full_return
from themas.models import (
    Bijdrage,
    Kruisverband,
    Ronde,
    Thema,
    Voorstel,
    Voorstelbesluit,
    Voortgang,
)
from veiligheid.core.models import Gebruiker, Inleesbestand, Opmerking, Taak
from veiligheid.document.oordeel import is_judgeable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EERSTE, TWEEDE = "De stad is druk en levendig.", "Er hangen zes camera’s."


@pytest.fixture
def bijdrage(transactional_db: None) -> Bijdrage:
    """Daan's, with three paragrafen more in it, that a Word file is going to change."""
    demo.load()
    record = Bijdrage.objects.get(thema__slug="digitale-criminaliteit", ronde__staat="open")
    een_paragraaf(
        record,
        "Tellen",
        ("context", f"<p>{EERSTE}</p>"),
        ("terugblik", "<p>We hielden twaalf controles met de politie.</p><p>Dat was meer.</p>"),
        ("vooruitblik", "<p>Er komen er twee bij.</p>"),
    )
    een_paragraaf(record, "Camera’s", ("terugblik", f"<p>{TWEEDE}</p>"))
    een_paragraaf(record, "Jeugd", ("terugblik", "<p>Er is veel gesproken.</p>"))
    return record


@pytest.fixture
def daan(bijdrage: Bijdrage) -> Client:
    client = Client()
    client.force_login(Gebruiker.objects.get(username="daan"))
    return client


def arguments(bijdrage: Bijdrage, daan: Client) -> dict[str, dict[str, Any]]:
    """Whose screen it is, and what its address names."""
    brief = bijdrage.ronde.brieven.get()
    onderdeel = brief.onderdelen.create(
        plek="inleiding", positie=99, sleutel="i", tekst="<p>In mei hoort u meer.</p>"
    )
    voortgang = bijdrage.voortgangen.get(kop="Tellen")
    # Something in its history.
    daan.post(f"/schrijven/{bijdrage.pk}/{voortgang.pk}/structuur/", {"doe": "samenvoegen"})
    bring_back(daan, bijdrage, full_return(fetch(daan, bijdrage)))
    joris = Gebruiker.objects.get(username="joris")
    soorten = ("plan", "brief", "spiegel", "cijfers", "begroting", "stadsrekening", "kaart")
    waiting = {soort: een_inleesbestand(soort, joris).pk for soort in soorten}
    meiling = Gebruiker.objects.get(username="meiling")
    waiting["toezeggingen"] = een_inleesbestand("toezeggingen", meiling).pk
    bijlage = add_bijlage(brief, "tekst", "Wat er speelt", joris)
    een_bijlagetekst(bijlage, "In het centrum", "<p>Het is er druk.</p>")
    actie = bijdrage.thema.acties.get(titel__startswith="Cyberlessen")
    publish_quickly(start_spiegel(Ronde.objects.get(verslagjaar=2024), joris))
    oordeel = start_oordeel("spiegel-2024", None)
    rij = next(r for r in judged_mirror(oordeel).spiegel.rijen if is_judgeable(r))
    start_voorstel(brief, joris)
    pk, slug, ronde = {"pk": bijdrage.pk}, {"slug": brief.slug}, {"pk": bijdrage.ronde_id}
    meting = Meting.objects.filter(indicator__slug="drugspanden")[0]
    indicator = {"slug": "drugspanden"}
    deelproduct = bijdrage.ronde.plan.deelproducten.all()[0]
    paragraaf = {**pk, "voortgang": voortgang.pk}
    where: dict[str, Any] = {
        **dict.fromkeys(
            (
                "bijdrage",
                "bijdrage-bevindingen",
                "terugkomsten",
                "verwijzingen",
                "versies",
                "akkoord-vragen",
            ),
            pk,
        ),
        **dict.fromkeys(
            (
                "concept",
                "concept-bevindingen",
                "brief-schrijven",
                "brief-feiten",
                "publiceren",
                "brief-besluit",
                "voorstel",
                "brief-opmerkingen",
                "brief-toezeggingen",
            ),
            slug,
        ),
        **{
            naam: {"soort": "onderdeel", "pk": onderdeel.pk}
            for naam in ("deel", "deel-versies", "deel-akkoord")
        },
        "functionaris": {"pk": Functionaris.objects.all()[0].pk},
        "brief-intrekken": {"slug": "spiegel-2024"},
        "geheim": {"slug": "spiegel-2024"},
        **dict.fromkeys(("paragraaf", "voorstel-doen"), paragraaf),
        **dict.fromkeys(("ronde", "ronde-inrichten", "ronde-staat", "ronde-logboek"), ronde),
        "schrijver-vervangen": {"pk": bijdrage.ronde_id, "wie": bijdrage.adviseurs.all()[0].pk},
        "onderdeel": {**slug, "pk": onderdeel.pk},
        "brief-toezegging": {**slug, "zin": lijst_of(brief).wachtend[0].sleutel},
        "concept-thema": {**slug, "thema": bijdrage.thema.slug},
        "concept-raad": {**slug, "thema": bijdrage.thema.slug},
        "actie": {**pk, "actie": actie.pk},
        "terugkomst": {**pk, "terugkomst": bijdrage.terugkomsten.get().pk},
        **{f"importeer-{soort}-voorproef": {"pk": pk} for soort, pk in waiting.items()},
        **dict.fromkeys(("indicator", "meting-nieuw"), indicator),
        "meting": {**indicator, "pk": meting.pk},
        "deelproduct": {"plan": deelproduct.plan.slug, "slug": deelproduct.slug},
        **_of_the_plan(bijdrage),
        "bijlagen": slug,
        "bijlage-schrijven": {**slug, "sleutel": bijlage.sleutel},
        "concept-bijlage": {**slug, "nummer": bijlage.nummer},
        "audit-oordelen": {"slug": oordeel.slug},
        "audit-rij": {"slug": oordeel.slug, "sleutel": rij.sleutel},
        "spiegel": {"plan": bijdrage.ronde.plan.slug, "jaar": bijdrage.ronde.verslagjaar},
    }
    return where | {f"{naam}-geschiedenis": where[naam] for naam in BEWERKEN if naam in where}


def _of_the_plan(bijdrage: Bijdrage) -> dict[str, Any]:
    """A theme with all that a theme can have, one that is in no round yet, and a proposal."""
    plan = bijdrage.ronde.plan
    where = een_planstuk(plan)
    Thema.objects.filter(pk=where["plan-thema"]["pk"]).update(toegevoegd_in=None)
    Kruisverband.objects.create(
        plan=plan, van_id=where["plan-thema"]["pk"], naar=bijdrage.thema, reden="Ja.",
        staat="voorstel",
    )  # fmt: skip
    return where


HENDRIK = {"audit", "audit-oordelen", "audit-rij", "audit-rij-geschiedenis"}
DAAN = {
    "start",
    "mijn-themas",
    "bijdrage",
    "paragraaf",
    "paragraaf-geschiedenis",
    "actie",
    "actie-geschiedenis",
    "verwijzingen",
}
DAAN |= {"terugkomsten", "terugkomst", "concept-thema", "concept-raad"}


# What the secretariaat alone has, and the griffie.
GREET = {"publiceren", "brief-intrekken", "geheim"}
MEILING = {"importeer-toezeggingen", "importeer-toezeggingen-voorproef"}


def screens_of(wie: str) -> list[str]:
    """By name; the eindredacteur has whatever nobody else has."""
    joris = writing_screens() - DAAN - GREET - MEILING - HENDRIK
    of = {"daan": DAAN, "joris": joris, "greet": GREET, "meiling": MEILING, "hendrik": HENDRIK}
    return sorted(of[wie])


@pytest.mark.parametrize(
    ("wie", "deel"),
    [("daan", 0), ("joris", 0), ("joris", 1), ("joris", 2), ("greet", 0), ("meiling", 0),
     ("hendrik", 0)],
)  # fmt: skip
def test_every_screen(
    bijdrage: Bijdrage, daan: Client, browser: Browser, base_url: str, wie: str, deel: int
) -> None:
    """deel: of the many screens of the eindredacteur each third one, from this."""
    named = arguments(bijdrage, daan)
    namen = screens_of(wie)[deel :: 3 if wie == "joris" else 1]
    page = browser.new_context(locale="nl-NL").new_page()
    log_in(page, base_url, wie)
    for naam in [*namen, "start"]:
        without_barriers(page, base_url + reverse(naam, kwargs=named.get(naam)))
    if wie == "hendrik":
        oordeel = named["audit-oordelen"]
        without_barriers(page, base_url + reverse("concept", kwargs=oordeel))


# Per form that is not saved by itself: its number, and the first field somebody can type in.
_FORMS = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const visible = (el) => el.offsetParent && !el.readOnly && !el.disabled;
  const types = ["text", "textarea", "number", "search", "email", "url", "date"];
  return [...document.forms].flatMap((form, n) => {
    if (form.method !== "post" || "opslaan" in form.dataset) return [];
    const el = [...form.elements].find((el) => types.includes(el.type) && el.name && visible(el));
    if (!el) return [];
    el.dataset.proef = n;
    return [[`[data-proef="${n}"]`, el.type]];
  });
}"""


def test_what_is_typed_on_every_screen_is_kept(
    bijdrage: Bijdrage, daan: Client, browser: Browser, base_url: str
) -> None:
    """Whoever walks away from a form is offered at the next visit what was typed in it."""
    named = arguments(bijdrage, daan)
    found = 0
    for wie in ("daan", "joris", "greet", "meiling", "hendrik"):
        page = browser.new_context(locale="nl-NL").new_page()
        log_in(page, base_url, wie)
        for naam in screens_of(wie):
            adres = base_url + reverse(naam, kwargs=named.get(naam))
            page.goto(adres)
            fields = page.evaluate(_FORMS)
            for field, soort in fields:
                page.locator(field).focus()
                if soort == "date":
                    page.locator(field).fill("2026-01-02")
                else:
                    page.keyboard.press("End")
                    page.keyboard.type("7")
            if not fields:
                continue
            page.goto(f"{base_url}/brieven/")
            page.goto(adres)
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            offers = page.get_by_role("button", name="Zet die tekst terug")
            expect(offers, naam).to_have_count(len(fields))
            found += len(fields)
        page.context.close()
    assert found >= 20


def test_the_facts_as_the_secretariaat_sees_them(
    bijdrage: Bijdrage, page: Page, base_url: str
) -> None:
    log_in(page, base_url, "greet")
    brief = bijdrage.ronde.brieven.get()
    without_barriers(page, f"{base_url}/concept/{brief.slug}/gegevens/")
    # Not everything approved; everything approved, with findings and the form.
    without_barriers(page, f"{base_url}/concept/{brief.slug}/publiceren/")
    without_barriers(page, f"{base_url}/concept/veiligheidsbrief-2025/publiceren/")


def test_proposals_in_every_state(
    bijdrage: Bijdrage, daan: Client, page: Page, base_url: str
) -> None:
    """Taken, refused, waiting for another, and no longer fitting."""
    bring_back(daan, bijdrage, full_return(fetch(daan, bijdrage)))
    terugkomst = bijdrage.terugkomsten.get()
    adres = f"/schrijven/{bijdrage.pk}/terug/{terugkomst.pk}/"
    first, second, *_ = Voorstel.objects.order_by("nummer")
    daan.post(f"{adres}voorstel/{first.nummer}/", {"doe": "overnemen"})
    daan.post(f"{adres}voorstel/{second.nummer}/", {"doe": "weigeren"})
    daan.post(f"/opmerkingen/{Opmerking.objects.get().pk}/", {"doe": "afhandelen"})
    jeugd = bijdrage.voortgangen.get(kop="Jeugd").blokken.get()
    type(jeugd).objects.filter(pk=jeugd.pk).update(tekst="<p>Heel iets anders.</p>")
    assert Voorstelbesluit.objects.count() == 2
    log_in(page, base_url, "daan")
    page.goto(base_url + adres)
    expect(page.get_by_text("Past niet meer").first).to_be_visible()
    looks_fine(page)
    bijdrage.staat = "ingediend"
    bijdrage.save()
    without_barriers(page, base_url + adres)
    without_barriers(page, f"{base_url}/schrijven/{bijdrage.pk}/terug/")


def test_states_of_a_bijdrage(bijdrage: Bijdrage, browser: Browser, base_url: str) -> None:
    """Empty, nothing missing, handed in, sent back, approved: for its writer and its editor."""
    adres = f"{base_url}/schrijven/{bijdrage.pk}/"
    leeg = Bijdrage.objects.filter(adviseurs__username="daan", voortgangen=None).first()
    assert leeg is not None
    schrijver, redactie = (browser.new_context(locale="nl-NL").new_page() for _ in "sr")
    log_in(schrijver, base_url, "daan")
    log_in(redactie, base_url, "joris")
    without_barriers(schrijver, f"{base_url}/schrijven/{leeg.pk}/")
    een_paragraaf(bijdrage, "", ("context", ""))
    eerste = bijdrage.voortgangen.order_by("positie")[0].pk
    without_barriers(schrijver, adres)
    schrijver.get_by_role("button", name="Indienen").click()
    # What is missing is asked about.
    looks_fine(schrijver)
    schrijver.get_by_role("button", name="Toch indienen").click()
    expect(schrijver.get_by_text("Alleen lezen.")).to_be_visible()
    looks_fine(schrijver)
    redactie.goto(adres)
    redactie.get_by_text("Terugsturen met een reden").click()
    looks_fine(redactie)
    redactie.get_by_label("Waarom terugsturen?").fill("Noem ook het aantal scholen.")
    redactie.get_by_role("button", name="Terugsturen").click()
    expect(redactie.get_by_text("De bijdrage is nu teruggestuurd.")).to_be_visible()
    schrijver.goto(adres)
    expect(schrijver.get_by_text("Noem ook het aantal scholen.")).to_be_visible()
    looks_fine(schrijver)
    schrijver.get_by_role("button", name="Indienen").click()
    schrijver.get_by_role("button", name="Toch indienen").click()
    without_barriers(redactie, f"{adres}versies/")
    without_barriers(redactie, f"{adres}{eerste}/voorstel/")
    without_barriers(redactie, f"{adres}{eerste}/")
    redactie.goto(adres)
    looks_fine(redactie)
    redactie.get_by_role("button", name="Goedkeuren").click()
    redactie.get_by_role("button", name="Toch goedkeuren").click()
    expect(redactie.get_by_label("Waarom heropenen?")).to_be_visible()
    looks_fine(redactie)
    without_barriers(schrijver, adres)


def test_what_goes_wrong_while_writing(bijdrage: Bijdrage, page: Page, base_url: str) -> None:
    """Refused input, a removed paragraaf, a letter with a form sent in vain."""
    log_in(page, base_url, "daan")
    voortgang = bijdrage.voortgangen.get(kop="Tellen")
    adres = f"{base_url}/schrijven/{bijdrage.pk}/{voortgang.pk}/"
    page.goto(adres)
    page.get_by_label("Kop", exact=True).fill("")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Geef deze paragraaf een kop.").first).to_be_visible()
    looks_fine(page)
    Voortgang.objects.filter(pk=voortgang.pk).update(verwijderd_op=timezone.now(), positie=None)
    page.goto(adres)
    expect(page.get_by_text("Deze paragraaf is verwijderd.")).to_be_visible()
    looks_fine(page)
    without_barriers(page, f"{base_url}/schrijven/{bijdrage.pk}/")
    page.get_by_label("Kop van de nieuwe paragraaf").fill("")
    page.get_by_role("button", name="Paragraaf toevoegen").click()
    expect(page.locator("[aria-invalid=true]")).to_be_visible()
    looks_fine(page)


@pytest.mark.parametrize(
    ("velden", "words"),
    [
        ({"staat": "bezig", "stap": "Stap 2 van 2: er wordt gekeken."}, "Stap 2 van 2"),
        ({"staat": "geweigerd"}, "kan zo niet worden ingelezen"),
        ({"staat": "mislukt"}, "Mislukt."),
        ({"staat": "wacht", "gevraagd_op": timezone.now() - timedelta(hours=1)}, "draait niet"),
        ({"verloopt_op": timezone.now() - timedelta(hours=1)}, "Verlopen."),
        ({"ingelezen_op": timezone.now()}, "Ingelezen."),
    ],
    ids=["bezig", "geweigerd", "mislukt", "vergeefs", "verlopen", "ingelezen"],
)
def test_states_of_an_import(
    transactional_db: None, page: Page, base_url: str, velden: dict[str, Any], words: str
) -> None:
    demo.load()
    bestand = een_inleesbestand("plan", Gebruiker.objects.get(username="joris"))
    mine = {"verloopt_op", "ingelezen_op"} & velden.keys()
    record = Inleesbestand.objects.filter(pk=bestand.pk) if mine else Taak.objects
    record.update(**velden)
    log_in(page, base_url, "joris")
    page.goto(f"{base_url}/importeren/plan/{bestand.pk}/")
    expect(page.get_by_text(re.compile(re.escape(words))).first).to_be_visible()
    looks_fine(page)
