"""Publishing on screen: somebody presses, a worker publishes just what was looked at.

The document is fixed at the press and goes with the taak. What is saved after that stays in the
records and is told; it is not in this version.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from rapportage.besluit.moment import plan, refuse, refuse_when_planned, unpacked
from rapportage.besluit.punten import check_points, open_points
from rapportage.bewijs.stempel import STEMPELEN, wanted
from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.geheim.kopie import as_json, from_json, read_secrets
from rapportage.geheim.opheffen import make_lifted, note_lifted
from rapportage.maken import Gereed, make
from rapportage.models import Bijlage, Brief, Onderdeel, Planning, Publicatie
from rapportage.permissions import publishable_brieven
from rapportage.publishing import (
    check_approved,
    next_version,
    not_as_seen,
    publish,
)
from rapportage.validation import validate
from rapportage.vastzetten import PUBLICEREN, hold_still, let_go, publishing_of
from themas.jaar.models import Voortgang
from veiligheid.core.findings import Geweigerd, blocking, blokkeert
from veiligheid.core.mail.vragen import absolute, mail
from veiligheid.core.models import Gebruiker, Revisie, Taak
from veiligheid.core.rollen import Rol
from veiligheid.core.taken.soorten import Bezoeker, Soort, register
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import Uitkomst
from veiligheid.document.brief import Briefdocument

# Who saved so shortly before is told to whoever is about to publish.
KORT_GELEDEN = timedelta(minutes=10)
_KLAAR = Revisie.Uitkomst


@dataclass(frozen=True, slots=True)
class Bewaard:
    """Somebody's last save in one text of a letter."""

    wie: str
    op: datetime
    waar: str


@contextmanager
def in_turn(brief: Brief) -> Iterator[tuple[Brief, Taak | None]]:
    """One publication of a letter at a time: whoever comes second gets the taak of the first. While
    nobody publishes it, the letter as it is now, locked: others wait, and compose nothing."""
    if (busy := publishing_of(brief)) is not None:
        yield brief, busy
        return
    with transaction.atomic():
        locked = Brief.objects.select_for_update().get(pk=brief.pk)
        yield locked, publishing_of(locked)


def press(
    brief: Brief,
    gezien: str,
    reden: str,
    door: Gebruiker,
    *,
    ja: Collection[str] = (),
    moment: datetime | None = None,
) -> Taak:
    """Have this letter published as it is now, or follow whoever asked before: one publication of
    a letter at a time, whoever presses and however often.

    gezien: the SHA-256 of the document that the publisher looked at. When the letter is another by
    now, it is refused and the letter is held still, so that the next press finds what was shown.

    ja: the codes of the open points that the publisher said yes to; see `besluit.punten`.
    moment: when it is to go out; None is at once.

    Raises Geweigerd. Permission is the caller's.
    """
    with in_turn(brief) as (brief, busy):
        if busy is not None:
            return busy
        check_approved(brief)
        vandaag = timezone.localdate()
        compositie = compose(brief, vandaag)
        document = compositie.document
        if document.sha256 == gezien:
            bevindingen = validate(compositie)
            if blocking(bevindingen):
                raise Geweigerd(*bevindingen)
            punten = open_points(brief, compositie)
            check_points(punten, ja)
            next_version(brief, document, reden)
            akkoord = [{"code": punt.code, "zin": punt.zin} for punt in punten]
            fixed = {
                "document": document.to_json().decode(),
                "reden": reden,
                "akkoord": akkoord,
                "geheim": as_json(read_secrets(brief, vandaag)),
            }
            if moment is not None:
                return plan(brief, moment, door, **fixed)
            refuse_when_planned(brief)
            return ask(PUBLICEREN, str(brief.pk), door, **fixed)
        hold_still(brief, door)
        waarom = not_as_seen(brief, gezien, vandaag)
    raise Geweigerd(waarom)


def _publish(werk: Werk) -> None:
    """Make and store what was asked for."""
    taak, door = werk.taak, werk.taak.gebruiker
    brief = Brief.objects.filter(pk=taak.sleutel).first()
    if brief is None or door is None:
        weg = "De brief bestaat niet meer." if brief is None else "Wie dit vroeg, is er niet meer."
        raise Geweigerd(blokkeert("weg", weg))
    if "planning" in taak.argumenten:
        _publish_planned(werk, brief, door)
        return
    vandaag = timezone.localdate(taak.gevraagd_op)
    if "opheffing" in taak.argumenten:
        gereed = make_lifted(taak.argumenten, vandaag, werk.meld)
        _store(werk, brief, gereed, door, taak.argumenten, taak.gevraagd_op)
        return
    document = Briefdocument.from_json(taak.argumenten["document"].encode())
    reden = taak.argumenten["reden"]
    files = load_files(brief, document)
    secret = from_json(brief, taak.argumenten.get("geheim", ()))
    gereed = make(document, files, vandaag, meld=werk.meld, reden=reden, geheim=secret)
    _store(werk, brief, gereed, door, taak.argumenten, taak.gevraagd_op)


def _publish_planned(werk: Werk, brief: Brief, door: Gebruiker) -> None:
    """What was made for this moment goes out, whole or not at all."""
    planning = Planning.objects.filter(pk=werk.taak.argumenten["planning"]).first()
    if planning is None:
        raise Geweigerd(blokkeert("weg", "Deze publicatie staat niet meer gepland."))
    wat = {"reden": planning.reden, "akkoord": planning.akkoord}
    try:
        _store(werk, brief, unpacked(planning), door, wat, planning.op)
    except (Geweigerd, PermissionDenied) as error:
        found = error.bevindingen if isinstance(error, Geweigerd) else ()
        waarom = " ".join(b.melding for b in found) or "Wie dit plande, publiceert niet meer."
        refuse(planning, waarom)
        _tell_it_failed(brief, planning, waarom)
        raise Geweigerd(blokkeert("moment-voorbij", waarom)) from error


def _store(
    werk: Werk,
    brief: Brief,
    gereed: Gereed,
    door: Gebruiker,
    wat: Mapping[str, Any],
    since: datetime,
) -> None:
    """Publish what was made, and say what came of it. since: when its document was fixed."""
    werk.meld("De bladzijden worden gemaakt en vastgelegd.")
    with werk.besluit() as besluit:
        akkoord = wat.get("akkoord", ())
        lifted = wat.get("opheffing")
        publicatie = publish(
            brief, gereed, door, wat["reden"], vast=True, herdruk=bool(lifted), akkoord=akkoord
        )
        if lifted:
            note_lifted(publicatie, brief, lifted, door)
        Planning.objects.filter(brief=brief).delete()
        let_go(brief)
        versie = publicatie.versie
        later = [
            f"{b.wie} bewaarde om {timezone.localtime(b.op):%H:%M} nog in {b.waar}; dat staat niet "
            f"in versie {versie}."
            for b in saved_since(brief, since)
        ]
        besluit.uitkomst = Uitkomst(
            (f"Versie {versie} is gepubliceerd en staat online.", *later),
            publicatie.get_absolute_url(),
            "Bekijk wat lezers zien",
        )
        _tell(publicatie, door)
        if wanted():
            ask(STEMPELEN, str(publicatie.pk), door)


def _tell_it_failed(brief: Brief, planning: Planning, waarom: str) -> None:
    """Mail whoever publishes: it did not go out at its moment."""
    for wie in Gebruiker.objects.filter(groups__name=Rol.SECRETARIAAT.value, is_active=True):
        mail(
            "niet-gepubliceerd",
            wie.email,
            f"niet-gepubliceerd/{planning.pk}/{wie.pk}",
            f"{brief.titel} is niet gepubliceerd",
            "mail/niet_gepubliceerd.txt",
            {
                "naam": wie.naam,
                "titel": brief.titel,
                "moment": timezone.localtime(planning.moment),
                "waarom": waarom,
                "adres": absolute(reverse("publiceren", args=[brief.slug])),
            },
        )


def _tell(publicatie: Publicatie, door: Gebruiker) -> None:
    """Mail whoever publishes letters or edits them: it is out."""
    rollen = [Rol.EINDREDACTEUR.value, Rol.SECRETARIAAT.value]
    werken = Q(groups__name__in=rollen) | Q(pk=door.pk)
    for wie in Gebruiker.objects.filter(werken, is_active=True).distinct():
        mail(
            "gepubliceerd",
            wie.email,
            f"gepubliceerd/{publicatie.slug}/{publicatie.versie}/{wie.pk}",
            f"{publicatie.titel} is gepubliceerd",
            "mail/gepubliceerd.txt",
            {
                "naam": wie.naam,
                "door": door.naam,
                "titel": publicatie.titel,
                "versie": publicatie.versie,
                "adres": absolute(publicatie.get_absolute_url()),
            },
        )


def saved_since(brief: Brief, moment: datetime, zonder: Gebruiker | None = None) -> list[Bewaard]:
    """Who saved in a text of this letter after this moment, and in which: the last save of each
    person in each text, the latest first."""
    texts = dict(_texts(brief))
    by_kind: dict[str, list[int]] = {}
    for soort, pk in texts:
        by_kind.setdefault(soort, []).append(pk)
    which = Q(pk__in=[])
    for soort, pks in by_kind.items():
        which |= Q(soort=soort, record__in=pks)
    rows = Revisie.objects.filter(which, op__gt=moment)
    rows = rows.filter(uitkomst__in=(_KLAAR.OPGESLAGEN, _KLAAR.SAMENGEVOEGD))
    if zonder is not None:
        rows = rows.exclude(gebruiker_id=zonder.pk)
    found: dict[tuple[str, str, int], Bewaard] = {}
    for wie, op, soort, pk in rows.order_by("-op").values_list("wie", "op", "soort", "record"):
        found.setdefault((wie, soort, pk), Bewaard(wie or "Iemand", op, texts[soort, pk]))
    return list(found.values())


def _texts(brief: Brief) -> Iterator[tuple[tuple[str, int], str]]:
    """Every text of a letter, by its kind and key, with what to call it."""
    yield ("brief", brief.pk), "de gegevens van de brief"
    for onderdeel in Onderdeel.objects.filter(brief=brief).defer("tekst"):
        yield ("onderdeel", onderdeel.pk), f"‘{onderdeel}’"
    for bijlage in Bijlage.objects.filter(brief=brief):
        yield ("bijlage", bijlage.pk), f"‘{bijlage}’"
    paragrafen = Voortgang.objects.filter(bijdrage__ronde=brief.ronde_id)
    for pk, kop, thema in paragrafen.values_list("pk", "kop", "bijdrage__thema__titel"):
        yield ("voortgang", pk), f"‘{kop}’ ({thema})"


def _may_follow(gebruiker: Bezoeker, taak: Taak) -> bool:
    return publishable_brieven(gebruiker).filter(pk=taak.sleutel).exists()


def _title(taak: Taak) -> str:
    brief = Brief.objects.filter(pk=taak.sleutel).first()
    return f"{brief} publiceren" if brief else "Publiceren"


register(Soort(PUBLICEREN, _publish, _title, _may_follow, voorrang=50))
