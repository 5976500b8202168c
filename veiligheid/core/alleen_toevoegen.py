"""Tables that are written once: what is there never changes."""

from typing import Any

from django.db import models


class AlleenToevoegen(models.QuerySet[Any]):
    """A queryset that refuses what an append-only table refuses, before the database has to."""

    def update(self, **kwargs: Any) -> int:
        raise AlleenToevoegenFout(self.model)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AlleenToevoegenFout(self.model)


class AlleenToevoegenFout(RuntimeError):
    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(f"{model._meta.verbose_name}: wat hier staat verandert nooit meer.")


class AlleenToevoegenModel(models.Model):
    """Rows that are written once; give a subclass a manager from AlleenToevoegen.

    `veiligheid.core.triggers` holds the database to it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AlleenToevoegenFout(type(self))
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AlleenToevoegenFout(type(self))
