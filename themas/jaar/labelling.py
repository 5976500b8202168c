"""Does a Word paragraph look back, look ahead, or give context? A simple rule.

Per sentence, for a letter that looks back on year Y-1 and ahead to Y:

1. a sentence looks **ahead** when it names Y or later ("in 2025", "Q1 2025"), the coming time
   ("komend jaar", "binnenkort", "voor de zomer"), or uses a future form ("zullen", "gaan we",
   "wordt verder uitgewerkt", "blijven we", "zetten we voort", "gaan verkennen");
2. it looks **back** when it names Y-1 or earlier, the past time ("afgelopen jaar", "dit jaar",
   "eerder"), or has a perfect or past tense (`voltooid`: "hebben … georganiseerd", "is gestart",
   "werd", "kreeg"; a state such as "is gebaseerd op" is none);
3. a named year or time decides before a verb does, but for what happened on a day of Y; a sentence
   with neither says nothing and goes with the one before it (at the start: with the first one that
   does say something).

The paragraph is then context (no sentence says anything), terugblik or vooruitblik (all that say
something agree), *split* (back, then ahead, and it turns only once: split before the first
sentence that looks ahead; or half of it or more says nothing before it looks ahead: context and
vooruitblik), or *unclear* (it looks ahead and back again): that one stays whole as terugblik, with
a finding for the editor.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from themas.jaar.voltooid import is_done
from veiligheid.core.zinnen import split_sentences
from veiligheid.document.woorden import Bloksoort

_VERLEDEN_TIJD = re.compile(
    r"\b(afgelopen|voorbije|vorig(?:e)?) (?:jaar|jaren|periode|zomer|winter|jaarwisseling)"
    r"|\bdit jaar\b|\bin het afgelopen jaar\b|\btot nu toe\b|\binmiddels\b",
    re.I,
)
_TOEKOMST_TIJD = re.compile(
    r"\bkomend(?:e)? (?:jaar|jaren|periode|tijd|maanden|zomer)|\bbinnenkort\b|\bop termijn\b"
    r"|\bvolgend(?:e)? jaar\b|\bnaar verwachting\b|\bvoor de zomer\b|\beind van dit jaar\b",
    re.I,
)
_TOEKOMST_VORM = re.compile(
    r"\bzullen\b|\bzal\b|\bgaan (?:we|wij)\b|\b(?:we|wij) gaan\b|\bgaat .{0,60}\bworden\b"
    r"|\bblijven (?:we|wij)\b|\b(?:we|wij) blijven\b|\bzetten (?:we|wij)\b.{0,60}\bvoort\b"
    r"|\b(?:we|wij) zetten\b.{0,80}\bvoort\b|\bgaan verkennen\b|\bwillen (?:we|wij)\b"
    r"|\bcontinueren (?:we|wij)\b|\bwordt (?:u|de raad)\b|\binformeren (?:we|wij) u\b"
    r"|\b(?:we|wij) (?:komen|starten|verkennen|versterken|actualiseren)\b",
    re.I,
)
_JAAR = re.compile(r"\b(20\d\d)\b")
# A year in a name ("Infographic Ondermijning 2024", "plan 2022-2026") tells no time.
_JAAR_IN_NAAM = re.compile(
    r"20\d\d\s*[-–/]\s*20\d\d|\b(?!(?:In|Q\d|Eind|Begin|Medio|Sinds|Vanaf|Per|Na|Voor|Tot|Rond|Over|"
    r"Zomer|Najaar|Voorjaar|Januari|Februari|Maart|April|Mei|Juni|Juli|Augustus|September|Oktober|"
    r"November|December)\b)[A-Z][\w-]{1,60} 20\d\d\b"
)
# A day, with its year: what happened on it has happened, also when the year is the coming one.
_DAG = re.compile(
    r"\b\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|"
    r"december) (20\d\d)\b"
)


class Uitkomst(StrEnum):
    """What the rule did with a paragraph."""

    HEEL = "heel"
    GESPLITST = "gesplitst"
    ONDUIDELIJK = "onduidelijk"


@dataclass(frozen=True, slots=True)
class Etiket:
    """The rule's answer. `delen` holds one part, or two when split: the kind and how many of the
    paragraph's sentences belong to it."""

    uitkomst: Uitkomst
    delen: tuple[tuple[Bloksoort, int], ...]


def label_sentence(zin: str, vooruitblikjaar: int) -> Bloksoort | None:
    """TERUGBLIK, VOORUITBLIK, or None when the sentence says nothing about time."""
    years = [int(y) for y in _JAAR.findall(_JAAR_IN_NAAM.sub("", zin))]
    ahead_years = [y for y in years if y >= vooruitblikjaar]
    back_years = [y for y in years if y < vooruitblikjaar]
    if ahead_years and not back_years:
        on_a_day = len(_DAG.findall(zin)) >= len(ahead_years)
        happened = on_a_day and not _TOEKOMST_VORM.search(zin) and is_done(zin)
        return Bloksoort.TERUGBLIK if happened else Bloksoort.VOORUITBLIK
    if back_years and not ahead_years:
        return Bloksoort.TERUGBLIK
    if _TOEKOMST_TIJD.search(zin):
        return Bloksoort.VOORUITBLIK
    if _VERLEDEN_TIJD.search(zin):
        return Bloksoort.TERUGBLIK
    if _TOEKOMST_VORM.search(zin):
        return Bloksoort.VOORUITBLIK
    if is_done(zin):
        return Bloksoort.TERUGBLIK
    return None


def label_paragraph(tekst: str, vooruitblikjaar: int) -> Etiket:
    """Apply the rule to the plain text of one Word paragraph."""
    labels = [label_sentence(z, vooruitblikjaar) for z in split_sentences(tekst)]
    said = [(i, s) for i, s in enumerate(labels) if s is not None]
    n = max(1, len(labels))
    if not said:
        return Etiket(Uitkomst.HEEL, ((Bloksoort.CONTEXT, n),))
    first = said[0][1]
    lead = said[0][0]
    turns = [i for (_, a), (i, b) in pairwise(said) if a is not b]
    if not turns and first is Bloksoort.VOORUITBLIK and lead * 2 >= n:
        return Etiket(
            Uitkomst.GESPLITST, ((Bloksoort.CONTEXT, lead), (Bloksoort.VOORUITBLIK, n - lead))
        )
    if not turns:
        return Etiket(Uitkomst.HEEL, ((first, n),))
    if len(turns) == 1 and first is Bloksoort.TERUGBLIK:
        at = turns[0]
        return Etiket(
            Uitkomst.GESPLITST, ((Bloksoort.TERUGBLIK, at), (Bloksoort.VOORUITBLIK, n - at))
        )
    return Etiket(Uitkomst.ONDUIDELIJK, ((Bloksoort.TERUGBLIK, n),))
