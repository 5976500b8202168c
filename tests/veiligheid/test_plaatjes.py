"""Every screen of those who write, edit and take in has its picture, and the manual shows only
pictures that there are."""

import re
from pathlib import Path

from tests.plaatjes.__main__ import BREEDTES, UIT
from tests.plaatjes.lijst import PLAATJES
from tests.schermen import writing_screens

GETOOND = re.compile(r"\]\((?:docs/handleiding/)?(plaatjes/[^)]+)\)")


def test_every_screen_has_a_picture() -> None:
    shown = {p.scherm for p in PLAATJES}
    histories = {naam for naam in writing_screens() if naam.endswith("-geschiedenis")}
    # The history of every kind of record is one and the same screen.
    assert writing_screens() - histories - shown == set()
    assert "paragraaf-geschiedenis" in shown


def test_the_pictures_are_those_of_the_list() -> None:
    listed = {f"{p.naam}-{breedte}.png" for p in PLAATJES for breedte in BREEDTES}
    assert {p.name for p in UIT.glob("*.png")} == listed


def test_the_manual_shows_pictures_that_there_are() -> None:
    pages = [Path("README.md"), *UIT.parent.glob("*.md")]
    shown = {found for p in pages for found in GETOOND.findall(p.read_text())}
    assert len(shown) > 20
    assert [s for s in shown if not (UIT.parent / s).exists()] == []
