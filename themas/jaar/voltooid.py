"""Does a Dutch sentence tell what has been done? Its verbs, word for word.

"Is gestart" and "hebben georganiseerd" do. A state in the form of a past participle does not: "is
gebaseerd op", "is belegd". Nor does what is being done: "wordt opgepakt".
"""

import re

from veiligheid.core.deelwoord import is_participle

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
# States in the form of a participle.
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
            and is_participle(word)
            and before not in _BEFORE_INFINITIVE
            and after not in _PRESENT
        ):
            return True
    return False
