"""Short cuts for the tests of the reader."""

from tests.wordbouwer import Bouwer, Run
from veiligheid.core.word import Heading, ListBlock, Paragraph, Table, Worddocument, read_word


def lees(bouwer: Bouwer) -> Worddocument:
    return read_word(bouwer.bytes())


def alinea(*runs: Run) -> Paragraph:
    """The only paragraph of a file that has these runs in it."""
    (paragraph,) = alineas(lees(Bouwer().alinea(*runs)))
    return paragraph


def koppen(document: Worddocument) -> list[Heading]:
    return [e for e in document.elementen if isinstance(e, Heading)]


def alineas(document: Worddocument) -> list[Paragraph]:
    return [e for e in document.elementen if isinstance(e, Paragraph)]


def lijsten(document: Worddocument) -> list[ListBlock]:
    return [e for e in document.elementen if isinstance(e, ListBlock)]


def tabellen(document: Worddocument) -> list[Table]:
    return [e for e in document.elementen if isinstance(e, Table)]


def teksten(document: Worddocument) -> list[str]:
    return [e.tekst for e in document.elementen]


def codes(document: Worddocument) -> list[str]:
    return [b.code for b in document.bevindingen]
