"""What an answer of the API holds. The OpenAPI description is made of these types."""

from datetime import date, datetime

import msgspec


class Vorm(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Keys in camelCase, as the rules prefer."""


class Brief(Vorm, frozen=True):
    """A letter or mirror in the version that holds now."""

    slug: str
    soort: str
    titel: str
    samenvatting: str
    jaar: int
    kenmerk: str
    datum: date | None
    versie: int
    gepubliceerd_op: datetime
    reden: str
    pagina: str
    document: str
    pdf: str | None


class Versie(Vorm, frozen=True):
    """One version of a letter, with the reason why it came."""

    versie: int
    gepubliceerd_op: datetime
    reden: str
    pagina: str
    sha256: str


class Paragraaf(Vorm, frozen=True):
    """A piece of a letter with its permanent place. acties: the lasting names of those it speaks
    of."""

    anker: str
    soort: str
    kop: str
    thema: str
    thema_slug: str
    tekst: str
    acties: list[str]
    pagina: str


class Toezegging(Vorm, frozen=True):
    """An entry of the register as it stands today."""

    sleutel: str
    soort: str
    nummer: str
    tekst: str
    gedaan_op: date
    vergadering: str
    thema: str
    portefeuillehouder: str
    termijn: str
    uiterlijk: date | None
    bedrag: float | None
    staat: str
    staat_sinds: date | None
    te_laat: bool
    reden: str
    pagina: str


class Belofte(Vorm, frozen=True):
    """A row of the mirror: what was promised of an actie and what became of it. kleur: null while
    it is to be judged."""

    sleutel: str
    titel: str
    thema: str
    thema_slug: str
    jaar: int
    kleur: str | None
    realisatie: str | None
    beloofd: list[str]
    gedaan: list[str]
    brief: str


class Indicator(Vorm, frozen=True):
    """What is measured."""

    slug: str
    naam: str
    eenheid: str
    definitie: str
    bron: str
    bron_tabel: str
    bron_code: str
    is_totaal: bool
    themas: list[str]


class Meting(Vorm, frozen=True):
    """A figure of an area and a period. waarde: null where it is not known or not shown, with the
    reason why. gebied and periode are codes as CBS writes them."""

    gebied: str
    gebied_naam: str
    gebied_soort: str
    periode: str
    periode_naam: str
    waarde: float | None
    eenheid: str
    precisie: str
    status: str
    toelichting: str


class Probleem(Vorm, frozen=True):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
