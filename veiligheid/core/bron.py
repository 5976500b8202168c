"""Where an imported record came from, so that a second import knows what a person changed.

`bron_sleutel` names the place in the source; `bron_hash` is the hash of the content as it was
imported. As long as the record's own hash is still that one, a new version of the source may
replace it; as soon as it differs, a person has written and the person's text stays.
"""

import hashlib
from typing import Any

import msgspec
from django.db import models


def content_hash(*parts: Any) -> str:
    """SHA-256 of the canonical JSON of the parts, as hex."""
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()


class Geimporteerd(models.Model):
    """Mixin for records that an importer may make. Both fields are empty for a person's own."""

    bron_sleutel = models.CharField("plaats in de bron", max_length=300, blank=True, editable=False)
    bron_hash = models.CharField("hash van de bron", max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
