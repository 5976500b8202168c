"""The auditcommissie's second year: last year's verdicts beside this year's, and what was told
since about what it remarked."""

from typing import Any

import pytest

from rapportage.audit.oordelen import start_oordeel
from rapportage.composition import compose
from rapportage.models import Auditoordeel, Brief
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import Jaren, drie_jaren
from veiligheid.document.delen import Auditdeel, Tabeldeel

pytestmark = pytest.mark.django_db


@pytest.fixture
def jaren() -> Jaren:
    return drie_jaren()


def judged(jaren: Jaren, jaar: int, gezegd: dict[str, tuple[str, str]]) -> Brief:
    """The judgement of a year, with what is said of some of its acties."""
    spiegel = publish_quickly(jaren.spiegel(jaar))
    brief = start_oordeel(spiegel.slug, None)
    [audit, *_] = compose(brief).document.delen
    assert isinstance(audit, Auditdeel)
    for rij in audit.stuk.spiegel.rijen:
        if rij.titel in gezegd:
            kleur, toelichting = gezegd[rij.titel]
            Auditoordeel.objects.filter(
                publicatieversie=1, sleutel=rij.sleutel, slug=spiegel.slug
            ).update(kleur=kleur, toelichting=toelichting)
    return brief


def rows(brief: Brief) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The heading of the table of last year, and its rows by actie; empty without one."""
    tables = [d for d in compose(brief).document.delen if isinstance(d, Tabeldeel)]
    if not tables:
        return "", {}
    [tabel] = tables
    return tabel.kop, {rij.kop: rij.cellen for rij in tabel.rijen}


def test_last_years_verdicts_beside_this_years(jaren: Jaren) -> None:
    first = judged(jaren, 2025, {})
    audit: Any = compose(first).document.delen[0]
    titels = [rij.titel for rij in audit.stuk.spiegel.rijen]
    said = {titel: ("", f"Opmerking bij {titel}.") for titel in titels[:2]}
    for rij in audit.stuk.spiegel.rijen:
        if rij.titel in said:
            Auditoordeel.objects.filter(sleutel=rij.sleutel).update(toelichting=said[rij.titel][1])
    assert rows(first) == ("", {})  # nothing came before it
    publish_quickly(first)
    second = judged(jaren, 2026, {titels[0]: ("", "Nog steeds niet.")})
    kop, found = rows(second)
    assert kop == "Wat er met het oordeel over 2025 is gedaan"
    assert list(found) == [titel for titel in titels if titel in said]
    for titel, cellen in found.items():
        assert cellen[1] == said[titel][1]
        assert cellen[3]
    # What the committee said the year before is read from what it published: a later change to its
    # own records does not reach it.
    Auditoordeel.objects.filter(slug="spiegel-2025").update(toelichting="Anders.")
    assert rows(second)[1] == found


def test_a_first_year_has_no_such_table(jaren: Jaren) -> None:
    assert rows(judged(jaren, 2026, {})) == ("", {})
