"""What is withheld is kept, apart: a frozen copy beside the letter, sealed in its manifest, that
comes out as an addition when the secrecy is lifted, and not a byte of it before."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from rapportage.besluit.moment import ask_due
from rapportage.bewijs.lezer import read_pdf
from rapportage.bewijs.manifest import Manifestinhoud
from rapportage.bewijs.verifieren import verify
from rapportage.geheim.kopie import kept
from rapportage.geheim.opheffen import Besluit, lift
from rapportage.maken import Gereed
from rapportage.models import (
    Bijlage,
    Brief,
    Geheimstuk,
    Onderdeel,
    Opheffing,
    Planning,
    Publicatie,
)
from rapportage.publishing import prepare, publish
from tests.fabriek import een_bijlagetekst, een_toezegging, iemand
from tests.rapportage.bijlagen.hulp import Soort, een_bijlage, een_kale_brief, zet_afbeelding
from tests.rapportage.publiceren import composed_document, publish_quickly, with_all_said_yes
from tests.taken import werk_af
from themas.models import Bijdrage, Toezegging
from veiligheid.core import triggers
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

KANARIE = "Waterhoentje"
GEHEIM = {"geheim_grond": "Gemeentewet artikel 87", "geheim_door": "het college"}


@pytest.fixture
def brief() -> Brief:
    """Two annexes that are withheld, with notes and a picture, and one that is not."""
    brief = een_kale_brief()
    for nummer, titel in enumerate(("Locaties", "Openbaar", "Namen"), start=1):
        velden = {} if titel == "Openbaar" else GEHEIM
        bijlage = een_bijlage(brief, Soort.TEKST, titel, **velden)
        tekst = een_bijlagetekst(
            bijlage,
            f"Kop {nummer}",
            f'<p>{KANARIE} {nummer}.<a href="verwijzing:voetnoot" title="{KANARIE} noot.">*</a></p>'
            if velden
            else "<p>Ieder leest dit.</p>",
        )
        if nummer == 1:
            zet_afbeelding(tekst, f"{KANARIE} in een plaatje")
    Bijdrage.objects.update(staat="goedgekeurd")
    return brief


@pytest.fixture
def greet() -> Gebruiker:
    return iemand(Rol.SECRETARIAAT, first_name="Greet")


@pytest.fixture
def open_tables() -> Iterator[None]:
    triggers.remove(connection)
    yield
    triggers.install(connection)


def public_bytes() -> dict[str, bytes]:
    rows = Publicatie.objects.order_by("versie")
    found = {f"{p.versie}/{b.pad}": bytes(b.inhoud) for p in rows for b in p.bestanden.all()}
    found |= {f"manifest {p.versie}": bytes(p.manifest.inhoud) for p in rows}
    for pad, data in list(found.items()):
        if pad.endswith(".pdf"):
            found[f"tekst van {pad}"] = " ".join(read_pdf(data).bladzijden).encode()
    return found


def test_a_copy_is_kept_apart_and_sealed(brief: Brief) -> None:
    publicatie = publish(brief, prepare(brief), None)
    one, three = kept(publicatie)
    assert (one.nummer, three.nummer) == (1, 3)
    pads = {pad for pad, _, _ in one.stukken}
    assert pads > {"bijlage.pdf", "document.json"}
    assert len(pads) == 3  # and the picture
    words = " ".join(read_pdf(next(d for p, _, d in one.stukken if p == "bijlage.pdf")).bladzijden)
    assert f"{KANARIE} 1" in words
    assert f"{KANARIE} 3" not in words
    # Of each annex alone: what else is withheld is not in its copy.
    document = next(d for p, _, d in one.stukken if p == "document.json").decode()
    assert f"{KANARIE} 3" not in document
    assert not [pad for pad, data in public_bytes().items() if KANARIE.encode() in data]
    said = Manifestinhoud.from_json(bytes(publicatie.manifest.inhoud)).geheim
    assert [z.nummer for z in said] == [1, 3]
    assert verify().gebreken == ()


@pytest.mark.usefixtures("open_tables")
def test_a_copy_that_was_changed_is_named(brief: Brief) -> None:
    publish_quickly(brief)
    stuk = Geheimstuk.objects.filter(nummer=3)[0]
    models.QuerySet(Geheimstuk).filter(pk=stuk.pk).update(inhoud=b"anders")
    found = [str(gebrek) for gebrek in verify().gebreken]
    assert len(found) == 2
    assert all("bijlage 3" in gebrek for gebrek in found)
    models.QuerySet(Geheimstuk).filter(nummer=1).delete()
    assert any(
        "bijlage 1: de archiefkopie is veranderd of weg" in str(g) for g in verify().gebreken
    )


def test_the_table_only_grows(brief: Brief) -> None:
    publish_quickly(brief)
    with pytest.raises(DatabaseError), transaction.atomic():
        models.QuerySet(Geheimstuk).update(pad="anders")


def test_how_much_is_withheld_shows_nowhere(brief: Brief) -> None:
    """The same letter with a word withheld and with a book: of every public file the same bytes,
    and a manifest of the same length."""

    def measured(tekst: str) -> tuple[dict[str, str], int]:
        Onderdeel.objects.filter(bijlage__nummer__in=(1, 3)).update(tekst=tekst)
        with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
            p = publish_quickly(Brief.objects.get(pk=brief.pk))
        sums = dict(p.bestanden.values_list("pad", "sha256"))
        return sums, len(bytes(p.manifest.inhoud))

    found = []
    for tekst in ("<p>Kort.</p>", f"<p>{KANARIE}</p>" * 4_000):
        with transaction.atomic():
            found.append(measured(tekst))
            transaction.set_rollback(True)
    assert found[0] == found[1]


def test_lifting_brings_out_what_was_frozen_and_nothing_else(
    brief: Brief, greet: Gebruiker, client: Client
) -> None:
    publish(brief, prepare(brief), None)
    # What is written since, in the letter, in that annex and in the register, is a draft.
    Onderdeel.objects.filter(bijlage__nummer=1).update(tekst="<p>Pas geschreven.</p>")
    Onderdeel.objects.filter(bijlage=None).update(tekst="<p>Ook een concept.</p>")
    een_toezegging(paragraaf=None, openbaar=False, tekst="Nog niet openbaar")
    before = set(Toezegging.objects.filter(openbaar=True).values_list("pk", flat=True))
    client.force_login(greet)
    adres = reverse("geheim", args=[brief.slug])
    page = client.get(adres).content.decode()
    assert "Bijlage 1: Locaties" in page
    assert client.post(adres, {"bijlage": "1"}).status_code == 422
    data = {"bijlage": "1", "opgeheven_door": "de gemeenteraad", "datum": "2026-09-01"}
    answer = client.post(adres, data)
    werk_af()
    assert "Versie 2 is gepubliceerd" in client.get(answer.headers["Location"]).content.decode()
    second = Publicatie.objects.get(versie=2)
    assert second.reden == "De geheimhouding van bijlage 1 is opgeheven door de gemeenteraad."
    reader = Client()
    own = reader.get(f"{second.get_absolute_url()}bijlage/1/").content.decode()
    assert f"{KANARIE} 1" in own
    assert reader.get(f"{second.get_absolute_url()}bijlage/3/").status_code == 404
    files = public_bytes()
    assert not [pad for pad, d in files.items() if b"Pas geschreven" in d or b"Ook een con" in d]
    assert not [pad for pad, d in files.items() if f"{KANARIE} 3".encode() in d]
    assert not [p for p, d in files.items() if p.startswith("1/") and KANARIE.encode() in d]
    # The other stays withheld, with its copy; the annex that is written in is public too.
    assert [kopie.nummer for kopie in kept(second)] == [3]
    assert not Bijlage.objects.get(nummer=1).is_geheim
    assert Bijlage.objects.get(nummer=3).is_geheim
    assert Opheffing.objects.get().opgeheven_door == "de gemeenteraad"
    assert set(Toezegging.objects.filter(openbaar=True).values_list("pk", flat=True)) == before
    nagekeken = verify()
    assert (nagekeken.gebreken, nagekeken.publicaties) == ((), 2)


def test_what_can_not_be_lifted(brief: Brief, greet: Gebruiker) -> None:
    besluit = Besluit(1, "de raad", date(2026, 9, 1))
    with pytest.raises(Geweigerd, match="deze bijlage niet"):
        lift(brief, besluit, greet)  # nothing stands
    publish_quickly(brief)
    with pytest.raises(Geweigerd, match="deze bijlage niet"):
        lift(brief, Besluit(2, "de raad", date(2026, 9, 1)), greet)
    with pytest.raises(PermissionDenied):
        lift(brief, besluit, iemand(Rol.EINDREDACTEUR))
    lift(brief, besluit, greet)
    werk_af()
    with pytest.raises(Geweigerd, match="deze bijlage niet"):
        lift(brief, besluit, greet)  # once
    assert Publicatie.objects.count() == 2


def test_without_a_copy_it_is_done_by_hand(brief: Brief, greet: Gebruiker) -> None:
    """Of a letter from before there were copies."""
    document = composed_document(brief)
    pdfs = {b.nummer: b"%PDF" for b in document.gevulde_bijlagen}
    publish(brief, Gereed(document, b"%PDF", 1, (), pdfs), None)
    with pytest.raises(Geweigerd, match="geen archiefkopie"):
        lift(brief, Besluit(1, "de raad", date(2026, 9, 1)), greet)


def test_an_archive_file_goes_to_who_publishes(
    brief: Brief, greet: Gebruiker, client: Client
) -> None:
    publish_quickly(brief)
    adres = reverse("geheim-bestand", args=[brief.slug, 1, "document.json"])
    client.force_login(greet)
    answer = client.get(adres)
    assert KANARIE.encode() in answer.content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    client.force_login(iemand(Rol.EINDREDACTEUR))
    assert client.get(adres).status_code == 404


def test_at_a_moment_the_copy_is_of_the_press(
    brief: Brief, greet: Gebruiker, client: Client
) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC)) as now:
        client.force_login(greet)
        adres = reverse("publiceren", args=[brief.slug])
        data: dict[str, Any] = with_all_said_yes(client, adres) | {"moment": "2026-03-02T09:00"}
        assert client.post(adres, data).status_code == 302
        werk_af()
        assert Planning.objects.get().gereed
        Onderdeel.objects.filter(bijlage__nummer=1).update(tekst="<p>Later geschreven.</p>")
        now.move_to(datetime(2026, 3, 2, 12, tzinfo=UTC))
        ask_due()
        werk_af()
    publicatie = Publicatie.objects.get()
    document = next(d for p, _, d in kept(publicatie)[0].stukken if p == "document.json")
    assert f"{KANARIE} 1".encode() in document
    assert verify().gebreken == ()
