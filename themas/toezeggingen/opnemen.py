"""What becomes of a sentence that is offered: into the register, or kept out of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from themas.jaar.models import Voortgang
from themas.plan.models import Thema
from themas.toezeggingen import permissions
from themas.toezeggingen.aanbod import Aanbod, aanbod_for
from themas.toezeggingen.herkomst import Herkomst, in_paragraaf
from themas.toezeggingen.models import Toezegging, Zinweigering
from themas.toezeggingen.transitions import register
from themas.toezeggingen.workflow import Soort
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.rollen import Rol


def register_sentence(paragraaf: Voortgang, sleutel: str, door: Gebruiker) -> Toezegging:
    """Enter one of the sentences that a paragraaf offers; see `register_offer`."""
    offer = find_offer(aanbod_for(paragraaf), sleutel)
    return register_offer(offer, in_paragraaf(paragraaf), paragraaf.bijdrage.thema, door)


def find_offer(offers: Iterable[Aanbod], sleutel: str) -> Aanbod:
    """Raises Geweigerd when the text has changed and the sentence is no longer there."""
    offer = next((a for a in offers if a.sleutel == sleutel), None)
    if offer is None:
        raise Geweigerd(
            blokkeert(
                "zin-weg",
                "Deze zin staat niet meer in de paragraaf. Sla de tekst op en kies opnieuw.",
            )
        )
    return offer


def register_offer(
    offer: Aanbod,
    herkomst: Herkomst,
    thema: Thema | None,
    door: Gebruiker,
    anders: Mapping[str, Any] | None = None,
) -> Toezegging:
    """Enter an offered sentence; `anders` is what was adjusted in it. Raises PermissionDenied for
    somebody who may not register it, and Geweigerd when it is there already or was refused."""
    if offer.weigering is not None:
        raise Geweigerd(
            blokkeert(
                "zin-geweigerd",
                f"{offer.weigering.door} hield deze zin buiten het register. Zet haar eerst terug "
                "op de lijst.",
            )
        )
    velden = {
        "soort": Soort.AANKONDIGING,
        "tekst": offer.tekst[:4000],
        "zinsleutel": offer.sleutel,
        "gemaakt_op": timezone.localdate(),
        "thema": thema,
        "adviseur": door if door.has_rol(Rol.BELEIDSADVISEUR) else None,
        "termijn": offer.termijn[:200],
        "termijn_op": offer.termijn_op,
        **(anders or {}),
    }
    return register(velden, door, herkomst)


def refuse_offer(offer: Aanbod, herkomst: Herkomst, thema: Thema | None, door: Gebruiker) -> None:
    """Keep an offered sentence out of the register. It stays known who did that, and when. Raises
    PermissionDenied. A sentence that somebody registered or refused a moment earlier stays so."""
    if not permissions.may_register_from(door, thema, herkomst):
        raise PermissionDenied
    place: dict[str, Any] = {"paragraaf": herkomst.paragraaf, "onderdeel": herkomst.onderdeel}
    with transaction.atomic():
        if Toezegging.objects.filter(zinsleutel=offer.sleutel, **place).exists():
            return
        weigering, made = Zinweigering.objects.get_or_create(
            **place,
            zinsleutel=offer.sleutel,
            defaults={"zin": offer.zin, "door": door.naam},
        )
        if made:
            Logregel.write("zin weigeren", weigering, door, zin=offer.zin, plek=herkomst.plek)


def offer_again(
    weigering: Zinweigering, herkomst: Herkomst, thema: Thema | None, door: Gebruiker
) -> None:
    """Undo a refusal: the sentence is offered again. The log keeps both. Raises
    PermissionDenied."""
    if not permissions.may_register_from(door, thema, herkomst):
        raise PermissionDenied
    with transaction.atomic():
        Logregel.write("zin terugzetten", weigering, door, zin=weigering.zin)
        weigering.delete()
