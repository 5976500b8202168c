"""What the portal itself says about a promise, in print and on screen.

The rule of this room: a sentence or phrase that is made from the register's data is made here and
nowhere else, by a function of plain values; templates, exports and findings only place it. So
whoever checks that what the portal says is true (the walk over all sentences) reads this one module
and recomputes each of its functions from the records. A new sentence about a promise comes in here,
with a test beside the others.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import formats

from themas.toezeggingen.workflow import Staat
from veiligheid.core.templatetags.opmaak import datum
from veiligheid.core.zinnen import counted
from veiligheid.core.zinsoorten import declare, zinsoort

DAG_ONBEKEND = "dag niet bekend"
_DAG = r"\d{1,2} [a-z]+ \d{4}"

declare(
    "register-aantal",
    r"\d+ toezegging(?:en)?\.",
    "On the page of the register: how many public entries there are with what was chosen.",
)
declare(
    "register-stand-telling",
    r"(?:Alles|Open|Te laat|Deels afgedaan|Afgedaan|Vervallen|Afgehandeld) \(?\d+\)?",
    "On the page of the register: how many public entries are in this state today.",
)


@zinsoort("register-hoe-laat", r"\d+ (?:dag|dagen|maand|maanden|jaar) te laat")
def hoe_laat(termijn_op: date, dag: date) -> str:
    """How long past its term something is on a day: "12 dagen te laat", "3 maanden te laat". Whole
    months, and from two years on whole years. Empty when it is not late."""
    if termijn_op >= dag:
        return ""
    months = (dag.year - termijn_op.year) * 12 + dag.month - termijn_op.month
    # Of a month that is shorter the last day will do: 31 January is a month late on 28 February.
    if dag.day < termijn_op.day and not _ends_month(dag):
        months -= 1
    if months >= 24:
        return f"{months // 12} jaar te laat"
    if months:
        return f"{counted(months, 'maand', 'maanden')} te laat"
    return f"{counted((dag - termijn_op).days, 'dag', 'dagen')} te laat"


def _ends_month(dag: date) -> bool:
    return date.fromordinal(dag.toordinal() + 1).month != dag.month


@zinsoort(
    "register-maand",
    r"(?:In [a-z]+ \d{4}|Van [a-z]+ \d{4} tot en met [a-z]+ \d{4}) (?:kwam|kwamen) er \d+ bij en "
    r"(?:is|zijn) er \d+ afgehandeld\. Van \d+ (?:is|zijn) de termijn voorbij; "
    r"er (?:loopt|lopen) er \d+\.",
)
def maand_zin(van: date, tot: date, nieuw: int, af: int, laat: int, lopend: int) -> str:
    """Of the public entries in a period: how many were made in it, how many were settled or lapsed
    on a day of it that is known, of how many the term was over on its last day (or today) while
    they were not settled, and how many were not settled then, late or not."""
    month = formats.date_format(van, "F Y")
    last = formats.date_format(tot, "F Y")
    when = f"In {month}" if month == last else f"Van {month} tot en met {last}"
    came, is_af = ("kwam" if nieuw == 1 else "kwamen"), ("is" if af == 1 else "zijn")
    runs = "loopt" if lopend == 1 else "lopen"
    return (
        f"{when} {came} er {nieuw} bij en {is_af} er {af} afgehandeld. Van {laat} is de termijn "
        f"voorbij; er {runs} er {lopend}."
    )


@zinsoort(
    "register-besloten",
    rf"(?:aangenomen|verworpen|ingetrokken|aangehouden|(?:deels |niet )?overgenomen)"
    rf"(?: op {_DAG}(?: \(\d+ voor, \d+ tegen\))?| \(\d+ voor, \d+ tegen\))",
)
def besloten(besluit: str, op: date | None, voor: int | None, tegen: int | None) -> str:
    """What the council decided: "aangenomen op 3 juni 2025 (25 voor, 14 tegen)". The day and the
    votes only where they are known, and without either no more than the word; empty when nothing
    was decided."""
    if not besluit:
        return ""
    day = f" op {datum(op)}" if op else ""
    votes = "" if voor is None or tegen is None else f" ({voor} voor, {tegen} tegen)"
    return f"{besluit}{day}{votes}"


@zinsoort(
    "register-in-staat",
    rf"(?:deels afgedaan|afgedaan|vervallen) (?:op {_DAG}|\({DAG_ONBEKEND}\))",
)
def in_staat(staat: str, op: date | None, *, dag_onbekend: bool = False) -> str:
    """A state with its day: "deels afgedaan op 3 september 2025", "afgedaan (dag niet bekend)".
    That something is open needs no day."""
    if staat in {Staat.OPEN, Staat.VOORGESTELD}:
        return str(staat)
    if op is not None:
        return f"{staat} op {datum(op)}"
    return f"{staat} ({DAG_ONBEKEND})" if dag_onbekend else str(staat)


def verklaard(*, deels: bool, op: date | None) -> str:
    """How something was declared: "deels afgedaan verklaard op 3 september 2025"."""
    what = "deels afgedaan verklaard" if deels else "afgedaan verklaard"
    return f"{what}, {DAG_ONBEKEND}" if op is None else f"{what} op {datum(op)}"


def waarmee(*, deels: bool) -> str:
    """What stands before that by which it was settled."""
    return "Deels afgedaan met" if deels else "Afgedaan met"


def vergadering(op: date | None) -> str:
    """A meeting by which something is settled."""
    return f"vergadering van {datum(op)}"


@zinsoort(
    "register-stand",
    rf"Stand op {_DAG}: \d+ toezegging(?:en)?, (?:geen te laat\."
    r"|waarvan \d+ te laat\. Wat te laat is staat bovenaan\.)",
)
def register_op(dag: date, te_laat: Iterable[bool]) -> str:
    """Above the annex, from whether each row is late."""
    late = list(te_laat)
    head = f"Stand op {datum(dag)}: {counted(len(late), 'toezegging', 'toezeggingen')}"
    if not any(late):
        return f"{head}, geen te laat."
    return f"{head}, waarvan {sum(late)} te laat. Wat te laat is staat bovenaan."


def niets_over(toezegging: str, termijn: str, termijn_op: date, dag: date) -> str:
    """A promise that was late on the letter's day and of which that letter says nothing."""
    return (
        f"Deze toezegging is op de dag van de brief {hoe_laat(termijn_op, dag)} (termijn: "
        f"{termijn}) en de brief zegt er niets over: ‘{toezegging}’. Schrijf wat ermee gebeurde, "
        "of verwijs ernaar."
    )


def niet_opgenomen(aantal: int, zeker: int) -> str:
    """How many promises of a letter are neither in the register nor refused."""
    if aantal == 1:
        sure = "zeker" if zeker else "niet zeker"
        return f"In de tekst is 1 toezegging herkend die niet in het register staat ({sure})."
    return (
        f"In de tekst zijn {aantal} toezeggingen herkend die niet in het register staan, waarvan "
        f"{zeker} zeker."
    )


def termijnen(afgeleid: int, zonder: int, vreemd: int) -> str:
    """What an import made of the terms of its list."""
    return (
        f"Datums uit de woorden van de termijn, geteld vanaf ‘gedaan op’: {afgeleid} afgeleid, "
        f"{zonder} zonder datum, {vreemd} opvallend."
    )


def zonder_dag(aantal: int) -> str:
    """How many settled rows of a list give no day."""
    one = aantal == 1
    return (
        f"{counted(aantal, 'rij is', 'rijen zijn')} afgedaan of vervallen zonder dag in ‘afgedaan "
        f"op’. {'Zij blijft' if one else 'Die blijven'} zonder dag; bij lezers staat ‘"
        f"{DAG_ONBEKEND}’. Vul de dag in en lees de lijst opnieuw in om haar toe te voegen."
    )


def register_telling(open_: int, te_laat: int) -> str:
    """On the start page: "12 open, waarvan 3 te laat"."""
    return f"{open_} open, waarvan {te_laat} te laat"
