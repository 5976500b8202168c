"""Reading pages as a person does: their blocks of text, the sentences in them, and which of those
the portal made by itself."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html as lxml_html

import monitoring
import rapportage
import themas
import veiligheid
from veiligheid.core.zinnen import split_sentences
from veiligheid.core.zinsoorten import ZINNEN

# Every room of sentences, so that none is unknown since nobody imported it.
for _package in (monitoring, rapportage, themas, veiligheid):
    for _module in pkgutil.walk_packages(_package.__path__, f"{_package.__name__}."):
        if "zinnen" in _module.name.split("."):
            importlib.import_module(_module.name)

_BLOCKS = {
    "p", "li", "td", "th", "caption", "figcaption", "summary", "title", "h1", "h2", "h3", "h4",
    "h5", "h6", "dd", "dt", "div", "section", "article", "main", "body", "option", "label", "a",
    "button", "legend", "nav", "header", "footer", "ul", "ol", "table", "tr", "tbody", "thead",
    "figure", "details", "form", "svg", "g", "text", "blockquote", "html", "aside", "dl",
}  # fmt: skip
# Of a promise its state and how late it is: phrases that stand by themselves in a line.
_OWN_BLOCK = {"vb-toezegging__stand", "utrecht-status-badge"}
# In running text these stand in the sentence.
_INLINE_WHEN_IN = {"a"}
_SILENT = {"script", "style", "head", "text"}
# Rich text, what people wrote and what they quote; and the way to the next chapter.
_WRITTEN = {"utrecht-html", "vb-buren", "vb-aangehaald"}
# "Bijsturing: …", "3 …": a label or the number of a note before what somebody wrote.
_BEFORE = re.compile(r"(?:[A-Z][^:,]{2,40}(?:: [a-z]+,|:)|\d+) ")
# "Speerpunt 2." before the title of a theme: the plan's word for it and its place.
_HEADINGS = {"h2", "h3", "h4"}
_NUMBERED = re.compile(r"[A-Z][a-z]+ \d+\.")


@dataclass(frozen=True)
class Plek:
    """Where a sentence stands: the address of the page and the element, for what is around it."""

    pagina: str
    element: Any

    def above(self, *classes: str) -> Any:
        """The nearest element around it with one of these classes; None without."""
        for element in (self.element, *self.element.iterancestors()):
            if set(classes) & set((element.get("class") or "").split()):
                return element
        return None


@dataclass(frozen=True)
class Zin:
    """A sentence that the portal made, of this kind."""

    soort: str
    tekst: str
    plek: Plek


def words(text: str) -> str:
    """With single spaces; a no-break space stays what it is."""
    return " ".join(re.split(r"[ \t\r\n\f]+", text)).strip()


def blocks(page: str, address: str) -> Iterator[tuple[str, Plek]]:
    """Each block of a page with its own text, rich text left out."""
    root: Any = lxml_html.document_fromstring(page)
    found: dict[Any, list[str]] = {}

    def walk(element: Any, block: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return
        if element.get("aria-hidden") == "true":
            return
        if _WRITTEN & set((element.get("class") or "").split()):
            return
        own = bool(
            _OWN_BLOCK & set((element.get("class") or "").split())
            and Plek(address, element).above("vb-toezegging") is not None
        )
        inline = (element.tag not in _BLOCKS and not own) or (
            element.tag in _INLINE_WHEN_IN and block.tag in ("p", "li", "td", "th", "figcaption")
        )
        mine = block if inline else element
        found.setdefault(mine, []).append(element.text or "")
        for child in element:
            walk(child, mine)
            found.setdefault(mine, []).append(child.tail or "")

    walk(root, root)
    for element, pieces in found.items():
        if text := words("".join(pieces)):
            yield text, Plek(address, element)


def read_block(text: str, plek: Plek, written: str) -> Iterator[Zin | str]:
    """The sentences of a block that the portal made, and bare those with a number that nobody is
    known to have made. `written`: everything that people wrote."""
    while text:
        made = [(m.end(), naam) for naam, s in ZINNEN.items() if (m := s.patroon.match(text))]
        made = [(end, naam) for end, naam in made if end == len(text) or text[end] == " "]
        if made:
            end, naam = max(made)
            yield Zin(naam, text[:end], plek)
        else:
            sentence = split_sentences(text)[0]
            end = len(sentence)
            bare = sentence.strip()
            known = bare in written or _BEFORE.sub("", bare, count=1) in written
            known |= plek.element.tag in _HEADINGS and bool(_NUMBERED.fullmatch(bare))
            if re.search(r"\d", bare) and bare[-1:] in ".!?" and not known:
                yield bare
        text = text[end:].strip()
