"""A line of the budget as a text that can be saved: its name, its themes and its amounts. An amount
that changes keeps what it was."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from monitoring.geld.models import Bedrag, Bedragversie, Deelproduct
from veiligheid.core.bewerken.doel import RecordDoel, Stukken, plain
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.matching import titelsleutel
from veiligheid.core.saving import Inhoud

_SLEUTEL = ("jaar", "soort", "kant", "geldbron")
_BEDRAG = (*_SLEUTEL, "bedrag", "voorwaarden", "toelichting", "document")


class DeelproductDoel(RecordDoel):
    """A deelproduct. Themes are a piece (primary keys, sorted) and each amount is one, under year,
    kind, side and source of money."""

    soort = "deelproduct"
    model = Deelproduct
    velden = ("naam", "voor_alle_themas")

    def more(self, record: Deelproduct) -> Stukken:
        pieces: Stukken = {"themas": plain(record.themas.order_by("pk"))}
        for rij in record.bedragen.order_by(*_SLEUTEL).values(*_BEDRAG):
            row = {naam: plain(waarde) for naam, waarde in rij.items()}
            pieces[bedrag_stuk(row)] = row
        return pieces

    def as_fields(self, stukken: Stukken) -> dict[str, Any]:
        key = {"sleutel": titelsleutel(stukken["naam"])} if "naam" in stukken else {}
        return super().as_fields(stukken) | key

    def write_fields(self, row: QuerySet[Any], changed: Stukken) -> int:
        """Raises Geweigerd when another line of the plan has this name."""
        if "naam" not in changed:
            return super().write_fields(row, changed)
        try:
            with transaction.atomic():
                return super().write_fields(row, changed)
        except IntegrityError as fout:
            melding = f"Er is al een deelproduct ‘{changed['naam']}’ in dit plan."
            raise Geweigerd(blokkeert("naam-dubbel", melding)) from fout

    def write_more(self, old: Stukken, new: Stukken) -> None:
        if old["themas"] != new["themas"]:
            Deelproduct(pk=self.pk).themas.set(new["themas"])
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
