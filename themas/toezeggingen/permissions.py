"""Who may see and do what with the register: one module, both ways (may this person, and which
rows). What somebody may not see does not exist: the views answer 404.

An entry that comes from a letter is as secret as that letter until it is published: only the
advisors of its theme and the eindredacteur know it.
"""

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404

from themas.jaar.permissions import Bezoeker
from themas.plan.models import Thema
from themas.toezeggingen.herkomst import Herkomst
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.querysets import ToezeggingQuerySet
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

_LEZERS = (Rol.GRIFFIE, Rol.SECRETARIAAT, Rol.BELEIDSADVISEUR)


def may_enter(gebruiker: Bezoeker) -> bool:
    """Whether the screens of the register are there for this person."""
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.EINDREDACTEUR, *_LEZERS)


def own_themas(gebruiker: Bezoeker) -> QuerySet[Thema]:
    """The themes whose promises this advisor looks after."""
    if not isinstance(gebruiker, Gebruiker) or not gebruiker.has_rol(Rol.BELEIDSADVISEUR):
        return Thema.objects.none()
    mine = Q(adviseurs=gebruiker) | Q(bijdragen__adviseurs=gebruiker)
    return Thema.objects.filter(mine).distinct()


def visible_toezeggingen(gebruiker: Bezoeker) -> ToezeggingQuerySet:
    """The entries that this person may read on the register's own screens."""
    if not isinstance(gebruiker, Gebruiker) or not may_enter(gebruiker):
        return Toezegging.objects.none()
    if gebruiker.has_rol(Rol.EINDREDACTEUR):
        return Toezegging.objects.all()
    return Toezegging.objects.filter(Q(openbaar=True) | Q(plek="") | _own(gebruiker))


def editable_toezeggingen(gebruiker: Bezoeker) -> ToezeggingQuerySet:
    """The entries whose words this person may change. An advisor's own ones, until they are
    public: from then on they are the eindredacteur's and the griffie's."""
    visible = visible_toezeggingen(gebruiker)
    if not isinstance(gebruiker, Gebruiker):
        return visible
    if gebruiker.has_rol(Rol.EINDREDACTEUR, Rol.GRIFFIE):
        return visible
    return visible.filter(_own(gebruiker), openbaar=False)


def may_edit(gebruiker: Bezoeker, toezegging: Toezegging) -> bool:
    return editable_toezeggingen(gebruiker).filter(pk=toezegging.pk).exists()


def may_withdraw(gebruiker: Bezoeker, toezegging: Toezegging) -> bool:
    """Whoever may change its words, as long as it is not public and nothing was done with it."""
    return (
        not toezegging.openbaar
        and not toezegging.standwijzigingen.exists()
        and may_edit(gebruiker, toezegging)
    )


def may_propose(gebruiker: Bezoeker, toezegging: Toezegging) -> bool:
    """The college's side: the eindredacteur, and the advisor of its theme."""
    if not isinstance(gebruiker, Gebruiker):
        return False
    visible = visible_toezeggingen(gebruiker).filter(pk=toezegging.pk)
    if gebruiker.has_rol(Rol.EINDREDACTEUR):
        return visible.exists()
    return visible.filter(_own(gebruiker)).exists()


def may_settle(gebruiker: Bezoeker, toezegging: Toezegging) -> bool:
    """Whoever TOEZEGGINGEN_AFDOEN_DOOR names, of what they may see."""
    return (
        isinstance(gebruiker, Gebruiker)
        and gebruiker.has_rol(Rol(settings.TOEZEGGINGEN_AFDOEN_DOOR))
        and visible_toezeggingen(gebruiker).filter(pk=toezegging.pk).exists()
    )


def may_register(gebruiker: Bezoeker) -> bool:
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(
        Rol.EINDREDACTEUR, Rol.GRIFFIE, Rol.BELEIDSADVISEUR
    )


def may_register_under(gebruiker: Bezoeker, thema: Thema | None) -> bool:
    """An advisor under an own theme; the eindredacteur and the griffie under any, or none."""
    if thema is None:
        return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(
            Rol.EINDREDACTEUR, Rol.GRIFFIE
        )
    return registrable_themas(gebruiker).filter(pk=thema.pk).exists()


def may_register_from(gebruiker: Bezoeker, thema: Thema | None, herkomst: Herkomst | None) -> bool:
    """What a letter offers is taken in by whoever works on that letter, so also by the
    secretariaat; anything else as `may_register_under` says."""
    offered = herkomst is not None and herkomst.van_de_lijst
    if offered and isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.SECRETARIAAT):
        return True
    return may_register(gebruiker) and may_register_under(gebruiker, thema)


def registrable_themas(gebruiker: Bezoeker) -> QuerySet[Thema]:
    """The themes under which this person may register a promise."""
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.EINDREDACTEUR, Rol.GRIFFIE):
        return Thema.objects.all()
    return own_themas(gebruiker)


def may_make_public(gebruiker: Bezoeker, toezegging: Toezegging) -> bool:
    """The griffie, of what does not come from a letter that is still being written."""
    return (
        isinstance(gebruiker, Gebruiker)
        and gebruiker.has_rol(Rol.GRIFFIE)
        and not toezegging.openbaar
        and not toezegging.plek
    )


def may_exchange(gebruiker: Bezoeker) -> bool:
    """Whether the griffie's own list may be taken in by this person."""
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.GRIFFIE)


def get_toezegging(gebruiker: Bezoeker, sleutel: str) -> Toezegging:
    """To read: fetched and authorised in one go. Raises Http404."""
    return _one(visible_toezeggingen(gebruiker), sleutel)


def get_editable(gebruiker: Bezoeker, sleutel: str) -> Toezegging:
    """To change its words. Raises Http404."""
    return _one(editable_toezeggingen(gebruiker), sleutel)


def get_public(sleutel: str) -> Toezegging:
    """For anybody. Raises Http404."""
    return _one(Toezegging.objects.public(), sleutel)


def _own(gebruiker: Gebruiker) -> Q:
    """Of an own theme, of the one it succeeds, or under one's own name."""
    own = own_themas(gebruiker)
    earlier = own.exclude(voorganger=None).values("voorganger")
    return Q(thema__in=own.values("pk")) | Q(thema__in=earlier) | Q(adviseur=gebruiker)


def _one(toezeggingen: ToezeggingQuerySet, sleutel: str) -> Toezegging:
    found = (
        toezeggingen.filter(sleutel=sleutel)
        .select_related("thema__plan", "adviseur", "paragraaf")
        .first()
    )
    if found is None:
        raise Http404
    return found
