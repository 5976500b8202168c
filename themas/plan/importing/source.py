"""What a plan's file says, as plain data. Text fields hold html; nothing is sanitised yet."""

from dataclasses import dataclass, field

from themas.plan.models import Themasoort


@dataclass
class BronOnderdeel:
    sleutel: str
    niveau: int
    kop: str
    tekst: str
    plek: str = ""


@dataclass
class BronPijler:
    sleutel: str
    titel: str
    tekst: str


@dataclass
class BronActie:
    sleutel: str
    titel: str
    toelichting: str
    doel: str = ""
    beoogd_effect: str = ""
    inzet: str = ""
    bronkoppen: dict[str, str] = field(default_factory=dict)
    onderdelen: list[BronOnderdeel] = field(default_factory=list)


# The pieces of a theme in the order of the document.
Themastuk = BronPijler | BronActie | BronOnderdeel


@dataclass
class BronThema:
    sleutel: str
    titel: str
    soort: Themasoort | None
    plek: str = ""
    inleiding: str = ""
    opgave: str = ""
    ambitie: str = ""
    aangekondigde_pijlers: list[str] = field(default_factory=list)
    stukken: list[Themastuk] = field(default_factory=list)

    @property
    def pijlers(self) -> list[BronPijler]:
        return [s for s in self.stukken if isinstance(s, BronPijler)]

    @property
    def acties(self) -> list[BronActie]:
        return [s for s in self.stukken if isinstance(s, BronActie)]


@dataclass
class BronKruisverband:
    """From and to by the key of the theme; `zin` is the sentence that says so."""

    van: str
    naar: str
    zin: str
    voorstel: bool


@dataclass
class BronPlan:
    titel: str
    van_jaar: int | None
    tot_en_met_jaar: int | None
    label_thema: str = "thema"
    # Themes and other sections in the order of the document.
    stukken: list[BronThema | BronOnderdeel] = field(default_factory=list)
    kruisverbanden: list[BronKruisverband] = field(default_factory=list)

    @property
    def themas(self) -> list[BronThema]:
        return [s for s in self.stukken if isinstance(s, BronThema)]
