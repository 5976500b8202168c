"""Where the newest letter and its plan speak of an area."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from monitoring.cijfers.models import Gebied
from rapportage.models import Publicatie
from rapportage.openbaar.plannen import public_plannen
from rapportage.openbaar.publicaties import document_of, newest_letter
from rapportage.openbaar.stukken import Stuk, stukken_of
from themas.plan.models import Actie
from veiligheid.core.zinnen import split_sentences


@dataclass(frozen=True, slots=True)
class Plek:
    """A piece that is about the area: the first sentence that names it (empty when only its heading
    does, or its writer said so), and where it stands. genoemd: its writer said so."""

    kop: str
    thema: str
    zin: str
    adres: str
    genoemd: bool


@dataclass(frozen=True, slots=True)
class Wijkstukken:
    """What is done in an area, and what is told of it: first what its writer said is about it, then
    what names it in its text."""

    brief: Publicatie | None
    acties: tuple[Plek, ...]
    paragrafen: tuple[Plek, ...]


def pieces_about(gebied: Gebied, boven: Gebied | None) -> Wijkstukken:
    """Of the newest letter. boven: the area around it; what is said of that one counts for each of
    its parts."""
    brief = newest_letter()
    if brief is None:
        return Wijkstukken(None, (), ())
    codes = {gebied.code, boven.code} if boven is not None else {gebied.code}
    basis = brief.get_absolute_url()
    # Whole words: "Nieuwland" is no "Nieuwlandseweg".
    naam = re.compile(rf"\b{re.escape(gebied.naam)}\b", re.I)
    told: list[Plek] = []
    done: list[Plek] = []
    known: set[str] = set()
    for stuk in stukken_of(document_of(brief)):
        if (plek := _plek(stuk, basis, codes, naam)) is None:
            continue
        if stuk.soort == "actie":
            known.update(stuk.acties)
            done.append(plek)
        else:
            told.append(plek)
    done += _of_plan(brief.jaar, codes, known)
    first = [sorted(found, key=lambda p: not p.genoemd) for found in (done, told)]
    return Wijkstukken(brief, tuple(first[0]), tuple(first[1]))


def _plek(stuk: Stuk, basis: str, codes: set[str], naam: re.Pattern[str]) -> Plek | None:
    genoemd = bool(codes & set(stuk.gebieden))
    said = [z.strip() for z in split_sentences(stuk.tekst) if naam.search(z)]
    if not genoemd and not said and not naam.search(stuk.kop):
        return None
    # What its heading says already is not said twice.
    zin = next((z for z in said if z != stuk.kop), "")
    return Plek(stuk.kop, stuk.thema, zin, basis + stuk.adres, genoemd)


def _of_plan(jaar: int, codes: set[str], known: set[str]) -> Iterator[Plek]:
    """The acties of the plan as it stands that the mirror of the letter says nothing of."""
    plannen = public_plannen().filter(van_jaar__lte=jaar + 1, tot_en_met_jaar__gte=jaar)
    running = Actie.objects.filter(thema__plan__in=plannen, beeindigd_in=None)
    for actie in running.exclude(gebieden=[]).select_related("thema__plan"):
        if codes & set(actie.gebieden) and actie.sleutel not in known:
            adres = f"{reverse('plan', args=[actie.thema.plan.slug])}#actie-{actie.sleutel}"
            yield Plek(actie.titel, actie.thema.titel, "", adres, genoemd=True)
