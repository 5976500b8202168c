"""Publishing at a moment: made and judged as soon as somebody plans it, kept where no reader comes,
and published by whichever worker notices that the moment is there."""

import logging
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from rapportage.besluit.models import Planning
from rapportage.bijlagen.bestanden import load_files
from rapportage.geheim.kopie import Kopie, from_json
from rapportage.maken import Gereed, make
from rapportage.models import Brief
from rapportage.permissions import publishable_brieven
from rapportage.vastzetten import PUBLICEREN
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel, Taak
from veiligheid.core.taken.soorten import Bezoeker, Soort, register
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import Uitkomst
from veiligheid.document.brief import Briefdocument

KLAARZETTEN = "publicatie-klaarzetten"
# Nobody plans further ahead by accident.
VERST = timedelta(days=400)

_log = logging.getLogger(__name__)


class _Bewaard(msgspec.Struct):
    """A `Gereed` as it is kept."""

    pdf: bytes
    bladzijden: int
    bijlagen: dict[int, bytes]
    bestanden: dict[str, bytes]
    woorden: dict[str, tuple[str, ...]]
    invoer: dict[str, str]
    redline: dict[str, bytes] = {}
    redline_van: int = 0
    geheim: tuple[Kopie, ...] = ()


def plan(brief: Brief, moment: datetime, door: Gebruiker, **fixed: Any) -> Taak:
    """Have this letter published at this moment; it is made now. The caller has the letter's row.
    fixed: the fields of the Planning that say what is published.

    Raises Geweigerd for a moment that is past or too far, and when one is planned already."""
    now = timezone.now()
    if not now < moment < now + VERST:
        melding = "Kies een moment dat nog komt, binnen een jaar."
        raise Geweigerd(blokkeert("moment-onmogelijk", melding))
    refuse_when_planned(brief)
    planning = Planning.objects.create(
        brief=brief,
        moment=moment,
        door=door,
        **fixed,
    )
    Logregel.write("plannen", brief, door, moment=moment.isoformat())
    return ask(KLAARZETTEN, str(planning.pk), door)


def refuse_when_planned(brief: Brief) -> None:
    """Raises Geweigerd when a publication of this letter is planned already."""
    if Planning.objects.filter(brief=brief).exists():
        melding = "Er staat al een publicatie gepland. Trek die eerst in."
        raise Geweigerd(blokkeert("al-gepland", melding))


@transaction.atomic
def cancel(brief: Brief, door: Gebruiker) -> None:
    """Take a planned publication back. Raises Geweigerd when it went out meanwhile."""
    Brief.objects.select_for_update().get(pk=brief.pk)
    gone, _ = Planning.objects.filter(brief=brief).delete()
    if not gone:
        raise Geweigerd(blokkeert("niet-gepland", "Er staat niets (meer) gepland."))
    Logregel.write("planning-intrekken", brief, door)


def _make(werk: Werk) -> None:
    planning = Planning.objects.select_related("brief").filter(pk=werk.taak.sleutel).first()
    if planning is None:
        raise Geweigerd(blokkeert("weg", "Deze publicatie staat niet meer gepland."))
    document = Briefdocument.from_json(planning.document)
    files = load_files(planning.brief, document)
    secret = from_json(planning.brief, planning.geheim)
    try:
        dag = timezone.localdate(planning.op)
        gereed = make(document, files, dag, meld=werk.meld, reden=planning.reden, geheim=secret)
    except Geweigerd as geweigerd:
        why = " ".join(b.melding for b in geweigerd.bevindingen)
        Planning.objects.filter(pk=planning.pk).update(melding=why)
        raise
    with werk.besluit() as besluit:
        Planning.objects.filter(pk=planning.pk).update(gereed=_packed(gereed))
        op = timezone.localtime(planning.moment)
        zin = f"Alles is gemaakt en gekeurd. Het wordt gepubliceerd op {op:%d-%m-%Y} om {op:%H:%M}."
        besluit.uitkomst = Uitkomst(
            (zin,), reverse("publiceren", args=[planning.brief.slug]), "Terug naar publiceren"
        )


def _packed(gereed: Gereed) -> bytes:
    kept = _Bewaard(
        gereed.pdf,
        gereed.bladzijden,
        dict(gereed.bijlagen),
        dict(gereed.bestanden),
        dict(gereed.woorden),
        dict(gereed.invoer),
        dict(gereed.redline),
        gereed.redline_van,
        gereed.geheim,
    )
    return msgspec.msgpack.encode(kept)


def unpacked(planning: Planning) -> Gereed:
    """What was made for this moment. Raises ValueError when it was not."""
    if planning.gereed is None:
        raise ValueError(f"{planning} is not made yet")
    kept = msgspec.msgpack.decode(bytes(planning.gereed), type=_Bewaard)
    return Gereed(
        Briefdocument.from_json(planning.document),
        kept.pdf,
        kept.bladzijden,
        (),
        kept.bijlagen,
        kept.bestanden,
        kept.woorden,
        timezone.localdate(planning.op),
        kept.invoer,
        kept.redline,
        kept.redline_van,
        kept.geheim,
    )


def ask_due() -> None:
    """Have what is due published. Of a letter one at a time, whoever asks and however often."""
    due = Planning.objects.filter(moment__lte=timezone.now(), melding="").exclude(gereed=None)
    for planning in due.select_related("door").only("brief", "door", "moment"):
        ask(PUBLICEREN, str(planning.brief_id), planning.door, planning=planning.pk)


def refuse(planning: Planning, waarom: str) -> None:
    """Note why it did not go out: it is told on the page, and nothing tries again by itself."""
    _log.error("planned publication of brief %s did not go out", planning.brief_id)
    Planning.objects.filter(pk=planning.pk).update(melding=waarom)


def _title(taak: Taak) -> str:
    planning = Planning.objects.filter(pk=taak.sleutel).select_related("brief").first()
    return f"{planning.brief} klaarzetten" if planning else "Klaarzetten"


def _may_follow(gebruiker: Bezoeker, taak: Taak) -> bool:
    return publishable_brieven(gebruiker).filter(planning=int(taak.sleutel)).exists() or (
        gebruiker.pk is not None and gebruiker.pk == taak.gebruiker_id
    )


register(Soort(KLAARZETTEN, _make, _title, _may_follow, voorrang=40))
