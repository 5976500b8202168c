"""What is said of mirror and audit is true, at the edges too."""

import pytest

from rapportage.zinnen.spiegel import audit_sentence
from veiligheid.core.zinsoorten import ZINNEN
from veiligheid.document.oordeel import Audittelling


@pytest.mark.parametrize(
    ("n", "beoordeeld", "samen", "verschilt", "zin"),
    [
        (0, 0, 0, 0, "Er is geen actie met een belofte én een verslag om te beoordelen."),
        (
            32,
            2,
            0,
            0,
            "Van de 32 acties waarover is beloofd én verteld zijn er 30 nog niet beoordeeld. De "
            "schrijver gaf bij geen daarvan een oordeel: er is niets te vergelijken.",
        ),
        (
            32,
            0,
            0,
            0,
            "Van de 32 acties waarover is beloofd én verteld zijn er 32 nog niet beoordeeld.",
        ),
        (
            32,
            31,
            5,
            2,
            "Van de 32 acties waarover is beloofd én verteld is er 1 nog niet beoordeeld. Van de 5 "
            "die ook de schrijver beoordeelde komt zij bij 2 tot een ander oordeel.",
        ),
        (
            32,
            32,
            5,
            0,
            "De commissie beoordeelde alle 32 acties waarover is beloofd én verteld. Bij de 5 die "
            "ook de schrijver beoordeelde komt zij nergens tot een ander oordeel.",
        ),
        (
            32,
            32,
            32,
            0,
            "De commissie beoordeelde alle 32 acties waarover is beloofd én verteld. Nergens komt "
            "zij tot een ander oordeel dan de schrijver.",
        ),
        (1, 0, 0, 0, "De enige actie waarover is beloofd én verteld is nog niet beoordeeld."),
    ],
)
def test_the_committee_beside_the_writer(
    n: int, beoordeeld: int, samen: int, verschilt: int, zin: str
) -> None:
    telling = Audittelling(
        n, (samen, 0, n - samen), (beoordeeld, 0, n - beoordeeld), verschilt, samen, 0
    )
    assert audit_sentence(telling) == zin
    assert ZINNEN["audit-oordeel"].patroon.fullmatch(zin)
