"""Taking in figures, code lists and budgets on screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest

from monitoring.forms.importeren import BegrotingInleesForm, CijferInleesForm, KaartInleesForm
from monitoring.importing.begroting.run import Bronbestanden, apply_bestanden, read_bestanden
from monitoring.importing.kaart.apply import apply_kaart
from monitoring.importing.kaart.parse import Ring, read_geojson
from monitoring.importing.metingen.opslag import (
    Grootinzending,
    keep,
    kept,
    on_disk,
    open_inzending,
)
from monitoring.importing.metingen.run import apply_source, log_import, read_source
from monitoring.importing.metingen.source import Bron, Bronmetingen, Opties
from themas.jaar.permissions import require_import
from themas.views.inlezen import Inleesscherm
from veiligheid.core.bron import Ingelezen
from veiligheid.core.inlezen import Importer, Inzending
from veiligheid.core.models import Gebruiker
from veiligheid.core.tabellen.vraag import ANTWOORDEN
from veiligheid.core.uploads import MAX_UPLOAD

# One sentence of progress for so many rows.
_STEP = 200_000


def _limit(request: HttpRequest) -> int:
    """How large a file this person may send: the whole country only from who takes it in."""
    try:
        require_import(request.user)
    except Http404:
        return MAX_UPLOAD
    return int(settings.IMPORT_MAX_BYTES)


# -- Figures ----------------------------------------------------------------------------------


def _opties(opties: Mapping[str, Any]) -> Opties:
    return Opties(
        gemeente=opties["gemeente"],
        raadpleegdatum=date.fromisoformat(opties["raadpleegdatum"]),
        tabel=opties["tabel"],
        indeling=opties["indeling"],
        maten=tuple(opties["maten"]),
        nieuwe_codes=opties["nieuwe_codes"],
        antwoorden=opties.get(ANTWOORDEN, {}),
    )


def _read_cijfers(inzending: Inzending) -> Bron:
    """What remains of the file; read once, and kept in its place."""
    if not isinstance(inzending, Grootinzending) or inzending.bestand is None:
        raise TypeError("figures come in pieces")
    opties = _opties(inzending.opties)
    if (bron := kept(inzending, opties.antwoorden)) is not None:
        return bron
    told = 0

    def progress(gelezen: int) -> None:
        nonlocal told
        if gelezen >= told + _STEP:
            told = gelezen
            inzending.meld(f"{gelezen:,} rijen gelezen.".replace(",", "."))

    with on_disk(inzending.bestand) as path:
        bron = read_source(path, opties, progress)
    keep(inzending.bestand, bron, opties.antwoorden)
    return bron


def _apply_cijfers(bron: Bron, opties: Mapping[str, Any], door: Gebruiker | None) -> Ingelezen:
    telling, slot = apply_source(bron, _opties(opties))
    if isinstance(bron, Bronmetingen):
        log_import(telling, bron.naam, door)
    return Ingelezen(telling, slot, "")


CIJFERS = Inleesscherm(
    soort="cijfers",
    titel="Cijfers inlezen",
    uitleg="Een tabel van CBS of politie, een codelijst daarvan, of een eigen lijst met de "
    "kolommen indicator, gebied, periode en waarde. Lees van een tabel eerst de codelijsten in.",
    form=CijferInleesForm,
    importer=Importer(_read_cijfers, _apply_cijfers, open=open_inzending),
    tot=_limit,
)


# -- Money ------------------------------------------------------------------------------------


def _read_begroting(inzending: Inzending) -> Bronbestanden:
    koppeling = inzending.verder.get("koppeling")
    return read_bestanden(inzending.data, inzending.naam, koppeling, inzending.opties)


def _apply_begroting(
    bron: Bronbestanden, opties: Mapping[str, Any], door: Gebruiker | None
) -> Ingelezen:
    return Ingelezen(*apply_bestanden(bron, opties, door), "")


BEGROTING = Inleesscherm(
    soort="begroting",
    titel="Een begroting inlezen",
    uitleg="Een regel per deelproduct en een kolom per jaar; ook begroot, na wijziging en "
    "gerealiseerd naast elkaar. Totalen worden nagerekend. Kolommen ‘geldbron’ en ‘voorwaarden’ "
    "mogen erbij.",
    form=BegrotingInleesForm,
    importer=Importer(_read_begroting, _apply_begroting),
)


# -- The map ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bronkaart:
    """The outlines of a file by the code of their area."""

    naam: str
    vormen: dict[str, list[Ring]]


def _read_kaart(inzending: Inzending) -> Bronkaart:
    return Bronkaart(inzending.naam, read_geojson(inzending.data))


def _apply_kaart(bron: Bronkaart, opties: Mapping[str, Any], door: Gebruiker | None) -> Ingelezen:
    return Ingelezen(*apply_kaart(bron.vormen, bron.naam, door), "")


KAART = Inleesscherm(
    soort="kaart",
    titel="Een kaart inlezen",
    uitleg="De omtrek van de gemeente, haar wijken en buurten als GeoJSON, met bij elk gebied zijn "
    "CBS-code. CBS en PDOK geven die gratis (‘wijk- en buurtkaart’). Op de pagina van een wijk "
    "staat dan waar zij ligt.",
    form=KaartInleesForm,
    importer=Importer(_read_kaart, _apply_kaart),
)
