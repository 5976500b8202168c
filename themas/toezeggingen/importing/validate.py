"""What must be right about the rows together, before any of them is taken in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from themas.plan.models import Thema
from themas.toezeggingen.importing.source import Bronrij
from themas.toezeggingen.transitions import Raadsbesluit, refuse_besluit
from themas.toezeggingen.workflow import Soort, Staat, Uitslag
from veiligheid.core.adressen import ANDERS_DAN_HET_LIJKT, misleads
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert
from veiligheid.core.matching import titelsleutel
from veiligheid.core.templatetags.opmaak import datum

_AF = {Staat.AFGEDAAN.value, Staat.DEELS.value}
_OVER = {*_AF, Staat.VERVALLEN.value}
_WAARMEE = ("afgedaan met", "afgedaan in vergadering")


def validate_lijst(
    rijen: list[Bronrij], themas: Mapping[str, Thema], vandaag: date
) -> list[Bevinding]:
    """`themas`: by the key of their title, see `themas_by_title`. No day of the list is still to
    come: nothing was promised or settled yet on a day after `vandaag`."""
    return [
        *_twice(rijen, "nummer"),
        *_twice(rijen, "sleutel"),
        *(finding for rij in rijen for finding in _one(rij, themas)),
        *(finding for rij in rijen for finding in _days(rij, vandaag)),
    ]


def themas_by_title() -> dict[str, Thema]:
    """The themes by title; of one that is in two plans the newest."""
    found = Thema.objects.select_related("plan").order_by("plan__van_jaar", "pk")
    return {titelsleutel(t.titel): t for t in found}


def _twice(rijen: list[Bronrij], kolom: str) -> Iterator[Bevinding]:
    seen: dict[str, str] = {}
    for rij in rijen:
        if not (value := rij.text(kolom)):
            continue
        if value in seen:
            yield blokkeert(
                f"{kolom}-dubbel",
                f"{kolom.capitalize()} ‘{value}’ staat ook in {seen[value]}.",
                rij.plek,
            )
        seen.setdefault(value, rij.plek)


def _one(rij: Bronrij, themas: Mapping[str, Thema]) -> Iterator[Bevinding]:
    if (titel := rij.text("thema")) and titelsleutel(titel) not in themas:
        yield blokkeert("thema-onbekend", f"Er is geen thema ‘{titel[:80]}’.", rij.plek)
    staat = rij.text("staat")
    if staat == Staat.VERVALLEN and not rij.text("reden"):
        yield blokkeert(
            "reden-ontbreekt", "Deze toezegging is vervallen; zeg in ‘reden’ waarom.", rij.plek
        )
    if staat in _AF and not any(rij.cellen.get(k) for k in _WAARMEE):
        yield blokkeert(
            "waarmee-ontbreekt",
            "Deze toezegging is (deels) afgedaan; zeg in ‘afgedaan met’ of ‘afgedaan in "
            "vergadering’ waarmee.",
            rij.plek,
        )
    yield from _besluit(rij)
    address = rij.text("afgedaan met adres")
    if address and not address.startswith(("https://", "http://")):
        yield blokkeert(
            "adres-onbekend", "‘afgedaan met adres’ moet met https:// beginnen.", rij.plek
        )
    elif misleads(address):
        yield blokkeert("adres-misleidt", f"‘afgedaan met adres’: {ANDERS_DAN_HET_LIJKT}", rij.plek)


def _besluit(rij: Bronrij) -> Iterator[Bevinding]:
    if not (besluit := rij.text("besluit")):
        return
    voor, tegen = rij.number("voor"), rij.number("tegen")
    decided = Raadsbesluit(Uitslag(besluit), rij.day("besluit op"), voor, tegen)
    try:
        refuse_besluit(Soort(rij.text("soort")), decided, rij.day("gedaan op") or date.max)
    except Geweigerd as geweigerd:
        yield from (replace(b, plek=rij.plek) for b in geweigerd.bevindingen)


def _days(rij: Bronrij, vandaag: date) -> Iterator[Bevinding]:
    made, settled = rij.day("gedaan op"), rij.day("afgedaan op")
    if settled is None:
        return
    if rij.text("staat") not in _OVER:
        yield blokkeert(
            "dag-zonder-staat",
            "Er staat een dag in ‘afgedaan op’, en ‘staat’ is niet ‘afgedaan’, ‘deels afgedaan’ of "
            "‘vervallen’. Verbeter een van de twee.",
            rij.plek,
        )
    elif settled > vandaag:
        yield blokkeert(
            "dag-komt-nog",
            f"‘afgedaan op’ is {datum(settled)}; die dag komt nog. Verbeter de dag.",
            rij.plek,
        )
    elif made is not None and settled < made:
        yield blokkeert(
            "dag-te-vroeg",
            f"‘afgedaan op’ ({datum(settled)}) ligt voor ‘gedaan op’ ({datum(made)}). Verbeter een "
            "van de twee.",
            rij.plek,
        )
