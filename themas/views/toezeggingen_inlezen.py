"""Taking in the griffie's list on screen."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from themas.jaar.permissions import Bezoeker
from themas.toezeggingen.forms import LijstInleesForm
from themas.toezeggingen.importing.run import Bronlijst, import_lijst, read_lijst
from themas.toezeggingen.permissions import may_exchange
from themas.views.inlezen import Inleesscherm
from veiligheid.core.bron import Ingelezen
from veiligheid.core.inlezen import Importer, Inzending
from veiligheid.core.models import Gebruiker
from veiligheid.core.tabellen.vraag import ANTWOORDEN


def _griffie(gebruiker: Bezoeker) -> Gebruiker:
    if isinstance(gebruiker, Gebruiker) and may_exchange(gebruiker):
        return gebruiker
    raise Http404


def _read(inzending: Inzending) -> Bronlijst:
    return read_lijst(inzending.data, inzending.opties.get(ANTWOORDEN, {}))


def _import(lijst: Bronlijst, opties: Mapping[str, Any], door: Gebruiker | None) -> Ingelezen:
    return import_lijst(lijst, opties.get(ANTWOORDEN, {}), door)


TOEZEGGINGEN = Inleesscherm(
    soort="toezeggingen",
    titel="Een lijst inlezen",
    uitleg="De lijst van toezeggingen, moties en amendementen zoals u haar bijhoudt. Een titel "
    "erboven mag; een werkblad per jaar ook.",
    form=LijstInleesForm,
    importer=Importer(_read, _import, "de lijst"),
    mag=_griffie,
    terug=("toezeggingen-beheer", "Naar het register"),
    sjabloon="themas/toezeggingen/inlezen.html",
)
