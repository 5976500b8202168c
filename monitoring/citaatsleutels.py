"""What a reference in a text holds of a figure: `woninginbraken--GM0268--2024JJ00`, or of an amount
`bedrag--ivp-2022-2026--veilige-wijken--2024--begroot-lasten`."""

from typing import NamedTuple

from django.utils.text import slugify

from monitoring.geld.models import Bedragsoort, Kant

# No slug holds two hyphens in a row, so that the parts can't run into each other.
_TUSSEN = "--"
_BEDRAG = "bedrag"
_SOORTEN = {
    f"{slugify(soort)}-{kant}": (soort, kant)
    for soort in Bedragsoort.values
    for kant in Kant.values
}


class Meetplaats(NamedTuple):
    """Where a measurement stands: address of the indicator, code of the area and of the period."""

    indicator: str
    gebied: str
    periode: str

    @property
    def sleutel(self) -> str:
        return _TUSSEN.join(self)


class Bedragplaats(NamedTuple):
    """Where an amount stands; `deelproduct` "totaal" is what the document states as the total."""

    plan: str
    deelproduct: str
    jaar: int
    soort: str
    kant: str

    @property
    def sleutel(self) -> str:
        soort = f"{slugify(self.soort)}-{self.kant}"
        return _TUSSEN.join((_BEDRAG, self.plan, self.deelproduct, str(self.jaar), soort))


def read_sleutel(sleutel: str) -> Meetplaats | Bedragplaats | None:
    """What a key names; None when it is none."""
    parts = sleutel.split(_TUSSEN)
    if len(parts) == 3:
        return Meetplaats(*parts)
    if len(parts) == 5 and parts[0] == _BEDRAG and parts[3].isdecimal() and parts[4] in _SOORTEN:
        return Bedragplaats(parts[1], parts[2], int(parts[3]), *_SOORTEN[parts[4]])
    return None
