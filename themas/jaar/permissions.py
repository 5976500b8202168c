"""Who may see and do what with the year's records: one module, both ways (may this person, and
which rows). What somebody may not see does not exist: the views answer 404."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from themas.jaar.models import Bijdrage, Ronde, Voortgang
from themas.jaar.terugkomst.models import Terugkomst
from veiligheid.core.models import Gebruiker, Inleesbestand
from veiligheid.core.nazien.stappen import judges
from veiligheid.core.nazien.workflow import (
    BEOORDELAARS,
    BEWERKBAAR,
    Inzendingstaat,
)
from veiligheid.core.rollen import Rol

Bezoeker = Gebruiker | AnonymousUser
_LEZEN_GOEDGEKEURD = (
    Rol.BELEIDSADVISEUR,
    Rol.SECRETARIAAT,
    Rol.LEIDINGGEVENDE,
    Rol.PORTEFEUILLEHOUDER,
)


def may_open_ronde(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_rol(Rol.BEHEERDER, Rol.EINDREDACTEUR)


def may_start_plan(gebruiker: Gebruiker) -> bool:
    """Whether this person begins the plan after another."""
    return gebruiker.has_rol(Rol.EINDREDACTEUR)


def require_opener(gebruiker: Bezoeker) -> Gebruiker:
    """Whoever may open a round. Raises Http404."""
    if isinstance(gebruiker, Gebruiker) and may_open_ronde(gebruiker):
        return gebruiker
    raise Http404


def advisors() -> QuerySet[Gebruiker]:
    """Who can be made the writer of a theme, by name."""
    writers = Gebruiker.objects.filter(is_active=True, groups__name=Rol.BELEIDSADVISEUR.value)
    return writers.order_by("first_name", "last_name", "username")


def may_order(gebruiker: Gebruiker, ronde: Ronde) -> bool:
    """The order of the themes is the eindredacteur's, as long as the round is open."""
    return gebruiker.has_rol(Rol.EINDREDACTEUR) and ronde.staat == "open"


def may_order_any(gebruiker: Bezoeker) -> bool:
    """Whether this person orders rounds at all."""
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.EINDREDACTEUR)


def get_ronde(gebruiker: Bezoeker, pk: int) -> Ronde:
    """The whole round, for whoever orders it. Raises Http404."""
    found = Ronde.objects.filter(pk=pk).select_related("plan").first()
    if found is None or not isinstance(gebruiker, Gebruiker) or not may_order(gebruiker, found):
        raise Http404
    return found


def get_ronde_to_follow(gebruiker: Bezoeker, pk: int) -> Ronde:
    """A round as it stands, also when it is closed: for the eindredacteur. Raises Http404."""
    found = Ronde.objects.filter(pk=pk).select_related("plan").first()
    if found is None or not may_order_any(gebruiker):
        raise Http404
    return found


def get_writer_to_replace(gebruiker: Bezoeker, ronde: int, pk: int) -> tuple[Ronde, Gebruiker]:
    """A round that is open, and one of its writers. Raises Http404."""
    found = get_ronde(gebruiker, ronde)
    wie = Gebruiker.objects.filter(pk=pk, bijdragen__ronde=found).distinct().first()
    if wie is None:
        raise Http404
    return found, wie


def require_import(gebruiker: Bezoeker) -> Gebruiker:
    """Whoever may take in plans and letters: the eindredacteur. Raises Http404."""
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.EINDREDACTEUR):
        return gebruiker
    raise Http404


def get_inleesbestand(gebruiker: Gebruiker, soort: str, pk: UUID) -> Inleesbestand:
    """An uploaded file: of who uploaded it alone. Raises Http404."""
    mine = Inleesbestand.objects.select_related("taak").filter(gebruiker=gebruiker)
    found = mine.filter(pk=pk, soort=soort).first()
    if found is None:
        raise Http404
    return found


def proposable_bijdragen(gebruiker: Bezoeker) -> QuerySet[Bijdrage]:
    """The bijdragen for which the eindredacteur may bring in a Word file."""
    require_import(gebruiker)
    return Bijdrage.objects.filter(ronde__staat="open").exclude(
        staat=Inzendingstaat.GOEDGEKEURD.value
    )


def own_bijdragen(gebruiker: Bezoeker) -> QuerySet[Bijdrage]:
    """The bijdragen that this advisor writes, whatever their state."""
    if not isinstance(gebruiker, Gebruiker) or not gebruiker.has_rol(Rol.BELEIDSADVISEUR):
        return Bijdrage.objects.none()
    return Bijdrage.objects.filter(adviseurs=gebruiker)


def _owned_by(gebruiker: Gebruiker) -> Q:
    """The condition of `own_bijdragen` inside one query: whose bijdrage it is, and their role."""
    return Q(
        bijdrage__adviseurs=gebruiker.pk,
        bijdrage__adviseurs__groups__name=Rol.BELEIDSADVISEUR.value,
    )


def visible_bijdragen(gebruiker: Bezoeker) -> QuerySet[Bijdrage]:
    """What this person may read: the own ones, all of them for the eindredacteur, what was handed
    in for a leidinggevende, and what was approved for whoever works on the letter or answers for
    it."""
    if not isinstance(gebruiker, Gebruiker):
        return Bijdrage.objects.none()
    if gebruiker.has_rol(Rol.EINDREDACTEUR):
        return Bijdrage.objects.all()
    visible = Q(pk__in=own_bijdragen(gebruiker).values("pk"))
    if gebruiker.has_rol(*_LEZEN_GOEDGEKEURD):
        visible |= Q(staat=Inzendingstaat.GOEDGEKEURD.value)
    if judges(gebruiker):
        visible |= Q(staat=Inzendingstaat.INGEDIEND.value)
    return Bijdrage.objects.filter(visible)


def may_write(gebruiker: Bezoeker, bijdrage: Bijdrage) -> bool:
    """Whether this person may change this bijdrage in the state it is in."""
    return (
        bijdrage.staat in {s.value for s in BEWERKBAAR}
        and bijdrage.ronde.staat == "open"
        and own_bijdragen(gebruiker).filter(pk=bijdrage.pk).exists()
    )


def may_redact(gebruiker: Bezoeker, bijdrage: Bijdrage) -> bool:
    """Whether this person changes what was handed in, at once and under the own name."""
    return (
        isinstance(gebruiker, Gebruiker)
        and gebruiker.has_rol(Rol.EINDREDACTEUR)
        and bijdrage.staat == Inzendingstaat.INGEDIEND.value
        and bijdrage.ronde.staat == "open"
    )


def get_voortgang_to_edit(
    gebruiker: Bezoeker, bijdrage: int, pk: int, *, verstuurd: bool = False
) -> tuple[Voortgang, bool]:
    """A paragraaf to change, and whether that is as the editor: of what was handed in. What was
    sent (`verstuurd`) when that has just changed is refused under the lock, with all that was
    written. Raises Http404."""
    try:
        own = get_own_voortgang(gebruiker, bijdrage, pk)
    except Http404:
        own = None
    if own is not None and own.bijdrage.staat != Inzendingstaat.INGEDIEND.value:
        return own, False
    found = Voortgang.objects.filter(pk=pk, bijdrage=bijdrage, verwijderd_op=None)
    voortgang = found.select_related("bijdrage__ronde", "bijdrage__thema").first()
    if voortgang is not None and may_redact(gebruiker, voortgang.bijdrage):
        return voortgang, True
    # It was handed in: a draft is nothing for an editor to have written in.
    was_ingediend = voortgang is not None and voortgang.bijdrage.staat != Inzendingstaat.CONCEPT
    if voortgang is not None and was_ingediend and verstuurd and own is None:
        if may_order_any(gebruiker):
            return voortgang, True
        raise Http404
    if own is None:
        raise Http404
    return own, False


def get_bijdrage(gebruiker: Bezoeker, pk: int) -> Bijdrage:
    """To read: fetched and authorised in one go. Raises Http404."""
    return _one(visible_bijdragen(gebruiker), pk)


def get_own_bijdrage(gebruiker: Bezoeker, pk: int) -> Bijdrage:
    """To write: the state is checked under the lock. Raises Http404."""
    return _one(own_bijdragen(gebruiker), pk)


def get_own_voortgang(gebruiker: Bezoeker, bijdrage: int, pk: int) -> Voortgang:
    """A paragraaf to write. Raises Http404."""
    if not isinstance(gebruiker, Gebruiker) or not gebruiker.is_active:
        raise Http404
    found = (
        Voortgang.objects.filter(_owned_by(gebruiker), pk=pk, bijdrage=bijdrage)
        .select_related("bijdrage__thema")
        .order_by()
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_visible_voortgang(gebruiker: Bezoeker, pk: int) -> Voortgang:
    """A paragraaf of a bijdrage that this person may read, a removed one included. Raises
    Http404."""
    readable = Voortgang.objects.filter(bijdrage__in=visible_bijdragen(gebruiker))
    found = readable.filter(pk=pk).select_related("bijdrage").first()
    if found is None:
        raise Http404
    return found


def may_propose(gebruiker: Bezoeker, bijdrage: Bijdrage) -> bool:
    """Whether this person may bring back a Word file with proposals: the writer where writing is
    allowed, the eindredacteur as long as the bijdrage has not been approved."""
    if may_write(gebruiker, bijdrage):
        return True
    return (
        isinstance(gebruiker, Gebruiker)
        and gebruiker.has_rol(Rol.EINDREDACTEUR)
        and bijdrage.staat != Inzendingstaat.GOEDGEKEURD.value
        and bijdrage.ronde.staat == "open"
    )


def may_review(gebruiker: Bezoeker) -> bool:
    """Whether this person judges what others wrote."""
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(*BEOORDELAARS)


def get_reviewed_bijdrage(gebruiker: Bezoeker, pk: int) -> Bijdrage:
    """A bijdrage with all that was ever handed in of it: for its writers, and for whoever judges
    it now. Raises Http404."""
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(*BEOORDELAARS):
        return _one(visible_bijdragen(gebruiker), pk)
    return _one(own_bijdragen(gebruiker), pk)


def get_bijdrage_to_ask_about(gebruiker: Bezoeker, pk: int) -> Bijdrage:
    """A bijdrage for which this person asks others for their akkoord. Raises Http404."""
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.EINDREDACTEUR):
        return _one(Bijdrage.objects.all(), pk)
    raise Http404


def get_voortgang_to_propose(
    gebruiker: Bezoeker, bijdrage: int, pk: int, *, verstuurd: bool = False
) -> Voortgang:
    """A paragraaf for which this person may suggest other words; of what was sent (`verstuurd`)
    that is looked at under the lock. Raises Http404."""
    found = Voortgang.objects.filter(pk=pk, bijdrage=bijdrage, verwijderd_op=None)
    voortgang = found.select_related("bijdrage__ronde", "bijdrage__thema").first()
    if voortgang is None:
        raise Http404
    if not may_propose(gebruiker, voortgang.bijdrage) and not (
        verstuurd and may_order_any(gebruiker)
    ):
        raise Http404
    return voortgang


def get_discussed_bijdrage(gebruiker: Bezoeker, pk: int) -> Bijdrage:
    """A bijdrage with its proposals and remarks: for its writers and the eindredacteur, also when
    others may read its text. Raises Http404."""
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.EINDREDACTEUR):
        return _one(Bijdrage.objects.all(), pk)
    return _one(own_bijdragen(gebruiker), pk)


def get_terugkomst(gebruiker: Bezoeker, bijdrage: int, pk: int) -> Terugkomst:
    """What came back, to read. Raises Http404."""
    return _terugkomst(get_discussed_bijdrage(gebruiker, bijdrage), pk)


def get_own_terugkomst(gebruiker: Bezoeker, bijdrage: int, pk: int) -> Terugkomst:
    """What came back, to decide about: the writer's alone. Raises Http404."""
    return _terugkomst(get_own_bijdrage(gebruiker, bijdrage), pk)


def _terugkomst(bijdrage: Bijdrage, pk: int) -> Terugkomst:
    found: Terugkomst | None = Terugkomst.objects.filter(pk=pk, bijdrage=bijdrage).first()
    if found is None:
        raise Http404
    found.bijdrage = bijdrage
    return found


def _one(bijdragen: QuerySet[Bijdrage], pk: int) -> Bijdrage:
    found = bijdragen.filter(pk=pk).select_related("ronde__plan", "thema").first()
    if found is None:
        raise Http404
    return found
