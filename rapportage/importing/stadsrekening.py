"""The chapter of an annual account from a Word file: its introduction and its themes, as texts of
its own, and the plan that it accounts for when there is none yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify

from rapportage.importing.apply import apply_document
from rapportage.importing.source import BronBrief, BronOnderdeel
from rapportage.models import Briefsoort, Onderdeel
from themas.plan.models import Plan, Plansoort, Themasoort
from themas.plan.themes import add_thema
from veiligheid.core.bron import Ingelezen, Sleutels, Telling
from veiligheid.core.findings import Bevinding, Geweigerd, blocking, blokkeert, let_op
from veiligheid.core.matching import titelsleutel, without_number
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.word import Worddocument
from veiligheid.core.word_sections import Section, as_html, sections
from veiligheid.core.zinnen import counted

_PLAN = re.compile(
    r"(?<!\w)(?P<titel>[A-Z][\w&’']{0,40}(?: [\w&’']{1,40}){0,6}?) (?P<van>20\d\d)"
    r" ?(?:[-–/]|tot en met|t/m) ?"
    r"(?P<tot>20\d\d)"
)


_ARTICLE = re.compile(r"\b(?:het|de|ons|onze|een)\s+", re.I)


@dataclass(frozen=True, slots=True)
class RekeningOpties:
    """What the file doesn't say: the year that it accounts for, and the plan (its address) unless
    its text names one."""

    bestandsnaam: str
    jaar: int
    plan: str = ""


def import_stadsrekening(
    document: Worddocument, opties: RekeningOpties, door: Gebruiker | None
) -> Ingelezen:
    """Parse, validate and apply, inside the caller's transaction. Raises Geweigerd."""
    bron, noted = parse_stadsrekening(document)
    bevindingen = [*document.bevindingen, *noted, *validate_stadsrekening(bron)]
    if wrong := blocking(bevindingen):
        raise Geweigerd(*wrong)
    telling = Telling()
    plan = _plan(bron, opties, telling)
    brief = apply_document(bron, plan, opties.jaar + 1, Briefsoort.STADSREKENING, telling)
    telling.bevindingen[:0] = bevindingen
    if telling.veranderd:
        Logregel.write("importeren", brief, door, bestand=opties.bestandsnaam)
    themas = sum(1 for o in bron.onderdelen if o.niveau == 2)
    slot = (
        f"Hoofdstuk {brief.slug} bij {plan.slug}: {counted(themas, 'thema', 'thema’s')}, "
        f"{counted(len(bron.onderdelen), 'tekst', 'teksten')}."
    )
    return Ingelezen(telling, slot, brief.slug)


def parse_stadsrekening(document: Worddocument) -> tuple[BronBrief, list[Bevinding]]:
    """Every heading with the text beneath it, in their order."""
    bron = BronBrief(document.titel)
    root, sleutels, noted = sections(document), Sleutels(), list[Bevinding]()

    def add(niveau: int, kop: str, html: str, plek: str) -> None:
        where = Onderdeel.Plek.ALGEMEEN if kop else Onderdeel.Plek.INLEIDING
        key = sleutels.unique("onderdeel", where, kop)
        bron.onderdelen.append(BronOnderdeel(key, where, niveau, kop, html, plek or kop))

    if root.inhoud:
        add(1, "", "".join(map(as_html, root.inhoud)), "inleiding")
    for section, depth in _walk(root):
        if depth > 2:
            melding = "Deze kop staat dieper dan een thema; hij is een eigen tekst geworden."
            noted.append(let_op("kop-te-diep", melding, section.kop))
        add(min(depth, 2), section.volledige_kop, section.html, section.plek)
    return bron, noted


def _walk(section: Section, depth: int = 1) -> Iterator[tuple[Section, int]]:
    for kind in section.kinderen:
        yield kind, depth
        yield from _walk(kind, depth + 1)


def validate_stadsrekening(bron: BronBrief) -> list[Bevinding]:
    if not any(o.kop for o in bron.onderdelen):
        melding = (
            "Dit bestand heeft geen koppen. Geef de koppen in Word de stijl Kop 1, Kop 2 … en "
            "bewaar het bestand opnieuw."
        )
        return [blokkeert("geen-koppen", melding)]
    return [
        let_op("tekst-ontbreekt", "Onder deze kop staat geen tekst.", o.kop)
        for o in bron.onderdelen
        if o.kop and not o.html and o.niveau == 2
    ]


def _plan(bron: BronBrief, opties: RekeningOpties, telling: Telling) -> Plan:
    """The plan of this address, else the one that the text names, made when there is none yet.
    Raises Geweigerd."""
    if opties.plan:
        plan = Plan.objects.select_for_update().filter(slug=opties.plan).first()
        if plan is None:
            known = ", ".join(Plan.objects.values_list("slug", flat=True)) or "nog geen"
            melding = f"Er is geen plan ‘{opties.plan}’. Plannen: {known}."
            raise Geweigerd(blokkeert("plan-onbekend", melding))
        return plan
    found = named_plan(bron, opties.jaar)
    if found is None:
        melding = (
            f"De tekst noemt geen plan waar {opties.jaar} in valt (zoals ‘Beleidskader 2016-2018’)."
            " Kies het plan (--plan)."
        )
        raise Geweigerd(blokkeert("plan-ongenoemd", melding))
    titel, van, tot = found
    for plan in Plan.objects.select_for_update().filter(van_jaar=van, tot_en_met_jaar=tot):
        if plan.soort == Plansoort.IVP or titelsleutel(plan.titel) == titelsleutel(titel):
            return plan
    return _new_plan(bron, titel, van, tot, telling)


def _new_plan(bron: BronBrief, titel: str, van: int, tot: int, telling: Telling) -> Plan:
    name = f"{titel} {van}-{tot}"
    plan = Plan.objects.create(
        slug=slugify(name)[:80],
        soort=Plansoort.IVP,
        titel=name,
        van_jaar=van,
        tot_en_met_jaar=tot,
    )
    telling.made(plan)
    for onderdeel in bron.onderdelen:
        if onderdeel.niveau == 2:
            kop = without_number(onderdeel.kop)
            telling.made(add_thema(plan, kop, Themasoort.PRIORITAIR, toegevoegd_in=None))
    telling.bevindingen.append(
        let_op("plan-nieuw", f"‘{name}’ is opgenomen als plan, met de thema’s van dit hoofdstuk.")
    )
    return plan


def named_plan(bron: BronBrief, jaar: int) -> tuple[str, int, int] | None:
    """Title and years of the first plan that the text names and that this year falls in."""
    for onderdeel in bron.onderdelen:
        for match in _PLAN.finditer(re.sub(r"<[^>]+>", " ", onderdeel.html)):
            van, tot = int(match["van"]), int(match["tot"])
            if van <= jaar <= tot <= van + 8:
                # "Met het Beleidskader …": a name begins behind its article.
                return _ARTICLE.split(match["titel"])[-1], van, tot
    return None
