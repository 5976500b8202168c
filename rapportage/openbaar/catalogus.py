"""The catalogue of public data as DCAT-AP-NL 3.0, in JSON-LD with its context inside: nobody has to
fetch anything to read it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse

from rapportage.api.openapi import licence

_EU = "http://publications.europa.eu/resource/authority"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
# By name: title, what it is, the address of the file, its media type.
DATASETS = (
    (
        "cijfers",
        "Cijfers over veiligheid",
        "Geregistreerde misdrijven en eigen registraties per gemeente, wijk en buurt.",
        "open-data-cijfers",
        "text/csv",
    ),
    (
        "toezeggingen",
        "Toezeggingen aan de gemeenteraad",
        "Toezeggingen, aankondigingen, moties en amendementen over veiligheid, met hun stand.",
        "toezeggingen-csv",
        "text/csv",
    ),
)


def catalogue(volledig: Callable[[str], str]) -> dict[str, Any]:
    """volledig: a path of ours → the whole address."""
    base = volledig(reverse("open-data"))
    datasets = [_dataset(base, volledig, *row) for row in DATASETS]
    api = _service(base, volledig, [d["@id"] for d in datasets])
    catalogus = {
        "@id": f"{base}#catalogus",
        "@type": "dcat:Catalog",
        "dct:title": _nl(f"Open data over veiligheid van {settings.GEMEENTE_NAAM}"),
        "dct:description": _nl("Alles wat over veiligheid openbaar is, om opnieuw te gebruiken."),
        "dct:publisher": _agent(base),
        "dct:creator": _agent(base),
        "dcat:contactPoint": _contact(base),
        "dct:language": _concept(f"{_EU}/language/NLD", "dct:LinguisticSystem"),
        "dct:license": _concept(licence()[1], "dct:LicenseDocument"),
        "dcat:themeTaxonomy": _concept(f"{_EU}/data-theme", "skos:ConceptScheme"),
        "foaf:homepage": {"@id": base, "@type": "foaf:Document"},
        "dcat:dataset": [{"@id": d["@id"]} for d in datasets],
        "dcat:service": [{"@id": api["@id"]}],
    }
    return {"@context": _CONTEXT, "@graph": [catalogus, *datasets, api]}


def _dataset(
    base: str,
    volledig: Callable[[str], str],
    naam: str,
    titel: str,
    uitleg: str,
    route: str,
    mediatype: str,
) -> dict[str, Any]:
    adres = volledig(reverse(route))
    return {
        "@id": f"{base}#{naam}",
        "@type": "dcat:Dataset",
        "dct:identifier": {"@value": f"{base}#{naam}", "@type": "xsd:string"},
        **_about(base, titel, uitleg),
        "dct:language": _concept(f"{_EU}/language/NLD", "dct:LinguisticSystem"),
        "dcat:landingPage": {"@id": base, "@type": "foaf:Document"},
        "dcat:distribution": [
            {
                "@id": f"{base}#{naam}-csv",
                "@type": "dcat:Distribution",
                "dct:title": _nl(f"{titel} (CSV)"),
                "dct:description": _nl("Met een kop; de kolommen zijn beschreven op de pagina."),
                "dcat:accessURL": {"@id": adres},
                "dcat:downloadURL": {"@id": adres},
                "dct:license": _concept(licence()[1], "dct:LicenseDocument"),
                "dct:format": _concept(f"{_EU}/file-type/CSV", "dct:MediaTypeOrExtent"),
                "dcat:mediaType": _concept(
                    f"http://www.iana.org/assignments/media-types/{mediatype}", "dct:MediaType"
                ),
            }
        ],
    }


def _service(base: str, volledig: Callable[[str], str], serves: list[str]) -> dict[str, Any]:
    beschrijving = volledig(reverse("api-openapi"))
    return {
        "@id": f"{base}#api",
        "@type": "dcat:DataService",
        "dct:identifier": {"@value": f"{base}#api", "@type": "xsd:string"},
        **_about(base, "API over veiligheid", "Brieven, toezeggingen en cijfers als JSON."),
        "dcat:endpointURL": {"@id": beschrijving.removesuffix("/openapi.json")},
        "dcat:endpointDescription": {"@id": beschrijving},
        "dct:license": _concept(licence()[1], "dct:LicenseDocument"),
        "dcat:servesDataset": [{"@id": one} for one in serves],
        "dct:conformsTo": _concept(
            "https://gitdocumentatie.logius.nl/publicatie/api/adr/2.1.0/", "dct:Standard"
        ),
    }


def _about(base: str, titel: str, uitleg: str) -> dict[str, Any]:
    """What is asked of a data set and of a service alike."""
    return {
        "dct:title": _nl(titel),
        "dct:description": _nl(uitleg),
        "dct:accessRights": _concept(f"{_EU}/access-right/PUBLIC", "dct:RightsStatement"),
        "dct:publisher": _agent(base),
        "dct:creator": _agent(base),
        "dcat:contactPoint": _contact(base),
        "dcat:theme": [_concept(f"{_EU}/data-theme/JUST", "skos:Concept")],
    }


def _nl(tekst: str) -> dict[str, str]:
    return {"@value": tekst, "@language": "nl"}


def _concept(adres: str, soort: str) -> dict[str, str]:
    return {"@id": adres, "@type": soort}


def _agent(base: str) -> dict[str, Any]:
    return {
        "@id": f"{base}#gemeente",
        "@type": "foaf:Agent",
        "foaf:name": _nl(settings.GEMEENTE_NAAM),
        "dct:identifier": {"@value": settings.GEMEENTE_CODE, "@type": "xsd:string"},
    }


def _contact(base: str) -> dict[str, Any]:
    return {
        "@id": f"{base}#contact",
        "@type": "vcard:Kind",
        "vcard:fn": _nl(settings.GEMEENTE_NAAM),
        "vcard:hasEmail": {"@id": f"mailto:{settings.CONTACT_EMAIL}"},
    }
