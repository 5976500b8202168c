"""What one proposal does to a bijdrage as it stands now. Nothing is written here.

The text may have moved on since the file was made, or an earlier proposal may have been refused.
Only what the proposal itself changes is carried over, and only where it still fits; what doesn't
is for a person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from uuid import UUID, uuid4

from django.db.models import Prefetch

from themas.jaar import word
from themas.jaar.models import Bijdrage, Blok, Voortgang
from themas.jaar.saving import BlokInhoud
from themas.jaar.word import Plaats, merged
from veiligheid.core.richtext import TekstGeweigerd, plain, sanitize
from veiligheid.core.verschil import lines
from veiligheid.document.woorden import Bloksoort

_MAX_KOP = 300


class PastNiet(Exception):
    """A proposal that doesn't fit the text as it stands. `nu`: that text, "" when it is gone."""

    def __init__(self, reden: str, nu: str = "") -> None:
        self.reden = reden
        self.nu = nu
        super().__init__(reden)


@dataclass(frozen=True, slots=True)
class Stand:
    """The bijdrage as it stands: its paragrafen by key (the removed ones too), their blocks, and
    where each block stands. kept: what earlier proposals for the same text would have changed in
    it, as (voor, na), had they been accepted."""

    paragrafen: dict[str, Voortgang]
    blokken: dict[str, list[BlokInhoud]]
    thuis: dict[UUID, str]
    kept: Sequence[tuple[str, str]] = ()

    @classmethod
    def of(cls, bijdrage: Bijdrage) -> "Stand":
        """Three queries, whatever the size."""
        blokken = Prefetch("blokken", Blok.objects.order_by("positie").prefetch_related("acties"))
        found = Voortgang.objects.filter(bijdrage=bijdrage).order_by("positie")
        paragrafen = {v.sleutel: v for v in found.prefetch_related(blokken)}
        inhoud = {
            sleutel: [
                BlokInhoud(
                    *(b.sleutel, Bloksoort(b.soort), b.tekst),
                    tuple(sorted(a.pk for a in b.acties.all())),
                )
                for b in v.blokken.all()
            ]
            for sleutel, v in paragrafen.items()
        }
        thuis = {b.sleutel: sleutel for sleutel, alle in inhoud.items() for b in alle}
        return cls(paragrafen, inhoud, thuis)

    def html(self, sleutel: str) -> str:
        """A paragraaf to look at: its kop in bold, and its blocks."""
        kop = self.paragrafen[sleutel].kop
        head = f"<p><strong>{escape(kop, quote=False)}</strong></p>" if kop else ""
        return head + "".join(b.tekst for b in self.blokken[sleutel])


@dataclass(frozen=True, slots=True)
class Tekst:
    """A paragraaf gets this kop and these blocks."""

    voortgang: Voortgang
    kop: str
    blokken: list[BlokInhoud]


@dataclass(frozen=True, slots=True)
class Uitwerking:
    """What is to be written, in this order: texts, a paragraaf removed or moved, a new one.

    voor: before which paragraaf it is moved or made; at the end when it is None.
    """

    teksten: tuple[Tekst, ...] = ()
    verwijder: Voortgang | None = None
    verplaats: Voortgang | None = None
    nieuw: tuple[str, list[BlokInhoud]] | None = None
    voor: Voortgang | None = None


def work_out(v: word.Voorstel, stand: Stand, eerder: Sequence[tuple[str, str]] = ()) -> Uitwerking:
    """What accepting this proposal writes. Raises PastNiet.

    eerder: (voor, na) of the proposals for the same text before this one that were not accepted.
    """
    try:
        return _verb(v)(v, replace(stand, kept=eerder))
    except TekstGeweigerd as fout:
        raise PastNiet(" ".join(fout.messages)) from fout


def _verb(v: word.Voorstel) -> Callable[[word.Voorstel, Stand], Uitwerking]:
    if v.soort == "verplaatst" and v.plaats is not None:
        return _move_blok if v.blok else _move_paragraaf
    verbs: dict[str, Callable[[word.Voorstel, Stand], Uitwerking]] = {
        "kop": _kop,
        "nieuwe_paragraaf": _new_paragraaf,
        "weg_paragraaf": _remove_paragraaf,
        "nieuw_blok": _new_blok,
        "weg_blok": _remove_blok,
    }
    return verbs.get(v.soort, _text)


def _standing(stand: Stand, sleutel: str) -> Voortgang:
    voortgang = stand.paragrafen.get(sleutel)
    if voortgang is None:
        raise PastNiet("Deze paragraaf staat niet meer in de bijdrage.")
    if voortgang.verwijderd_op is not None:
        raise PastNiet("Deze paragraaf is verwijderd. Zet haar eerst terug.", stand.html(sleutel))
    return voortgang


def _home(v: word.Voorstel, stand: Stand) -> tuple[Voortgang, list[BlokInhoud], int]:
    """The paragraaf in which a block stands now, its blocks, and the block's place among them."""
    if v.blok is None or v.blok not in stand.thuis:
        raise PastNiet("Dit blok staat niet meer in de bijdrage.")
    voortgang = _standing(stand, stand.thuis[v.blok])
    blokken = stand.blokken[voortgang.sleutel]
    return voortgang, blokken, [b.sleutel for b in blokken].index(v.blok)


def _text(v: word.Voorstel, stand: Stand) -> Uitwerking:
    voortgang, blokken, at = _home(v, stand)
    now = blokken[at].tekst
    result = merged(now, v.voor, v.na, stand.kept)
    if result is None:
        raise PastNiet("Deze woorden zijn intussen anders.", now)
    after = [*blokken[:at], replace(blokken[at], tekst=result), *blokken[at + 1 :]]
    return Uitwerking((Tekst(voortgang, voortgang.kop, after),))


def _kop(v: word.Voorstel, stand: Stand) -> Uitwerking:
    voortgang = _standing(stand, v.paragraaf)
    now = sanitize(f"<p>{escape(voortgang.kop, quote=False)}</p>") if voortgang.kop else ""
    result = merged(now, v.voor, v.na, stand.kept)
    if result is None:
        raise PastNiet("De kop is intussen anders.", now)
    kop = _fitting_kop(plain(result), now)
    return Uitwerking((Tekst(voortgang, kop, stand.blokken[v.paragraaf]),))


def _fitting_kop(kop: str, now: str = "") -> str:
    if len(kop) > _MAX_KOP:
        raise PastNiet(f"Deze kop is langer dan {_MAX_KOP} tekens: kort haar in.", now)
    return kop


def _new_blok(v: word.Voorstel, stand: Stand) -> Uitwerking:
    plaats = v.plaats or Plaats(v.paragraaf)
    voortgang = _standing(stand, plaats.paragraaf)
    # A key of the portal's own: the one in the proposal may be taken when a file comes back twice.
    new = BlokInhoud(uuid4(), v.nieuw[0].soort, sanitize(v.na))
    after = _inserted(stand.blokken[voortgang.sleutel], new, plaats.voor_blok)
    return Uitwerking((Tekst(voortgang, voortgang.kop, after),))


def _remove_blok(v: word.Voorstel, stand: Stand) -> Uitwerking:
    voortgang, blokken, at = _home(v, stand)
    _seen(v, blokken[at].tekst, "Dit blok")
    return Uitwerking((Tekst(voortgang, voortgang.kop, blokken[:at] + blokken[at + 1 :]),))


def _seen(v: word.Voorstel, now: str, what: str) -> None:
    """What goes was there to see when its going was proposed: line by line, because a block may
    have moved out since, and Word keeps less of the frame."""
    if not set(lines(now)) <= set(lines(v.voor)):
        raise PastNiet(f"{what} is gewijzigd sinds iemand voorstelde het te verwijderen.", now)


def _move_blok(v: word.Voorstel, stand: Stand) -> Uitwerking:
    source, blokken, at = _home(v, stand)
    plaats = v.plaats or Plaats(v.paragraaf)
    target = _standing(stand, plaats.paragraaf)
    rest = blokken[:at] + blokken[at + 1 :]
    if target.pk == source.pk:
        after = _inserted(rest, blokken[at], plaats.voor_blok)
        return Uitwerking((Tekst(source, source.kop, after),))
    after = _inserted(stand.blokken[target.sleutel], blokken[at], plaats.voor_blok)
    return Uitwerking((Tekst(source, source.kop, rest), Tekst(target, target.kop, after)))


def _inserted(blokken: list[BlokInhoud], new: BlokInhoud, voor: UUID | None) -> list[BlokInhoud]:
    keys = [b.sleutel for b in blokken]
    if voor is not None and voor not in keys:
        raise PastNiet("Het blok waar dit vóór hoort, staat niet meer in deze paragraaf.")
    at = keys.index(voor) if voor is not None else len(keys)
    return [*blokken[:at], new, *blokken[at:]]


def _new_paragraaf(v: word.Voorstel, stand: Stand) -> Uitwerking:
    plaats = v.plaats or Plaats()
    voor = _standing(stand, plaats.voor_paragraaf) if plaats.voor_paragraaf else None
    taken: dict[str, list[BlokInhoud]] = {}
    blokken = []
    for new in v.nieuw:
        if new.blok is None:
            blokken.append(BlokInhoud(uuid4(), new.soort, sanitize(new.html)))
            continue
        voortgang, alle, at = _home(replace(v, blok=new.blok), stand)
        blokken.append(alle[at])
        rest = taken.get(voortgang.sleutel, alle)
        taken[voortgang.sleutel] = [b for b in rest if b.sleutel != new.blok]
    teksten = [
        Tekst(stand.paragrafen[sleutel], stand.paragrafen[sleutel].kop, rest)
        for sleutel, rest in taken.items()
    ]
    return Uitwerking(tuple(teksten), nieuw=(_fitting_kop(v.kop), blokken), voor=voor)


def _remove_paragraaf(v: word.Voorstel, stand: Stand) -> Uitwerking:
    voortgang = _standing(stand, v.paragraaf)
    _seen(v, stand.html(v.paragraaf), "Deze paragraaf")
    return Uitwerking(verwijder=voortgang)


def _move_paragraaf(v: word.Voorstel, stand: Stand) -> Uitwerking:
    plaats = v.plaats or Plaats()
    voor = _standing(stand, plaats.voor_paragraaf) if plaats.voor_paragraaf else None
    return Uitwerking(verplaats=_standing(stand, v.paragraaf), voor=voor)
