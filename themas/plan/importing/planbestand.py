"""A planbestand: everything of a plan as JSON, to be taken in elsewhere or again."""

from enum import StrEnum

import msgspec

from themas.plan.importing.source import BronActie, BronPlan
from veiligheid.core.findings import Geweigerd, blokkeert

_VERSIE = 1


class _Formaat(StrEnum):
    PLAN = "veiligheidsplan"


class _Planbestand(msgspec.Struct, forbid_unknown_fields=True):
    formaat: _Formaat
    versie: int
    plan: BronPlan


def is_planbestand(data: bytes) -> bool:
    """Whether this is JSON, rather than a Word file."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def write_planbestand(plan: BronPlan) -> bytes:
    """UTF-8 JSON with the fields in a fixed order: the same plan gives the same bytes."""
    data = msgspec.json.encode(_Planbestand(_Formaat.PLAN, _VERSIE, plan))
    return msgspec.json.format(data, indent=1) + b"\n"


def read_planbestand(data: bytes) -> BronPlan:
    """Raises Geweigerd for what is no planbestand, of a version that is not known, or in which a
    key names nothing."""
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Planbestand)
    except (msgspec.DecodeError, RecursionError) as fout:
        melding = (
            "Dit JSON-bestand is geen planbestand van dit portaal. Kies een bestand dat u bij een "
            f"plan hebt gedownload. (Gevonden: {fout})"
        )
        raise Geweigerd(blokkeert("geen-planbestand", melding)) from fout
    if found.versie != _VERSIE:
        melding = (
            f"Dit planbestand heeft versie {found.versie}; dit portaal leest versie {_VERSIE}. "
            "Download het plan opnieuw."
        )
        raise Geweigerd(blokkeert("planbestand-versie", melding))
    _check_keys(found.plan)
    return found.plan


def _check_keys(plan: BronPlan) -> None:
    """Every key once, and none that names nothing."""
    themas = [t.sleutel for t in plan.themas]
    acties = [a for t in plan.themas for a in t.acties]
    pijlers = [p.sleutel for t in plan.themas for p in t.pijlers]
    for naam, keys in (
        ("thema", themas),
        ("actie", [a.sleutel for a in acties]),
        ("pijler", pijlers),
    ):
        if len(set(keys)) < len(keys) or "" in keys:
            melding = f"In dit planbestand heeft niet elke {naam} een eigen ‘sleutel’."
            raise Geweigerd(blokkeert("planbestand-sleutels", melding))
    named = {k for v in plan.kruisverbanden for k in (v.van, v.naar)}
    named |= {t for a in acties for t in a.verdere_themas}
    if missing := (named - set(themas)) | (_pijlers_of(acties) - set(pijlers)):
        melding = f"In dit planbestand wijst iets naar ‘{min(missing)}’, en dat staat er niet in."
        raise Geweigerd(blokkeert("planbestand-sleutels", melding))


def _pijlers_of(acties: list[BronActie]) -> set[str]:
    return {a.pijler for a in acties if a.pijler}
