"""What is pasted, by the server alone: what it becomes and what is told."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.klembord import GEVALLEN, Geval, gegeven
from veiligheid.core.klembord import take_over
from veiligheid.core.richtext import TekstGeweigerd, left_out, pasted, plain, sanitize
from veiligheid.core.schrijfveld import Getypt


@pytest.mark.parametrize("geval", GEVALLEN, ids=lambda g: g.naam)
def test_becomes_what_a_reader_of_the_source_sees(geval: Geval) -> None:
    html, told = pasted(geval.klembord)
    assert html == geval.wordt
    for words in geval.meldingen:
        assert words in " ".join(told)
    if not geval.meldingen:
        assert told == []


@pytest.mark.parametrize("geval", GEVALLEN, ids=lambda g: g.naam)
def test_the_same_without_the_browsers_script(geval: Geval) -> None:
    """Whatever sends it, and however often it goes through."""
    sent = Getypt.of(geval.klembord, html=True)
    assert sent.to_html() == geval.wordt
    assert sanitize(geval.wordt) == geval.wordt
    assert left_out(geval.klembord) == pasted(geval.klembord)[1]
    assert left_out(geval.wordt) == []


def test_each_given_case(gevallen: Path) -> None:
    cases = gegeven(gevallen)
    assert len(cases) >= 20
    for case in cases:
        html, told = pasted(case.klembord)
        assert html == Getypt.of(case.klembord, html=True).to_html() == case.wordt, case.naam
        for words in case.meldingen:
            assert words in " ".join(told), case.naam


def test_an_http_link_is_told() -> None:
    """Nothing goes unsaid, also where the collection asks for no notice."""
    (told,) = left_out("<p><a href='http://www.voorbeeld.nl/'>site</a></p>")
    assert "“http://www.voorbeeld.nl/”" in told


def test_what_was_written_in_the_portal_is_left_alone() -> None:
    html = (
        '<p>Zie <a href="verwijzing:thema/jeugd">onder 2</a> en <a href="https://a.nl/b">b</a>'
        '<a href="verwijzing:voetnoot" title="noot">*</a></p><ol start="3"><li><p>c</p></li></ol>'
    )
    assert sanitize(html) == html
    assert left_out(html) == []


_PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<b>", "</b>", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "</ol>", "tekst ",
        "<del>", "</del>", "<span style='display:none'>", "</span>", "<table><tr><td>",
        "</td></tr></table>", "<p style='mso-list:l0 level2 lfo1'>", "<s>", "</s>", "&nbsp;",
        "\uf0b7", "<a href='#x' name='y'>1</a>", "<a href='#y' name='x'>1</a>", "<br>", "<h2>",
        "</h2>",
        "<span style='mso-list:Ignore'>1.</span>", "<font face=Wingdings>", "</font>", "<div>",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_order_of_tags_gives_the_normal_form(html: str) -> None:
    made, _ = pasted(html)
    assert sanitize(made) == made
    assert "mso-" not in made
    hidden = "display:none" in html or "<del>" in html or "Ignore" in html or "#" in html
    # Words in a font of signs show as signs.
    if not hidden and "Wingdings" not in html:
        assert plain(made).count("tekst") == html.count("tekst")


def test_more_than_anybody_pastes_is_refused() -> None:
    with pytest.raises(TekstGeweigerd):
        pasted("<p>x</p>" * 300_000)
    with pytest.raises(TekstGeweigerd):
        pasted("<b>" * 100 + "x")


@pytest.mark.parametrize(
    "piece",
    [
        "<s>a</s>", "<del>a</del>b", "<p style='mso-list:l0 level1 lfo1'>a</p>", "<span>a</span>",
        "<a href='#x' name='y'>1</a>", "<style>a{b:c}</style>", "<i style='font-weight:700'>a</i>",
        "<style>", "<![if !supportLists]>", "\uf0b7", "Fout! Verwijzingsbron niet ", "<p class='a ",
    ],
)  # fmt: skip
def test_the_time_grows_with_the_length(piece: str) -> None:
    def seconds(times: int) -> float:
        took = []
        for n in range(3):
            begin = time.process_time()
            take_over(f"{n}{piece * times}")
            took.append(time.process_time() - begin)
        return min(took)

    times = 25_000 // len(piece)
    small, large = seconds(times), seconds(8 * times)
    assert large < 2
    # Linear is 8; below a few hundredths of a second a clock says little.
    assert large < 13 * max(small, 0.02), (small, large)
