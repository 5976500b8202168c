"""One proposal accepted on a text that isn't the one it began with."""

import random

import pytest

from tests.themas.jaar.word.bewerking import TERUG, Bewerking, bijdrage, blok, ins, run, weg
from themas.jaar.word import ParagraafTekst, merged, read_back, to_word


@pytest.mark.parametrize(
    ("tekst", "voor", "na", "result"),
    [
        ("<p>a b c</p>", "<p>a b c</p>", "<p>a c</p>", "<p>a c</p>"),
        ("<p>x a b c</p>", "<p>a b c</p>", "<p>a b d</p>", "<p>x a b d</p>"),
        ("<p>a c</p>", "<p>a b c</p>", "<p>a b c d</p>", "<p>a c d</p>"),
        ("<p>a b c</p><p>e</p>", "<p>a b c</p>", "<p>a c</p>", "<p>a c</p><p>e</p>"),
        ("<p>a X c</p>", "<p>a b c</p>", "<p>a Y c</p>", None),
        ("<p>a b q c</p>", "<p>a b c</p>", "<p>a b r c</p>", None),
        ("<p>al gedaan</p>", "<p>te doen</p>", "<p>al gedaan</p>", "<p>al gedaan</p>"),
        ("", "<p>a</p>", "<p>a b</p>", None),
    ],
)
def test_merging(tekst: str, voor: str, na: str, result: str | None) -> None:
    assert merged(tekst, voor, na) == result


@pytest.mark.parametrize("seed", range(20))
def test_any_choice_gives_that_choice_or_nothing(seed: int) -> None:
    """Every word unique, so that what each choice must give is known."""
    rng = random.Random(seed)
    words = [f"woord{n}" for n in range(30)]
    was = bijdrage(ParagraafTekst("a", "A", (blok(1, TERUG, f"<p>{' '.join(words)}</p>"),)))
    word = Bewerking(to_word(was))
    spots = sorted(rng.sample(range(0, 30, 2), 6))
    xml = [
        weg(f"{w} ", "Anne") + ins(f"nieuw{n} ", "Anne") if n in spots else run(f"{w} ")
        for n, w in enumerate(words)
    ]
    word.rewrite("woord0", "".join(xml))
    voorstellen = read_back(word.bytes(), was).voorstellen
    assert len(voorstellen) == len(spots)
    chosen = [rng.random() < 0.5 for _ in spots]
    at = was.paragrafen[0].blokken[0].html
    for voorstel, accepted in zip(voorstellen, chosen, strict=True):
        if accepted:
            result = merged(at, voorstel.voor, voorstel.na)
            assert result is not None
            at = result
    for spot, accepted in zip(spots, chosen, strict=True):
        if accepted:
            words[spot] = f"nieuw{spot}"
    assert at == f"<p>{' '.join(words)}</p>"
