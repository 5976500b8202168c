"""From the committee's judgements to the body of its document, and what is still to be done."""

from collections.abc import Iterator

from django.urls import reverse

from rapportage.audit.oordelen import judged_mirror, newer_version, oordelen_of
from rapportage.audit.vorige import judgement_before, verdicts_beside
from rapportage.models import Brief
from rapportage.tekstlezer import Tekstlezer
from veiligheid.core.findings import Herstelbaar
from veiligheid.document import delen as p
from veiligheid.document.oordeel import Beoordeling, Oordeelstuk, is_judgeable
from veiligheid.document.woorden import Kleur


def auditdelen(brief: Brief, anker: str, tekst: Tekstlezer) -> Iterator[p.Deel]:
    """The published mirror with what the committee says beside it. Reads the publication and the
    committee's own records, nothing else; what is missing is a finding. Six queries."""
    gepubliceerd = judged_mirror(brief)
    oordelen = oordelen_of(gepubliceerd)
    beoordelingen = []
    for rij in gepubliceerd.spiegel.rijen:
        oordeel = oordelen.get(rij.sleutel)
        kleur = Kleur(oordeel.kleur) if oordeel and oordeel.kleur else None
        toelichting = oordeel.toelichting if oordeel else ""
        beoordelingen.append(Beoordeling(rij.sleutel, kleur, toelichting))
        plek = f"{rij.thema_titel} › {rij.titel}"
        link = reverse("audit-rij", args=[brief.slug, rij.sleutel])
        tekst.check_characters(toelichting, plek, link)
        if kleur is None and is_judgeable(rij):
            melding = "De commissie heeft dit nog niet beoordeeld."
            tekst.meld(Herstelbaar.warn("audit-niet-beoordeeld", melding, plek, link))
    if newer := newer_version(brief):
        melding = (
            f"Van ‘{gepubliceerd.titel}’ is intussen versie {newer} gepubliceerd. Dit oordeel gaat "
            f"over versie {gepubliceerd.versie}."
        )
        link = reverse("audit-oordelen", args=[brief.slug])
        tekst.meld(Herstelbaar.warn("audit-nieuwe-versie", melding, "", link))
    stuk = Oordeelstuk(
        gepubliceerd.slug,
        gepubliceerd.versie,
        gepubliceerd.bijlage,
        gepubliceerd.titel,
        gepubliceerd.gepubliceerd_op,
        gepubliceerd.spiegel,
        tuple(beoordelingen),
    )
    yield p.Auditdeel(f"{anker}--oordeel", stuk)
    if (toen := judgement_before(gepubliceerd)) and (
        beside := verdicts_beside(toen, gepubliceerd, oordelen, f"{anker}--vorig-jaar")
    ):
        yield beside
