"""From the records to the body of the chapter, and what its writer should look at."""

from collections.abc import Iterator

from django.urls import reverse

from rapportage.models import Brief
from rapportage.stadsrekening.geld import geldtabellen, jaarregels
from rapportage.stadsrekening.samenvatten import WOORDEN, words_over
from rapportage.tekstlezer import Tekstlezer
from veiligheid.core.findings import Herstelbaar
from veiligheid.core.zinnen import counted
from veiligheid.document import delen as p


def stadsrekeningdelen(brief: Brief, anker: str, tekst: Tekstlezer) -> Iterator[p.Deel]:
    """The money of its year. What is missing or long is a finding; nothing is ever cut."""
    ronde = brief.ronde
    for onderdeel in brief.onderdelen.all():
        link = reverse("onderdeel", args=[brief.slug, onderdeel.pk])
        if over := words_over(onderdeel.tekst) if onderdeel.niveau == 2 else 0:
            melding = (
                f"Deze samenvatting heeft {counted(over, 'woord', 'woorden')} meer dan de "
                f"{WOORDEN} die worden aangeraden. Er wordt niets weggelaten."
            )
            tekst.meld(Herstelbaar.warn("samenvatting-lang", melding, onderdeel.kop, link))
        if not onderdeel.tekst:
            melding = "Hier staat nog geen tekst."
            tekst.meld(Herstelbaar.warn("onderdeel-leeg", melding, str(onderdeel), link))
    if ronde.verslagjaar is None:
        return
    yield from geldtabellen(ronde.plan, ronde.verslagjaar, anker)
    unexplained = [
        r.naam
        for r in jaarregels(ronde.plan, ronde.verslagjaar, "lasten")
        if r.verschil("lasten") and not r.toelichting
    ]
    if unexplained:
        melding = (
            f"Van {counted(len(unexplained), 'verschil', 'verschillen')} staat er geen "
            "toelichting bij. Schrijf haar bij het gerealiseerde bedrag van het deelproduct."
        )
        place = ", ".join(unexplained[:5])
        link = reverse("begroting-beheer")
        tekst.meld(Herstelbaar.warn("verschil-zonder-toelichting", melding, place, link))
