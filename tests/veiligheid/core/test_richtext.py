"""Rich text: the normal form, and nothing a person typed is lost on the way to it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fabriek import een_brief
from themas.jaar.models import Blok
from veiligheid.core.adressen import ANDERS_DAN_HET_LIJKT
from veiligheid.core.richtext import MAX_TEKENS, TekstGeweigerd, left_out, plain, sanitize


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("hallo", "<p>hallo</p>"),
        ("a <b>b</b> c", "<p>a <strong>b</strong> c</p>"),
        ("los <b>vet</b><p>p</p>staart", "<p>los <strong>vet</strong></p><p>p</p><p>staart</p>"),
        ("<ul><li>x</li></ul>", "<ul><li><p>x</p></li></ul>"),
        ("<ul>los<li>x</li>staart</ul>",
         "<ul><li><p>los</p></li><li><p>x</p></li><li><p>staart</p></li></ul>"),
        ("<h2>Kop</h2>tekst", "<p><strong>Kop</strong></p><p>tekst</p>"),
        ("<div><div>a</div>b</div>", "<p>a</p><p>b</p>"),
        ("<p> </p><p></p>", ""),
        ("", ""),
        ("<p>x<table><tr><td>1</td></tr></table>y</p>",
         "<p>x</p><table><tbody><tr><td>1</td></tr></tbody></table><p>y</p>"),
    ],
)  # fmt: skip
def test_normal_form(raw: str, clean: str) -> None:
    assert sanitize(raw) == clean


@pytest.mark.parametrize(
    "raw",
    [
        "<script>alert(1)</script><p>goed</p>",
        '<p onclick="alert(1)" style="color:red">goed</p>',
        "<svg><script>alert(1)</script></svg><p>goed</p>",
        "<math><mtext></mtext></math><p>goed</p>",
        '<img src="data:image/png;base64,AAAA"><p>goed</p>',
        "<style>p{}</style><p>goed</p>",
        "<!-- weg --><p>goed</p>",
        "<p>goed\x00\x07</p>",
        "<p>go\u202eed</p>",
        "<o:p></o:p><p class='MsoNormal'>goed</p>",
    ],
)
def test_what_no_letter_needs_is_gone(raw: str) -> None:
    assert sanitize(raw) == "<p>goed</p>"


@pytest.mark.parametrize(
    ("href", "stays"),
    [
        ("https://www.politie.nl/aangifte", True),
        ("mailto:griffie@voorbeeldstad.example", True),
        ("verwijzing:thema/ondermijning", True),
        ("//kwaad.example", False),
        ("/uitloggen/", False),
        ("http://onveilig.example/x", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://x", False),
        ("https://voorbeeldstad.example?q=a@b", True),
        ("https://voorbeeldstad.example/@naam", True),
        ("https://kaart.example/#@52.1,5.1", True),
        ("https://evil@good.nl", False),
        ("https://evil:wachtwoord@good.nl/x", False),
        ("https://good.nl\\@evil.nl/", False),
        ("https://good.nl\\evil.nl/", False),
        ("https://www.good.nl@", False),
    ],
)
def test_links_lead_only_where_a_letter_may_lead(href: str, *, stays: bool) -> None:
    assert (href in sanitize(f'<p><a href="{href}">x</a></p>')) is stays


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ('<p><a href="https://bank.nl@elders.nl">bank.nl</a></p>', True),
        ("<p><a title=x href=https://bank.nl&#64;elders.nl>bank.nl</a></p>", True),
        ("<p><a href='HTTP://bank.nl\\elders.nl/x'>bank.nl</a></p>", True),
        ('<p><a href="https://kaart.example/@52.1">kaart</a> https://a@b.nl</p>', False),
        ('<p><a href="mailto:griffie@voorbeeldstad.example">mail</a></p>', False),
    ],
)
def test_a_link_that_leads_elsewhere_goes_and_is_told(raw: str, *, told: bool) -> None:
    assert [t for t in left_out(raw) if "ergens anders heen" in t] == (
        [f"{ANDERS_DAN_HET_LIJKT} De link is weggehaald, de tekst niet."] if told else []
    )
    assert ("href" in sanitize(raw)) is not told
    assert "bank.nl" in sanitize(raw) or not told


def test_a_million_columns_become_one() -> None:
    html = sanitize('<table><tr><td colspan="1000000" rowspan="3">x</td></tr></table>')
    assert "colspan" not in html
    assert 'rowspan="3"' in html


def test_too_long_is_refused_with_what_to_do() -> None:
    with pytest.raises(TekstGeweigerd, match="Verdeel de tekst"):
        sanitize("x" * (MAX_TEKENS + 1))


def test_fifty_thousand_nested_tags_are_refused_at_once() -> None:
    deep = "<b>" * 12_500 + "x" + "</b>" * 12_500
    with pytest.raises(TekstGeweigerd, match="te diep"):
        sanitize(deep)


_TAGS = ["p", "b", "ul", "li", "ol", "div", "table", "tr", "td", "h2", "a", "i", "blockquote"]
_PIECES = st.sampled_from(["<br>", *[f"<{t}>" for t in _TAGS], *[f"</{t}>" for t in _TAGS]])
_WORDS = st.text("abcdeé’&<> ", min_size=1, max_size=6)


@settings(max_examples=200)
@given(st.lists(st.one_of(_PIECES, _WORDS), max_size=14).map("".join))
def test_sanitizing_twice_is_sanitizing_once(raw: str) -> None:
    once = sanitize(raw)
    assert sanitize(once) == once


@settings(max_examples=200)
@given(st.lists(st.one_of(_PIECES, st.integers(1, 999).map("woord{}".format)), max_size=14))
def test_no_word_is_lost_or_moved(pieces: list[str]) -> None:
    words = [p for p in pieces if p.startswith("woord")]
    kept = re.findall(r"woord\d+?(?=woord|\W|$)", plain(sanitize(" ".join(pieces))))
    assert kept == words


@pytest.mark.django_db
def test_the_field_cleans_on_every_path_to_the_database() -> None:
    een_brief(themas=1)
    dirty = "<script>x</script><p>schoon"
    blok = Blok.objects.all()[0]
    blok.tekst = dirty
    blok.save()
    assert blok.tekst == "<p>schoon</p>"
    Blok.objects.filter(pk=blok.pk).update(tekst=dirty)
    blok.refresh_from_db()
    assert blok.tekst == "<p>schoon</p>"
    made = Blok.objects.bulk_create(
        [Blok(voortgang=blok.voortgang, positie=50, soort="context", tekst=dirty)]
    )
    assert Blok.objects.get(pk=made[0].pk).tekst == "<p>schoon</p>"


def test_what_comes_out_goes_in_again() -> None:
    """Stored text comes by at each save: what would not fit then is refused at once."""
    grew = "\u00a0x" * 60_000
    with pytest.raises(TekstGeweigerd, match=r"er passen er 200\.000"):
        sanitize(grew)
    with pytest.raises(TekstGeweigerd, match=r"heeft 250\.000 tekens"):
        sanitize("&" * 50_000)
    most = sanitize("x" * (MAX_TEKENS - len("<p></p>")))
    assert sanitize(most) == most
    with pytest.raises(TekstGeweigerd, match="te diep genest"):
        sanitize("</p><ul>" * 100 + "x")
