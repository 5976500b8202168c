"""Writing the rows to the register. All or nothing is the caller's transaction.

An entry that is there already is found by its sleutel, else by the griffie's number. It is changed
when the row was made from its present version (the column *versie* says so), or when nobody
touched it since the last import; otherwise what people wrote stays, and that is said.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import formats, timezone

from themas.plan.models import Thema
from themas.toezeggingen import zinnen
from themas.toezeggingen.importing.export import with_parts
from themas.toezeggingen.importing.kolommen import LATER, MET_DAG, NAMEN, Waarde, row_of, settled_by
from themas.toezeggingen.importing.source import Bronrij
from themas.toezeggingen.models import Afdoening, Standwijziging, Toezegging
from themas.toezeggingen.opslaan import ToezeggingDoel
from themas.toezeggingen.permissions import visible_toezeggingen
from themas.toezeggingen.transitions import declare
from themas.toezeggingen.workflow import Staat
from veiligheid.core.bron import Telling, Veld, Wijziging, content_hash
from veiligheid.core.findings import Geweigerd, blokkeert, let_op
from veiligheid.core.matching import titelsleutel
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.saving import note_change

_VELDEN = {
    "nummer": "nummer",
    "soort": "soort",
    "tekst": "tekst",
    "gedaan op": "gemaakt_op",
    "vergadering": "vergadering",
    "portefeuillehouder": "portefeuillehouder",
    "termijn": "termijn",
    "uiterlijk": "termijn_op",
    "bedrag": "bedrag",
    "indiener": "indiener",
    "besluit": "besluit",
    "besluit op": "besluit_op",
    "voor": "stemmen_voor",
    "tegen": "stemmen_tegen",
}


def apply_lijst(rijen: list[Bronrij], themas: dict[str, Thema], door: Gebruiker | None) -> Telling:
    """Write the rows, inside the caller's transaction. `themas`: by the key of their title. Raises
    Geweigerd when one of them can't be written."""
    try:
        with transaction.atomic():
            return _Writer(door, themas).write(rijen)
    except IntegrityError:
        raise Geweigerd(
            blokkeert(
                "tussentijds-gewijzigd",
                "Terwijl de lijst werd ingelezen gaf iemand anders een nummer dat er ook in staat. "
                "Haal de lijst opnieuw op.",
            )
        ) from None


class _Writer:
    def __init__(self, door: Gebruiker | None, themas: dict[str, Thema]) -> None:
        self.door = door
        self.themas = themas
        self.telling = Telling()
        self.touched: list[int] = []
        self.zonder_dag = 0
        # A draft that this person may not see is not there.
        visible = visible_toezeggingen(door) if door else Toezegging.objects.all()
        pks = list(visible.values_list("pk", flat=True))
        records = with_parts(Toezegging.objects.filter(pk__in=pks), lock=True)
        self.by_key = {t.sleutel: t for t in records}
        self.by_number: dict[str, Toezegging] = {}
        others = Toezegging.objects.exclude(pk__in=pks).exclude(nummer="")
        self.given = set(others.values_list("nummer", flat=True))

    def write(self, rijen: list[Bronrij]) -> Telling:
        # What the list names by its key is not found by the number it had.
        named = {rij.text("sleutel") for rij in rijen}
        self.by_number = {
            t.nummer: t for t in self.by_key.values() if t.nummer and t.sleutel not in named
        }
        found = [(rij, self._find(rij)) for rij in rijen]
        self._free_numbers(found)
        for rij, record in found:
            if record is None:
                self._create(rij)
            else:
                self._update(rij, record)
        self._remember()
        if self.zonder_dag:
            self.telling.bevindingen.append(
                let_op("dag-onbekend", zinnen.zonder_dag(self.zonder_dag))
            )
        return self.telling

    def _find(self, rij: Bronrij) -> Toezegging | None:
        sleutel, nummer = rij.text("sleutel"), rij.text("nummer")
        by_key = self.by_key.get(sleutel) if sleutel else None
        by_number = self.by_number.get(nummer) if nummer else None
        if by_key is not None and by_number is not None and by_key is not by_number:
            raise Geweigerd(
                blokkeert(
                    "nummer-van-ander",
                    f"Nummer {nummer} hoort bij een andere toezegging.",
                    rij.plek,
                )
            )
        if sleutel and by_key is None:
            raise Geweigerd(
                blokkeert(
                    "sleutel-onbekend",
                    f"Er is geen toezegging met sleutel ‘{sleutel}’. Laat de cel leeg voor een "
                    "nieuwe.",
                    rij.plek,
                )
            )
        if nummer in self.given:
            raise Geweigerd(
                blokkeert(
                    "nummer-dubbel", f"Het nummer {nummer} staat al in het register.", rij.plek
                )
            )
        return by_key or by_number

    def _free_numbers(self, found: list[tuple[Bronrij, Toezegging | None]]) -> None:
        """Two entries may change numbers: first they let go of them. Those that may not be changed
        keep theirs."""
        letting_go = [
            record.pk
            for rij, record in found
            if record is not None
            and record.nummer
            and rij.cellen.get("nummer", record.nummer) != record.nummer
            and self._may_change(rij, record)
        ]
        Toezegging.objects.filter(pk__in=letting_go).update(nummer="")

    def _may_change(self, rij: Bronrij, record: Toezegging) -> bool:
        """Made from its present version, or untouched since the last import."""
        from_present = rij.cellen.get("versie") == record.versie
        return from_present or record.bron_hash == _hash(record)

    def _create(self, rij: Bronrij) -> None:
        record = Toezegging.objects.create(**self._velden(rij))
        staat = Staat(rij.text("staat") or Staat.OPEN)
        if staat is not Staat.OPEN:
            self._declare(rij, record, staat, nieuw=True)
        self._open_up(rij, record)
        self.touched.append(record.pk)
        self.telling.made(record)
        Logregel.write("inlezen", record, self.door, rij=rij.plek)

    def _update(self, rij: Bronrij, record: Toezegging) -> None:
        if rij.afgeleid and record.termijn_op and rij.text("termijn") == record.termijn:
            # Under the same words a date may have been filled in by hand.
            rij.cellen.pop("uiterlijk")
        difference = self._difference(rij, record)
        if not difference:
            self.zonder_dag += record.stand.dag_onbekend
            self.telling.ongewijzigd += 1
            return
        if not self._may_change(rij, record):
            self.telling.behouden += 1
            self.telling.wijzigingen.append(
                Wijziging("behouden", "toezegging", str(record), difference)
            )
            self.telling.bevindingen.append(
                let_op(
                    "intussen-gewijzigd",
                    f"‘{record}’ is in het portaal gewijzigd en blijft zoals zij daar is. Haal de "
                    "lijst opnieuw op en zet uw wijziging daarin.",
                    rij.plek,
                    reverse("toezegging-beheer", args=[record.sleutel]),
                )
            )
            return
        doel = ToezeggingDoel(record, self.door)
        was = record.versie, doel.content_of(record)
        for veld, waarde in self._velden(rij).items():
            setattr(record, veld, waarde)
        record.save()
        note_change(doel, was, self.door, always=True)
        self._state(rij, record)
        self._open_up(rij, record)
        self.touched.append(record.pk)
        self.telling.updated(record, difference)
        Logregel.write("inlezen", record, self.door, rij=rij.plek)

    def _velden(self, rij: Bronrij) -> dict[str, Any]:
        """The fields that the file has a column for."""
        velden: dict[str, Any] = {v: rij.cellen[k] for k, v in _VELDEN.items() if k in rij.cellen}
        if "thema" in rij.cellen:
            titel = rij.text("thema")
            velden["thema"] = self.themas[titelsleutel(titel)] if titel else None
        return velden

    def _difference(self, rij: Bronrij, record: Toezegging) -> tuple[Veld, ...]:
        """The columns in which the row says something else than what stands."""
        there = dict(zip(NAMEN, row_of(record), strict=True))
        skip = {"sleutel", "versie"}
        if (rij.text("staat") or there["staat"]) != Staat.VERVALLEN:
            skip.add("reden")  # only that of lapsing is kept
        return tuple(
            Veld(kolom, _shown(there[kolom]), _shown(value), rijk=False)
            for kolom, value in rij.cellen.items()
            if kolom not in skip and not _same(kolom, value, there[kolom])
        )

    def _state(self, rij: Bronrij, record: Toezegging) -> None:
        """The state of a row for an entry that is there."""
        there = record.stand.staat
        staat = Staat(rij.text("staat") or there)
        if staat is not there:
            self._declare(rij, record, staat)
        elif staat in MET_DAG:
            self._tell_anew(rij, record, staat)

    def _tell_anew(self, rij: Bronrij, record: Toezegging, staat: Staat) -> None:
        """Of the same state another day, another reason or something else by which it was settled:
        a further part is declared besides, anything else replaces what was told."""
        stand = record.stand
        last = record.standwijzigingen.filter(vervangen_door=None).last()
        by = stand.verklaringen[-1].afdoening if stand.verklaringen else None
        elsewise = staat is not Staat.VERVALLEN and self._differs(rij, by)
        if elsewise and staat is Staat.DEELS:
            self._declare(rij, record, staat)
        elif (
            elsewise
            or (rij.day("afgedaan op") or stand.op) != stand.op
            or (staat is Staat.VERVALLEN and rij.text("reden") != stand.reden)
        ):
            self._declare(rij, record, staat, vervangt=last, by=None if elsewise else by)
        else:
            self.zonder_dag += stand.dag_onbekend

    def _declare(
        self,
        rij: Bronrij,
        record: Toezegging,
        staat: Staat,
        *,
        nieuw: bool = False,
        vervangt: Standwijziging | None = None,
        by: Afdoening | None = None,
    ) -> None:
        """A settled row without a day stays without one. That something was opened again by this
        list, or proposed, is of today."""
        op = rij.day("afgedaan op") or (vervangt.op if vervangt else None)
        if staat not in MET_DAG and not nieuw:
            op = timezone.localdate()
        self.zonder_dag += op is None and staat in MET_DAG
        if staat in {Staat.AFGEDAAN, Staat.DEELS} and by is None:
            by = self._by_what(rij, record)
        try:
            declare(
                record,
                staat,
                self.door.naam if self.door else settings.TOEZEGGINGEN_AFDOEN_DOOR,
                op=op,
                reden=rij.text("reden"),
                afdoening=by,
                vervangt=vervangt,
                nieuw=nieuw,
            )
        except Geweigerd as geweigerd:
            raise Geweigerd(*(replace(b, plek=rij.plek) for b in geweigerd.bevindingen)) from None

    def _differs(self, rij: Bronrij, by: Afdoening | None) -> bool:
        """Whether the row settles it by something else than what stands."""
        stands = {
            "afgedaan met": settled_by(by) if by else "",
            "afgedaan met adres": by.url if by else "",
            "afgedaan in vergadering": by.vergadering_op if by else None,
        }
        return any(
            k in rij.cellen and (rij.cellen[k] or None) != (v or None) for k, v in stands.items()
        )

    def _by_what(self, rij: Bronrij, record: Toezegging) -> Afdoening:
        return Afdoening.objects.create(
            toezegging=record,
            titel=rij.text("afgedaan met"),
            url=rij.text("afgedaan met adres"),
            vergadering_op=rij.day("afgedaan in vergadering"),
            openbaar=True,
        )

    def _open_up(self, rij: Bronrij, record: Toezegging) -> None:
        """ "ja" makes an entry public; what is public stays so, and a draft's stays secret."""
        if rij.text("openbaar") == "ja" and not record.openbaar and not record.plek:
            record.openbaar, record.openbaar_sinds = True, timezone.now()
            record.save()

    def _remember(self) -> None:
        """What was written, so that the next import knows whether a person changed it."""
        records = list(with_parts(Toezegging.objects.filter(pk__in=self.touched)))
        for record in records:
            record.bron_hash = _hash(record)
        Toezegging.objects.bulk_update(records, ["bron_hash"], batch_size=500)


def _same(kolom: str, value: Waarde, stands: Waarde) -> bool:
    if kolom == "thema":
        return titelsleutel(str(value)) == titelsleutel(str(stands))
    if kolom == "openbaar":  # what is public stays so
        return value in ("", stands) or stands == "ja"
    # What the register knows is not forgotten because a cell is empty.
    if kolom in {"staat", "afgedaan op"} and not value:
        return True
    return (value or None) == (stands or None)


def _shown(value: Waarde) -> str:
    return formats.date_format(value, "j F Y") if isinstance(value, date) else str(value or "")


def _hash(record: Toezegging) -> str:
    """The content without its key and version; of the columns that came later only what they
    hold."""
    cells = list(zip(NAMEN, row_of(record), strict=True))[2:]
    later = [f"{naam}: {cel}" for naam, cel in cells if naam in LATER and cel not in ("", None)]
    return content_hash([str(cel) for naam, cel in cells if naam not in LATER] + later)
