"""The areas that a paragraaf or an actie can say it is about.

Figures have areas, and stand above this package: they say here which there are. A text names one by
its code, which keeps its meaning when borders or names change; a document freezes the name as well.
"""

from collections.abc import Callable, Iterable, Mapping

from veiligheid.document.gebied import Genoemd

# Code and name of each, in the order in which one chooses.
Bron = Callable[[], Mapping[str, str]]
_bronnen: list[Bron] = []


def register(bron: Bron) -> None:
    _bronnen.append(bron)


def areas_to_name() -> dict[str, str]:
    """By code, their names. One query."""
    return {code: naam for bron in _bronnen for code, naam in bron().items()}


def read_areas(codes: Iterable[str]) -> str:
    """Their names as a line to read; of one that is no more its code. No query for none."""
    codes = list(codes)
    namen = areas_to_name() if codes else {}
    return ", ".join(namen.get(code, code) for code in codes)


def as_named(codes: Iterable[str], namen: Mapping[str, str]) -> tuple[Genoemd, ...]:
    """As a document keeps them, in the order in which one chooses. One that is no more is left
    out: nobody could say what it was called."""
    wanted = set(codes)
    return tuple(Genoemd(code, naam) for code, naam in namen.items() if code in wanted)
