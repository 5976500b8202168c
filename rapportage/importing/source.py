"""What a letter's file says, as plain data. Text fields hold html; nothing is sanitised yet."""

from dataclasses import dataclass, field

from themas.jaar.labelling import Uitkomst
from themas.plan.models import Themasoort
from veiligheid.document.woorden import Bloksoort


@dataclass
class BronBlok:
    soort: Bloksoort
    html: str


@dataclass
class BronParagraaf:
    sleutel: str
    kop: str
    plek: str
    blokken: list[BronBlok] = field(default_factory=list)


@dataclass
class BronHoofdstuk:
    """A theme in the letter. `nummer` is the one it has there: references use it."""

    titel: str
    nummer: int
    soort: Themasoort | None
    plek: str
    paragrafen: list[BronParagraaf] = field(default_factory=list)


@dataclass
class BronOnderdeel:
    sleutel: str
    plek_in_brief: str
    niveau: int
    kop: str
    html: str
    plek: str


@dataclass
class BronBrief:
    titel: str
    aanhef: str = ""
    onderdelen: list[BronOnderdeel] = field(default_factory=list)
    hoofdstukken: list[BronHoofdstuk] = field(default_factory=list)
    groet: str = ""
    afzender: str = ""
    ondertekenaars: list[tuple[str, str]] = field(default_factory=list)
    uitkomsten: dict[Uitkomst, int] = field(default_factory=dict)
