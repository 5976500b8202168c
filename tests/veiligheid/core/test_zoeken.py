"""Searching Dutch: forms, compounds, meaning, typing errors, order and marking."""

import pytest

from veiligheid.core.zoeken.fragment import fragment, marked
from veiligheid.core.zoeken.index import Deel, Index, Zoekstuk
from veiligheid.core.zoeken.taal import sought, stem


def een_index(*texts: str) -> Index[int]:
    return Index([Deel([Zoekstuk("", "", text, n) for n, text in enumerate(texts)])])


def found(index: Index[int], vraag: str) -> list[int]:
    return [hit.stuk.van for hit in index.search(vraag)]


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("verlichting", "verlicht"),
        ("inbraak", "inbraken"),
        ("huis", "huizen"),
        ("dief", "dieven"),
        ("fiets", "fietsen"),
        ("diefstal", "diefstallen"),
        ("camera’s", "camera"),
        ("camera's", "Camera"),
        ("café", "cafe"),
        ("veilige", "veiligheid"),
        ("straat", "straten"),
        ("hekken", "hek"),
    ],
)
def test_forms_of_a_word_are_compared_by_the_same(een: str, ander: str) -> None:
    assert stem(een) == stem(ander)


@pytest.mark.parametrize(
    ("vraag", "tekst"),
    [
        ("camera", "Het cameratoezicht werkt."),
        ("verlichting", "De straatverlichting brandt; het plein is goed verlicht."),
        ("inbraak", "De woninginbraken namen af."),
        ("inbraakpreventie", "Wij deden aan preventie van inbraak."),
        ("cameratoezicht", "Toezicht met een camera."),
        ("camaratoezicht", "Het cameratoezicht werkt."),
        ("ondermijnning", "Ondermijning pakken wij aan."),
        ("verligting", "De verlichting brandt."),
        ("bejaarden", "Voor ouderen is er een spreekuur."),
        ("kosten", "Het budget is hoger."),
        ("wat is er met de fietsen gebeurd", "Er zijn minder fietsen weg."),
    ],
)
def test_found_in_other_words(vraag: str, tekst: str) -> None:
    index = een_index("De griffie vergaderde over de agenda.", tekst, "Een heel ander onderwerp.")
    assert found(index, vraag)[:1] == [1]


@pytest.mark.parametrize("vraag", ["", "   ", "…", "xqzwv", "?!", "12345"])
def test_nothing_for_nothing(vraag: str) -> None:
    assert found(een_index("Er staat een hek."), vraag) == []


def test_light_is_not_in_fraud() -> None:
    """What means nearly the same is not looked for inside other words."""
    assert found(een_index("Online oplichting nam toe."), "verlichting") == []


def test_more_of_what_was_asked_goes_first_and_ties_keep_the_order_given() -> None:
    index = een_index(
        "Overlast. Overlast. Overlast.", "Overlast door jongeren.", "Jongeren.", "Jongeren."
    )
    assert found(index, "overlast jongeren")[0] == 1
    assert found(index, "jongeren")[:2] == [2, 3]


def test_a_heading_counts_for_more() -> None:
    index = Index(
        [
            Deel(
                [
                    Zoekstuk("Anders", "", "Hier gaat het even over vuurwerk.", 0),
                    Zoekstuk("Vuurwerk", "", "Dit ging goed.", 1),
                ]
            )
        ]
    )
    assert [hit.stuk.van for hit in index.search("vuurwerk")] == [1, 0]


def test_words_that_everything_has_are_asked_only_when_there_are_no_others() -> None:
    assert sought("wat is er met het hek") == [stem("hek")]
    assert sought("wie is het") == ["wie", "is", "het"]


def test_marks_whole_words_and_shows_where_they_stand() -> None:
    text = "Woord " * 80 + "Het cameratoezicht bij de school helpt. " + "Slot " * 80
    (hit,) = een_index(text).search("camera school")
    pieces = fragment(text, hit.stammen)
    assert [p.tekst for p in pieces if p.gemerkt] == ["cameratoezicht", "school"]
    assert len("".join(p.tekst for p in pieces)) < 240
    assert "".join(p.tekst for p in marked(text, hit.stammen)) == text
