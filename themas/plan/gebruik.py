"""What tells about a piece of a plan: as long as something does, the piece can end but not go."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models

from themas.plan.models import Actie, Kruisverband, Pijler, PlanOnderdeel, Planstuk, Thema

# Pieces of the plan itself: they go with what they belong to.
_WITHIN = (Thema, Pijler, Actie, PlanOnderdeel, Kruisverband)
# What tells about acties without a record that says so, by their lasting names: words for it.
Teller = Callable[[Iterable[str]], Iterator[str]]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    _tellers.append(teller)


def uses_of(record: Planstuk) -> list[str]:
    """What outside the plan refers to this piece or to anything under it, in the plural; and what
    of a later plan goes on with it. A new kind of record that refers is found by itself."""
    found: dict[str, None] = {}
    for model, pks in _beneath(record).items():
        for rel in model._meta.related_objects:
            if _is_told(rel) and _rows(rel).filter(**{f"{rel.field.name}__in": pks}).exists():
                found[_words(rel)] = None
    sleutels = _beneath(record).get(Actie, [])
    named = Actie.objects.filter(pk__in=sleutels).values_list("sleutel", flat=True)
    for teller in _tellers:
        found |= dict.fromkeys(teller(list(named)))
    return list(found)


def _beneath(record: Planstuk) -> dict[type[models.Model], list[int]]:
    found: dict[type[models.Model], list[int]] = {type(record): [record.pk]}
    if isinstance(record, Thema):
        found[Pijler] = list(record.pijlers.values_list("pk", flat=True))
        found[Actie] = list(record.acties.values_list("pk", flat=True))
    return found


def _is_told(rel: Any) -> bool:
    goes_on = rel.get_accessor_name() == "opvolgers"
    # The row between two records is told as the record.
    between = rel.related_model in _betweens(rel.model)
    return goes_on or (rel.related_model not in _WITHIN and not between)


def _betweens(model: type[models.Model]) -> set[Any]:
    rels: tuple[Any, ...] = tuple(model._meta.related_objects)
    return {rel.through for rel in rels if rel.many_to_many}


def _rows(rel: Any) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = rel.related_model._base_manager.all()
    return rows


def _words(rel: Any) -> str:
    plural = str(rel.related_model._meta.verbose_name_plural)
    return f"{plural} van een later plan" if rel.get_accessor_name() == "opvolgers" else plural
