"""Does a Dutch sentence tell what has been done? Its verbs, word for word.

"Is gestart" and "hebben georganiseerd" do. A state in the form of a past participle does not: "is
gebaseerd op", "is belegd". Nor does what is being done: "wordt opgepakt".
"""

import re

_WORD = re.compile(r"[^\W\d_]+|[;:.!?]")
_HELPERS = {"heeft", "hebben", "heb", "is", "zijn", "ben", "bent"}
# With these beside it a participle belongs to another verb.
_PRESENT = {
    "wordt", "worden", "word", "kan", "kunnen", "moet", "moeten", "mag", "mogen", "zal", "zullen",
    "zou", "zouden",
}  # fmt: skip
# After these another clause begins, with verbs of its own.
_CLAUSE = {
    ";", ":", "dat", "die", "waarbij", "waarmee", "waarin", "waardoor", "waarop", "waarvan",
    "waarover", "waaraan", "wat", "of", "als", "omdat", "zodat", "hoe", "hoeveel", "om", "terwijl",
    "doordat", "indien", "wanneer", "welke", "hetgeen",
} | _PRESENT  # fmt: skip
# And after these it is no participle but an infinitive of the same form.
_BEFORE_INFINITIVE = {"te", "blijven", "blijft", "gaan", "gaat", "laten", "laat"} | _PRESENT
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
# States, and what only looks like a participle. What ends in "heid" is a noun.
_STATES = {
    "gebaseerd", "gericht", "belegd", "bedoeld", "verweven", "geworteld", "betrokken", "gespannen",
    "hooggespannen", "beperkt", "verbonden", "bekend", "gevestigd", "ondergebracht", "verdeeld",
    "bestemd", "gebonden", "gestoeld", "opgebouwd", "ingericht", "verankerd", "ingebed",
    "gekoppeld", "voorbereid", "gelegen", "bereid", "geschikt", "verplicht", "gewenst", "vereist",
    "geborgd", "gewend",
    "gepland", "beschikbaar", "gedragen", "ervaren", "verantwoord", "bewust", "bevoegd", "bezet",
    "gemiddeld", "gemengd", "gelijkgesteld", "gebouwd", "gehuisvest", "verwant", "verslaafd",
    "vertrouwd", "overtuigd", "gemotiveerd", "opgezet", "onderverdeeld", "gegroepeerd", "bestand",
    "geregeld", "vastgelegd", "uitgewerkt", "afgestemd", "toegespitst", "gefocust", "gebruikt",
    "gestationeerd", "ondergeschikt", "toegerust", "uitgerust", "gekenmerkt", "gelinkt",
}  # fmt: skip
_NO_VERBS = {
    "gebied", "geweld", "geld", "gerecht", "gewicht", "gezicht", "gebit", "geluid", "gevecht",
    "gebod", "geduld", "beleid", "besluit", "bericht", "beeld", "bezit", "verband", "verbod",
    "verdriet", "verstand", "verzet", "herfst", "best", "beurt", "beest", "bent", "voorbeeld",
    "betekent", "bevat", "betreft", "bestaat", "verloopt", "verwacht", "ontstaat", "begint",
    "behoort", "bepaalt", "betrekt", "vergt", "verdient", "ontvangt", "ontwikkelt", "herkent",
    "gebeurt", "gebruikt", "geldt", "geeft", "gelooft", "vermindert", "verbetert",
    "onderhoudt", "overlegt", "voorkomt", "bevordert", "beoogt", "voorziet", "vervolgens",
}  # fmt: skip
# "Daar is aan gewerkt": with its own word for the time this is never a state.
_PAST = {
    "werd", "werden", "was", "waren", "kreeg", "kregen", "deed", "deden", "had", "hadden", "ging",
    "gingen", "kwam", "kwamen", "werkten", "organiseerden", "startten", "legden", "bleek", "bleken",
    "vond", "vonden", "nam", "namen", "gaf", "gaven", "zagen", "constateerden", "bereikten",
}  # fmt: skip


def is_done(zin: str) -> bool:
    """Whether the sentence has a past tense, or a perfect that is no state."""
    words = ["", *_WORD.findall(zin), ""]
    helper = False
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        low = word.lower()
        if low in _PAST:
            return True
        if low in _HELPERS:
            # In "te zijn" and "kan zijn" it helps nothing.
            helper = before.lower() not in _BEFORE_INFINITIVE
        elif low in _CLAUSE or low in _STATES:
            helper = False
        elif (
            (helper or after in _HELPERS)
            and _is_participle(word)
            and before not in _BEFORE_INFINITIVE
            and after not in _PRESENT
        ):
            return True
    return False


def _is_participle(word: str) -> bool:
    """Never a name: those have a capital."""
    if word in _NO_VERBS or word.endswith(("heid", "dt")):
        return False
    return _WEAK.fullmatch(word) is not None or _STRONG.fullmatch(word) is not None
