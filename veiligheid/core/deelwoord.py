"""The past participle of Dutch verbs, by its form."""

import re

_APART = (
    "aan|achter|af|bij|binnen|bloot|door|dood|goed|in|kennis|klaar|los|mee|mis|na|neer|om|onder|op|"
    "over|plaats|rond|samen|stil|tegen|terug|toe|uit|vast|vol|voor|voort|vrij|weg|weer"
)
_WEAK = re.compile(rf"(?:{_APART})?(?:ge\w{{2,}}|(?:be|ver|ont|her)\w{{2,}})(?<!d)[dt]")
_STRONG = re.compile(
    rf"(?:{_APART})?(?:ge(?:nomen|geven|daan|gaan|komen|bleven|sproken|sloten|stegen|bleken|kregen|"
    r"vonden|houden|keken|worden|staan|schreven|troffen|zien|trokken|holpen|lopen|boden|zonden|"
    r"wezen|stoken|wonnen|weest|laten|kozen|lezen|daald|had|zwegen|zeten|legd|vangen|schoven)|"
    r"be(?:sloten|gonnen|sproken|vonden|keken|wezen|vochten|schreven|dongen)|"
    r"ver(?:kregen|lopen|schenen|dwenen|trokken|zonden|geleken|streken|laten|bleven|lopen)|"
    r"ont(?:vangen|staan|slagen|nomen|bonden)|onder(?:nomen|zocht|gaan|broken)|over(?:leden|genomen|"
    r"schreden|gedragen)|(?:bij|op|voor|uit)gedragen|volbracht|erkend)"
)
# What only looks like a participle. What ends in "heid" is a noun.
_NO_VERBS = {
    "gebied", "geweld", "geld", "gerecht", "gewicht", "gezicht", "gebit", "geluid", "gevecht",
    "gebod", "geduld", "beleid", "besluit", "bericht", "beeld", "bezit", "verband", "verbod",
    "verdriet", "verstand", "verzet", "herfst", "best", "beurt", "beest", "bent", "voorbeeld",
    "betekent", "bevat", "betreft", "bestaat", "verloopt", "verwacht", "ontstaat", "begint",
    "behoort", "bepaalt", "betrekt", "vergt", "verdient", "ontvangt", "ontwikkelt", "herkent",
    "gebeurt", "gebruikt", "geldt", "geeft", "gelooft", "vermindert", "verbetert",
    "onderhoudt", "overlegt", "voorkomt", "bevordert", "beoogt", "voorziet", "vervolgens",
}  # fmt: skip


def is_participle(word: str) -> bool:
    """Never a name: those have a capital."""
    if word in _NO_VERBS or word.endswith(("heid", "dt")):
        return False
    return _WEAK.fullmatch(word) is not None or _STRONG.fullmatch(word) is not None
