"""From the records of an annex to its pieces: texts first, then what its kind makes of the data.

Whether an annex "ontbreekt" follows: it has no pieces.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from django.urls import reverse

from rapportage.bijlagen.soort import Samenstelling, soort_of
from rapportage.bijlagen.soorten.cijfers import Bijlagefiguren
from rapportage.models import Bijlage, Bijlagebestand, Brief, Onderdeel
from rapportage.tekstlezer import Tekstlezer, words_in
from veiligheid.document import brief as d
from veiligheid.document import delen as p

_NOT_ON_PAPER = frozenset({"html", "alt", "anker", "adres", "bestand", "mediatype", "type"})


def compose_bijlagen(brief: Brief, tekst: Tekstlezer, vandaag: date) -> tuple[d.Bijlage, ...]:
    """All annexes of a letter that came with its parts, in order, as of this day where the letter
    has none of its own. A constant number of queries for all figures together, and a few for each
    annex about money or a plan."""
    return tuple(_Samensteller(brief, tekst, vandaag).compose())


def bijlage_link(brief: Brief, bijlage: Bijlage) -> str:
    """Where an annex is filled."""
    return reverse("bijlage-schrijven", args=[brief.slug, bijlage.sleutel])


class _Samensteller:
    def __init__(self, brief: Brief, tekst: Tekstlezer, vandaag: date) -> None:
        self.brief, self.tekst, self.vandaag = brief, tekst, vandaag
        self.bijlagen: list[Bijlage] = list(brief.bijlagen.all())
        self.figuren = Bijlagefiguren(brief, [b for b in self.bijlagen if not b.is_geheim])

    def compose(self) -> Iterator[d.Bijlage]:
        for bijlage in self.bijlagen:
            anker = f"bijlage-{bijlage.nummer}"
            if bijlage.is_geheim:
                # Nothing of it is even read: no note, no figure, no finding may come from it.
                yield d.Bijlage(
                    anker, bijlage.nummer or 0, bijlage.titel, bijlage.soort, (), _geheim(bijlage)
                )
                continue
            delen = (*self._teksten(bijlage, anker), *self._van_de_soort(bijlage, anker))
            self._check_tekens(bijlage, delen)
            yield d.Bijlage(anker, bijlage.nummer or 0, bijlage.titel, bijlage.soort, delen)

    def _teksten(self, bijlage: Bijlage, anker: str) -> Iterator[p.Deel]:
        for o in self.brief.onderdelen.all():
            if o.bijlage_id != bijlage.pk:
                continue
            link = reverse("onderdeel", args=[self.brief.slug, o.pk])
            html = self.tekst.html(o.tekst, f"{bijlage} › {o.kop or 'tekst'}", link)
            if o.kop or html:
                yield p.Tekstdeel(f"{anker}--tekst-{o.sleutel}", o.niveau, o.kop, html)
            if o.afbeelding is not None:
                yield _afbeelding(o, o.afbeelding)

    def _check_tekens(self, bijlage: Bijlage, delen: tuple[p.Deel, ...]) -> None:
        """What the letter's font can't show in titles, sentences, tables and captions."""
        words = f"{bijlage.titel} {' '.join(words_in(msgspec.to_builtins(delen), _NOT_ON_PAPER))}"
        self.tekst.check_characters(words, str(bijlage), bijlage_link(self.brief, bijlage))

    def _van_de_soort(self, bijlage: Bijlage, anker: str) -> Iterable[p.Deel]:
        link = bijlage_link(self.brief, bijlage)
        soort = soort_of(bijlage.soort)
        return soort.compose(
            Samenstelling(self.brief, bijlage, anker, link, self.vandaag, self.tekst, self.figuren)
        )


def _geheim(bijlage: Bijlage) -> d.Geheim:
    return d.Geheim(bijlage.geheim_grond, bijlage.geheim_door, bijlage.geheim_tot)


def _afbeelding(onderdeel: Onderdeel, bestand: Bijlagebestand) -> p.Afbeelding:
    return p.Afbeelding(
        bestand.adres,
        bestand.mediatype,
        bestand.breedte or 0,
        bestand.hoogte or 0,
        onderdeel.alt,
        onderdeel.bijschrift,
    )
