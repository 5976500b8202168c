"""What a document says of itself and of where its figures come from. Made in its templates, of
values that stand in the document or its publication."""

from veiligheid.core.zinsoorten import declare

_DAG = r"\d{1,2} [a-z]+ \d{4}"
_TIJD = rf"{_DAG}, \d\d:\d\d"

declare(
    "document-waaruit",
    rf"(?:Eén thema uit de|Bij de) [^,]+, (?:vastgesteld op {_DAG}|gepubliceerd op {_TIJD}) "
    r"\(versie \d+\)\.",
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
    rf"{_KLEUR} \d+ van \d+|Blauw: niet beloofd, wel gedaan \d+",
    "How many rows of the mirror (of one theme, on the page of a theme) have this colour, of how "
    "many that were promised; of blauw, which was not promised, the number alone.",
)
_REALISATIE = r"(?:gerealiseerd|deels|doorlopend|doorgeschoven|gewijzigd|samengevoegd|gestopt)"
_OORDEEL = r"(?:groen|geel|rood|blauw|niet beoordeeld)"
declare(
    "spiegel-spoor",
    rf"\d{{4}}: {_OORDEEL}(?:, {_REALISATIE})?(?: \(.+\))?$",
    "Of an actie in each year before that of the mirror: its colour, what became of it, and why.",
)
declare(
    "spiegel-stand",
    rf"(?i:(?:(?:groen|geel|rood|blauw|nog te beoordelen)(?:: [a-z, ]+?)? (?:{_REALISATIE} )?· )?"
    r"(?:tweede|derde|vierde|vijfde|\d+e) jaar (?:rood|geel))",
    "Of an actie that is rood or geel again: for how many years in a row it is that, this year "
    "included.",
)
declare(
    "bijlage-geheim",
    rf"Deze bijlage is niet openbaar: .+? heeft er geheimhouding op gelegd op grond van .+?, "
    rf"(?:tot {_DAG}|totdat die wordt opgeheven)\.",
    "Of an annex that is withheld: by whom, on which ground of law, and until when.",
)
