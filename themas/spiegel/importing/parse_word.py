"""From a Word document to a BronSpiegel.

What is what, by simple rules:

- a heading of the highest level is a theme, one beneath it a pijler; "Ambitie: …" and "Doel: …"
  say what the plan calls them;
- a table whose first row names the two texts ("Begroting 2023", "Jaarverslag 2023") is a mirror:
  a row is an actie, its title the bold words that its first cell begins with, else the second;
- a second mirror under one pijler belongs to no pijler: that is told;
- everything else is kept: before the first heading and after the last table as a section of the
  plan, between a heading and its table as text of that theme or pijler, elsewhere as a section of
  the theme. No text is left out.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, TypeGuard

from lxml import html as lxml_html

from themas.spiegel import kolommen as k
from themas.spiegel.importing.boom import Boom
from themas.spiegel.importing.source import (
    BEGIN,
    SLOT,
    BronOnderdeel,
    BronPassage,
    BronPijler,
    BronRij,
    BronSpiegel,
    BronThema,
)
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.matching import titelsleutel
from veiligheid.core.richtext import plain
from veiligheid.core.word import Element, Heading, Table, Worddocument
from veiligheid.core.word_sections import as_html

_LABEL = re.compile(r"\s*(\w+)\s*:\s*")


def parse_word(document: Worddocument) -> tuple[BronSpiegel, list[Bevinding]]:
    """What was read, and what deserves a look. Raises Geweigerd, with a finding per row, when there
    is no mirror in it or a row can't be read."""
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: Worddocument) -> None:
        self.document = document
        self.bron = BronSpiegel(titel=document.titel)
        self.boom = Boom(self.bron)
        self.bevindingen: list[Bevinding] = []
        self.wrong: list[Bevinding] = []
        self.thema: BronThema | None = None
        self.pijler: BronPijler | None = None
        # How many mirrors stand under the heading we are at.
        self.spiegels = 0

    def read(self) -> tuple[BronSpiegel, list[Bevinding]]:
        elementen = self.document.elementen
        last = max((n for n, e in enumerate(elementen) if _is_spiegel(e)), default=None)
        if last is None:
            raise Geweigerd(
                blokkeert(
                    "geen-spiegel",
                    "Er staat geen spiegel in dit bestand. Dat is een tabel met in de eerste rij "
                    "‘Begroting 2023’ en ‘Jaarverslag 2023’, of ‘Beloofd’ en ‘Gedaan’.",
                )
            )
        top = min((e.niveau for e in elementen if isinstance(e, Heading)), default=1)
        for n, element in enumerate(elementen):
            self._element(element, top, after=n > last)
        if self.wrong:
            raise Geweigerd(*self.wrong)
        return self.bron, self.bevindingen

    def _element(self, element: Element, top: int, *, after: bool) -> None:
        if isinstance(element, Heading):
            self._heading(element, top)
        elif _is_spiegel(element):
            self._spiegel(element)
        else:
            self._text(as_html(element), element.tekst, element.plek, after=after)

    # -- Headings and texts ---------------------------------------------------------------------

    def _heading(self, heading: Heading, top: int) -> None:
        self.spiegels = 0
        if heading.niveau == top or self.thema is None:
            label, titel = _label(heading.tekst, "thema")
            self.bron.label_thema = self.bron.label_thema or label
            self.thema, self.pijler = self.boom.thema(titel, heading.plek), None
        elif heading.niveau == top + 1:
            label, titel = _label(heading.tekst, "pijler")
            self.bron.label_pijler = self.bron.label_pijler or label
            self.pijler = self.boom.pijler(self.thema, titel, heading.plek)
        else:
            self._text(f"<p>{escape(heading.tekst)}</p>", heading.tekst, heading.plek)

    def _text(self, html: str, tekst: str, plek: str, *, after: bool = False) -> None:
        if not tekst.strip():
            return
        if after:
            _append(self.bron.slot, SLOT, html, plek)
            self._kept("tekst-aan-het-slot", "na de laatste tabel", "in het plan", tekst, plek)
        elif self.thema is None:
            _append(self.bron.begin, BEGIN, html, plek)
        elif self.spiegels:
            sleutel = f"na {self.pijler.titel if self.pijler else ''}"
            _append(self.thema.onderdelen, sleutel, html, plek)
            self._kept("tekst-na-tabel", "na een tabel", "bij het thema", tekst, plek)
        elif self.pijler is not None:
            self.pijler.tekst = (self.pijler.tekst or "") + html
        else:
            self.thema.inleiding = (self.thema.inleiding or "") + html

    def _kept(self, code: str, waar: str, waarheen: str, tekst: str, plek: str) -> None:
        melding = f"Deze tekst staat {waar} en is bewaard {waarheen}: “{_begin(tekst)}”"
        self.bevindingen.append(let_op(code, melding, plek))

    # -- Mirrors --------------------------------------------------------------------------------

    def _spiegel(self, table: Table) -> None:
        self.spiegels += 1
        koppen = _koppen(table)
        self.bron.jaren |= {kop.jaar for kop in koppen if kop.jaar}
        if self.thema is None:
            melding = "Deze tabel staat boven de eerste kop. Zet haar onder de kop van haar thema."
            self.wrong.append(blokkeert("tabel-zonder-thema", melding, table.plek))
            return
        pijler = self.pijler if self.spiegels == 1 else None
        found = list(self._rijen(table, koppen, pijler.titel if pijler else ""))
        self.thema.rijen += found
        if pijler is None and found:
            self.bevindingen.append(self._loose(table, len(found)))

    def _loose(self, table: Table, n: int) -> Bevinding:
        label = self.bron.label_pijler or "pijler"
        after = f"na de tabel van ‘{self.pijler.titel}’" if self.pijler else f"onder geen {label}"
        found = "Haar ene activiteit is" if n == 1 else f"Haar {n} activiteiten zijn"
        return let_op(
            "tabel-zonder-doel",
            f"Deze tabel staat {after}. {found} opgenomen zonder {label}.",
            table.plek,
        )

    def _rijen(self, table: Table, koppen: Sequence[k.Kop], pijler: str) -> Iterator[BronRij]:
        root = lxml_html.fragment_fromstring(table.html)
        for n, row in enumerate(list(root.iter("tr"))[1:], start=2):
            plek = f"{table.plek}, rij {n}"
            if len(row) != 2:
                melding = "Deze rij heeft geen twee cellen. Zet de twee teksten naast elkaar."
                self.wrong.append(blokkeert("rij-onleesbaar", melding, plek))
                continue
            sides = {kop.kolom: cell for kop, cell in zip(koppen, row, strict=True)}
            beloofd = _Cel(sides["beloofd"])
            gedaan = _Cel(sides["gedaan"], beloofd.kop)
            empty = not (beloofd.kop or gedaan.kop or beloofd.html or gedaan.html)
            if not empty and (rij := self._rij(beloofd, gedaan, pijler, plek)):
                yield rij

    def _rij(self, beloofd: "_Cel", gedaan: "_Cel", pijler: str, plek: str) -> BronRij | None:
        label, titel = _label(beloofd.kop or gedaan.kop, "actie")
        self.bron.label_actie = self.bron.label_actie or label
        if not titel:
            tekst = _begin(plain(beloofd.html or gedaan.html))
            melding = (
                f"In deze rij staat geen activiteit, alleen tekst: “{tekst}”. Begin de cel met "
                "haar titel, vet."
            )
            self.wrong.append(blokkeert("rij-zonder-activiteit", melding, plek))
            return None
        if len(titel) > 500:
            melding = f"Deze activiteit heeft een titel van {len(titel)} tekens; er passen er 500."
            self.wrong.append(blokkeert("titel-te-lang", melding, plek))
            return None
        same = titelsleutel(gedaan.kop) == titelsleutel(titel) or not beloofd.kop
        kop = None if same else gedaan.kop or None
        return BronRij(
            plek,
            titel,
            pijler,
            beloofd=[BronPassage(beloofd.html)] if beloofd.html else [],
            gedaan=[BronPassage(gedaan.html, kop)] if gedaan.html else [],
        )


class _Cel:
    """A cell: the bold words that it begins with, and the html of what follows them.

    titel: of the actie, when it is known. Then bold words are taken for a heading only when they
    say the same, or stand by themselves; others are part of the text.
    """

    def __init__(self, cell: Any, titel: str = "") -> None:
        whole = _html(cell)
        self.kop, alone = _take_kop(cell)
        self.html = _html(cell)
        if titel and self.kop and not (alone and len(self.kop) <= 300):
            known = titelsleutel(_label(titel, "actie")[1])
            if titelsleutel(self.kop) != known:
                self.kop, self.html = "", whole


def _html(cell: Any) -> str:
    pieces = [lxml_html.tostring(e, encoding="unicode", with_tail=False) for e in cell]
    return "".join(piece for piece in pieces if plain(piece))


def _take_kop(cell: Any) -> tuple[str, bool]:
    """Take the bold words away from the front of a cell, or a first alinea that says "Activiteit:";
    what else that alinea says stays. Tells also whether the words had it to themselves."""
    if len(cell) == 0 or cell[0].tag != "p":
        return "", False
    first, words = cell[0], []
    if _label(first.text_content(), "actie")[0] and not first.findall("strong"):
        cell.remove(first)
        return " ".join(first.text_content().split()), True
    while len(first) and not (first.text or "").strip() and first[0].tag in ("strong", "br"):
        bold = first[0]
        words.append(bold.text_content())
        first.text = bold.tail
        first.remove(bold)
    if first.text:
        first.text = first.text.lstrip()
    return " ".join(" ".join(words).split()), not first.text_content().strip()


def _is_spiegel(element: Element) -> TypeGuard[Table]:
    return isinstance(element, Table) and len(_koppen(element)) == 2


def _koppen(table: Table) -> list[k.Kop]:
    """The two texts that the first row of a table names; fewer when it is no mirror."""
    head = table.rijen[0] if table.rijen else ()
    koppen = [kop for kop in map(k.read_kop, head) if kop and kop.kolom in ("beloofd", "gedaan")]
    return koppen if len(head) == 2 and len({kop.kolom for kop in koppen}) == 2 else []


def _label(tekst: str, kolom: str) -> tuple[str | None, str]:
    """ "Doel: wijken zijn heel" → the word that this plan has for it, and the title."""
    match = _LABEL.match(tekst)
    if match and match[1].casefold() in k.WOORDEN[kolom]:
        return match[1].casefold(), tekst[match.end() :].strip()
    return None, tekst.strip()


def _append(onderdelen: list[BronOnderdeel], sleutel: str, html: str, plek: str) -> None:
    """Texts that follow each other are one section."""
    if onderdelen and onderdelen[-1].sleutel == sleutel:
        onderdelen[-1].tekst += html
    else:
        onderdelen.append(BronOnderdeel(sleutel, html, plek))


def _begin(tekst: str) -> str:
    tekst = " ".join(tekst.split())
    return tekst if len(tekst) <= 80 else tekst[:79] + "…"
