"""Deadlines by the clock of the town: in nights that lack an hour or have one twice, on a leap day,
and of a theme alone."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.test import Client

from tests.fabriek import een_bijdrage, een_ronde, een_thema, iemand
from tests.themas.views.formulier import filled
from themas.jaar.termijnen import Termijn, question
from themas.models import Bijdrage, Ronde
from veiligheid.core.models import Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
HALF_DRIE = time(2, 30)


@pytest.mark.parametrize(
    ("dag", "tijd", "utc"),
    [
        (date(2027, 3, 28), None, datetime(2027, 3, 27, 23, tzinfo=UTC)),
        (date(2027, 3, 28), time(3, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2027, 10, 31), None, datetime(2027, 10, 30, 22, tzinfo=UTC)),
        (date(2027, 10, 31), time(3, 30), datetime(2027, 10, 31, 2, 30, tzinfo=UTC)),
        (date(2028, 2, 29), None, datetime(2028, 2, 28, 23, tzinfo=UTC)),
        (date(2028, 2, 29), HALF_DRIE, datetime(2028, 2, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_the_right_moment(dag: date, tijd: time | None, utc: datetime) -> None:
    assert not question(dag, tijd)
    termijn = Termijn(dag, tijd)
    assert termijn.moment.astimezone(UTC) == utc
    with time_machine.travel(utc, tick=False):
        assert termijn.te_laat
    with time_machine.travel(datetime.fromtimestamp(utc.timestamp() - 1, UTC), tick=False):
        assert not termijn.te_laat


def test_an_hour_that_is_not_there_or_comes_twice_is_asked_about() -> None:
    assert question(date(2027, 3, 28), HALF_DRIE) == (
        "In de nacht van 28 maart 2027 gaat de klok vooruit: 02:30 uur bestaat dan niet. Kies een "
        "ander tijdstip."
    )
    assert "terug: 02:30 uur komt dan twee keer voor" in question(date(2027, 10, 31), HALF_DRIE)
    assert question(None, HALF_DRIE) == "Kies bij dit tijdstip ook een dag."
    # Not a minute too many.
    for dag in (date(2027, 3, 28), date(2027, 10, 31)):
        asked = [t for t in (time(1, 59), time(2), time(2, 59), time(3)) if question(dag, t)]
        assert asked == [time(2), time(2, 59)]


@pytest.mark.parametrize(
    ("nu", "termijn", "rest"),
    [
        ("2026-11-29T12:00+01:00", Termijn(date(2026, 12, 11)), "nog 12 dagen"),
        ("2026-12-10T23:59+01:00", Termijn(date(2026, 12, 11)), "nog 1 dag"),
        ("2026-12-11T00:00+01:00", Termijn(date(2026, 12, 11)), "te laat"),
        ("2026-12-11T16:59+01:00", Termijn(date(2026, 12, 11), time(17)), "vandaag"),
        ("2026-12-12T00:01+01:00", Termijn(date(2026, 12, 11)), "1 dag te laat"),
        ("2026-12-14T00:01+01:00", Termijn(date(2026, 12, 11)), "3 dagen te laat"),
        # From winter time to summer time it stays a matter of days.
        ("2027-03-27T23:30+01:00", Termijn(date(2027, 3, 29)), "nog 2 dagen"),
    ],
)
def test_how_long_it_still_is(nu: str, termijn: Termijn, rest: str) -> None:
    with time_machine.travel(datetime.fromisoformat(nu), tick=False):
        assert termijn.rest == rest


def test_on_screen_nothing_typed_is_lost_and_the_question_stands_at_its_field(
    joris: Client,
) -> None:
    ronde = een_ronde()
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Drukte"))
    iemand(Rol.BELEIDSADVISEUR)
    adres = f"/schrijven/ronde/{ronde.pk}/inrichten/"
    begin = filled(joris, adres)
    sent = {"deadline": "28-3-2027", "deadline_tijd": "02:30", "naar_secretariaat": "2027-04-05"}
    answer = joris.post(adres, begin | sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "02:30 uur bestaat dan niet" in html
    assert 'value="02:30"' in html
    assert "28-3-2027" in html
    own = {f"dag-{bijdrage.pk}": "2027-10-31", f"tijd-{bijdrage.pk}": "02:30"}
    answer = joris.post(adres, begin | own)
    assert answer.status_code == 422
    assert "komt dan twee keer voor" in answer.content.decode()
    assert joris.post(adres, begin | {"deadline": "29-02-2027"}).status_code == 422
    assert (
        "van een dag die bestaat"
        in joris.post(adres, begin | {"deadline": "29-02-2027"}).content.decode()
    )
    good = {"deadline": "29-02-2028", "deadline_tijd": "17:00"}
    own = {f"dag-{bijdrage.pk}": "2028-03-02", f"tijd-{bijdrage.pk}": ""}
    assert joris.post(adres, begin | good | own).status_code == 302
    ronde.refresh_from_db()
    bijdrage = Bijdrage.objects.select_related("ronde").get(pk=bijdrage.pk)
    assert str(ronde.termijn) == "29 februari 2028, 17:00 uur"
    assert bijdrage.termijn == Termijn(date(2028, 3, 2))
    line = Logregel.objects.get(verb="termijn geven")
    assert line.details == {"termijn": "2028-03-02"}
    # Taken away it is the round's again.
    data = filled(joris, adres)
    assert data[f"dag-{bijdrage.pk}"] == "2028-03-02"
    joris.post(adres, data | {f"dag-{bijdrage.pk}": ""})
    bijdrage = Bijdrage.objects.select_related("ronde").get(pk=bijdrage.pk)
    assert bijdrage.termijn == ronde.termijn
    assert Ronde.objects.get().naar_secretariaat is None
