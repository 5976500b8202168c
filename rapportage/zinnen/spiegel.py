"""What is said of the mirror, to the council and of the auditcommissie: every sentence that is made
from what was promised, told and judged is made here."""

from collections.abc import Sequence

from veiligheid.core.zinnen import counted, enumerate_words
from veiligheid.core.zinsoorten import zinsoort
from veiligheid.document.oordeel import Audittelling
from veiligheid.document.raad import Raadscijfer, Streefstand, Wvragen
from veiligheid.document.spiegel import Telling
from veiligheid.document.woorden import Uitkomst

# -- To the council ---------------------------------------------------------------------------


@zinsoort(
    "raad-bereiken",
    r"(?:Het plan heeft hierover (?:een|de) .+?|Het plan zegt hier niets over)\."
    r"(?: Voor \d{4} (?:zijn geen beloften|is 1 belofte|zijn \d+ beloften) gedaan\.)?",
)
def aims_answer(vragen: Wvragen) -> str:
    """ "Het plan heeft hierover een opgave en een uitwerking per pijler (3). Voor 2024 zijn 7
    beloften gedaan." What the plan has on the theme, the number of its pijlers, and how many rows
    of the mirror of this theme were promised; the latter not when there is no mirror."""
    told = [
        f"een {naam}"
        for naam, html in (("opgave", vragen.opgave), ("ambitie", vragen.ambitie))
        if html
    ]
    if vragen.doelen:
        told.append(f"een uitwerking per {vragen.label_pijler} ({len(vragen.doelen)})")
    plan = (
        f"Het plan heeft hierover {enumerate_words(told)}."
        if told
        else "Het plan zegt hier niets over."
    )
    if vragen.waarom_niet:
        return plan
    n = vragen.telling.beloofd
    beloofd = f"{'is' if n == 1 else 'zijn'} {counted(n, 'belofte', 'beloften')}"
    return f"{plan} Voor {vragen.jaar} {beloofd if n else 'zijn geen beloften'} gedaan."


@zinsoort(
    "raad-gedaan",
    r"(?:Over \d+ van (?:de )?\d+ beloften? is verteld wat ervan kwam\."
    r"|Voor \d{4} was over dit thema niets beloofd(?: en er is niets over verteld)?\.)"
    r"(?: Wat ervan werd: [^.]+\.)?",
)
def done_answer(vragen: Wvragen) -> str:
    """ "Over 6 van 7 beloften is verteld wat ervan kwam. Wat ervan werd: 4 gedaan en 1 gestopt."
    Promised rows that are not rood of all promised rows; then how often each realisatie was given
    to a row of the theme, those that were not promised included."""
    if vragen.waarom_niet:
        return f"Niet beschikbaar. {vragen.waarom_niet}"
    telling = vragen.telling
    if not vragen.rijen:
        return f"Voor {vragen.jaar} was over dit thema niets beloofd en er is niets over verteld."
    told = telling.beloofd - telling.rood
    beloften = counted(telling.beloofd, "belofte", "beloften")
    answer = f"Over {told} van {beloften} is verteld wat ervan kwam."
    if not telling.beloofd:
        answer = f"Voor {vragen.jaar} was over dit thema niets beloofd."
    if said := [f"{n} {woord}" for woord, n in vragen.realisaties]:
        answer += f" Wat ervan werd: {enumerate_words(said)}."
    return answer


@zinsoort(
    "raad-behaald",
    r"Voor dit thema zijn geen cijfers gekoppeld\."
    r"|Bij dit thema (?:horen \d+ cijfers|hoort 1 cijfer), zonder streefwaarde\. Of de doelen van "
    r"\d{4} zijn behaald, is daaruit niet te zeggen\."
    r"|Er is 1 streefwaarde: [^.]+\.|Van de \d+ streefwaarden: [^.]+\.",
)
def goals_answer(jaar: int, cijfers: Sequence[Raadscijfer]) -> str:
    """ "Van de 3 streefwaarden: 1 gehaald en 2 niet te zeggen." Of each indicator of the theme with
    a target whether the figure of the target's own year, known and exact, is what it should be."""
    if not cijfers:
        return "Voor dit thema zijn geen cijfers gekoppeld."
    judged = [c.streef.uitkomst for c in cijfers if c.streef]
    if not judged:
        n = len(cijfers)
        hoeveel = f"horen {n} cijfers" if n > 1 else "hoort 1 cijfer"
        return (
            f"Bij dit thema {hoeveel}, zonder streefwaarde. Of de doelen van {jaar} zijn behaald, "
            "is daaruit niet te zeggen."
        )
    if len(judged) == 1:
        return f"Er is 1 streefwaarde: {judged[0].value}."
    said = [f"{judged.count(u)} {u.value}" for u in Uitkomst if u in judged]
    return f"Van de {len(judged)} streefwaarden: {enumerate_words(said)}."


@zinsoort(
    "raad-streefwaarde",
    r"Streefwaarde voor \d{4}: (?:minder dan|hoogstens|meer dan|minstens|precies) [\d.,]+ "
    r"\([^()]+\)\.",
)
def target_sentence(streef: Streefstand) -> str:
    """ "Streefwaarde voor 2024: minder dan 250 (Begroting 2024)." The target of the year that is
    looked back on; else the first one ahead, else the last one before."""
    return f"Streefwaarde voor {streef.jaar}: {streef.woorden} ({streef.document})."


@zinsoort("raad-laatst-bekend", r"Laatst bekend: [^;]+ in \d{4}\.")
def last_known_sentence(laatst: str) -> str:
    """ "Laatst bekend: 25 in 2024." Where the newest yearly figure is not known: the newest that
    is."""
    return f"Laatst bekend: {laatst}." if laatst else ""


# -- The mirror -------------------------------------------------------------------------------

_STAND = r"(?:groen: verantwoord|geel: deels verantwoord|rood: niet verantwoord|nog te beoordelen)"


@zinsoort("spiegel-balk", rf"Balk: {_STAND} \d+ van \d+(?:, {_STAND} \d+ van \d+)*")
def bar_words(counts: Sequence[tuple[str, int]], beloofd: int) -> str:
    """ "Balk: groen: verantwoord 12 van 30, rood: niet verantwoord 2 van 30". What was promised by
    what became of it; the counts add up to what was promised."""
    return "Balk: " + ", ".join(f"{woord} {n} van {beloofd}" for woord, n in counts)


# -- The auditcommissie -----------------------------------------------------------------------


@zinsoort(
    "audit-oordeel",
    r"Er is geen actie met een belofte én een verslag om te beoordelen\."
    r"|(?:De enige actie waarover is beloofd én verteld is (?:nog niet|wel) beoordeeld"
    r"|Van de \d+ acties waarover is beloofd én verteld (?:is|zijn) er \d+ nog niet beoordeeld"
    r"|De commissie beoordeelde alle \d+ acties waarover is beloofd én verteld)\."
    r"(?: (?:De schrijver gaf bij geen daarvan een oordeel: er is niets te vergelijken"
    r"|Van de \d+ die ook de schrijver beoordeelde komt zij bij \d+ tot een ander oordeel"
    r"|Bij de \d+ die ook de schrijver beoordeelde komt zij nergens tot een ander oordeel"
    r"|Nergens komt zij tot een ander oordeel dan de schrijver)\.)?",
)
def audit_sentence(telling: Audittelling) -> str:
    """ "Van de 32 acties waarover is beloofd én verteld zijn er 30 nog niet beoordeeld. Van de 2
    die ook de schrijver beoordeelde komt zij bij 1 tot een ander oordeel."

    First how many of the rows with a promise and a report the committee has not judged (yet). Then,
    once it judged any, of the rows that both judged in how many it differs. That it nowhere differs
    from the writer is said only when both judged every row.
    """
    n, open_ = telling.beoordeelbaar, telling.commissie[2]
    if not n:
        return "Er is geen actie met een belofte én een verslag om te beoordelen."
    if n == 1:
        judged = "nog niet" if open_ else "wel"
        words = f"De enige actie waarover is beloofd én verteld is {judged} beoordeeld."
    elif open_:
        some = "is er 1" if open_ == 1 else f"zijn er {open_}"
        words = f"Van de {n} acties waarover is beloofd én verteld {some} nog niet beoordeeld."
    else:
        words = f"De commissie beoordeelde alle {n} acties waarover is beloofd én verteld."
    if open_ == n:
        return words
    both = telling.vergelijkbaar
    if not both:
        return f"{words} De schrijver gaf bij geen daarvan een oordeel: er is niets te vergelijken."
    if telling.verschilt:
        return (
            f"{words} Van de {both} die ook de schrijver beoordeelde komt zij bij "
            f"{telling.verschilt} tot een ander oordeel."
        )
    if both == n:
        return f"{words} Nergens komt zij tot een ander oordeel dan de schrijver."
    return (
        f"{words} Bij de {both} die ook de schrijver beoordeelde komt zij nergens tot een ander "
        "oordeel."
    )


@zinsoort(
    "audit-verder",
    r"In de spiegel staan ook \d+ keer rood \(beloofd, niet verteld\) en \d+ keer blauw "
    r"\(verteld, niet beloofd\)\.",
)
def beyond_audit_sentence(telling: Telling) -> str:
    """ "In de spiegel staan ook 3 keer rood (beloofd, niet verteld) en 2 keer blauw (verteld, niet
    beloofd)." The rows that nobody judges, since their colour follows from the data."""
    return (
        f"In de spiegel staan ook {telling.rood} keer rood (beloofd, niet verteld) en "
        f"{telling.blauw} keer blauw (verteld, niet beloofd)."
    )
