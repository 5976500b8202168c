"""The comments of a Word file as remarks at the words of the bijdrage as it stands."""

from collections.abc import Callable, Iterable
from typing import Any

from themas.jaar import word
from themas.jaar.models import Bijdrage, Voortgang
from themas.jaar.saving import VoortgangDoel
from themas.jaar.terugkomst.models import Terugkomst
from veiligheid.core.models import Anker, Opmerking
from veiligheid.core.opmerkingen.anker import places_of, text_of
from veiligheid.core.opmerkingen.plaatsen import as_place

_MAX_NAAM = 300


def take_in_remarks(
    terugkomst: Terugkomst,
    opmerkingen: Iterable[word.Opmerking],
    volgorde: Callable[[word.Opmerking], int],
) -> None:
    """Place each at its words, if the text has those once; at its paragraaf otherwise, told lost;
    at the bijdrage when there is no such paragraaf."""
    # Whoever saves waits here, so that the words are where they were found.
    Bijdrage.objects.select_for_update().filter(pk=terugkomst.bijdrage_id).first()
    found = {v.sleutel: v for v in Voortgang.objects.filter(bijdrage=terugkomst.bijdrage_id)}
    for o in opmerkingen:
        voortgang = found.get(o.paragraaf)
        citaat, where = o.citaat, _nowhere(terugkomst)
        if voortgang is not None:
            citaat, where = _where(voortgang, o)
        record = Opmerking.objects.create(
            tekst=o.tekst,
            citaat=citaat,
            wie=o.wie[:_MAX_NAAM],
            op=o.op,
            bron=terugkomst.bron,
            volgorde=volgorde(o),
        )
        Anker.objects.create(opmerking=record, **where)


def _nowhere(terugkomst: Terugkomst) -> dict[str, Any]:
    return {"soort": "bijdrage", "record": terugkomst.bijdrage_id}


def _where(voortgang: Voortgang, o: word.Opmerking) -> tuple[str, dict[str, Any]]:
    """The words, as they stand here when they do, and where."""
    where: dict[str, Any] = {"soort": VoortgangDoel.soort, "record": voortgang.pk}
    stukken = VoortgangDoel(voortgang).read()[1].stukken
    stuk = f"blok/{o.blok}" if o.blok else "kop"
    if not o.citaat or stuk not in stukken:
        return o.citaat, where
    text = text_of(stukken[stuk])
    plekken = places_of(o.citaat.removesuffix("…"), text)
    if len(plekken) != 1:
        return o.citaat, where | {"stuk": stuk}
    return text[plekken[0].begin : plekken[0].eind], where | as_place(stuk, plekken[0], text)
