"""How a promise stood on a day: read from its changes of state, whatever day it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from themas.toezeggingen import zinnen
from themas.toezeggingen.workflow import NIET_AFGEDAAN, Staat

if TYPE_CHECKING:
    from themas.toezeggingen.models import Afdoening, Standwijziging


@dataclass(frozen=True, slots=True)
class Verklaring:
    """By what it is settled, wholly or in part, and since when. `op` is None when nobody knows
    the day."""

    afdoening: Afdoening
    deels: bool
    op: date | None

    def __str__(self) -> str:
        return zinnen.verklaard(deels=self.deels, op=self.op)


@dataclass(frozen=True, slots=True)
class Stand:
    """A promise on a day.

    staat: with proposals, for who works with the register. publiek: for everybody; a proposal is
    nobody's business until it is decided. op: since when it is in its public state; None of one
    that was never declared anything, and of one of which nobody knows the day (`dag_onbekend`).
    reden: why it lapsed. verklaringen: what holds, in order; what was declared before it was opened
    again is not among them. voorstel: by what it would be settled, when that waits for a decision.
    """

    dag: date
    staat: Staat
    publiek: Staat
    op: date | None
    dag_onbekend: bool
    reden: str
    verklaringen: tuple[Verklaring, ...]
    voorstel: Standwijziging | None

    @property
    def loopt(self) -> bool:
        return self.publiek in NIET_AFGEDAAN

    def te_laat(self, termijn_op: date | None) -> bool:
        """Whether its term was over on that day while it was not settled."""
        return self.loopt and termijn_op is not None and termijn_op < self.dag

    def rol(self, afdoening: int) -> str:
        """What an afdoening was to the promise: "doet af", "doet deels af", "gaat over" when that
        waited for a decision, or nothing."""
        for v in self.verklaringen:
            if v.afdoening.pk == afdoening:
                return "doet deels af" if v.deels else "doet af"
        proposed = self.voorstel is not None and self.voorstel.afdoening_id == afdoening
        return "gaat over" if proposed else ""


def stand_op(wijzigingen: Iterable[Standwijziging], dag: date) -> Stand:
    """From the changes of state with a day up to `dag`. From when those count of which nobody knows
    the day, `Standwijziging.vanaf` says."""
    everything = sorted(wijzigingen, key=lambda w: w.pk)
    replaced = {w.vervangt_id for w in everything}
    standing = [w for w in everything if w.pk not in replaced and w.vanaf <= dag]
    public = [w for w in standing if w.staat != Staat.VOORGESTELD]
    now = standing[-1] if standing else None
    last = public[-1] if public else None
    publiek = Staat(last.staat) if last else Staat.OPEN
    holds = tuple(_in_force(public))
    # Turned down or opened again, it is in part what it was: since it was declared so.
    since: Standwijziging | Verklaring | None = last
    if publiek is Staat.DEELS and holds:
        since = holds[-1]
    return Stand(
        dag=dag,
        staat=Staat(now.staat) if now else Staat.OPEN,
        publiek=publiek,
        op=since.op if since else None,
        dag_onbekend=since is not None and since.op is None,
        reden=last.reden if last and publiek is Staat.VERVALLEN else "",
        verklaringen=holds,
        voorstel=now if now and now.staat == Staat.VOORGESTELD else None,
    )


def _in_force(public: Iterable[Standwijziging]) -> list[Verklaring]:
    """Opened again, only what was settled in part holds; and not even that when it is wholly
    open."""
    holds: list[Verklaring] = []
    for w in public:
        if w.staat == Staat.OPEN:
            holds = []
        elif w.staat == Staat.DEELS:
            holds = [v for v in holds if v.deels]
        if w.afdoening is not None:
            holds.append(Verklaring(w.afdoening, w.staat == Staat.DEELS, w.op))
    return holds
