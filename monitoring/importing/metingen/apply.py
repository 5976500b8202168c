"""Writing figures: what is new is added, what changed keeps its former value, what a person
entered by hand stays."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from monitoring.cijfers.inhoud import VELDEN, content_of
from monitoring.cijfers.models import Indicator, Invoer, Meting, Metingversie
from monitoring.citaatsleutels import Meetplaats
from monitoring.geciteerd import quoted_findings
from monitoring.importing.metingen.source import Bronmetingen, Feit
from monitoring.importing.metingen.validate import MAX_FINDINGS, Duiding, Plaats, shortened
from veiligheid.core.bron import Telling, Veld, Wijziging
from veiligheid.core.findings import Bevinding, let_op
from veiligheid.core.saving import Inhoud, note_many

_FEIT = Feit._fields
_BATCH = 20_000
# Of a long file so many changes are listed; the counts are of all.
_SHOWN = 100


def apply_metingen(duiding: Duiding, bron: Bronmetingen, raadpleegdatum: date) -> Telling:
    """Write the figures. Runs inside the caller's transaction."""
    telling = Telling(bevindingen=list(duiding.bevindingen))
    new, changed = _compare(duiding, telling)
    if new or changed:
        invoer = Invoer.objects.create(
            bestand=bron.naam[:300], sha256=bron.sha256, tabel=bron.tabel, rijen=len(bron.rijen)
        )
        _insert(new, duiding, invoer, raadpleegdatum)
        _replace(changed, invoer, raadpleegdatum, telling)
        _note_new(new, telling)
    telling.gemaakt, telling.bijgewerkt = len(new), len(changed)
    telling.bevindingen = shortened(telling.bevindingen)
    return telling


def _compare(
    duiding: Duiding, telling: Telling
) -> tuple[dict[Plaats, Feit], list[tuple[Meting, Feit]]]:
    """What is new, and what says something else than what is stored."""
    new = dict(duiding.feiten)
    differs: dict[int, Feit] = {}
    kept: list[int] = []
    stored = Meting.objects.filter(
        indicator__in={indicator for indicator, _, _ in new},
        gebied__in={gebied for _, gebied, _ in new},
    ).values_list("pk", "indicator", "gebied", "periode", "invoer", *_FEIT)
    for pk, indicator, gebied, periode, invoer, *values in stored.iterator(chunk_size=_BATCH):
        feit = new.pop((indicator, gebied, periode), None)
        if feit is None:
            continue
        if feit == Feit(*values):
            telling.ongewijzigd += 1
        elif invoer is None:
            telling.behouden += 1
            kept.append(pk)
        else:
            differs[pk] = feit
    telling.bevindingen += [_kept(m) for m in _by_pk(kept[: MAX_FINDINGS + 1])]
    changed = [(m, differs[m.pk]) for m in _by_pk(differs)]
    return new, changed


def _by_pk(pks: Iterable[int]) -> list[Meting]:
    wanted = sorted(pks)
    found: list[Meting] = []
    for n in range(0, len(wanted), 500):
        found += Meting.objects.filter(pk__in=wanted[n : n + 500]).select_related(
            "indicator", "gebied"
        )
    return found


def _insert(
    new: dict[Plaats, Feit], duiding: Duiding, invoer: Invoer, raadpleegdatum: date
) -> None:
    """All rows at once: building a model instance for each of them takes ten times as long as
    writing it. What rows share (a fact, a period) is made once, and the rows stand in the order of
    the index that the table is looked up by."""
    columns = ["indicator_id", "gebied_id", "periode", "jaar", "periodesoort", *_FEIT]
    columns += ["raadpleegdatum", "invoer_id", "versie"]
    facts = {id(feit): feit for feit in new.values()}
    tails = {n: _tail(feit, raadpleegdatum, invoer) for n, feit in facts.items()}
    periods = {code: (code, p.jaar, str(p.soort)) for code, p in duiding.periodes.items()}
    rows = sorted((*plaats, id(feit)) for plaats, feit in new.items())
    ops = connection.ops
    table = ops.quote_name(Meting._meta.db_table)
    names = f"{table} ({', '.join(ops.quote_name(c) for c in columns)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, names, rows, periods, tails)
            return
        sql = f"INSERT INTO {names} VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608
        for n in range(0, len(rows), _BATCH):
            some = rows[n : n + _BATCH]
            cursor.executemany(sql, [(i, g, *periods[p], *tails[f]) for i, g, p, f in some])


# A row: keys of indicator and area, code of the period, and which fact.
_Rij = tuple[int, int, str, int]


def _copy(
    cursor: Any,
    names: str,
    rows: list[_Rij],
    periods: dict[str, tuple[str, int, str]],
    tails: dict[int, tuple[Any, ...]],
) -> None:
    """By COPY of lines of text, which is twenty times as fast as a statement for each row; each
    shared part is written out once."""
    middle = {code: "\t".join(map(copy_text, period)) for code, period in periods.items()}
    end = {n: "\t".join(map(copy_text, tail)) for n, tail in tails.items()}
    with cursor.copy(f"COPY {names} FROM STDIN") as copy:
        for n in range(0, len(rows), _BATCH):
            some = rows[n : n + _BATCH]
            copy.write("".join([f"{i}\t{g}\t{middle[p]}\t{end[f]}\n" for i, g, p, f in some]))


_COPY_SIGNS = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_text(waarde: object) -> str:
    """A value as a cell of COPY in its text format."""
    return "\\N" if waarde is None else str(waarde).translate(_COPY_SIGNS)


def _tail(feit: Feit, raadpleegdatum: date, invoer: Invoer) -> tuple[Any, ...]:
    """The columns of a row behind its place and period."""
    ops = connection.ops
    return (
        _plain_number(feit.waarde),
        feit.reden_onbekend,
        ops.adapt_datefield_value(feit.verwacht_op),
        feit.precisie,
        feit.status,
        feit.bron,
        ops.adapt_datefield_value(feit.peildatum),
        ops.adapt_datefield_value(raadpleegdatum),
        invoer.pk,
        1,
    )


def _plain_number(waarde: Decimal | None) -> Decimal | int | None:
    """A whole number as such: that saves the database a third of its time."""
    return int(waarde) if waarde is not None and waarde == int(waarde) else waarde


def _replace(
    changed: list[tuple[Meting, Feit]], invoer: Invoer, raadpleegdatum: date, telling: Telling
) -> None:
    Metingversie.objects.bulk_create([former(meting) for meting, _ in changed])
    # An own registration is edited by hand as well: whoever has one open sees what changed.
    own = [m for m, _ in changed if m.indicator.eigen_registratie]
    before = [(m.pk, m.versie, _content(m)) for m in own]
    other = {}
    for meting, feit in changed:
        if meting.waarde != feit.waarde:
            telling.bevindingen.append(_changed(meting, feit))
            other[plaats_of(meting).sleutel] = str(meting)
        if len(telling.wijzigingen) < _SHOWN:
            velden = _differences(meting, feit)
            telling.wijzigingen.append(Wijziging("gewijzigd", "meting", str(meting), velden))
        for naam, waarde in feit._asdict().items():
            setattr(meting, naam, waarde)
        meting.invoer, meting.raadpleegdatum = invoer, raadpleegdatum
        meting.versie += 1
    Meting.objects.bulk_update(
        [meting for meting, _ in changed],
        [*_FEIT, "raadpleegdatum", "invoer", "versie"],
        batch_size=200,
    )
    note_many("meting", [(*was, _content(m)) for was, m in zip(before, own, strict=True)])
    telling.bevindingen += quoted_findings(other)


def _content(meting: Meting) -> Inhoud:
    return content_of({naam: getattr(meting, naam) for naam in VELDEN})


def _note_new(new: dict[Plaats, Feit], telling: Telling) -> None:
    """What a person sees of it: how many figures of which indicator."""
    counts = Counter(indicator for indicator, _, _ in new)
    names = Indicator.objects.filter(pk__in=counts).values_list("naam", "pk")
    for naam, pk in names[:_SHOWN]:
        titel = f"{naam}: {counts[pk]} {'cijfer' if counts[pk] == 1 else 'cijfers'}"
        telling.wijzigingen.append(Wijziging("nieuw", "metingen", titel))


def plaats_of(meting: Meting) -> Meetplaats:
    """Where a measurement stands, as a text refers to it."""
    return Meetplaats(meting.indicator.slug, meting.gebied.code, meting.periode)


def former(meting: Meting) -> Metingversie:
    """What a measurement says now, to be kept when it changes; not stored yet."""
    return Metingversie(
        meting=meting.pk,
        invoer_nummer=meting.invoer_id,
        raadpleegdatum=meting.raadpleegdatum,
        **{naam: getattr(meting, naam) for naam in _FEIT},
    )


def _changed(meting: Meting, feit: Feit) -> Bevinding:
    was, now = (_plain(w) for w in (meting.waarde, feit.waarde))
    return let_op(
        "waarde-veranderd",
        f"De waarde was {was} en is nu {now}. De eerdere waarde blijft bewaard.",
        str(meting),
    )


def _kept(meting: Meting) -> Bevinding:
    return let_op(
        "waarde-behouden",
        f"Deze waarde ({_plain(meting.waarde)}) is met de hand ingevuld en blijft zoals zij is.",
        str(meting),
    )


def _differences(meting: Meting, feit: Feit) -> tuple[Veld, ...]:
    """The fields that differ, under the names that people know them by."""
    found = []
    for naam, nieuw in feit._asdict().items():
        oud = getattr(meting, naam)
        if oud != nieuw:
            text = _plain if naam == "waarde" else str
            was, wordt = ("" if w is None and naam != "waarde" else text(w) for w in (oud, nieuw))
            label = str(Meting._meta.get_field(naam).verbose_name)  # type: ignore[union-attr]
            found.append(Veld(label, was, wordt, rijk=False))
    return tuple(found)


def _plain(waarde: object) -> str:
    if waarde is None:
        return "onbekend"
    text = f"{waarde:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
