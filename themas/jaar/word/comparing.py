"""Proposals from three states of a bijdrage: as it was, as the file has it without its tracked
changes, and with all of them accepted.

What differs between the first two was changed without tracking, what differs between the last two
with. Texts and koppen first, then what is new or moved in the order of the file, then what goes:
applied in this order the proposals give the file with all changes accepted.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import TypeVar
from uuid import UUID

from themas.jaar.word.inhoud import NieuwBlok, Plaats, Voorstel
from themas.jaar.word.steps import Step, steps, together
from themas.jaar.word.structure import Deel, StructureReader, Stuk
from themas.jaar.word.wordfile import Wordfile
from themas.jaar.word.wording import brief_quote, kind_of, pieces, says
from veiligheid.core.richtext import plain, sanitize

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class States:
    """Three states as paragrafen with their keys. `was` is in the form in which a file that
    nobody touched comes back; `stored` has the texts as they are stored, by block."""

    was: list[Deel]
    base: list[Deel]
    final: list[Deel]
    stored: dict[UUID | None, str]


def compare(file: Wordfile, reader: StructureReader, states: States) -> tuple[Voorstel, ...]:
    """All proposals, in the order in which they can be applied."""
    return tuple(_Comparison(file, reader, states).run())


class _Comparison:
    def __init__(self, file: Wordfile, reader: StructureReader, states: States) -> None:
        self._file = file
        self._reader = reader
        self._states = states
        self._was = {deel.key: deel for deel in states.was}
        self._base = {deel.key: deel for deel in states.base}
        self._final = {deel.key: deel for deel in states.final}
        self._home = _homes(states.was)
        self._in_base = _homes(states.base)
        self._in_final = _homes(states.final)

    def run(self) -> list[Voorstel]:
        texts: list[Voorstel] = []
        for deel in self._states.was:
            texts += self._kop(deel)
            for stuk in deel.stukken:
                texts += self._text(deel, stuk)
        return [
            *_moved_between(texts),
            *self._paragrafen(),
            *self._blokken(),
            *self._gone(),
        ]

    # -- texts

    def _kop(self, was: Deel) -> list[Voorstel]:
        base, final = self._base.get(was.key), self._final.get(was.key)
        made: list[Step] = []
        at = _line(was.kop)
        if base is not None and base.kop != was.kop:
            made.append(Step("kop", "", None, at, _line(base.kop)))
            at = _line(base.kop)
        if final is not None and _line(final.kop) != at:
            head = final.head | (base.head if base else frozenset())
            made += steps(
                self._file, head, at, _line(final.kop), lambda b, a: _line(self._reader.kop(b, a))
            )
        return [
            Voorstel(
                *("kop", step.wie, step.op, was.key, None, step.voor, step.na),
                uitleg=says(kind_of(step.voor, step.na), step.wie, step.voor, step.na, kop=True),
                gevolgd=bool(step.wie),
                kop=plain(step.na),
            )
            for step in made
        ]

    def _text(self, deel: Deel, was: Stuk) -> list[Voorstel]:
        base = self._in_base.get(was.key, (None, None))[1]
        final = self._in_final.get(was.key, (None, None))[1]
        stored = self._states.stored[was.key]
        made: list[Step] = []
        at = was.html
        if base is not None and base.html != at:
            made.append(Step(kind_of(stored, base.html), "", None, stored, base.html))
            at = base.html
        if final is not None and final.html != at:
            heads = final.head | (base.head if base else frozenset())
            numbers = final.numbers | (base.numbers if base else frozenset())
            tracked = steps(
                *(self._file, numbers, at, final.html),
                lambda body, accepted: self._reader.block_html(body, heads, accepted),
            )
            if not made:
                tracked[0] = replace(tracked[0], voor=stored)
            made += tracked
        return [
            Voorstel(
                *(step.soort, step.wie, step.op, deel.key, was.key, step.voor, step.na),
                uitleg=says(step.soort, step.wie, step.voor, step.na),
                gevolgd=bool(step.wie),
            )
            for step in made
        ]

    # -- what is new or moved

    def _paragrafen(self) -> list[Voorstel]:
        order = [deel.key for deel in self._states.final]
        was = [deel.key for deel in self._states.was]
        fixed = _stationary(was, order)
        in_base = [deel.key for deel in self._states.base]
        untracked = set(in_base) - _stationary(was, in_base)
        made = []
        for at, deel in enumerate(self._states.final):
            plaats = Plaats(voor_paragraaf=next((k for k in order[at + 1 :] if k in fixed), ""))
            before = self._states.final[at - 1].kop if at else ""
            where = f"na {brief_quote(before)}" if before else "vooraan" if not at else "hierna"
            if deel.nieuw:
                made.append(self._new_paragraaf(deel, plaats, where))
            elif deel.key not in fixed:
                wie, op = self._who(deel, tracked=deel.key not in untracked)
                uitleg = (
                    f"{wie or 'Zonder bijhouden'}: paragraaf {brief_quote(deel.kop)} verplaatst"
                )
                html = _whole(self._was[deel.key])
                made.append(
                    Voorstel(
                        *("verplaatst", wie, op, deel.key, None, html, html),
                        uitleg=f"{uitleg}, {where}",
                        gevolgd=bool(wie),
                        plaats=plaats,
                    )
                )
        return made

    def _new_paragraaf(self, deel: Deel, plaats: Plaats, where: str) -> Voorstel:
        wie, op = self._who(deel, tracked=deel.key not in self._base)
        named = brief_quote(deel.kop) if deel.kop else "zonder kop"
        return Voorstel(
            *("nieuwe_paragraaf", wie, op, "", None, "", _whole(deel)),
            uitleg=f"{wie or 'Zonder bijhouden'}: nieuwe paragraaf {named}, {where}",
            gevolgd=bool(wie),
            plaats=plaats,
            kop=deel.kop,
            nieuw=tuple(
                NieuwBlok(stuk.soort, stuk.html, None if stuk.nieuw else stuk.key)
                for stuk in deel.stukken
                if stuk.html or not stuk.nieuw
            ),
        )

    def _blokken(self) -> list[Voorstel]:
        made = []
        for deel in self._states.final:
            if deel.nieuw:
                continue
            order = [stuk.key for stuk in deel.stukken]
            here = _keys(self._was[deel.key])
            fixed = _stationary(here, order)
            base = self._base.get(deel.key)
            untracked = set(_keys(base)) - _stationary(here, _keys(base)) if base else set()
            for at, stuk in enumerate(deel.stukken):
                anchor = next((key for key in order[at + 1 :] if key in fixed), None)
                plaats = Plaats(deel.key, voor_blok=anchor)
                if stuk.nieuw and stuk.html:
                    made.append(self._new_blok(deel, stuk, plaats))
                elif not stuk.nieuw and stuk.key not in fixed:
                    made.append(self._moved_blok(deel, stuk, plaats, stuk.key in untracked))
        return made

    def _new_blok(self, deel: Deel, stuk: Stuk, plaats: Plaats) -> Voorstel:
        wie, op = self._who(stuk, tracked=stuk.key not in self._in_base)
        return Voorstel(
            *("nieuw_blok", wie, op, deel.key, stuk.key, "", stuk.html),
            uitleg=f"{wie or 'Zonder bijhouden'}: nieuw blok {stuk.soort.value} in "
            f"{brief_quote(deel.kop)}",
            gevolgd=bool(wie),
            plaats=plaats,
            nieuw=(NieuwBlok(stuk.soort, stuk.html),),
        )

    def _moved_blok(self, deel: Deel, stuk: Stuk, plaats: Plaats, untracked: bool) -> Voorstel:
        wie, op = self._who(stuk, tracked=not untracked)
        home = self._home[stuk.key][0]
        to = "binnen de paragraaf" if home is self._was.get(deel.key) else brief_quote(deel.kop)
        return Voorstel(
            *("verplaatst", wie, op, home.key, stuk.key, stuk.html, stuk.html),
            uitleg=f"{wie or 'Zonder bijhouden'}: blok {stuk.soort.value} verplaatst: {to}",
            gevolgd=bool(wie),
            plaats=plaats,
        )

    # -- what goes

    def _gone(self) -> list[Voorstel]:
        made = []
        for deel in self._states.was:
            for stuk in deel.stukken if deel.key in self._final else ():
                if stuk.key not in self._in_final:
                    old = self._in_base.get(stuk.key, (None, None))[1]
                    wie, op = self._who(old, tracked=old is not None)
                    html = self._states.stored[stuk.key]
                    if old is not None and old.html != stuk.html:
                        html = old.html
                    made.append(
                        Voorstel(
                            *("weg_blok", wie, op, deel.key, stuk.key),
                            *(html, ""),
                            uitleg=f"{wie or 'Zonder bijhouden'}: blok {stuk.soort.value} uit "
                            f"{brief_quote(deel.kop)} verwijderd",
                            gevolgd=bool(wie),
                        )
                    )
        for deel in self._states.was:
            if deel.key not in self._final:
                base = self._base.get(deel.key)
                wie, op = self._who(base, tracked=base is not None)
                made.append(
                    Voorstel(
                        *("weg_paragraaf", wie, op, deel.key, None, _whole(base or deel), ""),
                        uitleg=f"{wie or 'Zonder bijhouden'}: paragraaf {brief_quote(deel.kop)} "
                        "verwijderd",
                        gevolgd=bool(wie),
                    )
                )
        return made

    def _who(self, piece: Deel | Stuk | None, *, tracked: bool) -> tuple[str, datetime | None]:
        if piece is None or not tracked:
            return "", None
        numbers = piece.numbers
        at_head = [c for c in self._file.changes.values() if c.numbers & piece.head]
        changes = at_head or [c for c in self._file.changes.values() if c.numbers & numbers]
        return together(changes)


def _homes(delen: list[Deel]) -> dict[UUID | None, tuple[Deel, Stuk]]:
    return {stuk.key: (deel, stuk) for deel in delen for stuk in deel.stukken}


def _keys(deel: Deel) -> list[UUID | None]:
    return [stuk.key for stuk in deel.stukken]


def _line(kop: str) -> str:
    """A kop as html: one paragraph, "" when it is empty."""
    return sanitize(f"<p>{escape(kop, quote=False)}</p>") if kop else ""


def _whole(deel: Deel) -> str:
    """A paragraaf to look at: its kop in bold, and its blocks."""
    kop = f"<p><strong>{escape(deel.kop, quote=False)}</strong></p>" if deel.kop else ""
    return sanitize(kop + "".join(stuk.html for stuk in deel.stukken))


def _moved_between(texts: list[Voorstel]) -> list[Voorstel]:
    """Pieces that left one block and came into another without tracking: moved, not typed anew."""
    came: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, v in enumerate(texts):
        if v.soort == "invoeging" and not v.gevolgd:
            came[_lost(v.na, v.voor)].append(j)
    for i, v in enumerate(texts):
        if v.soort != "verwijdering" or v.gevolgd or not (gone := _lost(v.voor, v.na)):
            continue
        uitleg = f"Zonder bijhouden: tekst {brief_quote(_words(gone))} verplaatst"
        for j in came.get(gone, ()):
            texts[i] = replace(texts[i], soort="verplaatst", uitleg=f"{uitleg} naar een ander blok")
            texts[j] = replace(texts[j], soort="verplaatst", uitleg=f"{uitleg} uit een ander blok")
    return texts


def _lost(before: str, after: str) -> tuple[str, ...]:
    """The pieces of a text that are gone after a change that did nothing else."""
    left = Counter(pieces(after))
    gone = []
    for piece in pieces(before):
        if left[piece]:
            left[piece] -= 1
        else:
            gone.append(piece)
    return () if left.total() else tuple(gone)


def _words(gone: tuple[str, ...]) -> str:
    return " ".join(plain(piece) for piece in gone)


def _stationary(was: Sequence[Key], now: Sequence[Key]) -> set[Key]:
    """What stands in both and kept its order: the most that can be left where it is."""
    places = {key: at for at, key in enumerate(was)}
    common = [key for key in now if key in places]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, key in enumerate(common):
        place = bisect_left(tails, places[key])
        tails[place : place + 1] = [places[key]]
        ends[place : place + 1] = [at]
        before.append(ends[place - 1] if place else -1)
    kept: set[Key] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(common[at])
        at = before[at]
    return kept
