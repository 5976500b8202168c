"""Where an imported record came from, so that a second import knows what a person changed.

`bron_sleutel` names the place in the source; `bron_hash` is the hash of the content as it was
imported. As long as the record's own hash is still that one, a new version of the source may
replace it; as soon as it differs, a person has written and the person's text stays.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
from django.db import models

from veiligheid.core.findings import Bevinding, let_op
from veiligheid.core.richtext import RichTextField, sanitize

G = TypeVar("G", bound="Geimporteerd")


class Geimporteerd(models.Model):
    """Mixin for records that an importer may make. Both fields are empty for a person's own."""

    bron_sleutel = models.CharField("plaats in de bron", max_length=300, blank=True, editable=False)
    bron_hash = models.CharField("hash van de bron", max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


def content_hash(*parts: Any) -> str:
    """SHA-256 of the canonical JSON of the parts, as hex."""
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()


def cleaned(model: type[models.Model], velden: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the database will hold them: rich text in its normal form."""
    return {
        naam: sanitize(waarde) if isinstance(model._meta.get_field(naam), RichTextField) else waarde
        for naam, waarde in velden.items()
    }


@dataclass
class Telling:
    """What an import did, or would do: counts and findings."""

    gemaakt: int = 0
    bijgewerkt: int = 0
    ongewijzigd: int = 0
    behouden: int = 0
    bevindingen: list[Bevinding] = field(default_factory=list)

    @property
    def veranderd(self) -> bool:
        return bool(self.gemaakt or self.bijgewerkt)

    def reconcile(
        self,
        bestaande: Mapping[str, G],
        model: type[G],
        sleutel: str,
        velden: Mapping[str, Any],
        bij_maken: Mapping[str, Any],
    ) -> G:
        """The record for this place in the source: made, brought up to date, or left alone.

        bestaande: the imported records of this scope by `bron_sleutel`.
        velden: the content that the source gives; a person's change to it is respected.
        bij_maken: what is only set on a new record (its parent, its place).
        """
        inhoud = cleaned(model, velden)
        new_hash = content_hash(inhoud)
        record = bestaande.get(sleutel)
        if record is None:
            record = model(**bij_maken, **inhoud, bron_sleutel=sleutel, bron_hash=new_hash)
            record.save()
            self.gemaakt += 1
            return record
        own_hash = content_hash({naam: getattr(record, naam) for naam in inhoud})
        if own_hash == new_hash:
            self.ongewijzigd += 1
        elif own_hash == record.bron_hash:
            for naam, waarde in inhoud.items():
                setattr(record, naam, waarde)
            record.bron_hash = new_hash
            record.save(update_fields=[*inhoud, "bron_hash"])
            self.bijgewerkt += 1
        else:
            self.keep(record)
        return record

    def keep(self, record: models.Model) -> None:
        """Note that a person's text was left as it is."""
        self.behouden += 1
        self.bevindingen.append(
            let_op(
                "tekst-behouden",
                "Deze tekst is na de vorige import door iemand aangepast en blijft zoals hij is.",
                str(record),
            )
        )

    def report_vanished(self, bestaande: Mapping[str, Geimporteerd], gezien: Iterable[str]) -> None:
        """Records whose place is no longer in the source stay, and are named."""
        for sleutel in bestaande.keys() - set(gezien) - {""}:
            self.bevindingen.append(
                let_op(
                    "niet-meer-in-bron",
                    "Dit staat niet meer in het bestand. Het blijft staan; verwijder het zelf "
                    "als het weg moet.",
                    str(bestaande[sleutel]),
                )
            )


def by_sleutel(records: Iterable[G]) -> dict[str, G]:
    """Imported records by their place in the source."""
    return {r.bron_sleutel: r for r in records if r.bron_sleutel}


class Sleutels:
    """Gives every place in a source its own key: the words of its heading, and a number when they
    come back."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def unique(self, *parts: str) -> str:
        base = " / ".join(parts)[:280]
        self._seen[base] = n = self._seen.get(base, 0) + 1
        return base if n == 1 else f"{base} #{n}"
