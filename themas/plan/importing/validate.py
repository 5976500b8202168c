"""What must be right, and what deserves a look, before a plan is taken in."""

from collections import Counter
from collections.abc import Iterator

from themas.plan.importing.source import BronActie, BronPlan, BronThema
from themas.plan.models import Plansoort
from veiligheid.core.findings import Bevinding, blokkeert, let_op
from veiligheid.core.matching import titelsleutel


def validate_plan(plan: BronPlan, soort: Plansoort) -> list[Bevinding]:
    return [*_whole(plan), *_themas(plan, soort)]


def _whole(plan: BronPlan) -> Iterator[Bevinding]:
    if not plan.stukken or all(not s.sleutel for s in plan.stukken):
        yield blokkeert("leeg", "Er staat geen tekst in dit bestand.")
    if not any(getattr(s, "kop", "") for s in plan.stukken) and not plan.themas:
        yield blokkeert(
            "geen-koppen",
            "Dit bestand heeft geen koppen. Geef de koppen in Word de stijl Kop 1, Kop 2 … en "
            "bewaar het bestand opnieuw.",
        )
    elif not plan.themas:
        yield blokkeert(
            "geen-themas",
            "Er zijn geen thema’s gevonden. Een thema is een kop met daaronder ‘Opgave’ of "
            "‘Ambitie’, of een kop die met ‘Speerpunt’ begint.",
        )
    if not plan.titel:
        yield blokkeert(
            "geen-titel", "Het plan heeft geen titel. Vul hem in bij het inlezen (--titel)."
        )
    if plan.van_jaar is None:
        yield blokkeert(
            "geen-looptijd",
            "In titel of bestandsnaam staat geen looptijd. Vul de jaren in bij het inlezen "
            "(--van-jaar en --tot-en-met-jaar).",
        )
    elif plan.tot_en_met_jaar is not None and plan.tot_en_met_jaar < plan.van_jaar:
        yield blokkeert(
            "looptijd-verkeerd",
            f"Het plan eindigt ({plan.tot_en_met_jaar}) voordat het begint ({plan.van_jaar}).",
        )


def _themas(plan: BronPlan, soort: Plansoort) -> Iterator[Bevinding]:
    seen: Counter[str] = Counter()
    for thema in plan.themas:
        seen[titelsleutel(thema.titel)] += 1
        if seen[titelsleutel(thema.titel)] == 2:
            yield blokkeert(
                "thema-dubbel",
                f"Het thema ‘{thema.titel}’ staat twee keer in het bestand. Voeg de twee samen.",
                thema.plek,
            )
        if soort is Plansoort.IVP:
            yield from _ivp_thema(thema)
        for actie in thema.acties:
            yield from _actie(actie)


def _ivp_thema(thema: BronThema) -> Iterator[Bevinding]:
    for veld in ("opgave", "ambitie"):
        if not getattr(thema, veld):
            yield let_op(f"geen-{veld}", f"Dit thema heeft geen {veld}.", thema.titel)
    if thema.soort is None:
        yield let_op(
            "geen-groep",
            "Dit thema staat niet onder ‘Prioritaire thema’s’ of ‘Kernthema’s’.",
            thema.titel,
        )
    announced = thema.aangekondigde_pijlers
    made = {titelsleutel(p.titel) for p in thema.pijlers}
    for titel in announced:
        if titelsleutel(titel) not in made:
            yield let_op(
                "pijler-zonder-tekst",
                f"De pijler ‘{titel}’ wordt aangekondigd maar heeft geen eigen kop.",
                thema.titel,
            )


def _actie(actie: BronActie) -> Iterator[Bevinding]:
    for veld, naam in (("doel", "doel"), ("beoogd_effect", "beoogd effect"), ("inzet", "inzet")):
        if not getattr(actie, veld):
            yield let_op(
                f"actie-zonder-{veld.replace('_', '-')}",
                f"Deze actie heeft geen kop voor het {naam}."
                if veld != "inzet"
                else "Deze actie heeft geen kop voor de inzet.",
                actie.titel,
            )
