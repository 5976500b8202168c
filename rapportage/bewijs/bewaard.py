"""PDFs that were made before, of just this: a correction of one paragraaf makes one letter anew."""

from dataclasses import dataclass

from rapportage.bewijs.manifest import Manifestinhoud, digest
from rapportage.models import Publicatie, Publicatiebestand


@dataclass(frozen=True, slots=True)
class Bewaard:
    """A PDF as it was published, judged then, with the fingerprints of its pages."""

    inhoud: bytes
    bladzijden: tuple[str, ...]


def kept_pdfs(slug: str) -> "Voorraad":
    """Those of the version of this letter that was published last."""
    current = Publicatie.objects.versions(slug).select_related("manifest").first()
    manifest = getattr(current, "manifest", None) if current else None
    if current is None or manifest is None:
        return Voorraad(0, {})
    lines = Manifestinhoud.from_json(bytes(manifest.inhoud)).bestanden
    kept = {r.invoer: (r.pad, r.sha256, r.bladzijden) for r in lines if r.invoer}
    return Voorraad(current.pk, kept)


@dataclass(frozen=True, slots=True)
class Voorraad:
    """By what went into it where each PDF of a publication is."""

    publicatie: int
    regels: dict[str, tuple[str, str, tuple[str, ...]]]

    def get(self, invoer: str) -> Bewaard | None:
        """The PDF that was made of this; None when there is none, or it is not any more what the
        manifest says."""
        found = self.regels.get(invoer)
        if found is None:
            return None
        pad, sha256, bladzijden = found
        rows = Publicatiebestand.objects.filter(publicatie=self.publicatie, pad=pad)
        inhoud = rows.values_list("inhoud", flat=True).first()
        if inhoud is None or digest(bytes(inhoud)) != sha256:
            return None
        return Bewaard(bytes(inhoud), bladzijden)
