"""A letter and the register: references, findings, and what publishing makes public."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from rapportage.composition import compose
from rapportage.editing import remove_onderdeel
from rapportage.models import Brief, Onderdeel
from rapportage.publishing import prepare, publish
from rapportage.toezeggingen import aanbod_for as aanbod_in
from rapportage.toezeggingen import register_sentence as register_in_onderdeel
from rapportage.verwijsdoelen import verwijsdoelen
from tests.fabriek import een_brief, een_plan, een_thema, een_toezegging, iemand
from tests.rapportage.publiceren import publish_quickly
from themas.models import Blok, Toezegging, Voortgang
from themas.toezeggingen.aanbod import aanbod_for
from themas.toezeggingen.herkomst import GepubliceerdeBrief
from themas.toezeggingen.opnemen import register_sentence
from themas.toezeggingen.permissions import visible_toezeggingen
from themas.toezeggingen.transitions import publish_with_letter
from veiligheid.core.rollen import Rol
from veiligheid.core.verwijzingen import Soort, link, with_label

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    return een_brief(themas=1, paragrafen=1, datum=date(2025, 1, 14))


def write(brief: Brief, html: str) -> Voortgang:
    blok = Blok.objects.filter(voortgang__bijdrage__ronde=brief.ronde).order_by("pk")[0]
    blok.tekst = html
    blok.save()
    return blok.voortgang


def composed(brief: Brief) -> tuple[str, list[str]]:
    compositie = compose(brief)
    paragraaf = next(compositie.document.hoofdstukken).paragrafen[0]
    return paragraaf.blokken[0].html, [b.code for b in compositie.bevindingen if b.blokkeert]


@pytest.mark.parametrize(
    ("tekst", "label", "woorden"),
    [
        ("motie M24-9", "M25-012", "motie M25-012"),
        ("(toezegging 3)", "T26-1", "(toezegging T26-1)"),
        ("zie 2024/9, daar", "2025/14", "zie 2025/14, daar"),
        ("de toezegging", "T1", "de toezegging"),
        ("motie 5", "", "motie 5"),
        ("motie 5", "<b>", "motie &lt;b&gt;"),
        # The day of the meeting is the writer's.
        ("de motie van 12 maart (M24-9)", "M25-012", "de motie van 12 maart (M25-012)"),
        ("de motie van 12 maart", "M25-012", "de motie van 12 maart"),
        ("de motie van 12 maart", "14", "de motie van 12 maart"),
        ("motie 9 van 12 maart", "14", "motie 14 van 12 maart"),
        ("onze 3 antwoorden op motie 7", "M25-012", "onze 3 antwoorden op motie M25-012"),
    ],
)
def test_only_the_number_is_live(tekst: str, label: str, woorden: str) -> None:
    assert with_label(tekst, label) == woorden


def test_a_reference_gets_the_griffies_number_of_now(brief: Brief) -> None:
    t = een_toezegging(nummer="M25-3", openbaar=True)
    write(brief, f"<p>Zie {link(Soort.TOEZEGGING, t.sleutel, 'motie M1')}.</p>")
    html, blocking = composed(brief)
    assert html == f'<p>Zie <a href="/toezeggingen/{t.sleutel}/">motie M25-3</a>.</p>'
    assert not blocking
    Toezegging.objects.update(nummer="M25-4")
    assert "motie M25-4" in composed(brief)[0]


@pytest.mark.parametrize("there", [True, False], ids=["secret", "gone"])
def test_a_reference_to_what_readers_may_not_see_blocks(brief: Brief, there: bool) -> None:
    sleutel = een_toezegging(plek="Brief 2026").sleutel if there else "bestaatniet"
    write(brief, f"<p>Zie {link(Soort.TOEZEGGING, sleutel, 'motie 1')}.</p>")
    html, blocking = composed(brief)
    assert html == "<p>Zie motie 1.</p>"
    assert blocking == ["verwijzing-los"]


def test_an_overdue_promise_is_a_finding_of_the_letter(brief: Brief) -> None:
    thema = brief.ronde.bijdragen.all()[0].thema
    made = date(2023, 5, 1)
    een_toezegging(thema=thema, gemaakt_op=made, termijn_op=date(2024, 1, 1), openbaar=True)
    assert "toezegging-te-laat" in [b.code for b in compose(brief).bevindingen]


def test_one_can_choose_what_to_refer_to(brief: Brief) -> None:
    thema = brief.ronde.bijdragen.all()[0].thema
    public = een_toezegging(thema=thema, nummer="M1", soort="motie", openbaar=True)
    een_toezegging(thema=thema, plek="Brief 2027")
    offered = verwijsdoelen(brief.ronde, iemand(Rol.EINDREDACTEUR))
    entries = [v for v in offered if v.groep == "toezegging"]
    assert [(v.href, v.tekst) for v in entries] == [
        (f"verwijzing:toezegging/{public.sleutel}", "motie M1")
    ]


def test_publishing_makes_its_promises_public(brief: Brief) -> None:
    paragraaf = write(brief, "<p>Voor de zomer van 2025 ontvangt u een plan.</p>")
    adviseur = iemand(Rol.BELEIDSADVISEUR)
    paragraaf.bijdrage.adviseurs.add(adviseur)
    t = register_sentence(paragraaf, aanbod_for(paragraaf)[0].sleutel, adviseur)
    assert not t.openbaar
    gereed = prepare(brief)
    publicatie = publish(brief, gereed, None)
    t.refresh_from_db()
    assert (t.openbaar, t.gemaakt_op) == (True, date(2025, 1, 14))
    anker = t.adres.split("#")[1]
    page = bytes(publicatie.bestanden.get(pad="index.html").inhoud).decode()
    assert t.adres.startswith(publicatie.get_absolute_url())
    assert f'id="{anker}"' in page


# -- The general parts ------------------------------------------------------------------------


def afsluiting(brief: Brief, tekst: str, plek: str = "afsluiting") -> Onderdeel:
    return Onderdeel.objects.create(
        brief=brief, plek=plek, positie=9, niveau=2, sleutel="tot-slot", kop="Tot slot", tekst=tekst
    )


def test_a_general_part_offers_its_sentences_too(brief: Brief) -> None:
    onderdeel = afsluiting(brief, "<p>Begin 2026 ontvangt u een brief. Dank u wel.</p>")
    client = Client()
    client.force_login(iemand(Rol.EINDREDACTEUR))
    args = [brief.slug, onderdeel.pk]
    page = client.get(reverse("onderdeel", args=args)).content.decode()
    assert "U belooft hier iets aan de raad" in page
    assert "begin 2026 (uiterlijk 31 maart 2026)" in page
    (offer,) = aanbod_in(onderdeel)
    post = reverse("onderdeel-toezegging", args=args)
    answer = client.post(post, {"zin": offer.sleutel}, follow=True)
    assert "In het register" in answer.content.decode()
    t = Toezegging.objects.get()
    assert (t.tekst, t.plek, t.thema, t.ronde) == (
        "Begin 2026 ontvangt u een brief.",
        "Brief 2025 › Tot slot",
        None,
        brief.ronde,
    )
    # Once is enough; what is not there any more can't be registered.
    for zin in (offer.sleutel, "0" * 32):
        answer = client.post(post, {"zin": zin}, follow=True)
        assert "utrecht-alert--error" in answer.content.decode()
    assert Toezegging.objects.count() == 1


def test_its_theme_is_chosen_when_it_is_registered(brief: Brief) -> None:
    """One of the round's; whoever registers another plan's registers none."""
    tekst = "Wij sturen u in mei een voorstel en informeren u in september over de uitkomst."
    onderdeel = afsluiting(brief, f"<p>{tekst}</p>")
    client = Client()
    client.force_login(iemand(Rol.EINDREDACTEUR))
    args = [brief.slug, onderdeel.pk]
    page = client.get(reverse("onderdeel", args=args)).content.decode()
    thema = brief.ronde.bijdragen.order_by("positie")[0].thema
    assert page.count(f'<option value="{thema.pk}">{thema.titel}</option>') == 2
    elders = een_thema(een_plan(), "Elders")
    # Two promises in one sentence: either has its own place in the register.
    for offer, keuze in zip(aanbod_in(onderdeel), (thema, elders), strict=True):
        post = {"zin": offer.sleutel, "thema": keuze.pk}
        client.post(reverse("onderdeel-toezegging", args=args), post)
    assert [(t.termijn, t.thema) for t in Toezegging.objects.order_by("pk")] == [
        ("in mei", thema),
        ("in september", None),
    ]
    assert "toezegging-zin-weg" not in [b.code for b in compose(brief).bevindingen]
    assert all(a.toezegging for a in aanbod_in(onderdeel))


@pytest.mark.parametrize("plek", ["afsluiting", "prioritair"])
def test_it_becomes_public_with_its_letter(brief: Brief, plek: str) -> None:
    onderdeel = afsluiting(brief, "<p>Begin 2026 ontvangt u een brief.</p>", plek)
    redactie = iemand(Rol.EINDREDACTEUR)
    t = register_in_onderdeel(onderdeel, aanbod_in(onderdeel)[0].sleutel, redactie)
    for rol in (Rol.GRIFFIE, Rol.SECRETARIAAT, Rol.BELEIDSADVISEUR):
        assert not visible_toezeggingen(iemand(rol)).exists()
    Brief.objects.update(portefeuillehouder="burgemeester")
    brief.refresh_from_db()
    publicatie = publish_quickly(brief)
    t.refresh_from_db()
    assert (t.openbaar, t.portefeuillehouder) == (True, "burgemeester")
    page = bytes(publicatie.bestanden.get(pad="index.html").inhoud).decode()
    assert f'id="{t.adres.split("#")[1]}"' in page


def test_a_removed_general_part_publishes_nothing_and_is_told(brief: Brief) -> None:
    onderdeel = afsluiting(brief, "<p>Begin 2026 ontvangt u een brief.</p>")
    redactie = iemand(Rol.EINDREDACTEUR)
    t = register_in_onderdeel(onderdeel, aanbod_in(onderdeel)[0].sleutel, redactie)
    assert "toezegging-zin-weg" not in codes(brief)
    Onderdeel.objects.filter(pk=onderdeel.pk).update(tekst="<p>Iets anders.</p>")
    assert "toezegging-zin-weg" in codes(brief)
    Onderdeel.objects.filter(pk=onderdeel.pk).update(tekst=onderdeel.tekst)
    remove_onderdeel(onderdeel, redactie)
    assert "toezegging-zin-weg" in codes(brief)
    # Nobody may refer to it from this letter either.
    write(brief, f"<p>Zie {link(Soort.TOEZEGGING, t.sleutel, 'hier')}.</p>")
    assert "verwijzing-los" in codes(brief)
    write(brief, "<p>Niets.</p>")
    publish_quickly(brief)
    t.refresh_from_db()
    assert not t.openbaar


def test_a_document_without_the_text_makes_nothing_public(brief: Brief) -> None:
    """A mirror or a chapter of the account may be made from the same round."""
    paragraaf = write(brief, "<p>Voor de zomer van 2025 ontvangt u een plan.</p>")
    redactie = iemand(Rol.EINDREDACTEUR)
    t = register_sentence(paragraaf, aanbod_for(paragraaf)[0].sleutel, redactie)
    publish_with_letter(GepubliceerdeBrief(brief.ronde, "/brieven/x/", frozenset()), None)
    t.refresh_from_db()
    assert not t.openbaar


def test_a_mention_anywhere_in_the_letter_is_a_mention(brief: Brief) -> None:
    thema = brief.ronde.bijdragen.all()[0].thema
    late = [
        een_toezegging(
            thema=thema,
            gemaakt_op=date(2023, 5, 1),
            termijn_op=date(2024, 1, n),
            openbaar=True,
            nummer=nummer,
        )
        for n, nummer in enumerate(("M1", "T24-7", "8", "T24-77"), start=1)
    ]
    afsluiting(
        brief,
        f"<p>Zie {link(Soort.TOEZEGGING, late[0].sleutel, 'daar')} en toezegging T24-77. In 8 "
        "wijken kwamen wij langs.</p>",
    )
    found = [b.link for b in compose(brief).bevindingen if b.code == "toezegging-te-laat"]
    assert found == [reverse("toezegging-beheer", args=[t.sleutel]) for t in late[1:3]]


def codes(brief: Brief) -> list[str]:
    return [b.code for b in compose(brief).bevindingen]


@pytest.mark.bronnen
def test_what_the_real_letter_offers_once_it_is_taken_in(bronnen: Path) -> None:
    for command, naam, opties in (
        ("importeer_plan", "ivp-2022-2026", {}),
        (
            "importeer_brief",
            "veiligheidsbrief-2025",
            {"plan": "ivp-2022-2026", "jaar": 2025, "nieuwe_themas": True},
        ),
    ):
        path = bronnen / f"{naam}.docx"
        call_command(command, path, toepassen=True, stdout=StringIO(), **opties)
    paragrafen = (
        Voortgang.objects.select_related("bijdrage__ronde", "bijdrage__thema")
        .prefetch_related("blokken")
        .order_by("bijdrage__positie", "positie")
    )
    found = {
        (p.bijdrage.positie, p.positie): (a.termijn, str(a.termijn_op or ""))
        for p in paragrafen
        for a in aanbod_for(p)
    }
    assert found == {
        (1, 1): ("in de eerste helft van 2025", "2025-06-30"),
        (1, 2): ("in Q1 2025", "2025-03-31"),
        (2, 4): ("in Q1 van 2025", "2025-03-31"),
        (9, 3): ("eind van dit jaar", "2025-12-31"),
        (9, 6): ("voor de zomer van 2025", "2025-06-30"),
        (9, 7): ("voor aanvang van de experimenteerfase (vóór 7 april 2025)", "2025-04-06"),
        (10, 1): ("voor de zomer van 2025", "2025-06-30"),
        (10, 2): ("afzonderlijk", ""),
        (11, 3): ("afzonderlijk", ""),
    }
