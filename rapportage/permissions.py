"""Who may see and do what with letters. Publications are public; everything else is asked here.

The document in which the auditcommissie judges a published mirror is the committee's own: whoever
works on the letter may read it while it is made, and nobody else writes in it.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from rapportage.herkend import Lijst, lijst_of, only_published, published_lijst
from rapportage.models import (
    Bijlage,
    Brief,
    Collegevoorstel,
    Functionaris,
    Onderdeel,
    Publicatie,
)
from rapportage.workflow import Briefsoort
from themas.jaar.models import Bijdrage
from themas.jaar.permissions import Bezoeker, visible_bijdragen
from themas.plan.afkomst import read_plannen
from veiligheid.core.models import Gebruiker
from veiligheid.core.nazien.stappen import judges
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.rollen import Rol

# A whole letter in concept shows every advisor's unfinished text: that is the editor's view.
_CONCEPT = (Rol.EINDREDACTEUR,)
_AUDIT_LEZEN = (
    Rol.AUDITCOMMISSIE,
    Rol.EINDREDACTEUR,
    Rol.BELEIDSADVISEUR,
    Rol.SECRETARIAAT,
)
AUDIT = Briefsoort.AUDITOORDEEL


def has_rol(gebruiker: Bezoeker, *rollen: Rol) -> bool:
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(*rollen)


def may_see_concept(gebruiker: Bezoeker) -> bool:
    """Whether this person may read a whole letter in preparation."""
    return has_rol(gebruiker, *_CONCEPT)


def may_start_document(gebruiker: Bezoeker) -> bool:
    """Whether this person starts the documents of a round besides its letter."""
    return has_rol(gebruiker, Rol.EINDREDACTEUR)


def may_judge(gebruiker: Bezoeker) -> bool:
    """Whether this person judges published mirrors."""
    return has_rol(gebruiker, Rol.AUDITCOMMISSIE)


def may_read_judgements(gebruiker: Bezoeker) -> bool:
    """Whether this person may read what the auditcommissie has not published yet."""
    return has_rol(gebruiker, *_AUDIT_LEZEN)


def publishable_brieven(gebruiker: Bezoeker) -> QuerySet[Brief]:
    """The letters that this person publishes, once they are ready: see `unapproved`."""
    if has_rol(gebruiker, Rol.SECRETARIAAT):
        return Brief.objects.all()
    return Brief.objects.filter(soort=AUDIT) if may_judge(gebruiker) else Brief.objects.none()


def may_publish(gebruiker: Bezoeker, brief: Brief) -> bool:
    """The secretariaat; its own document also the auditcommissie."""
    return publishable_brieven(gebruiker).filter(pk=brief.pk).exists()


def unapproved(brief: Brief) -> QuerySet[Bijdrage]:
    """What stands between this letter and publishing it on screen: the bijdragen of its round that
    nobody approved, and drafts of the round whose promises its mirror lays beside them; of a
    document about a whole term those of all its years. A judgement rests on what was published
    already."""
    if brief.soort == AUDIT:
        return Bijdrage.objects.none()
    ronde = brief.ronde
    waiting = Q(pk__in=Bijdrage.objects.unapproved().filter(ronde=ronde.pk).values("pk"))
    if ronde.verslagjaar is not None:
        plannen = read_plannen(ronde.plan_id)
        before = Bijdrage.objects.filter(
            ronde__plan__in=plannen, ronde__vooruitblikjaar=ronde.verslagjaar
        )
        if Briefsoort(brief.soort).over_de_looptijd:
            before |= Bijdrage.objects.filter(
                ronde__plan__in=plannen, ronde__vooruitblikjaar__lt=ronde.verslagjaar
            )
        waiting |= Q(pk__in=before.drafts().values("pk"))
    return Bijdrage.objects.filter(waiting).order_by("ronde", "positie")


def may_read(gebruiker: Bezoeker, brief: Brief) -> bool:
    """Whether this person may read this letter as it stands: the secretariaat when nothing of it
    waits for approval."""
    if may_see_concept(gebruiker):
        return True
    if brief.soort == AUDIT:
        return may_read_judgements(gebruiker)
    return has_rol(gebruiker, Rol.SECRETARIAAT) and not unapproved(brief).exists()


def judgements(gebruiker: Bezoeker) -> QuerySet[Brief]:
    """The documents of the auditcommissie that this person may read as they stand."""
    found = Brief.objects.filter(soort=AUDIT)
    return found if may_read_judgements(gebruiker) else found.none()


def own_brieven(gebruiker: Bezoeker) -> QuerySet[Brief]:
    """The letters in preparation that this person writes."""
    found = Brief.objects.none()
    if has_rol(gebruiker, Rol.EINDREDACTEUR):
        found |= Brief.objects.exclude(soort=AUDIT)
    if may_judge(gebruiker):
        found |= Brief.objects.filter(soort=AUDIT)
    return found


def may_write(gebruiker: Bezoeker, brief: Brief) -> bool:
    return own_brieven(gebruiker).filter(pk=brief.pk).exists()


def get_concept(gebruiker: Bezoeker, slug: str) -> Brief:
    """A letter in preparation to read: fetched and authorised in one go. Raises Http404 when it is
    not there or not for this person; nobody can tell which."""
    brief = _one(Brief.objects.select_related("ronde"), slug)
    if not may_read(gebruiker, brief):
        raise Http404
    return brief


def get_brief(gebruiker: Bezoeker, slug: str) -> Brief:
    """A letter in preparation to write. Raises Http404."""
    return _one(own_brieven(gebruiker), slug)


def get_brief_with_bijlagen(gebruiker: Bezoeker, slug: str) -> Brief:
    """A letter to give annexes: those show living records, which no judgement may rest on. Raises
    Http404."""
    return _one(_with_bijlagen(gebruiker), slug)


def _with_bijlagen(gebruiker: Bezoeker) -> QuerySet[Brief]:
    return own_brieven(gebruiker).exclude(soort=AUDIT)


def get_brief_with_facts(gebruiker: Bezoeker, slug: str) -> Brief:
    """The letter whose number, date and signatories this person fills in: who writes it, and who
    publishes it without seeing its draft. Raises Http404."""
    brief = Brief.objects.filter(slug=slug).first()
    if brief is None or not (may_write(gebruiker, brief) or may_publish(gebruiker, brief)):
        raise Http404
    return brief


def get_brief_to_publish(gebruiker: Bezoeker, slug: str) -> Brief:
    """A letter that this person publishes, ready or not. Raises Http404."""
    return _one(publishable_brieven(gebruiker).select_related("ronde"), slug)


def get_brief_on_its_way(gebruiker: Bezoeker, slug: str) -> Brief:
    """A letter of themes on its way to the college: for who edits it and who publishes it, without
    its text. Raises Http404."""
    brief = Brief.objects.with_themas().filter(slug=slug).first()
    if brief is None or not (may_write(gebruiker, brief) or may_publish(gebruiker, brief)):
        raise Http404
    return brief


def may_prepare_voorstel(gebruiker: Bezoeker, brief: Brief) -> bool:
    """Whether this person prepares the collegevoorstel of a letter: who edits the letter and who
    brings it to the college."""
    return brief.heeft_themas and (may_write(gebruiker, brief) or may_publish(gebruiker, brief))


def get_voorstel(gebruiker: Bezoeker, slug: str) -> Collegevoorstel:
    """The collegevoorstel of a letter, to write. Raises Http404."""
    found = Collegevoorstel.objects.select_related("brief").filter(brief__slug=slug).first()
    if found is None or not may_prepare_voorstel(gebruiker, found.brief):
        raise Http404
    return found


def may_keep_functionarissen(gebruiker: Bezoeker) -> bool:
    """Whether this person keeps who signs letters, and when."""
    return has_rol(gebruiker, Rol.EINDREDACTEUR, Rol.SECRETARIAAT)


def require_functionarissen(gebruiker: Bezoeker) -> None:
    """Raises Http404."""
    if not may_keep_functionarissen(gebruiker):
        raise Http404


def get_functionaris(gebruiker: Bezoeker, pk: int) -> Functionaris:
    """Somebody in a function, to change. Raises Http404."""
    require_functionarissen(gebruiker)
    found = Functionaris.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_onderdeel(gebruiker: Bezoeker, slug: str, pk: int) -> Onderdeel:
    """A general part to write. Raises Http404."""
    found = (
        Onderdeel.objects.filter(pk=pk, brief__in=own_brieven(gebruiker).filter(slug=slug))
        .select_related("brief__ronde", "bijlage", "afbeelding")
        .defer("afbeelding__inhoud")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_onderdeel_to_remark(gebruiker: Bezoeker, pk: int) -> Onderdeel:
    """A general part or a text of an annex, for whoever may read it. Raises Http404."""
    mine = Q(brief__in=own_brieven(gebruiker))
    mine |= Q(pk__in=readable_onderdelen(gebruiker).values("pk"))
    mine |= Q(bijlage__in=readable_bijlagen(gebruiker).values("pk"), verwijderd_op=None)
    readable = Onderdeel.objects.filter(mine)
    found = readable.filter(pk=pk).select_related("brief", "bijlage").first()
    if found is None:
        raise Http404
    return found


def get_bijlage_to_remark(gebruiker: Bezoeker, pk: int) -> Bijlage:
    """An annex, for whoever may read it. Raises Http404."""
    mine = Q(brief__in=letters_of(gebruiker))
    mine |= Q(pk__in=readable_bijlagen(gebruiker).values("pk"))
    readable = Bijlage.objects.filter(mine)
    found = readable.filter(pk=pk).select_related("brief").first()
    if found is None:
        raise Http404
    return found


def get_bijlage(gebruiker: Bezoeker, slug: str, sleutel: str) -> Bijlage:
    """An annex to fill, a removed one included. Raises Http404."""
    found = (
        Bijlage.objects.filter(
            sleutel=sleutel, brief__in=_with_bijlagen(gebruiker).filter(slug=slug)
        )
        .select_related("brief__ronde", "thema", "plan")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _states_read(gebruiker: Bezoeker) -> list[str]:
    """In which states somebody reads a part of a letter that is not theirs to write."""
    states = []
    if has_rol(gebruiker, Rol.LEIDINGGEVENDE, Rol.PORTEFEUILLEHOUDER):
        states.append(Inzendingstaat.GOEDGEKEURD.value)
    if judges(gebruiker):
        states.append(Inzendingstaat.INGEDIEND.value)
    return states


def letters_of(gebruiker: Bezoeker) -> QuerySet[Brief]:
    """The letters of which this person writes the parts that are handed in."""
    return own_brieven(gebruiker).exclude(soort=AUDIT)


def readable_onderdelen(gebruiker: Bezoeker) -> QuerySet[Onderdeel]:
    """The general parts that this person writes or judges."""
    mine = Q(brief__in=letters_of(gebruiker)) | Q(staat__in=_states_read(gebruiker))
    standing = Onderdeel.objects.filter(bijlage=None, verwijderd_op=None)
    return standing.filter(mine).exclude(brief__soort=AUDIT)


def readable_bijlagen(gebruiker: Bezoeker) -> QuerySet[Bijlage]:
    """The annexes that this person writes or judges; one that is withheld only who writes it."""
    judged = Q(staat__in=_states_read(gebruiker), geheim_grond="")
    mine = Q(brief__in=letters_of(gebruiker)) | judged
    return Bijlage.objects.filter(mine, verwijderd_op=None).exclude(brief__soort=AUDIT)


def readable_gegevens(gebruiker: Bezoeker) -> QuerySet[Brief]:
    """The letters of which this person writes or judges the facts."""
    judged = Q(gegevens_staat__in=_states_read(gebruiker))
    return Brief.objects.filter(Q(pk__in=letters_of(gebruiker)) | judged).exclude(soort=AUDIT)


def one_part(records: QuerySet[Any], pk: int) -> Any:
    """One of these parts of letters. Raises Http404."""
    found = records.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_brief_to_ask_about(gebruiker: Bezoeker, pk: int) -> Brief:
    """A letter about which this person asks others whether they agree. Raises Http404."""
    found = letters_of(gebruiker).filter(pk=pk).select_related("ronde").first()
    if found is None:
        raise Http404
    return found


def get_brief_to_remark(gebruiker: Bezoeker, pk: int) -> Brief:
    """A letter, for who reads remarks at the whole of it. Raises Http404."""
    return get_brief_to_ask_about(gebruiker, pk)


def get_judgement(gebruiker: Bezoeker, slug: str) -> Brief:
    """A document of the auditcommissie to read. Raises Http404."""
    return _one(judgements(gebruiker).select_related("ronde"), slug)


def get_brief_with_thema(gebruiker: Bezoeker, slug: str, thema: str) -> Brief:
    """The letter in preparation in which this person may read this theme. Raises Http404."""
    bijdragen = visible_bijdragen(gebruiker).filter(thema__slug=thema)
    return _one(Brief.objects.with_themas().filter(ronde__bijdragen__in=bijdragen), slug)


def get_lijst(gebruiker: Bezoeker, slug: str) -> Lijst:
    """The recognised promises of a letter: for who writes it, for the secretariaat when nothing of
    it waits for approval, and for the griffie once it is published; of what was published only when
    this person may not read what is being written. Raises Http404."""
    lijst = _lijst(gebruiker, _one(_with_lijst(), slug))
    if lijst is None:
        raise Http404
    return lijst


def newest_lijst(gebruiker: Bezoeker) -> Lijst | None:
    """That of the newest letter that may be there for this person."""
    found = _with_lijst().order_by("-ronde__vooruitblikjaar", "-pk")
    if not has_rol(gebruiker, Rol.EINDREDACTEUR, Rol.SECRETARIAAT):
        if not has_rol(gebruiker, Rol.GRIFFIE):
            return None
        found = found.filter(slug__in=Publicatie.objects.values("slug"))
    brief = found.first()
    if brief is not None and may_see_concept(gebruiker):
        return lijst_of(brief)  # what readers have of it is of no matter here
    return _lijst(gebruiker, brief) if brief else None


def _with_lijst() -> QuerySet[Brief]:
    return Brief.objects.with_themas().select_related("ronde__plan").prefetch_related("onderdelen")


def _lijst(gebruiker: Bezoeker, brief: Brief) -> Lijst | None:
    if may_write(gebruiker, brief) or may_read(gebruiker, brief):
        return published_lijst(brief)
    if not has_rol(gebruiker, Rol.GRIFFIE):
        return None
    lijst = published_lijst(brief)
    return only_published(lijst) if lijst.publicatie else None


def _one(brieven: QuerySet[Brief], slug: str) -> Brief:
    brief = brieven.filter(slug=slug).first()
    if brief is None:
        raise Http404
    return brief
