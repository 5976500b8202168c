"""From a Word document to a BronBrief.

A heading is a theme when it stands directly under "Prioritaire thema's" or "Kernthema's", or when
the plan has a theme of that title. The headings beneath a theme are its paragrafen. Headings
before the first theme are general parts, those after the last one the closing. Every Word
paragraph becomes a block, labelled by the rule of `themas.jaar.labelling`; a list or table goes
with the block before it.
"""

import re
from collections import Counter

from rapportage.importing.signature import take_signature
from rapportage.importing.source import (
    BronBlok,
    BronBrief,
    BronHoofdstuk,
    BronOnderdeel,
    BronParagraaf,
)
from rapportage.models import Onderdeel
from themas.jaar.labelled import labelled
from themas.jaar.labelling import Uitkomst
from themas.plan.models import Themasoort
from veiligheid.core.bron import Sleutels
from veiligheid.core.findings import Bevinding, let_op
from veiligheid.core.matching import titelsleutel, typed_number, without_number
from veiligheid.core.word import Paragraph, Worddocument
from veiligheid.core.word_sections import Inhoud, Section, as_html, sections
from veiligheid.document.woorden import Bloksoort

Plek = Onderdeel.Plek
_AANHEF = re.compile(r"^(geachte|beste)\b.{0,80},?$", re.I)
_GROEPEN = {
    "prioritaire thema": (Themasoort.PRIORITAIR, Plek.PRIORITAIR),
    "kernthema": (Themasoort.KERN, Plek.KERN),
}


def parse_brief(
    document: Worddocument, jaar: int, bekende_themas: set[str]
) -> tuple[BronBrief, list[Bevinding]]:
    """The letter of this year. `bekende_themas` holds the `titelsleutel` of the plan's themes."""
    reader = _Reader(document, jaar, bekende_themas)
    reader.read()
    return reader.brief, reader.bevindingen


class _Reader:
    def __init__(self, document: Worddocument, jaar: int, bekende_themas: set[str]) -> None:
        self.brief = BronBrief(document.titel)
        self.jaar = jaar
        self.bekend = bekende_themas
        self.root = sections(document)
        self.sleutels = Sleutels()
        self.uitkomsten: Counter[Uitkomst] = Counter()
        self.bevindingen: list[Bevinding] = []

    def read(self) -> None:
        self._signature()
        self._opening()
        for section in self.root.kinderen:
            self._section(section)
        self.brief.uitkomsten = dict(self.uitkomsten)

    def _signature(self) -> None:
        last = list(self.root.walk())[-1]
        last.inhoud, ondertekening = take_signature(last.inhoud)
        if ondertekening is None:
            self.bevindingen.append(
                let_op(
                    "geen-ondertekening",
                    "Aan het eind staat geen slotgroet (‘Hoogachtend,’ of ‘Met vriendelijke "
                    "groet,’) met ondertekenaars. Vul ze bij de brief zelf in.",
                )
            )
            return
        self.brief.groet = ondertekening.groet
        self.brief.afzender = ondertekening.afzender
        self.brief.ondertekenaars = ondertekening.ondertekenaars

    def _opening(self) -> None:
        inhoud = list(self.root.inhoud)
        if inhoud and isinstance(inhoud[0], Paragraph) and _AANHEF.match(inhoud[0].tekst.strip()):
            self.brief.aanhef = inhoud.pop(0).tekst.strip()
        if inhoud:
            self._onderdeel(Plek.INLEIDING, 1, "", "".join(map(as_html, inhoud)), "inleiding")

    def _section(self, section: Section) -> None:
        key = titelsleutel(section.kop)
        group = next((g for start, g in _GROEPEN.items() if start in key), None)
        if group and section.kinderen:
            if section.inhoud:
                self._onderdeel(group[1], 2, "", section.html, section.plek)
            for kind in section.kinderen:
                self._hoofdstuk(kind, group[0])
        elif key in self.bekend:
            self._hoofdstuk(section, None)
        elif any(titelsleutel(k.kop) in self.bekend for k in section.kinderen):
            self._general(section, deep=False)
            for kind in section.kinderen:
                self._section(kind)
        else:
            self._general(section)

    def _general(self, section: Section, *, deep: bool = True) -> None:
        plek = Plek.AFSLUITING if self.brief.hoofdstukken else Plek.ALGEMEEN
        for s in section.walk() if deep else [section]:
            niveau = 1 if s is section else 2
            self._onderdeel(plek, niveau, s.volledige_kop, s.html, s.plek)

    def _onderdeel(self, plek_in_brief: str, niveau: int, kop: str, html: str, plek: str) -> None:
        sleutel = self.sleutels.unique("onderdeel", plek_in_brief, kop)
        self.brief.onderdelen.append(
            BronOnderdeel(sleutel, plek_in_brief, niveau, kop, html, plek or kop)
        )

    def _hoofdstuk(self, section: Section, soort: Themasoort | None) -> None:
        number = typed_number(section.kop) or typed_number(f"{section.nummer} x")
        hoofdstuk = BronHoofdstuk(
            without_number(section.kop),
            number or len(self.brief.hoofdstukken) + 1,
            soort,
            section.volledige_kop,
        )
        self.brief.hoofdstukken.append(hoofdstuk)
        if section.inhoud:
            self._paragraaf(hoofdstuk, section, kop="")
        for kind in section.kinderen:
            for s in kind.walk():
                if s is not kind:
                    self.bevindingen.append(
                        let_op(
                            "kop-te-diep",
                            "Deze kop staat dieper dan een paragraaf; hij is een eigen "
                            "paragraaf geworden.",
                            s.kop,
                        )
                    )
                self._paragraaf(hoofdstuk, s, kop=s.volledige_kop)

    def _paragraaf(self, hoofdstuk: BronHoofdstuk, section: Section, kop: str) -> None:
        sleutel = self.sleutels.unique(titelsleutel(hoofdstuk.titel), titelsleutel(kop))
        plek = f"{hoofdstuk.plek} › {kop or 'zonder kop'}"
        paragraaf = BronParagraaf(sleutel, kop, plek)
        for inhoud in section.inhoud:
            paragraaf.blokken += self._blokken(inhoud, paragraaf)
        hoofdstuk.paragrafen.append(paragraaf)

    def _blokken(self, inhoud: Inhoud, paragraaf: BronParagraaf) -> list[BronBlok]:
        previous = paragraaf.blokken[-1].soort if paragraaf.blokken else Bloksoort.CONTEXT
        delen, uitkomst = labelled(inhoud, self.jaar, previous)
        if uitkomst is not None:
            self.uitkomsten[uitkomst] += 1
        if uitkomst is Uitkomst.ONDUIDELIJK:
            self.bevindingen.append(
                let_op(
                    "onduidelijk",
                    "Deze tekst kijkt vooruit en weer terug. Hij is heel gebleven, als "
                    "terugblik: bekijk of hij gesplitst moet worden. "
                    f"“{inhoud.tekst[:80]}…”",
                    paragraaf.plek,
                )
            )
        return [BronBlok(soort, html) for soort, html in delen]
