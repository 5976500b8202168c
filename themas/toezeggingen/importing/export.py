"""The register as CSV, XLSX and JSON."""

from collections.abc import Iterable
from typing import Any

from themas.toezeggingen.importing.kolommen import NAMEN, row_of
from themas.toezeggingen.models import Afdoening, Toezegging
from themas.toezeggingen.querysets import ToezeggingQuerySet
from themas.toezeggingen.stand import Verklaring
from veiligheid.core.tabellen.write import write_csv, write_xlsx

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
    "indiener",
    "besluit",
    "besluit_op",
    "stemmen_voor",
    "stemmen_tegen",
    "staat",
    "staat_sinds",
    "dag_onbekend",
    "te_laat",
    "hoe_laat",
    "reden",
    "afgedaan_met",
    "hierover",
]


def as_csv(toezeggingen: ToezeggingQuerySet) -> bytes:
    return write_csv(NAMEN, _rows(toezeggingen))


def as_xlsx(toezeggingen: ToezeggingQuerySet) -> bytes:
    return write_xlsx("toezeggingen", NAMEN, _rows(toezeggingen))


def _rows(toezeggingen: ToezeggingQuerySet) -> Iterable[list[Any]]:
    return (row_of(t) for t in with_parts(toezeggingen))


def with_parts(toezeggingen: ToezeggingQuerySet, *, lock: bool = False) -> ToezeggingQuerySet:
    """With what a row of the list is made of."""
    if lock:  # no database locks through an outer join
        return toezeggingen.select_for_update().prefetch_related("thema").with_stand()
    return toezeggingen.select_related("thema").with_stand()


def public_records(toezeggingen: Iterable[Toezegging]) -> list[dict[str, Any]]:
    """Entries as anybody may read them today, with nothing of a proposal or of a letter that is not
    published."""
    return [_public(t) for t in toezeggingen]


def _public(t: Toezegging) -> dict[str, Any]:
    stand = t.stand
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
        "indiener": t.indiener,
        "besluit": t.besluit,
        "besluit_op": t.besluit_op,
        "stemmen_voor": t.stemmen_voor,
        "stemmen_tegen": t.stemmen_tegen,
        "staat": stand.publiek,
        "staat_sinds": stand.op,
        "dag_onbekend": stand.dag_onbekend,
        "te_laat": stand.te_laat(t.termijn_op),
        "hoe_laat": t.te_laat,
        "reden": stand.reden,
        "afgedaan_met": "; ".join(str(v.afdoening) for v in public_verklaringen(t)),
        "hierover": "; ".join(a.adres for a in public_mentions(t)),
    }


def public_verklaringen(t: Toezegging) -> list[Verklaring]:
    """By what it is settled today, as far as that is public."""
    return [v for v in t.stand.verklaringen if v.afdoening.openbaar]


def public_mentions(t: Toezegging) -> list[Afdoening]:
    """The paragraaf of a published letter that speaks of it and of which nobody decided yet whether
    it settles it."""
    proposed = t.stand.voorstel
    a = proposed.afdoening if proposed else None
    return [a] if a and a.openbaar and a.adres else []


def public_csv(records: list[dict[str, Any]]) -> bytes:
    return write_csv(_KOPPEN, ([_yes(r[kop]) for kop in _KOPPEN] for r in records))


def _yes(value: Any) -> Any:
    return ("ja" if value else "nee") if isinstance(value, bool) else value
