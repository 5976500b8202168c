"""The rule of `labelling` on a piece of a Word document: which blocks it becomes."""

from themas.jaar.labelling import Uitkomst, label_paragraph
from veiligheid.core.inline import split_inline
from veiligheid.core.word import Paragraph
from veiligheid.core.word_sections import Inhoud
from veiligheid.core.zinnen import split_sentences
from veiligheid.document.woorden import Bloksoort


def labelled(
    inhoud: Inhoud, jaar: int, vorige: Bloksoort
) -> tuple[list[tuple[Bloksoort, str]], Uitkomst | None]:
    """Kind and html of each block, and what the rule said of a paragraph.

    jaar: the year that the letter looks ahead to. vorige: the kind of the block before it, with
    which a list or a table goes.
    """
    if not isinstance(inhoud, Paragraph):
        return [(vorige, inhoud.html)], None
    etiket = label_paragraph(inhoud.tekst, jaar)
    if etiket.uitkomst is not Uitkomst.GESPLITST:
        return [(etiket.delen[0][0], f"<p>{inhoud.html}</p>")], etiket.uitkomst
    (first, count), (then, _) = etiket.delen
    cut = sum(len(z) for z in split_sentences(inhoud.tekst)[:count])
    left, right = split_inline(inhoud.html, cut)
    return [(first, f"<p>{left}</p>"), (then, f"<p>{right}</p>")], etiket.uitkomst
