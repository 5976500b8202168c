"""The general parts of a letter and the register of promises. The paragrafen of the themes have
their own in `themas.toezeggingen`."""

from rapportage.models import Brief, Onderdeel
from rapportage.workflow import Briefsoort
from themas.jaar.models import Ronde
from themas.plan.models import Thema
from themas.plan.querysets import ThemaQuerySet
from themas.toezeggingen.aanbod import Aanbod, keys_in, offers_in
from themas.toezeggingen.bevindingen import sentence_gone
from themas.toezeggingen.herkomst import GepubliceerdeBrief, Herkomst
from themas.toezeggingen.models import Toezegging, Zinweigering
from themas.toezeggingen.opnemen import find_offer, register_offer
from veiligheid.core.findings import Herstelbaar
from veiligheid.core.models import Gebruiker
from veiligheid.core.richtext import plain
from veiligheid.document.brief import Briefdocument

_GROEPEN = (Onderdeel.Plek.PRIORITAIR, Onderdeel.Plek.KERN)


def onderdeel_anker(onderdeel: Onderdeel) -> str:
    """The anchor of a general part in the letter. What introduces a group stands under its
    heading."""
    if onderdeel.plek in _GROEPEN:
        return f"groep-{onderdeel.plek}"
    return f"onderdeel-{onderdeel.sleutel}"


def aanbod_for(onderdeel: Onderdeel) -> list[Aanbod]:
    """The sentences of a general part that are offered for the register. Two queries; its brief and
    ronde must be there. What the auditcommissie writes promises nothing on behalf of the college.
    """
    if onderdeel.brief.soort == Briefsoort.AUDITOORDEEL:
        return []
    known = {t.zinsleutel: t for t in Toezegging.objects.filter(onderdeel=onderdeel.pk)}
    refused = {w.zinsleutel: w for w in Zinweigering.objects.filter(onderdeel=onderdeel.pk)}
    ronde = onderdeel.brief.ronde
    return offers_in([plain(onderdeel.tekst)], onderdeel.kop, ronde, known, refused)


def themas_of(ronde: Ronde) -> ThemaQuerySet:
    """The themes that a promise of a round's letter may be about, in order."""
    return Thema.objects.filter(bijdragen__ronde=ronde).order_by("bijdragen__positie")


def register_sentence(
    onderdeel: Onderdeel, sleutel: str, door: Gebruiker, thema: int | None = None
) -> Toezegging:
    """Enter one of them, under a theme of the round or under none. Raises as `register_offer`
    does."""
    about = themas_of(onderdeel.brief.ronde).filter(pk=thema or 0).first()
    offer = find_offer(aanbod_for(onderdeel), sleutel)
    return register_offer(offer, onderdeel_herkomst(onderdeel, onderdeel.brief), about, door)


def onderdeel_herkomst(onderdeel: Onderdeel, brief: Brief) -> Herkomst:
    """Where a promise in a general part is made."""
    return Herkomst(
        f"Brief {brief.ronde.jaar} › {onderdeel}",
        onderdeel_anker(onderdeel),
        onderdeel=onderdeel.pk,
        ronde=brief.ronde,
    )


def gone_from_onderdelen(brief: Brief) -> list[Herstelbaar]:
    """Entries made in a general part that no longer holds their sentence, or that was removed.
    `brief` holds its standing onderdelen. Two queries at most."""
    texts = {o.pk: o.tekst for o in brief.onderdelen.all()}
    everything = Onderdeel.objects.filter(brief=brief).values("pk")
    made = Toezegging.objects.filter(onderdeel__in=everything, openbaar=False)
    return [
        sentence_gone(t)
        for t in made.exclude(zinsleutel="").order_by("pk")
        if t.zinsleutel not in keys_in([plain(texts.get(t.onderdeel or 0, ""))])
    ]


def published(brief: Brief, document: Briefdocument, adres: str) -> GepubliceerdeBrief:
    """What the register must know of a letter that is published now."""
    paragrafen = {p.anker for h in document.hoofdstukken for p in h.paragrafen}
    onderdelen = {o.anker for o in (*document.inleiding, *document.afsluiting)}
    groepen = {g.anker for g in document.groepen if g.inleiding}
    standing = brief.onderdelen.filter(verwijderd_op=None)
    return GepubliceerdeBrief(
        ronde=brief.ronde,
        adres=adres,
        ankers=frozenset(paragrafen | onderdelen | groepen),
        onderdelen={o.pk: onderdeel_anker(o) for o in standing},
        datum=document.datum,
        portefeuillehouder=document.portefeuillehouder,
    )
