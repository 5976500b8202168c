"""What the template of a judgement sees: each published row with the zelfoordeel and, beside it,
what the committee says; and both in counts."""

from dataclasses import dataclass
from itertools import groupby

from rapportage.rendering.spiegel import KleurWeergave, RijWeergave, in_beeld, rij_in_beeld
from rapportage.zinnen.spiegel import audit_sentence, beyond_audit_sentence
from veiligheid.document.oordeel import Audittelling, Beoordeling, Oordeelstuk, is_judgeable
from veiligheid.document.spiegel import Spiegelrij

_TELKOPPEN = ("Groen", "Geel", "Nog te beoordelen")


@dataclass(frozen=True, slots=True)
class Oordeelrij:
    """`oordeel`: the committee's colour; None where there is none to give. `verschilt`: it is
    another one than the zelfoordeel."""

    rij: RijWeergave
    beoordeelbaar: bool
    oordeel: KleurWeergave | None
    toelichting: str
    verschilt: bool


@dataclass(frozen=True, slots=True)
class Oordeelthema:
    slug: str
    titel: str
    rijen: tuple[Oordeelrij, ...]


@dataclass(frozen=True, slots=True)
class AuditWeergave:
    stuk: Oordeelstuk
    telling: Audittelling
    koppen: tuple[str, ...]
    zin: str
    verder: str
    themas: tuple[Oordeelthema, ...]


def audit_in_beeld(stuk: Oordeelstuk) -> AuditWeergave:
    themas = [
        Oordeelthema(slug, titel, tuple(oordeelrij(rij, b) for rij, b in group))
        for (slug, titel), group in groupby(
            stuk.paren, key=lambda paar: (paar[0].thema_slug, paar[0].thema_titel)
        )
    ]
    telling = stuk.telling
    return AuditWeergave(
        stuk,
        telling,
        _TELKOPPEN,
        audit_sentence(telling),
        beyond_audit_sentence(stuk.spiegel.telling),
        tuple(themas),
    )


def oordeelrij(rij: Spiegelrij, b: Beoordeling) -> Oordeelrij:
    judgeable = is_judgeable(rij)
    return Oordeelrij(
        rij_in_beeld(rij),
        judgeable,
        in_beeld(b.kleur) if judgeable else None,
        b.toelichting,
        b.kleur is not None and rij.kleur is not None and b.kleur is not rij.kleur,
    )
