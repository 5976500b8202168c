"""A mirror from a file into the records: what the command and the screen share."""

from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.text import slugify

from themas.plan.bewerken import versions_noted
from themas.plan.models import Plan
from themas.spiegel.importing.apply import apply_plan
from themas.spiegel.importing.apply_jaar import apply_jaar
from themas.spiegel.importing.parse_doelen import parse_doelen
from themas.spiegel.importing.parse_lijst import parse_lijst
from themas.spiegel.importing.parse_word import parse_word
from themas.spiegel.importing.source import BronSpiegel
from themas.spiegel.importing.validate import validate_spiegel
from themas.spiegel.maken import make_spiegel
from veiligheid.core.bestandssoort import is_word
from veiligheid.core.bron import Ingelezen
from veiligheid.core.findings import Bevinding, Geweigerd, blocking, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.tabellen.vraag import Antwoorden
from veiligheid.core.word import read_word
from veiligheid.core.word.macros import refuse_macros
from veiligheid.document.spiegel import Spiegel


@dataclass(frozen=True, slots=True)
class SpiegelOpties:
    """What the file doesn't say: into which plan (its address or its title; a new one when there
    is none), and the year that is mirrored."""

    bestandsnaam: str
    plan: str
    jaar: int
    antwoorden: Antwoorden = field(default_factory=dict)


@dataclass
class SpiegelBron:
    """A mirror as it was read, what deserves a look, and the SHA-256 of each file."""

    bron: BronSpiegel
    bevindingen: list[Bevinding]
    sha256: list[str]


def read_spiegel(
    data: bytes, naam: str, doelen: bytes | None = None, antwoorden: Antwoorden | None = None
) -> SpiegelBron:
    """A mirror from a Word, Excel or CSV file, with a list of goals when there is one. Raises
    Gevraagd, Geweigerd."""
    if is_word(data):
        refuse_macros(data)
        document = read_word(data, naam)
        bron, found = parse_word(document)
        bevindingen = [*document.bevindingen, *found]
    else:
        bron, bevindingen = parse_lijst(data, antwoorden or {})
    if doelen is not None:
        bevindingen += parse_doelen(doelen, bron)
    files = [data] if doelen is None else [data, doelen]
    return SpiegelBron(bron, bevindingen, [sha256(each).hexdigest() for each in files])


def import_spiegel(
    gelezen: SpiegelBron, opties: SpiegelOpties, door: Gebruiker | None
) -> Ingelezen:
    """Validate and apply, inside the caller's transaction. Raises Geweigerd."""
    bron = gelezen.bron
    bevindingen = [*gelezen.bevindingen, *validate_spiegel(bron, opties.jaar)]
    if wrong := blocking(bevindingen):
        raise Geweigerd(*wrong)
    slug = plan_slug(opties.plan)
    known = Plan.objects.filter(slug=slug).first()
    stands = make_spiegel(known, opties.jaar) if known else None
    with versions_noted(slug):
        plan = apply_plan(bron, slug, opties.plan, opties.jaar)
        apply_jaar(plan, stands)
    telling = plan.telling
    telling.bevindingen[:0] = bevindingen
    if telling.veranderd:
        details = {"bestand": opties.bestandsnaam, "jaar": opties.jaar, "sha256": gelezen.sha256}
        Logregel.write("importeren", plan.plan, door, **details)
    return Ingelezen(telling, _closing(make_spiegel(plan.plan, opties.jaar), bron), slug)


def plan_slug(naam: str) -> str:
    """The address of the plan with this address or title, or of a new one. Raises Geweigerd."""
    known = Plan.objects.filter(titel__iexact=naam.strip()).first()
    slug = known.slug if known else slugify(naam)[:80]
    if not slug:
        melding = "Geef het plan een naam met letters of cijfers."
        raise Geweigerd(blokkeert("plan-zonder-naam", melding))
    return slug


def _closing(spiegel: Spiegel, bron: BronSpiegel) -> str:
    """Counts of what the file holds, and the colours of the mirror that it makes."""
    filled = {(thema.titel, rij.pijler) for thema in bron.themas for rij in thema.rijen}
    doelen = [(thema.titel, p.titel) for thema in bron.themas for p in thema.pijlers]
    empty = len(set(doelen) - filled)
    thema, pijler, actie = spiegel.label_thema, spiegel.label_pijler, spiegel.label_actie
    return (
        f"Spiegel {spiegel.jaar} van {spiegel.plan_slug}: {_count(len(bron.themas), thema)}, "
        f"{_count(len(doelen), pijler)} ({empty} zonder {actie}), "
        f"{_count(len(bron.rijen), actie)}; {spiegel.telling}."
    )


def _count(n: int, label: str) -> str:
    """ "3 ambities", "26 doelen", "1 activiteit"."""
    if n == 1:
        return f"1 {label}"
    if label == "thema":
        return f"{n} thema’s"
    return f"{n} {label}{'en' if label.endswith(('doel', 'punt', 'teit')) else 's'}"
