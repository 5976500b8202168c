"""Where an imported record came from, so that a second import knows what a person changed.

`bron_sleutel` names the place in the source; `bron_hash` is the hash of the content as it was
imported. As long as the record's own hash is still that one, a new version of the source may
replace it; as soon as it differs, a person has written and the person's text stays.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

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


@dataclass(frozen=True, slots=True)
class Veld:
    """A field as it stands and as the source has it. `rijk`: both are rich text."""

    naam: str
    oud: str
    nieuw: str
    rijk: bool


@dataclass(frozen=True, slots=True)
class Wijziging:
    """What an import does to one record, for a person to read. Of a record that is kept as a
    person changed it, `velden` say what the source has instead."""

    soort: Literal["nieuw", "gewijzigd", "behouden"]
    wat: str
    titel: str
    velden: tuple[Veld, ...] = ()


@dataclass
class Telling:
    """What an import did, or would do: counts, what changed, and findings."""

    gemaakt: int = 0
    bijgewerkt: int = 0
    ongewijzigd: int = 0
    behouden: int = 0
    bevindingen: list[Bevinding] = field(default_factory=list)
    wijzigingen: list[Wijziging] = field(default_factory=list)

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
            self.made(record, fields_of(model, {}, inhoud))
            return record
        stands = {naam: getattr(record, naam) for naam in inhoud}
        velden_nu = fields_of(model, stands, inhoud)
        own_hash = content_hash(stands)
        if own_hash == new_hash:
            self.ongewijzigd += 1
        elif own_hash == record.bron_hash:
            for naam, waarde in inhoud.items():
                setattr(record, naam, waarde)
            record.bron_hash = new_hash
            record.save(update_fields=[*inhoud, "bron_hash"])
            self.updated(record, velden_nu)
        else:
            self.keep(record, velden_nu)
        return record

    def made(self, record: models.Model, velden: tuple[Veld, ...] = ()) -> None:
        """Note a new record."""
        self.gemaakt += 1
        self._note("nieuw", record, velden)

    def updated(self, record: models.Model, velden: tuple[Veld, ...]) -> None:
        """Note a record that now says what the source says."""
        self.bijgewerkt += 1
        self._note("gewijzigd", record, velden)

    def _note(
        self,
        soort: Literal["nieuw", "gewijzigd", "behouden"],
        record: models.Model,
        velden: tuple[Veld, ...],
    ) -> None:
        wat = str(record._meta.verbose_name)
        self.wijzigingen.append(Wijziging(soort, wat, str(record), velden))

    def keep(self, record: models.Model, velden: tuple[Veld, ...] = ()) -> None:
        """Note that a person's text was left as it is."""
        self.behouden += 1
        self._note("behouden", record, velden)
        self.bevindingen.append(
            let_op(
                "tekst-behouden",
                "Deze tekst is na de vorige import door iemand aangepast en blijft zoals hij is.",
                str(record),
            )
        )

    def report_vanished(self, bestaande: Mapping[str, Geimporteerd], gezien: Iterable[str]) -> None:
        """Records whose place is no longer in the source stay, and are named."""
        for sleutel in sorted(bestaande.keys() - set(gezien) - {""}):
            self.bevindingen.append(
                let_op(
                    "niet-meer-in-bron",
                    "Dit staat niet meer in het bestand. Het blijft staan; verwijder het zelf "
                    "als het weg moet.",
                    str(bestaande[sleutel]),
                )
            )


@dataclass(frozen=True, slots=True)
class Ingelezen:
    """What an import did or would do: counts and changes, a closing line, and the slug of what it
    made or completed."""

    telling: Telling
    slot: str
    slug: str


def fields_of(
    model: type[models.Model], oud: Mapping[str, Any], nieuw: Mapping[str, Any]
) -> tuple[Veld, ...]:
    """The text fields that differ, under the names that people know them by."""
    found = []
    for naam, waarde in nieuw.items():
        veld = model._meta.get_field(naam)
        if oud.get(naam, "") != waarde and veld.editable and isinstance(veld, models.Field):
            was, wordt = _shown(veld, oud.get(naam, "")), _shown(veld, waarde)
            rijk = isinstance(veld, RichTextField)
            found.append(Veld(str(veld.verbose_name), was, wordt, rijk))
    return tuple(found)


def _shown(veld: "models.Field[Any, Any]", waarde: Any) -> str:
    if isinstance(waarde, list):
        return ", ".join(map(str, waarde))
    choices = dict(veld.flatchoices)
    return str(choices.get(waarde, "" if waarde is None else waarde))


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
