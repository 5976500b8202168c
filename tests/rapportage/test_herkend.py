"""The promises that were recognised in a letter: one list, to take in, adjust or keep out."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from rapportage.bijlagen.bewerken import add_bijlage
from rapportage.composition import compose
from rapportage.herkend import lijst_of
from rapportage.models import Brief, Onderdeel, Publicatie
from rapportage.uitgeven import press
from tests.fabriek import een_brief, iemand
from tests.rapportage.publiceren import publish_quickly, with_all_said_yes
from tests.themas.views.formulier import filled
from themas.models import Bijdrage, Blok, Toezegging, Zinweigering
from themas.toezeggingen.transitions import Waarmee, change_state
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
DRIE = "In mei sturen wij u het plan, in juni de begroting en in september de evaluatie."
LIJKT = "Hierover wordt u afzonderlijk geïnformeerd."
SLOT = "Voor de zomer van 2025 hoort u meer."


@pytest.fixture
def brief() -> Brief:
    """Approved, with four sure promises and one that looks like it."""
    brief = een_brief(themas=1, paragrafen=1, datum=date(2025, 1, 14))
    blok = Blok.objects.filter(voortgang__bijdrage__ronde=brief.ronde).order_by("pk")[0]
    Blok.objects.filter(pk=blok.pk).update(tekst=f"<p>{DRIE}</p><p>{LIJKT}</p>")
    onderdeel = Onderdeel.objects.filter(brief=brief).order_by("-pk")[0]
    Onderdeel.objects.filter(pk=onderdeel.pk).update(tekst=f"<p>{SLOT}</p>")
    Bijdrage.objects.update(staat="goedgekeurd")
    return brief


def as_rol(rol: Rol) -> tuple[Client, Gebruiker]:
    client, gebruiker = Client(), iemand(rol, first_name=rol.value.capitalize())
    client.force_login(gebruiker)
    return client, gebruiker


def adres(brief: Brief, naam: str = "brief-toezeggingen") -> str:
    return reverse(naam, args=[brief.slug])


def on_list(client: Client, brief: Brief) -> dict[str, bool]:
    """The sentences on the list by their key, and whether they are ticked."""
    page = lxml_html.fromstring(client.get(adres(brief)).content.decode())
    return {
        box.get("value"): box.get("checked") is not None for box in page.xpath("//*[@name='zin']")
    }


def finding(brief: Brief) -> list[str]:
    found = compose(brief).bevindingen
    return [b.melding for b in found if b.code == "toezeggingen-niet-opgenomen"]


def test_one_finding_counts_them_and_leads_to_the_list(brief: Brief) -> None:
    assert finding(brief) == [
        "In de tekst zijn 5 toezeggingen herkend die niet in het register staan, waarvan 4 zeker. "
        "Neem ze op, of zeg dat zij er niet in horen."
    ]
    client, _ = as_rol(Rol.EINDREDACTEUR)
    page = client.get(adres(brief, "concept-bevindingen")).content.decode()
    assert f'href="{adres(brief)}">Ga erheen' in page
    assert adres(brief) in client.get(adres(brief, "brief-schrijven")).content.decode()
    assert f'href="{adres(brief)}"' in client.get("/start/").content.decode()


def test_what_is_sure_is_ticked_and_three_in_a_sentence_are_three(brief: Brief) -> None:
    client, _ = as_rol(Rol.SECRETARIAAT)
    ticked = on_list(client, brief)
    assert list(ticked.values()).count(True) == 4
    chosen = [sleutel for sleutel, sure in ticked.items() if sure]
    page = client.post(adres(brief), {"doe": "opnemen", "zin": chosen}, follow=True)
    assert "4 toezeggingen staan nu in het register." in page.content.decode()
    entries = Toezegging.objects.order_by("termijn_op", "termijn")
    assert [(t.termijn, t.termijn_op) for t in entries] == [
        ("in mei", date(2025, 5, 31)),
        ("in juni", date(2025, 6, 30)),
        ("voor de zomer van 2025", date(2025, 6, 30)),
        ("in september", date(2025, 9, 30)),
    ]
    assert not any(t.openbaar or t.adviseur for t in entries)
    assert [t.thema.titel if t.thema else "" for t in entries if t.paragraaf] == ["Onderwerp 1"] * 3
    assert finding(brief) == [
        "In de tekst is 1 toezegging herkend die niet in het register staat (niet zeker). "
        "Neem ze op, of zeg dat zij er niet in horen."
    ]
    # Once is enough: a page that stood open registers nothing twice.
    client.post(adres(brief), {"doe": "opnemen", "zin": chosen})
    assert Toezegging.objects.count() == 4


def test_adjusted_before_it_goes_in(brief: Brief) -> None:
    client, _ = as_rol(Rol.SECRETARIAAT)
    (sleutel,) = (s for s, sure in on_list(client, brief).items() if not sure)
    one = reverse("brief-toezegging", args=[brief.slug, sleutel])
    data = filled(client, one, "termijn")
    assert data["tekst"].endswith(LIJKT)
    data |= {"tekst": "Een brief over de huisvesting.", "termijn": "Q1 2026", "soort": "toezegging"}
    assert client.post(one, data | {"tekst": ""}).status_code == 422
    assert client.post(one, data).status_code == 302
    t = Toezegging.objects.get()
    assert (t.tekst, t.soort, t.termijn_op) == (
        "Een brief over de huisvesting.",
        "toezegging",
        date(2026, 3, 31),
    )
    assert len(lijst_of(brief).wachtend) == 4
    # It is decided about: nothing to adjust any more.
    assert client.get(one).status_code == 302


def test_a_refusal_is_kept_with_who_and_when_and_can_be_undone(brief: Brief) -> None:
    client, greet = as_rol(Rol.SECRETARIAAT)
    (sleutel,) = (s for s, sure in on_list(client, brief).items() if not sure)
    client.post(adres(brief), {"doe": "weigeren", "zin": sleutel})
    weigering = Zinweigering.objects.get()
    assert (weigering.zin, weigering.door) == (LIJKT, greet.naam)
    page = client.get(adres(brief)).content.decode()
    assert f"Buiten het register gehouden door {greet.naam} op " in page
    assert "waarvan 4 zeker" in finding(brief)[0]
    # The writer is not pressed about it again.
    joris, _ = as_rol(Rol.EINDREDACTEUR)
    paragraaf = weigering.paragraaf
    assert paragraaf is not None
    screen = reverse("paragraaf", args=[paragraaf.bijdrage_id, paragraaf.pk])
    assert 'Zet in het register<span class="vb-alleen-voorlezen">: Hierover' not in (
        joris.get(screen).content.decode()
    )
    one = reverse("brief-toezegging", args=[brief.slug, sleutel])
    assert client.get(one).status_code == 302
    client.post(adres(brief), {"doe": f"terug:{sleutel}"})
    assert not Zinweigering.objects.exists()
    assert len(lijst_of(brief).wachtend) == 5
    lines = Logregel.objects.filter(soort="zinweigering").order_by("pk")
    assert [(line.verb, line.wie) for line in lines] == [
        ("zin weigeren", greet.naam),
        ("zin terugzetten", greet.naam),
    ]


@pytest.mark.parametrize("data", [{"doe": "opnemen"}, {"doe": "weigeren"}])
def test_nothing_chosen(brief: Brief, data: dict[str, Any]) -> None:
    client, _ = as_rol(Rol.EINDREDACTEUR)
    answer = client.post(adres(brief), data)
    assert answer.status_code == 422
    assert "Vink eerst aan" in answer.content.decode()
    assert client.post(adres(brief), {"doe": "iets"}).status_code == 404


# -- Who ----------------------------------------------------------------------------------------


def test_who_has_the_list_before_and_after_publishing(brief: Brief) -> None:
    def may() -> set[Rol]:
        return {rol for rol in Rol if as_rol(rol)[0].get(adres(brief)).status_code == 200}

    assert may() == {Rol.EINDREDACTEUR, Rol.SECRETARIAAT}
    Bijdrage.objects.filter(ronde=brief.ronde).update(staat="ingediend")
    assert may() == {Rol.EINDREDACTEUR}
    publish_quickly(brief)
    assert may() == {Rol.EINDREDACTEUR, Rol.GRIFFIE}


def test_the_griffie_sees_of_a_correction_only_what_was_published(brief: Brief) -> None:
    publicatie = publish_quickly(brief)
    blok = Blok.objects.filter(tekst__contains="In mei").get()
    blok.tekst = f"<p>{DRIE}</p><p>In het geheim sturen wij u in november een nota.</p>"
    blok.save()
    client, _ = as_rol(Rol.GRIFFIE)
    page = client.get(adres(brief)).content.decode()
    assert "In het geheim" not in page
    assert LIJKT not in page  # no longer in the text: there is nothing to hang it on
    assert "zijn 4 toezeggingen herkend" in page
    assert f'href="{publicatie.get_absolute_url()}#' in page
    assert adres(brief) in client.get("/start/").content.decode()
    (hidden,) = (h for h in lijst_of(brief).wachtend if "geheim" in h.aanbod.zin)
    one = reverse("brief-toezegging", args=[brief.slug, hidden.sleutel])
    assert client.get(one).status_code == 404
    client.post(adres(brief), {"doe": "opnemen", "zin": hidden.sleutel})
    assert not Toezegging.objects.exists()
    # What readers have is public at once, and of the letter's own day; the rest waits.
    client.post(adres(brief), {"doe": "opnemen", "zin": list(on_list(client, brief))})
    joris, _ = as_rol(Rol.EINDREDACTEUR)
    joris.post(adres(brief), {"doe": "opnemen", "zin": hidden.sleutel})
    public = Toezegging.objects.filter(openbaar=True)
    assert {(t.gemaakt_op, t.adres.split("#")[0]) for t in public} == {
        (date(2025, 1, 14), publicatie.get_absolute_url())
    }
    assert public.count() == 4
    assert "geheim" in Toezegging.objects.get(openbaar=False).tekst
    html = bytes(publicatie.bestanden.get(pad="index.html").inhoud).decode()
    assert all(f'id="{t.adres.split("#")[1]}"' in html for t in public)


# -- Publishing ---------------------------------------------------------------------------------


def test_publishing_without_the_list_asks_once_and_keeps_the_yes(brief: Brief) -> None:
    client, greet = as_rol(Rol.SECRETARIAAT)
    page = adres(brief, "publiceren")
    data = with_all_said_yes(client, page)
    data.pop("ja-lijst-niet-bekeken")  # nobody said yes to that yet
    answer = client.post(page, data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "vink aan: ja, publiceer zonder deze toezeggingen in het register" in html
    assert f'href="{adres(brief)}">Los het op' in html
    assert not Publicatie.objects.exists()
    ja = [naam.removeprefix("ja-") for naam in data if naam.startswith("ja-")]
    with pytest.raises(Geweigerd, match="zonder deze toezeggingen"):
        press(brief, data["gezien"], "", greet, ja=ja)
    assert client.post(page, data | {"ja-lijst-niet-bekeken": "on"}).status_code == 302
    line = Logregel.objects.get(verb="publiceren")
    assert line.wie == greet.naam
    assert "lijst-niet-bekeken" in line.details["akkoord"]
    kept = Publicatie.objects.get().aanvaardingen.get(code="lijst-niet-bekeken")
    assert (kept.door, "5 toezeggingen herkend" in kept.zin) == (greet.naam, True)


def test_with_the_list_done_nothing_is_asked(brief: Brief) -> None:
    client, _ = as_rol(Rol.SECRETARIAAT)
    client.post(adres(brief), {"doe": "opnemen", "zin": list(on_list(client, brief))})
    page = adres(brief, "publiceren")
    assert "ja-lijst-niet-bekeken" not in client.get(page).content.decode()
    assert client.post(page, with_all_said_yes(client, page)).status_code == 302
    line = Logregel.objects.get(verb="publiceren")
    assert "lijst-niet-bekeken" not in line.details["akkoord"]
    assert_linked_both_ways(Publicatie.objects.get(), 5)


def assert_linked_both_ways(publicatie: Publicatie, aantal: int) -> None:
    """From each entry to the place in the letter, and from that place to the entry."""
    page = lxml_html.fromstring(bytes(publicatie.bestanden.get(pad="index.html").inhoud).decode())
    entries = Toezegging.objects.filter(openbaar=True)
    assert entries.count() == aantal
    for t in entries:
        where, anker = t.adres.split("#")
        assert where == publicatie.get_absolute_url()
        (place,) = page.xpath(f"//*[@id='{anker}']")
        section = place if place.xpath(".//p") else place.getparent()
        assert t.get_absolute_url() in section.xpath(".//a/@href")
        assert t.adres in Client().get(t.get_absolute_url()).content.decode()


def test_the_annex_keeps_the_state_of_its_day_in_a_correction(brief: Brief) -> None:
    """What the letter itself promises is open in it, also when it was settled by the time of the
    correction."""
    client, _ = as_rol(Rol.SECRETARIAAT)
    add_bijlage(brief, "toezeggingen", "Toezeggingen", iemand(Rol.EINDREDACTEUR))
    client.post(adres(brief), {"doe": "opnemen", "zin": list(on_list(client, brief))})

    def annex(publicatie: Publicatie) -> str:
        pages = publicatie.bestanden.filter(pad__regex=r"^bijlage/\d+/index.html$")
        found = [html for p in pages if "Stand op" in (html := bytes(p.inhoud).decode())]
        register = lxml_html.fromstring(found[0]).xpath("//*[@class='vb-register']")
        return " ".join(register[0].text_content().split())

    before = annex(publish_quickly(brief))
    assert before.startswith("Stand op 14 januari 2025: 5 toezeggingen, geen te laat.")
    assert "afgedaan" not in before
    for n, t in enumerate(Toezegging.objects.all()):
        verb, met = "deels" if n % 2 else "afdoen", Waarmee(titel="Raadsbrief")
        change_state(t, verb, iemand(Rol.GRIFFIE), waarmee=met, op=date(2025, 6, 17))
    Onderdeel.objects.filter(tekst__contains=SLOT).update(tekst=f"<p>{SLOT}</p><p>Verbeterd.</p>")
    assert annex(publish_quickly(brief, "Een zin vergeten.")) == before
    Brief.objects.filter(pk=brief.pk).update(datum=date(2025, 6, 17))
    later = annex(publish_quickly(brief, "Een andere dag."))
    assert "deels afgedaan op 17 juni 2025" in later
    assert "Deels afgedaan met: Raadsbrief" in later


# -- The real letter ----------------------------------------------------------------------------


@pytest.mark.bronnen
def test_the_real_letter_from_import_to_publication(bronnen: Path) -> None:
    said = StringIO()
    plan = bronnen / "ivp-2022-2026.docx"
    call_command("importeer_plan", plan, toepassen=True, stdout=StringIO())
    call_command(
        "importeer_brief",
        bronnen / "veiligheidsbrief-2025.docx",
        plan="ivp-2022-2026",
        jaar=2025,
        nieuwe_themas=True,
        toepassen=True,
        stdout=said,
    )
    assert "12 toezeggingen herkend die niet in het register staan, waarvan 8 zeker" in (
        said.getvalue()
    )
    brief = Brief.objects.get()
    Brief.objects.update(datum=date(2025, 1, 14))
    client, _ = as_rol(Rol.SECRETARIAAT)
    assert client.get(adres(brief)).status_code == 404
    Bijdrage.objects.update(staat="goedgekeurd")
    ticked = on_list(client, brief)
    print(f"\nlijst van de brief: {len(ticked)}, zeker {sum(ticked.values())}")
    assert (len(ticked), sum(ticked.values())) == (12, 8)
    page = adres(brief, "publiceren")
    asked = with_all_said_yes(client, page)
    asked.pop("ja-lijst-niet-bekeken")
    assert client.post(page, asked).status_code == 422
    client.post(adres(brief), {"doe": "opnemen", "zin": list(ticked)})
    assert finding(brief) == []
    answer = client.post(page, with_all_said_yes(client, page), follow=True)
    assert "Versie 1 is gepubliceerd" in answer.content.decode()
    assert_linked_both_ways(Publicatie.objects.get(), 12)
