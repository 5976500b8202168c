"""The rule on the letter of 2025, against what a person says of each of its sentences."""

from pathlib import Path

import pytest

from themas.jaar.labelling import Uitkomst, label_paragraph
from veiligheid.core.word import Heading, Paragraph, read_word
from veiligheid.core.zinnen import split_sentences
from veiligheid.document.woorden import Bloksoort

# Of each paragraph in the themes: does a sentence look back (T), ahead (V), or at neither (.)?
GELEZEN = """
..T.VTVTV .T.V. .TVV .V .V. ..V T.. ... V.TTT TV. V..TTTTV ..... ..T .TTV T..T ..TT V. ....TT
TTTTT. V... T.TTV T.TTTV T.TV.V.. TTTT T.TTTT.. ..TTTT.... ..... ..T..VV T.. ..T. TT.T.VVT..
.. .... T.VTV TT TT T. V..VV ...VT T.TT T.T.TVV.. ...T VV. V.. TT.TTTTT ....T.V.. T.T.....V
TTTV TTTV...... ...... ..T..T TV T.VT TT. TV. T.V ..VT.. TTV T.V ...TTV .... .... ..V...
T..TV TTV VTT. V. ....... .TTT T.....T.V. T... .V TTTTT. T.TV. TTTTT TTTTT.V TTTT.V TT.T.TVV
TV.V TTTT .... VV. ....V. .....V T... .. T. T.VV T.V
"""


def _wrong(soort: Bloksoort, zinnen: str) -> bool:
    """A block is wrong when a sentence in it looks the other way, or when nothing in it does what
    its label says. A paragraph whose last sentence alone looks ahead is not wholly ahead."""
    match soort:
        case Bloksoort.TERUGBLIK:
            return "V" in zinnen or "T" not in zinnen
        case Bloksoort.VOORUITBLIK:
            lead = len(zinnen) - len(zinnen.lstrip("."))
            return "T" in zinnen or "V" not in zinnen or lead * 2 >= len(zinnen)
        case _:
            return zinnen.strip(".") != ""


@pytest.mark.bronnen
def test_at_most_one_in_forty_is_wrong_without_a_flag(bronnen: Path) -> None:
    document = read_word((bronnen / "veiligheidsbrief-2025.docx").read_bytes())
    koppen = [i for i, e in enumerate(document.elementen) if isinstance(e, Heading)]
    first = next(i for i in koppen if _level(document.elementen[i]) == 2)
    last = [i for i in koppen if _level(document.elementen[i]) == 1][-1]
    alineas = [e for e in document.elementen[first:last] if isinstance(e, Paragraph)]
    counts = {"right": 0, "flagged": 0, "wrong": 0}
    for alinea, gelezen in zip(alineas, GELEZEN.split(), strict=True):
        assert len(split_sentences(alinea.tekst)) == len(gelezen)
        etiket = label_paragraph(alinea.tekst, 2025)
        at = 0
        for soort, aantal in etiket.delen:
            zinnen, at = gelezen[at : at + aantal], at + aantal
            if etiket.uitkomst is Uitkomst.ONDUIDELIJK:
                counts["flagged"] += 1
            else:
                counts["wrong" if _wrong(soort, zinnen) else "right"] += 1
    total = sum(counts.values())
    print(f"\nblocks of the letter: {counts} of {total}")
    assert total >= 115
    assert counts["wrong"] * 40 <= total
    # A flag is no way out: most of the letter is labelled.
    assert counts["flagged"] * 6 <= total


def _level(element: object) -> int:
    return element.niveau if isinstance(element, Heading) else 0
