"""What the file of a mirror says, as plain data. Text fields hold html; nothing is sanitised yet.

None where the file doesn't say: then what stands in the records stays as it is.
"""

from dataclasses import dataclass, field


@dataclass
class BronPassage:
    """What a paragraaf says. thema: slug of the theme it stands under, when that is another than
    the actie's own; sleutel: the paragraaf's lasting name, when it has one."""

    html: str
    kop: str | None = None
    thema: str = ""
    thema_titel: str = ""
    sleutel: str = ""


@dataclass
class BronOordeel:
    """`kleur` as the file says it: a kleur, "nog te beoordelen", "niet genoemd", or empty."""

    kleur: str = ""
    realisatie: str = ""
    oorzaak: str = ""
    gevolg: str = ""
    bijsturing: str = ""

    @property
    def says_something(self) -> bool:
        texts = (self.realisatie, self.oorzaak, self.gevolg, self.bijsturing)
        return self.kleur in ("geel", "groen") or any(texts)


@dataclass
class BronRij:
    """One actie. `plek` is where a person finds it in the file."""

    plek: str
    titel: str
    pijler: str
    beloofd: list[BronPassage] = field(default_factory=list)
    gedaan: list[BronPassage] = field(default_factory=list)
    sleutel: str = ""
    oordeel: BronOordeel | None = None
    beeindigd_in: int | None = None
    reden_einde: str = ""
    ook_bij: tuple[str, ...] | None = None


@dataclass
class BronPijler:
    titel: str
    plek: str
    tekst: str | None = None
    # How many acties a list of goals says that it has.
    aantal: int | None = None


# The names of what stands before the themes of a source, and behind them.
BEGIN, SLOT = "begin", "slot"


@dataclass
class BronOnderdeel:
    sleutel: str
    tekst: str
    plek: str


@dataclass
class BronThema:
    titel: str
    plek: str
    slug: str = ""
    inleiding: str | None = None
    pijlers: list[BronPijler] = field(default_factory=list)
    rijen: list[BronRij] = field(default_factory=list)
    onderdelen: list[BronOnderdeel] = field(default_factory=list)


@dataclass
class BronSpiegel:
    """Themes in the order of the file. `begin` and `slot` are what stands before and after them.

    jaren: the years that the headings of the two texts name.
    """

    titel: str = ""
    label_thema: str | None = None
    label_pijler: str | None = None
    label_actie: str | None = None
    jaren: set[int] = field(default_factory=set)
    themas: list[BronThema] = field(default_factory=list)
    begin: list[BronOnderdeel] = field(default_factory=list)
    slot: list[BronOnderdeel] = field(default_factory=list)

    @property
    def rijen(self) -> list[BronRij]:
        return [rij for thema in self.themas for rij in thema.rijen]
