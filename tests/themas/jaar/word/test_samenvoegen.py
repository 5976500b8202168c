"""One proposal accepted on a text that isn't the one it began with."""

import random
from itertools import cycle

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


def test_what_stayed_comes_before_what_takes_its_place() -> None:
    """Anne's deletion was refused, Bram's insertion right behind it is taken: as in Word."""
    kept = [("<p>er komen twee bij</p>", "<p>er komen bij</p>")]
    at = ("<p>er komen twee bij</p>", "<p>er komen bij</p>", "<p>er komen drie bij</p>")
    assert merged(*at, kept) == "<p>er komen twee drie bij</p>"
    assert merged(*at) is None
    assert merged("<p>er komen zes bij</p>", *at[1:], kept) is None


@pytest.mark.parametrize("step", [1, 2])
@pytest.mark.parametrize("authors", [("Anne",), ("Anne", "Bram")])
@pytest.mark.parametrize("seed", range(8))
def test_any_choice_gives_that_choice_or_nothing(
    seed: int, step: int, authors: tuple[str, ...]
) -> None:
    """Every word unique, so that what each choice must give is known. With step 1 some of the
    changes stand beside each other."""
    rng = random.Random(seed)
    words = [f"woord{n}" for n in range(30)]
    was = bijdrage(ParagraafTekst("a", "A", (blok(1, TERUG, f"<p>{' '.join(words)}</p>"),)))
    word = Bewerking(to_word(was))
    spots = sorted(rng.sample(range(0, 30, step), 6))
    xml = [
        weg(f"{w} ", wie) + ins(f"nieuw{n} ", wie) if n in spots else run(f"{w} ")
        for n, (w, wie) in enumerate(zip(words, cycle(authors), strict=False))
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
