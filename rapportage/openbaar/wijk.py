"""Where the newest letter and its plan speak of an area."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from monitoring.cijfers.models import Gebied
from rapportage.models import Publicatie
from rapportage.openbaar.plannen import public_plannen
from rapportage.openbaar.publicaties import newest_letter, pieces_of
from rapportage.openbaar.stukken import Stuk
from themas.plan.models import Actie
from veiligheid.core.zinnen import split_sentences


@dataclass(frozen=True, slots=True)
class Wijkvraag:
    """Whether something is about an area: its writer said so by code, or its words name it."""

    gebied: Gebied
    codes: frozenset[str]
    naam: re.Pattern[str]

    @classmethod
    def of(cls, gebied: Gebied, boven: Gebied | None = None) -> "Wijkvraag":
        """boven: the area around it; what is said of that one counts for each of its parts."""
        codes = {gebied.code, boven.code} if boven is not None else {gebied.code}
        return cls(gebied, frozenset(codes), _as_name(gebied.naam))

    def marked(self, codes: Iterable[str]) -> bool:
        """Whether its writer said so."""
        return not self.codes.isdisjoint(codes)

    def named_in(self, *teksten: str) -> bool:
        return any(self.naam.search(tekst) for tekst in teksten)

    def about(self, stuk: Stuk) -> bool:
        return self.marked(stuk.gebieden) or self.named_in(stuk.kop, stuk.tekst)


def _as_name(naam: str) -> re.Pattern[str]:
    """Whole words: "Nieuwland" is no "Nieuwlandseweg". With their capitals: "het centrum" is not
    said of the wijk Centrum, but "in de Baarsjes" is of De Baarsjes."""
    article = re.match(r"(?:(?:De|Het|'t|’t) (?=\w))?", naam, re.I)
    begin = article[0] if article else ""
    rest = re.escape(naam[len(begin) :])
    return re.compile(rf"(?<!\w)(?i:{re.escape(begin)}){rest}(?!\w)")


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
    """Of the newest letter. boven: the area around it."""
    brief = newest_letter()
    if brief is None:
        return Wijkstukken(None, (), ())
    vraag = Wijkvraag.of(gebied, boven)
    basis = brief.get_absolute_url()
    told: list[Plek] = []
    done: list[Plek] = []
    known: set[str] = set()
    for stuk in said_of(brief, vraag):
        plek = place_of(stuk, basis, vraag)
        if stuk.soort == "actie":
            known.update(stuk.acties)
            done.append(plek)
        else:
            told.append(plek)
    done += _of_plan(brief.jaar, vraag, known)
    first = [sorted(found, key=lambda p: not p.genoemd) for found in (done, told)]
    return Wijkstukken(brief, tuple(first[0]), tuple(first[1]))


def said_of(publicatie: Publicatie, vraag: Wijkvraag) -> Iterator[Stuk]:
    """The pieces of this version that are about the area, in the order of reading; of an annex and
    a part of it with the same heading the part, which has words."""
    found = [s for s in pieces_of(publicatie) if vraag.about(s)]
    parts = {(s.pagina, s.kop) for s in found if s.anker or s.tekst}
    return (s for s in found if s.anker or s.tekst or (s.pagina, s.kop) not in parts)


def place_of(stuk: Stuk, basis: str, vraag: Wijkvraag) -> Plek:
    """basis: the address of its letter."""
    said = [z.strip() for z in split_sentences(stuk.tekst) if vraag.named_in(z)]
    # What its heading says already is not said twice.
    zin = next((z for z in said if z != stuk.kop), "")
    return Plek(stuk.kop, stuk.thema, zin, basis + stuk.adres, vraag.marked(stuk.gebieden))


def _of_plan(jaar: int, vraag: Wijkvraag, known: set[str]) -> Iterator[Plek]:
    """The acties of the plan as it stands that the mirror of the letter says nothing of."""
    plannen = public_plannen().filter(van_jaar__lte=jaar + 1, tot_en_met_jaar__gte=jaar)
    running = Actie.objects.filter(thema__plan__in=plannen, beeindigd_in=None)
    for actie in running.exclude(gebieden=[]).select_related("thema__plan"):
        if vraag.marked(actie.gebieden) and actie.sleutel not in known:
            adres = f"{reverse('plan', args=[actie.thema.plan.slug])}#actie-{actie.sleutel}"
            yield Plek(actie.titel, actie.thema.titel, "", adres, genoemd=True)
