"""The OpenAPI description, made of the types that the answers are made of."""

from dataclasses import dataclass
from typing import Any

import msgspec
from django.conf import settings

from rapportage.api import vormen
from rapportage.api.antwoord import VERSIE

LICENTIES = {
    "CC0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"),
    "CC-BY": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.nl"),
}


@dataclass(frozen=True, slots=True)
class Pad:
    """An address: what it gives, one of it or a collection, and by which parameters."""

    pad: str
    naam: str
    vorm: type[vormen.Vorm]
    uitleg: str
    veel: bool = True
    filters: tuple[str, ...] = ()


PADEN = (
    Pad("/brieven", "brieven", vormen.Brief, "Alle brieven, in de versie die nu geldt.",
        filters=("jaar", "soort")),
    Pad("/brieven/{slug}", "brief", vormen.Brief, "Eén brief.", veel=False),
    Pad("/brieven/{slug}/versies", "versies", vormen.Versie, "Alle versies van een brief."),
    Pad("/brieven/{slug}/paragrafen", "paragrafen", vormen.Paragraaf,
        "De tekst van een brief met zijn bijlagen, in stukken met een vast adres.",
        filters=("themaSlug", "soort", "actie")),
    Pad("/brieven/{slug}/beloften", "beloften", vormen.Belofte,
        "Wat was beloofd en wat ervan werd.", filters=("themaSlug", "kleur")),
    Pad("/toezeggingen", "toezeggingen", vormen.Toezegging, "Het register van toezeggingen.",
        filters=("soort", "thema", "staat", "teLaat")),
    Pad("/toezeggingen/{sleutel}", "toezegging", vormen.Toezegging, "Eén toezegging.", veel=False),
    Pad("/indicatoren", "indicatoren", vormen.Indicator, "Wat er wordt gemeten.",
        filters=("thema", "bronTabel")),
    Pad("/indicatoren/{slug}", "indicator", vormen.Indicator, "Eén indicator.", veel=False),
    Pad("/indicatoren/{slug}/metingen", "metingen", vormen.Meting,
        "De cijfers van een indicator, per gebied en periode.",
        filters=("gebied", "gebiedSoort", "periode")),
)  # fmt: skip


def licence() -> tuple[str, str]:
    """Name and address of the licence of what is the municipality's own."""
    return LICENTIES[settings.DATA_LICENTIE]


def description(server: str) -> dict[str, Any]:
    """server: the address of the API."""
    kinds = {pad.vorm for pad in PADEN} | {vormen.Probleem}
    _, schemas = msgspec.json.schema_components(
        sorted(kinds, key=lambda k: k.__name__), ref_template="#/components/schemas/{name}"
    )
    naam, adres = licence()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Veiligheid in {settings.GEMEENTE_NAAM}",
            "description": "Brieven, toezeggingen en cijfers over veiligheid. Alles hier is "
            "openbaar; zonder sleutel te gebruiken.",
            "version": VERSIE,
            "contact": {
                "name": settings.GEMEENTE_NAAM,
                "email": settings.CONTACT_EMAIL,
                "url": server.removesuffix("/api/v1") + "/open-data/",
            },
            "license": {"name": naam, "url": adres},
        },
        "servers": [{"url": server}],
        "tags": [{"name": "Openbaar", "description": "Gepubliceerde gegevens."}],
        "paths": {pad.pad: {"get": _get(pad)} for pad in PADEN},
        "components": {"schemas": schemas, "headers": _HEADERS, "responses": _PROBLEMS},
    }


_HEADERS: dict[str, Any] = {
    "API-Version": {"description": "De volledige versie.", "schema": {"type": "string"}},
    "ETag": {"description": "Voor If-None-Match.", "schema": {"type": "string"}},
    "Link": {"description": "Andere bladzijden (RFC 8288).", "schema": {"type": "string"}},
}
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}}
_PROBLEMS: dict[str, Any] = {
    "400": {"description": "Een parameter klopt niet.", "content": _PROBLEM},
    "404": {"description": "Dit is er niet.", "content": _PROBLEM},
}


def _get(pad: Pad) -> dict[str, Any]:
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{pad.vorm.__name__}"}
    headers = ["API-Version", "ETag"]
    parameters: list[dict[str, Any]] = []
    for part in pad.pad.split("/"):
        if part.startswith("{"):
            parameters.append(_parameter(part.strip("{}"), "path"))
    if pad.veel:
        schema = {
            "type": "object",
            "required": ["_links", "count", "results"],
            "properties": {
                "_links": {
                    "type": "object",
                    "required": ["self"],
                    "additionalProperties": {"type": "string", "format": "uri"},
                },
                "count": {"type": "integer", "minimum": 0},
                "results": {"type": "array", "items": schema},
            },
        }
        headers.append("Link")
        parameters += [_parameter(naam, "query") for naam in pad.filters]
        parameters += [_page("page", 1, None), _page("pageSize", 50, 200)]
    return {
        "operationId": pad.naam,
        "summary": pad.uitleg,
        "tags": ["Openbaar"],
        "parameters": parameters,
        "responses": {
            "200": {
                "description": pad.uitleg,
                "headers": {h: {"$ref": f"#/components/headers/{h}"} for h in headers},
                "content": {"application/json": {"schema": schema}},
            },
            "304": {"description": "Niets veranderd sinds wat u heeft."},
            "400": {"$ref": "#/components/responses/400"},
            "404": {"$ref": "#/components/responses/404"},
        },
    }


def _parameter(naam: str, where: str) -> dict[str, Any]:
    return {"name": naam, "in": where, "required": where == "path", "schema": {"type": "string"}}


def _page(naam: str, standaard: int, most: int | None) -> dict[str, Any]:
    bounds = {"maximum": most} if most else {}
    schema = {"type": "integer", "minimum": 1, "default": standaard, **bounds}
    return {"name": naam, "in": "query", "required": False, "schema": schema}
