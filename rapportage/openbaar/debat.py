"""A letter on one page: of every theme the short answers to the four questions of the council."""

from dataclasses import dataclass

from rapportage.rendering.raad import raad_in_beeld
from rapportage.rendering.spiegel import Telregel, balk, telregels
from veiligheid.document.brief import Briefdocument
from veiligheid.document.spiegel import Spiegelrij, Telling

VRAGEN = (
    ("bereiken", "Wat wilden we bereiken?"),
    ("gedaan", "Wat hebben we gedaan?"),
    ("behaald", "Zijn de doelen behaald?"),
    ("gekost", "Wat heeft het gekost?"),
)


@dataclass(frozen=True, slots=True)
class Themadebat:
    """A theme with to each question its short answer: the question, the place of the whole answer
    on the theme's page for the council, and the words."""

    nummer: int
    slug: str
    titel: str
    antwoorden: tuple[tuple[str, str, str], ...]
    telling: tuple[Telregel, ...]


@dataclass(frozen=True, slots=True)
class Debat:
    """The themes of a letter that looks back. jaar: the year looked back on; balk: an svg of what
    was promised and told in all of it, an actie counted once."""

    jaar: int
    themas: tuple[Themadebat, ...]
    balk: str
    telling: tuple[Telregel, ...]


def debat_of(document: Briefdocument) -> Debat | None:
    """None when the letter looks back on nothing."""
    themas: list[Themadebat] = []
    rijen: dict[str, Spiegelrij] = {}
    jaar = 0
    for h in document.hoofdstukken:
        if h.raad is None:
            continue
        beeld = raad_in_beeld(h.raad)
        jaar = h.raad.vragen.jaar
        answers = tuple((vraag, naam, getattr(beeld, naam)) for naam, vraag in VRAGEN)
        themas.append(Themadebat(h.nummer, h.slug, h.titel, answers, beeld.telling))
        rijen |= {rij.sleutel: rij for rij in h.raad.vragen.rijen}
    if not themas:
        return None
    telling = Telling.of(rijen.values())
    return Debat(jaar, tuple(themas), balk(telling), telregels(telling) if rijen else ())
