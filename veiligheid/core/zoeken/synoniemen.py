"""Words of this field that mean the same or nearly so: who asks for one finds the others too."""

import re
from functools import cache

from veiligheid.core.zoeken.taal import stem

# Below so many letters the end of a word says nothing.
_SHORTEST = 5
# A line is a group. Word forms and compounds need no line: those are found anyway.
_GROEPEN = """
diefstal gestolen stelen dief dieven buit beroofd roof
inbraak ingebroken inbreken inbrekers inbreker beroofd
geweld mishandeling vechten gevecht vechtpartij agressie slaan
drugs verdovende harddrugs softdrugs cocaine xtc hennep wiet
wiet hennep hennepkwekerij
jongeren jeugd jeugdigen jongens tieners pubers minderjarigen
ouderen senioren bejaarden oudere
kinderen scholieren leerlingen
school scholen onderwijs
auto voertuig voertuigen wagen
fiets fietsen rijwiel
snelheid hardrijden racen
politie agent agenten wijkagent
boa handhaver handhavers toezichthouder toezichthouders handhaving
camera cameratoezicht filmen beelden bewakingscamera
licht verlichting lantaarn lantaarns lantaarnpalen lampen verlicht donker
brand brandweer brandveiligheid vuur
vuurwerk oudjaar jaarwisseling nieuwjaar
kroeg cafe horeca uitgaan bar uitgaansgebied uitgaansleven stappen
evenement evenementen festival feest
overlast hinder lawaai herrie
geluid geluidsoverlast lawaai herrie muziek
buren buurman buurvrouw omwonenden woonoverlast
ruzie conflict woonoverlast burenruzie
station trein spoor ns
internet online digitaal digitale cyber cybercriminaliteit computer hacken phishing
oplichting fraude bedrog babbeltruc oplichters
whatsapp app appte appen berichtje
laaggeletterden ongeletterd lezen taal
gedetineerden gevangenen gevangenis detentie vrijkomt vastzat vastzit nazorg
sleutelfiguren rolmodellen voorbeelden
ondermijning criminaliteit misdaad onderwereld crimineel
misdaad misdrijf misdrijven delict delicten criminaliteit
radicalisering extremisme terrorisme polarisatie
discriminatie racisme uitsluiting ongelijkheid vooroordeel
demonstratie demonstraties betoging betogingen protest protesten manifestatie
praten gesprek gesprekken dialoog ontmoeting ontmoeten overleg
ambtenaren ambtenaar medewerkers medewerker personeel werknemers collega
verdacht verdachte signaal signalen
bos bosbrand natuur natuurbrand heide
verward verwarde onbegrepen personen psychische ggz
huiselijk huiselijke partnergeweld kindermishandeling
mensenhandel uitbuiting mensensmokkel
verslaafd verslaafden verslaving verslavingsproblematiek
noodpakket noodsituatie zelfredzaamheid weerbaarheid
dakloos daklozen thuisloos opvang nachtopvang
geld kosten budget begroting euro bedrag uitgaven gekost
woning huis huizen woningen bewoners
bedrijf bedrijven ondernemers ondernemer bedrijventerrein winkeliers winkels winkel
bewoners inwoners burgers buurtbewoners omwonenden
verkeer weg wegen straat
buurtapp whatsapp buurtpreventie whatsappgroep
wapen wapens messen mes steekwapen
ramp rampen crisis crisisbeheersing noodsituatie hoogwater overstroming
water zwemmen verdrinken waterveiligheid
schip schepen haven
prostitutie prostituee prostituees hoeren tippelen tippelzone sekswerk sekswerkers
vandalisme vernieling vernielingen graffiti bekladden
afval zwerfafval dumping vuil
onveilig onveiligheidsgevoel angst bang veiligheidsgevoel
veiligheidsgevoel voelen gevoel
plein park plantsoen groenstrook
"""


# What is said in several words.
FRASES = {"oud en nieuw": "jaarwisseling", "op straat lastigvallen": "straatintimidatie"}


def in_one_word(vraag: str) -> str:
    """What is asked, with what is said in several words as one."""
    for said, word in FRASES.items():
        vraag = re.sub(rf"\b{said}\b", word, vraag, flags=re.I)
    return vraag


@cache
def _by_stem() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _GROEPEN.strip().splitlines():
        group = {stem(word) for word in line.split()}
        for one in group:
            found.setdefault(one, set()).update(group - {one})
    return {one: frozenset(others) for one, others in found.items()}


def others(one: str) -> frozenset[str]:
    """The stems of words that mean nearly the same as the word with this stem; of a compound as the
    word that it ends in."""
    groups = _by_stem()
    if one in groups:
        return groups[one]
    parts = [key for key in groups if len(key) >= _SHORTEST and one.endswith(key)]
    return groups[max(parts, key=len)] if parts else frozenset()
