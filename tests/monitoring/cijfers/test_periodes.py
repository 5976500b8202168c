"""Periods in codes and in words."""

import pytest

from monitoring.cijfers.periodes import from_code, read, read_status


@pytest.mark.parametrize(
    ("text", "code", "status", "label"),
    [
        ("2024JJ00", "2024JJ00", "", "2024"),
        ("2024KW03", "2024KW03", "", "3e kwartaal 2024"),
        ("2024MM12", "2024MM12", "", "december 2024"),
        ("2024", "2024JJ00", "", "2024"),
        (" 2024* ", "2024JJ00", "voorlopig", "2024"),
        ("2024**", "2024JJ00", "nader voorlopig", "2024"),
        ("2024JJ00*", "2024JJ00", "voorlopig", "2024"),
        ("2024 maart", "2024MM03", "", "maart 2024"),
        ("2024 Maart*", "2024MM03", "voorlopig", "maart 2024"),
        ("2024 1e kwartaal", "2024KW01", "", "1e kwartaal 2024"),
        ("2024 4e kwartaal *", "2024KW04", "voorlopig", "4e kwartaal 2024"),
        ("2024 Q2", "2024KW02", "", "2e kwartaal 2024"),
    ],
)
def test_reading(text: str, code: str, status: str, label: str) -> None:
    gelezen = read(text)
    assert gelezen is not None
    assert (gelezen[0].code, gelezen[1], gelezen[0].label) == (code, status, label)
    assert from_code(code) == gelezen[0]


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024JJ01", "2024MM13", "2024MM00", "2024KW05", "2024 maar", "2024***", "0024JJ00"],
)
def test_what_is_no_period(text: str) -> None:
    assert read(text) is None


def test_status_words() -> None:
    words = ["Definitief", "Voorlopig", "Voorlopige cijfers", "NaderVoorlopig", ""]
    assert [read_status(w) for w in words] == [
        "definitief",
        "voorlopig",
        "voorlopig",
        "nader voorlopig",
        "",
    ]
    assert read_status("misschien") is None
