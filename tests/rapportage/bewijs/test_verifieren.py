"""The chain: complete when published, and any bit that is flipped in any stored row is named."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.test import Client

from rapportage.besluit.transitions import withdraw
from rapportage.bewijs import nacht
from rapportage.bewijs.manifest import GEGEVENS, Manifestinhoud, digest
from rapportage.bewijs.verifieren import verify
from rapportage.models import (
    Aanvaarding,
    Brief,
    Geheimstuk,
    Intrekking,
    Manifest,
    Publicatie,
    Publicatiebestand,
    Vormbestand,
)
from tests.fabriek import een_bijlagetekst, iemand
from tests.rapportage.bijlagen.hulp import Soort, een_bijlage, een_volle_brief
from tests.rapportage.publiceren import publish_quickly
from veiligheid.core import triggers
from veiligheid.core.models import Bericht
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

# What is kept, and what a fault calls a row of it: one of these has to stand in what is told.
_BEWAARD: dict[type[models.Model], Callable[[Any], tuple[str, ...]]] = {
    Publicatie: lambda row: (f"{row.slug}, versie ", f", versie {row.versie}:"),
    Publicatiebestand: lambda row: (f"{row.publicatie.slug}, versie {row.publicatie.versie}, "
                                    f"{row.pad}:",),
    Vormbestand: lambda row: (f"vorm {row.naam} (", f"({row.sha256[:12]})"),
    Manifest: lambda row: (f"manifest {row.nummer}:", f"het is nummer {row.nummer} in de keten"),
    Geheimstuk: lambda row: (f"{row.publicatie.slug}, versie {row.publicatie.versie}, bijlage "
                             f"{row.nummer}:",),
    Aanvaarding: lambda row: (f"{row.publicatie.slug}, versie {row.publicatie.versie}:",),
    Intrekking: lambda row: (f"intrekking over {row.publicatie.slug}:",),
}  # fmt: skip


@pytest.fixture
def brief() -> Brief:
    return een_volle_brief()


@pytest.fixture
def open_tables() -> Iterator[None]:
    """The triggers off: as for whoever owns the database."""
    triggers.remove(connection)
    yield
    triggers.install(connection)


def corrected(brief: Brief) -> Publicatie:
    Brief.objects.filter(pk=brief.pk).update(kenmerk="ANDERS")
    return publish_quickly(Brief.objects.get(pk=brief.pk), "Het kenmerk klopte niet.")


def test_each_publication_is_chained_to_the_one_before(brief: Brief, client: Client) -> None:
    first, second = publish_quickly(brief), corrected(brief)
    one, two = Manifest.objects.all()
    assert (one.publicatie, two.publicatie) == (first, second)
    inhoud = Manifestinhoud.from_json(bytes(two.inhoud))
    assert inhoud.vorige == one.sha256 == digest(bytes(one.inhoud))
    assert Manifestinhoud.from_json(bytes(one.inhoud)).vorige == ""
    assert {r.pad for r in inhoud.bestanden} == set(second.bestanden.values_list("pad", flat=True))
    assert {r.sha256 for r in inhoud.vorm} == set(
        Vormbestand.objects.values_list("sha256", flat=True)
    )
    assert inhoud.programma["weasyprint"] == "70.0"
    nagekeken = verify()
    assert nagekeken.gebreken == ()
    assert (nagekeken.publicaties, nagekeken.top) == (2, two.sha256)
    # And anybody may read it.
    assert digest(client.get(f"/brieven/{brief.slug}/manifest.json").content) == two.sha256
    earlier = client.get(f"/brieven/{brief.slug}/versie/1/manifest.json").content
    assert digest(earlier) == one.sha256
    assert b"beheer" not in earlier  # who pressed is the portal's business


def test_the_sums_are_those_of_what_a_reader_keeps(brief: Brief, client: Client) -> None:
    publish_quickly(brief)
    base = f"/brieven/{brief.slug}/"
    lines = client.get(f"{base}SHA256SUMS").content.decode().splitlines()
    sums = {naam: sha256 for sha256, _, naam in (line.partition("  ") for line in lines)}
    assert len(sums) == len(lines)
    for adres in ("brief.pdf", "bijlage/1/bijlage.pdf", "bijlage/1/overzicht.csv"):
        response = client.get(base + adres)
        naam = response["Content-Disposition"].partition('filename="')[2].rstrip('"')
        assert sums[naam] == digest(response.content)


def test_every_column_of_a_publication_is_in_the_manifest() -> None:
    columns = {f.attname for f in Publicatie._meta.concrete_fields}
    assert set(GEGEVENS) == columns - {"id"}


def flip(waarde: Any, lot: Random) -> Any:
    """The same value with one bit of it, or the least of it, another."""
    match waarde:
        case None:
            return b"x"
        case bytes() | memoryview():
            data = bytearray(waarde)
            data[lot.randrange(len(data))] ^= 1 << lot.randrange(8)
            return bytes(data)
        case str():
            place = lot.randrange(len(waarde)) if waarde else 0
            other = chr(ord(waarde[place : place + 1] or "`") ^ 1)
            return waarde[:place] + other + waarde[place + 1 :]
        case datetime():
            return waarde + timedelta(microseconds=1)
        case date():
            return waarde + timedelta(days=1)
        case int():
            return waarde ^ 1
    raise TypeError(waarde)


def test_one_bit_flipped_in_any_stored_row_is_named(brief: Brief, open_tables: None) -> None:
    geheim = een_bijlage(
        brief, Soort.TEKST, "Panden", geheim_grond="artikel 87", geheim_door="het college"
    )
    een_bijlagetekst(geheim, "Waar", "<p>Op twee plekken.</p>")
    publish_quickly(brief)
    withdraw(brief, iemand(Rol.SECRETARIAAT), "Er stond een naam in.")
    corrected(brief)
    lot = Random(28)
    flipped, refused, missed = 0, 0, []
    for model, named in _BEWAARD.items():
        for row in model._base_manager.order_by("pk"):
            for field in model._meta.concrete_fields:
                if field.primary_key or field.is_relation:
                    continue
                was = getattr(row, field.attname)
                now = flip(was, lot)
                if was is None and not isinstance(field, models.BinaryField):
                    now = date(2026, 1, 1) if isinstance(field, models.DateField) else 1
                rows: Any = models.QuerySet(model).filter(pk=row.pk)
                try:
                    with transaction.atomic():
                        rows.update(**{field.attname: now})
                except DatabaseError:
                    refused += 1  # by a constraint: such a row can't exist
                    continue
                flipped += 1
                told = [str(gebrek) for gebrek in verify().gebreken]
                if not any(name in gebrek for name in named(row) for gebrek in told):
                    missed.append(f"{row}: {field.name}")
                rows.update(**{field.attname: was})
    print(f"\n{flipped} bits omgezet, {len(missed)} niet gevonden, {refused} geweigerd")
    assert flipped > 250
    assert not missed
    assert not verify().gebreken


def test_what_goes_or_comes_beside_the_manifest_is_named(brief: Brief, open_tables: None) -> None:
    publish_quickly(brief)
    last = corrected(brief)
    waar = f"{brief.slug}, versie 2, bijlage/1/bijlage.pdf"
    row = last.bestanden.get(pad="bijlage/1/bijlage.pdf")
    models.QuerySet(Publicatiebestand).filter(pk=row.pk).delete()
    assert [str(g) for g in verify().gebreken] == [f"{waar}: dit bestand is weg"]
    row.pk, row.pad = None, "erbij.pdf"
    models.Model.save_base(row, force_insert=True)
    assert f"{brief.slug}, versie 2, erbij.pdf: dit bestand hoort er niet bij" in map(
        str, verify().gebreken
    )


def test_a_publication_without_its_manifest_or_a_chain_cut_short(
    brief: Brief, open_tables: None
) -> None:
    publish_quickly(brief)
    corrected(brief)
    kept = verify().top
    models.QuerySet(Manifest).filter(nummer=2).delete()
    said = [str(g) for g in verify(bevat=kept).gebreken]
    assert said == [
        f"{brief.slug}, versie 2: er is geen manifest van",
        f"keten: het manifest {kept} zit er niet (meer) in",
    ]


def test_the_command_says_it_and_ends_with_an_error(brief: Brief, open_tables: None) -> None:
    publish_quickly(brief)
    out = StringIO()
    call_command("verifieer_publicaties", stdout=out)
    assert "alles is zoals het werd gepubliceerd" in out.getvalue()
    assert verify().top in out.getvalue()
    models.QuerySet(Publicatiebestand).filter(pad="brief.json").update(inhoud=b"{}")
    err = StringIO()
    with pytest.raises(CommandError, match="1 gebrek gevonden"):
        call_command("verifieer_publicaties", stdout=out, stderr=err)
    assert f"{brief.slug}, versie 1, brief.json: de inhoud is veranderd" in err.getvalue()


def test_a_moment_is_the_same_in_every_zone(brief: Brief) -> None:
    """A letter of an earlier year is published at an hour of here."""
    then = datetime(2024, 1, 16, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
    publish_quickly(brief, op=then)
    assert list(verify().gebreken) == []


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch) -> list[Publicatie]:
    asked: list[Publicatie] = []

    def remake(publicatie: Publicatie) -> list[Any]:
        asked.append(publicatie)
        return []

    monkeypatch.setattr(nacht, "remake", remake)
    return asked


def test_at_night_it_is_mailed_when_something_is_wrong(
    brief: Brief, open_tables: None, unrendered: list[Publicatie], caplog: pytest.LogCaptureFixture
) -> None:
    beheerder = iemand(Rol.BEHEERDER)
    type(beheerder).objects.filter(pk=beheerder.pk).update(email="sanne@voorbeeldstad.example")
    beheerder.refresh_from_db()
    publicatie = publish_quickly(brief)
    with time_machine.travel("2026-12-01T04:00:00+01:00") as clock:
        for _ in range(7):
            assert "alles is zoals" in nacht.verify_at_night()
            clock.shift(timedelta(days=1))
    # Within a week each is made again as well.
    assert unrendered == [publicatie]
    assert not Bericht.objects.exists()
    models.QuerySet(Publicatie).update(titel="Een andere titel")
    assert "1 gebrek gevonden" in nacht.verify_at_night()
    bericht = Bericht.objects.get(aan=beheerder.email)
    assert f"{brief.slug}, versie 1: de gegevens zijn veranderd (titel)" in bericht.tekst
    assert "not what was published" in caplog.text
    nacht.verify_at_night()
    assert Bericht.objects.filter(aan=beheerder.email).count() == 1  # once a night
