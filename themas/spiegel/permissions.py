"""Who may see how much of a mirror that stands on living records. What is published is public; this
is about what is not yet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import Http404

from themas.jaar.models import Bijdrage, Ronde
from themas.jaar.permissions import Bezoeker, own_bijdragen, visible_bijdragen
from themas.plan.models import Plan
from themas.spiegel.maken import make_spiegel
from veiligheid.core.models import Gebruiker
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.rollen import Rol
from veiligheid.document.spiegel import Gepubliceerd, Passage, Spiegel, Spiegelrij
from veiligheid.document.woorden import Kleur


def mirrored_bijdragen(gebruiker: Bezoeker) -> QuerySet[Bijdrage]:
    """The bijdragen whose themes this person sees in the mirror: all of them for the eindredacteur,
    the own ones for an advisor, and what was approved for the secretariaat."""
    if not isinstance(gebruiker, Gebruiker):
        return Bijdrage.objects.none()
    if gebruiker.has_rol(Rol.EINDREDACTEUR):
        return Bijdrage.objects.all()
    mine = own_bijdragen(gebruiker)
    if gebruiker.has_rol(Rol.SECRETARIAAT):
        approved = Bijdrage.objects.filter(staat=Inzendingstaat.GOEDGEKEURD.value)
        mine = Bijdrage.objects.filter(pk__in=mine.values("pk")) | approved
    return mine.distinct()


@dataclass(frozen=True, slots=True)
class Gezien:
    """A mirror as somebody may see it, its plan, and the bijdragen of that year by theme."""

    plan: Plan
    spiegel: Spiegel
    bijdragen: dict[str, int]


def spiegels_for(gebruiker: Bezoeker) -> list[tuple[Plan, int]]:
    """The plans and years of which this person may see a mirror, the newest first."""
    mine = mirrored_bijdragen(gebruiker).values("ronde")
    rondes = Ronde.objects.filter(pk__in=mine).exclude(verslagjaar=None)
    found = rondes.select_related("plan").order_by("-verslagjaar", "plan__titel")
    return list(dict.fromkeys((r.plan, r.verslagjaar or 0) for r in found))


def get_spiegel(
    gebruiker: Bezoeker,
    slug: str,
    jaar: int,
    promised: Callable[[int, int], Gepubliceerd],
) -> Gezien:
    """To read: fetched and authorised in one go. Raises Http404 when nobody looks back on that
    year, or nothing of it is for this person.

    promised: what published letters promised, of a plan for a year.
    """
    mine = mirrored_bijdragen(gebruiker).filter(ronde__plan__slug=slug)
    back = mine.filter(ronde__verslagjaar=jaar)
    bijdragen = dict(back.order_by("-pk").values_list("thema__slug", "pk"))
    if not bijdragen:
        raise Http404
    plan = Plan.objects.get(slug=slug)
    spiegel = make_spiegel(plan, jaar, promised(plan.pk, jaar))
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.EINDREDACTEUR):
        return Gezien(plan, spiegel, bijdragen)
    told = set(bijdragen)
    secret = _drafts_ahead(gebruiker, jaar)
    rijen = (_as_seen(r, secret, told) for r in spiegel.rijen if r.thema_slug in told)
    return Gezien(plan, spiegel.only(rijen, told), bijdragen)


def rows_seen(
    gebruiker: Bezoeker, rijen: Iterable[Spiegelrij], ronde: Ronde
) -> tuple[Spiegelrij, ...]:
    """Rows of the mirror in a letter in preparation, for whoever may read the theme they are of."""
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.EINDREDACTEUR):
        return tuple(rijen)
    mine = visible_bijdragen(gebruiker).filter(ronde=ronde)
    told = set(mine.values_list("thema__slug", flat=True))
    secret = _drafts_ahead(gebruiker, ronde.verslagjaar or 0)
    return tuple(_as_seen(rij, secret, told) for rij in rijen)


def _drafts_ahead(gebruiker: Bezoeker, jaar: int) -> set[str]:
    """The themes whose promises for this year stand in a text that is not finished and not this
    person's. What is finished, everybody who works on the next letter reads; who reports on a theme
    now, has its promises beside the text."""
    ahead = Bijdrage.objects.filter(ronde__vooruitblikjaar=jaar)
    others = ahead.drafts().exclude(pk__in=mirrored_bijdragen(gebruiker).values("pk"))
    reports = own_bijdragen(gebruiker).filter(ronde__verslagjaar=jaar)
    slugs = (found.values_list("thema__slug", flat=True) for found in (others, reports))
    drafts, own = map(set, slugs)
    return drafts - own


def _as_seen(rij: Spiegelrij, secret: set[str], told: set[str]) -> Spiegelrij:
    """Without the words that stand in somebody else's draft; that something stands there is told
    on the writing screens too."""
    judged = not rij.beoordeeld_bij or rij.beoordeeld_bij in told
    seen = rij if judged else _not_judged(rij)
    return replace(
        seen,
        beloofd=tuple(_seen(p, p.thema_slug not in secret) for p in rij.beloofd),
        gedaan=tuple(_seen(p, p.thema_slug in told) for p in rij.gedaan),
    )


def _seen(passage: Passage, readable: bool) -> Passage:
    return passage if readable else replace(passage, kop="", html="", anker="")


def _not_judged(rij: Spiegelrij) -> Spiegelrij:
    kleur = None if rij.kleur in (Kleur.GEEL, Kleur.GROEN) else rij.kleur
    last = replace(rij.spoor[-1], kleur=kleur, realisatie=None, reden=rij.reden_einde)
    return replace(
        rij,
        kleur=kleur,
        realisatie=None,
        oorzaak="",
        gevolg="",
        bijsturing="",
        spoor=(*rij.spoor[:-1], last),
        beoordeeld_bij="",
    )
