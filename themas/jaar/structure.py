"""Verbs on the paragrafen of a bijdrage: add, move, remove, restore, split, merge.

Each locks the bijdrage (which checks its state), changes, and logs. Permission is the caller's:
the views fetch through `permissions.get_own_…`. A paragraaf whose blocks change gets a revision,
so that nothing that ever stood there is lost.
"""

from collections.abc import Callable, Sequence
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.html import escape

from themas.jaar.models import Bijdrage, Blok, Voortgang
from themas.jaar.saving import VoortgangDoel, gebieden_of, lock_bijdrage
from themas.plan.models import Actie
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.opmerkingen.volgen import follow_words, move_all
from veiligheid.core.ordering import provisional, renumber
from veiligheid.core.richtext import one_line
from veiligheid.core.saving import note_change
from veiligheid.document.woorden import Bloksoort


@transaction.atomic
def add_voortgang(
    bijdrage: Bijdrage, kop: str, door: Gebruiker, over: Actie | None = None
) -> Voortgang:
    """A new paragraaf at the end, with an empty terugblik and vooruitblik to write in.

    over: the actie that it will report on. Asked for twice (a second click), it is made once: one
    of the same kop in which nobody wrote yet is given again.
    """
    lock_bijdrage(bijdrage.pk)
    kop = one_line(kop)
    if untouched := _untouched(bijdrage.pk, kop, over):
        return untouched
    voortgang = _new(bijdrage.pk, kop)
    for n, soort in enumerate((Bloksoort.TERUGBLIK, Bloksoort.VOORUITBLIK), start=1):
        blok = Blok.objects.create(voortgang=voortgang, positie=n, soort=soort)
        if over and soort is Bloksoort.TERUGBLIK:
            blok.acties.add(over)
    Logregel.write("toevoegen", voortgang, door)
    return voortgang


@transaction.atomic
def move_voortgang(voortgang: Voortgang, stappen: int, door: Gebruiker) -> None:
    """Up (negative) or down by so many places; beyond the edge is the edge."""
    lock_bijdrage(voortgang.bijdrage_id)
    _move(voortgang, lambda old: old + stappen, door)


@transaction.atomic
def place_voortgang(voortgang: Voortgang, plaats: int, door: Gebruiker) -> None:
    """To this place, from 1; beyond the edge is the edge."""
    lock_bijdrage(voortgang.bijdrage_id)
    _move(voortgang, lambda _: plaats - 1, door)


def _move(voortgang: Voortgang, target: Callable[[int], int], door: Gebruiker) -> None:
    order = list(Voortgang.objects.standing().filter(bijdrage=voortgang.bijdrage_id))
    old = next((n for n, v in enumerate(order) if v.pk == voortgang.pk), None)
    if old is None:
        raise Geweigerd(_verwijderd(voortgang))
    new = min(max(target(old), 0), len(order) - 1)
    order.insert(new, order.pop(old))
    renumber(Voortgang._default_manager, {v.pk: n for n, v in enumerate(order, start=1)})
    Logregel.write("verplaatsen", voortgang, door, van=old + 1, naar=new + 1)


@transaction.atomic
def remove_voortgang(voortgang: Voortgang, door: Gebruiker) -> None:
    """Take a paragraaf out of the letter. It stays restorable, with all its text."""
    lock_bijdrage(voortgang.bijdrage_id)
    Voortgang.objects.filter(pk=voortgang.pk, verwijderd_op=None).update(
        verwijderd_op=timezone.now(), positie=None
    )
    Logregel.write("verwijderen", voortgang, door)


@transaction.atomic
def restore_voortgang(voortgang: Voortgang, door: Gebruiker) -> None:
    """Put a removed paragraaf back, at the end."""
    lock_bijdrage(voortgang.bijdrage_id)
    Voortgang.objects.filter(pk=voortgang.pk).exclude(verwijderd_op=None).update(
        verwijderd_op=None, positie=_last(voortgang.bijdrage_id) + 1
    )
    Logregel.write("terugzetten", voortgang, door)


@transaction.atomic
def split_voortgang(voortgang: Voortgang, vanaf: UUID, door: Gebruiker) -> Voortgang:
    """The blocks from this one on become a paragraaf of their own, right behind. Raises Geweigerd
    when there is nothing to split off."""
    lock_bijdrage(voortgang.bijdrage_id)
    doel = VoortgangDoel(voortgang)
    before = doel.read()
    blokken = list(voortgang.blokken.order_by("positie"))
    at = next((n for n, b in enumerate(blokken) if b.sleutel == vanaf), 0)
    if at == 0:
        raise Geweigerd(
            blokkeert(
                "niets-te-splitsen",
                "Splitsen kan vanaf het tweede blok: dat en wat erna komt wordt een eigen "
                "paragraaf.",
                str(voortgang),
            )
        )
    nieuw = _new(voortgang.bijdrage_id, f"{voortgang.kop} (vervolg)", gebieden_of(before[1]))
    for n, blok in enumerate(blokken[at:], start=1):
        Blok.objects.filter(pk=blok.pk).update(voortgang=nieuw, positie=n)
    _place_behind(nieuw, voortgang)
    went = VoortgangDoel(nieuw).read()[1].stukken
    follow_words(doel.soort, nieuw.pk, {}, went)
    note_change(doel, before, door)
    Logregel.write("splitsen", voortgang, door, nieuw=nieuw.pk)
    return nieuw


@transaction.atomic
def merge_voortgang(voortgang: Voortgang, door: Gebruiker) -> None:
    """The next paragraaf joins this one; its kop becomes a bold line above its text. Raises
    Geweigerd when this is the last."""
    lock_bijdrage(voortgang.bijdrage_id)
    standing = Voortgang.objects.standing().filter(bijdrage=voortgang.bijdrage_id)
    volgende = standing.filter(positie__gt=voortgang.positie or 0).first()
    if volgende is None:
        raise Geweigerd(blokkeert("geen-volgende", "Dit is de laatste paragraaf.", str(voortgang)))
    doel, ander = VoortgangDoel(voortgang), VoortgangDoel(volgende)
    before, before_ander = doel.read(), ander.read()
    last = voortgang.blokken.aggregate(Max("positie"))["positie__max"] or 0
    blokken = list(volgende.blokken.order_by("positie"))
    if volgende.kop:
        _kop_into_text(volgende, blokken)
    for n, blok in enumerate(blokken, start=last + 1):
        Blok.objects.filter(pk=blok.pk).update(voortgang=voortgang, positie=n, tekst=blok.tekst)
    Voortgang.objects.filter(pk=volgende.pk).update(verwijderd_op=timezone.now(), positie=None)
    both = {*gebieden_of(before[1]), *gebieden_of(before_ander[1])}
    Voortgang.objects.filter(pk=voortgang.pk).update(gebieden=sorted(both))
    note_change(doel, before, door)
    note_change(ander, before_ander, door)
    move_all(doel.soort, volgende.pk, voortgang.pk)
    Logregel.write("samenvoegen", voortgang, door, met=volgende.pk)


def _kop_into_text(voortgang: Voortgang, blokken: list[Blok]) -> None:
    line = f"<p><strong>{escape(voortgang.kop)}</strong></p>"
    if blokken:
        blokken[0].tekst = line + blokken[0].tekst
    else:
        blokken.append(
            Blok.objects.create(voortgang=voortgang, positie=1, soort=Bloksoort.CONTEXT, tekst=line)
        )


def _untouched(bijdrage: int, kop: str, over: Actie | None) -> Voortgang | None:
    written = Blok.objects.exclude(tekst="").values("voortgang")
    mine = Voortgang.objects.standing().filter(bijdrage=bijdrage, kop=kop[:300], versie=1)
    if over:
        mine = mine.filter(blokken__acties=over)
    return mine.exclude(pk__in=written).first()


def _new(bijdrage: int, kop: str, gebieden: Sequence[str] = ()) -> Voortgang:
    taken = set(Voortgang.objects.filter(bijdrage=bijdrage).values_list("sleutel", flat=True))
    # A kop that is still to be written gives no lasting name.
    sleutel = unique_slug(kop, taken, f"paragraaf-{uuid4().hex[:6]}")
    return Voortgang.objects.create(
        bijdrage_id=bijdrage,
        positie=_last(bijdrage) + 1,
        kop=kop[:300],
        gebieden=list(gebieden),
        sleutel=sleutel,
    )


def _last(bijdrage: int) -> int:
    last = Voortgang.objects.filter(bijdrage=bijdrage).aggregate(Max("positie"))
    return int(last["positie__max"] or 0)


def _place_behind(nieuw: Voortgang, voor: Voortgang) -> None:
    order = [
        v.pk for v in Voortgang.objects.standing().filter(bijdrage=voor.bijdrage_id) if v != nieuw
    ]
    order.insert(order.index(voor.pk) + 1, nieuw.pk)
    Voortgang.objects.filter(pk=nieuw.pk).update(positie=provisional(nieuw.pk))
    renumber(Voortgang._default_manager, {pk: n for n, pk in enumerate(order, start=1)})


def _verwijderd(voortgang: Voortgang) -> Bevinding:
    melding = "Deze paragraaf is verwijderd. Zet haar eerst terug."
    return blokkeert("verwijderd", melding, str(voortgang))
