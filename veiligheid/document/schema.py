"""The JSON Schema of a document, made from its shapes."""

from typing import Any

import msgspec

from veiligheid.document.brief import Briefdocument
from veiligheid.document.versies import SCHEMA_VERSIE


def json_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of the version that is written today."""
    schema = msgspec.json.schema(Briefdocument)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Briefdocument, versie {SCHEMA_VERSIE}",
        **schema,
    }


def to_json() -> bytes:
    """The same as a file: the same bytes for the same shapes."""
    return msgspec.json.format(msgspec.json.encode(json_schema()), indent=1) + b"\n"
