"""A Word document as a tree of headed sections."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from veiligheid.core.word import Heading, ListBlock, Paragraph, Table, Worddocument

Inhoud = Paragraph | ListBlock | Table


@dataclass
class Section:
    """A heading, what stands directly under it, and the deeper headings beneath.

    The root has level 0 and no heading; it holds what comes before the first one.
    """

    niveau: int
    kop: str
    nummer: str = ""
    plek: str = ""
    inhoud: list[Inhoud] = field(default_factory=list)
    kinderen: list["Section"] = field(default_factory=list)

    @property
    def volledige_kop(self) -> str:
        """The heading with the number that Word itself puts in front of it."""
        return f"{self.nummer} {self.kop}".strip()

    @property
    def html(self) -> str:
        return "".join(as_html(i) for i in self.inhoud)

    @property
    def tekst(self) -> str:
        return "\n".join(i.tekst for i in self.inhoud)

    def walk(self) -> Iterator["Section"]:
        """This section and all beneath it, in the order of the document."""
        yield self
        for kind in self.kinderen:
            yield from kind.walk()


def as_html(inhoud: Inhoud) -> str:
    return f"<p>{inhoud.html}</p>" if isinstance(inhoud, Paragraph) else inhoud.html


def sections(document: Worddocument) -> Section:
    """The root of the tree. A level that is skipped in Word still nests under the last higher
    heading."""
    root = Section(0, "")
    path = [root]
    for element in document.elementen:
        if isinstance(element, Heading):
            while path[-1].niveau >= element.niveau:
                path.pop()
            section = Section(element.niveau, element.tekst, element.nummer, element.plek)
            path[-1].kinderen.append(section)
            path.append(section)
        else:
            path[-1].inhoud.append(element)
    return root
