"""From a Word document to a BronPlan.

What is what, by simple rules:

- a theme is a heading with *Opgave* or *Ambitie* beneath it, a heading directly under one about
  "… thema's", or one that begins with the word "Speerpunt";
- it is prioritair or kern by the heading it stands under;
- under *Ambitie*, the headings that a list announces ("onze aanpak berust op drie pijlers: …")
  are pijlers; without such a list every heading there is one; any other heading is kept as a
  section of the theme;
- the headings under a speerpunt are acties, and so is a heading under any theme that begins with
  the word "Actie:"; beneath those, headings about *doel*, *effect* and
  *inzet* fill those fields and any other is kept as a section of the actie;
- everything else is a section of the plan. No heading and no text is left out.
"""

import re

from themas.plan.importing.kruisverbanden import find_kruisverbanden
from themas.plan.importing.source import (
    BronActie,
    BronOnderdeel,
    BronPijler,
    BronPlan,
    BronThema,
)
from themas.plan.models import Themasoort
from veiligheid.core.bron import Sleutels
from veiligheid.core.matching import titelsleutel, without_number
from veiligheid.core.word import ListBlock, Worddocument
from veiligheid.core.word_sections import Section, sections

_SPEERPUNT = re.compile(r"^speerpunt\s*\d*\s*[:.–-]?\s*", re.I)
_ACTIE = re.compile(r"^actie\s*\d*\s*:\s*(?=\S)", re.I)
_ABOUT_THEMES = re.compile(r"\bthema.?s$", re.I)
_JAREN = re.compile(r"\b(20\d\d)(?:\s*(?:-|–|/|t/m|tot en met)\s*(20\d\d))?\b")
_ACTIEVELDEN = {
    "doel": re.compile(r"^(?:het |de )?(?:doel|doelen|doelstelling(?:en)?)$", re.I),
    "beoogd_effect": re.compile(r"\beffect", re.I),
    "inzet": re.compile(r"^(?:de |onze )?inzet$", re.I),
}
_STANDAARDKOP = {"doel": "doel", "beoogd_effect": "beoogd maatschappelijk effect", "inzet": "inzet"}


def parse_plan(document: Worddocument, bestandsnaam: str = "") -> BronPlan:
    """The plan in this document. `bestandsnaam` helps where the title gives no year."""
    titel = document.titel or document.eigenschappen.titel
    van, tot = _years(titel) or _years(bestandsnaam) or (None, None)
    plan = BronPlan(titel, van, tot)
    _Reader(plan).read(sections(document))
    plan.kruisverbanden = find_kruisverbanden(plan)
    return plan


def _years(text: str) -> tuple[int, int] | None:
    match = _JAREN.search(text)
    return (int(match[1]), int(match[2] or match[1])) if match else None


class _Reader:
    def __init__(self, plan: BronPlan) -> None:
        self.plan = plan
        self.sleutels = Sleutels()

    def read(self, root: Section) -> None:
        if root.inhoud:
            self.plan.stukken.append(self._onderdeel(root))
        for section in root.kinderen:
            self._section(section, parent=root)

    def _section(self, section: Section, parent: Section) -> None:
        if _is_theme(section, parent):
            self.plan.stukken.append(self._thema(section, parent))
            return
        self.plan.stukken.append(self._onderdeel(section))
        for kind in section.kinderen:
            self._section(kind, parent=section)

    def _onderdeel(self, section: Section, *context: str) -> BronOnderdeel:
        kop = section.volledige_kop
        return BronOnderdeel(
            self.sleutels.unique("onderdeel", *context, kop),
            max(1, min(section.niveau, 6)),
            kop,
            section.html,
            section.plek,
        )

    def _thema(self, section: Section, parent: Section) -> BronThema:
        titel = without_number(section.kop)
        if _SPEERPUNT.match(titel):
            self.plan.label_thema = "speerpunt"
            titel = _SPEERPUNT.sub("", titel)
        thema = BronThema(
            self.sleutels.unique("thema", titelsleutel(titel)),
            titel,
            _group(parent.kop),
            section.plek,
            inleiding=section.html,
        )
        for kind in section.kinderen:
            self._in_thema(thema, kind)
        return thema

    def _in_thema(self, thema: BronThema, section: Section) -> None:
        key = titelsleutel(section.kop)
        if key == "opgave" and not thema.opgave:
            thema.opgave = section.html
            self._rest(thema, section)
        elif key == "ambitie" and not thema.ambitie:
            thema.ambitie = section.html
            thema.aangekondigde_pijlers = _announced(section)
            self._pijlers(thema, section)
        elif self.plan.label_thema == "speerpunt" or _ACTIE.match(section.kop):
            thema.stukken.append(self._actie(thema, section))
        else:
            thema.stukken.append(self._onderdeel(section, thema.titel))
            self._rest(thema, section)

    def _rest(self, thema: BronThema, section: Section) -> None:
        """Headings beneath one that holds none of ours: kept as sections of the theme."""
        for deeper in section.kinderen:
            for s in deeper.walk():
                thema.stukken.append(self._onderdeel(s, thema.titel))

    def _pijlers(self, thema: BronThema, ambitie: Section) -> None:
        announced = {titelsleutel(t) for t in thema.aangekondigde_pijlers}
        for section in ambitie.kinderen:
            if announced and titelsleutel(section.kop) not in announced:
                thema.stukken.append(self._onderdeel(section, thema.titel))
            else:
                sleutel = self.sleutels.unique("pijler", thema.titel, section.kop)
                thema.stukken.append(BronPijler(sleutel, section.volledige_kop, section.html))
            self._rest(thema, section)

    def _actie(self, thema: BronThema, section: Section) -> BronActie:
        named = _ACTIE.match(section.kop)
        titel = section.kop[named.end() :] if named else section.volledige_kop
        actie = BronActie(self.sleutels.unique("actie", thema.titel, titel), titel, section.html)
        for kind in section.kinderen:
            veld = next((v for v, rx in _ACTIEVELDEN.items() if rx.search(kind.kop)), None)
            if veld and not getattr(actie, veld) and kind.inhoud:
                setattr(actie, veld, kind.html)
                if titelsleutel(kind.kop) != _STANDAARDKOP[veld]:
                    actie.bronkoppen[veld] = kind.kop
                deeper = [s for k in kind.kinderen for s in k.walk()]
            else:
                deeper = list(kind.walk())
            actie.onderdelen += [self._onderdeel(s, thema.titel, titel) for s in deeper]
        return actie


def _is_theme(section: Section, parent: Section) -> bool:
    if _SPEERPUNT.match(section.kop) and section.kinderen:
        return True
    if any(titelsleutel(k.kop) in {"opgave", "ambitie"} for k in section.kinderen):
        return True
    return bool(_ABOUT_THEMES.search(parent.kop)) and parent.niveau == section.niveau - 1


def _group(kop: str) -> Themasoort | None:
    key = titelsleutel(kop)
    if "prioritair" in key:
        return Themasoort.PRIORITAIR
    return Themasoort.KERN if "kernthema" in key else None


def _announced(ambitie: Section) -> list[str]:
    """The pijlers that a list announces: "Onze aanpak berust op drie pijlers: 1. …"."""
    previous = ""
    for inhoud in ambitie.inhoud:
        if isinstance(inhoud, ListBlock) and "pijler" in previous.casefold():
            return [item.strip().rstrip(".;,") for item in inhoud.items]
        previous = inhoud.tekst
    return []
