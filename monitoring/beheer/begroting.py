"""A line of the budget as a text that can be saved: its name, its themes and its amounts. An amount
that changes keeps what it was."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from monitoring.geld.models import Bedrag, Bedragversie, Deelproduct
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.matching import titelsleutel
from veiligheid.core.saving import Inhoud

_SLEUTEL = ("jaar", "soort", "kant", "geldbron")
_BEDRAG = (*_SLEUTEL, "bedrag", "voorwaarden", "document")


class DeelproductDoel:
    """`core.saving.Doel` for a deelproduct. Themes are a piece (primary keys, sorted) and each
    amount is one, under year, kind, side and source of money."""

    soort = "deelproduct"

    def __init__(self, deelproduct: Deelproduct) -> None:
        self.pk = deelproduct.pk

    def lock(self) -> None:
        Deelproduct.objects.select_for_update().get(pk=self.pk)

    def claim(self, versie: int) -> bool:
        mine = Deelproduct.objects.filter(pk=self.pk, versie=versie)
        return bool(mine.update(versie=F("versie") + 1))

    def read(self) -> tuple[int, Inhoud]:
        deelproduct = Deelproduct.objects.get(pk=self.pk)
        pieces: dict[str, Any] = {
            "naam": deelproduct.naam,
            "voor_alle_themas": deelproduct.voor_alle_themas,
            "themas": sorted(deelproduct.themas.values_list("pk", flat=True)),
        }
        for rij in deelproduct.bedragen.order_by(*_SLEUTEL).values(*_BEDRAG):
            plain = {**rij, "bedrag": f"{rij['bedrag'].normalize():f}"}
            pieces[bedrag_stuk(plain)] = plain
        return deelproduct.versie, Inhoud(pieces)

    def write(self, before: Inhoud, after: Inhoud) -> None:
        """Raises Geweigerd when another line of the plan has this name."""
        old, new = before.stukken, after.stukken
        deelproduct = Deelproduct.objects.get(pk=self.pk)
        if old["naam"] != new["naam"]:
            deelproduct.naam, deelproduct.sleutel = new["naam"], titelsleutel(new["naam"])
        deelproduct.voor_alle_themas = new["voor_alle_themas"]
        try:
            with transaction.atomic():
                deelproduct.save(update_fields=["naam", "sleutel", "voor_alle_themas"])
        except IntegrityError as fout:
            melding = f"Er is al een deelproduct ‘{new['naam']}’ in dit plan."
            raise Geweigerd(blokkeert("naam-dubbel", melding)) from fout
        if old["themas"] != new["themas"]:
            deelproduct.themas.set(new["themas"])
        for stuk in old.keys() | new.keys():
            if stuk.startswith(_STUK) and old.get(stuk) != new.get(stuk):
                self._write_bedrag(old.get(stuk), new.get(stuk))

    def _write_bedrag(self, old: dict[str, Any] | None, new: dict[str, Any] | None) -> None:
        where = {naam: (old or new or {})[naam] for naam in _SLEUTEL}
        record = Bedrag.objects.filter(deelproduct=self.pk, **where).first()
        if record is not None and (new is None or Decimal(new["bedrag"]) != record.bedrag):
            Bedragversie.objects.create(
                van=str(Bedrag._meta.verbose_name),
                nummer=record.pk,
                bedrag=record.bedrag,
                document=record.document,
            )
        if new is None:
            if record is not None:
                record.delete()
            return
        values = {naam: new[naam] for naam in ("voorwaarden", "document")}
        values["bedrag"] = Decimal(new["bedrag"])
        Bedrag.objects.update_or_create(deelproduct_id=self.pk, **where, defaults=values)


_STUK = "bedrag/"


def bedrag_stuk(rij: dict[str, Any]) -> str:
    """The name of the piece that an amount is."""
    return _STUK + "/".join(str(rij[naam]) for naam in _SLEUTEL)


def bedragen_in(inhoud: Inhoud) -> list[dict[str, Any]]:
    """The amounts among the pieces, by year."""
    rows = [rij for naam, rij in inhoud.stukken.items() if naam.startswith(_STUK)]
    return sorted(rows, key=lambda rij: [str(rij[naam]) for naam in _SLEUTEL])
