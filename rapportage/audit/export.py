"""The committee's judgement beside the zelfoordeel, as CSV and XLSX: from the frozen data."""

from collections.abc import Iterator
from typing import Any

from themas.spiegel import kolommen as k
from veiligheid.core.richtext import plain
from veiligheid.core.tabellen.write import write_csv, write_xlsx
from veiligheid.document.oordeel import Beoordeling, Oordeelstuk, is_judgeable
from veiligheid.document.spiegel import Passage, Spiegelrij


def as_csv(stuk: Oordeelstuk) -> bytes:
    return write_csv(*_table(stuk))


def as_xlsx(stuk: Oordeelstuk) -> bytes:
    koppen, rijen = _table(stuk)
    return write_xlsx(f"oordeel {stuk.spiegel.jaar}", koppen, rijen)


def _table(stuk: Oordeelstuk) -> tuple[list[str], list[list[Any]]]:
    spiegel = stuk.spiegel
    koppen = [
        k.label_kop("thema", spiegel.label_thema),
        k.label_kop("pijler", spiegel.label_pijler),
        k.label_kop("actie", spiegel.label_actie),
        f"beloofd_{spiegel.jaar}",
        f"gedaan_{spiegel.jaar}",
        "zelfoordeel",
        "realisatie",
        "oordeel_auditcommissie",
        "toelichting_auditcommissie",
        "verschilt",
        "sleutel",
        "spiegel",
    ]
    return koppen, list(_rows(stuk))


def _rows(stuk: Oordeelstuk) -> Iterator[list[Any]]:
    for rij, b in stuk.paren:
        yield [
            rij.thema_titel,
            rij.pijler,
            rij.titel,
            _words(rij.beloofd),
            _words(rij.gedaan),
            rij.kleur.value if rij.kleur else k.TE_BEOORDELEN,
            rij.realisatie.value if rij.realisatie else "",
            _oordeel(rij, b),
            b.toelichting,
            "ja" if b.kleur and rij.kleur and b.kleur is not rij.kleur else "",
            rij.sleutel,
            f"{stuk.slug}, versie {stuk.versie}",
        ]


def _oordeel(rij: Spiegelrij, b: Beoordeling) -> str:
    if b.kleur:
        return b.kleur.value
    return k.TE_BEOORDELEN if is_judgeable(rij) else ""


def _words(passages: tuple[Passage, ...]) -> str:
    return "\n".join(" ".join(filter(None, (p.kop, plain(p.html)))) for p in passages)
