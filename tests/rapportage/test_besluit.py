"""A letter on its way to the college and out: the states, the decision, what is said yes to, the
moment, and withdrawing."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from rapportage.besluit.moment import ask_due, unpacked
from rapportage.besluit.transitions import Beslissing, allowed, change_staat, withdraw
from rapportage.besluit.workflow import BEWAARD, OVERGANGEN, Briefstaat, Uitkomst
from rapportage.bewijs.verifieren import verify
from rapportage.bijlagen.bestanden import store_pdf
from rapportage.models import (
    Aanvaarding,
    Besluit,
    Bijlagebestand,
    Brief,
    Intrekking,
    Onderdeel,
    Planning,
    Publicatie,
)
from tests.fabriek import een_bijlagetekst, een_brief, iemand
from tests.rapportage.bijlagen.hulp import Soort, a_poor_pdf, een_bijlage
from tests.rapportage.publiceren import publish_quickly, with_all_said_yes
from tests.rechten import WIE_MAG
from tests.taken import werk_af
from themas.models import Bijdrage
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Bericht, Gebruiker, Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

CONFORM = Beslissing(Uitkomst.CONFORM, date(2026, 1, 13), "2026-0042")
KANARIE = "Zwaluwstaartje"
# A feed with nothing in it says when it was asked.
_TIME = re.compile(rb"<updated>[^<]*</updated>")


@pytest.fixture
def brief() -> Brief:
    brief = een_brief(themas=1, paragrafen=1)
    Bijdrage.objects.update(staat="goedgekeurd")
    return brief


@pytest.fixture
def secretaris() -> Gebruiker:
    return iemand(Rol.SECRETARIAAT, first_name="Greet", email="greet@voorbeeldstad.example")


@pytest.fixture
def greet(client: Client, secretaris: Gebruiker) -> Client:
    client.force_login(secretaris)
    return client


def again(brief: Brief) -> Brief:
    return Brief.objects.get(pk=brief.pk)


def decided(brief: Brief, secretaris: Gebruiker, beslissing: Beslissing = CONFORM) -> None:
    change_staat("aanbieden", brief, iemand(Rol.EINDREDACTEUR))
    naam = "aanhouden" if beslissing.uitkomst is Uitkomst.AANGEHOUDEN else "vaststellen"
    change_staat(naam, brief, secretaris, beslissing=beslissing)


# -- States -------------------------------------------------------------------------------------


def test_every_change_from_every_state_by_every_role(brief: Brief) -> None:
    """The table is the truth: what is not in it is refused, whoever asks."""
    done = 0
    own = {naam: o for naam, o in OVERGANGEN.items() if not o.volgt}
    for (naam, overgang), staat, rol in product(own.items(), BEWAARD, Rol):
        Brief.objects.filter(pk=brief.pk).update(staat=staat.value)
        wie = iemand(rol)
        met = {
            "vaststellen": CONFORM,
            "aanhouden": Beslissing(Uitkomst.AANGEHOUDEN, date(2026, 1, 13), "", "Eerst navraag."),
        }.get(naam)
        fits = staat in overgang.van and rol in overgang.rollen
        assert (naam in allowed(again(brief), wie)) == fits
        if fits:
            change_staat(naam, brief, wie, "Een reden.", met)
            assert again(brief).staat == overgang.naar
            done += 1
            continue
        with pytest.raises((PermissionDenied, Geweigerd)):
            change_staat(naam, brief, wie, "Een reden.", met)
        assert again(brief).staat == staat
    assert done == sum(len(o.van) * len(o.rollen) for o in own.values())


def test_what_a_step_asks(brief: Brief, secretaris: Gebruiker) -> None:
    editor = iemand(Rol.EINDREDACTEUR)
    Bijdrage.objects.update(staat="ingediend")
    with pytest.raises(Geweigerd, match="Nog niet alle bijdragen"):
        change_staat("aanbieden", brief, editor)
    Bijdrage.objects.update(staat="goedgekeurd")
    change_staat("aanbieden", brief, editor)
    with pytest.raises(Geweigerd, match="Schrijf erbij waarom"):
        change_staat("terugnemen", brief, editor, " ")
    with pytest.raises(Geweigerd, match="wat het college besloot"):
        change_staat("vaststellen", brief, secretaris)
    held = Beslissing(Uitkomst.AANGEHOUDEN, date(2026, 1, 13))
    with pytest.raises(Geweigerd, match="waarom het college"):
        change_staat("aanhouden", brief, secretaris, beslissing=held)
    assert again(brief).staat == Briefstaat.KLAAR
    assert not Besluit.objects.exists()


def test_the_decision_on_screen(brief: Brief, greet: Client) -> None:
    adres = f"/concept/{brief.slug}/besluit/"
    editor = Client()
    editor.force_login(iemand(Rol.EINDREDACTEUR))
    assert "Geef door aan het secretariaat" in editor.get(adres).content.decode()
    assert "Geef door aan het secretariaat" not in greet.get(adres).content.decode()
    asked = editor.post(adres, {"doe": "aanbieden"}).content.decode()
    assert "Nog niet alles is klaar" in asked
    assert "die ontbreekt nog" in asked
    assert again(brief).staat == Briefstaat.IN_BEWERKING
    editor.post(adres, {"doe": "aanbieden", "bevestigd": "ja"})
    data = {"doe": "besluiten", "uitkomst": "gewijzigd", "nummer": "2026-0042", "toelichting": ""}
    answer = greet.post(adres, data)
    assert answer.status_code == 422
    assert "Vul de datum van het besluit in" in answer.content.decode()
    html = greet.post(adres, data | {"datum": "2026-01-13"}, follow=True).content.decode()
    assert "Gewijzigd op 13 januari 2026, nummer 2026-0042" in html
    besluit = Besluit.objects.get()
    assert (besluit.door, len(besluit.document)) == ("Greet", 64)
    assert again(brief).staat == Briefstaat.VASTGESTELD
    line = Logregel.objects.filter(verb="vaststellen").get()
    assert line.details == {
        "van": "klaar voor college",
        "naar": "vastgesteld",
        "besluit": besluit.pk,
        "uitkomst": "gewijzigd",
    }


# -- What is open -------------------------------------------------------------------------------


def test_each_open_point_asks_its_own_yes_and_is_kept(brief: Brief, greet: Client) -> None:
    page = f"/concept/{brief.slug}/publiceren/"
    data = with_all_said_yes(greet, page)
    codes = {naam.removeprefix("ja-") for naam in data if naam.startswith("ja-")}
    delen = next(code for code in codes if code.startswith("delen-niet-goedgekeurd-"))
    assert codes == {"geen-besluit", "bijlage-2-ontbreekt", delen}
    for code in codes:
        answer = greet.post(page, {n: v for n, v in data.items() if n != f"ja-{code}"})
        assert answer.status_code == 422
    assert greet.post(page, data).status_code == 302
    publicatie = Publicatie.objects.get()
    kept = {a.code: (a.zin, a.door) for a in publicatie.aanvaardingen.all()}
    assert kept.keys() == codes
    zin, door = kept["bijlage-2-ontbreekt"]
    assert zin == "De tekst verwijst naar Bijlage 2: Cijfers, en die ontbreekt nog."
    assert door == "Greet"
    assert not verify().gebreken


def test_what_was_said_yes_to_is_in_the_chain(brief: Brief, greet: Client) -> None:
    page = f"/concept/{brief.slug}/publiceren/"
    greet.post(page, with_all_said_yes(greet, page))
    Aanvaarding.objects.create(
        publicatie=Publicatie.objects.get(), code="erbij", zin="Later.", door="Iemand"
    )
    assert "de gegevens zijn veranderd" in str(verify().gebreken[0])


def test_a_decision_takes_its_point_away_until_the_text_changes(
    brief: Brief, greet: Client, secretaris: Gebruiker
) -> None:
    page = f"/concept/{brief.slug}/publiceren/"
    decided(brief, secretaris)
    assert "ja-geen-besluit" not in with_all_said_yes(greet, page)
    Onderdeel.objects.update(tekst="<p>Toch iets anders.</p>")
    html = greet.get(page).content.decode()
    assert "veranderd sinds het college hem conform vaststelde" in html
    assert "ja-anders-dan-vastgesteld" in with_all_said_yes(greet, page)


# -- The moment ---------------------------------------------------------------------------------


def planned(greet: Client, brief: Brief, moment: str) -> Any:
    page = f"/concept/{brief.slug}/publiceren/"
    return greet.post(page, with_all_said_yes(greet, page) | {"moment": moment})


# Whatever lists, counts or finds what was published.
_LISTS = (
    *("/", "/brieven/", "/nieuw/", "/plannen/", "/open-data/", "/zoeken/?q=komt"),
    *(
        "/toezeggingen/",
        "/toezeggingen/lijst.json",
        "/toezeggingen/feed.atom",
        "/brieven/feed.atom",
    ),
    *("/sitemap.xml", "/sitemap-paginas.xml", "/sitemapindex-diwoo-infocat012.xml", "/robots.txt"),
    *("/api/v1/brieven", "/data/catalogus.jsonld"),
)


def everything_public(slug: str) -> dict[str, bytes]:
    """What anybody gets at the public addresses of a letter, its annexes and their files, and at
    those that list letters: the answer with what is said of it in its headers."""
    client = Client()
    base = f"/brieven/{slug}/"
    beside = ("", "brief.pdf", "brief.json", "SHA256SUMS", "manifest.json", "thema/onderwerp-1/")
    names = (b.adres for b in Bijlagebestand.objects.filter(bijlage__brief__slug=slug))
    annex = ("bijlage/3/", "bijlage/3/bijlage.pdf", *(f"bijlage/4/{naam}" for naam in names))
    versions = ("versies/", "versie/1/")
    found = {}
    for adres in (*(base + b for b in (*beside, *annex, *versions)), *_LISTS):
        answer: Any = client.get(adres)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = [answer.headers.get(n, "") for n in ("ETag", "Last-Modified", "Link", "Location")]
        if adres in _LISTS:
            assert answer.status_code == 200, adres
            told = [t for t in told if not _TIME.search(body)]
        found[adres] = b"%d %r " % (answer.status_code, told) + _TIME.sub(b"", body)
    return found


def a_draft_that_sings(brief: Brief) -> None:
    """The word in a text, in an annex with its title and its file, and in what is promised."""
    een_bijlagetekst(
        een_bijlage(brief, Soort.TEKST, f"De {KANARIE}"), KANARIE, f"<p>{KANARIE} in beeld.</p>"
    )
    store_pdf(een_bijlage(brief, Soort.PDF, KANARIE), a_poor_pdf(), f"{KANARIE.lower()}.pdf")
    Onderdeel.objects.filter(bijlage=None).update(
        tekst=f"<p>Wij sturen de raad in juni 2026 een {KANARIE}. {KANARIE} komt eraan.</p>"
    )


def test_until_the_moment_nothing_and_then_everything(brief: Brief, greet: Client) -> None:
    with time_machine.travel(datetime(2026, 3, 28, 9, tzinfo=UTC)) as clock:
        empty = everything_public(brief.slug)
        a_draft_that_sings(brief)
        before = everything_public(brief.slug)
        assert before.items() > empty.items()  # its file has an address, where nobody is let in
        assert KANARIE.lower() in str(before.keys() - empty.keys())
        # The last Sunday of March: between two and three there is no such time.
        assert planned(greet, brief, "2026-03-29T02:30").status_code == 422
        answer = planned(greet, brief, "2026-03-30T09:00")
        assert answer.status_code == 302
        planning = Planning.objects.get()
        assert planning.moment == datetime(2026, 3, 30, 7, tzinfo=UTC)  # summer time by then
        assert unpacked(planning).pdf.startswith(b"%PDF")
        html = greet.get(f"/concept/{brief.slug}/publiceren/").content.decode()
        assert "Gepland op 30 maart 2026, 09:00" in html
        assert "Publiceer versie" not in html
        due = datetime(2026, 3, 30, 7, tzinfo=UTC)
        for moment in (due - timedelta(hours=30), due - timedelta(seconds=2)):
            clock.move_to(moment)
            ask_due()
            werk_af()
            now = everything_public(brief.slug)
            assert now == before  # not a byte more, and nothing that counts it
            assert not any(KANARIE.encode() in page for page in now.values())
            assert not Publicatie.objects.exists()
            assert not Bericht.objects.exists()
        clock.move_to(due)
        ask_due()
        ask_due()  # whichever worker, however often
        werk_af()
        now = everything_public(brief.slug)
        assert KANARIE.encode() in now[f"/brieven/{brief.slug}/"]
        assert not [a for a, p in now.items() if brief.slug in a and not p.startswith(b"200 ")]
        changed = {adres for adres in _LISTS if now[adres] != before[adres]}
        assert changed >= {"/", "/brieven/", "/brieven/feed.atom", "/sitemap-paginas.xml"}
        assert KANARIE.encode() in now["/zoeken/?q=komt"]
        assert brief.slug.encode() in now["/brieven/"]
        publicatie = Publicatie.objects.get()
        assert publicatie.gepubliceerd_op >= planning.moment
        assert Bericht.objects.filter(soort="gepubliceerd").exists()
        assert not Planning.objects.exists()
        assert not verify().gebreken


@pytest.mark.eenmaal
def test_no_role_and_no_guess_reaches_what_waits(brief: Brief, greet: Client) -> None:
    """Of everything that may be fetched, by everybody who may not read a draft."""
    a_draft_that_sings(brief)
    planned(greet, brief, (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M"))
    planning = Planning.objects.get()
    assert KANARIE in planning.document
    named = [brief.slug, str(planning.pk), str(brief.pk), "1", "2", "brief.pdf", "index.html"]
    own = [b.adres for b in Bijlagebestand.objects.all()]
    files = ("", "bijlage.pdf", f"{KANARIE.lower()}.pdf", "document.json", *own)
    rooms = ("planning", "gepland", "pakket", "taak")
    roots = [
        *(f"/brieven/{brief.slug}/{tail}" for tail in ("", "versie/1/", "bijlage/2/", "raad/")),
        *(f"/brieven/{brief.slug}/bijlage/{n}/{naam}" for n in range(1, 6) for naam in files),
        *(f"/{root}/{naam}" for root in rooms for naam in named),
        *(f"/brieven/{naam}/" for naam in named),
        *(f"/brieven/{brief.slug}/versie/{n}/{naam}" for n in range(1, 40) for naam in named),
    ]
    seen = 0
    readers = [Client(), *(as_rol(rol) for rol in Rol if rol not in _MAY_READ)]
    for client in readers:
        for adres in roots:
            for method in (client.get, client.head):
                answer = method(adres)
                seen += 1
                assert answer.status_code in (302, 404)
                assert KANARIE.lower().encode() not in answer.content.lower()
                assert "ETag" not in answer.headers
    print(f"\n{seen} pogingen, 0 keer geraakt")
    assert seen > 1000


_MAY_READ = {Rol.EINDREDACTEUR, Rol.SECRETARIAAT}


def as_rol(rol: Rol) -> Client:
    client = Client()
    client.force_login(iemand(rol))
    return client


def test_taken_back_and_refused_at_the_moment(
    brief: Brief, greet: Client, secretaris: Gebruiker
) -> None:
    page = f"/concept/{brief.slug}/publiceren/"
    soon = (timezone.localtime() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    planned(greet, brief, soon)
    greet.post(page, {"doe": "planning-intrekken"})
    assert not Planning.objects.exists()
    planned(greet, brief, soon)
    # What was approved then is somebody's draft again by the time.
    Bijdrage.objects.update(staat="concept")
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        ask_due()
        werk_af()
        ask_due()  # and nothing tries again by itself
        werk_af()
    assert not Publicatie.objects.exists()
    planning = Planning.objects.get()
    assert "nog niet goedgekeurd" in planning.melding
    (bericht,) = Bericht.objects.filter(soort="niet-gepubliceerd")
    assert bericht.aan == secretaris.email
    assert "nog niet goedgekeurd" in bericht.tekst


def test_one_publication_of_two_presses(brief: Brief, greet: Client) -> None:
    page = f"/concept/{brief.slug}/publiceren/"
    data = with_all_said_yes(greet, page)
    soon = (timezone.localtime() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    assert greet.post(page, data | {"moment": soon}).status_code == 302
    again_ = greet.post(page, data | {"moment": soon})
    assert again_.status_code == 409
    assert "Er staat al een publicatie gepland" in again_.content.decode()
    assert greet.post(page, data).status_code == 409
    assert Planning.objects.count() == 1
    for moment in ("2020-01-01T09:00", "2099-01-01T09:00"):
        Planning.objects.all().delete()
        assert greet.post(page, data | {"moment": moment}).status_code == 409


# -- Withdrawing --------------------------------------------------------------------------------


def test_withdrawn_is_gone_everywhere_and_a_notice_says_why(
    brief: Brief, greet: Client, secretaris: Gebruiker
) -> None:
    Onderdeel.objects.update(tekst=f"<p>{KANARIE} kwam.</p>")
    publish_quickly(brief)
    adres = f"/concept/{brief.slug}/intrekken/"
    assert greet.post(adres, {"reden": " "}).status_code == 422
    html = greet.post(adres, {"reden": "Er stond een naam in."}, follow=True).content.decode()
    assert "De brief is ingetrokken" in html
    now = everything_public(brief.slug)
    for adres_, page in now.items():
        assert KANARIE.encode() not in page
        if adres_.startswith(f"/brieven/{brief.slug}/") and "manifest" not in adres_:
            assert page[:3] in (b"410", b"404"), adres_
    notice = now[f"/brieven/{brief.slug}/"].decode()
    assert "is ingetrokken" in notice
    assert "Er stond een naam in." in notice
    assert brief.slug.encode() not in now["/brieven/"]
    # What was stored stays, and who withdrew it.
    assert Publicatie.objects.get().bestanden.exists()
    assert Intrekking.objects.get().door == secretaris.naam
    assert not verify().gebreken
    with pytest.raises(Geweigerd, match="niets online"):
        withdraw(brief, secretaris, "Nog eens.")
    # A next version holds again.
    Onderdeel.objects.update(tekst="<p>Zonder die naam.</p>")
    publish_quickly(again(brief), "Zonder de naam.")
    assert Client().get(f"/brieven/{brief.slug}/").status_code == 200


def test_who_may_not_publish_may_not_withdraw(brief: Brief) -> None:
    publish_quickly(brief)
    for rol in set(Rol) - {Rol.SECRETARIAAT}:
        with pytest.raises(PermissionDenied):
            withdraw(brief, iemand(rol), "Zomaar.")
    assert "brief-intrekken" in WIE_MAG
