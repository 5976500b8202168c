"""An annex that is withheld: not a byte of it in anything that was published, and what readers are
told instead."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from rapportage.bewijs.lezer import read_pdf
from rapportage.bijlagen.bestanden import store_pdf
from rapportage.models import (
    Bijlage,
    Bijlagebestand,
    Brief,
    Manifest,
    Publicatie,
    Publicatiebestand,
)
from rapportage.publishing import prepare, publish
from tests.fabriek import een_bijlagetekst, een_toezegging, iemand
from tests.rapportage.bewijs.test_controleren import pdf_of
from tests.rapportage.bijlagen.hulp import (
    Soort,
    a_poor_pdf,
    een_bijlage,
    een_kale_brief,
    met_cijfers,
    zet_afbeelding,
)
from tests.themas.views.formulier import filled
from veiligheid.core.rollen import Rol
from veiligheid.document.brief import Briefdocument

pytestmark = pytest.mark.django_db

KANARIE = "Zwaluwstaartje"
GEHEIM = {"geheim_grond": "Gemeentewet artikel 87", "geheim_door": "het college"}


@pytest.fixture
def brief() -> Brief:
    """With a secret annex of every kind of content: a text with a note and a picture, figures, a
    file, a promise."""
    brief = een_kale_brief()
    een_bijlagetekst(een_bijlage(brief, Soort.TEKST, "Openbaar"), "Kop", "<p>Ieder leest dit.</p>")
    tekst = een_bijlage(brief, Soort.TEKST, "Locaties van maatregelen", **GEHEIM)
    rijk = (
        f"<p>{KANARIE}: wij sturen de raad in juni 2026 een brief."
        f'<a href="verwijzing:voetnoot" title="{KANARIE} in een noot.">*</a></p>'
    )
    onderdeel = een_bijlagetekst(tekst, f"{KANARIE} in een kop", rijk)
    zet_afbeelding(onderdeel, f"{KANARIE} in een plaatje")
    een_toezegging(onderdeel=onderdeel.pk, tekst=f"{KANARIE} in het register")
    cijfers = met_cijfers(een_bijlage(brief, Soort.CIJFERS, "Cijfers", **GEHEIM), 1)
    cijfers.cijfers.update(zin=f"{KANARIE} steeg.")
    store_pdf(een_bijlage(brief, Soort.PDF, "Kaart", **GEHEIM), a_poor_pdf(), "zwaluwstaartje.pdf")
    een_bijlage(brief, Soort.TOEZEGGINGEN, "Toezeggingen")
    return brief


def stored_bytes() -> dict[str, bytes]:
    """All that is public of all publications, unpacked."""
    found = {b.pad: bytes(b.inhoud) for b in Publicatiebestand.objects.all()}
    found |= {f"manifest {m.nummer}": bytes(m.inhoud) for m in Manifest.objects.all()}
    for pad, data in list(found.items()):
        if pad.endswith(".pdf"):
            found[f"tekst van {pad}"] = " ".join(read_pdf(data).bladzijden).encode()
    return found


def test_not_a_byte_of_it_is_published(brief: Brief, client: Client) -> None:
    publicatie = publish(brief, prepare(brief), None)
    found = stored_bytes()
    canary = KANARIE.lower().encode()
    hits = [pad for pad, data in found.items() if canary in data.lower()]
    print(
        f"\n{len(found)} bestanden, {sum(map(len, found.values()))} bytes: {len(hits)} keer geraakt"
    )
    assert not hits
    assert not [pad for pad in found if pad.startswith(("bijlage/2", "bijlage/3", "bijlage/4"))]
    document = Briefdocument.from_json(found["brief.json"])
    assert [b.geheim is not None for b in document.bijlagen] == [False, True, True, True, False]
    assert not document.voetnoten
    base = publicatie.get_absolute_url()
    own = [b.adres for b in Bijlagebestand.objects.filter(bijlage__nummer__in=(2, 4))]
    assert len(own) == 2
    for nummer in (2, 3, 4):
        for naam in ("", "bijlage.pdf", "overzicht.csv", *own):
            assert client.get(f"{base}bijlage/{nummer}/{naam}").status_code == 404


def test_readers_are_told_that_and_why(brief: Brief, client: Client) -> None:
    Bijlage.objects.filter(nummer=2).update(geheim_tot="2027-03-01")
    publicatie = publish(brief, prepare(brief), None)
    page = client.get(publicatie.get_absolute_url()).content.decode()
    told = "het college heeft er geheimhouding op gelegd op grond van Gemeentewet artikel 87"
    assert f"{told}, tot 1 maart 2027." in page
    assert f"{told}, totdat die wordt opgeheven." in page
    paper = " ".join(" ".join(read_pdf(pdf_of(publicatie)).bladzijden).split())
    assert f"{told}, tot 1 maart 2027." in paper
    # It is no annex that is missing: only the one without promises is.
    assert page.count("ontbreekt nog") == 1


def test_lifting_publishes_it_as_an_addition(brief: Brief, client: Client) -> None:
    publish(brief, prepare(brief), None)
    editor = Client()
    editor.force_login(iemand(Rol.EINDREDACTEUR))
    bijlage = Bijlage.objects.get(nummer=2)
    adres = f"/concept/{brief.slug}/bijlagen/{bijlage.sleutel}/"
    data: dict[str, Any] = filled(editor, adres) | dict.fromkeys(
        ("geheim_grond", "geheim_door", "geheim_tot"), ""
    )
    editor.post(adres, data)
    assert not Bijlage.objects.get(nummer=2).is_geheim
    second = publish(brief, prepare(brief), None, "De geheimhouding van bijlage 2 is opgeheven.")
    assert KANARIE in client.get(f"{second.get_absolute_url()}bijlage/2/").content.decode()
    # What was published before stays without it.
    first = Publicatie.objects.get(versie=1)
    assert not first.bestanden.filter(pad__startswith="bijlage/2").exists()


def test_a_ground_and_who_go_together(brief: Brief) -> None:
    editor = Client()
    editor.force_login(iemand(Rol.EINDREDACTEUR))
    bijlage = Bijlage.objects.get(nummer=1)
    adres = f"/concept/{brief.slug}/bijlagen/{bijlage.sleutel}/"
    data = filled(editor, adres) | {"geheim_grond": "Gemeentewet artikel 87", "geheim_door": ""}
    assert "Vul in wie de geheimhouding oplegde." in editor.post(adres, data).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Bijlage.objects.filter(nummer=1).update(geheim_grond="Gemeentewet artikel 87")
    editor.post(adres, data | {"geheim_door": "het college", "geheim_tot": "2027-03-01"})
    assert Bijlage.objects.get(nummer=1).is_geheim
