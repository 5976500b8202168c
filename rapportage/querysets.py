"""Querysets of letters and publications, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Value, When

from rapportage.workflow import Briefsoort
from veiligheid.core.models import AlleenToevoegen

if TYPE_CHECKING:
    from rapportage.models import Brief, Publicatie, Publicatiebestand  # noqa: F401


class BriefQuerySet(models.QuerySet["Brief"]):
    def with_themas(self) -> BriefQuerySet:
        """The letters of themes."""
        return self.filter(soort__in=[s.value for s in Briefsoort if s.heeft_themas])

    def with_parts(self) -> BriefQuerySet:
        """Letters with all that composition reads besides the ronde's text. Of files everything
        but their bytes."""
        onderdelen = self._related("onderdelen").filter(verwijderd_op=None).order_by("positie")
        bijlagen = self._related("bijlagen").filter(verwijderd_op=None).order_by("nummer")
        bestanden = bijlagen.model._meta.get_field("bestanden").related_model._default_manager
        return self.select_related("ronde__plan").prefetch_related(
            models.Prefetch(
                "onderdelen",
                onderdelen.select_related("afbeelding").defer("afbeelding__inhoud"),
            ),
            models.Prefetch(
                "bijlagen", bijlagen.select_related("thema", "plan__onder_thema__plan")
            ),
            "bijlagen__cijfers__indicator",
            models.Prefetch("bijlagen__bestanden", bestanden.defer("inhoud").order_by("pk")),
            "ondertekenaars",
        )

    def _related(self, name: str) -> models.QuerySet[Any]:
        model: Any = self.model._meta.get_field(name).related_model
        rows: models.QuerySet[Any] = model._default_manager.all()
        return rows


class PublicatieQuerySet(AlleenToevoegen):
    def newest_per_slug(self) -> PublicatieQuerySet:
        """Of every letter the version that holds now: the newest year first, and in it the letter
        before what goes with it. What was withdrawn is left out."""
        newest = self.filter(slug=models.OuterRef("slug")).order_by("-versie").values("pk")[:1]
        letters_first = Case(
            When(soort=Briefsoort.VEILIGHEIDSBRIEF.value, then=Value(0)), default=Value(1)
        )
        standing = self.filter(pk=models.Subquery(newest), intrekking=None)
        return standing.order_by("-jaar", letters_first, "slug")

    def standing(self, slug: str) -> Publicatie | None:
        """The version of this letter that holds now and can be read; None when it was never
        published, or was withdrawn."""
        publicatie: Publicatie | None = self.newest_per_slug().filter(slug=slug).first()
        return publicatie

    def versions(self, slug: str) -> PublicatieQuerySet:
        """Of this letter all versions, the one that holds now first."""
        return self.filter(slug=slug).order_by("-versie")

    def was_withdrawn(self, slug: str) -> bool:
        """Whether the version of this letter that holds now was withdrawn, and with it all."""
        return hasattr(self.current(slug), "intrekking")

    def current(self, slug: str) -> Publicatie | None:
        """The version of this letter that holds now; None when it was never published."""
        publicatie: Publicatie | None = self.versions(slug).first()
        return publicatie


class PublicatiebestandQuerySet(AlleenToevoegen):
    def find(self, slug: str, pad: str, versie: int | None = None) -> Publicatiebestand | None:
        """This file in this version, by itself the one that holds now, with its publication; None
        when that has no such file. One query."""
        publicaties = self.model._meta.get_field("publicatie").related_model._default_manager
        mine = publicaties.filter(slug=slug, **({} if versie is None else {"versie": versie}))
        chosen = mine.order_by("-versie").values("pk")[:1]
        newest = publicaties.filter(slug=slug).order_by("-versie").values("pk")[:1]
        gone = publicaties.filter(pk=models.Subquery(newest)).exclude(intrekking=None)
        found: Publicatiebestand | None = (
            self.filter(publicatie=models.Subquery(chosen), pad=pad)
            .exclude(models.Exists(gone))
            .select_related("publicatie")
            .first()
        )
        return found
