"""Rich text as it is stored → rich text for the readers of one letter.

References get the number that their target has at this moment, figures their value, footnotes
their number in the order of the text. What is wrong with a text is a finding with its place and
where it is mended.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from monitoring.citaten import Citaat, Onbruikbaar, read_citaten
from rapportage.bijlagen.citeren import quote
from rapportage.getypt import Tekst
from rapportage.models import Brief
from themas.jaar.models import Bijdrage, Voortgang
from themas.toezeggingen.verwijsbaar import Verwijsbaar, referable_from
from veiligheid.core import verwijzingen
from veiligheid.core.findings import Herstelbaar
from veiligheid.core.richtext import plain, sanitize
from veiligheid.core.tekens import onbekende_tekens, unknown_characters
from veiligheid.core.verwijzingen import Verwijzing
from veiligheid.document import brief as d

# A narrow space at which no line ends.
_DUN = "\u202f"


@dataclass(frozen=True, slots=True)
class _Doel:
    """What a reference can point to: its anchor in the document, and its number if it has one."""

    anker: str
    nummer: int | None


@dataclass
class Tekstlezer:
    """Reads the texts of one letter, one after the other: the order of the calls is the order of
    the endnotes.

    voetnoten, citaten: what the texts that were read so far hold. bevindingen: what is wrong with
    them. genoemd: the entries of the register that they refer to. woorden: all of their words.
    getypt: their words without references, to hold against known figures. onbekend: the characters
    in them that can't be printed.
    """

    brief: Brief
    bijdragen: list[Bijdrage]
    voetnoten: list[d.Voetnoot] = field(default_factory=list)
    citaten: dict[str, d.Cijfercitaat] = field(default_factory=dict)
    bevindingen: list[Herstelbaar] = field(default_factory=list)
    genoemd: set[str] = field(default_factory=set)
    woorden: list[str] = field(default_factory=list)
    getypt: list[Tekst] = field(default_factory=list)
    onbekend: set[str] = field(default_factory=set)
    doelen: dict[tuple[str, str], _Doel] = field(init=False)
    toezeggingen: dict[str, Verwijsbaar] = field(init=False)
    cijfers: dict[str, Citaat | Onbruikbaar] = field(init=False)
    plek: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        onderdelen = [o.pk for o in self.brief.openbare_onderdelen]
        self.doelen = _targets(self.brief, self.bijdragen)
        self.toezeggingen = referable_from(self.brief.ronde, onderdelen)
        self.cijfers = read_citaten(quoted_in(self.brief, self.bijdragen))

    def html(self, html: str, plek: str, link: str, *, feitelijk: bool = True) -> str:
        """Rich text for readers: clean, references resolved, footnotes numbered.

        plek, link: where it stands and where it is mended, for the findings. feitelijk: its
        figures say what was; those of a plan are held against nothing.
        """
        self.plek, self.link = plek, link
        self.woorden.append(words := plain(html))
        if feitelijk:
            self.getypt.append(Tekst(plain(_without_figures(html)), plek, link))
        self.check_characters(words, plek, link)
        return verwijzingen.replace(sanitize(html), self._resolve)

    def citeer(self, html: str) -> str:
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

    def meld(self, bevinding: Herstelbaar) -> None:
        """Note what somebody else found while composing."""
        self.bevindingen.append(bevinding)

    def check_characters(self, words: str, plek: str, link: str) -> None:
        """A character that no font of the letter has can't be printed."""
        if unknown := onbekende_tekens(words):
            self.onbekend |= unknown
            self.meld(Herstelbaar.stop("tekens-onbekend", unknown_characters(unknown), plek, link))

    def check_rest(self, document: d.Briefdocument, plek: str, link: str) -> None:
        """What stands in the document without having been read here: titles, names, the words of
        the letter itself. Characters that were told of already are not told of again."""
        unknown = onbekende_tekens(" ".join(words_in(msgspec.to_builtins(document))))
        self.check_characters("".join(unknown - self.onbekend), plek, link)

    # -- References -----------------------------------------------------------------------------

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
            self.bevindingen.append(
                Herstelbaar.stop("verwijzing-los", melding, self.plek, self.link)
            )
            return verwijzing.tekst
        words = verwijzing.tekst
        if doel.nummer is not None:
            words = verwijzingen.with_number(words, doel.nummer)
        return f'<a href="#{doel.anker}">{words}</a>'

    def _cijfer(self, verwijzing: Verwijzing) -> str:
        """The figure itself and, behind it, the note with its source. One note per figure."""
        citaat = self._citaat(verwijzing.sleutel)
        if isinstance(citaat, Onbruikbaar):
            melding = f"De verwijzing “{verwijzing.tekst}” {citaat.reden}. Kies een ander cijfer."
            self.bevindingen.append(Herstelbaar.stop("cijfer-los", melding, self.plek, self.link))
            return verwijzing.tekst
        words = verwijzingen.with_figure(verwijzing.tekst, citaat.tekst)
        if words is None:
            melding = (
                f"In de woorden “{verwijzing.tekst}” is niet te zien wat het cijfer is. Zet er één "
                f"getal in; daar komt dan {citaat.tekst} te staan."
            )
            self.bevindingen.append(
                Herstelbaar.stop("cijfer-onduidelijk", melding, self.plek, self.link)
            )
            return verwijzing.tekst
        if citaat.waarde is None:
            melding = f"Dit cijfer staat in de brief als “{citaat.tekst}”: {citaat.noot}"
            self.bevindingen.append(
                Herstelbaar.warn("cijfer-onbekend", melding, self.plek, self.link)
            )
        # Read aloud or copied, "202" with note 2 behind it would be 2022.
        words += _DUN if words[-1:].isdigit() else ""
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

    def _citaat(self, sleutel: str) -> Citaat | Onbruikbaar:
        """Texts of a plan were not looked through before: theirs are read when they come by."""
        if sleutel not in self.cijfers:
            self.cijfers |= read_citaten({sleutel})
        return self.cijfers[sleutel]

    def _voetnoot(self, tekst: str) -> str:
        self.check_characters(tekst, self.plek, self.link)
        n = len(self.voetnoten) + 1
        noot = d.Voetnoot(f"noot-{n}", f"nootverwijzing-{n}", n, tekst)
        self.voetnoten.append(noot)
        return (
            f'<sup><a href="#{noot.anker}" id="{noot.verwijzing_anker}" '
            f'role="doc-noteref">{n}</a></sup>'
        )


def _targets(brief: Brief, bijdragen: Iterable[Bijdrage]) -> dict[tuple[str, str], _Doel]:
    doelen: dict[tuple[str, str], _Doel] = {}
    for nummer, bijdrage in enumerate(bijdragen, start=1):
        slug = bijdrage.thema.slug
        doelen[verwijzingen.Soort.THEMA, slug] = _Doel(f"thema-{slug}", nummer)
        for voortgang in bijdrage.voortgangen.all():
            anker = paragraaf_anker(slug, voortgang)
            doelen[verwijzingen.Soort.PARAGRAAF, anker] = _Doel(anker, None)
    for bijlage in brief.bijlagen.all():
        doelen[verwijzingen.Soort.BIJLAGE, bijlage.sleutel] = _Doel(
            f"bijlage-{bijlage.nummer}", bijlage.nummer
        )
    return doelen


def quoted_in(brief: Brief, bijdragen: Iterable[Bijdrage]) -> set[str]:
    """The keys of all figures that these texts refer to."""
    texts = [o.tekst for o in brief.openbare_onderdelen]
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


def paragraaf_anker(slug: str, voortgang: Voortgang) -> str:
    """The anchor of a paragraaf in its letter."""
    # Two hyphens: no slug holds them, so that the two parts can't run into each other.
    return f"{slug}--{voortgang.sleutel}"


def words_in(value: Any, without: Collection[str] = ()) -> Iterator[str]:
    """All text in plain data, but for the fields of these names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for naam, inner in value.items():
            if naam not in without:
                yield from words_in(inner, without)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from words_in(inner, without)
