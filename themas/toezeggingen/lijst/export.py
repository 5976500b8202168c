"""The register as CSV, XLSX and JSON."""

from collections.abc import Iterable
from typing import Any

from themas.toezeggingen.lijst.kolommen import NAMEN, row_of
from themas.toezeggingen.models import Afdoening, Toezegging
from themas.toezeggingen.querysets import ToezeggingQuerySet
from veiligheid.core.rekenblad import write_csv, write_xlsx

_KOPPEN = [
    "sleutel",
    "adres",
    "soort",
    "nummer",
    "tekst",
    "gedaan_op",
    "vergadering",
    "brief",
    "thema",
    "portefeuillehouder",
    "termijn",
    "uiterlijk",
    "bedrag",
    "staat",
    "te_laat",
    "reden",
    "afgedaan_met",
    "afgedaan_op",
    "hierover",
]


def as_csv(toezeggingen: ToezeggingQuerySet) -> bytes:
    return write_csv(NAMEN, _rows(toezeggingen))


def as_xlsx(toezeggingen: ToezeggingQuerySet) -> bytes:
    return write_xlsx("toezeggingen", NAMEN, _rows(toezeggingen))


def _rows(toezeggingen: ToezeggingQuerySet) -> Iterable[list[Any]]:
    return (row_of(t) for t in with_parts(toezeggingen))


def with_parts(toezeggingen: ToezeggingQuerySet) -> ToezeggingQuerySet:
    return toezeggingen.select_related("thema").prefetch_related("afdoeningen")


def public_records(toezeggingen: Iterable[Toezegging]) -> list[dict[str, Any]]:
    """Entries as anybody may read them: annotated with their public state, and with nothing of a
    proposal or of a letter that is not published."""
    return [_public(t) for t in toezeggingen]


def _public(t: Toezegging) -> dict[str, Any]:
    parts = list(t.afdoeningen.all())
    settled, mentions = _declared(parts), _mentions(parts)
    return {
        "sleutel": t.sleutel,
        "adres": t.get_absolute_url(),
        "soort": t.soort,
        "nummer": t.nummer,
        "tekst": t.tekst,
        "gedaan_op": t.gemaakt_op,
        "vergadering": t.vergadering,
        "brief": t.adres,
        "thema": t.thema.titel if t.thema else "",
        "portefeuillehouder": t.portefeuillehouder,
        "termijn": t.termijn,
        "uiterlijk": t.termijn_op,
        "bedrag": t.bedrag,
        "staat": t.publieke_staat,  # type: ignore[attr-defined]
        "te_laat": t.te_laat,
        "reden": t.reden,
        "afgedaan_met": "; ".join(str(a) for a in settled),
        "afgedaan_op": settled[-1].verklaard_op if settled else None,
        "hierover": "; ".join(a.adres for a in mentions),
    }


def public_afdoeningen(t: Toezegging) -> list[Afdoening]:
    """By what it was declared settled, as far as that is public."""
    return _declared(t.afdoeningen.all())


def public_mentions(t: Toezegging) -> list[Afdoening]:
    """Paragrafen of published letters that speak of it without it being declared settled."""
    return _mentions(t.afdoeningen.all())


def _declared(parts: Iterable[Afdoening]) -> list[Afdoening]:
    return [a for a in parts if a.verklaard_op is not None and a.openbaar]


def _mentions(parts: Iterable[Afdoening]) -> list[Afdoening]:
    return [a for a in parts if a.verklaard_op is None and a.openbaar and a.adres]


def public_csv(records: list[dict[str, Any]]) -> bytes:
    return write_csv(_KOPPEN, ([_yes(r[kop]) for kop in _KOPPEN] for r in records))


def _yes(value: Any) -> Any:
    return ("ja" if value else "nee") if isinstance(value, bool) else value
