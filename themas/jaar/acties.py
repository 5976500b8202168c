"""Acties as the year needs them: proposed by what looks ahead, taken in, told in further themes,
ended with a reason. Permission is the caller's; each verb locks, changes and logs."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang
from themas.jaar.saving import VoortgangDoel, lock_bijdrage
from themas.plan.bewerken import ActieDoel
from themas.plan.models import Actie, Thema
from themas.plan.themes import add_acties
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.matching import titelsleutel
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.richtext import plain
from veiligheid.core.saving import note_change
from veiligheid.core.zinnen import split_sentences
from veiligheid.document.woorden import Bloksoort

_LANGSTE_TITEL = 200


@dataclass(frozen=True, slots=True)
class Actievoorstel:
    """A paragraaf that looks ahead without naming an actie, and the actie it could name.

    acties: those that the rest of the paragraaf speaks of, which it then goes on with; empty when
    a new one called `titel` is proposed.
    """

    voortgang: Voortgang
    titel: str
    acties: tuple[Actie, ...]


def acties_for(bijdrage: Bijdrage) -> QuerySet[Actie]:
    """The acties that a block of this bijdrage may name: of the theme, and told in it as well."""
    own = Actie.objects.filter(thema=bijdrage.thema_id)
    elsewhere = Actie.objects.filter(verdere_themas=bijdrage.thema_id)
    named = Actie.objects.filter(blokken__voortgang__bijdrage=bijdrage)
    parts = [part.order_by().values("pk") for part in (own, elsewhere, named)]
    return Actie.objects.filter(
        Q(pk__in=parts[0]) | Q(pk__in=parts[1]) | Q(pk__in=parts[2])
    ).order_by("thema", "positie")


def other_acties(bijdrage: Bijdrage, promised: Iterable[Actie]) -> list[Actie]:
    """The acties of the theme itself that had not ended before and that no text promised to this
    bijdrage."""
    going = Q(beeindigd_in=None) | Q(beeindigd_in__gte=bijdrage.ronde.verslagjaar or 0)
    own = Actie.objects.filter(going, thema=bijdrage.thema_id)
    return list(own.exclude(pk__in=[a.pk for a in promised]).order_by("positie"))


def propose_acties(bijdragen: Iterable[Bijdrage]) -> list[Actievoorstel]:
    """What the paragrafen of these bijdragen propose, in order. Three queries."""
    voortgangen = (
        Voortgang.objects.standing()
        .filter(bijdrage__in=list(bijdragen))
        .select_related("bijdrage__thema")
        .prefetch_related("blokken__acties")
        .order_by("bijdrage__positie", "positie")
    )
    return [v for v in map(_proposed, voortgangen) if v]


def _proposed(voortgang: Voortgang) -> Actievoorstel | None:
    blokken = sorted(voortgang.blokken.all(), key=lambda b: b.positie)
    ahead = [b for b in blokken if b.soort == Bloksoort.VOORUITBLIK and b.tekst]
    if not ahead or any(b.acties.all() for b in ahead):
        return None
    named = {a.pk: a for b in blokken for a in b.acties.all() if a.beeindigd_in is None}
    titel = voortgang.kop or _first_sentence(ahead[0].tekst)
    return Actievoorstel(voortgang, titel, tuple(named.values()))


def _first_sentence(html: str) -> str:
    sentences = split_sentences(plain(html))
    first = sentences[0] if sentences else "Actie zonder titel"
    return first if len(first) <= _LANGSTE_TITEL else first[: _LANGSTE_TITEL - 1].rstrip() + "…"


@transaction.atomic
def take_in_acties(
    bijdrage: Bijdrage, door: Gebruiker | None, only: int | None = None
) -> list[Actie]:
    """Make what the bijdrage proposes so: its blocks that look ahead name their actie.

    only: the paragraaf to do it for; None for all of them. An actie of that title that the theme
    has already is used, not doubled. Returns the acties that are named now. Raises Geweigerd.
    """
    lock_bijdrage(bijdrage.pk)
    voorstellen = [p for p in propose_acties([bijdrage]) if only in (None, p.voortgang.pk)]
    known = {
        titelsleutel(a.titel): a
        for a in Actie.objects.filter(thema=bijdrage.thema_id, beeindigd_in=None)
    }
    new = {titelsleutel(p.titel): p.titel for p in voorstellen if not p.acties}
    titels = [titel for sleutel, titel in new.items() if sleutel not in known]
    for actie in add_acties(bijdrage.thema, titels):
        known[titelsleutel(actie.titel)] = actie
        Logregel.write("toevoegen", actie, door, uit="vooruitblik")
    taken: dict[int, Actie] = {}
    for voorstel in voorstellen:
        acties = voorstel.acties or (known[titelsleutel(voorstel.titel)],)
        _name(voorstel.voortgang, acties, door)
        taken |= {a.pk: a for a in acties}
    return list(taken.values())


def take_in_all(ronde: Ronde, door: Gebruiker | None) -> tuple[int, list[Thema]]:
    """Take in what the whole round proposes, theme by theme: how many acties are named now, and
    the themes whose bijdrage may not be changed and keeps its text as it is."""
    taken, skipped = 0, []
    for bijdrage in ronde.bijdragen.in_order().select_related("thema", "ronde"):
        if not propose_acties([bijdrage]):
            continue
        try:
            taken += len(take_in_acties(bijdrage, door))
        except Geweigerd:
            skipped.append(bijdrage.thema)
    return taken, skipped


def _name(voortgang: Voortgang, acties: Sequence[Actie], door: Gebruiker | None) -> None:
    doel = VoortgangDoel(voortgang)
    before = doel.read()
    ahead = Blok.objects.filter(voortgang=voortgang, soort=Bloksoort.VOORUITBLIK)
    for blok in ahead.exclude(tekst=""):
        blok.acties.add(*acties)
    note_change(doel, before, door)


@contextmanager
def _version_of(actie: Actie, door: Gebruiker) -> Iterator[None]:
    """What is changed inside is a version of the actie, as when its page is saved."""
    doel = ActieDoel(actie)
    doel.lock()
    before = doel.read()
    yield
    note_change(doel, before, door)


@transaction.atomic
def end_actie(actie: Actie, bijdrage: Bijdrage, reden: str, door: Gebruiker) -> None:
    """No more of this: it ends in the year that the bijdrage looks back on. It stays visible in
    that year's mirror, with its reason. Raises Geweigerd."""
    lock_bijdrage(bijdrage.pk)
    reden = " ".join(reden.split())
    if not reden:
        raise Geweigerd(
            blokkeert(
                "reden-nodig",
                f"Schrijf waarom ‘{actie}’ eindigt. De raad leest dat in de spiegel.",
            )
        )
    jaar = bijdrage.ronde.verslagjaar or bijdrage.ronde.jaar
    with _version_of(actie, door):
        Actie.objects.filter(pk=actie.pk).update(beeindigd_in=jaar, reden_einde=reden)
    Logregel.write("beëindigen", actie, door, jaar=jaar, reden=reden)


@transaction.atomic
def resume_actie(actie: Actie, bijdrage: Bijdrage, door: Gebruiker) -> None:
    """Undo `end_actie`. The log keeps the reason that stood there."""
    lock_bijdrage(bijdrage.pk)
    old = Actie.objects.values_list("reden_einde", flat=True).get(pk=actie.pk)
    with _version_of(actie, door):
        Actie.objects.filter(pk=actie.pk).update(beeindigd_in=None, reden_einde="")
    Logregel.write("hervatten", actie, door, reden=old)


@transaction.atomic
def set_further_themas(
    actie: Actie, themas: Iterable[Thema], bijdrage: Bijdrage, door: Gebruiker
) -> None:
    """The themes besides its own in which this actie may be told."""
    lock_bijdrage(bijdrage.pk)
    with _version_of(actie, door):
        actie.verdere_themas.set(t for t in themas if t.pk != actie.thema_id)
    slugs = list(actie.verdere_themas.values_list("slug", flat=True))
    Logregel.write("verdere thema’s", actie, door, themas=slugs)
