"""From living records to a Briefdocument: the only reader of themas and monitoring.

Here stands what a letter consists of and in which order; `tekstlezer` makes its texts ready for
readers. Numbers exist here and not before: themes are numbered in the order of the ronde.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from rapportage.beloften import promised_before
from rapportage.bijlagen.compositie import bijlage_link, compose_bijlagen
from rapportage.documenten import soorten as _soorten  # noqa: F401  (each enters itself)
from rapportage.documenten.soort import Samenstelling, soort_of
from rapportage.getypt import typed_findings
from rapportage.herkend import finding_of, lijst_of
from rapportage.models import Brief, Onderdeel
from rapportage.naamloos import nameless_findings
from rapportage.ondertekening.lezen import Ondertekening, ondertekening_of
from rapportage.raad.compositie import compose_raad
from rapportage.tekstlezer import Tekstlezer, paragraaf_anker
from rapportage.toezeggingen import gone_from_onderdelen
from themas.gebieden import areas_to_name, as_named
from themas.jaar.models import Bijdrage, Blok, Voortgang
from themas.jaar.opletten import told_twice
from themas.jaar.reading import bijdragen_with_text
from themas.plan.models import Themasoort
from themas.spiegel.bevindingen import bevindingen_for as spiegel_bevindingen
from themas.spiegel.maken import make_spiegel
from themas.toezeggingen.bevindingen import bevindingen_for
from themas.toezeggingen.overzicht import Registerlinks, links_for
from veiligheid.core.findings import Herstelbaar
from veiligheid.core.zinnen import counted
from veiligheid.document import brief as d
from veiligheid.document.delen import Deel
from veiligheid.document.raad import Raadspagina
from veiligheid.document.spiegel import Gepubliceerd, Spiegel
from veiligheid.document.woorden import Bloksoort

Plek = Onderdeel.Plek


@dataclass(frozen=True, slots=True)
class Compositie:
    """A composed letter and what composing it brought to light."""

    document: d.Briefdocument
    bevindingen: tuple[Herstelbaar, ...]
    # By the anchor of a hoofdstuk or paragraaf of the document: where it is written.
    adressen: Mapping[str, str] = field(default_factory=dict)


def compose(brief: Brief, vandaag: date | None = None, *, onthul: int | None = None) -> Compositie:
    """The letter as it stands now. A constant number of queries, whatever its size.

    vandaag: the day of what a letter without a date shows as of a day; today when not given.
    onthul: the key of an annex that is withheld and is read nevertheless, for its archive copy.
    """
    brief = Brief.objects.with_parts().get(pk=brief.pk)
    for bijlage in brief.bijlagen.all():
        if bijlage.pk == onthul:
            # In memory: all that composes the letter finds it public.
            bijlage.geheim_grond, bijlage.geheim_door, bijlage.geheim_tot = "", "", None
    within = soort_of(brief.soort).uit_de_ronde
    bijdragen = list(bijdragen_with_text(brief.ronde)) if within else []
    return _Composer(brief, bijdragen, vandaag or timezone.localdate()).compose()


@dataclass
class _Composer:
    brief: Brief
    bijdragen: list[Bijdrage]
    vandaag: date
    tekst: Tekstlezer = field(init=False)
    links: Registerlinks = field(init=False)
    ondertekening: Ondertekening = field(init=False)
    adressen: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ondertekening = ondertekening_of(self.brief, self.vandaag)
        # Annexes read it from the letter: who it is on the letter's day, where it names nobody.
        self.brief.portefeuillehouder = self.ondertekening.portefeuillehouder
        self.tekst = Tekstlezer(self.brief, self.bijdragen)
        self.links = links_for(
            self.brief.ronde, self.dag, [o.pk for o in self.brief.openbare_onderdelen]
        )

    @cached_property
    def dag(self) -> date:
        """The letter's own day: what it says of the register is what stood then."""
        return self.brief.datum or self.vandaag

    def compose(self) -> Compositie:
        brief, ronde, tekst = self.brief, self.brief.ronde, self.tekst
        # The order of these calls is the order of the endnotes.
        inleiding = self._onderdelen(Plek.INLEIDING, Plek.ALGEMEEN)
        groepen = tuple(self._groepen()) if brief.heeft_themas else ()
        afsluiting = self._onderdelen(Plek.AFSLUITING)
        bijlagen = compose_bijlagen(brief, tekst, self.vandaag)
        self.adressen |= {
            f"bijlage-{b.nummer}": bijlage_link(brief, b) for b in brief.bijlagen.all()
        }
        document = d.Briefdocument(
            soort=brief.soort,
            slug=brief.slug,
            titel=brief.titel,
            gemeente=settings.GEMEENTE_NAAM,
            verslagjaar=ronde.verslagjaar,
            vooruitblikjaar=ronde.vooruitblikjaar,
            aan=brief.aan,
            datum=brief.datum,
            kenmerk=brief.kenmerk,
            portefeuillehouder=brief.portefeuillehouder,
            aanhef=brief.aanhef,
            samenvatting=brief.samenvatting,
            inleiding=inleiding,
            groepen=groepen,
            afsluiting=afsluiting,
            groet=brief.groet,
            afzender=brief.afzender,
            ondertekenaars=self.ondertekening.ondertekenaars,
            bijlagen=bijlagen,
            voetnoten=tuple(tekst.voetnoten),
            citaten=tuple(tekst.citaten.values()),
            delen=tuple(self._delen()),
        )
        tekst.check_rest(document, "titels en gegevens", reverse("brief-feiten", args=[brief.slug]))
        found = (*tekst.bevindingen, *self._findings(), *nameless_findings(document))
        return Compositie(document, found, self.adressen)

    def _delen(self) -> Iterable[Deel]:
        """The body of what is no letter of themes."""
        s = Samenstelling(self.brief, "deel", self.tekst, self.dag)
        return soort_of(self.brief.soort).compose(s)

    def _findings(self) -> Iterator[Herstelbaar]:
        """What the records say of this letter, besides what its text brought to light."""
        ronde, tekst = self.brief.ronde, self.tekst
        if not soort_of(self.brief.soort).uit_de_ronde:
            return
        yield from typed_findings(tekst.getypt, ronde)
        if self.brief.heeft_themas:
            yield from told_twice(ronde)
            words = " ".join(tekst.woorden)
            yield from bevindingen_for(ronde, self.dag, tekst.genoemd, words)
            yield from finding_of(lijst_of(self.brief, self.bijdragen))
        yield from gone_from_onderdelen(self.brief)
        yield from spiegel_bevindingen(ronde, self.beloofd, self.spiegel)
        yield from self._unspent()

    def _unspent(self) -> Iterator[Herstelbaar]:
        """Lines of the budget of which the council reads that nobody says what was spent."""
        geld = [b for p in self.raad.values() for b in p.geld] if self.brief.heeft_themas else []
        lines = {b.naam for b in geld if b.kant == "lasten" and b.gerealiseerd is None}
        if lines:
            yield Herstelbaar.warn(
                "realisatie-ontbreekt",
                f"Van {counted(len(lines), 'regel', 'regels')} van de begroting is niet vermeld "
                f"wat er in {self.brief.ronde.verslagjaar} is uitgegeven, en dat staat dan op de "
                "pagina’s voor de raad. Vul het in bij het deelproduct, als bedrag van de soort "
                "‘gerealiseerd’.",
                "Begroting",
                reverse("begroting-beheer"),
            )

    @cached_property
    def beloofd(self) -> Gepubliceerd:
        """What the published letters promised for the year that this one looks back on."""
        ronde = self.brief.ronde
        return promised_before(ronde.plan_id, ronde.verslagjaar)

    @cached_property
    def spiegel(self) -> Spiegel | None:
        """The mirror of that year."""
        ronde = self.brief.ronde
        if ronde.verslagjaar is None:
            return None
        return make_spiegel(ronde.plan, ronde.verslagjaar, self.beloofd)

    @cached_property
    def raad(self) -> dict[str, Raadspagina]:
        """The council's reading of each theme."""
        if self.spiegel is None:
            return {}
        return compose_raad(self.brief.ronde.plan, self.spiegel, self.tekst.citeer)

    # -- Parts ----------------------------------------------------------------------------------

    def _onderdelen(self, *plekken: str) -> tuple[d.Onderdeel, ...]:
        return tuple(
            d.Onderdeel(
                f"onderdeel-{o.sleutel}",
                o.niveau,
                o.kop,
                self.tekst.html(o.tekst, o.kop or "inleiding", _onderdeel_link(self.brief, o)),
                self.links.onderdelen.get(o.pk, ()),
            )
            for o in self.brief.onderdelen.all()
            if o.plek in plekken
        )

    def _groepen(self) -> Iterable[d.Themagroep]:
        nummer = 0
        for soort, bijdragen in groupby(self.bijdragen, key=lambda b: b.thema.soort):
            titel = Themasoort(soort).label if soort else "Thema’s"
            inleiding = self._groepsinleiding(soort)
            hoofdstukken = []
            for bijdrage in bijdragen:
                nummer += 1
                hoofdstukken.append(self._hoofdstuk(bijdrage, nummer))
            yield d.Themagroep(f"groep-{soort or 'themas'}", titel, inleiding, tuple(hoofdstukken))

    def _groepsinleiding(self, soort: str) -> str:
        return "".join(
            self.tekst.html(o.tekst, f"inleiding bij {soort}", _onderdeel_link(self.brief, o))
            for o in self.brief.onderdelen.all()
            if soort and o.plek == soort
        )

    def _hoofdstuk(self, bijdrage: Bijdrage, nummer: int) -> d.Hoofdstuk:
        thema = bijdrage.thema
        anker = f"thema-{thema.slug}"
        self.adressen[anker] = reverse("bijdrage", args=[bijdrage.pk])
        return d.Hoofdstuk(
            anker=anker,
            nummer=nummer,
            slug=thema.slug,
            titel=thema.titel,
            paragrafen=tuple(
                self._paragraaf(v, thema.slug, f"{nummer}. {thema.titel}")
                for v in bijdrage.voortgangen.all()
            ),
            raad=self.raad.get(thema.slug),
        )

    def _paragraaf(self, voortgang: Voortgang, slug: str, thema: str) -> d.Paragraaf:
        plek = f"{thema} › {voortgang}"
        link = f"{reverse('bijdrage', args=[voortgang.bijdrage_id])}#paragraaf-{voortgang.pk}"
        self.tekst.check_characters(voortgang.kop, plek, link)
        anker = paragraaf_anker(slug, voortgang)
        self.adressen[anker] = link
        return d.Paragraaf(
            anker=anker,
            kop=voortgang.kop,
            blokken=tuple(self._blok(b, plek, link) for b in voortgang.blokken.all() if b.tekst),
            register=self.links.paragrafen.get(voortgang.pk, ()),
            gebieden=as_named(voortgang.gebieden, self.gebieden),
        )

    @cached_property
    def gebieden(self) -> Mapping[str, str]:
        """The areas by code, where any paragraaf names one."""
        named = any(v.gebieden for b in self.bijdragen for v in b.voortgangen.all())
        return areas_to_name() if named else {}

    def _blok(self, blok: Blok, plek: str, link: str) -> d.Blok:
        soort = Bloksoort(blok.soort)
        feitelijk = soort is not Bloksoort.VOORUITBLIK
        html = self.tekst.html(blok.tekst, plek, link, feitelijk=feitelijk)
        return d.Blok(soort, html, tuple(a.sleutel for a in blok.acties.all()))


def _onderdeel_link(brief: Brief, onderdeel: Onderdeel) -> str:
    return reverse("onderdeel", args=[brief.slug, onderdeel.pk])
