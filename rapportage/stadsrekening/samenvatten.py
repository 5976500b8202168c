"""A first summary of a theme, from what its bijdrage looks back on; the writer goes on from it."""

import re
from html import unescape

from themas.jaar.models import Bijdrage
from veiligheid.core.inline import split_inline
from veiligheid.core.richtext import plain
from veiligheid.core.zinnen import split_sentences
from veiligheid.document.woorden import Bloksoort

# More than this no reader of an annual account expects of one theme; it only advises.
WOORDEN = 150
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
_NOTE = re.compile(r'<a href="verwijzing:voetnoot"[^>]*>.*?</a>', re.S)


def summarise(bijdrage: Bijdrage) -> str:
    """The first sentence of every paragraaf that looks back, in their order, as rich text with its
    references. Reads its voortgangen with their blocks."""
    sentences = []
    for voortgang in bijdrage.voortgangen.all():
        backs = [b.tekst for b in voortgang.blokken.all() if b.soort == Bloksoort.TERUGBLIK]
        if zin := first_sentence("".join(backs)):
            sentences.append(zin)
    return "".join(f"<p>{zin}</p>" for zin in sentences)


def first_sentence(html: str) -> str:
    """Of the first paragraph that says anything, as inline html; empty without one."""
    for match in _PARAGRAPH.finditer(html):
        inner = match[1]
        if found := split_sentences(_counted(inner)):
            return split_inline(inner, len(found[0]))[0].strip()
    return ""


def _counted(inner: str) -> str:
    """The text as `split_inline` counts it: without notes, a line break for one sign."""
    bare = re.sub(r"<br\s*/?>", "\n", _NOTE.sub("", inner))
    return unescape(re.sub(r"<[^>]+>", "", bare))


def words_over(html: str) -> int:
    """How many words a summary has beyond what is advised; 0 when it has not."""
    return max(0, len(plain(html).split()) - WOORDEN)
