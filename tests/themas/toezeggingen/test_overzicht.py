"""The register as a letter shows it: frozen rows, and the entries beside each paragraaf."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest
import time_machine

from tests import fabriek
from tests.fabriek import een_bijdrage, een_paragraaf, een_ronde, een_thema, iemand
from themas.jaar.models import Voortgang
from themas.jaar.structure import remove_voortgang
from themas.models import Toezegging
from themas.toezeggingen.aanbod import aanbod_for
from themas.toezeggingen.herkomst import GepubliceerdeBrief, anker_van
from themas.toezeggingen.opnemen import register_sentence
from themas.toezeggingen.overzicht import links_for, register_rows
from themas.toezeggingen.transitions import Waarmee, change_state, publish_with_letter
from themas.toezeggingen.workflow import Staat
from veiligheid.core.rollen import Rol
from veiligheid.document.register import Registerlink, Vindplaats

pytestmark = pytest.mark.django_db
DAG = date(2025, 1, 14)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Everything here happens on the letter's own day, unless a test says otherwise."""
    with time_machine.travel(datetime(2025, 1, 14, 12, tzinfo=UTC), tick=False):
        yield


def een_toezegging(**velden: Any) -> Toezegging:
    """An entry from before the letter, unless a test says otherwise."""
    return fabriek.een_toezegging(**{"gemaakt_op": date(2024, 3, 12), **velden})


@pytest.fixture
def paragraaf() -> Voortgang:
    """In the letter of 2025, on 2024; it makes one promise."""
    ronde = een_ronde(jaar=2025)
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Ondermijning"))
    return een_paragraaf(bijdrage, "De proef loopt", ("vooruitblik", "<p>In mei hoort u meer.</p>"))


def registered(paragraaf: Voortgang) -> Toezegging:
    return register_sentence(paragraaf, aanbod_for(paragraaf)[0].sleutel, iemand(Rol.EINDREDACTEUR))


def publish(paragraaf: Voortgang, adres: str = "/brieven/b/") -> None:
    ankers = frozenset({anker_van(paragraaf)})
    publish_with_letter(GepubliceerdeBrief(paragraaf.bijdrage.ronde, adres, ankers), None)


def texts(paragraaf: Voortgang, **kwargs: Any) -> list[str]:
    return [r.tekst for r in register_rows(paragraaf.bijdrage.ronde, DAG, **kwargs)]


def test_a_row_holds_all_there_is_to_know(paragraaf: Voortgang) -> None:
    een_toezegging(
        soort="motie",
        nummer="M23-4",
        tekst="Meer licht in het park.",
        gemaakt_op=date(2023, 11, 8),
        vergadering="begrotingsraad",
        thema=paragraaf.bijdrage.thema,
        portefeuillehouder="burgemeester",
        termijn="voor de zomer van 2024",
        termijn_op=date(2024, 6, 30),
        bedrag=Decimal("12500.00"),
        openbaar=True,
    )
    (row,) = register_rows(paragraaf.bijdrage.ronde, DAG)
    assert asdict(row) == {
        "sleutel": row.sleutel,
        "adres": f"/toezeggingen/{row.sleutel}/",
        "soort": "motie",
        "nummer": "M23-4",
        "tekst": "Meer licht in het park.",
        "gemaakt_op": date(2023, 11, 8),
        "gemaakt": {"woorden": "begrotingsraad", "adres": ""},
        "thema": "Ondermijning",
        "portefeuillehouder": "burgemeester",
        "termijn": "voor de zomer van 2024",
        "termijn_op": date(2024, 6, 30),
        "bedrag": Decimal("12500.00"),
        "staat": "open",
        "te_laat": True,
        "reden": "",
        "afgedaan_met": (),
        "afgedaan_op": None,
        "hierover": (),
        "dag_onbekend": False,
    }
    # It can be frozen in a document, and read back.
    assert msgspec.json.decode(msgspec.json.encode(row), type=type(row)) == row


def test_what_is_public_and_what_becomes_so_with_this_letter(paragraaf: Voortgang) -> None:
    thema = paragraaf.bijdrage.thema
    een_toezegging(tekst="openbaar", thema=thema, openbaar=True, termijn_op=date(2099, 1, 1))
    een_toezegging(tekst="te laat", thema=thema, openbaar=True, termijn_op=date(2025, 1, 13))
    een_toezegging(tekst="van de griffie, nog niet openbaar", thema=thema)
    een_toezegging(tekst="een ander plan", thema=een_thema(een_ronde().plan, "X"), openbaar=True)
    later = een_bijdrage(een_ronde(thema.plan, 2026), thema)
    een_toezegging(
        tekst="de brief van volgend jaar",
        thema=thema,
        paragraaf=een_paragraaf(later, "Later"),
        plek="Brief 2026",
    )
    een_toezegging(tekst="uit de afsluiting", ronde=paragraaf.bijdrage.ronde, onderdeel=5, plek="x")
    registered(paragraaf)
    assert texts(paragraaf, onderdelen=[5]) == [
        "te laat",
        "In mei hoort u meer.",
        "openbaar",
        "uit de afsluiting",
    ]
    assert "uit de afsluiting" not in texts(paragraaf)
    remove_voortgang(paragraaf, iemand(Rol.EINDREDACTEUR))
    assert texts(paragraaf) == ["te laat", "openbaar"]


def test_late_is_late_on_the_letters_own_day(paragraaf: Voortgang) -> None:
    een_toezegging(thema=paragraaf.bijdrage.thema, openbaar=True, termijn_op=date(2025, 2, 1))
    ronde = paragraaf.bijdrage.ronde
    assert [r.te_laat for r in register_rows(ronde, DAG)] == [False]
    assert [r.te_laat for r in register_rows(ronde, date(2025, 2, 2))] == [True]


def test_what_was_settled_before_the_year_of_the_letter_is_left_out(paragraaf: Voortgang) -> None:
    thema = paragraaf.bijdrage.thema
    for op in (date(2023, 12, 31), date(2024, 1, 1), None):
        een_toezegging(tekst=str(op), thema=thema, openbaar=True, staat=Staat.AFGEDAAN, staat_op=op)
    een_toezegging(
        tekst="loopt", thema=thema, openbaar=True, staat=Staat.DEELS, staat_op=date(2020, 1, 1)
    )
    assert set(texts(paragraaf)) == {"loopt", "None", "2024-01-01"}


def test_the_place_is_an_anchor_in_its_own_letter_and_a_permalink_elsewhere(
    paragraaf: Voortgang,
) -> None:
    t = registered(paragraaf)
    ronde = paragraaf.bijdrage.ronde
    anker = f"#ondermijning--{paragraaf.sleutel}"
    (row,) = register_rows(ronde, DAG)
    assert row.gemaakt == Vindplaats("Brief 2025 › Ondermijning › De proef loopt", anker)
    publish(paragraaf)
    (row,) = register_rows(ronde, DAG)
    assert row.gemaakt.adres == anker
    # The next letter settles it; the griffie agrees before that letter is out.
    next_ronde = een_ronde(ronde.plan, 2026)
    answer = een_paragraaf(een_bijdrage(next_ronde, paragraaf.bijdrage.thema), "Het antwoord")
    change_state(t, "voorstellen", iemand(Rol.EINDREDACTEUR), waarmee=Waarmee(paragraaf=answer))
    (row,) = register_rows(next_ronde, DAG)
    assert (row.staat, row.afgedaan_met) == ("open", ())
    assert row.gemaakt.adres == f"/brieven/b/{anker}"
    place = Vindplaats("Brief 2026 › Ondermijning › Het antwoord", "#ondermijning--het-antwoord")
    assert row.hierover == (place,)
    # The old letter, corrected now, doesn't know of it.
    (row,) = register_rows(ronde, DAG)
    assert row.hierover == ()
    change_state(t, "afdoen", iemand(Rol.GRIFFIE))
    (row,) = register_rows(next_ronde, DAG)
    assert (row.staat, row.afgedaan_met, row.hierover) == ("afgedaan", (place,), ())
    (row,) = register_rows(ronde, DAG)
    assert (row.staat, row.afgedaan_met) == ("afgedaan", ())


def test_settled_by_a_document_and_in_a_meeting(paragraaf: Voortgang) -> None:
    t = een_toezegging(thema=paragraaf.bijdrage.thema, openbaar=True)
    waarmee = Waarmee(titel="Raadsbrief", url="https://raad.example/1", vergadering_op=DAG)
    change_state(t, "afdoen", iemand(Rol.GRIFFIE), waarmee=waarmee)
    (row,) = register_rows(paragraaf.bijdrage.ronde, DAG)
    assert row.afgedaan_met == (
        Vindplaats("Raadsbrief", "https://raad.example/1"),
        Vindplaats("vergadering van 14 januari 2025"),
    )
    assert row.afgedaan_op is not None


# -- Beside the paragraaf ---------------------------------------------------------------------


def test_a_paragraaf_shows_what_it_makes_and_settles(paragraaf: Voortgang) -> None:
    ronde, thema = paragraaf.bijdrage.ronde, paragraaf.bijdrage.thema
    made = registered(paragraaf)
    redactie, griffie = iemand(Rol.EINDREDACTEUR), iemand(Rol.GRIFFIE)
    about, part, whole, secret = (
        een_toezegging(thema=thema, nummer=f"T{n}", openbaar=n < 4) for n in range(1, 5)
    )
    for t in (about, part, whole, secret):
        change_state(t, "voorstellen", redactie, waarmee=Waarmee(paragraaf=paragraaf))
    change_state(part, "deels", griffie)
    change_state(whole, "afdoen", griffie)
    een_toezegging(ronde=ronde, onderdeel=5, plek="x", tekst="y" * 200)
    links = links_for(ronde, DAG, [5])
    assert [(link.rol, link.nummer, link.adres) for link in links.paragrafen[paragraaf.pk]] == [
        ("belooft", "", made.get_absolute_url()),
        ("gaat over", "T1", about.get_absolute_url()),
        ("doet deels af", "T2", part.get_absolute_url()),
        ("doet af", "T3", whole.get_absolute_url()),
    ]
    (general,) = links.onderdelen[5]
    assert isinstance(general, Registerlink)
    assert (general.rol, len(general.tekst)) == ("belooft", 160)
    assert links_for(ronde, DAG).onderdelen == {}
    remove_voortgang(paragraaf, redactie)
    assert links_for(ronde, DAG).paragrafen == {}


@pytest.mark.parametrize(
    "read", [lambda r: register_rows(r, DAG), lambda r: links_for(r, DAG)], ids=["rows", "links"]
)
def test_queries_do_not_grow(
    read: Callable[[Any], Any], paragraaf: Voortgang, django_assert_max_num_queries: Any
) -> None:
    redactie = iemand(Rol.EINDREDACTEUR)
    registered(paragraaf)
    for _ in range(12):
        t = een_toezegging(thema=paragraaf.bijdrage.thema, openbaar=True)
        change_state(t, "voorstellen", redactie, waarmee=Waarmee(paragraaf=paragraaf))
    with django_assert_max_num_queries(6):
        read(paragraaf.bijdrage.ronde)


def test_the_state_is_that_of_the_letters_own_day(paragraaf: Voortgang) -> None:
    thema = paragraaf.bijdrage.thema
    een_toezegging(tekst="Later gedaan.", gemaakt_op=date(2025, 2, 1), thema=thema, openbaar=True)
    t = een_toezegging(
        tekst="Later afgedaan.", gemaakt_op=date(2024, 5, 1), thema=thema, openbaar=True
    )
    with time_machine.travel(datetime(2025, 6, 1, tzinfo=UTC)):
        waarmee = Waarmee(titel="Raadsbrief")
        change_state(t, "afdoen", iemand(Rol.GRIFFIE), waarmee=waarmee)
        (row,) = register_rows(paragraaf.bijdrage.ronde, DAG)
        assert (row.tekst, row.staat, row.afgedaan_met) == ("Later afgedaan.", Staat.OPEN, ())
        (_, row) = register_rows(paragraaf.bijdrage.ronde, date(2025, 6, 1))
        assert row.staat == Staat.AFGEDAAN
