"""Taking in a map: which areas of the municipality it draws."""

from django.conf import settings

from monitoring.aggregates import areas_of
from monitoring.cijfers.models import Gebiedsvorm
from monitoring.importing.kaart.parse import Ring
from veiligheid.core.bron import Telling, Wijziging
from veiligheid.core.findings import Geweigerd, blokkeert, let_op
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.zinnen import counted, enumerate_words


def apply_kaart(
    vormen: dict[str, list[Ring]], naam: str, door: Gebruiker | None
) -> tuple[Telling, str]:
    """Keep the outline of every area of this municipality that the file has. Runs inside the
    caller's transaction. Raises Geweigerd when there is none."""
    gebieden = areas_of(settings.GEMEENTE_CODE)
    known = {g.code: g for g in gebieden}
    telling = Telling()
    standing = {v.gebied_id: v for v in Gebiedsvorm.objects.filter(gebied__in=gebieden)}
    for code, gebied in known.items():
        if code not in vormen:
            continue
        ringen = [[list(punt) for punt in ring] for ring in vormen[code]]
        stands = standing.get(gebied.pk)
        if stands is not None and stands.ringen == ringen:
            telling.ongewijzigd += 1
            continue
        Gebiedsvorm.objects.update_or_create(gebied=gebied, defaults={"ringen": ringen})
        telling.wijzigingen.append(
            Wijziging("gewijzigd" if stands else "nieuw", "omtrek", gebied.naam)
        )
        if stands:
            telling.bijgewerkt += 1
        else:
            telling.gemaakt += 1
    drawn = [g for g in gebieden if g.code in vormen]
    if not drawn:
        raise Geweigerd(
            blokkeert(
                "geen-gebied",
                f"Geen gebied in dit bestand hoort bij gemeente {settings.GEMEENTE_CODE}. Een "
                "gebied wordt herkend aan zijn CBS-code (GM…, WK… of BU…); lees eerst de cijfers "
                "van de gemeente in, dan zijn haar gebieden bekend.",
            )
        )
    missing = [g.naam for g in gebieden if g.soort == drawn[-1].soort and g not in drawn]
    if missing:
        telling.bevindingen.append(
            let_op("zonder-omtrek", f"Niet op deze kaart: {enumerate_words(missing)}.")
        )
    if telling.veranderd:
        Logregel.write("importeren", drawn[0], door, bestand=naam)
    others = len(vormen) - len(drawn)
    slot = f"{counted(len(drawn), 'gebied', 'gebieden')} getekend"
    return telling, f"{slot}; {others} van elders overgeslagen." if others else f"{slot}."
