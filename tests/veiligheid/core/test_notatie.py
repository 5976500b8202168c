"""Writing without JavaScript: rich text to a textarea and back is no change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiligheid.core.notatie import to_html, to_text
from veiligheid.core.richtext import sanitize


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Een.</p><p>Twee.</p>", "Een.\n\nTwee."),
        ("<p>Een <strong>vet</strong> woord</p>", "Een **vet** woord"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b"),
        ('<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>', "3. a\n4. b"),
        ("<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>", "- a\n\n  - b"),
        ('<p>Zie <a href="verwijzing:thema/x">onder 3</a>.</p>',
         "Zie [onder 3](verwijzing:thema/x)."),
        ("<p>Een<br>regel</p>", "Een\nregel"),
        ("<p>3. Geen lijst</p>", "3\\. Geen lijst"),
        ("<p>- ook niet * en _ zo_ &lt;b&gt; &amp;</p>",
         "\\- ook niet \\* en \\_ zo\\_ \\<b\\> \\&"),
        ("", ""),
    ],
)  # fmt: skip
def test_as_a_person_reads_it(html: str, text: str) -> None:
    assert sanitize(html) == html
    assert to_text(html) == text
    assert to_html(text) == html


def test_plain_text_becomes_paragraphs() -> None:
    assert to_html("Eerste.\r\n\r\nTweede") == "<p>Eerste.</p><p>Tweede</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
        '<p>Zin.<a href="verwijzing:voetnoot" title="Een &quot;noot&quot; &amp; meer.">*</a></p>',
        "<p>H<sub>2</sub>O en m<sup>2</sup></p>",
        "<p>half<strong>woord</strong></p>",
        "<p>a&nbsp;b</p>",
    ],
)
def test_what_it_cannot_say_survives(html: str) -> None:
    clean = sanitize(html)
    assert to_html(to_text(clean)) == clean


_WORD = st.text("abc é*_[]<>&#-+1.`\\’(", min_size=1, max_size=8)
_INLINE = st.recursive(
    _WORD.map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(st.sampled_from(["strong", "em", "sup"]), inner).map(
        lambda p: f"<{p[0]}>{p[1]}</{p[0]}>"
    ),
    max_leaves=3,
)
_P = st.lists(_INLINE, min_size=1, max_size=4).map(lambda i: f"<p>{' '.join(i)}</p>")
_LIST = st.tuples(st.sampled_from(["ul", "ol"]), st.lists(_P, min_size=1, max_size=3)).map(
    lambda p: f"<{p[0]}>{''.join(f'<li>{i}</li>' for i in p[1])}</{p[0]}>"
)


@settings(max_examples=300)
@given(st.lists(st.one_of(_P, _LIST), max_size=4).map("".join))
def test_there_and_back_is_no_change(html: str) -> None:
    clean = sanitize(html)
    assert to_html(to_text(clean)) == clean
