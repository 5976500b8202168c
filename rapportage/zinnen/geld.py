"""What is said of money: every sentence that is made from amounts is made here."""

from collections.abc import Sequence
from decimal import Decimal

from monitoring.charts.notatie import nl
from monitoring.geld.overzicht import Totaal
from veiligheid.core.zinnen import enumerate_words
from veiligheid.core.zinsoorten import zinsoort
from veiligheid.document.raad import Raadsbedrag

DUIZEND = Decimal(1000)
_EURO = r"€\u00a0-?[\d.]+(?:,\d\d)?"
_SOM = rf"(?:niet vermeld|{_EURO}(?: \(bekend van \d+ van \d+ regels\))?)"


def euro(bedrag: Decimal, decimalen: int | None = None) -> str:
    """ "€ 1.250.000"; with cents where there are any, unless it is said how many."""
    if decimalen is None:
        decimalen = 2 if bedrag % 1 else 0
    return f"€\u00a0{nl(bedrag, decimalen)}"


@zinsoort(
    "geld-vermeld-totaal",
    rf"Het document noemt {_EURO} als totaal (?:begroot|na wijziging|gerealiseerd); de regels "
    rf"tellen op tot {_EURO}\. Verschil: {_EURO}\.",
)
def stated_sentence(soort: str, vermeld: Decimal, som: Decimal) -> str:
    """The total of a year that the source states (`vermeld`) beside the sum of the lines that state
    an amount of this kind, and the difference, in euros. Only where they differ."""
    return (
        f"Het document noemt {euro(vermeld)} als totaal {soort}; de regels tellen op tot "
        f"{euro(som)}. Verschil: {euro(vermeld - som)}."
    )


@zinsoort(
    "geld-bijdrage",
    rf"Van de bijdrage .+? van {_EURO} is in \d{{4}} {_EURO} besteed(?:; (?:{_EURO} is over|er is "
    rf"{_EURO} meer besteed dan gegeven))?\.",
)
def grant_sentence(jaar: int, bron: str, gegeven: Decimal, besteed: Decimal) -> str:
    """ "Van de bijdrage specifieke uitkering (SPUK) van € 300.000 is in 2020 € 280.000 besteed;
    € 20.000 is over." The sums over the lines of a project plan that have this source, in euros;
    only when of all of those both are stated."""
    text = f"Van de bijdrage {bron} van {euro(gegeven)} is in {jaar} {euro(besteed)} besteed"
    if gegeven > besteed:
        text += f"; {euro(gegeven - besteed)} is over"
    elif gegeven < besteed:
        text += f"; er is {euro(besteed - gegeven)} meer besteed dan gegeven"
    return f"{text}."


def unit_words(deler: Decimal) -> str:
    """In which unit a table or a file gives its amounts: "x € 1.000" or "in euro’s"."""
    return "x €\u00a01.000" if deler == DUIZEND else "in euro’s"


@zinsoort(
    "geld-gekost",
    rf"Lasten in \d{{4}}: begroot {_SOM}(?:, na wijziging {_SOM})?"
    rf"(?: en gerealiseerd {_SOM}|; wat is uitgegeven, is niet vermeld)\.",
)
def costs_sentence(jaar: int, lasten: Sequence[Raadsbedrag], decimalen: int) -> str:
    """ "Lasten in 2024: begroot € 1.180.000, na wijziging € 1.240.000 en gerealiseerd € 1.201.000."

    The sums over the lines of the theme that state any amount of this year, in euros; of how many
    lines when not all of them state that kind. The budget after changes only when a line states it;
    that what was spent is not stated only when no line states it.
    """

    def total(amounts: Sequence[Decimal | None]) -> str:
        known = [a for a in amounts if a is not None]
        if not known:
            return "niet vermeld"
        text = euro(sum(known, Decimal(0)), decimalen)
        if len(known) == len(amounts):
            return text
        return f"{text} (bekend van {len(known)} van {len(amounts)} regels)"

    changed = [b.na_wijziging for b in lasten]
    spent = [b.gerealiseerd for b in lasten]
    text = f"Lasten in {jaar}: begroot {total([b.begroot for b in lasten])}"
    if any(a is not None for a in changed):
        text += f", na wijziging {total(changed)}"
    if all(a is None for a in spent):
        return f"{text}; wat is uitgegeven, is niet vermeld."
    return f"{text} en gerealiseerd {total(spent)}."


@zinsoort("geld-niets", r"Voor dit thema zijn (?:geen bedragen van \d{4} gekoppeld|"
          r"van \d{4} alleen baten vermeld)\.")  # fmt: skip
def _nothing(jaar: int, *, baten: bool) -> str:
    """Of a theme without costs in this year: whether there are no amounts at all, or income."""
    if baten:
        return f"Voor dit thema zijn van {jaar} alleen baten vermeld."
    return f"Voor dit thema zijn geen bedragen van {jaar} gekoppeld."


def money_answer(jaar: int, geld: Sequence[Raadsbedrag]) -> str:
    """The short answer to what a theme cost. Income is told in the table alone."""
    costs = [b for b in geld if b.kant == "lasten"]
    if not costs:
        return _nothing(jaar, baten=bool(geld))
    answer = costs_sentence(jaar, costs, decimals_of(geld))
    if any(b.ook_voor for b in costs):
        answer += " Daarin zit geld dat ook voor andere thema’s is."
    return answer


def decimals_of(geld: Sequence[Raadsbedrag]) -> int:
    """Cents everywhere when any amount has them."""
    amounts = [a for b in geld for a in (b.begroot, b.na_wijziging, b.gerealiseerd)]
    return 2 if any(a is not None and a % 1 for a in amounts) else 0


@zinsoort(
    "geld-gedeeld",
    r"‘[^’]+’ is ook voor .+?; het bedrag is van die thema’s samen, ook in de som\.",
)
def shared_sentence(naam: str, ook_voor: Sequence[str]) -> str:
    """ "‘Zorg’ is ook voor A en B; het bedrag is van die thema’s samen, ook in de som." Of a line
    that the plan links to more themes, with all the others."""
    return (
        f"‘{naam}’ is ook voor {enumerate_words(ook_voor)}; het bedrag is van die thema’s samen, "
        "ook in de som."
    )


@zinsoort("geld-voor-alle", r"Niet meegeteld, want voor alle thema’s samen: (?:‘.+’)\.")
def for_all_sentence(namen: Sequence[str]) -> str:
    """ "Niet meegeteld, want voor alle thema’s samen: ‘Informatie’." The lines that the plan links
    to all themes and that state any amount of this year."""
    names = enumerate_words([f"‘{naam}’" for naam in namen])
    return f"Niet meegeteld, want voor alle thema’s samen: {names}."


@zinsoort(
    "geld-verschil",
    rf"\d{{4}}: het plan vermeldt als totaal {_EURO}; de regels tellen op tot {_EURO}\. Het "
    rf"vermelde totaal is {_EURO} (?:meer|minder)\. Beide staan hier zoals ze zijn\.",
)
def difference_sentence(totaal: Totaal) -> str:
    """ "2024: het plan vermeldt als totaal € 21.240.000; de regels tellen op tot € 21.220.000. …"
    For each year whose stated total is not the sum of its lines; in euros, whatever unit the table
    has. Empty for any other year."""
    if totaal.vermeld is None or not totaal.verschil:
        return ""
    side = "meer" if totaal.verschil > 0 else "minder"
    return (
        f"{totaal.jaar}: het plan vermeldt als totaal {euro(totaal.vermeld)}; de regels "
        f"tellen op tot {euro(totaal.som)}. Het vermelde totaal is "
        f"{euro(abs(totaal.verschil))} {side}. Beide staan hier zoals ze zijn."
    )
