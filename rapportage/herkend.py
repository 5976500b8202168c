"""The promises to the council that are recognised in the text of one letter: which are in its list,
what became of each, and what its readers have of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q
from django.urls import reverse

from rapportage.models import Brief, Onderdeel, Publicatie
from rapportage.toezeggingen import onderdeel_herkomst, published
from themas.jaar.models import Bijdrage, Voortgang
from themas.jaar.reading import bijdragen_with_text
from themas.plan.models import Thema
from themas.toezeggingen import zinnen
from themas.toezeggingen.aanbod import Aanbod, offers_in
from themas.toezeggingen.herkomst import Herkomst, in_paragraaf
from themas.toezeggingen.models import Toezegging, Zinweigering
from themas.toezeggingen.opnemen import offer_again, refuse_offer, register_offer
from themas.toezeggingen.transitions import publish_afterwards
from veiligheid.core.findings import Geweigerd, Herstelbaar, blokkeert
from veiligheid.core.models import Gebruiker
from veiligheid.core.richtext import plain
from veiligheid.document.brief import Briefdocument

Plek = Onderdeel.Plek


@dataclass(frozen=True, slots=True)
class Herkend:
    """A sentence of a letter that promises something: what is offered of it, where it stands and
    under which theme."""

    aanbod: Aanbod
    herkomst: Herkomst
    thema: Thema | None

    @property
    def sleutel(self) -> str:
        """Its key on the list: the same sentence may stand in two places."""
        paragraaf = self.herkomst.paragraaf
        place = f"p{paragraaf.pk}" if paragraaf else f"o{self.herkomst.onderdeel}"
        return f"{place}-{self.aanbod.sleutel}"


@dataclass
class Lijst:
    """The list of a letter, in its order. `publicatie`: the version that its readers have."""

    brief: Brief
    regels: list[Herkend]
    publicatie: Publicatie | None = None
    document: Briefdocument | None = None
    gepubliceerd: Mapping[str, str] = field(default_factory=dict)

    @property
    def wachtend(self) -> list[Herkend]:
        """Of which nobody decided."""
        return [h for h in self.regels if h.aanbod.wacht]

    @property
    def opgenomen(self) -> list[Herkend]:
        return [h for h in self.regels if h.aanbod.toezegging is not None]

    @property
    def geweigerd(self) -> list[Herkend]:
        return [
            h for h in self.regels if h.aanbod.weigering is not None and not h.aanbod.toezegging
        ]

    @property
    def zin(self) -> str:
        """How many wait, in a sentence."""
        waiting = self.wachtend
        return zinnen.niet_opgenomen(len(waiting), sum(h.aanbod.zeker for h in waiting))

    def one(self, sleutel: str) -> Herkend:
        """Raises Geweigerd when the text has changed and the sentence is no longer there."""
        found = next((h for h in self.regels if h.sleutel == sleutel), None)
        if found is None:
            raise Geweigerd(
                blokkeert("zin-weg", "Deze zin staat niet meer in de brief. Kies opnieuw.")
            )
        return found

    def is_published(self, h: Herkend) -> bool:
        """Whether the letter's readers have this very sentence in this place."""
        return _words(h.aanbod.zin) in self.gepubliceerd.get(h.herkomst.anker, "")


def lijst_of(brief: Brief, bijdragen: Iterable[Bijdrage] | None = None) -> Lijst:
    """The list of a letter as its text stands now; empty of what is no letter of themes. A constant
    number of queries.

    bijdragen: those of `bijdragen_with_text`, when they were read already.
    """
    if not brief.heeft_themas:
        return Lijst(brief, [])
    found = bijdragen_with_text(brief.ronde) if bijdragen is None else bijdragen
    return Lijst(brief, list(_Reader(brief).read(found)))


def published_lijst(brief: Brief) -> Lijst:
    """The same, and what its readers have of it; see `Lijst.is_published`."""
    lijst = lijst_of(brief)
    publicatie = Publicatie.objects.current(brief.slug)
    if publicatie is None:
        return lijst
    document = Briefdocument.from_json(bytes(publicatie.bestanden.get(pad="brief.json").inhoud))
    lijst.publicatie, lijst.document = publicatie, document
    lijst.gepubliceerd = dict(_texts(document))
    return lijst


def only_published(lijst: Lijst) -> Lijst:
    """For who may not see what is being written: of a letter in correction only the sentences that
    its readers have."""
    return replace(lijst, regels=[h for h in lijst.regels if lijst.is_published(h)])


def finding_of(lijst: Lijst) -> Iterator[Herstelbaar]:
    """One finding for all that nobody decided about."""
    if lijst.wachtend:
        yield Herstelbaar.warn(
            "toezeggingen-niet-opgenomen",
            f"{lijst.zin} Neem ze op, of zeg dat zij er niet in horen.",
            "Toezeggingen in deze brief",
            reverse("brief-toezeggingen", args=[lijst.brief.slug]),
        )


def take_in(
    lijst: Lijst, sleutel: str, door: Gebruiker, anders: Mapping[str, Any] | None = None
) -> Toezegging:
    """Into the register, with what was adjusted in it. What readers of the letter have already is
    public at once; else it becomes so with the letter. Raises as `register_offer` does."""
    h = lijst.one(sleutel)
    toezegging = register_offer(h.aanbod, h.herkomst, h.thema, door, anders)
    if lijst.publicatie and lijst.document and lijst.is_published(h):
        adres = lijst.publicatie.get_absolute_url()
        publish_afterwards(toezegging, published(lijst.brief, lijst.document, adres), door)
    return toezegging


def refuse(lijst: Lijst, sleutel: str, door: Gebruiker) -> None:
    h = lijst.one(sleutel)
    refuse_offer(h.aanbod, h.herkomst, h.thema, door)


def put_back(lijst: Lijst, sleutel: str, door: Gebruiker) -> None:
    """A refused sentence is offered again."""
    h = lijst.one(sleutel)
    if h.aanbod.weigering is not None:
        offer_again(h.aanbod.weigering, h.herkomst, h.thema, door)


class _Reader:
    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        standing = (o for o in brief.onderdelen.all() if o.verwijderd_op is None)
        self.onderdelen = sorted(
            (o for o in standing if o.plek != Plek.BIJLAGE), key=lambda o: o.positie or 0
        )

    def read(self, bijdragen: Iterable[Bijdrage]) -> Iterator[Herkend]:
        bijdragen = list(bijdragen)
        paragrafen = [p.pk for b in bijdragen for p in b.voortgangen.all()]
        onderdelen = [o.pk for o in self.onderdelen]
        self.known = _by_place(Toezegging, paragrafen, onderdelen)
        self.refused = _by_place(Zinweigering, paragrafen, onderdelen)
        last = [o for o in self.onderdelen if o.plek == Plek.AFSLUITING]
        for o in self.onderdelen:
            if o not in last:
                yield from self._onderdeel(o)
        for b in bijdragen:
            for p in b.voortgangen.all():
                yield from self._paragraaf(p, b)
        for o in last:
            yield from self._onderdeel(o)

    def _paragraaf(self, p: Voortgang, b: Bijdrage) -> Iterator[Herkend]:
        # Already here, so that saying where it stands asks nothing of the database.
        p.bijdrage, b.ronde = b, self.brief.ronde
        texts = [plain(blok.tekst) for blok in p.blokken.all()]
        herkomst = replace(in_paragraaf(p), van_de_lijst=True)
        yield from self._offered(texts, p.kop, herkomst, ("p", p.pk), b.thema)

    def _onderdeel(self, o: Onderdeel) -> Iterator[Herkend]:
        herkomst = replace(onderdeel_herkomst(o, self.brief), van_de_lijst=True)
        yield from self._offered([plain(o.tekst)], o.kop, herkomst, ("o", o.pk), None)

    def _offered(
        self,
        texts: list[str],
        kop: str,
        herkomst: Herkomst,
        place: tuple[str, int],
        thema: Thema | None,
    ) -> Iterator[Herkend]:
        known, refused = self.known.get(place, {}), self.refused.get(place, {})
        for aanbod in offers_in(texts, kop, self.brief.ronde, known, refused):
            yield Herkend(aanbod, herkomst, thema)


def _by_place(
    model: Any, paragrafen: list[int], onderdelen: list[int]
) -> dict[tuple[str, int], dict[str, Any]]:
    """The records of this letter by their place, then by the key of their sentence."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    here = Q(paragraaf__in=paragrafen) | Q(onderdeel__in=onderdelen)
    for r in model.objects.filter(here).exclude(zinsleutel=""):
        place = ("o", r.onderdeel) if r.onderdeel else ("p", r.paragraaf_id)
        found.setdefault(place, {})[r.zinsleutel] = r
    return found


def _texts(document: Briefdocument) -> Iterator[tuple[str, str]]:
    """The words of every part of a published letter, by its anchor."""
    for hoofdstuk in document.hoofdstukken:
        for p in hoofdstuk.paragrafen:
            yield p.anker, _words(" ".join(plain(b.html) for b in p.blokken))
    for o in (*document.inleiding, *document.afsluiting):
        yield o.anker, _words(plain(o.html))
    for g in document.groepen:
        yield g.anker, _words(plain(g.inleiding))


def _words(text: str) -> str:
    return " ".join(text.split())
