"""What a writer has under their hands: themes, and all that hangs on them. See
`veiligheid.core.mensen.overdracht`.

Who wrote what, who approved it and what was promised by whom stands in the history, by name; none
of that is touched. Bijdragen of closed rounds keep the advisors they had.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from themas.jaar.models import Bijdrage, Ronde, Voortgang
from themas.jaar.workflow import Rondestaat
from themas.plan.bewerken import ThemaDoel
from themas.plan.models import Actie, Thema
from themas.toezeggingen.models import Toezegging
from veiligheid.core.mensen.overdracht import Onderdeel, register, register_ontvanger
from veiligheid.core.models import Anker, Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.core.saving import note_change


def _themas(van: Gebruiker) -> QuerySet[Thema]:
    return Thema.objects.filter(adviseurs=van)


def _bijdragen(van: Gebruiker) -> QuerySet[Bijdrage]:
    return Bijdrage.objects.filter(adviseurs=van, ronde__staat=Rondestaat.OPEN.value)


def _acties(van: Gebruiker) -> QuerySet[Actie]:
    """That still run, of the own themes."""
    return Actie.objects.filter(thema__in=_themas(van), beeindigd_in=None)


def _opmerkingen(van: Gebruiker) -> QuerySet[Anker]:
    """That nobody dealt with yet."""
    bijdragen = _bijdragen(van).values("pk")
    paragrafen = Voortgang.objects.filter(bijdrage__in=bijdragen).values("pk")
    here = Q(soort="bijdrage", record__in=bijdragen) | Q(soort="voortgang", record__in=paragrafen)
    return Anker.objects.filter(here, open=True)


def _deadlines(van: Gebruiker) -> QuerySet[Ronde]:
    """Rounds in which something of this person is not approved yet."""
    waiting = Bijdrage.objects.unapproved().filter(pk__in=_bijdragen(van).values("pk"))
    own = Q(bijdragen__deadline__isnull=False)
    return Ronde.objects.filter(own | Q(deadline__isnull=False), bijdragen__in=waiting).distinct()


def _toezeggingen(van: Gebruiker) -> QuerySet[Toezegging]:
    open_ = Toezegging.objects.unsettled(timezone.localdate())
    return Toezegging.objects.filter(Q(pk__in=open_.values("pk")), adviseur=van)


def _move(records: QuerySet[Any], van: Gebruiker, naar: Gebruiker) -> None:
    """Advisors of these: the one goes, the other comes, once."""
    for record in list(records.select_for_update(of=("self",))):
        record.adviseurs.remove(van)
        record.adviseurs.add(naar)


def _move_themas(van: Gebruiker, naar: Gebruiker) -> None:
    """As `_move`, and a version of each theme: who writes about it is on its page."""
    for thema in list(_themas(van).select_related("plan")):
        doel = ThemaDoel(thema)
        doel.lock()
        before = doel.read()
        _move(Thema.objects.filter(pk=thema.pk), van, naar)
        note_change(doel, before, None)


def _move_bijdragen(van: Gebruiker, naar: Gebruiker) -> None:
    """Their rounds get a version more: whoever has the page open on which is chosen who writes
    what, does not put the former writer back by saving it."""
    bijdragen = _bijdragen(van)
    rondes = list(bijdragen.values_list("ronde", flat=True).distinct())
    Ronde.objects.filter(pk__in=rondes).update(versie=F("versie") + 1)
    _move(bijdragen, van, naar)


def _theme_names(people: Iterable[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    rows = Thema.objects.filter(adviseurs__in=list(people)).order_by("plan", "positie")
    for pk, titel in rows.values_list("adviseurs", "titel"):
        names[pk].append(titel)
    return names


def _move_toezeggingen(van: Gebruiker, naar: Gebruiker) -> None:
    _toezeggingen(van).update(adviseur=naar)


# What counts by a theme goes after it: first all is counted, then all goes over.
register(
    Onderdeel(
        "bijdrage in een open ronde",
        "bijdragen in een open ronde",
        lambda van: _bijdragen(van).count(),
        _move_bijdragen,
    ),
    Onderdeel(
        "thema",
        "thema’s",
        lambda van: _themas(van).count(),
        _move_themas,
        _theme_names,
    ),
    Onderdeel("lopende actie", "lopende acties", lambda van: _acties(van).count()),
    Onderdeel("open opmerking", "open opmerkingen", lambda van: _opmerkingen(van).count()),
    Onderdeel("deadline", "deadlines", lambda van: _deadlines(van).count()),
    Onderdeel(
        "open toezegging",
        "open toezeggingen",
        lambda van: _toezeggingen(van).count(),
        _move_toezeggingen,
    ),
)
register_ontvanger(lambda wie: wie.has_rol(Rol.BELEIDSADVISEUR))
