"""The `Doel` of `core.saving` for a record: a kind says which fields it has, what is locked, and
what else it holds besides its fields."""

from datetime import date, time
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F

from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.saving import Inhoud

Stukken = dict[str, Any]


def plain(waarde: Any) -> Any:
    """A value as a piece: something that JSON can hold, and equal when it means the same."""
    if isinstance(waarde, Decimal):
        return f"{waarde.normalize():f}"
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, time):
        return f"{waarde:%H:%M}"
    if isinstance(waarde, str):
        return waarde.replace("\r\n", "\n")
    if isinstance(waarde, models.Model):
        return waarde.pk
    if isinstance(waarde, models.QuerySet):
        return sorted(waarde.values_list("pk", flat=True))
    return waarde


class RecordDoel:
    """A record with plain fields. Days, hours and numbers with decimals are text, empty when there
    are none; another record is its primary key.

    Its own row is locked; a kind that belongs to something else locks that instead.
    """

    soort: ClassVar[str]
    model: ClassVar[type[models.Model]]
    velden: ClassVar[tuple[str, ...]] = ()
    gemerkt: bool | None = None

    def __init__(self, record: models.Model) -> None:
        self.pk: int = record.pk
        # What `lock` just read, for the `read` that follows it.
        self._locked: Any = None

    @property
    def _rows(self) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(pk=self.pk)

    def lock(self) -> None:
        """Raises Geweigerd when it has gone."""
        self._locked = self._rows.select_for_update().first()
        if self._locked is None:
            raise Geweigerd(
                blokkeert("weg", "Dit is intussen verwijderd. Wat u schreef staat hieronder nog.")
            )

    def hold(self) -> None:
        """Keep whoever saves waiting, in whatever state it is."""
        self._rows.select_for_update().first()

    def claim(self, versie: int, before: Inhoud, after: Inhoud) -> bool:
        old, new = before.stukken, after.stukken
        changed = {naam: new[naam] for naam in self.velden if old[naam] != new[naam]}
        return bool(self.write_fields(self._rows.filter(versie=versie), changed))

    def read(self) -> tuple[int, Inhoud]:
        record, self._locked = self._locked or self._rows.get(), None
        return record.versie, self.content_of(record)

    def content_of(self, record: Any) -> Inhoud:
        """The content of a record as it stands in memory."""
        return Inhoud({naam: self._piece(record, naam) for naam in self.velden} | self.more(record))

    def more(self, record: Any) -> Stukken:
        """The pieces that are no fields of the record itself."""
        return {}

    def write(self, before: Inhoud, after: Inhoud) -> None:
        self.write_more(before.stukken, after.stukken)

    def write_fields(self, row: models.QuerySet[Any], changed: Stukken) -> int:
        """Write the fields that are different, with the next version; how many rows that were: one,
        or none when another was first."""
        return row.update(versie=F("versie") + 1, **self.as_fields(changed))

    def write_more(self, old: Stukken, new: Stukken) -> None:
        """What `more` gave, where it is different now."""

    def as_fields(self, stukken: Stukken) -> dict[str, Any]:
        """Pieces as the model's own values."""
        return {
            self._field(naam).attname: None
            if waarde == "" and _is_text_of_its_own(self._field(naam))
            else self._field(naam).to_python(waarde)
            for naam, waarde in stukken.items()
        }

    def _field(self, naam: str) -> Any:
        return self.model._meta.get_field(naam)

    def _piece(self, record: Any, naam: str) -> Any:
        field = self._field(naam)
        waarde = getattr(record, field.attname)
        return "" if waarde is None and _is_text_of_its_own(field) else plain(waarde)


def _is_text_of_its_own(field: Any) -> bool:
    """Whether a field that is no text is kept as one."""
    return isinstance(field, models.DateField | models.TimeField | models.DecimalField)
