"""What is said of a plan's whole term: sentences made from the mirrors of its years."""

from collections.abc import Sequence

from veiligheid.core.zinnen import enumerate_words
from veiligheid.core.zinsoorten import zinsoort
from veiligheid.document.spiegel import Telling


@zinsoort(
    "looptijd-telling",
    r"(?:In \d{4}|Van \d{4} tot en met \d{4}|In \d{4}(?:, \d{4})* en \d{4} samen) is (?:niets"
    r"|\d+ keer iets) beloofd(?:: [^.]+)?(?:; daarnaast is \d+ keer iets verteld dat niet was "
    r"beloofd)?\.",
)
def term_sentence(jaren: Sequence[int], telling: Telling) -> str:
    """ "Van 2023 tot en met 2025 is 37 keer iets beloofd: 23 keer groen, 7 keer geel, 2 keer rood
    en 5 keer nog te beoordelen; daarnaast is 6 keer iets verteld dat niet was beloofd."

    The sums of the mirrors of these years. An actie that was promised in two years counts twice.
    What is nil is left out.
    """
    text = f"{_years(jaren)} is "
    if telling.beloofd:
        text += f"{telling.beloofd} keer iets beloofd: "
        parts = (
            ("groen", telling.groen),
            ("geel", telling.geel),
            ("rood", telling.rood),
            ("nog te beoordelen", telling.te_beoordelen),
        )
        text += enumerate_words([f"{n} keer {woord}" for woord, n in parts if n])
    else:
        text += "niets beloofd"
    if telling.blauw:
        text += f"; daarnaast is {telling.blauw} keer iets verteld dat niet was beloofd"
    return f"{text}."


def _years(jaren: Sequence[int]) -> str:
    if len(jaren) == 1:
        return f"In {jaren[0]}"
    if len(jaren) == jaren[-1] - jaren[0] + 1:
        return f"Van {jaren[0]} tot en met {jaren[-1]}"
    return f"In {enumerate_words([str(j) for j in jaren])} samen"


@zinsoort(
    "looptijd-jaren-zonder",
    r"Van (?:\d{4}|\d{4}(?:, \d{4})* en \d{4}) is er geen vergelijking van belofte en verslag\.",
)
def years_without(jaren: Sequence[int]) -> str:
    """ "Van 2022 is er geen vergelijking van belofte en verslag." The years of the term up to the
    one that is looked back on that have no mirror; empty when there is none."""
    if not jaren:
        return ""
    words = enumerate_words([str(j) for j in jaren])
    return f"Van {words} is er geen vergelijking van belofte en verslag."
