"""What a hint is: of which kind, with its reason and an example, and where its words stand."""

from dataclasses import dataclass
from enum import Enum

from veiligheid.core.schrijfhulp.zinnen import Woord, Zin


class Hintsoort(Enum):
    """A kind of hint: its heading, why it is one, and an example of before and after."""

    LANG = (
        "Lange zinnen",
        "Een zin van meer dan 25 woorden leest iemand vaak twee keer. Maak er twee van.",
        "Omdat het aantal meldingen steeg en de wijk erom vroeg, zijn wij samen met de politie, de "
        "woningcorporatie en het jongerenwerk in maart begonnen met een vast spreekuur in het "
        "buurthuis.",
        "Het aantal meldingen steeg en de wijk vroeg om hulp. In maart begonnen wij daarom een "
        "vast spreekuur in het buurthuis.",
    )
    LIJDEND = (
        "Lijdende vorm",
        "Zonder wie het doet blijft onduidelijk wie u aanspreekt. Noem wie het doet.",
        "Er worden extra controles uitgevoerd.",
        "De politie controleert vaker.",
    )
    AFKORTING = (
        "Afkortingen",
        "Niet iedereen kent een afkorting. Schrijf haar de eerste keer uit, met de letters "
        "erachter.",
        "Wij spraken met het RIEC.",
        "Wij spraken met het Regionaal Informatie- en Expertisecentrum (RIEC).",
    )
    ZELDZAAM = (
        "Ongewone woorden",
        "Dit woord komt in gewoon Nederlands weinig voor. Neem een bekender woord, of leg het uit.",
        "Wij bespreken de casuïstiek.",
        "Wij bespreken de zaken die lopen.",
    )

    def __init__(self, kop: str, reden: str, voor: str, na: str) -> None:
        self.kop, self.reden, self.voor, self.na = kop, reden, voor, na


@dataclass(frozen=True, slots=True)
class Hint:
    """Words at which somebody may look again. begin, eind: their place in the text of the piece;
    zin: in which sentence of it, from 1; waarom: what is said of these words."""

    soort: Hintsoort
    stuk: str
    zin: int
    begin: int
    eind: int
    woorden: str
    waarom: str

    @classmethod
    def at(
        cls, soort: Hintsoort, zin: Zin, van: Woord, tot: Woord, woorden: str, waarom: str
    ) -> "Hint":
        begin, eind = zin.begin + van.begin, zin.begin + tot.eind
        return cls(soort, zin.stuk, zin.nummer, begin, eind, woorden, waarom)
