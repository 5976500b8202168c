"""Which published letters quote a figure. Letters stand above this app, so whoever makes them says
here how to ask (`rapportage.apps`); figures know no letters."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from veiligheid.core.findings import Herstelbaar


@dataclass(frozen=True, slots=True)
class Briefcitaat:
    """A published letter that quotes a figure: its title, its address, and the figure as it stands
    there."""

    brief: str
    adres: str
    tekst: str


# From keys (`citaatsleutels`) to the letters that quote them; keys that nobody quotes are left out.
Vrager = Callable[[Collection[str]], Mapping[str, list[Briefcitaat]]]
_vragers: list[Vrager] = []


def register(vrager: Vrager) -> None:
    """Have this asked too, once, however often it is registered."""
    if vrager not in _vragers:
        _vragers.append(vrager)


def find_citaten(sleutels: Collection[str]) -> dict[str, list[Briefcitaat]]:
    """Of each of these figures the published letters that quote it."""
    found: dict[str, list[Briefcitaat]] = {}
    if sleutels:
        for vrager in _vragers:
            for sleutel, citaten in vrager(sleutels).items():
                found.setdefault(sleutel, []).extend(citaten)
    return found


def quoted_findings(veranderd: Mapping[str, str]) -> Iterator[Herstelbaar]:
    """A finding for each published letter that quotes a figure that changes.

    veranderd: key → what it is about, in words.
    """
    for sleutel, citaten in find_citaten(veranderd.keys()).items():
        for a in citaten:
            yield Herstelbaar.warn(
                "waarde-geciteerd",
                f"De gepubliceerde brief ‘{a.brief}’ noemt dit cijfer als {a.tekst}. De brief "
                "blijft zoals hij is; klopt hij zo niet meer, publiceer dan een verbeterde versie.",
                veranderd[sleutel],
                a.adres,
            )
