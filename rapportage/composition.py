"""From living records to a Briefdocument: the only reader of themas and monitoring.

Numbers exist here and not before: themes are numbered in the order of the ronde, endnotes in the
order of the text, and every reference gets the number that its target has at this moment.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.conf import settings
from django.urls import reverse

from monitoring.citaten import Citaat, Onbruikbaar, read_citaten
from rapportage import document as d
from rapportage.beloften import promised_before
from rapportage.bijlagen.citeren import quote
from rapportage.bijlagen.compositie import Omgeving, compose_bijlagen
from rapportage.bijlagen.spiegel import spiegel
from rapportage.delen import Deel
from rapportage.getypt import Tekst, typed_findings
from rapportage.models import Brief, Briefsoort, Onderdeel
from rapportage.toezeggingen import gone_from_onderdelen
from themas.jaar.models import Bijdrage, Voortgang
from themas.jaar.opletten import told_twice
from themas.jaar.reading import bijdragen_with_text
from themas.jaar.workflow import Bloksoort
from themas.plan.models import Themasoort
from themas.spiegel.bevindingen import bevindingen_for as spiegel_bevindingen
from themas.toezeggingen.bevindingen import bevindingen_for
from themas.toezeggingen.overzicht import Registerlinks, links_for
from themas.toezeggingen.verwijsbaar import Verwijsbaar, referable_from
from veiligheid.core import verwijzingen
from veiligheid.core.findings import Bevinding, blokkeert, let_op
from veiligheid.core.richtext import plain, sanitize
from veiligheid.core.tekens import onbekende_tekens, unknown_characters
from veiligheid.core.verwijzingen import Verwijzing

Plek = Onderdeel.Plek


@dataclass(frozen=True, slots=True)
class Compositie:
    """A composed letter and what composing it brought to light."""

    document: d.Briefdocument
    bevindingen: tuple[Bevinding, ...]


def compose(brief: Brief) -> Compositie:
    """The letter as it stands now. A constant number of queries, whatever its size."""
    brief = Brief.objects.with_parts().get(pk=brief.pk)
    return _Composer(brief, list(bijdragen_with_text(brief.ronde))).compose()


@dataclass(frozen=True, slots=True)
class _Doel:
    """What a reference can point to: its anchor in the document, and its number if it has one."""

    anker: str
    nummer: int | None


@dataclass
class _Composer:
    brief: Brief
    bijdragen: list[Bijdrage]
    doelen: dict[tuple[str, str], _Doel] = field(default_factory=dict)
    voetnoten: list[d.Voetnoot] = field(default_factory=list)
    bevindingen: list[Bevinding] = field(default_factory=list)
    toezeggingen: dict[str, Verwijsbaar] = field(default_factory=dict)
    # What the letter says of the register: the entries it refers to, and all of its words.
    genoemd: set[str] = field(default_factory=set)
    woorden: list[str] = field(default_factory=list)
    links: Registerlinks = field(default_factory=Registerlinks)
    cijfers: dict[str, Citaat | Onbruikbaar] = field(default_factory=dict)
    citaten: dict[str, d.Cijfercitaat] = field(default_factory=dict)
    getypt: list[Tekst] = field(default_factory=list)
    plek: str = ""
    link: str = ""

    def compose(self) -> Compositie:
        brief, ronde = self.brief, self.brief.ronde
        self._collect_targets()
        self.toezeggingen = referable_from(ronde, [o.pk for o in brief.onderdelen.all()])
        self.cijfers = read_citaten(quoted_in(brief, self.bijdragen))
        # The order of these calls is the order of the endnotes.
        self.links = links_for(ronde, [o.pk for o in brief.onderdelen.all()])
        inleiding = self._onderdelen(Plek.INLEIDING, Plek.ALGEMEEN)
        groepen = tuple(self._groepen()) if brief.heeft_themas else ()
        afsluiting = self._onderdelen(Plek.AFSLUITING)
        omgeving = Omgeving(self._html, self._citeer, self.bevindingen.append)
        bijlagen = compose_bijlagen(brief, omgeving)
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
            ondertekenaars=tuple(
                d.Ondertekenaar(o.naam, o.functie) for o in brief.ondertekenaars.all()
            ),
            bijlagen=bijlagen,
            voetnoten=tuple(self.voetnoten),
            citaten=tuple(self.citaten.values()),
            delen=tuple(self._delen()),
        )
        return Compositie(document, (*self.bevindingen, *self._findings()))

    def _delen(self) -> Iterable[Deel]:
        """The body of what is no letter of themes."""
        if self.brief.soort == Briefsoort.SPIEGEL:
            return spiegel(self.brief.ronde, "deel", self._citeer)
        return ()

    def _findings(self) -> Iterator[Bevinding]:
        """What the records say of this letter, besides what its text brought to light."""
        ronde = self.brief.ronde
        yield from typed_findings(self.getypt, ronde)
        if self.brief.heeft_themas:
            yield from told_twice(ronde)
            yield from bevindingen_for(ronde, self.genoemd, " ".join(self.woorden))
        yield from gone_from_onderdelen(self.brief)
        yield from spiegel_bevindingen(ronde, promised_before(ronde))

    # -- Targets and references -----------------------------------------------------------------

    def _collect_targets(self) -> None:
        for nummer, bijdrage in enumerate(self.bijdragen, start=1):
            slug = bijdrage.thema.slug
            self.doelen[verwijzingen.Soort.THEMA, slug] = _Doel(f"thema-{slug}", nummer)
            for voortgang in bijdrage.voortgangen.all():
                anker = _paragraaf_anker(slug, voortgang)
                self.doelen[verwijzingen.Soort.PARAGRAAF, anker] = _Doel(anker, None)
        for bijlage in self.brief.bijlagen.all():
            self.doelen[verwijzingen.Soort.BIJLAGE, bijlage.sleutel] = _Doel(
                f"bijlage-{bijlage.nummer}", bijlage.nummer
            )

    def _html(self, html: str, plek: str, link: str, *, feitelijk: bool = True) -> str:
        """Rich text for readers: clean, references resolved, footnotes numbered.

        plek, link: where it stands and where it is mended, for the findings. feitelijk: its
        figures say what was; those of a plan are held against nothing.
        """
        self.plek, self.link = plek, link
        self.woorden.append(words := plain(html))
        if feitelijk:
            self.getypt.append(Tekst(plain(_without_figures(html)), plek, link))
        if unknown := onbekende_tekens(words):
            melding = unknown_characters(unknown)
            self.bevindingen.append(blokkeert("tekens-onbekend", melding, plek, link))
        return verwijzingen.replace(sanitize(html), self._resolve)

    def _citeer(self, html: str) -> str:
        """Text of a letter as another part of this one quotes it. What it refers to need not be in
        this letter: then its words stay as they were."""
        return quote(html, self._words)

    def _words(self, verwijzing: Verwijzing) -> str:
        citaat = self.cijfers.get(verwijzing.sleutel)
        if verwijzing.soort == verwijzingen.Soort.CIJFER and isinstance(citaat, Citaat):
            return verwijzingen.with_figure(verwijzing.tekst, citaat.tekst) or verwijzing.tekst
        doel = self.doelen.get((verwijzing.soort, verwijzing.sleutel))
        if doel is None or doel.nummer is None:
            return verwijzing.tekst
        return verwijzingen.with_number(verwijzing.tekst, doel.nummer)

    def _resolve(self, verwijzing: Verwijzing) -> str:
        if verwijzing.soort == verwijzingen.Soort.VOETNOOT:
            return self._voetnoot(verwijzing.titel)
        if verwijzing.soort == verwijzingen.Soort.CIJFER:
            return self._cijfer(verwijzing)
        if verwijzing.soort == verwijzingen.Soort.TOEZEGGING and (
            entry := self.toezeggingen.get(verwijzing.sleutel)
        ):
            self.genoemd.add(verwijzing.sleutel)
            words = verwijzingen.with_label(verwijzing.tekst, entry.nummer)
            return f'<a href="{entry.adres}">{words}</a>' if entry.adres else words
        doel = self.doelen.get((verwijzing.soort, verwijzing.sleutel))
        if doel is None:
            melding = (
                f"De verwijzing “{verwijzing.tekst}” wijst naar iets wat niet in deze brief "
                "staat. Verwijs naar iets anders of haal de verwijzing weg."
            )
            self.bevindingen.append(blokkeert("verwijzing-los", melding, self.plek, self.link))
            return verwijzing.tekst
        words = verwijzing.tekst
        if doel.nummer is not None:
            words = verwijzingen.with_number(words, doel.nummer)
        return f'<a href="#{doel.anker}">{words}</a>'

    def _cijfer(self, verwijzing: Verwijzing) -> str:
        """The figure itself and, behind it, the note with its source. One note per figure."""
        citaat = self.cijfers[verwijzing.sleutel]
        if isinstance(citaat, Onbruikbaar):
            melding = f"De verwijzing “{verwijzing.tekst}” {citaat.reden}. Kies een ander cijfer."
            self.bevindingen.append(blokkeert("cijfer-los", melding, self.plek, self.link))
            return verwijzing.tekst
        words = verwijzingen.with_figure(verwijzing.tekst, citaat.tekst)
        if words is None:
            melding = (
                f"In de woorden “{verwijzing.tekst}” is niet te zien wat het cijfer is. Zet er één "
                f"getal in; daar komt dan {citaat.tekst} te staan."
            )
            self.bevindingen.append(blokkeert("cijfer-onduidelijk", melding, self.plek, self.link))
            return verwijzing.tekst
        if citaat.waarde is None:
            melding = f"Dit cijfer staat in de brief als “{citaat.tekst}”: {citaat.noot}"
            self.bevindingen.append(let_op("cijfer-onbekend", melding, self.plek, self.link))
        if known := self.citaten.get(citaat.sleutel):
            number = next(v.nummer for v in self.voetnoten if v.anker == known.noot)
            return f'{words}<sup><a href="#{known.noot}" role="doc-noteref">{number}</a></sup>'
        sign = self._voetnoot(citaat.noot)
        self.citaten[citaat.sleutel] = d.Cijfercitaat(
            citaat.sleutel,
            citaat.onderwerp,
            citaat.plaats,
            citaat.periode,
            citaat.tekst,
            citaat.waarde,
            self.plek,
            self.voetnoten[-1].anker,
        )
        return words + sign

    def _voetnoot(self, tekst: str) -> str:
        n = len(self.voetnoten) + 1
        noot = d.Voetnoot(f"noot-{n}", f"nootverwijzing-{n}", n, tekst)
        self.voetnoten.append(noot)
        return (
            f'<sup><a href="#{noot.anker}" id="{noot.verwijzing_anker}" '
            f'role="doc-noteref">{n}</a></sup>'
        )

    # -- Parts ----------------------------------------------------------------------------------

    def _onderdelen(self, *plekken: str) -> tuple[d.Onderdeel, ...]:
        return tuple(
            d.Onderdeel(
                f"onderdeel-{o.sleutel}",
                o.niveau,
                o.kop,
                self._html(o.tekst, o.kop or "inleiding", _onderdeel_link(self.brief, o)),
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
            self._html(o.tekst, f"inleiding bij {soort}", _onderdeel_link(self.brief, o))
            for o in self.brief.onderdelen.all()
            if soort and o.plek == soort
        )

    def _hoofdstuk(self, bijdrage: Bijdrage, nummer: int) -> d.Hoofdstuk:
        thema = bijdrage.thema
        return d.Hoofdstuk(
            anker=f"thema-{thema.slug}",
            nummer=nummer,
            slug=thema.slug,
            titel=thema.titel,
            paragrafen=tuple(
                self._paragraaf(v, thema.slug, f"{nummer}. {thema.titel}")
                for v in bijdrage.voortgangen.all()
            ),
        )

    def _paragraaf(self, voortgang: Voortgang, slug: str, thema: str) -> d.Paragraaf:
        plek = f"{thema} › {voortgang}"
        link = f"{reverse('bijdrage', args=[voortgang.bijdrage_id])}#paragraaf-{voortgang.pk}"
        if unknown := onbekende_tekens(voortgang.kop):
            melding = unknown_characters(unknown)
            self.bevindingen.append(blokkeert("tekens-onbekend", melding, plek, link))
        return d.Paragraaf(
            anker=_paragraaf_anker(slug, voortgang),
            kop=voortgang.kop,
            blokken=tuple(
                d.Blok(
                    Bloksoort(b.soort),
                    self._html(b.tekst, plek, link, feitelijk=b.soort != Bloksoort.VOORUITBLIK),
                    tuple(a.sleutel for a in b.acties.all()),
                )
                for b in voortgang.blokken.all()
                if b.tekst
            ),
            register=self.links.paragrafen.get(voortgang.pk, ()),
        )


def quoted_in(brief: Brief, bijdragen: Iterable[Bijdrage]) -> set[str]:
    """The keys of all figures that these texts refer to."""
    texts = [o.tekst for o in brief.onderdelen.all()]
    for bijdrage in bijdragen:
        texts += [b.tekst for v in bijdrage.voortgangen.all() for b in v.blokken.all()]
    return {
        v.sleutel
        for tekst in texts
        for v in verwijzingen.find(tekst)
        if v.soort == verwijzingen.Soort.CIJFER
    }


def _without_figures(html: str) -> str:
    """Without the references: what they say is live, or no figure at all."""
    if "verwijzing:" not in html:
        return html
    return verwijzingen.replace(
        html, lambda v: " … " if v.soort != verwijzingen.Soort.TOEZEGGING else v.tekst
    )


def _paragraaf_anker(slug: str, voortgang: Voortgang) -> str:
    # Two hyphens: no slug holds them, so that the two parts can't run into each other.
    return f"{slug}--{voortgang.sleutel}"


def _onderdeel_link(brief: Brief, onderdeel: Onderdeel) -> str:
    return reverse("onderdeel", args=[brief.slug, onderdeel.pk])
