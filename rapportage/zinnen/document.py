"""What a document says of itself and of where its figures come from. Made in its templates, of
values that stand in the document or its publication."""

from veiligheid.core.zinsoorten import declare

_DAG = r"\d{1,2} [a-z]+ \d{4}"
_TIJD = rf"{_DAG}, \d\d:\d\d"

declare(
    "document-waaruit",
    rf"(?:Eén thema uit de|Bij de) [^,]+, vastgesteld op {_DAG} \(versie \d+\)\.",
    "Of a page of a document: its title, its own day, and the version that was published.",
)
declare(
    "raad-waaruit",
    rf"Vier vragen over \d{{4}}, beantwoord uit het plan, de [^,]+, de cijfers en de begroting"
    rf"(?:, zoals die waren op {_TIJD} \(versie \d+\))?\.",
    "The year that the letter looks back on; the moment and version of its publication.",
)
declare(
    "raad-onbeslist",
    r"Niet te zeggen Het cijfer is (?:van \d{4}|niet (?:precies )?bekend)\.",
    "Why a target can't be judged: the newest known figure is not of the target's year, not exact, "
    "or not known.",
)
declare(
    "audit-waarover",
    rf"Dit oordeel gaat over versie \d+ van [^,]+, gepubliceerd op {_TIJD}\.",
    "The version of the publication that is judged, and when it was published.",
)
declare(
    "spiegel-inleiding",
    r"Van wat voor \d{4} was beloofd staat hier wat erover is verteld\.",
    "The year that the mirror is of.",
)
_KLEUR = (
    r"(?:Groen: verantwoord|Geel: deels verantwoord|Rood: niet verantwoord"
    r"|Nog te beoordelen)"
)
declare(
    "spiegel-telling",
    rf"\S {_KLEUR} \d+ van \d+|\S Blauw: niet beloofd, wel gedaan \d+",
    "How many rows of the mirror (of one theme, on the page of a theme) have this colour, of how "
    "many that were promised; of blauw, which was not promised, the number alone.",
)
