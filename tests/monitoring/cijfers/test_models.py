"""What the database itself refuses."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from monitoring.models import Gebied, Indicator, Meting, Metingversie, Streefwaarde
from tests.monitoring.fabriek import een_gebied, een_indicator, een_meting
from veiligheid.core.models import AlleenToevoegenFout

pytestmark = pytest.mark.django_db


def refused(**velden: Any) -> bool:
    indicator, gebied = een_indicator(), een_gebied(f"WK0268{Gebied.objects.count():02}")
    standaard = {"indicator": indicator, "gebied": gebied, "periode": "2024JJ00", "jaar": 2024}
    try:
        with transaction.atomic():
            Meting.objects.create(**{**standaard, "periodesoort": "JJ", **velden})
    except IntegrityError:
        return True
    return False


def test_a_value_or_a_reason_and_never_both() -> None:
    assert not refused(waarde=3)
    assert not refused(waarde=0)
    assert not refused(waarde=None, reden_onbekend="niet gemeten", verwacht_op="2026-03-01")
    assert refused(waarde=None)
    assert refused(waarde=3, reden_onbekend="niet gemeten")
    assert refused(waarde=3, verwacht_op="2026-03-01")
    assert refused(waarde=3, status="misschien")
    assert refused(waarde=3, precisie="zo’n")
    assert refused(waarde=3, periodesoort="WW")


def test_one_value_for_an_indicator_an_area_and_a_period() -> None:
    indicator, gebied = een_indicator(), een_gebied()
    een_meting(indicator, gebied, 2024, 1)
    een_meting(indicator, gebied, 2023, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        een_meting(indicator, gebied, 2024, 2)


def test_a_code_has_one_record_per_indeling() -> None:
    een_gebied("WK026801", indeling=2023)
    een_gebied("WK026801", indeling=2024, naam="Nieuw")
    een_gebied("WK026802", indeling=2023)
    with pytest.raises(IntegrityError), transaction.atomic():
        een_gebied("WK026801", indeling=2024)
    assert {g.naam for g in Gebied.objects.newest()} == {"Nieuw", "WK026802"}


def test_areas_of_a_municipality() -> None:
    for code in ("GM0268", "WK026801", "BU02680100", "GM0363", "WK036301", "NL00"):
        een_gebied(code)
    assert {g.code for g in Gebied.objects.within("GM0268")} == {
        "GM0268",
        "WK026801",
        "BU02680100",
    }


def test_the_place_in_a_source_belongs_to_one_indicator() -> None:
    een_indicator(bron_tabel="47018NED", bron_code="0.0.0", bron_maat="aantal")
    een_indicator()
    een_indicator()  # without a table there is no place to share
    with pytest.raises(IntegrityError), transaction.atomic():
        een_indicator(bron_tabel="47018NED", bron_code="0.0.0", bron_maat="aantal")
    with pytest.raises(IntegrityError), transaction.atomic():
        een_indicator(bron_tabel="47018NED", bron_code="1.1.1", eigen_registratie=True)


def test_what_is_public() -> None:
    een_indicator("politie")
    een_indicator("eigen", eigen_registratie=True)
    een_indicator("eigen openbaar", eigen_registratie=True, openbaar=True)
    assert {i.naam for i in Indicator.objects.public()} == {"politie", "eigen openbaar"}


def test_a_target_names_its_document() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Streefwaarde.objects.create(
            indicator=een_indicator(), jaar=2024, vergelijking="<", waarde=1, document=""
        )


def test_former_values_stay() -> None:
    versie = Metingversie.objects.create(meting=1, waarde=3)
    with pytest.raises(AlleenToevoegenFout):
        versie.delete()
