"""The day turns while somebody publishes, and the clock skips an hour: each day is one day."""

import json
import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from rapportage.composition import compose
from rapportage.models import Publicatie
from rapportage.publishing import prepare, publish
from tests.fabriek import een_brief, een_toezegging, iemand
from tests.rapportage.bijlagen.hulp import een_bijlage
from themas.forms.ronde import NieuweRondeForm
from themas.models import Bijdrage, Ronde, Thema
from veiligheid.core.findings import Geweigerd
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
VOOR, NA = "2026-11-22 23:59:30+01:00", "2026-11-23 00:00:30+01:00"


@pytest.fixture
def brief() -> Any:
    """Without a date, with the register as an annex: that shows how it stands on a day."""
    brief = een_brief(themas=1, paragrafen=1)
    brief.datum = None
    brief.save()
    Bijdrage.objects.update(staat="goedgekeurd")
    een_toezegging(
        thema=Thema.objects.order_by("pk")[0], openbaar=True, termijn_op=date(2026, 10, 1)
    )
    een_bijlage(brief, "toezeggingen", "Toezeggingen")
    return brief


def test_a_letter_without_a_date_over_midnight(brief: Any, client: Client) -> None:
    """Made at one minute to twelve, stored after it: every file says the day it was made."""
    with time_machine.travel(VOOR, tick=False):
        gereed = prepare(brief, papier=False)
    with time_machine.travel(NA, tick=False):
        publicatie = publish(brief, gereed, iemand(Rol.SECRETARIAAT))
    files = {b.pad: bytes(b.inhoud).decode() for b in publicatie.bestanden.all()}
    assert json.loads(files["brief.json"])["datum"] is None
    pages = [naam for naam in files if "Stand op" in files[naam]]
    print(f"{len(files)} files, {len(pages)} with the register: {pages}")
    assert pages == [n for n in pages if "Stand op 22 november 2026" in files[n]] != []
    assert not [n for n in files if "Stand op 23 november" in files[n]]
    assert '"dag": "2026-11-22"' in files["brief.json"]
    # What tells when it was published tells one day, on whichever page.
    html = [text for naam, text in files.items() if naam.endswith(".html")]
    days = [
        re.findall(r"\d+ november 2026", t.replace("Stand op 22 november 2026", "")) for t in html
    ]
    assert {day for found in days for day in found} == {"23 november 2026"}
    page = client.get(publicatie.get_absolute_url()).content.decode()
    assert "23 november 2026" in page


def test_looked_at_before_midnight_and_pressed_after_it(brief: Any) -> None:
    """The one thing that differs is said, and what to do."""
    with time_machine.travel(VOOR, tick=False):
        gezien = compose(brief).document.sha256
        assert prepare(brief, gezien, papier=False)
    with time_machine.travel(NA, tick=False):
        with pytest.raises(Geweigerd, match="intussen een dag later"):
            prepare(brief, gezien, papier=False)
        brief.datum = date(2026, 11, 22)
        brief.save()
        gezien = compose(brief).document.sha256
        assert prepare(brief, gezien, papier=False)
    with time_machine.travel("2026-11-24 09:00:00+01:00", tick=False):
        assert prepare(brief, gezien, papier=False)  # a letter with a date knows no midnight


def test_a_change_is_still_a_change(brief: Any) -> None:
    with time_machine.travel(VOOR, tick=False):
        gereed, gezien = prepare(brief, papier=False), compose(brief).document.sha256
    brief.aanhef = "Geachte raad,"
    brief.save()
    with time_machine.travel(NA, tick=False):
        with pytest.raises(Geweigerd, match="veranderd terwijl de pdf werd gemaakt"):
            publish(brief, gereed, iemand(Rol.SECRETARIAAT))
        with pytest.raises(Geweigerd, match="veranderd sinds u deze bladzijde opende"):
            prepare(brief, gezien, papier=False)
    assert not Publicatie.objects.exists()


# -- The night of 29 March 2026 has no half past two --------------------------------------------


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        ("2026-03-28 23:59:59+01:00", False),
        ("2026-03-29 00:00:00+01:00", True),
        ("2026-03-29 01:59:59+01:00", True),
        ("2026-03-29 03:00:00+02:00", True),
        ("2026-03-29 23:59:59+02:00", True),
    ],
)
def test_a_deadline_on_a_day_of_twenty_three_hours(
    client: Client, moment: str, *, late: bool
) -> None:
    """To be handed in before 29 March: until the last second of the 28th, by the clock here."""
    een_brief(themas=1, paragrafen=0)
    Ronde.objects.update(deadline=date(2026, 3, 29))
    naima, bijdrage = iemand(Rol.BELEIDSADVISEUR), Bijdrage.objects.order_by("pk")[0]
    bijdrage.adviseurs.add(naima)
    with time_machine.travel(moment, tick=False):
        client.force_login(naima)
        page = client.get(reverse("bijdrage", args=[bijdrage.pk])).content.decode()
        assert "inleveren vóór 29 maart 2026" in page
        assert ("(te laat)" in page) is late
        assert "inleveren vóór 29 maart 2026" in client.get("/start/").content.decode()


@pytest.mark.parametrize("typed", ["29-03-2026 02:30", "2026-03-29T02:30", "29 maart half drie"])
def test_an_hour_that_is_not_there_can_not_be_meant(typed: str) -> None:
    """A deadline is a day; a clock time with it is asked back, whether it exists or not."""
    form = NieuweRondeForm({"jaar": 2026, "deadline": typed})
    melding = (
        "Schrijf de datum als dag-maand-jaar, van een dag die bestaat: bijvoorbeeld 11-12-2026."
    )
    assert form.errors["deadline"] == [melding]
    assert "deadline" not in NieuweRondeForm({"jaar": 2026, "deadline": "29-03-2026"}).errors
