"""There and back without a change is no change, and loses nothing."""

import re
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.themas.jaar.word.bewerking import TERUG, bijdrage, blok, voorbeeld
from themas.jaar.word import BlokTekst, ParagraafTekst, read_back, to_word
from themas.jaar.word.bookmarks import keys_by_name
from themas.jaar.word.returning import _original
from veiligheid.core.richtext import sanitize
from veiligheid.document.woorden import Bloksoort

_WORDS = st.text(
    st.sampled_from("abcdefgé ’“&<>\"'€—_1\u00a0\U0001f600"), min_size=1, max_size=12
).filter(str.strip)
_LABELS = st.sampled_from(["Context", "Terugblik op 2024", "Vooruitblik"])


def _escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


_TEXT = st.one_of(_WORDS, _LABELS).map(_escaped)
_INLINE = st.one_of(
    _TEXT,
    st.builds("<strong>{}</strong>".format, _TEXT),
    st.builds("<em>{}</em>".format, _TEXT),
    st.builds("<strong><em>{}</em></strong>".format, _TEXT),
    st.builds("{}<sub>{}</sub>".format, _TEXT, _TEXT),
    st.builds("{}<sup>{}</sup>".format, _TEXT, _TEXT),
    st.builds("{}<br>{}".format, _TEXT, _TEXT),
    st.builds('<a href="verwijzing:thema/jeugd-2">{}</a>'.format, _TEXT),
    st.builds('<a href="https://voorbeeld.nl/a?b=c&amp;d">{}</a>'.format, _TEXT),
    st.builds('{}<a href="verwijzing:voetnoot" title="{}">*</a>'.format, _TEXT, _TEXT),
)
_P = st.lists(_INLINE, min_size=1, max_size=3).map(lambda parts: f"<p>{' '.join(parts)}</p>")


def _items(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    item = st.builds("<li>{}{}</li>".format, _P, st.one_of(st.just(""), inner))
    # No number that the list before it would come to: that is the same list going on.
    kind = st.sampled_from(["ul>", "ol>", 'ol start="9">'])
    return st.builds(
        lambda k, items: f"<{k}{''.join(items)}</{k[:2]}>",
        kind,
        st.lists(item, min_size=1, max_size=3),
    )


_LIST = st.recursive(_items(st.just("")), _items, max_leaves=3)
_CELL = st.one_of(st.just("<td></td>"), st.builds("<td>{}</td>".format, _P))
_TABLE = st.builds(
    lambda head, rows: (
        "<table>"
        + (f"<thead><tr>{''.join(f'<th>{c}</th>' for c in head)}</tr></thead>" if head else "")
        + f"<tbody>{''.join(f'<tr>{a}{b}</tr>' for a, b in rows)}</tbody></table>"
    ),
    st.one_of(st.just(()), st.tuples(_P, _P)),
    st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=3),
)
_HTML = st.lists(st.one_of(_P, _LIST, _TABLE), max_size=4).map("".join).map(sanitize)
_KOP = st.one_of(st.just(""), _WORDS, _LABELS).map(lambda kop: " ".join(kop.split()))
_ONE_PLACE = re.compile(r"<ahref=([^ >]*)>([^<]*)</a><ahref=\1>")
_SLEUTEL = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,60}", fullmatch=True)


@st.composite
def bijdragen(draw: st.DrawFn, paragrafen: int = 3) -> list[ParagraafTekst]:
    keys = draw(st.lists(_SLEUTEL, max_size=paragrafen, unique=True))
    number = 0
    made = []
    for key in keys:
        blokken = []
        for _ in range(draw(st.integers(0, 3))):
            number += 1
            soort = draw(st.sampled_from(list(Bloksoort)))
            blokken.append(BlokTekst(UUID(int=number), soort, draw(_HTML)))
        made.append(ParagraafTekst(key, draw(_KOP), tuple(blokken)))
    return made


@settings(max_examples=20)
@given(bijdragen())
def test_no_change_is_no_change(paragrafen: list[ParagraafTekst]) -> None:
    was = bijdrage(*paragrafen)
    back = read_back(to_word(was), was)
    assert back.voorstellen == ()
    assert back.bevindingen == ()
    assert back.is_ongewijzigd
    assert back.versie == was.versie


@settings(max_examples=25)
@given(_HTML)
def test_the_words_and_the_frame_survive(html: str) -> None:
    assert _bare(through_word(html)) == _bare(html)


def through_word(html: str) -> str:
    was = bijdrage(ParagraafTekst("a", "Kop", (blok(1, TERUG, html),)))
    delen, _ = _original(was, keys_by_name(["a"]))
    return delen[0].stukken[0].html


def _bare(html: str) -> str:
    for look in ("strong", "em", "sub", "sup"):
        html = html.replace(f"<{look}>", "").replace(f"</{look}>", "")
    html = "".join(html.replace(' scope="col"', "").replace("th>", "td>").split())
    # Two links to one place with only a space between them are one to Word, and to a reader.
    while (joined := _ONE_PLACE.sub(r"<ahref=\1>\2", html)) != html:
        html = joined
    return html


@pytest.mark.parametrize(
    "html",
    [
        "<p>Dit is <strong>vet en <em>schuin</em></strong>, H<sub>2</sub>O en m<sup>2</sup>.</p>",
        '<p>Zie <a href="verwijzing:thema/x">onder 8</a> of <a href="mailto:a@b.nl">mail</a>.</p>',
        '<p>Noot<a href="verwijzing:voetnoot" title="De &quot;bron&quot; &lt;1&gt;">*</a>.</p>',
        "<p>Boven<br>onder</p>",
        "<ul><li><p>een</p><ul><li><p>diep</p></li></ul></li><li><p>twee</p></li></ul>",
        '<ol start="3"><li><p>drie</p></li></ol><ol><li><p>een</p></li></ol>',
        "<ul><li><p>een</p><ol><li><p>a</p></li></ol><ul><li><p>b</p></li></ul></li></ul>",
        '<table><thead><tr><th scope="col"><p>A</p></th><th scope="col"><p>B</p></th></tr></thead>'
        '<tbody><tr><td rowspan="2"><p>x</p></td><td></td></tr><tr><td><p>y</p></td></tr></tbody>'
        "</table><table><tbody><tr><td><ul><li><p>in cel</p></li></ul></td></tr></tbody></table>",
        '<table><tbody><tr><th scope="row"><p>A</p></th><td colspan="2"><p>1</p></td></tr><tr>'
        '<th scope="row"><p>B</p></th><td><p>2</p></td><td><p>3</p></td></tr></tbody></table>',
    ],
)
def test_normal_form_survives_to_the_letter(html: str) -> None:
    assert sanitize(html) == html
    assert through_word(html) == html


def test_thirty_paragrafen() -> None:
    was = bijdrage(
        *(
            ParagraafTekst(
                f"paragraaf-{n}",
                f"Kop {n}",
                (blok(3 * n, TERUG, f"<p>Terug {n}.</p>"), blok(3 * n + 1, TERUG, "")),
            )
            for n in range(30)
        )
    )
    assert read_back(to_word(was), was).is_ongewijzigd


def test_example() -> None:
    assert read_back(to_word(voorbeeld()), voorbeeld()).is_ongewijzigd
