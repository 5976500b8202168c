"""Taking in a mirror on screen, from a CSV, Excel or Word file."""

from collections.abc import Mapping
from typing import Any

from themas.spiegel.forms import SpiegelInleesForm
from themas.spiegel.importing.run import (
    SpiegelBron,
    SpiegelOpties,
    import_spiegel,
    read_spiegel,
)
from themas.views.inlezen import Inleesscherm
from veiligheid.core.bron import Ingelezen
from veiligheid.core.inlezen import Importer, Inzending
from veiligheid.core.models import Gebruiker
from veiligheid.core.tabellen.vraag import ANTWOORDEN


def _read(inzending: Inzending) -> SpiegelBron:
    return read_spiegel(
        inzending.data,
        inzending.naam,
        inzending.verder.get("doelen"),
        inzending.opties.get(ANTWOORDEN),
    )


def _import(gelezen: SpiegelBron, opties: Mapping[str, Any], door: Gebruiker | None) -> Ingelezen:
    return import_spiegel(gelezen, SpiegelOpties(**opties), door)


SPIEGEL = Inleesscherm(
    soort="spiegel",
    titel="Een spiegel inlezen",
    uitleg="Wat in de begroting stond naast wat het jaarverslag zegt, activiteit voor activiteit. "
    "Er komt een programma uit met een ronde die vooruitkijkt en een die terugkijkt.",
    form=SpiegelInleesForm,
    importer=Importer(_read, _import),
)
