"""The mirror inside a document: of the year that the letter looks back on."""

from collections.abc import Iterator
from dataclasses import replace

from rapportage.beloften import promised_before
from rapportage.bijlagen.citeren import Citeren
from rapportage.bijlagen.soort import Bijlagesoort, Samenstelling, register
from themas.jaar.models import Ronde
from themas.spiegel.maken import make_spiegel
from themas.spiegel.toelichting import read_toelichting
from veiligheid.document import delen as p
from veiligheid.document.spiegel import Passage, Spiegel, Spiegelrij


def spiegel(ronde: Ronde, anker: str, citeer: Citeren) -> Iterator[p.Deel]:
    """The mirror of the round's verslagjaar. A year without an earlier round has one that says
    "niet beschikbaar"; a round that looks back on nothing has none. Legend and notes of a mirror
    that was taken in stand beneath it: the counts come first. Constant queries.

    citeer: rich text as stored → the same words without links, notes between brackets.
    """
    if ronde.verslagjaar is None:
        return
    gepubliceerd = promised_before(ronde.plan_id, ronde.verslagjaar)
    found = make_spiegel(ronde.plan, ronde.verslagjaar, gepubliceerd)
    yield p.Spiegeldeel(f"{anker}--spiegel", quoted(found, citeer))
    if toelichting := read_toelichting(ronde.plan, ronde.verslagjaar):
        yield p.Tekstdeel(
            f"{anker}--toelichting", 1, "Toelichting bij de bron", citeer(toelichting)
        )


def quoted(spiegel: Spiegel, citeer: Citeren) -> Spiegel:
    """The mirror with every text made ready to be read beside others."""
    return replace(spiegel, rijen=tuple(_quoted(rij, citeer) for rij in spiegel.rijen))


def _quoted(rij: Spiegelrij, citeer: Citeren) -> Spiegelrij:
    def read(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return tuple(replace(passage, html=citeer(passage.html)) for passage in passages)

    return replace(rij, beloofd=read(rij.beloofd), gedaan=read(rij.gedaan))


def with_drafts_told(rij: Spiegelrij) -> Spiegelrij:
    """Where the words stand in a draft that somebody may not read, that they are there."""

    def told(passage: Passage) -> Passage:
        if passage.html:
            return passage
        html = "<p><em>Hierover staat iets in de tekst van dit thema. Die is nog niet af.</em></p>"
        return replace(passage, kop=passage.thema_titel, html=html)

    return replace(rij, beloofd=tuple(map(told, rij.beloofd)), gedaan=tuple(map(told, rij.gedaan)))


def _compose(s: Samenstelling) -> Iterator[p.Deel]:
    return spiegel(s.brief.ronde, s.anker, s.tekst.citeer)


register(Bijlagesoort("spiegel", "beloofd en gedaan", _compose, volgorde=3))
