"""Documents nobody would write: whatever is put in whatever, the file conforms, no word is lost
and the parent tree agrees with the tree."""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from rapportage.rendering.pdf import beoordeel_pdf
from tests.pdfhulp import htmlwoorden, ouderboom_klopt, structuurwoorden

from .conftest import Render

PAPER = "@page { size: A6; margin: 12mm } td, th { border: 1px solid }"


class Scribbler:
    """Writes HTML by a seed, numbering its words."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._words = 0

    def words(self, most: int = 6) -> str:
        first = self._words + 1
        self._words += self.random.randint(1, most)
        return " ".join(f"w{number}" for number in range(first, self._words + 1))

    def line(self, depth: int = 2) -> str:
        kinds: tuple[Callable[[], str], ...] = (
            lambda: self.words(25),
            lambda: f"<b>{self.line(depth - 1)}</b>",
            lambda: f"<em>{self.words()}</em>",
            lambda: f'<a href="https://example.org/">{self.words(12)}</a>',
            lambda: f'<a href="#boven">{self.words()} <b>{self.words()}</b></a>',
            lambda: f'<a href="#weg">{self.words()}</a>',
            lambda: f'<span lang="en">{self.line(depth - 1)}</span>',
            lambda: f'<abbr title="x">{self.words(1)}</abbr>',
            lambda: f" <q>{self.words()}</q><br><code>{self.words()}</code>",
            lambda: f'<span style="display: inline-block">{self.words(3)}</span>',
        )
        parts = self.random.randint(1, 3)
        return " ".join(self.random.choice(kinds if depth else kinds[:1])() for _ in range(parts))

    def block(self, depth: int = 3) -> str:
        def below() -> str:
            return "".join(self.block(depth - 1) for _ in range(self.random.randint(0, 2)))

        def items(tag: str) -> str:
            count = self.random.randint(0, 4)
            return "".join(f"<{tag}>{self.line(1)}{below()}</{tag}>" for _ in range(count))

        kinds: tuple[Callable[[], str], ...] = (
            lambda: f"<p>{self.line()}</p>",
            lambda: f"<p>{self.words(100)}</p>",
            lambda: f" {self.line()} ",
            lambda: f"<div>{self.line(1)}{below()}{self.line(1)}</div>",
            lambda: f"<section>{below()}</section>",
            lambda: f"<ul>{items('li')}</ul>",
            lambda: f"<ol>{items('li')}</ol>",
            lambda: f"<dl>{items('dt')}{items('dd')}<div>{items('dt')}</div></dl>",
            lambda: f"<blockquote>{self.line()}{below()}</blockquote>",
            lambda: f'<nav role="doc-toc">{self.words()}<ol>{items("li")}</ol></nav>',
            lambda: f'<aside role="doc-footnote">{self.line(1)}{below()}</aside>',
            lambda: f"<figure><figcaption>{self.line(1)}</figcaption></figure>",
            lambda: self._table(depth),
            lambda: self._table(depth),
        )
        return self.random.choice(kinds if depth else kinds[:2])()

    def _table(self, depth: int) -> str:
        choose = self.random.choice

        def row(most: int, *, head: bool = False) -> str:
            cells = []
            for _ in range(self.random.randint(0, most)):
                tag = "th" if head else choose(("td", "td", "th"))
                span = choose(("", "", " colspan=2", " rowspan=2", " rowspan=0", " scope=row"))
                inner = self.words(2) if head else self.line(1)
                more = self.block(depth - 2) if depth > 2 and not head else ""
                cells.append(f"<{tag}{span}>{inner}{more}</{tag}>")
            return f"<tr>{''.join(cells)}</tr>"

        body = "".join(row(4) for _ in range(self.random.randint(0, 6)))
        return (
            choose(("<table>", f"<table><caption>{self.words()}</caption>"))
            + choose(("", f"<thead>{row(4, head=True)}{row(4, head=True)}</thead>"))
            + f"<tbody>{body}</tbody>"
            + choose(("", f"<tfoot>{row(4, head=True)}</tfoot>"))
            + "</table>"
        )


@pytest.mark.parametrize("seed", range(8))
def test_random_document(seed: int, render: Render) -> None:
    scribbler = Scribbler(seed)
    body = '<h1 id="boven">Kop</h1>' + "".join(scribbler.block() for _ in range(3))
    pdf = render(body, PAPER)
    assert beoordeel_pdf(pdf) == []
    assert ouderboom_klopt(pdf)
    in_html, in_pdf = htmlwoorden(body), structuurwoorden(pdf)
    assert Counter(in_html) - Counter(in_pdf) == Counter()
    if "<tfoot>" not in body and "<thead>" not in body:
        assert in_pdf == in_html
