"""The words by which a promise to the council is known: who it is for, and what is done for it."""

import re
from re import Pattern


def _rx(pattern: str) -> Pattern[str]:
    return re.compile(pattern, re.I)


# The council. Its name inside that of another body ("Raad van State") is not it.
_ANDERE_RAAD = (
    r"(?! van (?:bestuur|toezicht|commissarissen|state|europa|advies|beroep|discipline|elf|kerken|"
    r"ministers|directeuren)\b)"
    r"(?! voor (?:de |het )?(?:kinderbescherming|rechtspraak|rechtsbijstand|cultuur|leefomgeving|"
    r"openbaar bestuur|volksgezondheid|veiligheid)\b)"
)
_COMMISSIE = r"\bde (?:raads|vak)?commissie\b(?! (?:van|voor) (?!de (?:gemeente)?raad))"
_RAAD = (
    r"(?:de |uw |aan )?(?:nieuw te vormen |nieuwe |gehele |volgende )?(?:gemeente)?raad\b"
    rf"{_ANDERE_RAAD}"
    rf"|\braadsleden\b|{_COMMISSIE}|\braadscommissie\b|\bde fracties\b"
)
# A meeting of the council, or a piece that goes to the council and nobody else.
RAADSSTUK = (
    r"\b(?:raads(?:informatie)?|college|wethouders|voortgangs|veiligheids)brief\b|\braadsmemo\b|"
    r"\braadsvoorstel\b|\braadsmededeling\b|\bbrief aan (?:de|uw) (?:gemeente)?raad\b"
)
_BIJEENKOMST = (
    r"\braads(?:informatie)?(?:avond|bijeenkomst|vergadering)\b|\bpolitieke avond\b|"
    r"\bkamerronde\b|\bbeeldvormende (?:avond|sessie)\b|\bcommissievergadering\b"
)
_SAMENKOMST = (
    r"werkbezoek|rondleiding|briefing|presentatie|toelichting|"
    r"\w*(?:bijeenkomst|avond|sessie|gesprek)"
)
RAAD = _rx(rf"\bu\b|\b(?:{_RAAD})|{_BIJEENKOMST}|{RAADSSTUK}")

# "Zoals u weet", "op verzoek van uw raad", "het besluit dat u neemt": named, not addressed.
BIJZIN_MET_RAAD = _rx(
    r"\bzoals\b[^,;]*?(?:\b(?:toegezegd|gewend|bent|weet|afgesproken|gevraagd|verzocht|bekend|"
    r"aangekondigd|gemeld|besproken|besloten|beschreven|wenst|vermeld)\b|(?=[,;]|$))"
    r"|\b(?:van|door|namens|tussen) (?:u|(?:de|uw) (?:nieuwe )?(?:gemeente)?raad)\b"
)
ONDERGESCHIKT = _rx(
    r"\b(?:dat|die|wat|of|hoe|als|wanneer|indien|zodra|nadat|voordat|totdat) "
    r"(?:u|(?:uw|de) (?:gemeente)?raad)\b"
)
# About the letter that is being read, or about itself.
DEZE_BRIEF = _rx(
    r"\b(?:met|in|via|door|middels) (?:deze|onze) (?:\w*brief|\w*rapportage|bijlage)\b"
    r"|\bhierbij\b|\bbijgaande?\b|\bhieronder\b|\bonderstaande?\b|\bin (?:de )?bijlage\b|\bsinds\b"
)
# An offer, not a promise: it depends on what the council wants.
ALS_U_WILT = _rx(
    r"\bdesgewenst\b|\b(?:als|indien|wanneer|mocht|mochten|voor zover) (?:u|uw raad|de raad|"
    r"raadsleden|daar)\b[^,.]*\b(?:wens\w*|wil|wilt|behoefte|vragen|vraagt|prijs|interesse)\b"
)
# What comes with this letter is no promise any more, whatever day is named beside it.
NU_GEGEVEN = _rx(
    r"\bhierbij (?:ontvangt|sturen|stuurt|bieden|biedt|leggen|legt|vindt|treft|doen)\b"
    r"|\b(?:ontvangt|vindt|treft) u (?:hierbij|bijgaand)\b"
    r"|\bin deze brief (?:leest|vindt|treft|ziet) u\b"
    r"|\bu (?:leest|vindt|treft|ziet) in deze brief\b"
    r"|\b(?:sturen|zenden|bieden|leggen|doen) (?:wij|we) (?:u|uw raad) (?:hierbij|bijgaand)\b"
)
ONTKENNING = _rx(r"(?<!nog )\b(?:niet|geen|nooit)\b(?! (?:eerder|later|alleen|meer dan))")

_DE_RAAD = rf"(?:de|uw) (?:nieuwe )?(?:gemeente)?raad\b{_ANDERE_RAAD}"
_U = rf"(?:u|{_DE_RAAD}|raadsleden|de fracties|{_COMMISSIE})"
_WIJ = (
    r"(?:we|wij|ik|het college|college|burgemeester en wethouders|b en w|de burgemeester|"
    r"de wethouder|de portefeuillehouder)"
)
_TUSSEN = r"(?:[ ,]+[^\s,]+){0,%d}?[ ,]+"

# Verbs by which something is given to the council: infinitive → participle.
_WERKWOORDEN = {
    "informeren": "ge[ïi]nformeerd",
    "berichten": "bericht",
    "inlichten": "ingelicht",
    "bijpraten": "bijgepraat",
    "meenemen": "meegenomen",
    "uitnodigen": "uitgenodigd",
    "betrekken": "betrokken",
    "raadplegen": "geraadpleegd",
    "consulteren": "geconsulteerd",
    "sturen": "gestuurd",
    "toesturen": "toegestuurd",
    "zenden": "gezonden",
    "toezenden": "toegezonden",
    "doen toekomen": "toegekomen",
    "doorgeleiden": "doorgeleid",
    "doorsturen": "doorgestuurd",
    "overhandigen": "overhandigd",
    "beantwoorden": "beantwoord",
    "doen": "gedaan",
    "voorleggen": "voorgelegd",
    "aanbieden": "aangeboden",
    "aanreiken": "aangereikt",
    "verstrekken": "verstrekt",
    "delen": "gedeeld",
    "presenteren": "gepresenteerd",
    "toelichten": "toegelicht",
    "rapporteren": "gerapporteerd",
    "melden": "gemeld",
    "terugkoppelen": "teruggekoppeld",
    "meedelen": "meegedeeld",
    "mededelen": "medegedeeld",
    "uitbrengen": "uitgebracht",
    "agenderen": "geagendeerd",
    "bespreken": "besproken",
    "vertellen": "verteld",
    "geven": "gegeven",
    "laten weten": "weten",
    "laten zien": "zien",
    "laten horen": "horen",
    "brengen": "gebracht",
    "stellen": "gesteld",
    "houden": "gehouden",
}
# Of "u op de hoogte stellen" and "verslag aan u uitbrengen" the verb alone says nothing.
ZWAK = _rx(
    r"\b(?:brengen|stellen|houden|brengt|stelt|houdt|gebracht|gesteld|gehouden|doen|gedaan)\b"
    r"(?! toekomen)"
)
MET_ZWAK = _rx(
    r"\bop de hoogte\b|\bin kennis\b|\bverslag\b|\bge[ïi]nformeerd\b|\brapport\b|"
    r"\bbesluitvorming\b|\bvoorstel(?:len)?\b|\bmededeling\b"
)

INFINITIEF = r"(?:" + "|".join(sorted(_WERKWOORDEN, key=len, reverse=True)) + r")"
DEELWOORD = r"(?:" + "|".join(sorted(set(_WERKWOORDEN.values()), key=len, reverse=True)) + r")"

# -- Forms of the promise -------------------------------------------------------------------------

_MEERVOUD = (
    "informeren|berichten|sturen|zenden|leggen|bieden|reiken|verstrekken|delen|presenteren|lichten|"
    "rapporteren|melden|koppelen|doen|laten|nemen|praten|nodigen|betrekken|raadplegen|consulteren|"
    "bespreken|geven|brengen|stellen|houden|agenderen|vertellen|schrijven|doorgeleiden|overhandigen|"
    "organiseren|plannen|verzorgen|beantwoorden|maken"
)
_ENKELVOUD = (
    "informeert|bericht|stuurt|zendt|legt|biedt|reikt|verstrekt|deelt|presenteert|licht|rapporteert|"
    "meldt|koppelt|doet|laat|neemt|praat|nodigt|betrekt|raadpleegt|consulteert|bespreekt|geeft|"
    "brengt|stelt|houdt|agendeert|overhandigt|organiseert|plant|verzorgt|beantwoordt|maakt|"
    "informeer|stuur|zend|leg|bied|doe|neem|geef"
)
# Separable verbs that only give with their second half.
_HELFT = {
    "leggen|legt|leg": r"\bvoor\b(?! (?:de|het|een|u|alle|uw|eind|begin)\b)|\bter\b|"
    r"\bverantwoording\b",
    "bieden|biedt|bied": r"\baan\b(?= ?[.,;]|$| (?:v[oó]{2}r|in|op|bij|met|nog|uiterlijk|begin|"
    r"medio|eind)\b)|\binzicht\b|\bter\b",
    "doen|doet|doe": r"\btoekomen\b|\bverslag\b|\bvoorstel|\bmededeling",
    "laten|laat": r"\b(?:weten|zien|horen)\b",
    "nemen|neemt|neem": r"\bmee\b",
    "praten|praat": r"\bbij\b",
    "lichten|licht": r"\btoe\b|\bin\b",
    "koppelen|koppelt": r"\bterug\b",
    "brengen|brengt": r"\bop de hoogte\b|\bverslag\b|\buit\b",
    "stellen|stelt": r"\bop de hoogte\b|\bin kennis\b",
    "houden|houdt": r"\bop de hoogte\b|\bge[ïi]nformeerd\b",
    "reiken|reikt": r"\baan\b",
    "nodigen|nodigt": r"\buit\b",
    "schrijven": r"\bbrief\b",
    "maken|maakt": r"\b(?:kenbaar|bekend)\b",
    "organiseren|organiseert|plannen|plant|verzorgen|verzorgt": rf"\b(?:{_SAMENKOMST})\b.*"
    rf"\b(?:voor|met) {_U}\b",
}
HELFTEN = [(_rx(rf"\b(?:{verb})\b"), _rx(half)) for verb, half in _HELFT.items()]

# "informeren wij u", "wij sturen u", "waarover wij u in mei informeren", "het college bericht u".
ACTIEF = [
    _rx(rf"\b(?P<w>{_MEERVOUD}|{_ENKELVOUD})\b{_TUSSEN % 2}{_WIJ}\b"),
    _rx(rf"\b{_WIJ}\b{_TUSSEN % 14}(?P<w>{_MEERVOUD}|{_ENKELVOUD}|{INFINITIEF})\b"),
    _rx(rf"\b(?P<w>{_ENKELVOUD})\b{_TUSSEN % 2}(?:u|{_DE_RAAD})\b"),
]
# With one of these the verb is no finite one: what is possible or past is not yet promised.
HULP = _rx(
    r"\b(?:kunnen|kan|konden|zouden|zou|mogen|moeten|hoeven|hebben|heeft|hadden|had|bent|om)\b"
)
# "zullen wij u … toesturen", "gaan we aan u voorleggen", "verwachten u in mei te informeren".
TOEKOMST = _rx(
    rf"\b(?:zullen|zal|gaan|gaat|ga|willen|wil)\b{_TUSSEN % 24}(?P<w>{INFINITIEF})\b"
    rf"|\b(?:verwacht|verwachten|streven|streeft|hopen|hoopt|beloven|belooft|toegezegd|voornemens|"
    rf"zeggen|zegt|zeg|van plan|bedoeling|voornemen|intentie|planning)\b{_TUSSEN % 16}(?:"
    rf"te (?:kunnen )?{INFINITIEF}|toe te (?:kunnen )?(?:sturen|zenden|lichten)|"
    r"(?:te kunnen )?voor ?te ?leggen|aan te (?:kunnen )?bieden|"
    r"terug te (?:kunnen )?koppelen|uit te nodigen|bij te praten|mee te nemen)\b"
)
IN_GESPREK = _rx(
    rf"\b(?:gaan|gaat|zullen|zal|willen|wil|treden|wisselen|wisselt)\b.*\bmet {_U}\b.*"
    r"\b(?:in gesprek|in overleg|van gedachten)\b"
)
# What it is for, not what will be done.
DOEL = _rx(r"^\s*(?:zodat|opdat)\b")
# Needs a term beside it: what one can do is not yet what one will do.
KUNNEN = _rx(rf"\b(?:kunnen|kan)\b{_TUSSEN % 14}(?P<w>{INFINITIEF})\b|\bte kunnen {INFINITIEF}\b")
# "wordt u … geïnformeerd", "u … wordt geïnformeerd", "zal aan u worden voorgelegd".
LIJDEND = _rx(rf"\b(?P<w>{DEELWOORD})\b")
HULPWERKWOORD = _rx(
    r"\b(?:(?P<nu>wordt|worden|word)|(?P<toen>bent|is|zijn|ben|was|waren|werd|werden|heeft|hebben|"
    r"had|hadden|heb))\b"
)
ONTVANGEN = _rx(
    rf"\b(?:ontvangt|ontvangen|krijgt|krijgen|hoort|verneemt|bereikt|bereiken)\b{_TUSSEN % 2}{_U}\b"
    rf"|\b{_U}{_TUSSEN % 8}(?:ontvangt|krijgt|hoort|verneemt)\b"
    rf"|\b(?:zal|zult|zullen|gaat)\b{_TUSSEN % 3}{_U}\b{_TUSSEN % 20}"
    r"(?:ontvangen|krijgen|horen|vernemen)\b"
    rf"|\b{_U} (?:zal|zult)\b{_TUSSEN % 20}(?:ontvangen|krijgen|horen|vernemen)\b"
)
# "kunt u … verwachten", "leest u": with a term only.
VERWACHTEN = _rx(
    rf"\b(?:kunt|kan|mag|mogen|kunnen)\b{_TUSSEN % 2}{_U}\b{_TUSSEN % 14}"
    r"(?:verwachten|tegemoet ?zien|rekenen)\b"
    rf"|^\s*{_U} (?:mag|kunt|kan)\b{_TUSSEN % 14}(?:verwachten|tegemoet ?zien|rekenen)\b"
    rf"|\b(?:ligt|liggen|komt|komen|gaat|gaan|staat)\b{_TUSSEN % 14}"
    r"(?:in|aan|naar|bij|op de agenda van|voor aan|ter besluitvorming (?:in|aan|bij)) "
    r"(?:de|uw) (?:gemeente)?raad\b"
)
# "In mei leest u daarover meer", not "hierna leest u wat we in mei doen".
LEZEN = _rx(rf"\b(?:leest|vindt|ziet|treft) {_U}\b")
BIJZIN = _rx(r"\b(?:wat|hoe|welke?|waar\w*|wie|dat|of|wanneer)\b")
TERUGKOMEN = _rx(
    rf"\b(?:komen|kom|komt)\b{_TUSSEN % 1}{_WIJ}\b.*\bterug\b"
    rf"|\b{_WIJ} (?:komen|kom|komt)\b.*\bterug\b"
    rf"|\b{_WIJ}\b.*\bterug ?komen?\b|\b(?:zullen|gaan) {_WIJ}\b.*\bterug ?komen\b"
)
WAAROP_TERUG = _rx(
    r"\b(?:hier|daar|waar)\s?op\b|\bhier\b.*\bop\b|\bdaar\b.*\bop\b|\berop\b|\bbij u\b"
)
VOLGT = _rx(
    rf"\b(?:volgt|volgen|verschijnt|komt|komen|maken|schrijven|stellen)\b{_TUSSEN % 10}"
    rf"(?:{RAADSSTUK})"
    rf"|\b(?:zal|zullen)\b.*(?:{RAADSSTUK}).*\b(?:volgen|verschijnen|komen)\b"
    rf"|(?:{RAADSSTUK}){_TUSSEN % 8}(?:volgt|verschijnt)\b"
)
# The verb asks for a receiver and none is named: in a letter to the council that is its reader.
# With a day only, and not when somebody else is named ("aan de partners gepresenteerd").
ZONDER_ONTVANGER = _rx(
    r"\b(?P<w>gepresenteerd|teruggekoppeld|ter (?:besluitvorming|vaststelling|kennisname|"
    r"bespreking) (?:voorgelegd|aangeboden|gezonden))\b"
)
_STUK = (
    r"toelichting|bericht|berichtgeving|overzicht|terugkoppeling|rapportage|informatie|uitwerking|"
    r"mededeling|antwoord|voorstel|(?:voortgangs|tussen)(?:bericht|rapportage)|collegevoorstel"
)
STUK_VOLGT = _rx(
    rf"\b(?:{_STUK})\b{_TUSSEN % 6}(?P<w>volgt|volgen)\b|\b(?P<v>volgt|volgen|komt er|er komt)\b"
    rf"{_TUSSEN % 8}(?:{_STUK})\b"
)
ANDER = _rx(r"\b(?:aan|naar|voor|door|met|bij|tijdens|op|binnen|onder)\b")
