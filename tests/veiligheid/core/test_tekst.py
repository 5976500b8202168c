"""Titles, sentences, references and cuts in inline html."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiligheid.core import verwijzingen
from veiligheid.core.inline import split_inline
from veiligheid.core.matching import titelsleutel, typed_number, unique_slug, without_number
from veiligheid.core.ordering import merge_order
from veiligheid.core.richtext import plain
from veiligheid.core.zinnen import split_sentences


@pytest.mark.parametrize(
    ("titel", "zonder"),
    [
        ("8. Aanpak straatintimidatie", "Aanpak straatintimidatie"),
        ("10) Openbare orde", "Openbare orde"),
        ("3.2 Diepte", "Diepte"),
        ("2025 wordt een goed jaar", "2025 wordt een goed jaar"),
        ("7 april 2025 begint het", "april 2025 begint het"),
        ("Zonder nummer", "Zonder nummer"),
    ],
)
def test_number_in_front(titel: str, zonder: str) -> None:
    assert without_number(titel) == zonder


def test_typed_number_needs_its_mark() -> None:
    assert typed_number("8. Aanpak") == 8
    assert typed_number("7 april 2025 start het") is None


def test_titles_match_the_way_people_read_them() -> None:
    assert titelsleutel("5. Zorg & Veiligheid") == titelsleutel("Zorg\u00a0en veiligheid")
    assert titelsleutel("Prioritaire thema's") == titelsleutel("Prioritaire thema’s")
    assert titelsleutel("Ondermijning") != titelsleutel("Ondermijnend")


def test_slugs_never_collide() -> None:
    taken: set[str] = set()
    assert [unique_slug("Een kop!", taken) for _ in range(3)] == [
        "een-kop",
        "een-kop-2",
        "een-kop-3",
    ]
    assert unique_slug("!!!", taken, "paragraaf") == "paragraaf"


@pytest.mark.parametrize(
    ("tekst", "zinnen"),
    [
        ("Een. Twee! Drie?", 3),
        ("Het budget is € 2.500 per jaar. Dat is veel.", 2),
        ("Wij werken o.a. met de politie. En met de GGD.", 2),
        ("De club N.E.C. won. Het feest was rustig.", 2),
        ("Zie onder 3. en 8. Daarna meer.", 2),
        ("Hij zei: ‘Stop.’ Toen ging hij weg.", 2),
        ("Zonder punt", 1),
        ("", 0),
    ],
)
def test_sentences(tekst: str, zinnen: int) -> None:
    found = split_sentences(tekst)
    assert "".join(found) == tekst
    assert len(found) == zinnen


@given(st.text())
def test_splitting_sentences_loses_nothing(tekst: str) -> None:
    assert "".join(split_sentences(tekst)) == tekst


def test_a_cut_closes_and_opens_what_it_goes_through() -> None:
    left, right = split_inline("Een <strong>vette <em>zin</em>. Nog</strong> een.", 15)
    assert left == "Een <strong>vette <em>zin</em>.</strong>"
    assert right == "<strong>Nog</strong> een."


def test_a_footnote_stays_with_its_sentence() -> None:
    noot = '<a href="verwijzing:voetnoot" title="Een &amp; twee.">*</a>'
    left, right = split_inline(f"Een zin.{noot} Nog een.", len("Een zin. "))
    assert left == f"Een zin.{noot}"
    assert right == "Nog een."


@given(
    st.lists(st.sampled_from(["abc ", "&amp;", "<strong>", "</strong>", "<br>", "é"]), max_size=12),
    st.integers(0, 30),
)
def test_a_cut_loses_no_text(pieces: list[str], offset: int) -> None:
    depth, html = 0, ""
    for p in pieces:
        if p == "</strong>" and not depth:
            continue
        depth += {"<strong>": 1, "</strong>": -1}.get(p, 0)
        html += p
    html += "</strong>" * depth
    left, right = split_inline(html, offset)
    assert plain(left + " " + right).split() == plain(html).split() or (
        "".join(plain(left + right).split()) == "".join(plain(html).split())
    )


def test_references_change_only_their_number() -> None:
    html = (
        '<p>Zie <a href="verwijzing:thema/ondermijning">onder 8</a> en '
        '<a href="https://x.example/">daar</a>.</p>'
    )
    assert [(v.soort, v.sleutel, v.tekst) for v in verwijzingen.find(html)] == [
        ("thema", "ondermijning", "onder 8")
    ]
    out = verwijzingen.replace(html, lambda v: verwijzingen.with_number(v.tekst, 3))
    assert out == '<p>Zie onder 3 en <a href="https://x.example/">daar</a>.</p>'


@pytest.mark.parametrize(
    ("tekst", "woorden"),
    [
        ("zie onder 8", "zie onder 3"),
        ("hieronder bij 8.", "hieronder bij 3."),
        ("bijlage (4)", "bijlage (3)"),
        ("Bijlage 12", "Bijlage 3"),
        ("8", "3"),
        ("thema <strong>8</strong>", "thema <strong>3</strong>"),
        # The writer's own numbers are the writer's.
        ("de 5 acties onder 8", "de 5 acties onder 3"),
        ("in 2025, bij thema 8", "in 2025, bij thema 3"),
        ("de cijfers van 2024", "de cijfers van 2024"),
        ("op 12-3-2025 (zie 8)", "op 12-3-2025 (zie 3)"),
        ("de 1,5 miljoen uit bijlage 4", "de 1,5 miljoen uit bijlage 3"),
        ("elders", "elders"),
    ],
)
def test_of_the_words_only_the_number_is_live(tekst: str, woorden: str) -> None:
    assert verwijzingen.with_number(tekst, 3) == woorden


def test_what_is_new_comes_behind_its_predecessor_and_the_rest_stays() -> None:
    assert merge_order([3, 1, 2], [1, 9, 2, 3]) == [3, 1, 9, 2]
    assert merge_order([], [1, 2]) == [1, 2]
    assert merge_order([1], [8, 1]) == [8, 1]
