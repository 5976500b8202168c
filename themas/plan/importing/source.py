"""What a plan's file says, as plain data: the same shapes whether it is a Word file or a
planbestand (JSON), which is these shapes written down. Text fields hold html; nothing is sanitised
yet."""

from datetime import date

import msgspec

from themas.plan.models import Themasoort


class BronOnderdeel(msgspec.Struct, tag="onderdeel"):
    sleutel: str
    niveau: int
    kop: str
    tekst: str
    plek: str = ""


class BronPijler(msgspec.Struct, tag="pijler"):
    sleutel: str
    titel: str
    tekst: str


class BronActie(msgspec.Struct, tag="actie"):
    """`pijler`, `verdere_themas`: by their key in this file. `voorganger`: the lasting name of the
    actie that it goes on with."""

    sleutel: str
    titel: str
    toelichting: str
    doel: str = ""
    beoogd_effect: str = ""
    inzet: str = ""
    bronkoppen: dict[str, str] = {}
    onderdelen: list[BronOnderdeel] = []
    eigenaar: str = ""
    partners: str = ""
    gebieden: list[str] = []
    begint_op: date | None = None
    eindigt_op: date | None = None
    beeindigd_in: int | None = None
    reden_einde: str = ""
    pijler: str = ""
    verdere_themas: list[str] = []
    voorganger: str = ""


# The pieces of a theme in the order of the document.
Themastuk = BronPijler | BronActie | BronOnderdeel


class BronThema(msgspec.Struct, tag="thema"):
    """`voorganger`: address of the plan and of its theme that it goes on with, "plan/thema"."""

    sleutel: str
    titel: str
    soort: Themasoort | None = None
    plek: str = ""
    inleiding: str = ""
    opgave: str = ""
    ambitie: str = ""
    aangekondigde_pijlers: list[str] = []
    stukken: list[Themastuk] = []
    toegevoegd_in: int | None = None
    vervallen_in: int | None = None
    reden_vervallen: str = ""
    voorganger: str = ""

    @property
    def pijlers(self) -> list[BronPijler]:
        return [s for s in self.stukken if isinstance(s, BronPijler)]

    @property
    def acties(self) -> list[BronActie]:
        return [s for s in self.stukken if isinstance(s, BronActie)]


class BronKruisverband(msgspec.Struct):
    """From and to by the key of the theme; `zin` is the sentence that says so."""

    van: str
    naar: str
    zin: str
    voorstel: bool


class BronPlan(msgspec.Struct):
    """`soort`, `onder`: empty where the file doesn't say. `voorganger`: the address of the plan
    before it. `stukken`: themes and other sections in the order of the document."""

    titel: str
    van_jaar: int | None
    tot_en_met_jaar: int | None
    label_thema: str = "thema"
    stukken: list[BronThema | BronOnderdeel] = []
    kruisverbanden: list[BronKruisverband] = []
    label_pijler: str = "pijler"
    label_actie: str = "actie"
    soort: str = ""
    voorganger: str = ""

    @property
    def themas(self) -> list[BronThema]:
        return [s for s in self.stukken if isinstance(s, BronThema)]
