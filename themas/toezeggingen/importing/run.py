"""One import of the griffie's list, from file to register, for the command and the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from themas.plan.models import Thema
from themas.toezeggingen.importing.apply import apply_lijst
from themas.toezeggingen.importing.parse import parse_lijst
from themas.toezeggingen.importing.source import Bronrij
from themas.toezeggingen.importing.termijnen import fill_dates
from themas.toezeggingen.importing.validate import themas_by_title, validate_lijst
from themas.toezeggingen.permissions import may_exchange
from veiligheid.core.bron import Ingelezen, Telling
from veiligheid.core.findings import Bevinding, Geweigerd, blocking
from veiligheid.core.matching import titelsleutel
from veiligheid.core.models import Gebruiker
from veiligheid.core.tabellen.kop import MEEST, NIET
from veiligheid.core.tabellen.vraag import Antwoorden, Gevraagd, Vraag, Vraagveld
from veiligheid.core.zinnen import counted


@dataclass
class Bronlijst:
    """A list as it was read, and what deserves a look."""

    rijen: list[Bronrij]
    bevindingen: list[Bevinding]


def read_lijst(data: bytes, antwoorden: Antwoorden) -> Bronlijst:
    """What a file says, without any record. Raises Gevraagd, Geweigerd."""
    return Bronlijst(*parse_lijst(data, antwoorden))


def import_lijst(lijst: Bronlijst, antwoorden: Antwoorden, door: Gebruiker | None) -> Ingelezen:
    """Validate and apply, inside the caller's transaction. Raises Gevraagd, Geweigerd with every
    finding, PermissionDenied; `door` is None for the administrator on the machine."""
    if door is not None and not may_exchange(door):
        raise PermissionDenied
    themas = themas_by_title()
    rijen, termijnen = fill_dates(_renamed(lijst.rijen, themas, antwoorden))
    wrong = blocking(validate_lijst(rijen, themas, timezone.localdate()))
    if wrong and all(b.code == "thema-onbekend" for b in wrong):
        raise _ask_themas(rijen, themas, wrong)
    if wrong:
        raise Geweigerd(*wrong[:MEEST])
    telling = apply_lijst(rijen, themas, door)
    telling.bevindingen[:0] = [*lijst.bevindingen, *termijnen.bevindingen()]
    return Ingelezen(telling, _closing(telling, len(rijen)), "")


def _closing(telling: Telling, rows: int) -> str:
    return f"{counted(rows, 'rij', 'rijen')} gelezen."


def _renamed(
    rijen: list[Bronrij], themas: Mapping[str, Thema], antwoorden: Antwoorden
) -> list[Bronrij]:
    """The rows with the theme that was meant by each name that no plan has."""
    titels = {str(t.pk): t.titel for t in themas.values()} | {NIET: ""}
    said = {
        naam.removeprefix("thema:"): titels[waarde]
        for naam, waarde in antwoorden.items()
        if naam.startswith("thema:") and waarde in titels
    }

    def renamed(rij: Bronrij) -> Bronrij:
        key = titelsleutel(rij.text("thema"))
        if key in themas or key not in said:
            return rij
        return replace(rij, cellen={**rij.cellen, "thema": said[key]})

    return [renamed(rij) for rij in rijen]


def _ask_themas(
    rijen: list[Bronrij], themas: Mapping[str, Thema], wrong: list[Bevinding]
) -> Gevraagd:
    """Which of our themes the list means by names that no plan has."""
    unknown = {
        titelsleutel(titel): titel
        for rij in rijen
        if (titel := rij.text("thema")) and titelsleutel(titel) not in themas
    }
    known = {t.pk: t for t in themas.values()}
    keuzes = ((NIET, "geen thema"), *((str(t.pk), f"{t.titel} ({t.plan})") for t in known.values()))
    velden = tuple(
        Vraagveld(f"thema:{key}", titel, keuzes, NIET, nodig=True)
        for key, titel in sorted(unknown.items())
    )
    tekst = (
        "De lijst noemt thema’s die geen plan kent. Kies welk thema bedoeld is; volgend jaar wordt "
        "het niet meer gevraagd."
    )
    sleutel = f"themas: {' '.join(sorted(unknown))}"[:500]
    return Gevraagd(Vraag(sleutel, tekst, velden), *wrong[:MEEST])
