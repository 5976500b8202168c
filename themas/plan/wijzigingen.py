"""A plan beside the one it follows: what was added, dropped and changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from themas.plan.importing.source import BronActie, BronOnderdeel, BronPijler, BronPlan, BronThema
from themas.plan.models import Plan
from themas.plan.uitvoer import bron_of
from veiligheid.core.matching import titelsleutel
from veiligheid.core.richtext import plain
from veiligheid.core.zinnen import split_sentences

Soort = Literal["nieuw", "vervallen", "gewijzigd"]
_VELDEN = {
    "titel": "titel",
    "kop": "titel",
    "tekst": "tekst",
    "inleiding": "inleiding",
    "opgave": "opgave",
    "ambitie": "ambitie",
    "toelichting": "toelichting",
    "doel": "doel",
    "beoogd_effect": "beoogd effect",
    "inzet": "inzet",
}


@dataclass(frozen=True, slots=True)
class Planwijziging:
    """A piece that is new, gone or different. `wat`: what the plan calls such a piece. `velden`: of
    which fields the words differ; `weg` and `erbij`: the sentences that only the old plan has, and
    only the new one, in their order."""

    soort: Soort
    wat: str
    titel: str
    velden: tuple[str, ...] = ()
    weg: tuple[str, ...] = ()
    erbij: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stuk:
    """A piece to be matched: `naam` is what it is known by in the other plan too."""

    wat: str
    naam: tuple[str, ...]
    titel: str
    teksten: dict[str, str]


def changes_since(plan: Plan) -> list[Planwijziging]:
    """Since the plan that this one follows; nothing when it follows none. In the order of this
    plan; what is gone comes last. Pieces are the same when the one goes on with the other, or
    else when they have the same title in the same place."""
    if plan.voorganger is None:
        return []
    return list(compare(bron_of(plan.voorganger), bron_of(plan), _lineage(plan)))


def _lineage(plan: Plan) -> dict[tuple[str, str], str]:
    """Titles in the plan before, by kind and title in this one, of what goes on under another
    title."""
    found = {}
    for thema in plan.themas.exclude(voorganger=None).select_related("voorganger"):
        if thema.voorganger is not None:
            found["thema", titelsleutel(thema.titel)] = titelsleutel(thema.voorganger.titel)
        for actie in thema.acties.exclude(voorganger=None).select_related("voorganger"):
            if actie.voorganger is not None:
                found["actie", titelsleutel(actie.titel)] = titelsleutel(actie.voorganger.titel)
    return found


def compare(
    oud: BronPlan, nieuw: BronPlan, lineage: dict[tuple[str, str], str] | None = None
) -> Iterator[Planwijziging]:
    """What the new plan has otherwise than the old."""
    before = {stuk.naam: stuk for stuk in _pieces(oud, {})}
    gone = dict(before)
    for stuk in _pieces(nieuw, lineage or {}):
        was = gone.pop(stuk.naam, None)
        if was is None:
            yield Planwijziging("nieuw", stuk.wat, stuk.titel)
        elif changed := _changed(was, stuk):
            yield changed
    yield from (Planwijziging("vervallen", stuk.wat, stuk.titel) for stuk in gone.values())


def _changed(was: _Stuk, nu: _Stuk) -> Planwijziging | None:
    fields = [veld for veld in nu.teksten if was.teksten.get(veld, "") != nu.teksten[veld]]
    if not fields:
        return None
    weg: list[str] = []
    erbij: list[str] = []
    for veld in fields:
        old, new = _sentences(was.teksten.get(veld, "")), _sentences(nu.teksten[veld])
        there, was_there = set(new), set(old)
        weg += [zin for zin in old if zin not in there]
        erbij += [zin for zin in new if zin not in was_there]
    names = tuple(dict.fromkeys(_VELDEN[veld] for veld in fields))
    return Planwijziging("gewijzigd", nu.wat, nu.titel, names, tuple(weg), tuple(erbij))


def _sentences(text: str) -> list[str]:
    return [zin.strip() for zin in split_sentences(text) if zin.strip()]


def _pieces(bron: BronPlan, lineage: dict[tuple[str, str], str]) -> Iterator[_Stuk]:
    for stuk in bron.stukken:
        if isinstance(stuk, BronThema):
            key = titelsleutel(stuk.titel)
            own = lineage.get(("thema", key), key)
            texts = _texts(stuk, ("titel", "inleiding", "opgave", "ambitie"))
            yield _Stuk(bron.label_thema, ("thema", own), stuk.titel, texts)
            yield from _in_thema(bron, stuk.stukken, own, lineage)
        else:
            yield _onderdeel(stuk, ())


def _in_thema(
    bron: BronPlan,
    stukken: Sequence[BronPijler | BronActie | BronOnderdeel],
    thema: str,
    lineage: dict[tuple[str, str], str],
) -> Iterator[_Stuk]:
    for stuk in stukken:
        if isinstance(stuk, BronOnderdeel):
            yield _onderdeel(stuk, (thema,))
        elif isinstance(stuk, BronPijler):
            name = ("pijler", thema, titelsleutel(stuk.titel))
            yield _Stuk(bron.label_pijler, name, stuk.titel, _texts(stuk, ("titel", "tekst")))
        else:
            key = titelsleutel(stuk.titel)
            own = lineage.get(("actie", key), key)
            fields = ("titel", "toelichting", "doel", "beoogd_effect", "inzet")
            yield _Stuk(bron.label_actie, ("actie", own), stuk.titel, _texts(stuk, fields))
            yield from (_onderdeel(o, (thema, own)) for o in stuk.onderdelen)


def _onderdeel(onderdeel: BronOnderdeel, under: tuple[str, ...]) -> _Stuk:
    name = ("onderdeel", *under, titelsleutel(onderdeel.kop))
    return _Stuk("onderdeel", name, onderdeel.kop, _texts(onderdeel, ("kop", "tekst")))


def _texts(stuk: object, fields: Sequence[str]) -> dict[str, str]:
    """In words: how they look is no change."""
    return {veld: " ".join(plain(str(getattr(stuk, veld))).split()) for veld in fields}
