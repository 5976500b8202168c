"""Saving a text that several people may be writing: nobody loses a sentence.

Every save says on which version it was begun. In one transaction the owner of the text is
locked, the version is compared and set in one statement, and a Revisie is written. When the
version has moved on, the two changes are laid over the version both began with: changes to
different pieces are merged, and a piece that both changed is never decided by itself; then
nothing is overwritten, and both texts stay in the revisions.

Content is a dict of *pieces* by name, each any JSON value, and the order of those that have one::

    {"stukken": {"kop": "…", "blok/<uuid>": {…}}, "volgorde": ["blok/<uuid>"]}
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import QuerySet

from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.opmerkingen.volgen import follow_words
from veiligheid.core.ordering import merge_order

_BEGIN_SPACE = UUID("6d1f0c52-5a0e-4d0e-9c38-0f4b4b7a2d11")
_ABSENT: Any = object()
Uitkomst = Revisie.Uitkomst


@dataclass(frozen=True, slots=True)
class Inhoud:
    """The content of a text at one moment. Equal content is equal here."""

    stukken: dict[str, Any]
    volgorde: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"stukken": self.stukken, "volgorde": list(self.volgorde)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Inhoud":
        return cls(data["stukken"], tuple(data["volgorde"]))


@dataclass(frozen=True, slots=True)
class Opslag:
    """A request to save: its own UUID, the version it was begun on, and the whole content."""

    uuid: UUID
    basis: int
    inhoud: Inhoud


@dataclass(frozen=True, slots=True)
class Resultaat:
    """What became of a save.

    versie, inhoud: what stands now. After a conflict that is the other's text; `basis` is then
    what both began with. andere: who wrote what this met, by name and primary key.
    """

    uitkomst: Uitkomst
    versie: int
    inhoud: Inhoud
    basis: Inhoud | None = None
    andere: str = ""
    andere_pk: int | None = None

    @property
    def gelukt(self) -> bool:
        return self.uitkomst is not Uitkomst.CONFLICT


class Doel(Protocol):
    """A text that can be saved. Each method runs inside the transaction of `save`."""

    @property
    def soort(self) -> str: ...
    @property
    def pk(self) -> int: ...
    @property
    def gemerkt(self) -> bool | None:
        """Whether remarks hang at it, where `read` told so under the lock."""

    def lock(self) -> None:
        """Lock what the text belongs to and check its state. Raises Geweigerd when the text may
        not be changed now."""

    def claim(self, versie: int, before: Inhoud, after: Inhoud) -> bool:
        """Raise the version by one if it is this one, in one statement; tells whether it was.
        That statement may write part of `after` as well, where it differs from `before`."""

    def read(self) -> tuple[int, Inhoud]:
        """The version and the content that stand now."""

    def write(self, before: Inhoud, after: Inhoud) -> None:
        """Make the content `after` as far as `claim` did not; `before` is what stood."""


def save(doel: Doel, opslag: Opslag, door: Gebruiker | None) -> Resultaat:
    """Save a text. Permission is the caller's; state is the doel's. Raises Geweigerd.

    Acknowledge only after this has returned outside any other transaction: then it is committed.
    """
    with transaction.atomic():
        try:
            doel.lock()
        except Geweigerd:
            # A retry is answered even when the state has moved on since.
            if earlier := _earlier(doel, opslag, door):
                return earlier
            raise
        versie, current = doel.read()
        if opslag.inhoud == current:
            return Resultaat(Uitkomst.OPGESLAGEN, versie, current)
        if doel.claim(opslag.basis, current, opslag.inhoud):
            doel.write(current, opslag.inhoud)
            made = _revisie(
                _where(doel), opslag, door, Uitkomst.OPGESLAGEN, versie + 1, opslag.inhoud
            )
            Revisie.objects.bulk_create([*_begin(_where(doel), versie, current), made])
            follow_words(*_where(doel), current.stukken, opslag.inhoud.stukken, doel.gemerkt)
            return Resultaat(Uitkomst.OPGESLAGEN, versie + 1, opslag.inhoud)
        # Only now: the version that a retry was begun on went to its first attempt.
        if earlier := _earlier(doel, opslag, door):
            return earlier
        kept = _revisions(doel).filter(uuid=opslag.uuid).first()
        if kept is not None and Inhoud.from_json(kept.inhoud) != opslag.inhoud:
            # A page that was gone back to, with another text in it: that is a save of its own.
            opslag = replace(opslag, uuid=uuid4())
        return _merge_or_keep(doel, opslag, door, versie, current)


def _merge_or_keep(
    doel: Doel, opslag: Opslag, door: Gebruiker | None, versie: int, current: Inhoud
) -> Resultaat:
    began = _revisions(doel).filter(versie__lte=opslag.basis).order_by("-versie").first()
    basis = Inhoud.from_json(began.inhoud) if began else None
    # An older version than it was begun on is good enough to show, not to decide by.
    exact = basis if began and began.versie == opslag.basis else None
    merged = merge(exact, opslag.inhoud, current) if exact else None
    andere = _other_writer(doel, opslag.basis, versie, door)
    if merged is None:
        if not _revisions(doel).filter(uuid=opslag.uuid).exists():
            _revisie(_where(doel), opslag, door, Uitkomst.CONFLICT, None, opslag.inhoud).save()
        return Resultaat(Uitkomst.CONFLICT, versie, current, basis, *andere)
    if merged == current:
        return Resultaat(Uitkomst.SAMENGEVOEGD, versie, current, None, *andere)
    if not doel.claim(versie, current, merged):
        raise RuntimeError(f"{doel.soort} {doel.pk} changed under its own lock")
    doel.write(current, merged)
    _revisie(_where(doel), opslag, door, Uitkomst.SAMENGEVOEGD, versie + 1, merged).save()
    follow_words(*_where(doel), current.stukken, merged.stukken, doel.gemerkt)
    return Resultaat(Uitkomst.SAMENGEVOEGD, versie + 1, merged, None, *andere)


def _other_writer(
    doel: Doel, basis: int, versie: int, door: Gebruiker | None
) -> tuple[str, int | None]:
    """Who wrote since `basis`: the last one who is somebody else, when there is one."""
    since = _revisions(doel).filter(versie__gt=basis, versie__lte=versie).order_by("-versie")
    found = list(since.values_list("wie", "gebruiker_id"))
    others = (f for f in found if door is None or f[1] != door.pk)
    return next(others, found[0] if found else ("", None))


def merge(basis: Inhoud, mine: Inhoud, theirs: Inhoud) -> Inhoud | None:
    """Both changes over what both began with; None when both changed the same piece."""
    pieces: dict[str, Any] = {}
    for naam in {**theirs.stukken, **mine.stukken, **basis.stukken}:
        piece = _choose(*(i.stukken.get(naam, _ABSENT) for i in (basis, mine, theirs)))
        if piece is None:
            return None
        if piece[0] is not _ABSENT:
            pieces[naam] = piece[0]
    order = _choose(basis.volgorde, mine.volgorde, theirs.volgorde)
    if order is not None:
        volgorde = list(order[0])
    elif _only_added(basis.volgorde, mine.volgorde):
        volgorde = merge_order(theirs.volgorde, mine.volgorde)
    elif _only_added(basis.volgorde, theirs.volgorde):
        volgorde = merge_order(mine.volgorde, theirs.volgorde)
    else:
        return None
    # A piece that one of the two removed has left the pieces; it leaves the order with them.
    return Inhoud(pieces, tuple(naam for naam in volgorde if naam in pieces))


def mine_on_top(basis: Inhoud | None, mine: Inhoud, theirs: Inhoud) -> Inhoud:
    """What a writer goes on with after a conflict: theirs, with mine where both changed a piece.
    So what only the other changed is not undone by saving mine. A piece that I took away and they
    changed stays."""
    if basis is None:
        return mine
    pieces: dict[str, Any] = {}
    for naam in {**theirs.stukken, **mine.stukken}:
        was, my, their = (i.stukken.get(naam, _ABSENT) for i in (basis, mine, theirs))
        chosen = _choose(was, my, their) or ((my,) if my is not _ABSENT else (their,))
        if chosen[0] is not _ABSENT:
            pieces[naam] = chosen[0]
    order = _choose(basis.volgorde, mine.volgorde, theirs.volgorde)
    volgorde = merge_order(order[0] if order else mine.volgorde, theirs.volgorde)
    volgorde = merge_order(volgorde, mine.volgorde)
    return Inhoud(pieces, tuple(naam for naam in volgorde if naam in pieces))


def both_changed(basis: Inhoud | None, mine: Inhoud, theirs: Inhoud) -> list[str]:
    """The names of the pieces that the two wrote differently, theirs first; without a basis all
    that differ. What only one of them changed is not among them."""
    if basis is None:
        basis = Inhoud(dict.fromkeys({**theirs.stukken, **mine.stukken}, _ABSENT))
    return [
        naam
        for naam in {**theirs.stukken, **mine.stukken}
        if _choose(*(i.stukken.get(naam, _ABSENT) for i in (basis, mine, theirs))) is None
    ]


def _choose(basis: Any, mine: Any, theirs: Any) -> tuple[Any] | None:
    """The value after both changes, in a tuple; None when they contradict each other."""
    if mine == theirs or theirs == basis:
        return (mine,)
    return (theirs,) if mine == basis else None


def _only_added(basis: tuple[str, ...], changed: tuple[str, ...]) -> bool:
    return tuple(naam for naam in changed if naam in basis) == basis


def note_change(
    doel: Doel, before: tuple[int, Inhoud], door: Gebruiker | None, *, always: bool = False
) -> None:
    """Give a text a new version after it was changed by other means than `save`, under the same
    lock. `before` is what `doel.read()` gave before the change. always: also when what changed is
    no part of the content."""
    versie, inhoud = before
    _, current = doel.read()
    if current == inhoud and not always:
        return
    if not doel.claim(versie, current, current):
        raise RuntimeError(f"{doel.soort} {doel.pk} changed under its own lock")
    opslag = Opslag(uuid4(), versie, current)
    made = _revisie(_where(doel), opslag, door, Uitkomst.OPGESLAGEN, versie + 1, current)
    Revisie.objects.bulk_create([*_begin(_where(doel), versie, inhoud), made])
    follow_words(*_where(doel), inhoud.stukken, current.stukken)


def note_many(soort: str, changes: Iterable[tuple[int, int, Inhoud, Inhoud]]) -> None:
    """Keep revisions of many texts that a program gave their next version, under its own lock: of
    each its key, the version it had, and what stood and stands."""
    made = []
    for pk, versie, before, after in changes:
        opslag = Opslag(uuid4(), versie, after)
        made += _begin((soort, pk), versie, before)
        made.append(_revisie((soort, pk), opslag, None, Uitkomst.OPGESLAGEN, versie + 1, after))
    Revisie.objects.bulk_create(made, batch_size=500)


def history(soort: str, pk: int) -> QuerySet[Revisie]:
    """All revisions of a text, newest first, those that were not applied included."""
    return Revisie.objects.filter(soort=soort, record=pk).order_by("-pk")


def _revisions(doel: Doel) -> Any:
    return Revisie.objects.filter(soort=doel.soort, record=doel.pk)


def _earlier(doel: Doel, opslag: Opslag, door: Gebruiker | None) -> Resultaat | None:
    """What became of this very save the first time, when this is a retry: of the same text.

    From the revision alone: version and content belong together there, which they need not when
    they are read one after the other outside the lock. A conflict is judged anew, under the lock.
    """
    done = _revisions(doel).filter(uuid=opslag.uuid).exclude(versie=None).first()
    if done is None:
        return None
    became = Resultaat(Uitkomst(done.uitkomst), done.versie, Inhoud.from_json(done.inhoud))
    if became.uitkomst is Uitkomst.SAMENGEVOEGD:
        # What was merged holds more than was sent.
        naam, pk = _other_writer(doel, opslag.basis, done.versie - 1, door)
        return replace(became, andere=naam, andere_pk=pk)
    return became if became.inhoud == opslag.inhoud else None


def _where(doel: Doel) -> tuple[str, int]:
    return doel.soort, doel.pk


def _begin(waar: tuple[str, int], versie: int, inhoud: Inhoud) -> list[Revisie]:
    """The first save also keeps what was there before anybody saved (made or imported). Every
    version after the first was made together with its revision."""
    if versie != 1:
        return []
    return [
        Revisie(
            soort=waar[0],
            record=waar[1],
            versie=versie,
            basis=versie,
            uuid=uuid5(_BEGIN_SPACE, f"{waar[0]}/{waar[1]}/{versie}"),
            uitkomst=Uitkomst.BEGIN,
            wie="",
            inhoud=inhoud.to_json(),
        )
    ]


def _revisie(
    waar: tuple[str, int],
    opslag: Opslag,
    door: Gebruiker | None,
    uitkomst: Uitkomst,
    versie: int | None,
    inhoud: Inhoud,
) -> Revisie:
    """Not stored yet."""
    return Revisie(
        soort=waar[0],
        record=waar[1],
        versie=versie,
        basis=opslag.basis,
        uuid=opslag.uuid,
        uitkomst=uitkomst,
        wie=door.naam if door else "",
        gebruiker_id=door.pk if door else None,
        inhoud=inhoud.to_json(),
    )
