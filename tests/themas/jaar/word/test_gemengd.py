"""Random edits by several people: the proposals, applied in order, give what Word would give."""

import random
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from tests.themas.jaar.word.bewerking import (
    Bewerking,
    apply,
    bijdrage,
    by,
    element,
    ins,
    p,
    run,
    weg,
)
from themas.jaar.word import BijdrageTekst, BlokTekst, ParagraafTekst, read_back, to_word
from veiligheid.document.woorden import Bloksoort

AUTEURS = ["Anne de Vries", "Bram Bakker", "Chris & Co"]
WOORDEN = ["de", "het", "wij", "straat", "plein", "buurt", "camera’s", "jeugd", "samen", "meer"]


@dataclass
class Tekst:
    """A paragraph in the making: its XML, and its words before and after accepting all."""

    xml: list[str] = field(default_factory=list)
    was: list[str] = field(default_factory=list)
    na: list[str] = field(default_factory=list)
    verwacht: set[str] = field(default_factory=set)


def bewerkt(rng: random.Random, woorden: list[str]) -> Tekst:
    made = Tekst()
    for woord in woorden:
        keuze = rng.random()
        auteur = rng.choice(AUTEURS)
        nieuw = rng.choice(WOORDEN) + str(rng.randrange(100))
        if keuze < 0.1:
            made.xml.append(weg(woord + " ", auteur))
            made.verwacht.add(auteur)
        elif keuze < 0.2:
            made.xml.append(weg(woord + " ", auteur) + ins(nieuw + " ", auteur))
            made.na.append(nieuw)
            made.verwacht.add(auteur)
        elif keuze < 0.3:
            ander = rng.choice(AUTEURS)
            inner = run(nieuw + " ") + (weg("weer weg ", ander) if rng.random() < 0.5 else "")
            made.xml.append(f"<w:ins {by(auteur)}>{inner}</w:ins>" + run(woord + " "))
            made.na += [nieuw, woord]
            made.verwacht.add(auteur)
        elif keuze < 0.35:
            made.xml.append(run(nieuw + " "))  # typed over without tracking
            made.na.append(nieuw)
        else:
            look = f"<w:b/><w:rPrChange {by(auteur)}><w:rPr/></w:rPrChange>"
            made.xml.append(run(woord + " ", look if rng.random() < 0.1 else ""))
            made.na.append(woord)
    return made


def alineas(texts: list[list[str]]) -> str:
    return "".join(f"<p>{' '.join(words)}</p>" for words in texts if words)


def gemaakt(rng: random.Random) -> tuple[BijdrageTekst, dict[UUID, list[list[str]]]]:
    words: dict[UUID, list[list[str]]] = {}
    paragrafen = []
    for n in range(rng.randint(1, 3)):
        blokken = []
        for m in range(rng.randint(1, 3)):
            key = UUID(int=100 * n + m + 1)
            # Every word once in the file, so that a paragraph is found by its first.
            words[key] = [
                [f"{rng.choice(WOORDEN)}{n}{m}{a}{w}x" for w in range(rng.randint(2, 14))]
                for a in range(rng.randint(1, 4))
            ]
            blokken.append(BlokTekst(key, rng.choice(list(Bloksoort)), alineas(words[key])))
        paragrafen.append(ParagraafTekst(f"par-{n}", f"Kop {n}", tuple(blokken)))
    return bijdrage(*paragrafen), words


@pytest.mark.parametrize("seed", range(20))
def test_all_proposals_in_order_give_the_accepted_file(seed: int) -> None:
    rng = random.Random(seed)
    was, words = gemaakt(rng)
    word = Bewerking(to_word(was))
    expected, authors = {}, set()
    for key, texts in words.items():
        after: list[list[str]] = []
        joined = False
        for number, text in enumerate(texts):
            made = bewerkt(rng, text)
            paragraph = word.rewrite(text[0], "".join(made.xml) or run(""))
            after[-1:] = [after[-1] + made.na] if joined else [*after[-1:], made.na]
            joined = False
            auteur = rng.choice(AUTEURS)
            what = rng.random()
            if what < 0.15 and number + 1 < len(texts):
                word.mark(paragraph, f"<w:del {by(auteur)}/>")
                joined = True
            elif what < 0.3:
                word.mark(paragraph, f"<w:ins {by(auteur)}/>")
                new = f"nieuw{seed}{number} "
                paragraph.addnext(element(p(ins(new, auteur))))
                after.append([new.strip()])
                made.verwacht.add(auteur)
            authors |= made.verwacht
        expected[key] = alineas(after)
    result = read_back(word.bytes(), was)
    applied = {
        b.sleutel: b.html for par in apply(was, result.voorstellen).paragrafen for b in par.blokken
    }
    assert applied == expected
    assert authors <= {v.wie for v in result.voorstellen}
    assert {"nieuw_blok", "weg_blok", "kop"}.isdisjoint(v.soort for v in result.voorstellen)
    at = {b.sleutel: b.html for par in was.paragrafen for b in par.blokken}
    for v in result.voorstellen:
        assert v.blok
        assert at[v.blok] == v.voor
        at[v.blok] = v.na


@pytest.mark.parametrize("seed", range(10))
def test_random_order_of_paragrafen_and_blocks_comes_back(seed: int) -> None:
    """Sections and blocks shuffled, removed and added, tracked by nobody."""
    rng = random.Random(1000 + seed)
    was, _ = gemaakt(rng)
    paragrafen = [p for p in was.paragrafen if rng.random() < 0.85]
    blokken = [b for p in paragrafen for b in p.blokken]
    rng.shuffle(paragrafen)
    rng.shuffle(blokken)
    news: list[ParagraafTekst] = []
    for n, par in enumerate(paragrafen):
        mine = [blokken.pop() for _ in range(rng.randint(0, len(blokken)))]
        if rng.random() < 0.4:
            new = BlokTekst(
                UUID(int=5000 + n), rng.choice(list(Bloksoort)), f"<p>Vers blok {n}</p>"
            )
            mine.insert(rng.randint(0, len(mine)), new)
        news.append(ParagraafTekst(par.sleutel, par.kop, tuple(mine)))
        if rng.random() < 0.3:
            extra = BlokTekst(UUID(int=6000 + n), Bloksoort.CONTEXT, f"<p>Vers {n}</p>")
            news.append(ParagraafTekst(f"vers-{n}", f"Verse kop {n}", (extra,)))
    now = bijdrage(*news)
    result = read_back(to_word(now), was)
    applied = apply(was, result.voorstellen)
    assert [(q.kop, [b.html for b in q.blokken]) for q in applied.paragrafen] == [
        (q.kop, [b.html for b in q.blokken]) for q in now.paragrafen
    ]
